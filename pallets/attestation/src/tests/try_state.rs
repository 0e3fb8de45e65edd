//! The invariants are looked at.

use super::attest::daves;
use crate::{mock::*, *};
use frame_support::assert_ok;

/// `corrupt` breaks an invariant of a clock that was attested twice.
fn is_found(corrupt: fn(&mut ClockState)) {
	ExtBuilder.build().execute_with(|| {
		admit(DAVE, "dave");
		assert_ok!(daves(Unhealthy::None));
		pass(150);
		assert_ok!(daves(Unhealthy::None));
		assert_ok!(AttestationPallet::do_try_state());
		Clocks::<Test>::mutate(DAVE, corrupt);
		assert!(AttestationPallet::do_try_state().is_err());
	});
}

#[test]
fn a_clock_out_of_nowhere_is_found() {
	is_found(|clock| *clock = ClockState::default());
}

#[test]
fn a_clock_from_the_future_is_found() {
	is_found(|clock| clock.running.mark += 1_000);
}

#[test]
fn a_clock_that_jumped_is_found() {
	is_found(|clock| clock.running.base += 1);
}

#[test]
fn a_clock_out_of_order_is_found() {
	is_found(|clock| clock.before.mark = clock.running.mark + 1);
}

#[test]
fn a_clock_that_stopped_before_it_was_marked_is_found() {
	is_found(|clock| clock.running.until = clock.running.mark - 1);
}

#[test]
fn a_clock_that_runs_while_down_is_found() {
	is_found(|clock| clock.down = Some(1_000));
}
