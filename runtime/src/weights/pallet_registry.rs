//! Weights of `pallet_registry`. Generated: change the benchmarks, then run
//! `scripts/bench weights pallet_registry`.
//!
//! Measured on 2026-11-23 on Intel(R) Xeon(R) Processor, 20 steps, 10 repeats.

// Not every pallet reads or writes.
#![allow(unused_imports)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// The measured weights of `pallet_registry`.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_registry::WeightInfo for WeightInfo<T> {
	fn set_gpu_model() -> Weight {
		Weight::from_parts(19_006_000, 3_511)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn set_cpu_class() -> Weight {
		Weight::from_parts(23_464_000, 3_511)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn propose() -> Weight {
		Weight::from_parts(280_447_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(24))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	fn withdraw_proposal() -> Weight {
		Weight::from_parts(89_905_000, 6_999)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	fn approve() -> Weight {
		Weight::from_parts(595_297_000, 91_328)
			.saturating_add(T::DbWeight::get().reads(83))
			.saturating_add(T::DbWeight::get().writes(93))
	}
	fn reject() -> Weight {
		Weight::from_parts(93_280_000, 6_999)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	fn reject_spam() -> Weight {
		Weight::from_parts(135_196_000, 11_298)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(8))
	}
	fn set_operator() -> Weight {
		Weight::from_parts(53_292_000, 7_002)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn suspend() -> Weight {
		Weight::from_parts(250_251_000, 8_795)
			.saturating_add(T::DbWeight::get().reads(18))
			.saturating_add(T::DbWeight::get().writes(9))
	}
	fn reinstate() -> Weight {
		Weight::from_parts(251_441_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(30))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn leave() -> Weight {
		Weight::from_parts(457_464_000, 91_328)
			.saturating_add(T::DbWeight::get().reads(59))
			.saturating_add(T::DbWeight::get().writes(92))
	}
	fn departures_base() -> Weight {
		Weight::from_parts(3_219_000, 3_513).saturating_add(T::DbWeight::get().reads(1))
	}
	fn serve_departure() -> Weight {
		Weight::from_parts(413_709_000, 91_328)
			.saturating_add(T::DbWeight::get().reads(60))
			.saturating_add(T::DbWeight::get().writes(92))
	}
	fn announce_maintenance() -> Weight {
		Weight::from_parts(208_505_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(28))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn cancel_maintenance() -> Weight {
		Weight::from_parts(61_156_000, 7_002)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn end_maintenance() -> Weight {
		Weight::from_parts(63_343_000, 7_002)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn update() -> Weight {
		Weight::from_parts(381_064_000, 91_328)
			.saturating_add(T::DbWeight::get().reads(37))
			.saturating_add(T::DbWeight::get().writes(69))
	}
	fn request_capacity() -> Weight {
		Weight::from_parts(150_741_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(20))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn withdraw_capacity_request() -> Weight {
		Weight::from_parts(30_074_000, 4_167)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn approve_capacity() -> Weight {
		Weight::from_parts(721_584_000, 91_328)
			.saturating_add(T::DbWeight::get().reads(99))
			.saturating_add(T::DbWeight::get().writes(103))
	}
	fn reject_capacity() -> Weight {
		Weight::from_parts(32_368_000, 4_167)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn set_attestation_key() -> Weight {
		Weight::from_parts(97_659_000, 3_582)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	fn activate() -> Weight {
		Weight::from_parts(221_228_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(29))
			.saturating_add(T::DbWeight::get().writes(2))
	}
}
