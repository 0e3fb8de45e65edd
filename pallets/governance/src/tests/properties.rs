//! What holds of any history: a call runs as root once, after its delay, and only if nobody cancelled
//! it.

use super::*;
use frame_support::weights::Weight;
use proptest::{collection::vec, prelude::*};
use std::collections::BTreeMap;

/// What may befall calls; rulings number them.
#[derive(Clone, Debug)]
enum Step {
	Short,
	Long(u32),
	Heavy,
	Cancel(u32),
	Delay(u32),
	/// Blocks in which the scheduler has what it should.
	Blocks(u32),
	/// Blocks in which it has nothing, as when a session rotates.
	FullBlocks(u32),
}

fn step() -> impl Strategy<Value = Step> {
	prop_oneof![
		2 => Just(Step::Short),
		2 => (129..=MAX_CALL_LENGTH).prop_map(Step::Long),
		2 => Just(Step::Heavy),
		2 => (0..12u32).prop_map(Step::Cancel),
		1 => (0..30u32).prop_map(Step::Delay),
		3 => (1..12u32).prop_map(Step::Blocks),
		1 => (1..4u32).prop_map(Step::FullBlocks),
	]
}

/// The calls under way, and when they are due.
#[derive(Default)]
struct Model {
	under_way: BTreeMap<RootCallId, u32>,
	expected: Vec<u32>,
}

impl Model {
	fn take(&mut self, step: Step) {
		let next = NextRootCallId::<Test>::get();
		match step {
			Step::Short => self.schedule(rule(next)),
			Step::Long(length) => self.schedule(rule_in(length, next)),
			Step::Heavy => self.schedule(rule_heavily(next, MAX_CALL_WEIGHT - ENACT_WEIGHT)),
			Step::Cancel(id) => {
				assert_eq!(cancel(id).is_ok(), self.under_way.remove(&id).is_some());
			}
			Step::Delay(delay) => RootDelay::set(delay),
			Step::Blocks(blocks) => self.run(blocks),
			Step::FullBlocks(blocks) => {
				SchedulerWeight::set(Weight::zero());
				self.run(blocks);
				SchedulerWeight::set(MAX_TASKS_WEIGHT);
			}
		}
	}

	fn schedule(&mut self, call: RuntimeCall) {
		let id = NextRootCallId::<Test>::get();
		if self.under_way.len() < MAX_ROOT_CALLS as usize {
			self.under_way.insert(id, scheduled(call).1);
		} else {
			assert_noop!(schedule(call), Error::<Test>::TooManyRootCalls);
		}
	}

	fn run(&mut self, blocks: u32) {
		for _ in 0..blocks {
			System::reset_events();
			run_to(System::block_number() as u32 + 1);
			for event in take_events() {
				let Event::RootCallEnacted { id, result } = event else { panic!("{event:?}") };
				assert_eq!(result, Ok(()));
				let due = self.under_way.remove(&id).expect("it was under way");
				assert!(due <= System::block_number() as u32, "not before it is due");
				self.expected.push(id);
			}
			assert_eq!(rulings(), self.expected);
		}
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(64))]

	#[test]
	fn a_call_runs_once_after_its_delay_unless_it_was_cancelled(steps in vec(step(), 1..40)) {
		ExtBuilder.build_and_execute(|| {
			let mut model = Model::default();
			for step in steps {
				model.take(step);
				assert_ok!(Governance::do_try_state());
			}
			// Each of those left needs a block of its own at the most.
			model.run(crate::MIN_ROOT_DELAY.max(30) + MAX_ROOT_CALLS);
			assert_eq!(model.under_way, BTreeMap::new());
			assert_nothing_is_left();
		});
	}
}
