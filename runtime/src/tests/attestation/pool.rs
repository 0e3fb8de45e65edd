//! What the transaction pool takes and refuses (A4).

use super::*;
use crate::{
	dynamic_params::attestation::{MaxAttestationAge, MaxUnhealthy, Parameters},
	tests::chain::{council_decides, submit},
	Balances, RuntimeParameters,
};
use codec::Encode;
use pallet_attestation::{LEAD, NOT_HEARD, OUT_OF_ORDER, TOO_MANY};
use sp_keyring::Sr25519Keyring::{Alice, Eve, Ferdie};
use spheron_primitives::AttestationId;

#[test]
fn a_good_one_is_taken_passed_on_and_free() {
	on_market(|| {
		let transaction = signed(&healthy(), Dave);
		let valid = pool_says(transaction.clone()).unwrap();
		assert!(valid.propagate && valid.requires.is_empty());
		assert_eq!(valid.longevity, u64::from(MaxAttestationAge::get()));
		let tag = ("Attestation", (Dave.to_account_id(), 1u32)).encode();
		assert_eq!(valid.provides, [tag]);

		let balances =
			|| PROVIDERS.map(|provider| Balances::free_balance(provider.to_account_id()));
		let before = balances();
		assert_eq!(Executive::apply_extrinsic(transaction), Ok(Ok(())));
		assert_eq!(balances(), before);
		let until = Eras::now() + 2 * AttestationPeriod::get();
		assert_eq!(Attestation::until(&Dave.to_account_id()), until);
	});
}

#[test]
fn the_wrong_key_is_refused() {
	on_market(|| {
		for signer in [Eve, Alice] {
			let refused = pool_says(signed(&healthy(), signer));
			assert_eq!(refused, invalid(InvalidTransaction::BadProof));
		}
	});
}

#[test]
fn one_for_another_chain_is_refused() {
	on_market(|| {
		let elsewhere = signed_for(Hash::repeat_byte(1), &healthy(), Dave);
		assert_eq!(pool_says(elsewhere), invalid(InvalidTransaction::BadProof));
	});
}

#[test]
fn a_stale_one_is_refused() {
	on_market(|| {
		let said = healthy();
		pass(MaxAttestationAge::get());
		assert_ok!(daves(&said));
		next_block();
		assert_eq!(daves(&said), invalid(InvalidTransaction::AncientBirthBlock));
	});
}

#[test]
fn one_from_the_future_is_refused_but_not_from_a_node_a_little_ahead() {
	on_market(|| {
		let ahead = |by| Said { signed_at: Eras::now() + by, ..healthy() };
		assert_ok!(daves(&ahead(LEAD)));
		assert_eq!(daves(&ahead(LEAD + 1)), invalid(InvalidTransaction::Future));
	});
}

#[test]
fn a_repeated_one_is_refused() {
	on_market(|| {
		let transaction = signed(&healthy(), Dave);
		assert_eq!(Executive::apply_extrinsic(transaction.clone()), Ok(Ok(())));
		assert_eq!(pool_says(transaction.clone()), invalid(InvalidTransaction::Stale));
		// A block that has it again is no good.
		let again = Executive::apply_extrinsic(transaction.clone());
		assert_eq!(again, Err(InvalidTransaction::Stale.into()));
		next_block();
		assert_eq!(pool_says(transaction), invalid(InvalidTransaction::Stale));
	});
}

#[test]
fn one_out_of_order_is_refused() {
	on_market(|| {
		attest(Dave, Unhealthy::None);
		pass(AttestationPeriod::get());
		let numbered = |sequence| daves(&Said { sequence, ..healthy() });
		for sequence in [0, 1] {
			assert_eq!(numbered(sequence), invalid(InvalidTransaction::Stale));
		}
		for sequence in [3, u32::MAX] {
			assert_eq!(numbered(sequence), invalid(InvalidTransaction::Custom(OUT_OF_ORDER)));
		}
		assert_ok!(numbered(2));
	});
}

#[test]
fn a_second_one_in_a_period_is_refused() {
	on_market(|| {
		attest(Dave, Unhealthy::None);
		pass(AttestationPeriod::get() - 1);
		assert_eq!(daves(&healthy()), invalid(InvalidTransaction::Future));
		next_block();
		attest(Dave, Unhealthy::None);
	});
}

#[test]
fn one_larger_than_allowed_is_refused() {
	on_market(|| {
		let naming = |count| daves(&says(Dave, listed((0..count).map(LeaseId))));
		assert_ok!(naming(256));
		council_decides(pallet_parameters::Call::set_parameter {
			key_value: RuntimeParameters::Attestation(Parameters::MaxUnhealthy(
				MaxUnhealthy,
				Some(5),
			)),
		});
		assert_ok!(naming(5));
		assert_eq!(naming(6), invalid(InvalidTransaction::Custom(TOO_MANY)));
	});
}

#[test]
fn one_of_no_provider_is_refused() {
	on_market(|| {
		let refused = pool_says(signed(&says(Ferdie, Unhealthy::None), Dave));
		assert_eq!(refused, invalid(InvalidTransaction::BadSigner));
	});
}

#[test]
fn keys_are_rotated_without_a_gap() {
	on_market(|| {
		let key = attestation_key(Ferdie);
		let dave = Dave.to_account_id();
		submit(
			Dave,
			pallet_registry::Call::set_attestation_key {
				key: AttestationId::from(key.public()),
				proof: key.sign(&[b"POP_".as_slice(), dave.as_ref()].concat()).into(),
			},
		);
		assert_ok!(pool_says(signed(&healthy(), Dave)));
		assert_ok!(pool_says(signed(&healthy(), Ferdie)));
		pass(AttestationPeriod::get());
		assert_eq!(pool_says(signed(&healthy(), Dave)), invalid(InvalidTransaction::BadProof));
		assert_ok!(pool_says(signed(&healthy(), Ferdie)));
	});
}

#[test]
fn a_suspended_provider_is_not_heard_while_its_leases_are_being_closed() {
	on_market(|| {
		attest(Dave, Unhealthy::None);
		deployment();
		pass(AttestationPeriod::get());
		council_decides(pallet_registry::Call::suspend { provider: Dave.to_account_id() });
		assert_eq!(daves(&healthy()), invalid(InvalidTransaction::Custom(NOT_HEARD)));
	});
}
