//! The rules, one file per call.

use crate::{mock::*, Error, Event, NextRootCallId, RootCallId, RootCalls};
use codec::Encode;
use frame_support::{assert_noop, assert_ok, traits::StorePreimage};
use sp_core::H256;
use sp_runtime::{
	traits::{BlakeTwo256, Hash},
	DispatchError, DispatchResult,
};

mod cancel_root;
mod dispatch_as_council;
mod enact_root;
mod properties;
mod schedule_root;
mod schedule_root_by_hash;
mod try_state;

/// Three quarters of the council.
fn large_motion() -> RuntimeOrigin {
	RuntimeOrigin::signed(LARGE_MOTION)
}

/// More than half of the council.
fn motion() -> RuntimeOrigin {
	RuntimeOrigin::signed(MOTION)
}

/// A call of root's.
fn rule(ruling: u32) -> RuntimeCall {
	RuntimeCall::Ledger(ledger::Call::rule { ruling, reasons: Vec::new() })
}

/// One that is `length` bytes long: more than 128 do not fit into the scheduler's agenda.
fn rule_in(length: u32, ruling: u32) -> RuntimeCall {
	let call = |reasons| {
		RuntimeCall::Ledger(ledger::Call::rule { ruling, reasons: vec![0; reasons as usize] })
	};
	let around = call(length).encoded_size() as u32 - length;
	call(length - around)
}

/// One that weighs `weight`.
fn rule_heavily(ruling: u32, weight: frame_support::weights::Weight) -> RuntimeCall {
	RuntimeCall::Ledger(ledger::Call::rule_heavily { ruling, weight })
}

/// What root has ruled.
fn rulings() -> Vec<u32> {
	ledger::Rulings::<Test>::get()
}

fn schedule(call: RuntimeCall) -> DispatchResult {
	Governance::schedule_root(large_motion(), Box::new(call))
}

/// Schedules `call`; gives its number and when it is due.
fn scheduled(call: RuntimeCall) -> (RootCallId, u32) {
	let id = NextRootCallId::<Test>::get();
	assert_ok!(schedule(call));
	(id, RootCalls::<Test>::get(id).unwrap().due)
}

fn cancel(id: RootCallId) -> DispatchResult {
	Governance::cancel_root(motion(), id)
}

fn hash_of(call: &RuntimeCall) -> H256 {
	BlakeTwo256::hash_of(call)
}

/// What this pallet said since the last call of this.
fn take_events() -> Vec<Event<Test>> {
	let events = System::read_events_for_pallet::<Event<Test>>();
	System::reset_events();
	events
}

/// Neither the scheduler nor the store of preimages has anything.
fn assert_nothing_is_left() {
	assert_eq!(RootCalls::<Test>::count(), 0);
	assert_eq!(pallet_scheduler::Agenda::<Test>::iter().count(), 0);
	assert_eq!(pallet_scheduler::Lookup::<Test>::iter().count(), 0);
	assert_eq!(pallet_preimage::RequestStatusFor::<Test>::iter().count(), 0);
	assert_eq!(pallet_preimage::PreimageFor::<Test>::iter().count(), 0);
}
