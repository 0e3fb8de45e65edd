//! What points are worth, and who is paid (X2).

use crate::{
	Book, Books, Closing, Config, CurrentEra, EarningsOf, Error, Event, Oldest, Pallet, Promised,
	MAX_CLAIM_ERAS, POINT_HOUR,
};
use frame_support::{
	ensure,
	traits::{
		fungible::{Inspect, Mutate},
		tokens::{Fortitude::Polite, Preservation::Preserve},
		Get,
	},
};
use sp_runtime::{
	helpers_128bit::multiply_by_rational_with_rounding, DispatchResult, Rounding, Saturating,
};
use spheron_primitives::{traits::Providers, Balance, EraIndex};

/// How many eras can expire when an era ends: one more than ends, so that after a motion to shorten
/// the time nothing stays behind for ever.
const EXPIRIES_PER_ERA: u32 = 2;

impl<T: Config> Pallet<T> {
	/// For how many eras rewards can be claimed: 1 to [`MAX_CLAIM_ERAS`].
	pub fn claim_eras() -> u32 {
		T::ClaimEras::get().clamp(1, MAX_CLAIM_ERAS)
	}

	/// What the reward pot has and no era is promised, in units of SPON. The existential deposit
	/// stays.
	pub fn spare() -> Balance {
		let pot = T::Currency::reducible_balance(&T::RewardPot::get(), Preserve, Polite);
		pot.saturating_sub(Promised::<T>::get())
	}

	/// The total of `era` is final: promise what it is worth. The limit per point goes into the budget,
	/// which is shared by points.
	pub(crate) fn freeze(era: EraIndex) {
		Closing::<T>::kill();
		let book = Books::<T>::get(era).map(|book| {
			let most = multiply_by_rational_with_rounding(
				book.total,
				T::MaxPerPointHour::get(),
				POINT_HOUR,
				Rounding::Down,
			);
			let budget = T::EraBudget::get().min(Self::spare()).min(most.unwrap_or(Balance::MAX));
			Book { budget, claimable_until: era.saturating_add(Self::claim_eras()), ..book }
		});
		let Book { total, budget, .. } = book.unwrap_or_default();
		Promised::<T>::mutate(|promised| promised.saturating_accrue(budget));
		Books::<T>::set(era, book);
		Self::deposit_event(Event::EraFrozen { era, total, budget });
	}

	/// Let the oldest eras expire whose time to claim is over in era `current`: what nobody claimed is
	/// the pot's again.
	pub(crate) fn expire(current: EraIndex) {
		for _ in 0..EXPIRIES_PER_ERA {
			let era = Oldest::<T>::get();
			if era >= current || Self::takes_points(era) {
				return;
			}
			if let Some(book) = Books::<T>::get(era) {
				if book.claimable_until >= current {
					return;
				}
				Books::<T>::remove(era);
				let returned = book.left();
				Promised::<T>::mutate(|promised| promised.saturating_reduce(returned));
				Self::deposit_event(Event::EraExpired { era, returned });
			}
			Oldest::<T>::put(era.saturating_add(1));
		}
	}

	/// The books of `era`, if it can be claimed. Errors: `NotFrozen`, `Expired`, `NothingToClaim`.
	fn claimable(era: EraIndex) -> Result<Book, Error<T>> {
		let current = CurrentEra::<T>::get().index;
		ensure!(era < current && !Self::takes_points(era), Error::<T>::NotFrozen);
		ensure!(era >= Oldest::<T>::get(), Error::<T>::Expired);
		let book = Books::<T>::get(era).ok_or(Error::<T>::NothingToClaim)?;
		ensure!(current <= book.claimable_until, Error::<T>::Expired);
		Ok(book)
	}

	pub(crate) fn do_claim(provider: T::AccountId, era: EraIndex) -> DispatchResult {
		// An era that was not judged yet may turn out to be slashed.
		Self::touch(&provider);
		let mut book = Self::claimable(era)?;
		let earned = EarningsOf::<T>::try_mutate_exists(&provider, |slot| {
			let earnings = slot.as_mut().ok_or(Error::<T>::NothingToClaim)?;
			let place = earnings.iter().position(|earned| earned.era == era);
			let earned = earnings.remove(place.ok_or(Error::<T>::NothingToClaim)?);
			if earnings.is_empty() {
				*slot = None;
			}
			Ok::<_, Error<T>>(earned)
		})?;
		let reward = earned.reward(&book);
		ensure!(reward > 0, Error::<T>::NothingToClaim);

		book.settled.saturating_accrue(earned.points);
		book.paid.saturating_accrue(reward);
		Books::<T>::insert(era, book);
		Promised::<T>::mutate(|promised| promised.saturating_reduce(reward));
		let to = T::Providers::reward_account(&provider).unwrap_or_else(|| provider.clone());
		T::Currency::transfer(&T::RewardPot::get(), &to, reward, Preserve)?;
		Self::deposit_event(Event::RewardClaimed { provider, era, to, reward });
		Ok(())
	}
}
