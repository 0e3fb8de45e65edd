//! G1: three quarters of the council schedule a call to be run as root.

use super::*;
use crate::{MAX_ROOT_DELAY, MIN_ROOT_DELAY};
use frame_support::{dispatch::GetDispatchInfo, weights::Weight};

#[test]
fn the_call_runs_as_root_when_the_delay_is_over_and_not_before() {
	ExtBuilder.build_and_execute(|| {
		let (id, due) = scheduled(rule(7));
		assert_eq!(due, 21);
		let hash = hash_of(&rule(7));
		assert_eq!(take_events(), [Event::RootCallScheduled { id, hash, due }]);

		run_to(due - 1);
		assert!(rulings().is_empty());
		run_to(due);
		assert_eq!(rulings(), [7]);
		assert_eq!(take_events(), [Event::RootCallEnacted { id, result: Ok(()) }]);
		assert_nothing_is_left();
	});
}

#[test]
fn a_call_too_long_for_the_agenda_runs_too_and_leaves_no_preimage() {
	ExtBuilder.build_and_execute(|| {
		let (_, due) = scheduled(rule_in(MAX_CALL_LENGTH, 7));
		assert_eq!(pallet_preimage::PreimageFor::<Test>::iter().count(), 1);
		run_to(due);
		assert_eq!(rulings(), [7]);
		assert_nothing_is_left();
	});
}

#[test]
fn the_same_call_can_be_under_way_twice_and_runs_twice() {
	ExtBuilder.build_and_execute(|| {
		let (first, _) = scheduled(rule_in(500, 7));
		let (second, due) = scheduled(rule_in(500, 7));
		assert_eq!((first, second), (0, 1));
		run_to(due);
		assert_eq!(rulings(), [7, 7]);
		assert_nothing_is_left();
	});
}

#[test]
fn is_for_three_quarters_of_the_council_alone() {
	ExtBuilder.build_and_execute(|| {
		for origin in [
			RuntimeOrigin::none(),
			RuntimeOrigin::signed(STRANGER),
			RuntimeOrigin::signed(COUNCIL_ACCOUNT),
			motion(),
		] {
			assert_noop!(
				Governance::schedule_root(origin, Box::new(rule(7))),
				DispatchError::BadOrigin
			);
		}
	});
}

#[test]
fn a_call_that_is_too_long_is_refused() {
	ExtBuilder.build_and_execute(|| {
		assert_noop!(schedule(rule_in(MAX_CALL_LENGTH + 1, 7)), Error::<Test>::CallTooLong);
	});
}

#[test]
fn a_call_that_the_scheduler_could_never_run_is_refused() {
	ExtBuilder.build_and_execute(|| {
		let heaviest = MAX_CALL_WEIGHT - ENACT_WEIGHT;
		for more in [Weight::from_parts(1, 0), Weight::from_parts(0, 1)] {
			assert_noop!(schedule(rule_heavily(7, heaviest + more)), Error::<Test>::CallTooHeavy);
		}
		let (_, due) = scheduled(rule_heavily(7, heaviest));
		run_to(due);
		assert_eq!(rulings(), [7]);
	});
}

#[test]
fn so_many_calls_can_be_under_way_until_one_has_run() {
	ExtBuilder.build_and_execute(|| {
		let (_, due) = scheduled(rule(0));
		run_to(2);
		for ruling in 1..MAX_ROOT_CALLS {
			assert_ok!(schedule(rule(ruling)));
		}
		assert_noop!(schedule(rule(9)), Error::<Test>::TooManyRootCalls);
		run_to(due);
		assert_ok!(schedule(rule(9)));
	});
}

#[test]
fn a_changed_delay_is_for_calls_to_come() {
	ExtBuilder.build_and_execute(|| {
		let (_, due) = scheduled(rule(1));
		RootDelay::set(15);
		let (_, earlier) = scheduled(rule(2));
		assert_eq!((earlier, due), (16, 21));
		run_to(earlier);
		assert_eq!(rulings(), [2]);
		run_to(due);
		assert_eq!(rulings(), [2, 1]);
	});
}

#[test]
fn the_delay_has_bounds_whatever_the_parameter_says() {
	ExtBuilder.build_and_execute(|| {
		RootDelay::set(0);
		assert_eq!(scheduled(rule(1)).1, 1 + MIN_ROOT_DELAY);
		RootDelay::set(u32::MAX);
		assert_eq!(scheduled(rule(2)).1, 1 + MAX_ROOT_DELAY);
	});
}

#[test]
fn numbers_are_not_given_out_twice() {
	ExtBuilder.build_and_execute(|| {
		NextRootCallId::<Test>::put(u32::MAX);
		assert_noop!(schedule(rule(7)), sp_runtime::ArithmeticError::Overflow);
	});
}

#[test]
fn weighs_by_the_length_of_the_call() {
	let call = crate::Call::<Test>::schedule_root { call: Box::new(rule_in(500, 7)) };
	assert_eq!(call.get_dispatch_info().call_weight, Weight::from_parts(10_500, 0));
}
