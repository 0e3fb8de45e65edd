//! The catalogue of GPU models and CPU classes, who uses its entries, and what they count (R5).

use crate::{
	types::EntryName, CatalogueEntry, Config, CpuClassUsers, CpuClasses, DetailsOf, Error, Event,
	GpuModelUsers, GpuModels, Pallet, ProviderOf,
};
use frame_support::{ensure, StorageMap};
use sp_runtime::DispatchResult;
use spheron_primitives::{
	resources::{GPU_POINTS, MILLI_VCPU_POINTS},
	traits::{Catalogue, Usage},
	CpuClass, GpuModel, Multiplier, Points, Resources,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_set_gpu_model(
		model: GpuModel,
		entry: Option<CatalogueEntry>,
	) -> DispatchResult {
		Self::set_entry::<GpuModels<T>, GpuModelUsers<T>>(&model, entry)?;
		Self::deposit_event(Event::GpuModelSet { model, entry });
		Ok(())
	}

	pub(crate) fn do_set_cpu_class(
		class: CpuClass,
		entry: Option<CatalogueEntry>,
	) -> DispatchResult {
		Self::set_entry::<CpuClasses<T>, CpuClassUsers<T>>(&class, entry)?;
		Self::deposit_event(Event::CpuClassSet { class, entry });
		Ok(())
	}

	/// List, change or remove the entry `name`.
	pub(crate) fn set_entry<Entries, Users>(
		name: &EntryName,
		entry: Option<CatalogueEntry>,
	) -> Result<(), Error<T>>
	where
		Entries: StorageMap<EntryName, CatalogueEntry>,
		Users: StorageMap<EntryName, u32>,
	{
		match entry {
			Some(entry) => {
				ensure!(!name.is_empty(), Error::<T>::EmptyEntryName);
				ensure!(entry.is_in_range(), Error::<T>::MultiplierOutOfRange);
				Entries::insert(name, entry);
			}
			None => {
				ensure!(Entries::contains_key(name), Error::<T>::NotListed);
				ensure!(!Users::contains_key(name), Error::<T>::EntryInUse);
				Entries::remove(name);
			}
		}
		Ok(())
	}

	/// Whether all that `capacity` and `cpu_class` name is listed.
	pub(crate) fn ensure_listed(
		capacity: &Resources,
		cpu_class: &CpuClass,
	) -> Result<(), Error<T>> {
		ensure!(Self::knows(capacity), Error::<T>::UnknownGpuModel);
		ensure!(CpuClasses::<T>::contains_key(cpu_class), Error::<T>::UnknownCpuClass);
		Ok(())
	}

	/// An admitted provider with `details` now uses what they name.
	pub(crate) fn begin_use(details: &DetailsOf<T>) {
		details.capacity.gpus.keys().for_each(add_user::<GpuModelUsers<T>>);
		add_user::<CpuClassUsers<T>>(&details.cpu_class);
	}

	/// An admitted provider with `details` no longer uses what they name.
	pub(crate) fn end_use(details: &DetailsOf<T>) {
		details.capacity.gpus.keys().for_each(remove_user::<GpuModelUsers<T>>);
		remove_user::<CpuClassUsers<T>>(&details.cpu_class);
	}

	/// Capacity points of `resources` whose vCPUs count `cpu_multiplier` hundredths, in millionths:
	/// Σ base × units × multiplier (R5). RAM and storage have none.
	pub fn points(resources: &Resources, cpu_multiplier: Multiplier) -> Points {
		let gpus = Self::gpu_units(resources).saturating_mul(GPU_POINTS);
		let vcpus = Points::from(resources.vcpu_millis)
			.saturating_mul(Points::from(cpu_multiplier))
			.saturating_mul(MILLI_VCPU_POINTS);
		gpus.saturating_add(vcpus)
	}

	/// Tell how many points of `provider` are in use (X2). If it is not active, it offers none.
	///
	/// To be called when `entry` and all that depends on it is stored: its tier may move by that.
	pub(crate) fn tell_usage(provider: &T::AccountId, entry: &ProviderOf<T>, reserved: &Resources) {
		if !entry.is_offering() {
			return T::Usage::changed(provider, 0, 0);
		}
		let details = &entry.details;
		let cpu = CpuClasses::<T>::get(&details.cpu_class).map_or(0, |entry| entry.multiplier);
		let capacity = Self::points(&details.capacity, cpu);
		T::Usage::changed(provider, capacity, Self::points(reserved, cpu));
	}
}

fn add_user<Users: StorageMap<EntryName, u32>>(name: &EntryName) {
	Users::mutate_exists(name, |users| *users = Some(users.unwrap_or(0).saturating_add(1)));
}

/// An entry without users has no counter: [`Pallet::set_entry`] relies on it.
fn remove_user<Users: StorageMap<EntryName, u32>>(name: &EntryName) {
	Users::mutate_exists(name, |users| {
		*users = users.and_then(|count| count.checked_sub(1)).filter(|count| *count > 0)
	});
}

impl<T: Config> Catalogue for Pallet<T> {
	fn knows(resources: &Resources) -> bool {
		resources.gpus.keys().all(GpuModels::<T>::contains_key)
	}

	fn gpu_units(resources: &Resources) -> u128 {
		resources.gpus.iter().fold(0, |sum, (model, count)| {
			let multiplier = GpuModels::<T>::get(model).map_or(0, |entry| entry.multiplier);
			let units = u128::from(*count).saturating_mul(u128::from(multiplier));
			sum.saturating_add(units)
		})
	}
}
