//! T2: the council acts as its own account.

use crate::{mock::*, Event};
use frame_support::{
	assert_noop, assert_ok,
	dispatch::{
		DispatchClass, DispatchResultWithPostInfo, GetDispatchInfo, PostDispatchInfo,
		WithPostDispatchInfo,
	},
	traits::OriginTrait,
	weights::{constants::ParityDbWeight, Weight},
};
use sp_runtime::DispatchError;

/// What the calls of `ledger` announce.
const CALL_WEIGHT: Weight = Weight::from_parts(500, 50);
/// What some of them turn out to use.
const LESS: Weight = Weight::from_parts(200, 20);

/// What is added to a call's weight: what was measured, and the council's account read and written.
fn overhead() -> Weight {
	Weight::from_parts(1_000, 100) + ParityDbWeight::get().reads_writes(1, 1)
}

fn motion() -> RuntimeOrigin {
	RuntimeOrigin::signed(MOTION)
}

fn sign() -> RuntimeCall {
	RuntimeCall::Ledger(ledger::Call::sign {})
}

/// The call that runs `call` as the council's account.
fn as_council(call: RuntimeCall) -> RuntimeCall {
	RuntimeCall::Governance(crate::Call::dispatch_as_council { call: Box::new(call) })
}

fn dispatch(origin: RuntimeOrigin, call: RuntimeCall) -> DispatchResultWithPostInfo {
	Governance::dispatch_as_council(origin, Box::new(call))
}

/// Running `call` must fail with `error`, having used `used` besides the overhead, and change nothing.
fn refused(
	origin: RuntimeOrigin,
	call: RuntimeCall,
	error: impl Into<DispatchError>,
	used: Weight,
) {
	assert_noop!(dispatch(origin, call), error.into().with_weight(overhead() + used));
}

#[test]
fn the_call_runs_as_the_councils_account() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(dispatch(motion(), sign()));
		assert_eq!(ledger::Signer::<Test>::get(), Some(COUNCIL_ACCOUNT));
		System::assert_last_event(Event::<Test>::DispatchedAsCouncil.into());
	});
}

#[test]
fn for_root_too_the_call_runs_as_the_councils_account() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(dispatch(RuntimeOrigin::root(), sign()));
		assert_eq!(ledger::Signer::<Test>::get(), Some(COUNCIL_ACCOUNT));
	});
}

#[test]
fn is_for_the_council_alone() {
	ExtBuilder.build_and_execute(|| {
		for origin in [
			RuntimeOrigin::none(),
			RuntimeOrigin::signed(STRANGER),
			RuntimeOrigin::signed(COUNCIL_ACCOUNT),
		] {
			assert_noop!(dispatch(origin, sign()), DispatchError::BadOrigin);
		}
	});
}

#[test]
fn gives_the_rights_of_the_account_and_not_those_of_the_council_or_of_root() {
	ExtBuilder.build_and_execute(|| {
		let nested = as_council(sign());
		let used = nested.get_dispatch_info().call_weight;
		refused(motion(), nested, DispatchError::BadOrigin, used);

		let for_root = RuntimeCall::System(frame_system::Call::set_heap_pages { pages: 1 });
		let used = for_root.get_dispatch_info().call_weight;
		refused(RuntimeOrigin::root(), for_root, DispatchError::BadOrigin, used);
	});
}

#[test]
fn the_calls_error_comes_back_and_nothing_has_changed() {
	ExtBuilder.build_and_execute(|| {
		let call = RuntimeCall::Ledger(ledger::Call::sign_and_fail { used: CALL_WEIGHT });
		refused(motion(), call, ledger::Error::<Test>::ToldToFail, CALL_WEIGHT);
		assert_eq!(System::events(), vec![]);
	});
}

#[test]
fn the_runtimes_filter_applies_even_for_root() {
	ExtBuilder.build_and_execute(|| {
		for origin in [motion(), RuntimeOrigin::root()] {
			let call = RuntimeCall::Ledger(ledger::Call::filtered {});
			let used = call.get_dispatch_info().call_weight;
			refused(origin, call, frame_system::Error::<Test>::CallFiltered, used);
		}
	});
}

#[test]
fn a_filter_of_the_origin_stays() {
	ExtBuilder.build_and_execute(|| {
		let mut origin = motion();
		origin.add_filter(|call| !matches!(call, RuntimeCall::Ledger(_)));
		refused(origin, sign(), frame_system::Error::<Test>::CallFiltered, CALL_WEIGHT);
	});
}

#[test]
fn weighs_what_the_call_weighs_and_its_own_and_is_of_the_calls_class() {
	let info = as_council(sign()).get_dispatch_info();
	assert_eq!(info.call_weight, overhead() + CALL_WEIGHT);
	assert_eq!(info.class, DispatchClass::Operational);

	let normal = RuntimeCall::Ledger(ledger::Call::sign_cheaply { used: LESS });
	assert_eq!(as_council(normal).get_dispatch_info().class, DispatchClass::Normal);
}

/// Running `call` must succeed, having used `weight` besides the overhead.
fn uses(call: RuntimeCall, weight: Weight) {
	ExtBuilder.build_and_execute(|| {
		let expected = PostDispatchInfo::from(Some(overhead() + weight));
		assert_eq!(dispatch(motion(), call), Ok(expected));
	});
}

#[test]
fn what_the_call_does_not_use_is_given_back() {
	uses(sign(), CALL_WEIGHT);
	uses(RuntimeCall::Ledger(ledger::Call::sign_cheaply { used: LESS }), LESS);
}

#[test]
fn what_a_call_that_fails_does_not_use_is_given_back() {
	ExtBuilder.build_and_execute(|| {
		let call = RuntimeCall::Ledger(ledger::Call::sign_and_fail { used: LESS });
		refused(motion(), call, ledger::Error::<Test>::ToldToFail, LESS);
	});
}
