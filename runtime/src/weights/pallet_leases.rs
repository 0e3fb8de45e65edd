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
		Weight::from_parts(115_233_000, 7_053)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(8))
	}
	fn activate() -> Weight {
		Weight::from_parts(84_434_000, 4_904)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	fn close_reserving() -> Weight {
		Weight::from_parts(241_934_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(27))
			.saturating_add(T::DbWeight::get().writes(10))
	}
	fn close_ready() -> Weight {
		Weight::from_parts(269_054_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(33))
			.saturating_add(T::DbWeight::get().writes(11))
	}
	fn close_active() -> Weight {
		Weight::from_parts(268_516_000, 11_298)
			.saturating_add(T::DbWeight::get().reads(17))
			.saturating_add(T::DbWeight::get().writes(13))
	}
	fn close_with_notice() -> Weight {
		Weight::from_parts(101_677_000, 6_060)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(7))
	}
	fn confirm_closed() -> Weight {
		Weight::from_parts(180_280_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(26))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	fn settle() -> Weight {
		Weight::from_parts(262_661_000, 11_298)
			.saturating_add(T::DbWeight::get().reads(17))
			.saturating_add(T::DbWeight::get().writes(13))
	}
	fn poke() -> Weight {
		Weight::from_parts(296_287_000, 11_298)
			.saturating_add(T::DbWeight::get().reads(19))
			.saturating_add(T::DbWeight::get().writes(12))
	}
	fn extend() -> Weight {
		Weight::from_parts(116_968_000, 6_060)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(7))
	}
	fn offer() -> Weight {
		Weight::from_parts(90_217_000, 6_060)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(6))
	}
	fn withdraw_offer() -> Weight {
		Weight::from_parts(31_558_000, 4_904)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn accept() -> Weight {
		Weight::from_parts(286_416_000, 11_298)
			.saturating_add(T::DbWeight::get().reads(22))
			.saturating_add(T::DbWeight::get().writes(14))
	}
	fn service_base() -> Weight {
		Weight::from_parts(27_358_000, 4_904).saturating_add(T::DbWeight::get().reads(4))
	}
	fn serve_provider() -> Weight {
		Weight::from_parts(59_286_000, 6_046)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	fn serve_reservation_timeout() -> Weight {
		Weight::from_parts(1_047_725_000, 49_046)
			.saturating_add(T::DbWeight::get().reads(71))
			.saturating_add(T::DbWeight::get().writes(13))
	}
	fn serve_activation_timeout() -> Weight {
		Weight::from_parts(264_696_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(32))
			.saturating_add(T::DbWeight::get().writes(11))
	}
	fn serve_funds_low() -> Weight {
		Weight::from_parts(123_318_000, 6_060)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(6))
	}
	fn serve_end() -> Weight {
		Weight::from_parts(276_420_000, 11_298)
			.saturating_add(T::DbWeight::get().reads(19))
			.saturating_add(T::DbWeight::get().writes(13))
	}
	fn serve_close_timeout() -> Weight {
		Weight::from_parts(187_000_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(25))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	fn serve_expiry() -> Weight {
		Weight::from_parts(59_564_000, 6_046)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(2))
	}
}
