//! Weights of `pallet_orders`. Generated: change the benchmarks, then run
//! `scripts/bench weights pallet_orders`.
//!
//! Measured on 2026-11-23 on Intel(R) Xeon(R) Processor, 20 steps, 10 repeats.

// Not every pallet reads or writes.
#![allow(unused_imports)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// The measured weights of `pallet_orders`.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_orders::WeightInfo for WeightInfo<T> {
	fn create() -> Weight {
		Weight::from_parts(170_974_000, 21_158)
			.saturating_add(T::DbWeight::get().reads(23))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	fn cancel() -> Weight {
		Weight::from_parts(77_775_000, 7_057)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(6))
	}
	fn bid() -> Weight {
		Weight::from_parts(244_095_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(31))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn poke() -> Weight {
		Weight::from_parts(11_280_000, 3_477).saturating_add(T::DbWeight::get().reads(3))
	}
	fn service_nothing() -> Weight {
		Weight::from_parts(9_349_000, 67_035).saturating_add(T::DbWeight::get().reads(4))
	}
	// `f` is 0 to 15.
	fn match_awarded(f: u32) -> Weight {
		Weight::from_parts(476_488_410, 41_326)
			.saturating_add(Weight::from_parts(191_343_987, 0).saturating_mul(f.into()))
			.saturating_add(Weight::from_parts(0, 6_012).saturating_mul(f.into()))
			.saturating_add(T::DbWeight::get().reads(48))
			.saturating_add(T::DbWeight::get().reads(7_u64.saturating_mul(f.into())))
			.saturating_add(T::DbWeight::get().writes(19))
			.saturating_add(T::DbWeight::get().writes(5_u64.saturating_mul(f.into())))
	}
	// `f` is 0 to 16.
	fn match_unserved(f: u32) -> Weight {
		Weight::from_parts(146_131_675, 41_326)
			.saturating_add(Weight::from_parts(195_022_986, 0).saturating_mul(f.into()))
			.saturating_add(Weight::from_parts(0, 6_012).saturating_mul(f.into()))
			.saturating_add(T::DbWeight::get().reads(25))
			.saturating_add(T::DbWeight::get().reads(8_u64.saturating_mul(f.into())))
			.saturating_add(T::DbWeight::get().writes(7))
			.saturating_add(T::DbWeight::get().writes(5_u64.saturating_mul(f.into())))
	}
	fn expire() -> Weight {
		Weight::from_parts(16_294_000, 5_964)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(2))
	}
}
