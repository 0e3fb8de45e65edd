//! What it takes for the council to decide (G1).

use super::chain::{council_decides, on_chain, submit, submit_as};
use crate::{
	configs::council::MaxMotionWeight, presets::USPON, Assets, Runtime, RuntimeCall, System, DAYS,
};
use codec::Encode;
use pallet_collective::{Error, Instance1};
use sp_keyring::Sr25519Keyring::{Alice, Bob, Dave, Eve};

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

/// Listed assets belong to the council's account, for which there is no key (T2).
#[test]
fn the_council_mints_freezes_and_thaws_its_assets_by_motion() {
	on_chain("development", || {
		let decide = |call: pallet_assets::Call<Runtime>| {
			let call = Box::new(call.into());
			council_decides(pallet_governance::Call::dispatch_as_council { call });
		};
		let (id, amount) = (USPON.into(), 7_000_000);
		let before = Assets::balance(USPON, Dave.to_account_id());
		decide(pallet_assets::Call::mint { id, beneficiary: Dave.to_account_id().into(), amount });
		assert_eq!(Assets::balance(USPON, Dave.to_account_id()), before + amount);

		let target = Eve.to_account_id().into();
		let transfer = pallet_assets::Call::transfer { id, target, amount };
		decide(pallet_assets::Call::freeze_asset { id });
		let refused = pallet_assets::Error::<Runtime>::AssetNotLive;
		assert_eq!(submit_as(&Dave.pair(), transfer.clone()), Ok(Err(refused.into())));
		decide(pallet_assets::Call::thaw_asset { id });
		submit(Dave, transfer);
	});
}
