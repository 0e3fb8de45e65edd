//! The model test.
//!
//! `cargo test` runs 1 000 sequences of 100 steps, the same ones every time. For more, or others:
//!
//! ```sh
//! MARKET_SEQUENCES=20000 MARKET_STEPS=100 MARKET_SEED=1 cargo test -p spheron-runtime \
//!     --features runtime-benchmarks,try-runtime market_model
//! ```

use super::{
	begin,
	moves::{funds, moves},
	story::Story,
};
use crate::tests::reference::sequences::Campaign;
use alloc::collections::BTreeMap;
use std::cell::RefCell;

const MARKET: Campaign =
	Campaign { name: "MARKET", sequences: 1_000, steps: 100, slices: 4, rarest: 4_000 };

/// What must have happened among many steps: every refusal of a bid (O3, O4, S4), every end of a lease
/// (L5) and of an order (O6).
const MUST: [&str; 27] = [
	"ProviderNotActive",
	"StakeTooLow",
	"WrongRegion",
	"WrongTier",
	"MissingAttribute",
	"NoCapacity",
	"TokenNotAccepted",
	"ProviderDenied",
	"ProviderNotAllowed",
	"PriceTooHigh",
	"AlreadyBid",
	"WindowClosed",
	"ListFull",
	"TooManyFaults",
	"TenantClosed",
	"ProviderClosed",
	"InsufficientFunds",
	"ReservationTimeout",
	"ManifestTimeout",
	"ActivationTimeout",
	"Outage",
	"ProviderSlashed",
	"ProviderSuspended",
	"Leased",
	"NoProvider",
	"Cancelled",
	"Abandoned",
];

/// Runs the `slice`th part of the sequences.
fn run(slice: u32) {
	let seen = RefCell::new(BTreeMap::<String, u32>::new());
	let many = MARKET.run(slice, funds(), moves(), |play| {
		begin().play(|| {
			let mut story = Story::begin();
			let result = play(&mut story);
			for (what, times) in story.seen {
				*seen.borrow_mut().entry(what).or_default() += times;
			}
			result
		})
	});
	let seen = seen.into_inner();
	let missing: Vec<_> = MUST.into_iter().filter(|what| !seen.contains_key(*what)).collect();
	assert!(!many || missing.is_empty(), "{missing:?} are not among {seen:?}");
}

#[test]
fn random_sequences_first_part() {
	run(0);
}

#[test]
fn random_sequences_second_part() {
	run(1);
}

#[test]
fn random_sequences_third_part() {
	run(2);
}

#[test]
fn random_sequences_fourth_part() {
	run(3);
}
