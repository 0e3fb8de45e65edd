//! Random sequences of everything that moves money, or has a say in how much (I1–I4, I8).
//!
//! `cargo test` runs 1 000 sequences of 50 steps, the same ones every time. For more, or others:
//!
//! ```sh
//! MONEY_SEQUENCES=20000 MONEY_STEPS=50 MONEY_SEED=1 cargo test -p spheron-runtime \
//!     --features runtime-benchmarks,try-runtime random_sequences
//! ```

use super::{market, steps::Sequences, story::Story};
use alloc::collections::BTreeMap;
use proptest::test_runner::{Config, RngSeed, TestError, TestRunner};
use std::{cell::RefCell, env, str::FromStr};

/// The sequences are shared out among so many tests, which run at the same time.
const SLICES: u32 = 4;

/// Of so many steps, if there were many, each kind must have succeeded once.
const RAREST: usize = 500;

/// So many steps are many.
const MANY: usize = 10_000;

/// A number out of the environment.
fn setting<N: FromStr>(name: &str, default: N) -> N {
	env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(default)
}

/// Runs the `slice`th part of the sequences.
fn run(slice: u32) {
	let sequences: u32 = setting("MONEY_SEQUENCES", 1_000);
	let steps: usize = setting("MONEY_STEPS", 50);
	let seed: u64 = setting("MONEY_SEED", 0);
	let mut runner = TestRunner::new(Config {
		cases: sequences.div_ceil(SLICES),
		rng_seed: RngSeed::Fixed(seed * u64::from(SLICES) + u64::from(slice)),
		failure_persistence: None,
		max_shrink_iters: 4 * steps as u32,
		..Config::default()
	});

	// How often each kind of step was tried, and how often it succeeded.
	let tally = RefCell::new(BTreeMap::<String, (usize, usize)>::new());
	let result = runner.run(&Sequences(steps), |steps| {
		market().play(|| {
			let mut story = Story::begin();
			for step in steps {
				let done = story.take(&step)?;
				let mut tally = tally.borrow_mut();
				let (tried, succeeded) = tally.entry(step.kind()).or_default();
				*tried += 1;
				*succeeded += usize::from(done);
			}
			story.wind_up()
		})
	});
	match result {
		Err(TestError::Fail(reason, steps)) => {
			let steps: Vec<_> = steps.iter().map(|step| format!("{step:?}")).collect();
			panic!("{reason}\nafter\n{}", steps.join("\n"));
		}
		result => result.unwrap(),
	}

	let tally = tally.into_inner();
	let tried: usize = tally.values().map(|(tried, _)| tried).sum();
	let rare = |(_, succeeded): &(usize, usize)| *succeeded < tried / RAREST;
	assert!(tried < MANY || !tally.values().any(rare), "some steps hardly ever succeed: {tally:?}");
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
