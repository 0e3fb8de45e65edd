//! Weights of `pallet_attestation`. Generated: change the benchmarks, then run
//! `scripts/bench weights pallet_attestation`.
//!
//! Measured on 2026-11-23 on Intel(R) Xeon(R) Processor, 40 steps, 10 repeats.

// Not every pallet reads or writes.
#![allow(unused_imports)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// The measured weights of `pallet_attestation`.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_attestation::WeightInfo for WeightInfo<T> {
	// `l` is 0 to 512.
	fn attest(l: u32) -> Weight {
		Weight::from_parts(175_729_000, 41_326)
			.saturating_add(Weight::from_parts(419_122_197, 0).saturating_mul(l.into()))
			.saturating_add(Weight::from_parts(0, 4_669).saturating_mul(l.into()))
			.saturating_add(T::DbWeight::get().reads(70))
			.saturating_add(T::DbWeight::get().reads(2_u64.saturating_mul(l.into())))
			.saturating_add(T::DbWeight::get().writes(26))
			.saturating_add(T::DbWeight::get().writes(7_u64.saturating_mul(l.into())))
	}
	fn authorize_attest() -> Weight {
		Weight::from_parts(189_429_000, 8_523).saturating_add(T::DbWeight::get().reads(9))
	}
}
