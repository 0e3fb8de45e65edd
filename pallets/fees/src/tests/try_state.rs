//! The checks find what they are there to find.

use super::*;
use sp_runtime::DispatchError::Other;
use spheron_primitives::Balance;

#[test]
fn an_entry_of_nothing_is_found() {
	ExtBuilder::default().build_and_execute(|| {
		Owed::<Test>::insert(Destination::Foundation, SPON, 0);
		assert_err!(Fees::do_try_state(), Other("F7: an entry of nothing owed is stored"));
		Owed::<Test>::remove(Destination::Foundation, SPON);
	});
}

#[test]
fn the_most_that_can_be_owed_is_in_range() {
	ExtBuilder::default().build_and_execute(|| {
		Owed::<Test>::insert(Destination::Foundation, SPON, Balance::MAX);
		assert_ok!(Fees::do_try_state());
		assert_eq!(Fees::owed(&SPON), Balance::MAX);
	});
}
