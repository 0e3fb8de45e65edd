//! Benchmarks of this pallet.

use super::*;
use frame_benchmarking::v2::*;
use frame_support::traits::Hooks;
use spheron_primitives::EraIndex;

#[benchmarks]
mod benchmarks {
	use super::*;

	/// Set the clock to `now`, in the era `index` that started at `started`.
	fn set_time<T: Config>(now: u32, index: EraIndex, started: u32) {
		Now::<T>::put(now);
		CurrentEra::<T>::put(Era { index, started });
	}

	#[benchmark]
	fn on_initialize_same_era() {
		set_time::<T>(9, 3, 10);
		#[block]
		{
			Pallet::<T>::on_initialize(1u32.into());
		}
		assert_eq!(CurrentEra::<T>::get(), Era { index: 3, started: 10 });
		assert_eq!(Now::<T>::get(), 10);
	}

	#[benchmark]
	fn on_initialize_new_era() {
		let last = Pallet::<T>::era_length() + 9;
		set_time::<T>(last, 3, 10);
		#[block]
		{
			Pallet::<T>::on_initialize(1u32.into());
		}
		assert_eq!(CurrentEra::<T>::get(), Era { index: 4, started: last + 1 });
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
