//! Weights of `pallet_governance`. Generated: change the benchmarks, then run
//! `scripts/bench weights pallet_governance`.
//!
//! Measured on 2026-11-22 on Intel(R) Xeon(R) Processor, 20 steps, 10 repeats.

// Not every pallet reads or writes.
#![allow(unused_imports)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// The measured weights of `pallet_governance`.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_governance::WeightInfo for WeightInfo<T> {
	fn dispatch_as_council() -> Weight {
		Weight::from_parts(7_667_000, 0)
	}
}
