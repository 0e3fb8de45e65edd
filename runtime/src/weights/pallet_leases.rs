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
		Weight::from_parts(128_313_000, 7_053)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(8))
	}
	fn activate() -> Weight {
		Weight::from_parts(95_150_000, 4_904)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	fn close_reserving() -> Weight {
		Weight::from_parts(391_791_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(38))
			.saturating_add(T::DbWeight::get().writes(20))
	}
	fn close_ready() -> Weight {
		Weight::from_parts(407_747_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(44))
			.saturating_add(T::DbWeight::get().writes(21))
	}
	fn close_active() -> Weight {
		Weight::from_parts(282_864_000, 11_298)
			.saturating_add(T::DbWeight::get().reads(17))
			.saturating_add(T::DbWeight::get().writes(13))
	}
	fn close_with_notice() -> Weight {
		Weight::from_parts(116_709_000, 6_060)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(7))
	}
	fn confirm_closed() -> Weight {
		Weight::from_parts(320_928_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(37))
			.saturating_add(T::DbWeight::get().writes(15))
	}
	fn settle() -> Weight {
		Weight::from_parts(281_699_000, 11_298)
			.saturating_add(T::DbWeight::get().reads(17))
			.saturating_add(T::DbWeight::get().writes(13))
	}
	fn poke() -> Weight {
		Weight::from_parts(321_216_000, 11_298)
			.saturating_add(T::DbWeight::get().reads(19))
			.saturating_add(T::DbWeight::get().writes(12))
	}
	fn extend() -> Weight {
		Weight::from_parts(163_701_000, 7_002)
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().writes(7))
	}
	fn offer() -> Weight {
		Weight::from_parts(103_336_000, 6_060)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(6))
	}
	fn withdraw_offer() -> Weight {
		Weight::from_parts(40_681_000, 4_904)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn accept() -> Weight {
		Weight::from_parts(304_546_000, 11_298)
			.saturating_add(T::DbWeight::get().reads(22))
			.saturating_add(T::DbWeight::get().writes(14))
	}
	fn service_base() -> Weight {
		Weight::from_parts(31_985_000, 4_904).saturating_add(T::DbWeight::get().reads(4))
	}
	fn serve_provider() -> Weight {
		Weight::from_parts(63_932_000, 6_046)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	fn serve_reservation_timeout() -> Weight {
		Weight::from_parts(1_000_981_000, 49_086)
			.saturating_add(T::DbWeight::get().reads(73))
			.saturating_add(T::DbWeight::get().writes(29))
	}
	fn serve_activation_timeout() -> Weight {
		Weight::from_parts(400_632_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(43))
			.saturating_add(T::DbWeight::get().writes(21))
	}
	fn serve_funds_low() -> Weight {
		Weight::from_parts(132_335_000, 6_060)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(6))
	}
	fn serve_end() -> Weight {
		Weight::from_parts(528_908_000, 21_158)
			.saturating_add(T::DbWeight::get().reads(42))
			.saturating_add(T::DbWeight::get().writes(20))
	}
	fn serve_close_timeout() -> Weight {
		Weight::from_parts(321_776_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(36))
			.saturating_add(T::DbWeight::get().writes(15))
	}
	fn serve_expiry() -> Weight {
		Weight::from_parts(69_295_000, 6_046)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(2))
	}
}
