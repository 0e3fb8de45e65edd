//! Weights of `pallet_leases`. Generated: change the benchmarks, then run
//! `scripts/bench weights pallet_leases`.
//!
//! Measured on 2026-11-23 on Intel(R) Xeon(R) Processor, 20 steps, 10 repeats.

// Not every pallet reads or writes.
#![allow(unused_imports)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// The measured weights of `pallet_leases`.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_leases::WeightInfo for WeightInfo<T> {
	fn confirm() -> Weight {
		Weight::from_parts(172_990_000, 7_057)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(9))
	}
	fn activate() -> Weight {
		Weight::from_parts(148_907_000, 7_002)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(6))
	}
	fn close_reserving() -> Weight {
		Weight::from_parts(374_179_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(38))
			.saturating_add(T::DbWeight::get().writes(21))
	}
	fn close_ready() -> Weight {
		Weight::from_parts(521_372_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(52))
			.saturating_add(T::DbWeight::get().writes(30))
	}
	fn close_active() -> Weight {
		Weight::from_parts(542_865_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(47))
			.saturating_add(T::DbWeight::get().writes(25))
	}
	fn close_with_notice() -> Weight {
		Weight::from_parts(411_341_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(38))
			.saturating_add(T::DbWeight::get().writes(20))
	}
	fn confirm_closed() -> Weight {
		Weight::from_parts(360_747_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(38))
			.saturating_add(T::DbWeight::get().writes(19))
	}
	fn settle() -> Weight {
		Weight::from_parts(538_906_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(47))
			.saturating_add(T::DbWeight::get().writes(25))
	}
	fn poke() -> Weight {
		Weight::from_parts(585_087_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(50))
			.saturating_add(T::DbWeight::get().writes(24))
	}
	fn extend() -> Weight {
		Weight::from_parts(421_419_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(39))
			.saturating_add(T::DbWeight::get().writes(19))
	}
	fn offer() -> Weight {
		Weight::from_parts(385_202_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(37))
			.saturating_add(T::DbWeight::get().writes(19))
	}
	fn withdraw_offer() -> Weight {
		Weight::from_parts(42_697_000, 5_659)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn accept() -> Weight {
		Weight::from_parts(313_509_000, 11_298)
			.saturating_add(T::DbWeight::get().reads(22))
			.saturating_add(T::DbWeight::get().writes(14))
	}
	fn request_update() -> Weight {
		Weight::from_parts(514_438_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(43))
			.saturating_add(T::DbWeight::get().writes(20))
	}
	fn accept_update() -> Weight {
		Weight::from_parts(501_280_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(42))
			.saturating_add(T::DbWeight::get().writes(19))
	}
	fn refuse_update() -> Weight {
		Weight::from_parts(399_285_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(37))
			.saturating_add(T::DbWeight::get().writes(19))
	}
	fn apply_update() -> Weight {
		Weight::from_parts(390_468_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(37))
			.saturating_add(T::DbWeight::get().writes(19))
	}
	fn withdraw_update() -> Weight {
		Weight::from_parts(139_479_000, 6_060)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(8))
	}
	fn service_base() -> Weight {
		Weight::from_parts(35_124_000, 5_659).saturating_add(T::DbWeight::get().reads(4))
	}
	fn serve_provider() -> Weight {
		Weight::from_parts(67_080_000, 6_046)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	// `r` is 1 to 15.
	fn serve_reservation_timeout(r: u32) -> Weight {
		Weight::from_parts(738_042_805, 41_326)
			.saturating_add(Weight::from_parts(98_396_383, 0).saturating_mul(r.into()))
			.saturating_add(Weight::from_parts(0, 6_012).saturating_mul(r.into()))
			.saturating_add(T::DbWeight::get().reads(61))
			.saturating_add(T::DbWeight::get().reads(3_u64.saturating_mul(r.into())))
			.saturating_add(T::DbWeight::get().writes(33))
	}
	fn serve_activation_timeout() -> Weight {
		Weight::from_parts(559_495_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(57))
			.saturating_add(T::DbWeight::get().writes(33))
	}
	fn serve_drained() -> Weight {
		Weight::from_parts(465_711_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(47))
			.saturating_add(T::DbWeight::get().writes(22))
	}
	fn serve_funds_low() -> Weight {
		Weight::from_parts(142_376_000, 6_060)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(6))
	}
	fn serve_update_timeout() -> Weight {
		Weight::from_parts(380_309_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(38))
			.saturating_add(T::DbWeight::get().writes(14))
	}
	fn serve_end() -> Weight {
		Weight::from_parts(893_581_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(68))
			.saturating_add(T::DbWeight::get().writes(35))
	}
	fn serve_close_timeout() -> Weight {
		Weight::from_parts(361_720_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(41))
			.saturating_add(T::DbWeight::get().writes(19))
	}
	fn serve_expiry() -> Weight {
		Weight::from_parts(74_261_000, 6_046)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(2))
	}
}
