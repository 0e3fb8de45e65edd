//! Random sequences of everything that moves money, or has a say in how much (I1–I4, I8).
//!
//! `cargo test` runs 1 000 sequences of 50 steps, the same ones every time. For more, or others:
//!
//! ```sh
//! MONEY_SEQUENCES=20000 MONEY_STEPS=50 MONEY_SEED=1 cargo test -p spheron-runtime \
//!     --features runtime-benchmarks,try-runtime random_sequences
//! ```

use super::{
	market,
	steps::{deployment, moves},
	story::Story,
};
use crate::tests::reference::sequences::Campaign;

const MONEY: Campaign =
	Campaign { name: "MONEY", sequences: 1_000, steps: 50, slices: 4, rarest: 500 };

/// Runs the `slice`th part of the sequences.
fn run(slice: u32) {
	MONEY.run(slice, deployment(), moves(), |play| market().play(|| play(&mut Story::begin())));
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
