//! What it takes for the council to decide (G1).

use super::chain::{on_chain, submit, submit_as};
use crate::{configs::council::MaxMotionWeight, Runtime, RuntimeCall, System, DAYS};
use codec::Encode;
use pallet_collective::{Error, Instance1};
use sp_keyring::Sr25519Keyring::{Alice, Bob};

/// A motion of Alice's that only she agrees to, even though she is the prime.
fn motion_of_one() -> pallet_collective::Call<Runtime, Instance1> {
	pallet_membership::Pallet::<Runtime, Instance1>::set_prime(
		frame_system::RawOrigin::Root.into(),
		Alice.to_account_id().into(),
	)
	.unwrap();
	let call = RuntimeCall::CouncilMembership(pallet_membership::Call::clear_prime {});
	let length = call.encoded_size() as u32;
	let hash = sp_io::hashing::blake2_256(&call.encode()).into();
	submit(
		Alice,
		pallet_collective::Call::propose {
			threshold: 2,
			proposal: Box::new(call),
			length_bound: length,
		},
	);
	submit(Alice, pallet_collective::Call::vote { proposal: hash, index: 0, approve: true });
	pallet_collective::Call::close {
		proposal_hash: hash,
		index: 0,
		proposal_weight_bound: MaxMotionWeight::get(),
		length_bound: length,
	}
}

#[test]
fn one_of_three_cannot_decide_alone() {
	on_chain("development", || {
		let close = motion_of_one();
		let early = submit_as(&Bob.pair(), close);
		assert_eq!(early, Ok(Err(Error::<Runtime, Instance1>::TooEarly.into())));
	});
}

#[test]
fn silence_is_no_consent() {
	on_chain("development", || {
		let close = motion_of_one();
		// Blocks without transactions: only their number counts.
		System::set_block_number(System::block_number() + 3 * DAYS);
		submit(Bob, close);
		let prime = pallet_membership::Prime::<Runtime, Instance1>::get();
		assert_eq!(prime, Some(Alice.to_account_id()), "the motion was disapproved");
	});
}
