//! What changes of an admitted provider: its own data at once, its capacity with approval (R4).

use crate::{
	types::CapacityRequest, CapacityRequests, Config, Error, Event, Pallet, Providers, Reserved,
	UpdateOf,
};
use alloc::boxed::Box;
use frame_support::ensure;
use sp_core::H256;
use sp_runtime::DispatchResult;
use spheron_primitives::{traits::OpenBlocks, CpuClass, Resources};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_update(provider: T::AccountId, update: Box<UpdateOf<T>>) -> DispatchResult {
		ensure!(!update.is_empty(), Error::<T>::NothingToChange);
		let mut entry = Self::admitted(&provider)?;
		let before = Self::listing_of(&provider, &entry.details);
		update.apply(&mut entry.details);
		entry.details.validate::<T>()?;
		Self::relist(&provider, &before, &Self::listing_of(&provider, &entry.details));
		Providers::<T>::insert(&provider, entry);
		Self::deposit_event(Event::ProviderUpdated { provider, update });
		Ok(())
	}

	pub(crate) fn do_request_capacity(
		provider: T::AccountId,
		capacity: Resources,
		cpu_class: CpuClass,
	) -> DispatchResult {
		let details = {
			let entry = Self::admitted(&provider)?;
			ensure!(!entry.is_leaving(), Error::<T>::Leaving);
			entry.details
		};
		ensure!(
			!CapacityRequests::<T>::contains_key(&provider),
			Error::<T>::CapacityRequestPending
		);
		let same = details.capacity == capacity && details.cpu_class == cpu_class;
		ensure!(!same, Error::<T>::NothingToChange);
		let request = CapacityRequest { capacity, cpu_class, at: T::Time::now() };
		request.clone().apply(details).validate::<T>()?;
		Self::ensure_listed(&request.capacity, &request.cpu_class)?;

		CapacityRequests::<T>::insert(&provider, &request);
		let hash = request.hash();
		let CapacityRequest { capacity, cpu_class, .. } = request;
		Self::deposit_event(Event::CapacityRequested {
			provider,
			request: hash,
			capacity,
			cpu_class,
		});
		Ok(())
	}

	pub(crate) fn do_withdraw_capacity_request(provider: T::AccountId) -> DispatchResult {
		CapacityRequests::<T>::take(&provider).ok_or(Error::<T>::NoCapacityRequest)?;
		Self::deposit_event(Event::CapacityRequestWithdrawn { provider });
		Ok(())
	}

	pub(crate) fn do_approve_capacity(provider: T::AccountId, hash: H256) -> DispatchResult {
		let request =
			CapacityRequests::<T>::take(&provider).ok_or(Error::<T>::NoCapacityRequest)?;
		ensure!(request.hash() == hash, Error::<T>::CapacityRequestChanged);
		Self::ensure_listed(&request.capacity, &request.cpu_class)?;
		let reserved = Reserved::<T>::get(&provider);
		ensure!(request.capacity.covers(&reserved), Error::<T>::BelowReserved);

		let mut entry = Self::admitted(&provider)?;
		let before = Self::listing_of(&provider, &entry.details);
		Self::end_use(&entry.details);
		entry.details = request.clone().apply(entry.details);
		Self::begin_use(&entry.details);
		Self::relist(&provider, &before, &Self::listing_of(&provider, &entry.details));
		Providers::<T>::insert(&provider, &entry);
		Self::tell_usage(&provider, &entry, &reserved);
		let CapacityRequest { capacity, cpu_class, .. } = request;
		Self::deposit_event(Event::CapacityChanged {
			provider: provider.clone(),
			capacity,
			cpu_class,
		});
		// It may have the stake that less capacity requires.
		Self::activate_if_backed(&provider);
		Ok(())
	}

	pub(crate) fn do_reject_capacity(provider: T::AccountId, hash: H256) -> DispatchResult {
		let request =
			CapacityRequests::<T>::take(&provider).ok_or(Error::<T>::NoCapacityRequest)?;
		ensure!(request.hash() == hash, Error::<T>::CapacityRequestChanged);
		Self::deposit_event(Event::CapacityRejected { provider });
		Ok(())
	}
}
