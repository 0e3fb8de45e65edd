//! Weights of `pallet_provider_staking`. Generated: change the benchmarks, then run
//! `scripts/bench weights pallet_provider_staking`.
//!
//! Measured on 2026-11-23 on Intel(R) Xeon(R) Processor, 20 steps, 10 repeats.

// Not every pallet reads or writes.
#![allow(unused_imports)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// The measured weights of `pallet_provider_staking`.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_provider_staking::WeightInfo for WeightInfo<T> {
	fn bond() -> Weight {
		Weight::from_parts(251_430_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(28))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	fn unbond() -> Weight {
		Weight::from_parts(130_139_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(25))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn withdraw_unbonded() -> Weight {
		Weight::from_parts(82_952_000, 4_186)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	fn slash() -> Weight {
		Weight::from_parts(387_298_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(40))
			.saturating_add(T::DbWeight::get().writes(16))
	}
	fn cancel_slash() -> Weight {
		Weight::from_parts(321_016_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(30))
			.saturating_add(T::DbWeight::get().writes(8))
	}
	fn strike_claim() -> Weight {
		Weight::from_parts(51_536_000, 4_266)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn apply_slash() -> Weight {
		Weight::from_parts(200_682_000, 11_298)
			.saturating_add(T::DbWeight::get().reads(16))
			.saturating_add(T::DbWeight::get().writes(12))
	}
	fn claim() -> Weight {
		Weight::from_parts(256_078_000, 11_298)
			.saturating_add(T::DbWeight::get().reads(18))
			.saturating_add(T::DbWeight::get().writes(14))
	}
	fn service_base() -> Weight {
		Weight::from_parts(15_406_000, 3_477).saturating_add(T::DbWeight::get().reads(2))
	}
	fn serve_application() -> Weight {
		Weight::from_parts(198_452_000, 11_298)
			.saturating_add(T::DbWeight::get().reads(18))
			.saturating_add(T::DbWeight::get().writes(12))
	}
	fn serve_expiry() -> Weight {
		Weight::from_parts(168_881_000, 11_298)
			.saturating_add(T::DbWeight::get().reads(12))
			.saturating_add(T::DbWeight::get().writes(10))
	}
	fn serve_sweep() -> Weight {
		Weight::from_parts(211_109_000, 85_833)
			.saturating_add(T::DbWeight::get().reads(41))
			.saturating_add(T::DbWeight::get().writes(36))
	}
}
