//! G1: more than half of the council cancel a call on its way to root.

use super::*;

#[test]
fn a_cancelled_call_never_runs_and_leaves_nothing() {
	ExtBuilder.build_and_execute(|| {
		for call in [rule(1), rule_in(500, 2)] {
			let (id, due) = scheduled(call);
			System::reset_events();
			assert_ok!(cancel(id));
			assert_eq!(take_events(), [Event::RootCallCancelled { id }]);
			assert_nothing_is_left();
			run_to(due + 1);
			assert!(rulings().is_empty());
		}
	});
}

#[test]
fn a_call_can_be_cancelled_until_the_block_before_it_is_due() {
	ExtBuilder.build_and_execute(|| {
		let (id, due) = scheduled(rule(7));
		run_to(due - 1);
		assert_ok!(cancel(id));
		run_to(due + 1);
		assert!(rulings().is_empty());
	});
}

#[test]
fn the_others_run_all_the_same() {
	ExtBuilder.build_and_execute(|| {
		let (_, due) = scheduled(rule_in(500, 1));
		let (second, _) = scheduled(rule_in(500, 1));
		scheduled(rule(3));
		assert_ok!(cancel(second));
		run_to(due);
		assert_eq!(rulings(), [1, 3]);
		assert_nothing_is_left();
	});
}

#[test]
fn a_preimage_that_somebody_else_noted_stays_theirs() {
	ExtBuilder.build_and_execute(|| {
		let call = Box::new(rule_in(500, 7));
		let task = RuntimeCall::Governance(crate::Call::enact_root { id: 0, call: call.clone() });
		let (owner, hash) = (RuntimeOrigin::signed(STRANGER), hash_of(&task));
		assert_ok!(Preimage::note_preimage(owner.clone(), task.encode()));
		let (id, _) = scheduled(*call);
		assert_ok!(cancel(id));
		assert_ok!(Preimage::unnote_preimage(owner, hash));
		assert_nothing_is_left();
	});
}

/// The scheduler itself can no longer cancel it.
#[test]
fn a_call_that_was_put_off_for_lack_of_weight_can_still_be_cancelled() {
	ExtBuilder.build_and_execute(|| {
		let heaviest = MAX_CALL_WEIGHT - ENACT_WEIGHT;
		scheduled(rule_heavily(1, heaviest));
		let (second, due) = scheduled(rule_heavily(2, heaviest));
		run_to(due);
		assert_eq!(rulings(), [1]);
		assert_ok!(cancel(second));
		run_to(due + 1);
		assert_eq!(rulings(), [1]);
		assert_nothing_is_left();
	});
}

#[test]
fn a_motion_can_cancel_and_nobody_else() {
	ExtBuilder.build_and_execute(|| {
		let (id, _) = scheduled(rule(7));
		for origin in [
			RuntimeOrigin::none(),
			RuntimeOrigin::signed(STRANGER),
			RuntimeOrigin::signed(COUNCIL_ACCOUNT),
		] {
			assert_noop!(Governance::cancel_root(origin, id), DispatchError::BadOrigin);
		}
		assert_ok!(Governance::cancel_root(motion(), id));
	});
}

#[test]
fn what_is_not_under_way_cannot_be_cancelled() {
	ExtBuilder.build_and_execute(|| {
		assert_noop!(cancel(0), Error::<Test>::NotUnderWay);
		let (first, _) = scheduled(rule(1));
		let (second, due) = scheduled(rule(2));
		assert_ok!(cancel(first));
		assert_noop!(cancel(first), Error::<Test>::NotUnderWay);
		run_to(due);
		assert_noop!(cancel(second), Error::<Test>::NotUnderWay);
	});
}
