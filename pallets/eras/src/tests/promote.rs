//! A move into a secured tier needs a motion, once it is earned (X3).

use super::*;

/// A provider in `tier` that has had `eras` good eras.
fn after_good(tier: Tier, eras: u32) {
	offering(&[PROVIDER], tier, 1);
	for _ in 0..eras {
		era_with(PROVIDER, 1_000);
	}
	take_events();
	MovedLog::set(vec![]);
}

#[test]
fn once_it_is_earned_a_motion_moves_a_provider_into_a_secured_tier() {
	let moves = [(Tier::Tier4, 17, Tier::Tier3), (Tier::Tier3, 23, Tier::Tier2)];
	for (from, needed, to) in moves.into_iter().chain([(Tier::Tier2, 30, Tier::Tier1)]) {
		ExtBuilder.build_and_execute(|| {
			after_good(from, needed - 1);
			assert_noop!(promote(PROVIDER), Error::<Test>::NotEarned);
			era_with(PROVIDER, 1_000);
			assert_eq!(Eras::tier(&PROVIDER), Some(from));
			take_events();
			assert_ok!(promote(PROVIDER));
			assert_eq!(Eras::tier(&PROVIDER), Some(to));
			assert_eq!(take_events(), [Event::TierMoved { provider: PROVIDER, from, to }]);
			assert_eq!(MovedLog::get(), [(PROVIDER, from, to)]);
		});
	}
}

#[test]
fn the_counter_restarts_with_the_move() {
	ExtBuilder.build_and_execute(|| {
		after_good(Tier::Tier4, 60);
		assert_ok!(promote(PROVIDER));
		assert_eq!(standing(PROVIDER).streak, Streak::Good(0));
		assert_noop!(promote(PROVIDER), Error::<Test>::NotEarned);
	});
}

#[test]
fn a_bad_era_loses_what_was_earned() {
	ExtBuilder.build_and_execute(|| {
		after_good(Tier::Tier4, 17);
		era_with(PROVIDER, 950);
		assert_noop!(promote(PROVIDER), Error::<Test>::NotEarned);
	});
}

#[test]
fn the_motion_looks_at_the_eras_of_the_last_moment() {
	ExtBuilder.build_and_execute(|| {
		after_good(Tier::Tier4, 16);
		attest(PROVIDER, 1_000);
		next_era();
		assert_ok!(promote(PROVIDER));
		assert_eq!(Eras::tier(&PROVIDER), Some(Tier::Tier3));
	});
}

#[test]
fn points_count_for_more_from_that_block_on() {
	ExtBuilder.build_and_execute(|| {
		after_good(Tier::Tier4, 17);
		attest(PROVIDER, 1_000);
		run(10);
		assert_ok!(promote(PROVIDER));
		run(10);
		assert_ok!(accrue(PROVIDER));
		assert_eq!(standing(PROVIDER).points, 1_000_000 * (10 * 12 + 10 * 15));
	});
}

#[test]
fn community_tiers_and_the_first_need_no_motion() {
	for tier in [Tier::Tier1, Tier::Tier5, Tier::Tier6, Tier::Tier7] {
		ExtBuilder.build_and_execute(|| {
			after_good(tier, 2);
			assert_noop!(promote(PROVIDER), Error::<Test>::NotEarned);
		});
	}
}

#[test]
fn who_is_not_admitted_has_no_tier_to_leave() {
	ExtBuilder.build_and_execute(|| {
		assert_noop!(promote(STRANGER), Error::<Test>::NotAdmitted);
	});
}

#[test]
fn nobody_promotes_itself() {
	ExtBuilder.build_and_execute(|| {
		after_good(Tier::Tier4, 17);
		for origin in [RuntimeOrigin::signed(PROVIDER), RuntimeOrigin::none()] {
			assert_noop!(Eras::promote(origin, PROVIDER), BadOrigin);
		}
	});
}
