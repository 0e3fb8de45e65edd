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
		Weight::from_parts(256_143_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(28))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	fn unbond() -> Weight {
		Weight::from_parts(133_579_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(25))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn withdraw_unbonded() -> Weight {
		Weight::from_parts(84_699_000, 4_186)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	fn slash() -> Weight {
		Weight::from_parts(407_357_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(45))
			.saturating_add(T::DbWeight::get().writes(17))
	}
	fn cancel_slash() -> Weight {
		Weight::from_parts(384_201_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(35))
			.saturating_add(T::DbWeight::get().writes(8))
	}
	fn strike_claim() -> Weight {
		Weight::from_parts(51_640_000, 4_266)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn apply_slash() -> Weight {
		Weight::from_parts(189_845_000, 11_298)
			.saturating_add(T::DbWeight::get().reads(16))
			.saturating_add(T::DbWeight::get().writes(12))
	}
	fn claim() -> Weight {
		Weight::from_parts(256_892_000, 11_298)
			.saturating_add(T::DbWeight::get().reads(18))
			.saturating_add(T::DbWeight::get().writes(14))
	}
	fn service_base() -> Weight {
		Weight::from_parts(16_302_000, 3_477).saturating_add(T::DbWeight::get().reads(2))
	}
	fn serve_application() -> Weight {
		Weight::from_parts(197_826_000, 11_298)
			.saturating_add(T::DbWeight::get().reads(18))
			.saturating_add(T::DbWeight::get().writes(12))
	}
	fn serve_expiry() -> Weight {
		Weight::from_parts(168_758_000, 11_298)
			.saturating_add(T::DbWeight::get().reads(12))
			.saturating_add(T::DbWeight::get().writes(10))
	}
	fn serve_sweep() -> Weight {
		Weight::from_parts(206_341_000, 85_833)
			.saturating_add(T::DbWeight::get().reads(41))
			.saturating_add(T::DbWeight::get().writes(36))
	}
}
