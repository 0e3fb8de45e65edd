//! What a chain starts with.

use frame_support::pallet_macros::pallet_section;

/// The genesis of the pallet.
#[pallet_section]
mod genesis {
	/// The catalogue at the start of the chain: name, class, multiplier in hundredths.
	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// GPU models.
		pub gpu_models: Vec<(String, Class, Multiplier)>,
		/// CPU classes.
		pub cpu_classes: Vec<(String, Class, Multiplier)>,
		#[doc(hidden)]
		#[serde(skip)]
		pub _config: PhantomData<T>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		#[allow(
			clippy::expect_used,
			clippy::panic,
			reason = "a chain must not start from a catalogue that it cannot represent"
		)]
		fn build(&self) {
			let name = |name: &String| -> types::EntryName {
				name.clone().into_bytes().try_into().expect("a catalogue name has at most 32 bytes")
			};
			for (model, class, multiplier) in &self.gpu_models {
				let (model, class, multiplier) = (name(model), *class, *multiplier);
				assert!(!GpuModels::<T>::contains_key(&model), "a GPU model is listed twice");
				Pallet::<T>::set_entry::<GpuModels<T>, GpuModelUsers<T>>(
					&model,
					Some(CatalogueEntry { class, multiplier }),
				)
				.expect("a GPU model has a name and a multiplier in range");
			}
			for (cpu, class, multiplier) in &self.cpu_classes {
				let (cpu, class, multiplier) = (name(cpu), *class, *multiplier);
				assert!(!CpuClasses::<T>::contains_key(&cpu), "a CPU class is listed twice");
				Pallet::<T>::set_entry::<CpuClasses<T>, CpuClassUsers<T>>(
					&cpu,
					Some(CatalogueEntry { class, multiplier }),
				)
				.expect("a CPU class has a name and a multiplier in range");
			}
		}
	}
}
