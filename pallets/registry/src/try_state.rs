//! The invariants of the crate docs, checked.

use crate::{
	types::EntryName, CatalogueEntry, Config, CpuClassUsers, CpuClasses, GpuModelUsers, GpuModels,
	HoldReason, Operators, Pallet, Providers, Reserved,
};
use alloc::collections::BTreeMap;
use frame_support::{ensure, traits::fungible::InspectHold};
use sp_runtime::TryRuntimeError;
use spheron_primitives::traits::Trust;

/// How many providers use each entry of the catalogue.
type Users = BTreeMap<EntryName, u32>;

impl<T: Config> Pallet<T> {
	/// Whether every invariant of this pallet holds; else the first that does not.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::try_state_providers()?;
		Self::try_state_operators()?;
		Self::try_state_reserved()?;
		Self::try_state_catalogue()
	}

	fn try_state_providers() -> Result<(), TryRuntimeError> {
		for (provider, entry) in Providers::<T>::iter() {
			entry.details.validate::<T>()?;
			let proposed = entry.is_proposed();
			ensure!(proposed || entry.deposit == 0, "a decided proposal still has a deposit");
			ensure!(
				T::Currency::balance_on_hold(&HoldReason::Proposal.into(), &provider)
					== entry.deposit,
				"the deposit recorded is not the one on hold"
			);
			ensure!(
				proposed == entry.proxy_address.is_none(),
				"exactly the approved providers have a proxy address"
			);
			ensure!(
				proposed == T::Trust::tier(&provider).is_none(),
				"exactly the approved providers have a trust tier"
			);
		}
		Ok(())
	}

	fn try_state_operators() -> Result<(), TryRuntimeError> {
		for (provider, entry) in Providers::<T>::iter() {
			ensure!(
				Operators::<T>::get(&entry.details.operator) == Some(provider),
				"a provider's operator is not indexed as its own"
			);
		}
		ensure!(
			Operators::<T>::iter_keys().count() == Providers::<T>::iter_keys().count(),
			"an operator is indexed without its provider"
		);
		Ok(())
	}

	fn try_state_reserved() -> Result<(), TryRuntimeError> {
		for (provider, reserved) in Reserved::<T>::iter() {
			let entry = Providers::<T>::get(&provider)
				.ok_or("capacity is reserved of an unknown provider")?;
			ensure!(!entry.is_proposed(), "capacity is reserved of a proposed provider");
			ensure!(!reserved.is_empty(), "an empty reservation is kept");
			ensure!(
				entry.details.capacity.covers(&reserved),
				"more is reserved than there is capacity"
			);
		}
		Ok(())
	}

	fn try_state_catalogue() -> Result<(), TryRuntimeError> {
		let (mut models, mut classes) = (Users::new(), Users::new());
		let count = |users: &mut Users, name: &EntryName| {
			let counter = users.entry(name.clone()).or_default();
			*counter = counter.saturating_add(1);
		};
		for entry in Providers::<T>::iter_values() {
			entry.details.capacity.gpus.keys().for_each(|model| count(&mut models, model));
			count(&mut classes, &entry.details.cpu_class);
		}
		ensure!(
			models == GpuModelUsers::<T>::iter().collect()
				&& classes == CpuClassUsers::<T>::iter().collect(),
			"the users of a catalogue entry are miscounted"
		);
		ensure!(
			models.keys().all(GpuModels::<T>::contains_key)
				&& classes.keys().all(CpuClasses::<T>::contains_key),
			"a provider uses what is not in the catalogue"
		);
		ensure!(
			GpuModels::<T>::iter_values()
				.chain(CpuClasses::<T>::iter_values())
				.all(|entry: CatalogueEntry| entry.is_in_range()),
			"a multiplier is out of range"
		);
		Ok(())
	}
}
