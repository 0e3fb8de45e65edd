//! An update that was asked for and has not come to its end (L3).

use crate::Lease;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_core::H256;
use sp_runtime::traits::{BlakeTwo256, Hash};
use spheron_primitives::{Balance, Footprint, LeaseUpdate, OpenBlock, Resources};

/// What will become of a lease once its provider has accepted and applied it.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct PendingUpdate {
	/// By which the provider names it: BLAKE2b-256 of what was asked for and of the deadline then.
	pub hash: H256,
	/// What it will need of its provider.
	pub resources: Resources,
	/// What it will count for on its tenant's wallet (E7).
	pub footprint: Footprint,
	/// Hash of the manifest that its tenant sends to its provider.
	pub manifest: H256,
	/// The most that it may cost then: units of its token per hour.
	pub max_price: Balance,
	/// The blocks that were served in the running price period when the update was asked for. What is
	/// locked is enough for every block from there on at the max price.
	pub served: OpenBlock,
	/// The price at which the provider accepted, at most the max price; none until it did.
	pub price: Option<Balance>,
	/// The open block at which the update ends unless it was accepted or, once it was, applied.
	pub deadline: OpenBlock,
}

impl PendingUpdate {
	/// See [`Self::hash`].
	pub(crate) fn hash_of(update: &LeaseUpdate, answer_by: OpenBlock) -> H256 {
		BlakeTwo256::hash_of(&(update, answer_by))
	}

	/// Whether the provider accepted it, and has reserved what it needs more.
	pub fn is_accepted(&self) -> bool {
		self.price.is_some()
	}

	/// What became of it if its deadline has passed.
	pub fn timeout(&self) -> UpdateOutcome {
		match self.price {
			None => UpdateOutcome::AnswerTimeout,
			Some(_) => UpdateOutcome::ApplyTimeout,
		}
	}

	/// What became of it if the provider does not want it.
	pub fn refusal(&self) -> UpdateOutcome {
		match self.price {
			None => UpdateOutcome::Refused,
			Some(_) => UpdateOutcome::Failed,
		}
	}
}

/// What became of an update that was not applied.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum UpdateOutcome {
	/// The provider refused it.
	#[codec(index = 0)]
	Refused,
	/// The tenant took it back before the provider answered.
	#[codec(index = 1)]
	Withdrawn,
	/// The provider did not answer in time.
	#[codec(index = 2)]
	AnswerTimeout,
	/// The provider accepted it and then said that it cannot apply it.
	#[codec(index = 3)]
	Failed,
	/// The provider accepted it and did not apply it in time.
	#[codec(index = 4)]
	ApplyTimeout,
	/// The lease ended.
	#[codec(index = 5)]
	LeaseEnded,
}

/// What a lease holds of others on account of its update.
impl<AccountId> Lease<AccountId> {
	/// What is reserved of its provider until it is `Closed`: what it needs, and what an accepted
	/// update needs more (L3). `None` if out of range, which no provider can have.
	pub fn reserved(&self) -> Option<Resources> {
		match &self.update {
			Some(update) if update.is_accepted() => {
				self.resources.checked_add(&update.resources.beyond(&self.resources))
			}
			_ => Some(self.resources.clone()),
		}
	}

	/// What it counts for on its tenant's wallet while it runs there: with an update pending, the
	/// larger of what it is and what it will be, resource by resource (E7).
	pub fn occupied(&self) -> Footprint {
		match &self.update {
			Some(update) => self.footprint.max(&update.footprint),
			None => self.footprint,
		}
	}
}
