//! Time passes (X1).

use crate::{
	Closing, ClosingEra, Config, CurrentEra, Era, EraStarts, Event, Now, Pallet, WeightInfo,
};
use frame_support::{migrations::MultiStepMigrator, traits::Get, weights::Weight};
use spheron_primitives::{traits::OpenBlocks, EraIndex, OpenBlock};

impl<T: Config> Pallet<T> {
	/// Count this block if it is open, or say that it is not; start the next era if the current one has
	/// lasted its length, and freeze the one before if it is time. Returns the weight used.
	pub(crate) fn tick() -> Weight {
		if !Self::is_open() {
			Self::deposit_event(Event::TimeStoodStill { at: Now::<T>::get() });
			return T::WeightInfo::on_initialize_same_era();
		}
		let now = Now::<T>::get().saturating_add(1);
		Now::<T>::put(now);

		let era = CurrentEra::<T>::get();
		let closing = Closing::<T>::get();
		if era.elapsed(now) >= Self::era_length() {
			// So that at most two eras take points, whatever the lengths.
			if let Some(closing) = closing {
				Self::freeze(closing.era);
			}
			Self::start_era(era, now);
			return T::WeightInfo::on_initialize_new_era();
		}
		if let Some(closing) = closing.filter(|closing| closing.freezes_at <= now) {
			Self::freeze(closing.era);
			return T::WeightInfo::on_initialize_freeze();
		}
		T::WeightInfo::on_initialize_same_era()
	}

	/// `era` is over with the block before `now`, in which the next one starts.
	fn start_era(era: Era, now: OpenBlock) {
		let next = era.next(now);
		CurrentEra::<T>::put(next);
		EraStarts::<T>::insert(next.index, now);
		let freezes_at = now.saturating_add(Self::freeze_after());
		Closing::<T>::put(ClosingEra { era: era.index, freezes_at });
		Self::deposit_event(Event::EraStarted { era: next.index, at: now });
		Self::expire(next.index);
	}

	/// Length of an era in open blocks, at least 1 (X1).
	pub fn era_length() -> OpenBlock {
		T::EraLength::get().max(1)
	}

	/// How long after its end an era takes points, in open blocks, at least 1 (X2). It does not any
	/// more when the next one ends.
	pub fn freeze_after() -> OpenBlock {
		T::FreezeAfter::get().max(1)
	}

	/// The first open block of `era`, which has started.
	pub(crate) fn start_of(era: EraIndex) -> OpenBlock {
		// Era 0 is as long as the chain.
		EraStarts::<T>::get(era).unwrap_or(Era::default().started)
	}
}

impl<T: Config> OpenBlocks for Pallet<T> {
	fn now() -> OpenBlock {
		Now::<T>::get()
	}

	fn is_open() -> bool {
		!T::MultiBlockMigrator::ongoing()
	}

	fn era() -> EraIndex {
		CurrentEra::<T>::get().index
	}

	fn era_at(n: OpenBlock) -> EraIndex {
		CurrentEra::<T>::get().index_at(n)
	}
}
