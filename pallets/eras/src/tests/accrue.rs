//! Points and uptime accrue as time passes (X2, X3).

use super::*;
use spheron_primitives::traits::Usage;

#[test]
fn a_free_point_counts_for_every_block_in_which_the_provider_is_alive() {
	ExtBuilder.build_and_execute(|| {
		offering(&[PROVIDER], Tier::Tier6, 40);
		attest(PROVIDER, 6);
		run(4);
		assert_ok!(accrue(PROVIDER));
		assert_eq!(points(PROVIDER), 4 * 40);
		run(4);
		assert_ok!(accrue(PROVIDER));
		assert_eq!(points(PROVIDER), 6 * 40);
		assert_eq!((standing(PROVIDER).up, standing(PROVIDER).open), (6, 8));
		assert_eq!(book(1).total, standing(PROVIDER).points);
	});
}

#[test]
fn the_tier_multiplies_points() {
	let expected = [20, 17, 15, 12, 11, 10, 0];
	for (row, tenths) in TABLE.into_iter().zip(expected) {
		ExtBuilder.build_and_execute(|| {
			offering(&[PROVIDER], row.tier, 7);
			attest(PROVIDER, 5);
			run(5);
			assert_ok!(accrue(PROVIDER));
			assert_eq!(standing(PROVIDER).points, 7_000_000 * tenths * 5);
		});
	}
}

#[test]
fn what_is_reserved_earns_nothing() {
	ExtBuilder.build_and_execute(|| {
		offering(&[PROVIDER], Tier::Tier6, 40);
		attest(PROVIDER, 9);
		run(2);
		offer(PROVIDER, 40, 30);
		run(3);
		offer(PROVIDER, 40, 40);
		run(2);
		offer(PROVIDER, 40, 0);
		run(1);
		assert_ok!(accrue(PROVIDER));
		assert_eq!(points(PROVIDER), 2 * 40 + 3 * 10 + 40);
	});
}

#[test]
fn more_reserved_than_there_is_counts_as_all() {
	ExtBuilder.build_and_execute(|| {
		offering(&[PROVIDER], Tier::Tier6, 40);
		offer(PROVIDER, 40, 41);
		assert_eq!(standing(PROVIDER).free, 0);
	});
}

#[test]
fn without_attestations_nothing_is_earned() {
	ExtBuilder.build_and_execute(|| {
		offering(&[PROVIDER], Tier::Tier6, 40);
		run(9);
		assert_ok!(accrue(PROVIDER));
		assert_eq!((points(PROVIDER), standing(PROVIDER).up), (0, 0));
		assert_eq!(Books::<Test>::iter().count(), 0);
	});
}

/// Otherwise a provider could announce maintenance without end, and be paid for capacity that nobody
/// can order.
#[test]
fn maintenance_earns_nothing_and_is_outside_uptime() {
	ExtBuilder.build_and_execute(|| {
		offering(&[PROVIDER], Tier::Tier6, 40);
		let now = Eras::now();
		maintain(PROVIDER, now + 2, now + 5);
		attest(PROVIDER, 6);
		run(8);
		assert_ok!(accrue(PROVIDER));
		assert_eq!(points(PROVIDER), 3 * 40);
		assert_eq!((standing(PROVIDER).up, standing(PROVIDER).open), (3, 5));
	});
}

#[test]
fn how_often_one_looks_changes_nothing() {
	let earned = |looks: &[u64]| {
		let mut earned = None;
		ExtBuilder.build_and_execute(|| {
			offering(&[PROVIDER], Tier::Tier6, 40);
			attest(PROVIDER, 17);
			let now = Eras::now();
			maintain(PROVIDER, now + 4, now + 7);
			for blocks in looks {
				run(*blocks);
				assert_ok!(accrue(PROVIDER));
			}
			earned = Some((standing(PROVIDER), earnings(PROVIDER), book(1), book(2)));
		});
		earned
	};
	let once = earned(&[12]);
	assert_eq!(earned(&[1; 12]), once);
	assert_eq!(earned(&[3, 7, 2]), once);
}

#[test]
fn an_era_ends_and_the_next_begins_with_nothing() {
	ExtBuilder.build_and_execute(|| {
		offering(&[PROVIDER], Tier::Tier6, 40);
		attest(PROVIDER, 14);
		run(12);
		take_events();
		assert_ok!(accrue(PROVIDER));
		assert_eq!((points(PROVIDER), standing(PROVIDER).up), (2 * 40, 2));
		let all = 10 * 40_000_000 * 10;
		let most = STAKE / 100;
		assert_eq!(
			earnings(PROVIDER),
			[Earned { era: 1, points: all, most, kept: Perbill::one() }]
		);
		assert_eq!(
			take_events(),
			[
				Event::PointsEarned { provider: PROVIDER, era: 1, points: all, most },
				Event::UptimeJudged {
					provider: PROVIDER,
					first: 1,
					eras: 1,
					up: 10,
					open: 10,
					outcome: Outcome::Good
				},
				Event::Accrued { provider: PROVIDER, era: 2, points: all / 5 },
			]
		);
	});
}

#[test]
fn what_is_not_accrued_when_the_total_freezes_is_lost() {
	ExtBuilder.build_and_execute(|| {
		offering(&[PROVIDER, OTHER], Tier::Tier6, 40);
		attest(PROVIDER, 20);
		attest(OTHER, 20);
		run(4);
		assert_ok!(accrue(PROVIDER));
		run(8);
		assert_ok!(accrue(OTHER));
		run(1);
		assert_ok!(accrue(PROVIDER));
		let earned = |provider| earnings(provider)[0].points / 10_000_000;
		assert_eq!((earned(PROVIDER), earned(OTHER)), (4 * 40, 10 * 40));
		assert_eq!(book(1).total / 10_000_000, 14 * 40);
		// What it earned in the running era is not affected.
		assert_eq!(points(PROVIDER), 3 * 40);
	});
}

#[test]
fn absurd_capacities_and_times_are_in_range() {
	ExtBuilder.build_and_execute(|| {
		run(1);
		admit(PROVIDER, Tier::Tier4);
		Tiers::<Test>::insert(PROVIDER, Tier::Tier1);
		Eras::changed(&PROVIDER, Points::MAX, 0);
		assert_eq!(standing(PROVIDER).free, MAX_FREE);
		EraLength::set(u32::MAX);
		attest(PROVIDER, u32::MAX);
		Now::<Test>::put(u32::MAX - 1);
		assert_ok!(accrue(PROVIDER));
		assert_eq!(standing(PROVIDER).points, MAX_FREE * 20 * u128::from(u32::MAX - 2));
	});
}

#[test]
fn a_provider_that_is_gone_keeps_what_it_earned() {
	ExtBuilder.build_and_execute(|| {
		offering(&[PROVIDER], Tier::Tier6, 40);
		attest(PROVIDER, 20);
		run(5);
		Eras::forget(&PROVIDER);
		assert_eq!(Standings::<Test>::get(PROVIDER), None);
		assert_eq!(earnings(PROVIDER)[0].points / 10_000_000, 5 * 40);
		Eras::changed(&PROVIDER, 1, 0);
		assert_eq!(Standings::<Test>::get(PROVIDER), None);
	});
}

#[test]
fn admitted_again_in_the_same_era_it_goes_on() {
	ExtBuilder.build_and_execute(|| {
		offering(&[PROVIDER], Tier::Tier6, 40);
		attest(PROVIDER, 20);
		run(5);
		Eras::forget(&PROVIDER);
		admit(PROVIDER, Tier::Tier6);
		offer(PROVIDER, 10, 0);
		run(6);
		assert_ok!(accrue(PROVIDER));
		assert_eq!(earnings(PROVIDER).len(), 1);
		assert_eq!(earnings(PROVIDER)[0].points / 10_000_000, 5 * 40 + 5 * 10);
	});
}

#[test]
fn expired_rewards_are_forgotten() {
	ExtBuilder.build_and_execute(|| {
		offering(&[PROVIDER], Tier::Tier6, 40);
		attest(PROVIDER, 20);
		run(5);
		Eras::forget(&PROVIDER);
		assert_noop!(accrue(PROVIDER), Error::<Test>::NotAdmitted);
		for _ in 0..6 {
			next_era();
		}
		assert_ok!(accrue(PROVIDER));
		assert!(!EarningsOf::<Test>::contains_key(PROVIDER));
	});
}

#[test]
fn who_is_not_admitted_has_nothing_to_accrue() {
	ExtBuilder.build_and_execute(|| {
		assert_noop!(accrue(STRANGER), Error::<Test>::NotAdmitted);
	});
}

#[test]
fn only_an_account_can_call() {
	ExtBuilder.build_and_execute(|| {
		admit(PROVIDER, Tier::Tier6);
		for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
			assert_noop!(Eras::accrue(origin, PROVIDER), BadOrigin);
		}
	});
}
