//! What the transaction pool takes and refuses (A4).

use super::attest::daves;
use crate::{mock::*, *};
use codec::{Decode, Encode};
use frame_support::{assert_ok, pallet_prelude::TransactionSource, traits::Authorize};
use sp_application_crypto::RuntimeAppPublic;
use sp_core::H256;
use sp_runtime::transaction_validity::{
	InvalidTransaction, TransactionValidity, TransactionValidityError,
};
use spheron_primitives::AttestationSignature;

fn validity(
	attestation: &AttestationOf<Test>,
	signature: AttestationSignature,
) -> TransactionValidity {
	let call = RuntimeCall::from(Call::attest { attestation: attestation.clone(), signature });
	let authorized = call.authorize(TransactionSource::External).expect("it authorizes itself");
	authorized.map(|(validity, refund)| {
		assert_eq!(refund, Default::default());
		validity
	})
}

/// What the pool says of `attestation`, signed by DAVE.
fn signed(attestation: AttestationOf<Test>) -> TransactionValidity {
	validity(&attestation, sign("dave", &attestation))
}

fn invalid(why: InvalidTransaction) -> TransactionValidity {
	Err(TransactionValidityError::Invalid(why))
}

/// A chain on which DAVE and EVE are admitted and may attest.
fn with_providers(test: impl FnOnce()) {
	ExtBuilder.build_and_execute(|| {
		admit(DAVE, "dave");
		admit(EVE, "eve");
		test();
	});
}

fn next() -> AttestationOf<Test> {
	attestation(DAVE, Unhealthy::None)
}

#[test]
fn a_good_one_is_passed_on_and_dropped_when_too_old() {
	with_providers(|| {
		pass(10);
		let valid = signed(AttestationOf::<Test> { signed_at: 1_001, ..next() }).unwrap();
		assert_eq!((valid.longevity, valid.propagate), (21, true));
		assert_eq!(valid.priority, PRIORITY + 1_001);
		assert!(valid.requires.is_empty());
		assert_eq!(valid.provides, [("Attestation", (DAVE, 1u32)).encode()]);
		// Even in its last block it is good for that.
		assert_eq!(
			signed(AttestationOf::<Test> { signed_at: 980, ..next() }).unwrap().longevity,
			1
		);
	});
}

#[test]
fn two_with_the_same_number_exclude_each_other_and_the_later_word_counts() {
	with_providers(|| {
		let early = signed(next()).unwrap();
		pass(5);
		let late = signed(attestation(DAVE, listed([1]))).unwrap();
		assert_eq!(early.provides, late.provides);
		assert!(late.priority > early.priority);
		let other = attestation(EVE, Unhealthy::None);
		let other = validity(&other, sign("eve", &other)).unwrap();
		assert_ne!(other.provides, late.provides);
	});
}

#[test]
fn the_wrong_key_is_refused() {
	with_providers(|| {
		for seed in ["eve", "nobody"] {
			let refused = validity(&next(), sign(seed, &next()));
			assert_eq!(refused, invalid(InvalidTransaction::BadProof));
		}
	});
}

#[test]
fn one_for_another_chain_is_refused() {
	with_providers(|| {
		let elsewhere = next().statement(&H256::repeat_byte(8));
		let refused = validity(&next(), key("dave").sign(&elsewhere).unwrap());
		assert_eq!(refused, invalid(InvalidTransaction::BadProof));
	});
}

#[test]
fn a_signature_without_the_domain_is_refused() {
	with_providers(|| {
		let bare = key("dave").sign(&(GENESIS, next()).encode()).unwrap();
		assert_eq!(validity(&next(), bare), invalid(InvalidTransaction::BadProof));
	});
}

#[test]
fn one_that_was_changed_after_signing_is_refused() {
	with_providers(|| {
		let signature = sign("dave", &attestation(DAVE, Unhealthy::All));
		assert_eq!(validity(&next(), signature), invalid(InvalidTransaction::BadProof));
	});
}

#[test]
fn a_stale_one_is_refused() {
	with_providers(|| {
		let old = |age: u32| signed(AttestationOf::<Test> { signed_at: 1_000 - age, ..next() });
		assert_ok!(old(30));
		assert_eq!(old(31), invalid(InvalidTransaction::AncientBirthBlock));
		assert_eq!(old(1_000), invalid(InvalidTransaction::AncientBirthBlock));
	});
}

#[test]
fn one_from_a_node_a_little_ahead_is_taken_and_from_the_future_refused() {
	with_providers(|| {
		let ahead = |by: u32| signed(AttestationOf::<Test> { signed_at: 1_000 + by, ..next() });
		assert_ok!(ahead(LEAD));
		assert_eq!(ahead(LEAD + 1), invalid(InvalidTransaction::Future));
		let last = AttestationOf::<Test> { signed_at: u32::MAX, ..next() };
		assert_eq!(signed(last), invalid(InvalidTransaction::Future));
	});
}

#[test]
fn a_repeated_one_is_refused() {
	with_providers(|| {
		let first = next();
		assert_ok!(daves(Unhealthy::None));
		assert_eq!(signed(first.clone()), invalid(InvalidTransaction::Stale));
		pass(20);
		assert_eq!(signed(first), invalid(InvalidTransaction::Stale));
	});
}

#[test]
fn one_out_of_order_is_refused() {
	with_providers(|| {
		for _ in 0..3 {
			assert_ok!(daves(Unhealthy::None));
			pass(150);
		}
		let numbered = |sequence| signed(AttestationOf::<Test> { sequence, ..next() });
		for sequence in 0..=3 {
			assert_eq!(numbered(sequence), invalid(InvalidTransaction::Stale));
		}
		assert_ok!(numbered(4));
		for sequence in [5, 6, u32::MAX] {
			assert_eq!(numbered(sequence), invalid(InvalidTransaction::Custom(OUT_OF_ORDER)));
		}
	});
}

#[test]
fn a_second_one_in_a_period_is_refused() {
	with_providers(|| {
		assert_ok!(daves(Unhealthy::None));
		assert_eq!(signed(next()), invalid(InvalidTransaction::Future));
		pass(149);
		assert_eq!(signed(next()), invalid(InvalidTransaction::Future));
		pass(1);
		assert_ok!(signed(next()));
	});
}

#[test]
fn one_larger_than_allowed_is_refused() {
	with_providers(|| {
		let naming = |count| signed(attestation(DAVE, listed(0..count)));
		assert_ok!(naming(256));
		MaxUnhealthy::set(100);
		assert_ok!(naming(100));
		assert_eq!(naming(101), invalid(InvalidTransaction::Custom(TOO_MANY)));
	});
}

#[test]
fn one_larger_than_can_be_does_not_even_decode() {
	let ids = |count: u64| [vec![1u8], (0..count).collect::<Vec<_>>().encode()].concat();
	assert_ok!(Unhealthy::decode(&mut &ids(256)[..]));
	assert!(Unhealthy::decode(&mut &ids(257)[..]).is_err());
}

#[test]
fn one_of_no_provider_is_refused() {
	with_providers(|| {
		let stranger = attestation(99, Unhealthy::None);
		let refused = validity(&stranger, sign("dave", &stranger));
		assert_eq!(refused, invalid(InvalidTransaction::BadSigner));
		// Nor is that of one that is gone.
		Admitted::mutate(|all| all.remove(&DAVE));
		assert_eq!(signed(next()), invalid(InvalidTransaction::BadSigner));
	});
}

#[test]
fn a_provider_whose_leases_are_being_closed_is_not_heard() {
	with_providers(|| {
		Draining::set(vec![DAVE]);
		assert_eq!(signed(next()), invalid(InvalidTransaction::Custom(NOT_HEARD)));
		let other = attestation(EVE, Unhealthy::None);
		assert_ok!(validity(&other, sign("eve", &other)));
	});
}

#[test]
fn each_cheap_check_comes_before_the_signature() {
	with_providers(|| {
		assert_ok!(daves(Unhealthy::None));
		pass(150);
		let refused = |change: fn(&mut AttestationOf<Test>)| {
			let mut attestation = next();
			change(&mut attestation);
			// By nobody's key: with the signature looked at first, this would be all that is said.
			let refused = validity(&attestation, sign("nobody", &attestation));
			assert_ne!(refused, invalid(InvalidTransaction::BadProof));
		};
		refused(|a| a.sequence = 1);
		refused(|a| a.sequence = 9);
		refused(|a| a.signed_at = 1);
		refused(|a| a.signed_at = 9_999);
		refused(|a| a.provider = 99);
		MaxUnhealthy::set(0);
		refused(|a| a.unhealthy = listed([1]));
		Draining::set(vec![DAVE]);
		refused(|_| {});
	});
}

#[test]
fn a_motion_that_changes_the_period_counts_from_the_last_attestation() {
	with_providers(|| {
		assert_ok!(daves(Unhealthy::None));
		Period::set(20);
		pass(20);
		assert_ok!(daves(Unhealthy::None));
		Period::set(1_000);
		pass(999);
		assert_eq!(signed(next()), invalid(InvalidTransaction::Future));
		pass(1);
		assert_ok!(daves(Unhealthy::None));
	});
}
