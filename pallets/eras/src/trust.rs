//! Trust tiers (X3).

use crate::{Config, Event, Pallet, Tiers};
use spheron_primitives::{traits::Trust, Tier};

impl<T: Config> Trust<T::AccountId> for Pallet<T> {
	fn admit(provider: &T::AccountId, tier: Tier) {
		Tiers::<T>::insert(provider, tier);
		Self::deposit_event(Event::TierAssigned { provider: provider.clone(), tier });
	}

	fn forget(provider: &T::AccountId) {
		if Tiers::<T>::take(provider).is_some() {
			Self::deposit_event(Event::TierRemoved { provider: provider.clone() });
		}
	}

	fn tier(provider: &T::AccountId) -> Option<Tier> {
		Tiers::<T>::get(provider)
	}
}
