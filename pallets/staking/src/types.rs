//! What a provider has at stake, and its faults.

use crate::{Config, Error, Ledgers, Pallet};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use scale_info::TypeInfo;
use sp_runtime::{ArithmeticError, DispatchError};
use spheron_primitives::{Balance, EraIndex, OpenBlock};

/// Most amounts of one ledger that unbond at once.
pub const MAX_UNBONDING: u32 = 32;

/// Stake that is unbonding (S2).
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
pub struct Unbonding {
	/// How much, in units of SPON; more than 0.
	pub amount: Balance,
	/// The open block from which it can be withdrawn.
	pub due: OpenBlock,
}

/// All that an account has at stake (S1, S2).
#[derive(
	Clone,
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
pub struct Ledger {
	/// What counts as stake, in units of SPON.
	pub active: Balance,
	/// What is on its way out, the earliest first, at most one entry per block.
	pub unbonding: BoundedVec<Unbonding, ConstU32<MAX_UNBONDING>>,
	/// What leases that ended in `Ready` cost of the active stake (L2) and was not made up for, in
	/// units of SPON: not there any more, but bids made with it are as good as before.
	pub charged: Balance,
}

impl Ledger {
	/// Everything on hold: active and unbonding.
	pub fn total(&self) -> Balance {
		self.unbonding
			.iter()
			.fold(self.active, |total, unbonding| total.saturating_add(unbonding.amount))
	}

	/// Add `amount` to the active stake.
	pub(crate) fn bond(&mut self, amount: Balance) -> Result<(), DispatchError> {
		self.active = self.active.checked_add(amount).ok_or(ArithmeticError::Overflow)?;
		self.charged = self.charged.saturating_sub(amount);
		Ok(())
	}

	/// Move `amount` from the active stake to what is unbonding until `due`. Errors:
	/// `NotEnoughStake`, `TooManyUnbonding`.
	pub(crate) fn unbond<T: Config>(
		&mut self,
		amount: Balance,
		due: OpenBlock,
	) -> Result<(), Error<T>> {
		self.active = self.active.checked_sub(amount).ok_or(Error::NotEnoughStake)?;
		// Else what is charged could be unbonded as well, and count as there all the same.
		self.charged = self.charged.saturating_sub(amount);
		self.add_unbonding(Unbonding { amount, due }).map_err(|_| Error::TooManyUnbonding)
	}

	/// Add to what is unbonding. If there is no room, where in the order it would stand.
	fn add_unbonding(&mut self, more: Unbonding) -> Result<(), usize> {
		match self.unbonding.binary_search_by_key(&more.due, |unbonding| unbonding.due) {
			Ok(same_block) => {
				if let Some(unbonding) = self.unbonding.get_mut(same_block) {
					unbonding.amount = unbonding.amount.saturating_add(more.amount);
				}
				Ok(())
			}
			Err(place) => self.unbonding.try_insert(place, more).map_err(|_| place),
		}
	}

	/// Take `amount` out, or all there is if that is less: of the active stake first, then of what is
	/// unbonding, and of that what would leave first. So what is left stays in reach for longest. What
	/// was taken, and where from, comes in the shape of a ledger.
	pub(crate) fn take(&mut self, amount: Balance) -> Self {
		let active = self.active.min(amount);
		self.active = self.active.saturating_sub(active);
		let mut taken = Self { active, ..Self::default() };
		let mut missing = amount.saturating_sub(active);
		for unbonding in self.unbonding.iter_mut() {
			let part = unbonding.amount.min(missing);
			// There is room: both are bounded alike.
			if taken.unbonding.try_push(Unbonding { amount: part, ..*unbonding }).is_ok() {
				unbonding.amount = unbonding.amount.saturating_sub(part);
				missing = missing.saturating_sub(part);
			}
		}
		taken.drop_empty();
		self.drop_empty();
		taken
	}

	/// [`Ledger::take`] `amount`, and keep in mind what of it was active. How much was taken.
	pub(crate) fn charge(&mut self, amount: Balance) -> Balance {
		let taken = self.take(amount);
		self.charged = self.charged.saturating_add(taken.active);
		taken.total()
	}

	/// Put back what [`Ledger::take`] took. Where there is no room for an entry any more, it joins the
	/// next one that is due later, or else the last one, which is then due as late as it is: nothing
	/// leaves before its time.
	pub(crate) fn put_back(&mut self, taken: Self) {
		self.active = self.active.saturating_add(taken.active);
		for back in taken.unbonding {
			let Err(place) = self.add_unbonding(back) else { continue };
			let last = self.unbonding.len().saturating_sub(1);
			if let Some(joined) = self.unbonding.get_mut(place.min(last)) {
				joined.amount = joined.amount.saturating_add(back.amount);
				joined.due = joined.due.max(back.due);
			}
		}
	}

	fn drop_empty(&mut self) {
		self.unbonding.retain(|unbonding| unbonding.amount > 0);
	}

	/// Take out all that is due at block `now`; how much that is.
	pub(crate) fn take_due(&mut self, now: OpenBlock) -> Balance {
		let before = self.total();
		self.unbonding.retain(|unbonding| unbonding.due > now);
		before.saturating_sub(self.total())
	}

	/// Store this as the ledger of `provider`, or nothing if nothing is left.
	pub(crate) fn update_or_kill<T: Config>(self, provider: &T::AccountId) {
		if self.total() == 0 {
			Ledgers::<T>::remove(provider);
			Pallet::<T>::forget_faults(provider);
		} else {
			Ledgers::<T>::insert(provider, self);
		}
	}
}

/// How many awards a provider left unconfirmed in an era (S4).
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
pub struct FaultCount {
	/// The era.
	pub era: EraIndex,
	/// How many.
	pub count: u32,
}

impl FaultCount {
	/// How many in `era`.
	pub fn in_era(&self, era: EraIndex) -> u32 {
		if self.era == era {
			self.count
		} else {
			0
		}
	}

	/// With one more in `era`: what was counted in an earlier one is forgotten. One in an era before
	/// that counted, which is heard of late, matters to nobody any more.
	pub(crate) fn one_more(self, era: EraIndex) -> Self {
		if era < self.era {
			return self;
		}
		Self { era, count: self.in_era(era).saturating_add(1) }
	}
}
