//! The slow path to Root, the whole way (G1).

use super::chain::{council_decides, motion, next_block, on_chain, run_to, submit, submit_as};
use crate::{
	dynamic_params::governance::{self, RootDelay},
	Balances, Eras, Runtime, RuntimeCall, RuntimeEvent, RuntimeParameters, Session, System, DAYS,
};
use codec::Encode;
use frame_support::{
	storage::unhashed,
	traits::{Get, QueryPreimage, StorePreimage},
};
use frame_system::Error as SystemError;
use pallet_governance::{Error, RootCalls, MIN_ROOT_DELAY};
use pallet_migrations::{Cursor, MigrationCursor};
use sp_core::{storage::well_known_keys::CODE, H256};
use sp_io::hashing::blake2_256;
use sp_keyring::Sr25519Keyring::{self, Alice, Bob, Charlie, Dave, Ferdie};
use sp_runtime::{DispatchError, DispatchResult};
use spheron_primitives::traits::OpenBlocks;

const ALL: [Sr25519Keyring; 3] = [Alice, Bob, Charlie];
const TWO: [Sr25519Keyring; 2] = [Alice, Bob];

const KEY: &[u8] = b"root was here";

/// A call that only Root can make.
fn leave_a_mark() -> RuntimeCall {
	frame_system::Call::set_storage { items: vec![(KEY.to_vec(), b"!".to_vec())] }.into()
}

fn is_marked() -> bool {
	sp_io::storage::exists(KEY)
}

/// `members` want `call` to be run as Root.
fn schedule(members: &[Sr25519Keyring], call: impl Into<RuntimeCall>) -> Result<(), DispatchError> {
	let call = Box::new(call.into());
	motion(members, pallet_governance::Call::schedule_root { call })
}

fn cancel(id: u32) -> DispatchResult {
	motion(&TWO, pallet_governance::Call::cancel_root { id })
}

fn due(id: u32) -> u32 {
	RootCalls::<Runtime>::get(id).unwrap().due
}

/// Goes on to open block `number`, as if nothing had happened in those between.
fn wait_for(number: u32) {
	pallet_eras::Now::<Runtime>::put(number - 1);
	pallet_scheduler::IncompleteSince::<Runtime>::kill();
	next_block();
	assert_eq!(Eras::now(), number);
}

/// What came of the call that ran as Root in this block.
fn enacted() -> Option<DispatchResult> {
	System::events().iter().find_map(|record| match &record.event {
		RuntimeEvent::Governance(pallet_governance::Event::RootCallEnacted { result, .. }) => {
			Some(*result)
		}
		_ => None,
	})
}

#[test]
fn all_three_members_can_have_a_call_run_as_root_in_two_days() {
	on_chain("development", || {
		assert_eq!(schedule(&TWO, leave_a_mark()), Err(DispatchError::BadOrigin));
		assert_eq!(schedule(&ALL, leave_a_mark()), Ok(()));
		assert_eq!(due(0), Eras::now() + 2 * DAYS);

		wait_for(due(0) - 1);
		assert!(!is_marked());
		next_block();
		assert!(is_marked());
		assert_eq!(enacted(), Some(Ok(())));
	});
}

#[test]
fn two_of_three_can_cancel_it_to_the_last_block() {
	on_chain("development", || {
		schedule(&ALL, leave_a_mark()).unwrap();
		let due = due(0);
		wait_for(due - 1);
		assert_eq!(cancel(0), Ok(()));
		next_block();
		next_block();
		assert!(!is_marked());
		assert_eq!(cancel(0), Err(Error::<Runtime>::NotUnderWay.into()));
	});
}

#[test]
fn of_four_members_three_are_enough() {
	on_chain("development", || {
		let who = Dave.to_account_id().into();
		let call = pallet_membership::Call::add_member { who };
		council_decides(RuntimeCall::CouncilMembership(call));
		assert_eq!(schedule(&TWO, leave_a_mark()), Err(DispatchError::BadOrigin));
		assert_eq!(schedule(&ALL, leave_a_mark()), Ok(()));
		assert_eq!(cancel(0), Err(DispatchError::BadOrigin), "two of four are not more than half");
	});
}

#[test]
fn no_parameter_leaves_the_council_without_time_to_cancel() {
	on_chain("development", || {
		council_decides(pallet_parameters::Call::set_parameter {
			key_value: RuntimeParameters::Governance(governance::Parameters::RootDelay(
				RootDelay,
				Some(0),
			)),
		});
		schedule(&ALL, leave_a_mark()).unwrap();
		assert_eq!(due(0), Eras::now() + MIN_ROOT_DELAY);
		cancel(0).unwrap();
		run_to(System::block_number() + MIN_ROOT_DELAY + 1);
		assert!(!is_marked());
	});
}

#[test]
fn a_call_due_in_a_rotation_block_runs_in_the_next() {
	on_chain("fast", || {
		let (rotation, delay) = (40, RootDelay::get());
		run_to(rotation - delay);
		schedule(&ALL, leave_a_mark()).unwrap();
		assert_eq!(due(0), rotation);
		run_to(rotation - 1);
		let sessions = Session::current_index();
		next_block();
		assert_eq!(Session::current_index(), sessions + 1);
		assert!(!is_marked());
		next_block();
		assert!(is_marked());
	});
}

/// Half of the storage may be migrated, and nobody can cancel anything.
#[test]
fn a_call_that_was_put_off_does_not_run_during_a_migration() {
	on_chain("fast", || {
		let (rotation, delay) = (40, RootDelay::get());
		run_to(rotation - delay);
		schedule(&ALL, leave_a_mark()).unwrap();
		run_to(rotation);
		Cursor::<Runtime>::put(MigrationCursor::Stuck);
		for _ in 0..3 {
			next_block();
			assert!(!is_marked());
		}
		assert_eq!(Eras::now(), rotation);
		Cursor::<Runtime>::kill();
		next_block();
		assert!(is_marked());
	});
}

#[test]
fn the_runtime_is_upgraded_by_authorizing_the_code_and_then_by_anyone() {
	on_chain("development", || {
		// As large as ours, before it is compressed.
		let code = vec![7; 2 * 1_024 * 1_024];
		let apply = |code: &[u8]| {
			let call = frame_system::Call::apply_authorized_upgrade { code: code.to_vec() };
			submit_as(&Ferdie.pair(), call).expect("fits into a block")
		};
		let code_hash: H256 = blake2_256(&code).into();
		schedule(&ALL, frame_system::Call::authorize_upgrade { code_hash }).unwrap();
		assert_eq!(apply(&code), Err(SystemError::<Runtime>::NothingAuthorized.into()));

		wait_for(due(0));
		assert_eq!(enacted(), Some(Ok(())));
		assert_eq!(apply(&code[1..]), Err(SystemError::<Runtime>::Unauthorized.into()));
		next_block();
		assert_eq!(apply(&code), Ok(()));
		assert_eq!(unhashed::get_raw(CODE), Some(code));
		next_block();
	});
}

#[test]
fn a_call_that_no_block_has_room_for_is_refused() {
	on_chain("development", || {
		let refused = schedule(&ALL, frame_system::Call::set_code { code: vec![7; 1_000] });
		assert_eq!(refused, Err(Error::<Runtime>::CallTooHeavy.into()));
	});
}

#[test]
fn a_long_call_goes_by_its_hash() {
	on_chain("development", || {
		let items = vec![(KEY.to_vec(), vec![b'!'; 100_000])];
		let bytes = RuntimeCall::from(frame_system::Call::set_storage { items }).encode();
		let (hash, length) = (blake2_256(&bytes).into(), bytes.len() as u32);
		let by_hash =
			|| motion(&ALL, pallet_governance::Call::schedule_root_by_hash { hash, length });
		assert_eq!(by_hash(), Err(Error::<Runtime>::UnknownPreimage.into()));
		submit(Ferdie, pallet_preimage::Call::note_preimage { bytes });
		assert_eq!(by_hash(), Ok(()));
		submit(Ferdie, pallet_preimage::Call::unnote_preimage { hash });
		wait_for(due(0));
		assert!(is_marked());
		assert_eq!(pallet_preimage::PreimageFor::<Runtime>::iter().count(), 0);
	});
}

/// The first copy of what the chain has asked for is free, and no other.
#[test]
fn what_the_chain_asked_for_and_has_is_not_noted_again() {
	on_chain("development", || {
		let bytes = vec![7; 1_000];
		let free = || Balances::free_balance(Ferdie.to_account_id());
		let note = || {
			let call = pallet_preimage::Call::note_preimage { bytes: bytes.clone() };
			submit_as(&Ferdie.pair(), call).unwrap()
		};
		<crate::Preimage as QueryPreimage>::request(&blake2_256(&bytes).into());
		let before = free();
		assert_eq!(note(), Ok(()));
		assert_eq!(free(), before);
		assert_eq!(note(), Err(SystemError::<Runtime>::CallFiltered.into()));
		assert!(free() < before, "a refusal is paid for");
	});
}

/// What governance accepts, preimages and the scheduler must, too.
#[test]
fn the_limits_fit_together() {
	on_chain("development", || {
		type Config = <Runtime as pallet_governance::Config>::MaxCallLength;
		let longest: u32 = Config::get();
		assert!(<crate::Preimage as StorePreimage>::MAX_LENGTH > longest as usize);
		let remark = vec![0; longest as usize - 6];
		assert_eq!(schedule(&ALL, frame_system::Call::remark { remark }), Ok(()));
		wait_for(due(0));
		assert_eq!(enacted(), Some(Ok(())));

		let under_way: u32 = <Runtime as pallet_governance::Config>::MaxRootCalls::get();
		let per_block: u32 = <Runtime as pallet_scheduler::Config>::MaxScheduledPerBlock::get();
		assert!(under_way <= per_block);
	});
}
