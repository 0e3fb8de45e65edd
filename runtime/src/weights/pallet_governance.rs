//! Weights of `pallet_governance`. Generated: change the benchmarks, then run
//! `scripts/bench weights pallet_governance`.
//!
//! Measured on 2026-11-23 on Intel(R) Xeon(R) Processor, 20 steps, 10 repeats.

// Not every pallet reads or writes.
#![allow(unused_imports)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// The measured weights of `pallet_governance`.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_governance::WeightInfo for WeightInfo<T> {
	fn dispatch_as_council() -> Weight {
		Weight::from_parts(7_706_000, 0)
	}
	// `l` is 0 to 131072.
	fn schedule_root(l: u32) -> Weight {
		Weight::from_parts(74_525_768, 13_928)
			.saturating_add(Weight::from_parts(3_254, 0).saturating_mul(l.into()))
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(7))
	}
	// `l` is 0 to 131072.
	fn schedule_root_by_hash(l: u32) -> Weight {
		Weight::from_parts(86_357_465, 4_197_809)
			.saturating_add(Weight::from_parts(3_783, 0).saturating_mul(l.into()))
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().writes(7))
	}
	fn cancel_root() -> Weight {
		Weight::from_parts(68_165_000, 13_928)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(6))
	}
	fn enact_root() -> Weight {
		Weight::from_parts(21_348_000, 3_546)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}
}
