//! Random sequences of steps: made of moves, shared out among tests, shortened where one fails.

use alloc::collections::BTreeMap;
use core::fmt::Debug;
use proptest::{
	collection::vec,
	prelude::*,
	strategy::{NewTree, ValueTree},
	test_runner::{Config, RngSeed, TestCaseError, TestCaseResult, TestError, TestRunner},
};
use std::{cell::RefCell, env, str::FromStr};

/// So many steps are many.
const MANY: usize = 10_000;

/// What a sequence is made of. A step names its kind first, as a derived `Debug` does.
pub trait Step: Clone + Debug {
	/// What kind of step it is.
	fn kind(&self) -> String {
		format!("{self:?}").split(' ').next().unwrap_or_default().into()
	}
}

/// What plays a sequence: the chain and a model of it, side by side.
pub trait Play<S> {
	/// Takes `step` on both sides and compares them. Whether the chain accepted it.
	fn take(&mut self, step: &S) -> Result<bool, TestCaseError>;

	/// Ends everything and looks at what is left.
	fn wind_up(&mut self) -> TestCaseResult;
}

/// Of how many sequences, of how many steps, a test consists. `<NAME>_SEQUENCES`, `<NAME>_STEPS` and
/// `<NAME>_SEED` of the environment say otherwise.
#[derive(Clone, Copy, Debug)]
pub struct Campaign {
	/// Its name in the environment.
	pub name: &'static str,
	/// How many sequences.
	pub sequences: u32,
	/// How many steps each has.
	pub steps: usize,
	/// Among how many tests, which run at the same time, they are shared out.
	pub slices: u32,
	/// Of so many steps, if there were many, each kind must have succeeded once.
	pub rarest: usize,
}

impl Campaign {
	/// A number out of the environment.
	fn setting<N: FromStr>(&self, what: &str, default: N) -> N {
		let value = env::var(format!("{}_{what}", self.name)).ok();
		value.and_then(|value| value.parse().ok()).unwrap_or(default)
	}

	/// Runs the `slice`th part of the sequences, each of which begins with `first` and goes on with
	/// `moves`. `begin` plays one: it hands a new [`Play`] to what it is given. Whether there were many
	/// steps.
	pub fn run<S: Step>(
		&self,
		slice: u32,
		first: impl Strategy<Value = Vec<S>> + 'static,
		moves: impl Strategy<Value = Vec<S>> + 'static,
		begin: impl Fn(&mut dyn FnMut(&mut dyn Play<S>) -> TestCaseResult) -> TestCaseResult,
	) -> bool {
		let sequences: u32 = self.setting("SEQUENCES", self.sequences);
		let steps: usize = self.setting("STEPS", self.steps);
		let seed: u64 = self.setting("SEED", 0);
		let mut runner = TestRunner::new(Config {
			cases: sequences.div_ceil(self.slices),
			rng_seed: RngSeed::Fixed(seed * u64::from(self.slices) + u64::from(slice)),
			failure_persistence: None,
			max_shrink_iters: 4 * steps as u32,
			..Config::default()
		});

		// How often each kind of step was tried, and how often it succeeded.
		let tally = RefCell::new(BTreeMap::<String, (usize, usize)>::new());
		let all = Sequences { first: first.boxed(), moves: moves.boxed(), steps };
		let result = runner.run(&all, |steps| {
			begin(&mut |play| {
				for step in &steps {
					let done = play.take(step)?;
					let mut tally = tally.borrow_mut();
					let (tried, succeeded) = tally.entry(step.kind()).or_default();
					*tried += 1;
					*succeeded += usize::from(done);
				}
				play.wind_up()
			})
		});
		match result {
			Err(TestError::Fail(reason, steps)) => {
				let steps: Vec<_> = steps.iter().map(|step| format!("{step:?}")).collect();
				let (name, steps) = (self.name, steps.join("\n"));
				panic!("{reason}\n{name}_SEED={seed}, part {slice}, shortened to\n{steps}");
			}
			result => result.unwrap(),
		}

		let tally = tally.into_inner();
		let tried: usize = tally.values().map(|(tried, _)| tried).sum();
		let rare = |(_, succeeded): &(usize, usize)| *succeeded < tried / self.rarest;
		let many = tried >= MANY;
		assert!(!many || !tally.values().any(rare), "some steps hardly succeed: {tally:?}");
		many
	}
}

/// So many steps in sequence. A sequence shrinks by leaving steps out.
#[derive(Clone, Debug)]
struct Sequences<S> {
	first: BoxedStrategy<Vec<S>>,
	moves: BoxedStrategy<Vec<S>>,
	steps: usize,
}

impl<S: Step> Strategy for Sequences<S> {
	type Tree = Sequence<S>;
	type Value = Vec<S>;

	fn new_tree(&self, runner: &mut TestRunner) -> NewTree<Self> {
		let all = (self.first.clone(), vec(self.moves.clone(), self.steps));
		let (mut steps, moves) = all.new_tree(runner)?.current();
		steps.extend(moves.concat());
		steps.truncate(self.steps);
		let kept = vec![true; steps.len()];
		Ok(Sequence { untried: steps.len(), steps, kept })
	}
}

/// A sequence, and which of its steps matter. They are tried from the last to the first.
#[derive(Clone, Debug)]
struct Sequence<S> {
	steps: Vec<S>,
	kept: Vec<bool>,
	untried: usize,
}

impl<S: Step> ValueTree for Sequence<S> {
	type Value = Vec<S>;

	fn current(&self) -> Vec<S> {
		let kept = self.steps.iter().zip(&self.kept).filter(|(_, kept)| **kept);
		kept.map(|(step, _)| step.clone()).collect()
	}

	fn simplify(&mut self) -> bool {
		let Some(last) = self.untried.checked_sub(1) else { return false };
		self.untried = last;
		self.kept[last] = false;
		true
	}

	fn complicate(&mut self) -> bool {
		self.kept.get_mut(self.untried).is_some_and(|kept| !core::mem::replace(kept, true))
	}
}
