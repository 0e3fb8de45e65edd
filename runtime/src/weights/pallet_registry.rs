//! Weights of `pallet_registry`. Generated: change the benchmarks, then run
//! `scripts/bench weights pallet_registry`.
//!
//! Measured on 2026-11-22 on Intel(R) Xeon(R) Processor, 20 steps, 10 repeats.

// Not every pallet reads or writes.
#![allow(unused_imports)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// The measured weights of `pallet_registry`.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_registry::WeightInfo for WeightInfo<T> {
	fn set_gpu_model() -> Weight {
		Weight::from_parts(18_529_000, 3_511)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn set_cpu_class() -> Weight {
		Weight::from_parts(19_913_000, 3_511)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn propose() -> Weight {
		Weight::from_parts(263_814_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(25))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	fn withdraw_proposal() -> Weight {
		Weight::from_parts(81_744_000, 6_999)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	fn approve() -> Weight {
		Weight::from_parts(561_250_000, 91_328)
			.saturating_add(T::DbWeight::get().reads(83))
			.saturating_add(T::DbWeight::get().writes(93))
	}
	fn reject() -> Weight {
		Weight::from_parts(90_797_000, 6_999)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	fn reject_spam() -> Weight {
		Weight::from_parts(130_373_000, 11_298)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(8))
	}
	fn set_operator() -> Weight {
		Weight::from_parts(58_078_000, 7_002)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	fn suspend() -> Weight {
		Weight::from_parts(109_321_000, 7_002)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	fn reinstate() -> Weight {
		Weight::from_parts(191_500_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(27))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn leave() -> Weight {
		Weight::from_parts(449_715_000, 91_328)
			.saturating_add(T::DbWeight::get().reads(57))
			.saturating_add(T::DbWeight::get().writes(92))
	}
	fn announce_maintenance() -> Weight {
		Weight::from_parts(59_916_000, 7_002)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn cancel_maintenance() -> Weight {
		Weight::from_parts(55_443_000, 7_002)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn end_maintenance() -> Weight {
		Weight::from_parts(55_226_000, 7_002)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn update() -> Weight {
		Weight::from_parts(360_305_000, 91_328)
			.saturating_add(T::DbWeight::get().reads(37))
			.saturating_add(T::DbWeight::get().writes(69))
	}
	fn request_capacity() -> Weight {
		Weight::from_parts(148_985_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(20))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn withdraw_capacity_request() -> Weight {
		Weight::from_parts(28_419_000, 4_167)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn approve_capacity() -> Weight {
		Weight::from_parts(645_472_000, 86_014)
			.saturating_add(T::DbWeight::get().reads(92))
			.saturating_add(T::DbWeight::get().writes(100))
	}
	fn reject_capacity() -> Weight {
		Weight::from_parts(28_825_000, 4_167)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn set_attestation_key() -> Weight {
		Weight::from_parts(95_185_000, 3_582)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(3))
	}
}
