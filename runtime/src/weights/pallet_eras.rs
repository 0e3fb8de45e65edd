//! Weights of `pallet_eras`. Generated: change the benchmarks, then run
//! `scripts/bench weights pallet_eras`.
//!
//! Measured on 2026-11-23 on Intel(R) Xeon(R) Processor, 20 steps, 10 repeats.

// Not every pallet reads or writes.
#![allow(unused_imports)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// The measured weights of `pallet_eras`.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_eras::WeightInfo for WeightInfo<T> {
	fn on_initialize_same_era() -> Weight {
		Weight::from_parts(13_897_000, 67_035)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn on_initialize_new_era() -> Weight {
		Weight::from_parts(69_121_000, 67_035)
			.saturating_add(T::DbWeight::get().reads(15))
			.saturating_add(T::DbWeight::get().writes(9))
	}
	fn on_initialize_freeze() -> Weight {
		Weight::from_parts(37_136_000, 67_035)
			.saturating_add(T::DbWeight::get().reads(11))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	fn accrue() -> Weight {
		Weight::from_parts(380_493_000, 8_795)
			.saturating_add(T::DbWeight::get().reads(19))
			.saturating_add(T::DbWeight::get().writes(9))
	}
	fn claim() -> Weight {
		Weight::from_parts(493_827_000, 8_795)
			.saturating_add(T::DbWeight::get().reads(23))
			.saturating_add(T::DbWeight::get().writes(13))
	}
	fn promote() -> Weight {
		Weight::from_parts(259_446_000, 7_002)
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().writes(7))
	}
}
