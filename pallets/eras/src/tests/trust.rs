//! Trust tiers (X3, R2).

use super::*;
use crate::Event;
use spheron_primitives::{traits::Trust, Tier};

#[test]
fn a_provider_has_the_tier_it_was_admitted_into() {
	ExtBuilder.build_and_execute(|| {
		run(1);
		Eras::admit(&PROVIDER, Tier::Tier6);
		assert_eq!(Eras::tier(&PROVIDER), Some(Tier::Tier6));
		assert_eq!(
			take_events(),
			vec![Event::TierAssigned { provider: PROVIDER, tier: Tier::Tier6 }]
		);
	});
}

#[test]
fn a_stranger_has_no_tier() {
	ExtBuilder.build_and_execute(|| {
		Eras::admit(&PROVIDER, Tier::Tier4);
		assert_eq!(Eras::tier(&OTHER), None);
	});
}

#[test]
fn another_admission_replaces_the_tier() {
	ExtBuilder.build_and_execute(|| {
		Eras::admit(&PROVIDER, Tier::Tier6);
		Eras::admit(&PROVIDER, Tier::Tier4);
		assert_eq!(Eras::tier(&PROVIDER), Some(Tier::Tier4));
	});
}

#[test]
fn a_provider_that_is_gone_has_no_tier() {
	ExtBuilder.build_and_execute(|| {
		run(1);
		Eras::admit(&PROVIDER, Tier::Tier6);
		Eras::admit(&OTHER, Tier::Tier7);
		take_events();
		Eras::forget(&PROVIDER);
		assert_eq!(Eras::tier(&PROVIDER), None);
		assert_eq!(Eras::tier(&OTHER), Some(Tier::Tier7));
		assert_eq!(take_events(), vec![Event::TierRemoved { provider: PROVIDER }]);
	});
}

#[test]
fn forgetting_a_stranger_does_nothing() {
	ExtBuilder.build_and_execute(|| {
		frame_support::assert_storage_noop!(Eras::forget(&OTHER));
	});
}

#[test]
fn the_first_partial_era_does_not_count() {
	ExtBuilder.build_and_execute(|| {
		run(4);
		Eras::admit(&PROVIDER, Tier::Tier6);
		next_era();
		assert_ok!(accrue(PROVIDER));
		assert_eq!(standing(PROVIDER).streak, Streak::Good(0));
		next_era();
		assert_ok!(accrue(PROVIDER));
		assert_eq!(standing(PROVIDER).streak, Streak::Bad(1));
	});
}

#[test]
fn a_tier_moves_when_its_provider_is_next_touched() {
	ExtBuilder.build_and_execute(|| {
		offering(&[PROVIDER], Tier::Tier6, 1);
		for _ in 0..5 {
			next_era();
		}
		assert_eq!(Eras::tier(&PROVIDER), Some(Tier::Tier6));
		attest(PROVIDER, 1);
		assert_eq!(Eras::tier(&PROVIDER), Some(Tier::Tier7));
		assert_eq!(MovedLog::get(), [(PROVIDER, Tier::Tier6, Tier::Tier7)]);
	});
}
