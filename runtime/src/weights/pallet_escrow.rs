//! Weights of `pallet_escrow`. Generated: change the benchmarks, then run
//! `scripts/bench weights pallet_escrow`.
//!
//! Measured on 2026-11-22 on Intel(R) Xeon(R) Processor, 20 steps, 10 repeats.

// Not every pallet reads or writes.
#![allow(unused_imports)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// The measured weights of `pallet_escrow`.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_escrow::WeightInfo for WeightInfo<T> {
	fn list_token() -> Weight {
		Weight::from_parts(110_758_000, 6_208)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(6))
	}
	fn deposit() -> Weight {
		Weight::from_parts(70_643_000, 6_208)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	fn deposit_for() -> Weight {
		Weight::from_parts(72_225_000, 6_208)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	fn withdraw() -> Weight {
		Weight::from_parts(77_090_000, 3_678)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	fn withdraw_earnings() -> Weight {
		Weight::from_parts(120_965_000, 7_002)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(6))
	}
	fn transfer() -> Weight {
		Weight::from_parts(25_574_000, 6_190)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn delist_token() -> Weight {
		Weight::from_parts(12_902_000, 3_512)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn set_min_deposit() -> Weight {
		Weight::from_parts(18_784_000, 3_675)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn set_brackets() -> Weight {
		Weight::from_parts(8_305_000, 0).saturating_add(T::DbWeight::get().writes(1))
	}
}
