//! Weights of `pallet_provider_staking`. Generated: change the benchmarks, then run
//! `scripts/bench weights pallet_provider_staking`.
//!
//! Measured on 2026-11-22 on Intel(R) Xeon(R) Processor, 20 steps, 10 repeats.

// Not every pallet reads or writes.
#![allow(unused_imports)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// The measured weights of `pallet_provider_staking`.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_provider_staking::WeightInfo for WeightInfo<T> {
	fn bond() -> Weight {
		Weight::from_parts(185_887_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(24))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	fn unbond() -> Weight {
		Weight::from_parts(124_855_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(25))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn withdraw_unbonded() -> Weight {
		Weight::from_parts(70_474_000, 4_170)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	fn slash() -> Weight {
		Weight::from_parts(253_343_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(31))
			.saturating_add(T::DbWeight::get().writes(10))
	}
	fn cancel_slash() -> Weight {
		Weight::from_parts(193_530_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(27))
			.saturating_add(T::DbWeight::get().writes(6))
	}
	fn strike_claim() -> Weight {
		Weight::from_parts(30_786_000, 4_238)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn apply_slash() -> Weight {
		Weight::from_parts(129_442_000, 11_298)
			.saturating_add(T::DbWeight::get().reads(12))
			.saturating_add(T::DbWeight::get().writes(10))
	}
	fn claim() -> Weight {
		Weight::from_parts(183_559_000, 11_298)
			.saturating_add(T::DbWeight::get().reads(14))
			.saturating_add(T::DbWeight::get().writes(12))
	}
	fn service_base() -> Weight {
		Weight::from_parts(9_930_000, 3_477).saturating_add(T::DbWeight::get().reads(2))
	}
	fn serve_application() -> Weight {
		Weight::from_parts(134_948_000, 11_298)
			.saturating_add(T::DbWeight::get().reads(14))
			.saturating_add(T::DbWeight::get().writes(10))
	}
	fn serve_expiry() -> Weight {
		Weight::from_parts(129_848_000, 11_298)
			.saturating_add(T::DbWeight::get().reads(12))
			.saturating_add(T::DbWeight::get().writes(10))
	}
	fn serve_sweep() -> Weight {
		Weight::from_parts(173_522_000, 85_833)
			.saturating_add(T::DbWeight::get().reads(37))
			.saturating_add(T::DbWeight::get().writes(35))
	}
}
