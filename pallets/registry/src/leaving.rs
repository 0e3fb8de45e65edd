//! Leaving, and being gone (R3).

use crate::{
	AttestationKeyOwners, AttestationKeys, CapacityRequests, Config, Error, Event, Pallet,
	ProviderOf, ProviderStatus, Providers, Reserved,
};
use sp_runtime::DispatchResult;
use spheron_primitives::traits::{OpenBlocks, Trust, Usage};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_leave(provider: T::AccountId) -> DispatchResult {
		let mut entry = Self::admitted(&provider)?;
		entry.enter(ProviderStatus::Leaving, T::Time::now(), Error::<T>::Leaving)?;
		Providers::<T>::insert(&provider, &entry);
		if CapacityRequests::<T>::take(&provider).is_some() {
			Self::deposit_event(Event::CapacityRequestWithdrawn { provider: provider.clone() });
		}
		Self::deposit_event(Event::ProviderLeaving { provider: provider.clone() });
		Self::depart_if_idle(&provider, &entry);
		Ok(())
	}

	/// If `provider`, whose `entry` is this, is leaving and nothing of it is reserved, it is gone: all
	/// that it had in the registry is removed. What it has elsewhere (stake, earnings, slashes under
	/// way) is filed under its account and stays. Cannot fail.
	pub(crate) fn depart_if_idle(provider: &T::AccountId, entry: &ProviderOf<T>) {
		if !entry.is_leaving() || Reserved::<T>::contains_key(provider) {
			return;
		}
		let listing = Self::listing_of(provider, &entry.details);
		Self::relist(provider, &listing, &Default::default());
		Self::end_use(&entry.details);
		if let Some(keys) = AttestationKeys::<T>::take(provider) {
			AttestationKeyOwners::<T>::remove(keys.current);
			if let Some((previous, _)) = keys.previous {
				AttestationKeyOwners::<T>::remove(previous);
			}
		}
		Providers::<T>::remove(provider);
		T::Trust::forget(provider);
		T::Usage::changed(provider, 0, 0);
		Self::deposit_event(Event::ProviderLeft { provider: provider.clone() });
	}
}
