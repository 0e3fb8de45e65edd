//! Time passes (X1).

use crate::{Config, CurrentEra, Event, Now, Pallet, WeightInfo};
use frame_support::{migrations::MultiStepMigrator, traits::Get, weights::Weight};
use spheron_primitives::{traits::OpenBlocks, EraIndex, OpenBlock};

impl<T: Config> Pallet<T> {
	/// Count this block if it is open, and start the next era if the current one has lasted its
	/// length. Returns the weight used.
	pub(crate) fn tick() -> Weight {
		if !Self::is_open() {
			return T::WeightInfo::on_initialize_same_era();
		}
		let now = Now::<T>::get().saturating_add(1);
		Now::<T>::put(now);

		let era = CurrentEra::<T>::get();
		if era.elapsed(now) < Self::era_length() {
			return T::WeightInfo::on_initialize_same_era();
		}
		let next = era.next(now);
		CurrentEra::<T>::put(next);
		Self::deposit_event(Event::EraStarted { era: next.index, at: next.started });
		T::WeightInfo::on_initialize_new_era()
	}

	/// Length of an era in open blocks, at least 1 (X1).
	pub fn era_length() -> OpenBlock {
		T::EraLength::get().max(1)
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
