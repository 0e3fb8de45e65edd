//! Where fees go, and what is owed to whom.

use crate::{Config, Error};
use alloc::{collections::BTreeSet, vec, vec::Vec};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{ensure, traits::ConstU32, BoundedVec};
use scale_info::TypeInfo;
use sp_runtime::Permill;
use spheron_primitives::{Balance, FeeKind};

/// Where a route leads (F7).
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Destination {
	/// The foundation.
	#[codec(index = 0)]
	Foundation,
	/// The pot that pays activity rewards.
	#[codec(index = 1)]
	RewardPot,
	/// Whoever authored the block in which the fee was taken; the foundation, if nobody is known to
	/// have.
	#[codec(index = 2)]
	BlockAuthor,
	/// Nobody: the tokens cease to exist.
	#[codec(index = 3)]
	Burn,
}

impl Destination {
	/// Every destination.
	pub const ALL: [Self; 4] = [Self::Foundation, Self::RewardPot, Self::BlockAuthor, Self::Burn];

	/// Who is owed what is routed here now; `author` is asked only if it matters.
	pub fn payee<AccountId>(self, author: impl FnOnce() -> Option<AccountId>) -> Payee<AccountId> {
		match self {
			Self::Foundation => Payee::Foundation,
			Self::RewardPot => Payee::RewardPot,
			Self::BlockAuthor => author().map_or(Payee::Foundation, Payee::Author),
			Self::Burn => Payee::Burn,
		}
	}
}

/// Somebody who is owed fees: a destination at the time of the credit.
#[derive(
	Clone,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Payee<AccountId> {
	/// The foundation, whatever its account is when it is paid.
	#[codec(index = 0)]
	Foundation,
	/// The pot that pays activity rewards.
	#[codec(index = 1)]
	RewardPot,
	/// The author of a block.
	#[codec(index = 2)]
	Author(AccountId),
	/// Nobody: what is owed here is burnt.
	#[codec(index = 3)]
	Burn,
}

/// Most destinations of a route: each of them once.
pub type MaxLegs = ConstU32<4>;

/// How a kind of fee is shared out (F7): destinations and their shares, in an order that matters:
/// the last one takes what the others' rounding leaves.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Route(pub BoundedVec<(Destination, Permill), MaxLegs>);

impl Route {
	/// The route of a kind for which no motion has set one.
	pub fn default_of(kind: FeeKind) -> Self {
		let legs = match kind {
			FeeKind::Transaction => vec![
				(Destination::Foundation, Permill::from_percent(80)),
				(Destination::BlockAuthor, Permill::from_percent(20)),
			],
			FeeKind::User
			| FeeKind::Provider
			| FeeKind::FoundationShare
			| FeeKind::Reservation
			| FeeKind::Slash => vec![(Destination::Foundation, Permill::one())],
		};
		Self(BoundedVec::truncate_from(legs))
	}

	/// Errors unless the shares add to 100 % (I8), none of them is 0, and no destination stands
	/// twice.
	pub fn ensure_valid<T: Config>(&self) -> Result<(), Error<T>> {
		ensure!(self.0.iter().all(|(_, share)| !share.is_zero()), Error::<T>::EmptyShare);
		let destinations: BTreeSet<_> = self.0.iter().map(|(destination, _)| destination).collect();
		ensure!(destinations.len() == self.0.len(), Error::<T>::DuplicateDestination);
		let sum =
			self.0.iter().fold(0, |sum: u32, (_, share)| sum.saturating_add(share.deconstruct()));
		ensure!(sum == Permill::one().deconstruct(), Error::<T>::SharesNotWhole);
		Ok(())
	}

	/// `amount`, shared out: to each destination its share, rounded down, to the last the rest.
	pub fn split(&self, amount: Balance) -> Vec<(Destination, Balance)> {
		let Some(((last, _), others)) = self.0.split_last() else { return Vec::new() };
		let mut rest = amount;
		let mut parts = Vec::with_capacity(self.0.len());
		for (destination, share) in others {
			let part = share.mul_floor(amount);
			rest = rest.saturating_sub(part);
			parts.push((*destination, part));
		}
		parts.push((*last, rest));
		parts
	}
}

/// Where tokens lie until they are flushed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Purse {
	/// The escrow's account of the token: fees of leases.
	Escrow,
	/// This pallet's own account: transaction fees and slashes, always SPON.
	Pot,
}

/// What somebody is owed in one token, by where it lies, in units of the token.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Default,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Due {
	/// What lies in the escrow's account.
	pub escrow: Balance,
	/// What lies in this pallet's own.
	pub pot: Balance,
}

impl Due {
	/// With `amount` more in `purse`; `None` if the sum is out of range.
	pub fn checked_add(self, purse: Purse, amount: Balance) -> Option<Self> {
		let more = match purse {
			Purse::Escrow => Self { escrow: self.escrow.checked_add(amount)?, ..self },
			Purse::Pot => Self { pot: self.pot.checked_add(amount)?, ..self },
		};
		more.total().map(|_| more)
	}

	/// All of it; `None` if out of range, which [`Due::checked_add`] rules out.
	pub fn total(&self) -> Option<Balance> {
		self.escrow.checked_add(self.pot)
	}

	/// Whether it is nothing.
	pub fn is_empty(&self) -> bool {
		*self == Self::default()
	}
}

/// What the transactions of the running block have paid so far, and who authored it.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Collection<AccountId> {
	/// Fees and tips, in units of SPON.
	pub amount: Balance,
	/// The author of the block, if known.
	pub author: Option<AccountId>,
}
