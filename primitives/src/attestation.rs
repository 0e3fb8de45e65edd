//! The keys with which providers' nodes attest, and how a provider proves that a key is its own
//! (R1, R4, A1).

use crate::OpenBlock;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_application_crypto::{KeyTypeId, RuntimeAppPublic};

/// Under which attestation keys lie in the keystore of a provider's node.
pub const KEY_TYPE: KeyTypeId = KeyTypeId(*b"patt");

mod app {
	use sp_application_crypto::{app_crypto, sr25519};
	app_crypto!(sr25519, super::KEY_TYPE);
}

/// An attestation key: the public half of an sr25519 pair.
pub type AttestationId = app::Public;

/// The signature of an attestation.
pub type AttestationSignature = app::Signature;

/// Proof that whoever registers an attestation key has its secret half: see
/// [`proves_possession`].
pub type AttestationProof = app::ProofOfPossession;

sp_application_crypto::with_pair! {
	/// Both halves of an attestation key.
	pub type AttestationPair = app::Pair;
}

/// Whether `proof` shows that `owner` has the secret half of `key`: it must be that half's signature
/// of `POP_` followed by the encoded `owner`. A proof for one owner is worth nothing to another.
pub fn proves_possession<AccountId: Encode>(
	key: &AttestationId,
	owner: &AccountId,
	proof: &AttestationProof,
) -> bool {
	owner.using_encoded(|owner| key.verify_proof_of_possession(owner, proof))
}

/// A new key in the keystore, and the proof for `owner`.
#[cfg(feature = "runtime-benchmarks")]
pub fn generate<AccountId: Encode>(owner: &AccountId) -> Option<(AttestationId, AttestationProof)> {
	let mut key = AttestationId::generate_pair(None);
	let proof = owner.using_encoded(|owner| key.generate_proof_of_possession(owner))?;
	Some((key, proof))
}

/// The attestation keys of a provider (R4).
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct AttestationKeys {
	/// The key in force.
	pub current: AttestationId,
	/// The key before it, and the open block in which it was replaced. It stays good for the period
	/// that was running.
	pub previous: Option<(AttestationId, OpenBlock)>,
}

impl AttestationKeys {
	/// Those of a provider just admitted.
	pub fn new(current: AttestationId) -> Self {
		Self { current, previous: None }
	}

	/// Whether the key before the current one may still be needed at block `now`: it was replaced less
	/// than a period of `period` open blocks ago, so that the period in which it was may be running.
	pub fn is_previous_needed(&self, now: OpenBlock, period: OpenBlock) -> bool {
		self.previous.as_ref().is_some_and(|(_, at)| now.saturating_sub(*at) < period)
	}

	/// These after `key` has replaced the current one in block `now`; and the key that is forgotten
	/// by that.
	#[must_use]
	pub fn rotate(self, key: AttestationId, now: OpenBlock) -> (Self, Option<AttestationId>) {
		let forgotten = self.previous.map(|(key, _)| key);
		(Self { current: key, previous: Some((self.current, now)) }, forgotten)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use alloc::vec::Vec;
	use sp_application_crypto::Pair;

	fn pair(seed: u8) -> AttestationPair {
		AttestationPair::from_seed(&[seed; 32])
	}

	/// As a client makes it, of bytes and a plain sr25519 key.
	fn proof(seed: u8, owner: u64) -> AttestationProof {
		let statement = [b"POP_".to_vec(), owner.encode()].concat();
		let signature = sp_core::sr25519::Pair::from_seed(&[seed; 32]).sign(&statement);
		AttestationProof::from(signature)
	}

	#[test]
	fn the_signature_of_the_owner_is_the_proof() {
		assert!(proves_possession(&pair(1).public(), &7u64, &proof(1, 7)));
	}

	#[test]
	fn the_proof_of_another_owner_or_key_is_none() {
		assert!(!proves_possession(&pair(1).public(), &8u64, &proof(1, 7)));
		assert!(!proves_possession(&pair(2).public(), &7u64, &proof(1, 7)));
	}

	#[test]
	fn the_signature_of_something_else_is_none() {
		let bare = sp_core::sr25519::Pair::from_seed(&[1; 32]).sign(&7u64.encode());
		assert!(!proves_possession(&pair(1).public(), &7u64, &bare.into()));
	}

	#[test]
	fn the_key_before_the_last_rotation_is_kept() {
		let [a, b, c] = [1, 2, 3].map(|seed| pair(seed).public());
		let (keys, forgotten) = AttestationKeys::new(a.clone()).rotate(b.clone(), 10);
		assert_eq!((&keys.current, forgotten), (&b, None));
		assert_eq!(keys.previous, Some((a.clone(), 10)));
		let (keys, forgotten) = keys.rotate(c.clone(), 20);
		assert_eq!((keys.current, keys.previous), (c, Some((b, 20))));
		assert_eq!(forgotten.into_iter().collect::<Vec<_>>(), [a]);
	}

	#[test]
	fn the_key_before_the_last_rotation_is_needed_for_a_period() {
		let [a, b] = [1, 2].map(|seed| pair(seed).public());
		let keys = AttestationKeys::new(a);
		assert!(!keys.is_previous_needed(10, 150));
		let (keys, _) = keys.rotate(b, 10);
		assert!(keys.is_previous_needed(10, 150) && keys.is_previous_needed(159, 150));
		assert!(!keys.is_previous_needed(160, 150));
	}
}
