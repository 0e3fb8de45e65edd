//! The invariants of the crate docs, checked.

use crate::{
	indexes::Listing, types::EntryName, AttestationKeyOwners, AttestationKeys, CapacityRequests,
	CatalogueEntry, Config, CpuClassUsers, CpuClasses, Departures, GpuModelUsers, GpuModels,
	HoldReason, Index, Pallet, Proposals, Providers, Reserved, Totals,
};
use alloc::collections::{BTreeMap, BTreeSet};
use frame_support::{ensure, traits::fungible::InspectHold};
use sp_runtime::TryRuntimeError;
use spheron_primitives::{traits::Trust, Balance};

/// How many providers use each entry of the catalogue.
type Users = BTreeMap<EntryName, u32>;

impl<T: Config> Pallet<T> {
	/// Whether every invariant of this pallet holds; else the first that does not.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::try_state_proposals()?;
		Self::try_state_providers()?;
		Self::try_state_attestation_keys()?;
		Self::try_state_capacity_requests()?;
		Self::try_state_reserved()?;
		Self::try_state_indexes()?;
		Self::try_state_catalogue()
	}

	fn on_hold(who: &T::AccountId) -> Balance {
		T::Currency::balance_on_hold(&HoldReason::Proposal.into(), who)
	}

	fn try_state_proposals() -> Result<(), TryRuntimeError> {
		for (provider, proposal) in Proposals::<T>::iter() {
			proposal.details.validate::<T>()?;
			ensure!(
				!Providers::<T>::contains_key(&provider),
				"a provider is both proposed and admitted"
			);
			ensure!(
				Self::on_hold(&provider) == proposal.deposit,
				"the deposit recorded is not the one on hold"
			);
		}
		Ok(())
	}

	fn try_state_providers() -> Result<(), TryRuntimeError> {
		for (provider, entry) in Providers::<T>::iter() {
			entry.details.validate::<T>()?;
			ensure!(Self::on_hold(&provider) == 0, "a deposit is on hold after the decision");
			ensure!(entry.is_status_storable(), "a status is stored that is not stored");
			ensure!(entry.maintenance.is_in_order(), "maintenance windows are not in order");
			ensure!(T::Trust::tier(&provider).is_some(), "an admitted provider has no trust tier");
			ensure!(
				Departures::<T>::contains_key(&provider)
					== (entry.is_leaving() && !Reserved::<T>::contains_key(&provider)),
				"not exactly the providers that nothing keeps are queued to go"
			);
		}
		ensure!(
			Departures::<T>::iter_keys().all(Providers::<T>::contains_key),
			"a provider that is gone is queued to go"
		);
		Ok(())
	}

	fn try_state_attestation_keys() -> Result<(), TryRuntimeError> {
		ensure!(
			Providers::<T>::iter_keys().all(AttestationKeys::<T>::contains_key)
				&& AttestationKeys::<T>::iter_keys().all(Providers::<T>::contains_key),
			"not exactly the admitted providers have attestation keys"
		);
		let mut owners = BTreeMap::new();
		for (provider, keys) in AttestationKeys::<T>::iter() {
			let previous = keys.previous.map(|(key, _)| key);
			for key in [Some(keys.current), previous].into_iter().flatten() {
				ensure!(
					owners.insert(key, provider.clone()).is_none(),
					"an attestation key is there twice"
				);
			}
		}
		ensure!(
			owners == AttestationKeyOwners::<T>::iter().collect(),
			"an attestation key is not indexed as its provider's"
		);
		Ok(())
	}

	fn try_state_capacity_requests() -> Result<(), TryRuntimeError> {
		for provider in CapacityRequests::<T>::iter_keys() {
			ensure!(
				Providers::<T>::get(provider).is_some_and(|entry| !entry.is_leaving()),
				"a capacity is asked for by nobody who can have it"
			);
		}
		Ok(())
	}

	fn try_state_reserved() -> Result<(), TryRuntimeError> {
		for (provider, reserved) in Reserved::<T>::iter() {
			let entry = Providers::<T>::get(&provider)
				.ok_or("capacity is reserved of a provider that is not admitted")?;
			ensure!(!reserved.is_empty(), "an empty reservation is kept");
			ensure!(
				entry.details.capacity.covers(&reserved),
				"more is reserved than there is capacity"
			);
		}
		Ok(())
	}

	fn try_state_indexes() -> Result<(), TryRuntimeError> {
		let (mut index, mut totals) = (BTreeSet::new(), Listing::new());
		for (provider, entry) in Providers::<T>::iter() {
			for (facet, one) in Self::listing_of(&provider, &entry.details) {
				let sum = totals.entry(facet.clone()).or_default();
				*sum = sum.add(one);
				index.insert((facet, provider.clone()));
			}
		}
		ensure!(
			index == Index::<T>::iter_keys().collect(),
			"the index is not what the providers are"
		);
		ensure!(totals == Totals::<T>::iter().collect(), "totals are not those of the providers");
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
