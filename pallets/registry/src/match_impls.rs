//! What the rest of the market asks of a provider: does it fit, reserve, release (O3, I5).

use crate::{Config, DetailsOf, Event, Operators, Pallet, ProviderOf, Providers, Reserved};
use frame_support::{defensive, ensure};
use spheron_primitives::{
	traits::{self, Unfit},
	OrderSpec, Resources,
};

impl<T: Config> Pallet<T> {
	/// What `provider` has and is not reserved; `None` if there is no such provider.
	pub fn free(provider: &T::AccountId) -> Option<Resources> {
		Providers::<T>::get(provider).map(|entry| Self::free_of(provider, &entry))
	}

	fn free_of(provider: &T::AccountId, entry: &ProviderOf<T>) -> Resources {
		// Reserved never exceeds capacity (I5).
		entry.details.capacity.checked_sub(&Reserved::<T>::get(provider)).unwrap_or_default()
	}

	fn active(provider: &T::AccountId) -> Result<ProviderOf<T>, Unfit> {
		Providers::<T>::get(provider).filter(|entry| entry.is_active()).ok_or(Unfit::NotActive)
	}

	fn set_reserved(provider: &T::AccountId, details: &DetailsOf<T>, reserved: Resources) {
		if reserved.is_empty() {
			Reserved::<T>::remove(provider);
		} else {
			Reserved::<T>::insert(provider, &reserved);
		}
		Self::tell_usage(provider, details, &reserved);
		Self::deposit_event(Event::ReservedChanged { provider: provider.clone(), reserved });
	}
}

impl<T: Config> traits::Providers<T::AccountId> for Pallet<T> {
	fn of_operator(operator: &T::AccountId) -> Option<T::AccountId> {
		Operators::<T>::get(operator)
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
		Self::set_reserved(provider, &entry.details, reserved);
		Ok(())
	}

	fn release(provider: &T::AccountId, resources: &Resources) {
		let left = Reserved::<T>::get(provider).checked_sub(resources);
		match Providers::<T>::get(provider).zip(left) {
			Some((entry, left)) => Self::set_reserved(provider, &entry.details, left),
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

	fn proxy_address(provider: &T::AccountId) -> Option<T::AccountId> {
		Providers::<T>::get(provider)?.proxy_address
	}
}
