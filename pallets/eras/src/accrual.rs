//! Points and uptime, brought up to date whenever a provider is touched (X2, X3).

use crate::{
	Books, Closing, Config, CurrentEra, Earned, EarningsOf, EraPoints, Error, Event, Now, Oldest,
	Outcome, Pallet, Span, Standing, Standings, Tiers, Trusted, MAX_FREE,
};
use frame_support::{defensive, ensure, traits::Get};
use sp_runtime::{DispatchResult, PerThing, Perbill, Saturating};
use spheron_primitives::{
	traits::{AliveClock, OnAttest, OnFault, Providers, Stake, Usage},
	EraIndex, OpenBlock, Points, Tier,
};

impl<T: Config> Pallet<T> {
	/// Account for all blocks before this one of `provider`, and let its tier follow. How it stands;
	/// `None` if it is not admitted.
	///
	/// However long it was not touched, this looks only at eras in which something changed: the eras
	/// between two changes are all alike.
	pub(crate) fn touch(provider: &T::AccountId) -> Option<Standing> {
		let mut standing = Standings::<T>::get(provider)?;
		let now = Now::<T>::get();
		if standing.touched >= now {
			return Some(standing);
		}
		let tier = Tiers::<T>::get(provider)?;
		let mut trusted = Trusted { tier, streak: standing.streak };
		let span = Self::span(provider, standing.touched, now);
		let current = CurrentEra::<T>::get().index;
		while standing.era < current {
			let end = Self::start_of(standing.era.saturating_add(1));
			Self::accrue_until(&mut standing, &span, end, trusted.tier);
			trusted = Self::close(provider, &mut standing, trusted);
			trusted = Self::skip_alike(provider, &mut standing, &span, trusted, current);
		}
		Self::accrue_until(&mut standing, &span, now, trusted.tier);
		standing.streak = trusted.streak;
		Standings::<T>::insert(provider, standing);
		Self::move_tier(provider, tier, trusted.tier);
		Some(standing)
	}

	/// What is known of `provider` between the blocks `from` and `now`.
	fn span(provider: &T::AccountId, from: OpenBlock, now: OpenBlock) -> Span {
		let alive = T::Clock::alive(provider, now).saturating_sub(T::Clock::alive(provider, from));
		let maintenance = T::Providers::maintenance(provider, now);
		Span { alive_until: from.saturating_add(alive), maintenance }
	}

	/// Account for the blocks of the standing's era up to `to`.
	fn accrue_until(standing: &mut Standing, span: &Span, to: OpenBlock, tier: Tier) {
		let points = standing.account(span, to, tier);
		// What an era gets too late is lost: its total is frozen (X2).
		if points > 0 && Self::takes_points(standing.era) {
			standing.points = standing.points.saturating_add(points);
			Books::<T>::mutate(standing.era, |book| {
				let book = book.get_or_insert_default();
				book.total = book.total.saturating_add(points);
			});
		}
	}

	/// The era of `standing`, all of which is accounted for, is over: judge it, keep what was earned
	/// in it, and go on to the next.
	fn close(provider: &T::AccountId, standing: &mut Standing, trusted: Trusted) -> Trusted {
		let Standing { era, up, open, points, .. } = *standing;
		let outcome = standing.judge(trusted.tier);
		if outcome == Some(Outcome::Slashed) {
			Self::lose(era, points);
		} else {
			Self::keep(provider, era, points);
		}
		standing.enter(era.saturating_add(1));
		match outcome {
			Some(outcome) => Self::judged(provider, trusted, era, 1, (up, open), outcome),
			None => trusted,
		}
	}

	/// From the first block of the standing's era on, pass all the eras that are alike and that take
	/// no points any more, up to the one before `current`.
	fn skip_alike(
		provider: &T::AccountId,
		standing: &mut Standing,
		span: &Span,
		trusted: Trusted,
		current: EraIndex,
	) -> Trusted {
		let (first, start) = (standing.era, standing.touched);
		let change = span.next_change(start);
		let next = Self::last_starting_by(change, first, current.saturating_sub(1));
		let eras = next.saturating_sub(first);
		if eras == 0 {
			return trusted;
		}
		let end = Self::start_of(next);
		standing.account(span, end, trusted.tier);
		let Standing { up, open, .. } = *standing;
		let outcome = standing.judge(trusted.tier);
		standing.enter(next);
		match outcome {
			Some(outcome) => Self::judged(provider, trusted, first, eras, (up, open), outcome),
			None => trusted,
		}
	}

	/// The last of the eras from `first` to `last` that starts by `block`; `first` if there is none.
	fn last_starting_by(block: OpenBlock, first: EraIndex, last: EraIndex) -> EraIndex {
		let (mut found, mut beyond) = (first, last.saturating_add(1));
		if last > first && Self::start_of(last) <= block {
			return last;
		}
		while beyond.saturating_sub(found) > 1 {
			let middle = found.saturating_add(beyond.saturating_sub(found) / 2);
			if Self::start_of(middle) <= block {
				found = middle;
			} else {
				beyond = middle;
			}
		}
		found
	}

	/// Whether points are still added to the total of `era`: it runs, or has ended not long ago.
	pub(crate) fn takes_points(era: EraIndex) -> bool {
		CurrentEra::<T>::get().index == era
			|| Closing::<T>::get().is_some_and(|closing| closing.era == era)
	}

	/// Keep the `points` that `provider` earned in `era`, until they are claimed or expire. What they
	/// are worth is limited by the stake that it has now.
	fn keep(provider: &T::AccountId, era: EraIndex, points: EraPoints) {
		let oldest = Oldest::<T>::get();
		if points == 0 || era < oldest {
			return;
		}
		let most = T::StakeShare::get().mul_floor(T::Stake::active(provider));
		let is_kept = EarningsOf::<T>::mutate(provider, |earnings| {
			earnings.retain(|earned| earned.era >= oldest);
			match earnings.last_mut() {
				// It left after a fault, or was at fault after that, and was admitted again.
				Some(last) if last.era == era && last.kept.is_zero() => false,
				// It left and was admitted again.
				Some(last) if last.era == era => {
					last.points = last.points.saturating_add(points);
					last.most = last.most.max(most);
					true
				}
				_ => {
					let earned = Earned { era, points, most, kept: Perbill::one() };
					let is_kept = earnings.try_push(earned).is_ok();
					if !is_kept {
						defensive!("more eras can be claimed than there are");
					}
					is_kept
				}
			}
		});
		if !is_kept {
			return Self::lose(era, points);
		}
		Self::deposit_event(Event::PointsEarned { provider: provider.clone(), era, points, most });
	}

	/// Nobody is paid for `points` of `era`. They leave its total if that is not frozen.
	pub(crate) fn lose(era: EraIndex, points: EraPoints) {
		if points == 0 {
			return;
		}
		let takes_points = Self::takes_points(era);
		Books::<T>::mutate_exists(era, |slot| {
			let Some(book) = slot else { return };
			if takes_points {
				book.total = book.total.saturating_sub(points);
				if book.total == 0 {
					*slot = None;
				}
			} else {
				book.settled = book.settled.saturating_add(points);
			}
		});
	}

	/// `provider` is gone, or about to be admitted anew: what it earned so far is kept, unless it was
	/// up for too little of this era. For it, the era ends here.
	pub(crate) fn retire(provider: &T::AccountId) {
		let Some(standing) = Self::touch(provider) else { return };
		let Standing { era, points, .. } = standing;
		match Tiers::<T>::get(provider).and_then(|tier| standing.judge(tier)) {
			_ if standing.faulted => {
				Self::lose_for_good(provider, era);
			}
			Some(Outcome::Slashed) => Self::lose(era, points),
			_ => Self::keep(provider, era, points),
		}
		Standings::<T>::remove(provider);
	}

	/// Whatever `provider`, which is gone, earned or still earns in the current `era` is lost. How much it
	/// had earned.
	fn lose_for_good(provider: &T::AccountId, era: EraIndex) -> EraPoints {
		let points = EarningsOf::<T>::mutate(provider, |earnings| {
			let oldest = Oldest::<T>::get();
			earnings.retain(|earned| earned.era >= oldest);
			let lost = Earned { era, points: 0, most: 0, kept: Perbill::zero() };
			match earnings.last_mut() {
				Some(last) if last.era == era => core::mem::replace(last, lost).points,
				_ => {
					if earnings.try_push(lost).is_err() {
						defensive!("more eras can be claimed than there are");
					}
					0
				}
			}
		});
		Self::lose(era, points);
		points
	}

	pub(crate) fn do_accrue(provider: T::AccountId) -> DispatchResult {
		let standing = Self::touch(&provider);
		let oldest = Oldest::<T>::get();
		let expired = EarningsOf::<T>::mutate_exists(&provider, |slot| {
			let Some(earnings) = slot else { return false };
			let before = earnings.len();
			earnings.retain(|earned| earned.era >= oldest);
			let expired = earnings.len() < before;
			if earnings.is_empty() {
				*slot = None;
			}
			expired
		});
		ensure!(standing.is_some() || expired, Error::<T>::NotAdmitted);
		if let Some(Standing { era, points, .. }) = standing {
			Self::deposit_event(Event::Accrued { provider, era, points });
		}
		Ok(())
	}
}

impl<T: Config> Usage<T::AccountId> for Pallet<T> {
	fn changed(provider: &T::AccountId, capacity: Points, reserved: Points) {
		if let Some(mut standing) = Self::touch(provider) {
			standing.free = capacity.saturating_sub(reserved).min(MAX_FREE);
			Standings::<T>::insert(provider, standing);
		}
	}
}

impl<T: Config> OnAttest<T::AccountId> for Pallet<T> {
	fn before(provider: &T::AccountId) {
		Self::touch(provider);
	}
}

impl<T: Config> OnFault<T::AccountId> for Pallet<T> {
	fn faulted(provider: &T::AccountId) {
		let (era, points) = match Self::touch(provider) {
			Some(standing) if standing.faulted => return,
			Some(standing) => {
				let Standing { era, points, .. } = standing;
				Self::lose(era, points);
				Standings::<T>::insert(provider, Standing { points: 0, faulted: true, ..standing });
				(era, points)
			}
			// It is gone.
			None => {
				let era = CurrentEra::<T>::get().index;
				(era, Self::lose_for_good(provider, era))
			}
		};
		Self::deposit_event(Event::EraLost { provider: provider.clone(), era, points });
	}

	fn forfeit(provider: &T::AccountId, part: Perbill) {
		Self::touch(provider);
		let kept = part.left_from_one();
		EarningsOf::<T>::mutate_exists(provider, |slot| {
			let Some(earnings) = slot else { return };
			for earned in earnings.iter_mut() {
				earned.kept = earned.kept.saturating_mul(kept);
			}
			Self::deposit_event(Event::RewardsForfeited { provider: provider.clone(), part });
		});
	}
}
