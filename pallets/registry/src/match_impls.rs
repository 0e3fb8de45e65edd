//! What the rest of the market asks of a provider: does it fit, reserve, release, and who it is
//! (O3, I5).

use crate::{
	indexes::listing, AttestationKeyOwners, AttestationKeys, Config, Event, Pallet, ProviderOf,
	ProviderStatus, Providers, Reserved,
};
use frame_support::{defensive, ensure};
use sp_runtime::traits::Convert;
use spheron_primitives::{
	traits::{self, OpenBlocks, Trust, Unfit},
	AttestationId, MaintenanceWindow, OpenBlock, OrderSpec, Resources,
};

impl<T: Config> Pallet<T> {
	/// What `provider` has and is not reserved; `None` if it is not admitted.
	pub fn free(provider: &T::AccountId) -> Option<Resources> {
		Providers::<T>::get(provider).map(|entry| Self::free_of(provider, &entry))
	}

	fn free_of(provider: &T::AccountId, entry: &ProviderOf<T>) -> Resources {
		// Reserved never exceeds capacity (I5).
		entry.details.capacity.checked_sub(&Reserved::<T>::get(provider)).unwrap_or_default()
	}

	fn active(provider: &T::AccountId) -> Result<ProviderOf<T>, Unfit> {
		let entry = Providers::<T>::get(provider).ok_or(Unfit::NotActive)?;
		match entry.status_at(T::Time::now()) {
			ProviderStatus::Active => Ok(entry),
			ProviderStatus::Suspended => Err(Unfit::Suspended),
			_ => Err(Unfit::NotActive),
		}
	}

	fn set_reserved(provider: &T::AccountId, entry: &ProviderOf<T>, reserved: Resources) {
		let tier = T::Trust::tier(provider);
		let listed = |reserved: &Resources| listing(&entry.details, tier, reserved);
		let before = listed(&Reserved::<T>::get(provider));
		if reserved.is_empty() {
			Reserved::<T>::remove(provider);
		} else {
			Reserved::<T>::insert(provider, &reserved);
		}
		Self::relist(provider, &before, &listed(&reserved));
		Self::tell_usage(provider, entry, &reserved);
		Self::deposit_event(Event::ReservedChanged { provider: provider.clone(), reserved });
	}
}

impl<T: Config> traits::Providers<T::AccountId> for Pallet<T> {
	fn is_operator(provider: &T::AccountId, who: &T::AccountId) -> bool {
		Providers::<T>::get(provider).is_some_and(|entry| entry.details.operator == *who)
	}

	fn fits(
		provider: &T::AccountId,
		spec: &OrderSpec<T::AccountId>,
		resources: &Resources,
	) -> Result<(), Unfit> {
		let entry = Self::active(provider)?;
		entry.details.matches(spec)?;
		ensure!(Self::free_of(provider, &entry).covers(resources), Unfit::NoCapacity);
		Ok(())
	}

	fn reserve(provider: &T::AccountId, resources: &Resources) -> Result<(), Unfit> {
		let entry = Self::active(provider)?;
		let capacity = &entry.details.capacity;
		let left =
			Self::free_of(provider, &entry).checked_sub(resources).ok_or(Unfit::NoCapacity)?;
		// By way of what is left, because a difference drops models of which 0 are reserved.
		let reserved = capacity.checked_sub(&left).ok_or(Unfit::NoCapacity)?;
		Self::set_reserved(provider, &entry, reserved);
		Ok(())
	}

	fn release(provider: &T::AccountId, resources: &Resources) {
		let left = Reserved::<T>::get(provider).checked_sub(resources);
		match Providers::<T>::get(provider).zip(left) {
			Some((entry, left)) => {
				Self::set_reserved(provider, &entry, left);
				Self::depart_later(provider, &entry);
			}
			None => {
				defensive!("more is released than was reserved");
			}
		}
	}

	fn capacity(provider: &T::AccountId) -> Option<Resources> {
		Providers::<T>::get(provider).map(|entry| entry.details.capacity)
	}

	fn reserved(provider: &T::AccountId) -> Resources {
		Reserved::<T>::get(provider)
	}

	/// Of a provider that is gone, what was recorded at its approval is derived anew: its earnings
	/// outlive its entry.
	fn proxy_address(provider: &T::AccountId) -> Option<T::AccountId> {
		let recorded = Providers::<T>::get(provider).map(|entry| entry.proxy_address);
		recorded.or_else(|| Some(T::ProxyAddress::convert(provider.clone())))
	}

	fn is_leaving(provider: &T::AccountId) -> bool {
		Providers::<T>::get(provider).is_some_and(|entry| entry.is_leaving())
	}

	fn maintenance(provider: &T::AccountId, n: OpenBlock) -> Option<MaintenanceWindow> {
		Providers::<T>::get(provider)?.maintenance.at(n)
	}

	fn maintained(provider: &T::AccountId, n: OpenBlock) -> OpenBlock {
		Providers::<T>::get(provider).map_or(0, |entry| entry.maintenance.blocks_before(n))
	}

	fn reward_account(provider: &T::AccountId) -> Option<T::AccountId> {
		Providers::<T>::get(provider).map(|entry| entry.details.reward_account)
	}

	/// Not who the provider names: it could name an honest tenant its operator to cut it out, or name
	/// another than its accomplice in time.
	fn is_party(provider: &T::AccountId, who: &T::AccountId) -> bool {
		provider == who || Self::proxy_address(provider).as_ref() == Some(who)
	}

	fn attestation_keys(provider: &T::AccountId) -> Option<spheron_primitives::AttestationKeys> {
		AttestationKeys::<T>::get(provider)
	}

	fn of_attestation_key(key: &AttestationId) -> Option<T::AccountId> {
		AttestationKeyOwners::<T>::get(key)
	}
}
