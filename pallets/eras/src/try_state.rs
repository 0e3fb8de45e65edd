//! The invariants of the crate's documentation, checked.

use crate::{
	Books, Closing, Config, CurrentEra, EarningsOf, EraPoints, Now, Oldest, Pallet, Promised,
	Standings, Tiers, MAX_FREE,
};
use alloc::collections::BTreeMap;
use frame_support::{
	ensure,
	traits::{
		fungible::Inspect,
		tokens::{Fortitude::Polite, Preservation::Preserve},
		Get,
	},
};
use sp_runtime::TryRuntimeError;
use spheron_primitives::{Balance, EraIndex, OpenBlock};

/// Points by era.
type Sums = BTreeMap<EraIndex, EraPoints>;

fn add(sums: &mut Sums, era: EraIndex, points: EraPoints) -> Result<(), TryRuntimeError> {
	let sum = sums.entry(era).or_default();
	*sum = sum.checked_add(points).ok_or("I9: the points of an era are out of range")?;
	Ok(())
}

impl<T: Config> Pallet<T> {
	/// Check every invariant of this pallet.
	///
	/// Walks all providers, what they have not claimed, and the eras that can be claimed: for tests
	/// and off-chain use only.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::check_time()?;
		let mut sums = Sums::new();
		Self::check_standings(&mut sums)?;
		Self::check_earnings(&mut sums)?;
		Self::check_books(sums)
	}

	fn check_time() -> Result<(), TryRuntimeError> {
		let era = CurrentEra::<T>::get();
		// Before the first block nothing has passed, and era 0 waits for it.
		let now = Now::<T>::get().max(1);
		ensure!(era.index < era.started, "X1: an era lasted less than one block");
		ensure!(era.started <= now, "X1: the current era has not started yet");
		if let Some(closing) = Closing::<T>::get() {
			ensure!(
				closing.era.checked_add(1) == Some(era.index),
				"X2: an era that takes points is not the last one"
			);
			ensure!(
				closing.freezes_at > now || closing.freezes_at == OpenBlock::MAX,
				"X2: an era was not frozen in time"
			);
		}
		ensure!(Oldest::<T>::get() <= era.index, "X2: an era expired before it started");
		Ok(())
	}

	fn check_standings(sums: &mut Sums) -> Result<(), TryRuntimeError> {
		let era = CurrentEra::<T>::get();
		let now = Now::<T>::get().max(1);
		let mut providers = 0usize;
		for (provider, standing) in Standings::<T>::iter() {
			providers = providers.saturating_add(1);
			ensure!(Tiers::<T>::contains_key(&provider), "I10: a provider has no tier");
			ensure!(
				standing.admitted <= standing.era && standing.era <= era.index,
				"X3: a provider stands in no era that it had"
			);
			ensure!(
				Self::start_of(standing.era) <= standing.touched && standing.touched <= now,
				"X2: a provider is accounted for up to a block that is not of its era"
			);
			ensure!(standing.up <= standing.open, "X3: more blocks were up than there were");
			ensure!(standing.free <= MAX_FREE, "X2: too many free points are counted");
			ensure!(
				!standing.faulted || standing.points == 0,
				"X2: an era with a fault has earned something"
			);
			add(sums, standing.era, standing.points)?;
		}
		ensure!(Tiers::<T>::iter_keys().count() == providers, "I10: a tier is nobody's");
		Ok(())
	}

	fn check_earnings(sums: &mut Sums) -> Result<(), TryRuntimeError> {
		let era = CurrentEra::<T>::get().index;
		for earnings in EarningsOf::<T>::iter_values() {
			ensure!(!earnings.is_empty(), "X2: an empty list of earnings is stored");
			ensure!(
				earnings.is_sorted_by(|a, b| a.era < b.era),
				"X2: an era stands twice in a list of earnings, or in the wrong place"
			);
			for earned in &earnings {
				ensure!(
					(earned.points > 0 || earned.kept.is_zero()) && earned.era <= era,
					"X2: something was earned with nothing, or in no era"
				);
				add(sums, earned.era, earned.points)?;
			}
		}
		Ok(())
	}

	/// I9; and what is promised is there.
	fn check_books(mut sums: Sums) -> Result<(), TryRuntimeError> {
		let oldest = Oldest::<T>::get();
		let mut promised: Balance = 0;
		for (era, book) in Books::<T>::iter() {
			ensure!(oldest <= era, "X2: an era that expired still has books");
			let left = sums.remove(&era).unwrap_or_default();
			ensure!(
				book.total > 0 && Some(book.total) == left.checked_add(book.settled),
				"I9: the total of an era is not the sum of its points"
			);
			ensure!(book.paid <= book.budget, "X2: more was paid than the budget");
			ensure!(
				!Self::takes_points(era)
					|| (book.settled, book.budget, book.claimable_until) == (0, 0, 0),
				"X2: an era was claimed before it was frozen"
			);
			promised =
				promised.checked_add(book.left()).ok_or("I2: what is promised is out of range")?;
		}
		ensure!(
			sums.into_iter().all(|(era, points)| points == 0 || era < oldest),
			"I9: an era without books has points"
		);
		ensure!(promised == Promised::<T>::get(), "I10: what is promised is not what is counted");
		let pot = T::Currency::reducible_balance(&T::RewardPot::get(), Preserve, Polite);
		ensure!(promised <= pot, "X2: more is promised than the pot has");
		Ok(())
	}
}
