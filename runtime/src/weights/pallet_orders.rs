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
		Weight::from_parts(168_509_000, 21_158)
			.saturating_add(T::DbWeight::get().reads(23))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	fn cancel() -> Weight {
		Weight::from_parts(74_230_000, 7_057)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(6))
	}
	fn bid() -> Weight {
		Weight::from_parts(243_488_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(32))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn poke() -> Weight {
		Weight::from_parts(11_101_000, 3_477).saturating_add(T::DbWeight::get().reads(3))
	}
	fn service_nothing() -> Weight {
		Weight::from_parts(9_441_000, 67_035).saturating_add(T::DbWeight::get().reads(4))
	}
	// `f` is 0 to 15.
	fn match_awarded(f: u32) -> Weight {
		Weight::from_parts(564_499_949, 41_326)
			.saturating_add(Weight::from_parts(273_325_672, 0).saturating_mul(f.into()))
			.saturating_add(Weight::from_parts(0, 7_805).saturating_mul(f.into()))
			.saturating_add(T::DbWeight::get().reads(57))
			.saturating_add(T::DbWeight::get().reads(12_u64.saturating_mul(f.into())))
			.saturating_add(T::DbWeight::get().writes(22))
			.saturating_add(T::DbWeight::get().writes(7_u64.saturating_mul(f.into())))
	}
	// `f` is 0 to 16.
	fn match_unserved(f: u32) -> Weight {
		Weight::from_parts(189_369_521, 41_326)
			.saturating_add(Weight::from_parts(257_951_535, 0).saturating_mul(f.into()))
			.saturating_add(Weight::from_parts(0, 7_805).saturating_mul(f.into()))
			.saturating_add(T::DbWeight::get().reads(29))
			.saturating_add(T::DbWeight::get().reads(13_u64.saturating_mul(f.into())))
			.saturating_add(T::DbWeight::get().writes(7))
			.saturating_add(T::DbWeight::get().writes(7_u64.saturating_mul(f.into())))
	}
	fn expire() -> Weight {
		Weight::from_parts(16_380_000, 5_964)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(2))
	}
}
