//! The checks find what they are there to find.

use super::*;
use crate::{RootCall, MAX_ROOT_DELAY};
use frame_support::assert_err;
use sp_runtime::DispatchError::Other;

/// A short call and a long one under way; `corrupt` does harm that must be found as `problem`.
fn finds(problem: &'static str, corrupt: impl FnOnce()) {
	new_test_ext().execute_with(|| {
		scheduled(rule(1));
		scheduled(rule_in(500, 2));
		assert_ok!(Governance::do_try_state());
		corrupt();
		assert_err!(Governance::do_try_state(), Other(problem));
	});
}

fn change(change: impl FnOnce(&mut RootCall<H256>)) {
	RootCalls::<Test>::mutate(1, |call| change(call.as_mut().unwrap()));
}

#[test]
fn a_wrong_counter_is_found() {
	finds("I10: root calls are miscounted", || {
		let call = RootCalls::<Test>::get(0).unwrap();
		let key = RootCalls::<Test>::hashed_key_for(2);
		frame_support::storage::unhashed::put(&key, &call);
	});
}

#[test]
fn too_many_calls_are_found() {
	finds("G1: too many root calls are under way", || {
		let call = RootCalls::<Test>::get(0).unwrap();
		(2..=MAX_ROOT_CALLS).for_each(|id| RootCalls::<Test>::insert(id, call.clone()));
	});
}

#[test]
fn a_number_that_was_not_given_out_is_found() {
	finds("G1: the number of a root call was not given out", || {
		NextRootCallId::<Test>::put(1);
	});
}

#[test]
fn a_call_due_too_late_is_found() {
	finds("G1: a root call is due later than the longest delay", || {
		change(|call| call.due = 2 + MAX_ROOT_DELAY);
	});
}

#[test]
fn a_call_due_at_another_block_than_the_schedulers_is_found() {
	finds("I10: a root call is not with the scheduler for its block", || {
		change(|call| call.due += 1);
	});
}

#[test]
fn a_call_that_the_scheduler_does_not_have_is_found() {
	finds("I10: a root call is not with the scheduler for its block", || {
		pallet_scheduler::Lookup::<Test>::remove(Governance::task_name(0));
	});
}

#[test]
fn a_preimage_that_is_gone_is_found() {
	finds("I10: the preimage of a root call is gone", || {
		let hash = RootCalls::<Test>::get(1).unwrap().preimage.unwrap();
		Preimage::unnote(&hash);
	});
}
