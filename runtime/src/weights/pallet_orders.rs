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
		Weight::from_parts(156_440_000, 21_158)
			.saturating_add(T::DbWeight::get().reads(22))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	fn cancel() -> Weight {
		Weight::from_parts(76_142_000, 7_053)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(6))
	}
	fn bid() -> Weight {
		Weight::from_parts(257_926_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(32))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn poke() -> Weight {
		Weight::from_parts(11_045_000, 3_477).saturating_add(T::DbWeight::get().reads(3))
	}
	fn service_nothing() -> Weight {
		Weight::from_parts(9_229_000, 67_035).saturating_add(T::DbWeight::get().reads(4))
	}
	// `f` is 0 to 15.
	fn match_awarded(f: u32) -> Weight {
		Weight::from_parts(446_137_295, 41_326)
			.saturating_add(Weight::from_parts(202_090_753, 0).saturating_mul(f.into()))
			.saturating_add(Weight::from_parts(0, 6_012).saturating_mul(f.into()))
			.saturating_add(T::DbWeight::get().reads(50))
			.saturating_add(T::DbWeight::get().reads(7_u64.saturating_mul(f.into())))
			.saturating_add(T::DbWeight::get().writes(19))
			.saturating_add(T::DbWeight::get().writes(5_u64.saturating_mul(f.into())))
	}
	// `f` is 0 to 16.
	fn match_unserved(f: u32) -> Weight {
		Weight::from_parts(172_717_472, 41_326)
			.saturating_add(Weight::from_parts(194_904_753, 0).saturating_mul(f.into()))
			.saturating_add(Weight::from_parts(0, 6_012).saturating_mul(f.into()))
			.saturating_add(T::DbWeight::get().reads(25))
			.saturating_add(T::DbWeight::get().reads(8_u64.saturating_mul(f.into())))
			.saturating_add(T::DbWeight::get().writes(7))
			.saturating_add(T::DbWeight::get().writes(5_u64.saturating_mul(f.into())))
	}
	fn expire() -> Weight {
		Weight::from_parts(16_375_000, 5_964)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(2))
	}
}
