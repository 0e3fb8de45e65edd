//! Blocks in which the validators' session rotates, which uses up their weight.

use super::{
	chain::{council_decides, next_block, on_chain, run_to, submit_as},
	market::{bid, last_lease, open_market, order, USD},
};
use crate::{
	configs::system::Weights,
	dynamic_params::time::{self, SessionLength},
	Authorship, Runtime, RuntimeParameters, Session, System,
};
use frame_support::traits::Get;
use sp_keyring::Sr25519Keyring::{self, Dave, Eve};

/// Goes to the block before the next rotation.
fn run_to_eve_of_rotation() {
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
