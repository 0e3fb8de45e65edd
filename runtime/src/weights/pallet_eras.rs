//! Weights of `pallet_eras`. Generated: change the benchmarks, then run
//! `scripts/bench weights pallet_eras`.
//!
//! Measured on 2026-11-22 on Intel(R) Xeon(R) Processor, 20 steps, 10 repeats.

// Not every pallet reads or writes.
#![allow(unused_imports)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// The measured weights of `pallet_eras`.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_eras::WeightInfo for WeightInfo<T> {
	fn on_initialize_same_era() -> Weight {
		Weight::from_parts(10_083_000, 67_035)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn on_initialize_new_era() -> Weight {
		Weight::from_parts(13_074_000, 67_035)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(2))
	}
}
