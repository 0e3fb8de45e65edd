//! The checks find what they are there to find.

use super::*;
use crate::{CurrentEra, Era};
use frame_support::assert_err;
use sp_runtime::DispatchError::Other;

#[test]
fn an_era_from_the_future_is_found() {
	ExtBuilder.build_and_execute(|| {
		run(3);
		let sound = CurrentEra::<Test>::get();
		CurrentEra::<Test>::put(Era { index: 0, started: 4 });
		assert_err!(Eras::do_try_state(), Other("X1: the current era has not started yet"));
		CurrentEra::<Test>::put(sound);
	});
}

#[test]
fn more_eras_than_blocks_are_found() {
	ExtBuilder.build_and_execute(|| {
		run(3);
		let sound = CurrentEra::<Test>::get();
		CurrentEra::<Test>::put(Era { index: 3, started: 3 });
		assert_err!(Eras::do_try_state(), Other("X1: an era lasted less than one block"));
		CurrentEra::<Test>::put(sound);
	});
}
