//! Blocks in which the validators' session rotates, which uses up their weight.

use super::{
	chain::{council_decides, next_block, on_chain, run_to, submit_as},
	market::{bid, last_lease, open_market, order, USD},
};
use crate::{
	configs::system::Weights,
	dynamic_params::time::{self, SessionLength},
	Authorship, Balances, Runtime, RuntimeParameters, Session, SessionKeys, System,
};
use codec::Encode;
use frame_support::traits::{fungible::InspectHold, Get};
use pallet_session::{Error, HoldReason, NextKeys};
use sp_core::Pair;
use sp_keyring::{
	Ed25519Keyring,
	Sr25519Keyring::{self, Alice, Dave, Eve, Ferdie},
};
use sp_runtime::DispatchError;

/// Goes to the block before the next rotation.
pub fn run_to_eve_of_rotation() {
	let period: u32 = SessionLength::get();
	let next = System::block_number().div_ceil(period) * period;
	run_to(if next == System::block_number() { next + period } else { next } - 1);
}

#[test]
fn a_rotation_block_takes_orders_and_bids_and_is_matched() {
	// Wherever the rotation lies in the window, the lease is there 3 blocks after the order.
	for offset in 0..4 {
		on_chain("fast", || {
			open_market(10 * USD);
			run_to_eve_of_rotation();
			let rotation = System::block_number() + 1;
			run_to(rotation + 10 - offset);
			let sessions = Session::current_index();
			let ordered = System::block_number();
			let id = order();
			next_block();
			bid(Dave, id, USD / 2);
			next_block();
			bid(Eve, id, USD / 3);
			run_to(ordered + 3);
			assert_eq!(last_lease().0, 0);
			assert!(offset == 0 || Session::current_index() == sessions + 1);
		});
	}
}

#[test]
fn a_rotation_block_is_full_and_has_room_for_users_all_the_same() {
	on_chain("fast", || {
		open_market(10 * USD);
		run_to_eve_of_rotation();
		next_block();
		assert!(System::block_weight().total().ref_time() >= Weights::get().max_block.ref_time());
		order();
	});
}

#[test]
fn the_author_of_a_rotation_block_is_the_one_whose_slot_it_is() {
	on_chain("local_testnet", || {
		run_to_eve_of_rotation();
		next_block();
		let slot = System::block_number() as usize;
		let validators = Session::validators();
		assert_eq!(Authorship::author(), Some(validators[slot % validators.len()].clone()));
	});
}

#[test]
fn sessions_of_no_length_are_read_as_the_shortest() {
	on_chain("development", || {
		council_decides(pallet_parameters::Call::set_parameter {
			key_value: RuntimeParameters::Time(time::Parameters::SessionLength(
				time::SessionLength,
				Some(0),
			)),
		});
		let sessions = Session::current_index();
		run_to(System::block_number() + 10);
		assert_eq!(Session::current_index(), sessions + 2);
	});
}

#[test]
fn validators_keep_their_session_keys() {
	on_chain("local_testnet", || {
		let purged = submit_as(&Sr25519Keyring::Alice.pair(), pallet_session::Call::purge_keys {});
		assert_eq!(purged, Ok(Err(frame_system::Error::<Runtime>::CallFiltered.into())));
	});
}

/// New keys for `who`, which has the secret halves of them.
fn set_keys(who: Sr25519Keyring) -> Result<(), DispatchError> {
	let (aura, grandpa) = (Sr25519Keyring::One, Ed25519Keyring::One);
	let statement = [b"POP_".to_vec(), who.to_account_id().encode()].concat();
	let proof = (aura.pair().sign(&statement), grandpa.pair().sign(&statement)).encode();
	let keys = SessionKeys { aura: aura.public().into(), grandpa: grandpa.public().into() };
	submit_as(&who.pair(), pallet_session::Call::set_keys { keys, proof }).unwrap()
}

/// Their deposit would never be given back, as keys cannot be purged.
#[test]
fn only_validators_have_session_keys_to_set() {
	on_chain("development", || {
		let who = Ferdie.to_account_id();
		assert_eq!(set_keys(Ferdie), Err(Error::<Runtime>::NoAssociatedValidatorId.into()));
		assert_eq!(NextKeys::<Runtime>::get(&who), None);
		assert_eq!(Balances::balance_on_hold(&HoldReason::Keys.into(), &who), 0);
	});
}

#[test]
fn a_validator_of_genesis_changes_its_session_keys() {
	on_chain("development", || {
		assert_eq!(set_keys(Alice), Ok(()));
		let keys = NextKeys::<Runtime>::get(Alice.to_account_id()).unwrap();
		assert_eq!(keys.aura, Sr25519Keyring::One.public().into());
		let hold = HoldReason::Keys.into();
		assert_eq!(Balances::balance_on_hold(&hold, &Alice.to_account_id()), 0);
	});
}
