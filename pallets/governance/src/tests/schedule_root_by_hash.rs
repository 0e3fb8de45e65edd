//! G1: as `schedule_root`, for a call that was noted as a preimage.

use super::*;
use frame_support::{dispatch::GetDispatchInfo, weights::Weight};

/// Somebody notes `bytes`, with a deposit; gives their hash and length.
fn note(bytes: Vec<u8>) -> (H256, u32) {
	let noted = (BlakeTwo256::hash(&bytes), bytes.len() as u32);
	assert_ok!(Preimage::note_preimage(RuntimeOrigin::signed(STRANGER), bytes));
	noted
}

fn schedule_noted((hash, length): (H256, u32)) -> DispatchResult {
	Governance::schedule_root_by_hash(large_motion(), hash, length)
}

fn too_deep() -> RuntimeCall {
	(0..=frame_support::MAX_EXTRINSIC_DEPTH).fold(rule(7), |call, _| {
		RuntimeCall::Governance(crate::Call::dispatch_as_council { call: Box::new(call) })
	})
}

#[test]
fn the_call_runs_as_root_when_the_delay_is_over() {
	ExtBuilder.build_and_execute(|| {
		let noted = note(rule_in(500, 7).encode());
		assert_ok!(schedule_noted(noted));
		assert_eq!(take_events(), [Event::RootCallScheduled { id: 0, hash: noted.0, due: 21 }]);
		run_to(20);
		assert!(rulings().is_empty());
		run_to(21);
		assert_eq!(rulings(), [7]);
	});
}

#[test]
fn the_preimage_can_go_at_once() {
	ExtBuilder.build_and_execute(|| {
		let noted = note(rule_in(500, 7).encode());
		assert_ok!(schedule_noted(noted));
		assert_ok!(Preimage::unnote_preimage(RuntimeOrigin::signed(STRANGER), noted.0));
		run_to(21);
		assert_eq!(rulings(), [7]);
		assert_nothing_is_left();
	});
}

#[test]
fn is_for_three_quarters_of_the_council_alone() {
	ExtBuilder.build_and_execute(|| {
		let (hash, length) = note(rule(7).encode());
		for origin in [RuntimeOrigin::none(), RuntimeOrigin::signed(STRANGER), motion()] {
			assert_noop!(
				Governance::schedule_root_by_hash(origin, hash, length),
				DispatchError::BadOrigin
			);
		}
	});
}

#[test]
fn an_unknown_preimage_is_refused() {
	ExtBuilder.build_and_execute(|| {
		let bytes = rule(7).encode();
		let (hash, length) = (BlakeTwo256::hash(&bytes), bytes.len() as u32);
		assert_noop!(schedule_noted((hash, length)), Error::<Test>::UnknownPreimage);
		note(bytes);
		for other in [length - 1, length + 1] {
			assert_noop!(schedule_noted((hash, other)), Error::<Test>::UnknownPreimage);
		}
		assert_ok!(schedule_noted((hash, length)));
	});
}

#[test]
fn what_is_not_just_a_call_is_refused() {
	ExtBuilder.build_and_execute(|| {
		let followed = [rule(7).encode(), vec![0]].concat();
		for bytes in [vec![255; 40], Vec::new(), followed, too_deep().encode()] {
			let noted = note(bytes);
			assert_noop!(schedule_noted(noted), Error::<Test>::NotACall);
		}
	});
}

#[test]
fn a_call_that_is_too_long_is_refused() {
	ExtBuilder.build_and_execute(|| {
		let noted = note(rule_in(MAX_CALL_LENGTH + 1, 7).encode());
		assert_noop!(schedule_noted(noted), Error::<Test>::CallTooLong);
	});
}

#[test]
fn a_call_that_the_scheduler_could_never_run_is_refused() {
	ExtBuilder.build_and_execute(|| {
		let noted = note(rule_heavily(7, MAX_CALL_WEIGHT).encode());
		assert_noop!(schedule_noted(noted), Error::<Test>::CallTooHeavy);
	});
}

#[test]
fn so_many_calls_can_be_under_way() {
	ExtBuilder.build_and_execute(|| {
		let noted = note(rule(7).encode());
		for _ in 0..MAX_ROOT_CALLS {
			assert_ok!(schedule_noted(noted));
		}
		assert_noop!(schedule_noted(noted), Error::<Test>::TooManyRootCalls);
	});
}

#[test]
fn numbers_are_not_given_out_twice() {
	ExtBuilder.build_and_execute(|| {
		let noted = note(rule(7).encode());
		NextRootCallId::<Test>::put(u32::MAX);
		assert_noop!(schedule_noted(noted), sp_runtime::ArithmeticError::Overflow);
	});
}

#[test]
fn weighs_by_the_length_of_the_call_up_to_the_longest() {
	let weight = |length| {
		crate::Call::<Test>::schedule_root_by_hash { hash: H256::zero(), length }
			.get_dispatch_info()
			.call_weight
	};
	assert_eq!(weight(500), Weight::from_parts(20_500, 0));
	assert_eq!(weight(u32::MAX), weight(MAX_CALL_LENGTH));
}
