//! Who may bid, and who is at fault (S1, S4).

use crate::{Config, Event, Faults, Ledgers, Pallet};
use frame_support::ensure;
use spheron_primitives::{
	traits::{Fault, OpenBlocks, Stake, Unbacked},
	Balance, Resources,
};

impl<T: Config> Stake<T::AccountId> for Pallet<T> {
	fn active(provider: &T::AccountId) -> Balance {
		Ledgers::<T>::get(provider).active
	}

	fn may_bid(provider: &T::AccountId) -> Result<(), Unbacked> {
		ensure!(Self::is_backed(provider, Self::active(provider)), Unbacked::StakeTooLow);
		let faults = Faults::<T>::get(provider).in_era(T::Time::era());
		ensure!(faults < Self::max_faults_per_era(), Unbacked::TooManyFaults);
		Ok(())
	}

	fn fault(provider: &T::AccountId, fault: Fault, _: &Resources) {
		let era = T::Time::era();
		let mut faults = Faults::<T>::get(provider);
		if fault == Fault::Unconfirmed {
			faults = faults.one_more(era);
			Faults::<T>::insert(provider, faults);
		}
		let count = faults.in_era(era);
		Self::deposit_event(Event::FaultRecorded { provider: provider.clone(), fault, count });
	}
}
