//! Weights of `pallet_registry`. Generated: change the benchmarks, then run
//! `scripts/bench weights pallet_registry`.
//!
//! Measured on 2026-11-22 on Intel(R) Xeon(R) Processor, 20 steps, 10 repeats.

// Not every pallet reads or writes.
#![allow(unused_imports)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// The measured weights of `pallet_registry`.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_registry::WeightInfo for WeightInfo<T> {
	fn set_gpu_model() -> Weight {
		Weight::from_parts(21_494_000, 3_511)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn set_cpu_class() -> Weight {
		Weight::from_parts(19_665_000, 3_511)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn propose() -> Weight {
		Weight::from_parts(241_397_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(39))
			.saturating_add(T::DbWeight::get().writes(21))
	}
	fn withdraw_proposal() -> Weight {
		Weight::from_parts(163_502_000, 41_310)
			.saturating_add(T::DbWeight::get().reads(20))
			.saturating_add(T::DbWeight::get().writes(21))
	}
	fn approve() -> Weight {
		Weight::from_parts(252_962_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(28))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	fn reject() -> Weight {
		Weight::from_parts(163_660_000, 41_310)
			.saturating_add(T::DbWeight::get().reads(20))
			.saturating_add(T::DbWeight::get().writes(21))
	}
	fn reject_spam() -> Weight {
		Weight::from_parts(209_274_000, 41_310)
			.saturating_add(T::DbWeight::get().reads(26))
			.saturating_add(T::DbWeight::get().writes(26))
	}
	fn set_operator() -> Weight {
		Weight::from_parts(57_330_000, 6_997)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(3))
	}
}
