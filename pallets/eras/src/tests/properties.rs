//! What holds for every course of migrations and motions.

use super::*;
use crate::{CurrentEra, Era};
use proptest::prelude::*;
use spheron_primitives::traits::OpenBlocks;

#[derive(Clone, Copy, Debug)]
enum Step {
	Open(u64),
	Migrate(u64),
	SetLength(u32),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
	let step = prop_oneof![
		(1..40u64).prop_map(Step::Open),
		(1..20u64).prop_map(Step::Migrate),
		(0..15u32).prop_map(Step::SetLength),
	];
	proptest::collection::vec(step, 1..20)
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(64))]

	/// `now` is the number of open blocks so far, and events tell which are not; eras follow each other
	/// one by one, each lasting at least the length in force at its end.
	#[test]
	fn time_is_the_number_of_open_blocks_and_no_era_is_short(steps in steps()) {
		ExtBuilder.build_and_execute(|| {
			let mut open = 0u32;
			for step in steps {
				let (blocks, migrating) = match step {
					Step::Open(blocks) => (blocks, false),
					Step::Migrate(blocks) => (blocks, true),
					Step::SetLength(length) => {
						EraLength::set(length);
						continue;
					},
				};
				Migrating::set(migrating);
				for _ in 0..blocks {
					let before = CurrentEra::<Test>::get();
					run(1);
					open += u32::from(!migrating);
					assert_eq!(Eras::now(), open);
					let stood_still = Event::TimeStoodStill { at: open };
					assert_eq!(take_events().contains(&stood_still), migrating);
					let after = CurrentEra::<Test>::get();
					if after == before {
						assert!(migrating || before.elapsed(open) < Eras::era_length());
					} else {
						assert_eq!(after, Era { index: before.index + 1, started: open });
						assert!(!migrating && before.elapsed(open) >= Eras::era_length());
					}
					frame_support::assert_ok!(Eras::do_try_state());
				}
			}
		});
	}
}
