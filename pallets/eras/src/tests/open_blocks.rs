//! The clock.

use super::*;
use frame_support::traits::Hooks;
use spheron_primitives::traits::OpenBlocks;

#[test]
fn the_first_block_is_number_one() {
	ExtBuilder.build_and_execute(|| {
		assert_eq!(Eras::now(), 0);
		run(1);
		assert_eq!(Eras::now(), 1);
		assert!(Eras::is_open());
	});
}

#[test]
fn every_open_block_is_counted_once() {
	ExtBuilder.build_and_execute(|| {
		run(7);
		assert_eq!(Eras::now(), 7);
	});
}

#[test]
fn the_clock_stands_still_during_a_migration_and_then_goes_on() {
	ExtBuilder.build_and_execute(|| {
		run(3);
		Migrating::set(true);
		assert!(!Eras::is_open());
		run(100);
		assert_eq!(Eras::now(), 3);
		assert_eq!(Eras::era(), 0);

		Migrating::set(false);
		assert!(Eras::is_open());
		assert_eq!(Eras::now(), 3);
		run(1);
		assert_eq!(Eras::now(), 4);
	});
}

#[test]
fn a_block_during_a_migration_says_so_and_changes_nothing() {
	ExtBuilder.build_and_execute(|| {
		run(9);
		Migrating::set(true);
		take_events();
		frame_support::assert_storage_noop!({
			Eras::on_initialize(10);
			assert_eq!(take_events(), [Event::TimeStoodStill { at: 9 }]);
		});
	});
}

#[test]
fn a_block_weighs_what_it_did() {
	ExtBuilder.build_and_execute(|| {
		for block in 1..=10 {
			assert_eq!(Eras::on_initialize(block), SAME_ERA);
		}
		assert_eq!(Eras::on_initialize(11), NEW_ERA);
		Migrating::set(true);
		assert_eq!(Eras::on_initialize(12), SAME_ERA);
		Migrating::set(false);
		for block in 13..=14 {
			assert_eq!(Eras::on_initialize(block), SAME_ERA);
		}
		assert_eq!(Eras::on_initialize(15), FREEZE);
		assert_eq!(Eras::on_initialize(16), SAME_ERA);
	});
}

#[test]
fn the_clock_stops_at_its_end_without_a_panic() {
	ExtBuilder.build_and_execute(|| {
		crate::Now::<Test>::put(u32::MAX);
		run(2);
		assert_eq!(Eras::now(), u32::MAX);
	});
}
