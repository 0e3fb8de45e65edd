//! What a provider attests, and why an attestation is refused.

use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use scale_info::TypeInfo;
use sp_runtime::transaction_validity::InvalidTransaction;
use spheron_primitives::{LeaseId, OpenBlock};

/// Most leases that an attestation can name (A2).
pub const MAX_UNHEALTHY: u32 = 256;

/// With what every statement that is signed begins, so that it can be taken for nothing else.
pub const STATEMENT: [u8; 19] = *b"spheron/attestation";

/// Which of its live leases a provider says are not healthy (A2). All others are; ids that are none
/// of its live leases mean nothing.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Unhealthy {
	/// None: all are healthy.
	None,
	/// These, and no others.
	Listed(BoundedVec<LeaseId, ConstU32<MAX_UNHEALTHY>>),
	/// All. The provider counts as down.
	All,
}

impl Unhealthy {
	/// The leases named.
	pub fn listed(&self) -> &[LeaseId] {
		match self {
			Unhealthy::Listed(ids) => ids,
			Unhealthy::None | Unhealthy::All => &[],
		}
	}

	/// How many leases are named.
	pub fn count(&self) -> u32 {
		u32::try_from(self.listed().len()).unwrap_or(u32::MAX)
	}
}

/// What a provider says of itself and its leases (A2).
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Attestation<AccountId> {
	/// Who.
	pub provider: AccountId,
	/// The how-manieth attestation of this provider it is, from 1: each counts once, in order (A4).
	pub sequence: u32,
	/// The open block in which it was signed; only bounds its age (A3).
	pub signed_at: OpenBlock,
	/// What is not healthy.
	pub unhealthy: Unhealthy,
}

impl<AccountId: Encode> Attestation<AccountId> {
	/// What the attestation key signs: [`STATEMENT`], the hash of the chain's genesis block, and
	/// the attestation, as they encode, one after the other.
	///
	/// Nothing of a transaction without a signature of its own is covered by one, the genesis
	/// hash that every transaction implies included; so it stands in here.
	pub fn statement<Hash: Encode>(&self, genesis: &Hash) -> Vec<u8> {
		(STATEMENT, genesis, self).encode()
	}
}

/// Why an attestation is refused (A4).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Refusal {
	/// It names more leases than are allowed.
	TooMany,
	/// It is from a block that is too far ahead.
	FromTheFuture,
	/// It is from a block that is too long ago.
	TooOld,
	/// The provider attested this, or something later, already.
	Repeated,
	/// An attestation between the last and this one is missing.
	OutOfOrder,
	/// The provider attested in this period already.
	TooSoon,
	/// No such provider is admitted.
	UnknownProvider,
	/// The leases of the provider are being closed.
	NotHeard,
	/// It is not signed with a key of the provider that is in force, or not for this chain.
	BadSignature,
}

/// The code of [`InvalidTransaction::Custom`] of [`Refusal::TooMany`].
pub const TOO_MANY: u8 = 1;
/// The code of [`InvalidTransaction::Custom`] of [`Refusal::NotHeard`].
pub const NOT_HEARD: u8 = 2;
/// The code of [`InvalidTransaction::Custom`] of [`Refusal::OutOfOrder`].
pub const OUT_OF_ORDER: u8 = 3;

/// What the transaction pool says.
impl From<Refusal> for InvalidTransaction {
	fn from(refusal: Refusal) -> Self {
		match refusal {
			Refusal::TooMany => InvalidTransaction::Custom(TOO_MANY),
			Refusal::FromTheFuture | Refusal::TooSoon => InvalidTransaction::Future,
			Refusal::TooOld => InvalidTransaction::AncientBirthBlock,
			Refusal::Repeated => InvalidTransaction::Stale,
			Refusal::OutOfOrder => InvalidTransaction::Custom(OUT_OF_ORDER),
			Refusal::UnknownProvider => InvalidTransaction::BadSigner,
			Refusal::NotHeard => InvalidTransaction::Custom(NOT_HEARD),
			Refusal::BadSignature => InvalidTransaction::BadProof,
		}
	}
}
