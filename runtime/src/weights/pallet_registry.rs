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
		Weight::from_parts(18_529_000, 3_511)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn set_cpu_class() -> Weight {
		Weight::from_parts(19_878_000, 3_511)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn propose() -> Weight {
		Weight::from_parts(265_070_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(24))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	fn withdraw_proposal() -> Weight {
		Weight::from_parts(81_757_000, 6_999)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	fn approve() -> Weight {
		Weight::from_parts(563_753_000, 91_328)
			.saturating_add(T::DbWeight::get().reads(82))
			.saturating_add(T::DbWeight::get().writes(92))
	}
	fn reject() -> Weight {
		Weight::from_parts(89_730_000, 6_999)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	fn reject_spam() -> Weight {
		Weight::from_parts(129_620_000, 11_298)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(8))
	}
	fn set_operator() -> Weight {
		Weight::from_parts(50_953_000, 7_002)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn suspend() -> Weight {
		Weight::from_parts(129_164_000, 7_002)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(6))
	}
	fn reinstate() -> Weight {
		Weight::from_parts(195_687_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(27))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn leave() -> Weight {
		Weight::from_parts(422_535_000, 91_328)
			.saturating_add(T::DbWeight::get().reads(57))
			.saturating_add(T::DbWeight::get().writes(91))
	}
	fn departures_base() -> Weight {
		Weight::from_parts(3_110_000, 3_513).saturating_add(T::DbWeight::get().reads(1))
	}
	fn serve_departure() -> Weight {
		Weight::from_parts(382_303_000, 91_328)
			.saturating_add(T::DbWeight::get().reads(57))
			.saturating_add(T::DbWeight::get().writes(91))
	}
	fn announce_maintenance() -> Weight {
		Weight::from_parts(59_977_000, 7_002)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn cancel_maintenance() -> Weight {
		Weight::from_parts(55_149_000, 7_002)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn end_maintenance() -> Weight {
		Weight::from_parts(54_050_000, 7_002)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn update() -> Weight {
		Weight::from_parts(355_688_000, 91_328)
			.saturating_add(T::DbWeight::get().reads(37))
			.saturating_add(T::DbWeight::get().writes(69))
	}
	fn request_capacity() -> Weight {
		Weight::from_parts(141_771_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(20))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn withdraw_capacity_request() -> Weight {
		Weight::from_parts(28_478_000, 4_167)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn approve_capacity() -> Weight {
		Weight::from_parts(712_577_000, 91_328)
			.saturating_add(T::DbWeight::get().reads(98))
			.saturating_add(T::DbWeight::get().writes(102))
	}
	fn reject_capacity() -> Weight {
		Weight::from_parts(31_020_000, 4_167)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn set_attestation_key() -> Weight {
		Weight::from_parts(98_805_000, 3_582)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	fn activate() -> Weight {
		Weight::from_parts(170_439_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(26))
			.saturating_add(T::DbWeight::get().writes(1))
	}
}
