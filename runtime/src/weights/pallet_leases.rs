//! Weights of `pallet_leases`. Generated: change the benchmarks, then run
//! `scripts/bench weights pallet_leases`.
//!
//! Measured on 2026-11-22 on Intel(R) Xeon(R) Processor, 20 steps, 10 repeats.

// Not every pallet reads or writes.
#![allow(unused_imports)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// The measured weights of `pallet_leases`.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_leases::WeightInfo for WeightInfo<T> {
	fn confirm() -> Weight {
		Weight::from_parts(114_557_000, 7_021)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(8))
	}
	fn activate() -> Weight {
		Weight::from_parts(87_885_000, 4_839)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	fn close_reserving() -> Weight {
		Weight::from_parts(239_740_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(27))
			.saturating_add(T::DbWeight::get().writes(10))
	}
	fn close_ready() -> Weight {
		Weight::from_parts(212_601_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(28))
			.saturating_add(T::DbWeight::get().writes(7))
	}
	fn close_active() -> Weight {
		Weight::from_parts(156_334_000, 6_060)
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().writes(9))
	}
	fn close_with_notice() -> Weight {
		Weight::from_parts(100_076_000, 6_060)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(7))
	}
	fn confirm_closed() -> Weight {
		Weight::from_parts(187_908_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(26))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	fn settle() -> Weight {
		Weight::from_parts(156_658_000, 6_060)
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().writes(9))
	}
	fn poke() -> Weight {
		Weight::from_parts(189_189_000, 6_060)
			.saturating_add(T::DbWeight::get().reads(12))
			.saturating_add(T::DbWeight::get().writes(8))
	}
	fn service_base() -> Weight {
		Weight::from_parts(26_877_000, 4_839).saturating_add(T::DbWeight::get().reads(4))
	}
	fn serve_provider() -> Weight {
		Weight::from_parts(60_220_000, 6_046)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	fn serve_reservation_timeout() -> Weight {
		Weight::from_parts(1_089_825_000, 49_046)
			.saturating_add(T::DbWeight::get().reads(71))
			.saturating_add(T::DbWeight::get().writes(13))
	}
	fn serve_activation_timeout() -> Weight {
		Weight::from_parts(223_246_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(27))
			.saturating_add(T::DbWeight::get().writes(7))
	}
	fn serve_funds_low() -> Weight {
		Weight::from_parts(126_536_000, 6_060)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(6))
	}
	fn serve_end() -> Weight {
		Weight::from_parts(205_135_000, 6_052)
			.saturating_add(T::DbWeight::get().reads(12))
			.saturating_add(T::DbWeight::get().writes(9))
	}
	fn serve_close_timeout() -> Weight {
		Weight::from_parts(191_119_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(25))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	fn serve_expiry() -> Weight {
		Weight::from_parts(58_434_000, 6_046)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(2))
	}
}
