//! Leaving, and being gone (R3).

use crate::{
	AttestationKeyOwners, AttestationKeys, CapacityRequests, Config, Departures, Error, Event,
	Pallet, ProviderOf, ProviderStatus, Providers, Reserved, WeightInfo,
};
use frame_support::{defensive, weights::WeightMeter};
use sp_runtime::DispatchResult;
use spheron_primitives::{
	traits::{OpenBlocks, Trust},
	Resources,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_leave(provider: T::AccountId) -> DispatchResult {
		let mut entry = Self::admitted(&provider)?;
		entry.enter(ProviderStatus::Leaving, T::Time::now(), Error::<T>::Leaving)?;
		Providers::<T>::insert(&provider, &entry);
		Self::tell_usage(&provider, &entry, &Reserved::<T>::get(&provider));
		if CapacityRequests::<T>::take(&provider).is_some() {
			Self::deposit_event(Event::CapacityRequestWithdrawn { provider: provider.clone() });
		}
		Self::deposit_event(Event::ProviderLeaving { provider: provider.clone() });
		if !Reserved::<T>::contains_key(&provider) {
			Self::depart(&provider, &entry);
		}
		Ok(())
	}

	/// What was reserved of `provider` last is released: if it is leaving, nothing keeps it.
	pub(crate) fn depart_later(provider: &T::AccountId, entry: &ProviderOf<T>) {
		if entry.is_leaving() && !Reserved::<T>::contains_key(provider) {
			Departures::<T>::insert(provider, ());
		}
	}

	/// Let the providers go that nothing keeps, as far as `meter` goes.
	pub(crate) fn serve_departures(meter: &mut WeightMeter) {
		while meter.try_consume(T::WeightInfo::departures_base()).is_ok() {
			let Some(provider) = Departures::<T>::iter_keys().next() else { return };
			if meter.try_consume(T::WeightInfo::serve_departure()).is_err() {
				return;
			}
			Departures::<T>::remove(&provider);
			match Providers::<T>::get(&provider) {
				Some(entry) => {
					// Told up to this block, because its tier may move by that.
					Self::tell_usage(&provider, &entry, &Resources::default());
					Self::depart(&provider, &entry);
				}
				None => {
					defensive!("a provider that is gone departs");
				}
			}
		}
	}

	/// `provider` is gone: all that it had in the registry is removed. What it has elsewhere (stake,
	/// earnings, slashes under way) is filed under its account and stays. Cannot fail.
	///
	/// To be called after its usage was told in this block.
	fn depart(provider: &T::AccountId, entry: &ProviderOf<T>) {
		let listing = Self::listing_of(provider, &entry.details);
		Self::relist(provider, &listing, &Default::default());
		Self::end_use(&entry.details);
		if let Some(keys) = AttestationKeys::<T>::take(provider) {
			AttestationKeyOwners::<T>::remove(keys.current);
			if let Some((previous, _)) = keys.previous {
				AttestationKeyOwners::<T>::remove(previous);
			}
		}
		// Its tier does not move by this any more.
		T::Trust::forget(provider);
		Providers::<T>::remove(provider);
		Self::deposit_event(Event::ProviderLeft { provider: provider.clone() });
	}
}
