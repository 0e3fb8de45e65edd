//! Who may bid, and what the market reports of providers that fail (S1, S4, S5).

use crate::{ClosedBy, Config, Event, Faults, Ledgers, Pallet, SlashKind};
use frame_support::ensure;
use spheron_primitives::{
	price::MicroUsd,
	traits::{Fault, OpenBlocks, Stake, Unbacked, Victim},
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

	fn fault(provider: &T::AccountId, fault: Fault, resources: &Resources) {
		let era = T::Time::era();
		let mut faults = Faults::<T>::get(provider);
		if fault == Fault::Unconfirmed {
			faults = faults.one_more(era);
			Faults::<T>::insert(provider, faults);
		}
		let count = faults.in_era(era);
		Self::deposit_event(Event::FaultRecorded { provider: provider.clone(), fault, count });
		Self::raise_defensively(provider, SlashKind::Award(fault), Self::fault_price(resources));
	}

	fn outage(
		provider: &T::AccountId,
		resources: &Resources,
		missed: MicroUsd,
		victim: Victim<T::AccountId>,
	) {
		let price = Self::outage_price(resources, missed.min(victim.unspent));
		if let Some(id) = Self::raise_defensively(provider, SlashKind::Outage, price) {
			Self::record_loss(id, victim);
		}
	}

	fn slash_closed(provider: &T::AccountId, victim: Victim<T::AccountId>) {
		if let Some(id) = ClosedBy::<T>::get(provider) {
			Self::record_loss(id, victim);
		}
	}
}
