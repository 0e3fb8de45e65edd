//! Weights of `pallet_fees`. Generated: change the benchmarks, then run
//! `scripts/bench weights pallet_fees`.
//!
//! Measured on 2026-11-22 on Intel(R) Xeon(R) Processor, 20 steps, 10 repeats.

// Not every pallet reads or writes.
#![allow(unused_imports)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// The measured weights of `pallet_fees`.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_fees::WeightInfo for WeightInfo<T> {
	fn set_foundation() -> Weight {
		Weight::from_parts(6_163_000, 0).saturating_add(T::DbWeight::get().writes(1))
	}
	fn flush_spon() -> Weight {
		Weight::from_parts(122_653_000, 8_799)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(6))
	}
	fn flush_asset() -> Weight {
		Weight::from_parts(90_629_000, 3_678)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(7))
	}
	fn set_rates() -> Weight {
		Weight::from_parts(7_732_000, 0).saturating_add(T::DbWeight::get().writes(1))
	}
	fn set_route() -> Weight {
		Weight::from_parts(8_423_000, 0).saturating_add(T::DbWeight::get().writes(1))
	}
	fn on_finalize() -> Weight {
		Weight::from_parts(37_761_000, 11_298)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(5))
	}
}
