//! What kind of transaction it is: a general one, which goes before all that users pay for, also into a
//! block that is full.

use super::*;
use crate::{
	configs::system::MAX_BLOCK_WEIGHT,
	tests::chain::{sign, submit_as},
};
use codec::{Decode, Encode};
use frame_support::dispatch::DispatchClass;
use sp_keyring::Sr25519Keyring::Ferdie;

#[test]
fn it_survives_the_wire() {
	on_market(|| {
		let bytes = attestation(Dave, listed((0..256).map(LeaseId))).encode();
		assert_ok!(pool_says(UncheckedExtrinsic::decode(&mut &bytes[..]).unwrap()));
	});
}

#[test]
fn one_larger_than_can_be_is_no_transaction() {
	on_market(|| {
		let bytes = attestation(Dave, listed((0..256).map(LeaseId))).encode();
		let compact = |n: u32| codec::Compact(n).encode();
		// The list, its length said to be 257, with an id more.
		let list = compact(256);
		let at = bytes
			.windows(list.len() + 8)
			.position(|w| w.starts_with(&list) && w.ends_with(&[0; 8]));
		let at = at.expect("the list is there");
		let mut larger = [&bytes[..at], &compact(257), &[9; 8], &bytes[at + list.len()..]].concat();
		let body = larger
			.split_off(codec::Compact::<u32>::decode(&mut &larger[..]).unwrap().encoded_size());
		let larger = [compact(body.len() as u32), body].concat();
		assert!(UncheckedExtrinsic::decode(&mut &larger[..]).is_err());
	});
}

#[test]
fn it_counts_as_a_general_transaction_only() {
	on_market(|| {
		let said = healthy();
		let signature = attestation_key(Dave).sign(&said.statement(&System::block_hash(0))).into();
		let call = pallet_attestation::Call::attest { attestation: said, signature };
		let bare = UncheckedExtrinsic::new_bare(call.clone().into());
		assert!(pool_says(bare).is_err());
		// A signed one costs its fee and does nothing.
		let done = submit_as(&Dave.pair(), call);
		assert_eq!(done, Ok(Err(sp_runtime::DispatchError::BadOrigin)));
		assert_eq!(Clocks::<Runtime>::get(Dave.to_account_id()).sequence, 0);
	});
}

/// Whoever fills blocks does not stop the clocks of providers (122).
#[test]
fn the_largest_one_has_room_in_a_block_that_is_full() {
	on_market(|| {
		System::register_extra_weight_unchecked(MAX_BLOCK_WEIGHT, DispatchClass::Mandatory);
		let transaction = attestation(Dave, listed((0..256).map(LeaseId)));
		assert_ok!(pool_says(transaction.clone()));
		assert_eq!(Executive::apply_extrinsic(transaction), Ok(Ok(())));
	});
}

/// Anybody can pay for one that comes to nothing, and for other operational calls.
#[test]
fn it_goes_before_what_users_pay_for() {
	on_market(|| {
		let said = healthy();
		let ours = daves(&said).unwrap();
		let signature = attestation_key(Dave).sign(&said.statement(&System::block_hash(0))).into();
		let call = pallet_attestation::Call::attest { attestation: said, signature };
		let theirs = pool_says(sign(&Ferdie.pair(), call, System::block_hash(0))).unwrap();
		assert!(ours.priority > theirs.priority);
	});
}
