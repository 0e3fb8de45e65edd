//! An era with a fault earns nothing, and misconduct reaches what is not claimed (X2, S4).

use super::*;

/// Phantom capacity: it attests without fail and is never used, because whoever wins an order with it
/// cannot confirm. That is a fault, and costs the era.
#[test]
fn capacity_that_cannot_serve_the_award_it_won_earns_nothing() {
	ExtBuilder.build_and_execute(|| {
		offering(&[PROVIDER, OTHER], Tier::Tier6, 1_000);
		attest(PROVIDER, 30);
		attest(OTHER, 30);
		run(7);
		take_events();
		Eras::faulted(&PROVIDER);
		let lost = 7 * 1_000_000_000 * 10;
		assert_eq!(take_events(), [Event::EraLost { provider: PROVIDER, era: 1, points: lost }]);
		run(3);
		assert_ok!(accrue(PROVIDER));
		assert_ok!(accrue(OTHER));
		assert_eq!(earnings(PROVIDER), []);
		run(3);
		assert_noop!(claim(PROVIDER, 1), Error::<Test>::NothingToClaim);
		// Nor does it take anything from the others.
		assert_ok!(claim(OTHER, 1));
		assert_eq!(gained(OTHER), 10_000);
	});
}

#[test]
fn a_fault_at_the_beginning_costs_the_whole_era() {
	ExtBuilder.build_and_execute(|| {
		offering(&[PROVIDER], Tier::Tier6, 40);
		Eras::faulted(&PROVIDER);
		attest(PROVIDER, 30);
		run(5);
		assert_ok!(accrue(PROVIDER));
		assert_eq!(points(PROVIDER), 0);
		assert_eq!(Books::<Test>::iter().count(), 0);
	});
}

#[test]
fn the_next_era_earns_again_and_the_one_before_is_not_touched() {
	ExtBuilder.build_and_execute(|| {
		offering(&[PROVIDER], Tier::Tier6, 40);
		attest(PROVIDER, 30);
		run(12);
		Eras::faulted(&PROVIDER);
		run(10);
		assert_ok!(accrue(PROVIDER));
		assert_eq!(points(PROVIDER), 2 * 40);
		assert_eq!(earnings(PROVIDER).iter().map(|earned| earned.era).collect::<Vec<_>>(), [1]);
	});
}

#[test]
fn another_fault_in_the_same_era_is_nothing_new() {
	ExtBuilder.build_and_execute(|| {
		offering(&[PROVIDER], Tier::Tier6, 40);
		Eras::faulted(&PROVIDER);
		take_events();
		run(1);
		Eras::faulted(&PROVIDER);
		assert!(!take_events().iter().any(|event| matches!(event, Event::EraLost { .. })));
	});
}

#[test]
fn a_fault_does_not_make_an_era_bad() {
	ExtBuilder.build_and_execute(|| {
		offering(&[PROVIDER], Tier::Tier6, 40);
		Eras::faulted(&PROVIDER);
		attest(PROVIDER, 10);
		run(10);
		assert_ok!(accrue(PROVIDER));
		assert_eq!(standing(PROVIDER).streak, Streak::Good(1));
	});
}

#[test]
fn misconduct_costs_a_part_of_what_is_not_claimed() {
	ExtBuilder.build_and_execute(|| {
		offering(&[PROVIDER, OTHER], Tier::Tier6, 40);
		attest(PROVIDER, 30);
		attest(OTHER, 30);
		run(10);
		assert_ok!(accrue(PROVIDER));
		assert_ok!(accrue(OTHER));
		run(3);
		take_events();
		Eras::forfeit(&PROVIDER, Perbill::from_percent(30));
		let part = Perbill::from_percent(30);
		assert_eq!(take_events(), [Event::RewardsForfeited { provider: PROVIDER, part }]);
		Eras::forfeit(&PROVIDER, Perbill::from_percent(50));
		assert_ok!(claim(PROVIDER, 1));
		assert_ok!(claim(OTHER, 1));
		assert_eq!((gained(PROVIDER), gained(OTHER)), (1_750, 5_000));
	});
}

#[test]
fn misconduct_can_cost_all_of_it() {
	ExtBuilder.build_and_execute(|| {
		offering(&[PROVIDER], Tier::Tier6, 40);
		attest(PROVIDER, 30);
		run(11);
		Eras::forfeit(&PROVIDER, Perbill::one());
		run(2);
		assert_noop!(claim(PROVIDER, 1), Error::<Test>::NothingToClaim);
	});
}

#[test]
fn it_also_reaches_who_is_gone() {
	ExtBuilder.build_and_execute(|| {
		offering(&[PROVIDER], Tier::Tier6, 40);
		attest(PROVIDER, 30);
		run(5);
		Eras::forget(&PROVIDER);
		Eras::forfeit(&PROVIDER, Perbill::from_percent(50));
		run(8);
		assert_ok!(claim(PROVIDER, 1));
		assert_eq!(gained(PROVIDER), 5_000);
	});
}

/// What it earns after it was admitted again is lost, too, and nobody is told of it as earned.
#[test]
fn a_fault_of_who_is_gone_costs_the_era_and_coming_back_does_not_help() {
	ExtBuilder.build_and_execute(|| {
		offering(&[PROVIDER], Tier::Tier6, 40);
		attest(PROVIDER, 30);
		run(3);
		Eras::forget(&PROVIDER);
		take_events();
		Eras::faulted(&PROVIDER);
		let lost = 3 * 40 * 1_000_000 * 10;
		assert_eq!(take_events(), [Event::EraLost { provider: PROVIDER, era: 1, points: lost }]);
		admit(PROVIDER, Tier::Tier6);
		offer(PROVIDER, 40, 0);
		next_era();
		assert_ok!(accrue(PROVIDER));
		let is_told = |event: &Event<Test>| matches!(event, Event::PointsEarned { .. });
		assert!(!take_events().iter().any(is_told));
		assert_eq!(Books::<Test>::get(1), None);
	});
}

/// It may have been a provider, or be one again: the era is lost to it.
#[test]
fn of_a_stranger_only_the_era_of_its_fault_is_known() {
	ExtBuilder.build_and_execute(|| {
		frame_support::assert_storage_noop!(Eras::forfeit(&STRANGER, Perbill::one()));
		Eras::faulted(&STRANGER);
		let lost = Earned { era: 0, points: 0, most: 0, kept: Perbill::zero() };
		assert_eq!(EarningsOf::<Test>::get(STRANGER).into_inner(), vec![lost]);
	});
}
