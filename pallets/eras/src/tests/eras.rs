//! Eras (X1).

use super::*;
use crate::{CurrentEra, Era, Event};
use spheron_primitives::traits::OpenBlocks;

#[test]
fn era_zero_lasts_from_block_one_for_a_whole_era() {
	ExtBuilder.build_and_execute(|| {
		run(10);
		assert_eq!(Eras::era(), 0);
		assert_eq!(take_events(), vec![]);
		run(1);
		assert_eq!(CurrentEra::<Test>::get(), Era { index: 1, started: 11 });
		assert_eq!(take_events(), vec![Event::EraStarted { era: 1, at: 11 }]);
	});
}

#[test]
fn a_block_belongs_to_its_era() {
	ExtBuilder.build_and_execute(|| {
		run(10);
		assert_eq!(Eras::era_at(10), 0);
		run(20);
		let eras = [1, 10, 11, 20, 21, 30].map(Eras::era_at);
		assert_eq!(eras, [1, 1, 1, 1, 2, 2], "the last two are known");
	});
}

#[test]
fn every_era_lasts_its_length() {
	ExtBuilder.build_and_execute(|| {
		run(35);
		let starts = [(1, 11), (2, 21), (3, 31)];
		let started: Vec<_> = take_events()
			.into_iter()
			.filter(|event| matches!(event, Event::EraStarted { .. }))
			.collect();
		assert_eq!(started, starts.map(|(era, at)| Event::EraStarted { era, at }));
		assert_eq!(Eras::era(), 3);
	});
}

#[test]
fn a_migration_makes_an_era_later_but_not_shorter() {
	ExtBuilder.build_and_execute(|| {
		run(8);
		Migrating::set(true);
		run(50);
		Migrating::set(false);
		run(2);
		assert_eq!((Eras::now(), Eras::era()), (10, 0));
		run(1);
		assert_eq!((Eras::now(), Eras::era()), (11, 1));
		assert_eq!(System::block_number(), 61);
	});
}

#[test]
fn a_migration_over_the_end_of_an_era_delays_the_next() {
	ExtBuilder.build_and_execute(|| {
		run(10);
		Migrating::set(true);
		run(30);
		assert_eq!(Eras::era(), 0);
		Migrating::set(false);
		run(1);
		assert_eq!(CurrentEra::<Test>::get(), Era { index: 1, started: 11 });
		run(10);
		assert_eq!(CurrentEra::<Test>::get(), Era { index: 2, started: 21 });
	});
}

#[test]
fn a_shorter_length_ends_a_running_era_that_has_lasted_it_and_skips_none() {
	ExtBuilder.build_and_execute(|| {
		run(9);
		EraLength::set(3);
		run(1);
		assert_eq!(CurrentEra::<Test>::get(), Era { index: 1, started: 10 });
		run(2);
		assert_eq!(Eras::era(), 1);
		run(1);
		assert_eq!(CurrentEra::<Test>::get(), Era { index: 2, started: 13 });
	});
}

#[test]
fn a_longer_length_prolongs_the_running_era() {
	ExtBuilder.build_and_execute(|| {
		run(5);
		EraLength::set(20);
		run(15);
		assert_eq!(Eras::era(), 0);
		run(1);
		assert_eq!(CurrentEra::<Test>::get(), Era { index: 1, started: 21 });
	});
}

#[test]
fn a_length_of_zero_counts_as_one() {
	ExtBuilder.build_and_execute(|| {
		EraLength::set(0);
		assert_eq!(Eras::era_length(), 1);
		run(5);
		assert_eq!(CurrentEra::<Test>::get(), Era { index: 4, started: 5 });
	});
}
