//! The invariants are looked at.

use super::attest::daves;
use crate::{mock::*, *};
use frame_support::assert_ok;

/// `corrupt` breaks an invariant of a clock that was attested twice, without a gap.
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
	is_found(|clock| clock.attested += 1_000);
}

#[test]
fn a_clock_that_jumped_is_found() {
	is_found(|clock| clock.before.until = clock.running.missed + 1);
	is_found(|clock| clock.running.missed = clock.attested + 1);
}

#[test]
fn a_clock_that_missed_more_than_there_was_is_found() {
	is_found(|clock| clock.before.missed = clock.before.until + 1);
}

#[test]
fn a_run_that_ended_before_it_began_is_found() {
	is_found(|clock| clock.running.until = clock.running.missed - 1);
}

#[test]
fn a_clock_that_runs_while_down_is_found() {
	is_found(|clock| clock.down = true);
}
