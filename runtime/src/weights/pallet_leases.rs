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
		Weight::from_parts(166_786_000, 7_053)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(8))
	}
	fn activate() -> Weight {
		Weight::from_parts(133_836_000, 7_002)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	fn close_reserving() -> Weight {
		Weight::from_parts(729_271_000, 91_328)
			.saturating_add(T::DbWeight::get().reads(80))
			.saturating_add(T::DbWeight::get().writes(100))
	}
	fn close_ready() -> Weight {
		Weight::from_parts(802_056_000, 91_328)
			.saturating_add(T::DbWeight::get().reads(85))
			.saturating_add(T::DbWeight::get().writes(101))
	}
	fn close_active() -> Weight {
		Weight::from_parts(294_797_000, 11_298)
			.saturating_add(T::DbWeight::get().reads(17))
			.saturating_add(T::DbWeight::get().writes(13))
	}
	fn close_with_notice() -> Weight {
		Weight::from_parts(154_173_000, 7_002)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(7))
	}
	fn confirm_closed() -> Weight {
		Weight::from_parts(740_523_000, 91_328)
			.saturating_add(T::DbWeight::get().reads(80))
			.saturating_add(T::DbWeight::get().writes(98))
	}
	fn settle() -> Weight {
		Weight::from_parts(302_849_000, 11_298)
			.saturating_add(T::DbWeight::get().reads(17))
			.saturating_add(T::DbWeight::get().writes(13))
	}
	fn poke() -> Weight {
		Weight::from_parts(330_171_000, 11_298)
			.saturating_add(T::DbWeight::get().reads(19))
			.saturating_add(T::DbWeight::get().writes(12))
	}
	fn extend() -> Weight {
		Weight::from_parts(174_047_000, 7_002)
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().writes(7))
	}
	fn offer() -> Weight {
		Weight::from_parts(106_467_000, 6_060)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(6))
	}
	fn withdraw_offer() -> Weight {
		Weight::from_parts(42_595_000, 4_904)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn accept() -> Weight {
		Weight::from_parts(315_661_000, 11_298)
			.saturating_add(T::DbWeight::get().reads(22))
			.saturating_add(T::DbWeight::get().writes(14))
	}
	fn service_base() -> Weight {
		Weight::from_parts(35_580_000, 4_904).saturating_add(T::DbWeight::get().reads(4))
	}
	fn serve_provider() -> Weight {
		Weight::from_parts(68_096_000, 6_046)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	fn serve_reservation_timeout() -> Weight {
		Weight::from_parts(2_637_628_000, 97_182)
			.saturating_add(T::DbWeight::get().reads(164))
			.saturating_add(T::DbWeight::get().writes(112))
	}
	fn serve_activation_timeout() -> Weight {
		Weight::from_parts(803_713_000, 91_328)
			.saturating_add(T::DbWeight::get().reads(90))
			.saturating_add(T::DbWeight::get().writes(104))
	}
	fn serve_drained() -> Weight {
		Weight::from_parts(816_184_000, 91_328)
			.saturating_add(T::DbWeight::get().reads(89))
			.saturating_add(T::DbWeight::get().writes(101))
	}
	fn serve_funds_low() -> Weight {
		Weight::from_parts(139_922_000, 6_060)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(6))
	}
	fn serve_end() -> Weight {
		Weight::from_parts(575_300_000, 21_158)
			.saturating_add(T::DbWeight::get().reads(46))
			.saturating_add(T::DbWeight::get().writes(22))
	}
	fn serve_close_timeout() -> Weight {
		Weight::from_parts(704_429_000, 91_328)
			.saturating_add(T::DbWeight::get().reads(83))
			.saturating_add(T::DbWeight::get().writes(98))
	}
	fn serve_expiry() -> Weight {
		Weight::from_parts(74_626_000, 6_046)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(2))
	}
}
