//! Around the migration of a runtime upgrade over several blocks: none of them is open.

use super::*;
use crate::{
	tests::{
		chain::{end_block, import_block, sign, start_block},
		migration::{apply_code, apply_code_with_migration, upgrade},
	},
	UncheckedExtrinsic,
};
use sp_runtime::ExtrinsicInclusionMode::{AllExtrinsics, OnlyInherents};
use std::collections::BTreeSet;

type Step = pallet_migrations::Event<Runtime>;

/// Longer than each of the lengths of time here.
pub const BLOCKS: u32 = 35;

#[test]
fn what_falls_due_around_a_migration() {
	for deadline in deadlines() {
		let within = market().play(|| (deadline.start)().left());
		// It begins right after the time began to run, in the middle, and in the block in which it is over.
		for first in BTreeSet::from([within, within.div_ceil(2), 1]) {
			market().play(|| {
				let course = (deadline.start)();
				let began = System::block_number();
				course.run(deadline.name, |left| match left == first {
					true => upgrade(BLOCKS),
					false => next_block(),
				});
				assert_eq!(System::block_number(), began + BLOCKS + within, "{}", deadline.name);
			});
		}
	}
}

/// What the block that has just ended says of the migration.
fn steps() -> Vec<Step> {
	let events = System::events().into_iter().filter_map(|record| match record.event {
		RuntimeEvent::MultiBlockMigrations(event) => Some(event),
		_ => None,
	});
	events.collect()
}

/// The first of them is the first of the new version, in which the migration takes its first step; the
/// last is that of its last step.
#[test]
fn the_blocks_from_the_upgrade_to_the_last_step_are_not_open() {
	for blocks in [1, 2, BLOCKS] {
		market().play(|| {
			assert!(Eras::is_open());
			let now = Eras::now();
			let mut parent = end_block();
			apply_code_with_migration(blocks);
			for took in 1..=blocks {
				assert_eq!(start_block(parent, 1), OnlyInherents);
				assert_eq!((Eras::is_open(), Eras::now()), (false, now));
				parent = end_block();
				let begins = (took == 1).then_some(Step::UpgradeStarted { migrations: 1 });
				let goes_on = match took == blocks {
					false => vec![Step::MigrationAdvanced { index: 0, took }],
					true => {
						vec![Step::MigrationCompleted { index: 0, took }, Step::UpgradeCompleted]
					}
				};
				assert_eq!(steps(), begins.into_iter().chain(goes_on).collect::<Vec<_>>());
			}
			assert_eq!(start_block(parent, 1), AllExtrinsics);
			assert_eq!((Eras::is_open(), Eras::now()), (true, now + 1));
			submit(Ferdie, note());
			next_block();
			assert_eq!(Eras::now(), now + 2);
		});
	}
}

/// That there is nothing to do is found out only in the first step.
#[test]
fn an_upgrade_whose_migration_was_done_before_costs_one_block() {
	market().play(|| {
		upgrade(3);
		let now = Eras::now();
		let parent = end_block();
		apply_code();
		assert_eq!(start_block(parent, 1), OnlyInherents);
		assert_eq!((Eras::is_open(), Eras::now()), (false, now));
		let parent = end_block();
		let skipped = Step::MigrationSkipped { index: 0 };
		let all = [Step::UpgradeStarted { migrations: 1 }, skipped, Step::UpgradeCompleted];
		assert_eq!(steps(), all);
		assert_eq!(start_block(parent, 1), AllExtrinsics);
		assert_eq!(Eras::now(), now + 1);
	});
}

fn note() -> frame_system::Call<Runtime> {
	frame_system::Call::remark { remark: vec![] }
}

/// A transaction that is good in every open block.
fn transaction() -> UncheckedExtrinsic {
	sign(&Ferdie.pair(), note(), System::block_hash(0))
}

/// Whoever makes it, nobody takes it for a block.
#[test]
#[should_panic(expected = "Only inherents are allowed in this block")]
fn the_first_block_of_a_migration_has_no_transactions() {
	market().play(|| {
		let transaction = transaction();
		let parent = end_block();
		apply_code_with_migration(2);
		import_block(parent, transaction);
	});
}

#[test]
#[should_panic(expected = "Only inherents are allowed in this block")]
fn the_last_block_of_a_migration_has_no_transactions() {
	market().play(|| {
		let transaction = transaction();
		let parent = end_block();
		apply_code_with_migration(2);
		start_block(parent, 1);
		import_block(end_block(), transaction);
	});
}
