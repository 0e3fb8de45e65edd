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
		Weight::from_parts(180_262_000, 7_057)
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().writes(9))
	}
	fn activate() -> Weight {
		Weight::from_parts(164_988_000, 7_002)
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().writes(6))
	}
	fn close_reserving() -> Weight {
		Weight::from_parts(373_235_000, 27_560)
			.saturating_add(T::DbWeight::get().reads(24))
			.saturating_add(T::DbWeight::get().writes(22))
	}
	fn close_ready() -> Weight {
		Weight::from_parts(573_043_000, 27_560)
			.saturating_add(T::DbWeight::get().reads(41))
			.saturating_add(T::DbWeight::get().writes(31))
	}
	fn close_active() -> Weight {
		Weight::from_parts(746_267_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(58))
			.saturating_add(T::DbWeight::get().writes(28))
	}
	fn close_with_notice() -> Weight {
		Weight::from_parts(567_418_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(49))
			.saturating_add(T::DbWeight::get().writes(23))
	}
	fn confirm_closed() -> Weight {
		Weight::from_parts(375_448_000, 27_560)
			.saturating_add(T::DbWeight::get().reads(27))
			.saturating_add(T::DbWeight::get().writes(20))
	}
	fn settle() -> Weight {
		Weight::from_parts(715_220_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(59))
			.saturating_add(T::DbWeight::get().writes(28))
	}
	fn poke() -> Weight {
		Weight::from_parts(727_829_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(61))
			.saturating_add(T::DbWeight::get().writes(27))
	}
	fn extend() -> Weight {
		Weight::from_parts(582_757_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(50))
			.saturating_add(T::DbWeight::get().writes(22))
	}
	fn offer() -> Weight {
		Weight::from_parts(535_392_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(48))
			.saturating_add(T::DbWeight::get().writes(22))
	}
	fn withdraw_offer() -> Weight {
		Weight::from_parts(44_481_000, 5_659)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn accept() -> Weight {
		Weight::from_parts(360_290_000, 11_298)
			.saturating_add(T::DbWeight::get().reads(24))
			.saturating_add(T::DbWeight::get().writes(14))
	}
	fn request_update() -> Weight {
		Weight::from_parts(686_496_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(54))
			.saturating_add(T::DbWeight::get().writes(23))
	}
	fn accept_update() -> Weight {
		Weight::from_parts(639_692_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(53))
			.saturating_add(T::DbWeight::get().writes(22))
	}
	fn refuse_update() -> Weight {
		Weight::from_parts(542_869_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(48))
			.saturating_add(T::DbWeight::get().writes(22))
	}
	fn apply_update() -> Weight {
		Weight::from_parts(548_610_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(48))
			.saturating_add(T::DbWeight::get().writes(22))
	}
	fn withdraw_update() -> Weight {
		Weight::from_parts(191_955_000, 6_060)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(8))
	}
	fn service_base() -> Weight {
		Weight::from_parts(55_185_000, 5_659).saturating_add(T::DbWeight::get().reads(6))
	}
	fn serve_provider() -> Weight {
		Weight::from_parts(228_655_000, 7_002)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	// `r` is 1 to 15.
	fn serve_reservation_timeout(r: u32) -> Weight {
		Weight::from_parts(949_065_996, 41_326)
			.saturating_add(Weight::from_parts(93_164_894, 0).saturating_mul(r.into()))
			.saturating_add(Weight::from_parts(0, 6_012).saturating_mul(r.into()))
			.saturating_add(T::DbWeight::get().reads(75))
			.saturating_add(T::DbWeight::get().reads(3_u64.saturating_mul(r.into())))
			.saturating_add(T::DbWeight::get().writes(37))
	}
	fn serve_activation_timeout() -> Weight {
		Weight::from_parts(579_997_000, 27_560)
			.saturating_add(T::DbWeight::get().reads(47))
			.saturating_add(T::DbWeight::get().writes(34))
	}
	fn serve_drained() -> Weight {
		Weight::from_parts(482_138_000, 27_560)
			.saturating_add(T::DbWeight::get().reads(36))
			.saturating_add(T::DbWeight::get().writes(23))
	}
	fn serve_funds_low() -> Weight {
		Weight::from_parts(210_599_000, 6_060)
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().writes(6))
	}
	fn serve_update_timeout() -> Weight {
		Weight::from_parts(514_143_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(49))
			.saturating_add(T::DbWeight::get().writes(17))
	}
	fn serve_end() -> Weight {
		Weight::from_parts(1_005_208_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(74))
			.saturating_add(T::DbWeight::get().writes(36))
	}
	fn serve_close_timeout() -> Weight {
		Weight::from_parts(383_539_000, 27_560)
			.saturating_add(T::DbWeight::get().reads(31))
			.saturating_add(T::DbWeight::get().writes(20))
	}
	fn serve_expiry() -> Weight {
		Weight::from_parts(79_126_000, 6_046)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(2))
	}
}
