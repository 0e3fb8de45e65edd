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
		Weight::from_parts(190_418_000, 7_057)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(9))
	}
	fn activate() -> Weight {
		Weight::from_parts(168_328_000, 7_002)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(6))
	}
	fn close_reserving() -> Weight {
		Weight::from_parts(356_113_000, 27_560)
			.saturating_add(T::DbWeight::get().reads(22))
			.saturating_add(T::DbWeight::get().writes(22))
	}
	fn close_ready() -> Weight {
		Weight::from_parts(537_863_000, 27_560)
			.saturating_add(T::DbWeight::get().reads(38))
			.saturating_add(T::DbWeight::get().writes(31))
	}
	fn close_active() -> Weight {
		Weight::from_parts(666_502_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(51))
			.saturating_add(T::DbWeight::get().writes(27))
	}
	fn close_with_notice() -> Weight {
		Weight::from_parts(526_056_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(42))
			.saturating_add(T::DbWeight::get().writes(22))
	}
	fn confirm_closed() -> Weight {
		Weight::from_parts(366_177_000, 27_560)
			.saturating_add(T::DbWeight::get().reads(22))
			.saturating_add(T::DbWeight::get().writes(20))
	}
	fn settle() -> Weight {
		Weight::from_parts(668_243_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(51))
			.saturating_add(T::DbWeight::get().writes(27))
	}
	fn poke() -> Weight {
		Weight::from_parts(730_435_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(54))
			.saturating_add(T::DbWeight::get().writes(26))
	}
	fn extend() -> Weight {
		Weight::from_parts(520_883_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(43))
			.saturating_add(T::DbWeight::get().writes(21))
	}
	fn offer() -> Weight {
		Weight::from_parts(481_042_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(41))
			.saturating_add(T::DbWeight::get().writes(21))
	}
	fn withdraw_offer() -> Weight {
		Weight::from_parts(49_163_000, 5_659)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn accept() -> Weight {
		Weight::from_parts(371_323_000, 11_298)
			.saturating_add(T::DbWeight::get().reads(23))
			.saturating_add(T::DbWeight::get().writes(14))
	}
	fn request_update() -> Weight {
		Weight::from_parts(634_021_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(47))
			.saturating_add(T::DbWeight::get().writes(22))
	}
	fn accept_update() -> Weight {
		Weight::from_parts(592_588_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(46))
			.saturating_add(T::DbWeight::get().writes(21))
	}
	fn refuse_update() -> Weight {
		Weight::from_parts(487_968_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(41))
			.saturating_add(T::DbWeight::get().writes(21))
	}
	fn apply_update() -> Weight {
		Weight::from_parts(477_192_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(41))
			.saturating_add(T::DbWeight::get().writes(21))
	}
	fn withdraw_update() -> Weight {
		Weight::from_parts(165_115_000, 6_060)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(8))
	}
	fn service_base() -> Weight {
		Weight::from_parts(37_612_000, 5_659).saturating_add(T::DbWeight::get().reads(4))
	}
	fn serve_provider() -> Weight {
		Weight::from_parts(87_158_000, 6_046)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	// `r` is 1 to 15.
	fn serve_reservation_timeout(r: u32) -> Weight {
		Weight::from_parts(851_386_918, 41_326)
			.saturating_add(Weight::from_parts(97_180_691, 0).saturating_mul(r.into()))
			.saturating_add(Weight::from_parts(0, 6_012).saturating_mul(r.into()))
			.saturating_add(T::DbWeight::get().reads(66))
			.saturating_add(T::DbWeight::get().reads(3_u64.saturating_mul(r.into())))
			.saturating_add(T::DbWeight::get().writes(36))
	}
	fn serve_activation_timeout() -> Weight {
		Weight::from_parts(566_065_000, 27_560)
			.saturating_add(T::DbWeight::get().reads(43))
			.saturating_add(T::DbWeight::get().writes(34))
	}
	fn serve_drained() -> Weight {
		Weight::from_parts(419_739_000, 27_560)
			.saturating_add(T::DbWeight::get().reads(31))
			.saturating_add(T::DbWeight::get().writes(23))
	}
	fn serve_funds_low() -> Weight {
		Weight::from_parts(164_556_000, 6_060)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(6))
	}
	fn serve_update_timeout() -> Weight {
		Weight::from_parts(442_574_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(42))
			.saturating_add(T::DbWeight::get().writes(16))
	}
	fn serve_end() -> Weight {
		Weight::from_parts(967_655_000, 41_326)
			.saturating_add(T::DbWeight::get().reads(70))
			.saturating_add(T::DbWeight::get().writes(36))
	}
	fn serve_close_timeout() -> Weight {
		Weight::from_parts(361_042_000, 27_560)
			.saturating_add(T::DbWeight::get().reads(27))
			.saturating_add(T::DbWeight::get().writes(20))
	}
	fn serve_expiry() -> Weight {
		Weight::from_parts(80_518_000, 6_046)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(2))
	}
}
