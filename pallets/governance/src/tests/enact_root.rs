//! G1: a call on its way to root arrives.

use super::*;
use frame_support::{
	dispatch::{DispatchClass, GetDispatchInfo, PostDispatchInfo},
	weights::Weight,
};

fn enact(id: RootCallId, call: RuntimeCall) -> crate::Call<Test> {
	crate::Call::enact_root { id, call: Box::new(call) }
}

#[test]
fn is_for_root_alone() {
	ExtBuilder.build_and_execute(|| {
		let (id, _) = scheduled(rule(7));
		for origin in
			[RuntimeOrigin::none(), RuntimeOrigin::signed(STRANGER), motion(), large_motion()]
		{
			assert_noop!(
				Governance::enact_root(origin, id, Box::new(rule(7))),
				DispatchError::BadOrigin
			);
		}
	});
}

#[test]
fn what_is_not_under_way_is_not_run() {
	ExtBuilder.build_and_execute(|| {
		assert_noop!(
			Governance::enact_root(RuntimeOrigin::root(), 0, Box::new(rule(7))),
			Error::<Test>::NotUnderWay
		);
	});
}

#[test]
fn a_call_that_fails_is_done_with_and_has_changed_nothing() {
	ExtBuilder.build_and_execute(|| {
		let call = RuntimeCall::Ledger(ledger::Call::rule_and_fail { ruling: 7 });
		let (id, due) = scheduled(call);
		System::reset_events();
		run_to(due);
		let failed = Err(ledger::Error::<Test>::ToldToFail.into());
		assert_eq!(take_events(), [Event::RootCallEnacted { id, result: failed }]);
		assert!(rulings().is_empty());
		assert_nothing_is_left();
	});
}

#[test]
fn a_block_without_room_puts_it_off() {
	ExtBuilder.build_and_execute(|| {
		let (_, due) = scheduled(rule(7));
		run_to(due - 1);
		SchedulerWeight::set(Weight::zero());
		run_to(due + 2);
		assert!(rulings().is_empty());
		SchedulerWeight::set(MAX_TASKS_WEIGHT);
		run_to(due + 3);
		assert_eq!(rulings(), [7]);
		assert_nothing_is_left();
	});
}

#[test]
fn heavy_calls_due_together_run_one_after_the_other() {
	ExtBuilder.build_and_execute(|| {
		let mut due = 0;
		for ruling in 1..=MAX_ROOT_CALLS {
			due = scheduled(rule_heavily(ruling, MAX_CALL_WEIGHT - ENACT_WEIGHT)).1;
		}
		run_to(due + MAX_ROOT_CALLS);
		assert_eq!(rulings(), [1, 2, 3]);
		assert_nothing_is_left();
	});
}

#[test]
fn weighs_what_the_call_weighs_and_its_own_and_is_of_the_calls_class() {
	let weight = Weight::from_parts(700, 70);
	let info = enact(0, rule_heavily(7, weight)).get_dispatch_info();
	assert_eq!(info.call_weight, ENACT_WEIGHT + weight);
	assert_eq!(info.class, DispatchClass::Normal);
	let operational = RuntimeCall::Ledger(ledger::Call::sign {});
	assert_eq!(enact(0, operational).get_dispatch_info().class, DispatchClass::Operational);
}

#[test]
fn what_the_call_does_not_use_is_given_back() {
	ExtBuilder.build_and_execute(|| {
		let weight = Weight::from_parts(700, 70);
		let call = rule_heavily(7, weight);
		let (id, _) = scheduled(call.clone());
		let used = Governance::enact_root(RuntimeOrigin::root(), id, Box::new(call));
		assert_eq!(used, Ok(PostDispatchInfo::from(Some(ENACT_WEIGHT + weight / 2))));
	});
}
