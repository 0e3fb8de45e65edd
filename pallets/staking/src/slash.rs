//! A slash from its raising to its end, and what a tenant can claim of it (S4, S5).

use crate::Ledger;
use codec::{CompactAs, Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_runtime::{helpers_128bit::multiply_by_rational_with_rounding, Rounding};
use spheron_primitives::{
	price::MicroUsd,
	traits::{Fault, Victim},
	Balance, OpenBlock, Price,
};

/// Decimals of SPON (T1).
const SPON_DECIMALS: u8 = 18;

/// The largest loss that counts, in units of SPON: about 79 billion SPON. So the sum of as many as
/// can be counted is in range.
pub const MAX_LOSS: Balance = 1 << 96;

/// A slash. Ids are given in sequence and never again.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Debug,
	Default,
	Encode,
	Decode,
	DecodeWithMemTracking,
	CompactAs,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct SlashId(pub u64);

impl SlashId {
	/// The id after this one; the last id is followed by itself (2^64 are never reached).
	pub fn next(self) -> Self {
		Self(self.0.saturating_add(1))
	}
}

/// The slash to which the tenants of leases have a claim that are being closed for an outage or
/// misconduct of their provider (S5).
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
pub struct Answer {
	/// The slash. It waits, or was cancelled and would be waiting.
	pub slash: SlashId,
	/// The open block in which the closing began that it answers for, or answered for last.
	pub since: OpenBlock,
}

/// What a provider is slashed for (S4).
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
pub enum SlashKind {
	/// A fault with an award.
	#[codec(index = 0)]
	Award(Fault),
	/// An outage that ended a lease.
	#[codec(index = 1)]
	Outage,
	/// Misconduct, by motion.
	#[codec(index = 2)]
	Misconduct,
}

/// How far a slash has come.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Stage {
	/// It waits until it is due, and until all leases that it closes are closed; then it is applied.
	#[codec(index = 0)]
	Waiting {
		/// Where the stake was taken from, and goes back to if it is cancelled.
		taken: Ledger,
	},
	/// Tenants claim their parts until its deadline.
	#[codec(index = 1)]
	Claimable {
		/// What is still to be paid, in units of SPON.
		left: Balance,
	},
	/// Nothing is left of it but records of claims that nobody can make any more, which are removed:
	/// from the next block on, or, of a cancelled slash that closed leases, when it would have been
	/// due, for another that is raised in its place takes them over.
	#[codec(index = 2)]
	Over,
}

/// A slash (S5).
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Slash<AccountId> {
	/// Whose stake it takes.
	pub provider: AccountId,
	/// What for.
	pub kind: SlashKind,
	/// How much, in units of SPON; more than 0. Fixed when it is raised.
	pub amount: Balance,
	/// What SPON was worth when it was raised, by the last price however old (T3); of a slash that
	/// takes over the claims to another, what it was worth then.
	pub price: Option<Price>,
	/// Under which id its claims are filed: its own, or that of a cancelled slash from which it took
	/// them over.
	pub filed: SlashId,
	/// How many claims are recorded and not paid yet.
	pub claims: u32,
	/// The losses of all tenants who share it, in units of SPON. Fixed once it is applied.
	pub losses: Balance,
	/// How far it has come.
	pub stage: Stage,
	/// The open block from which it stands, and cannot be cancelled any more. Fixed when it is raised.
	pub due: OpenBlock,
	/// The open block from which its next step is due.
	pub deadline: OpenBlock,
}

impl<AccountId> Slash<AccountId> {
	/// What the provider has on hold for it.
	pub fn held(&self) -> Balance {
		match self.stage {
			Stage::Waiting { .. } => self.amount,
			Stage::Claimable { left } => left,
			Stage::Over => 0,
		}
	}

	/// Whether it can still be cancelled at block `now`.
	pub fn is_waiting(&self, now: OpenBlock) -> bool {
		matches!(self.stage, Stage::Waiting { .. }) && now < self.due
	}

	/// How much of it nobody has a claim to yet.
	pub fn unclaimed(&self) -> Balance {
		self.amount.saturating_sub(self.losses)
	}

	/// What belongs to tenants: no more than they lost.
	pub fn shared(&self) -> Balance {
		self.amount.min(self.losses)
	}

	/// What belongs to a tenant that lost `loss`: all of it if there is enough for everybody, else in
	/// proportion. Rounded down, so the parts never come to more than there is.
	pub fn part(&self, loss: Balance) -> Balance {
		multiply_by_rational_with_rounding(self.shared(), loss, self.losses, Rounding::Down)
			.unwrap_or(0)
	}

	/// What `usd` is in SPON at its price, at most [`MAX_LOSS`]; nothing if SPON had no price.
	pub fn loss(&self, usd: MicroUsd) -> Balance {
		in_spon(self.price.as_ref(), usd).min(MAX_LOSS)
	}

	/// One more claim, of `loss`.
	pub(crate) fn add_claim(&mut self, loss: Balance) {
		self.claims = self.claims.saturating_add(1);
		self.losses = self.losses.saturating_add(loss);
	}

	/// A claim of `loss` less.
	pub(crate) fn strike_claim(&mut self, loss: Balance) {
		self.claims = self.claims.saturating_sub(1);
		self.losses = self.losses.saturating_sub(loss);
	}

	/// A claim was met with `part`.
	pub(crate) fn pay_claim(&mut self, part: Balance) {
		self.claims = self.claims.saturating_sub(1);
		if let Stage::Claimable { left } = &mut self.stage {
			*left = left.saturating_sub(part);
		}
	}
}

/// What `usd` is in units of SPON at `price`, rounded down; nothing without a price, or at none.
pub(crate) fn in_spon(price: Option<&Price>, usd: MicroUsd) -> Balance {
	price.and_then(|price| price.amount(usd, SPON_DECIMALS)).unwrap_or(0)
}

/// What a tenant lost with a lease, and can claim of a slash (S5).
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Claim<AccountId> {
	/// The tenant.
	pub tenant: AccountId,
	/// What was locked for the lease and not spent, in millionths of a dollar.
	pub unspent: MicroUsd,
	/// The same in units of SPON, at the price of the slash, less what an outage slash took for the same
	/// lease; more than 0, at most [`MAX_LOSS`].
	pub loss: Balance,
}

impl<AccountId> Claim<AccountId> {
	/// The claim of `victim` to `slash`, of which it gets `elsewhere` from another; `None` if the rest
	/// of its loss comes to nothing.
	pub(crate) fn new(
		slash: &Slash<AccountId>,
		victim: Victim<AccountId>,
		elsewhere: Balance,
	) -> Option<Self> {
		let loss = slash.loss(victim.unspent).saturating_sub(elsewhere);
		(loss > 0).then_some(Self { tenant: victim.tenant, unspent: victim.unspent, loss })
	}
}
