//! Rewards are claimed by anyone for the provider (X2).

use super::*;
use sp_runtime::TokenError;

/// Two providers have earned something in era 1, three quarters and a quarter of it; it is frozen,
/// and no block of era 2 has been attested.
fn earned() {
	offering(&[PROVIDER, OTHER], Tier::Tier6, 30);
	offer(OTHER, 10, 0);
	attest(PROVIDER, 9);
	attest(OTHER, 9);
	run(10);
	assert_ok!(accrue(PROVIDER));
	assert_ok!(accrue(OTHER));
	run(3);
}

#[test]
fn points_share_the_budget() {
	ExtBuilder.build_and_execute(|| {
		earned();
		take_events();
		assert_ok!(claim(PROVIDER, 1));
		assert_eq!(gained(PROVIDER), 7_500);
		let claimed =
			Event::RewardClaimed { provider: PROVIDER, era: 1, to: PROVIDER, reward: 7_500 };
		assert_eq!(take_events(), [claimed]);
		assert_eq!((book(1).paid, Promised::<Test>::get()), (7_500, 2_500));
	});
}

#[test]
fn it_goes_to_the_reward_account() {
	ExtBuilder.build_and_execute(|| {
		RewardAccounts::set([(PROVIDER, PROVIDERS[2])].into());
		earned();
		assert_ok!(claim(PROVIDER, 1));
		assert_eq!((gained(PROVIDER), gained(PROVIDERS[2])), (0, 7_500));
	});
}

#[test]
fn a_provider_that_is_gone_is_paid_to_its_own_account() {
	ExtBuilder.build_and_execute(|| {
		earned();
		Eras::forget(&PROVIDER);
		assert_ok!(claim(PROVIDER, 1));
		assert_eq!(gained(PROVIDER), 7_500);
	});
}

/// Three blocks of ten are less than 60 %: a slashed era in tier 6.
#[test]
fn an_era_that_turns_out_to_be_slashed_when_it_is_claimed_pays_nothing() {
	ExtBuilder.build_and_execute(|| {
		offering(&[PROVIDER, OTHER], Tier::Tier6, 30);
		attest(PROVIDER, 9);
		attest(OTHER, 3);
		run(9);
		assert_ok!(accrue(PROVIDER));
		assert_ok!(accrue(OTHER));
		run(4);
		assert_eq!(book(1).total, 30_000_000 * 10 * 12);
		assert_noop!(claim(OTHER, 1), Error::<Test>::NothingToClaim);
		assert_ok!(claim(PROVIDER, 1));
		// The share of the other stays in the pot.
		assert_eq!(gained(PROVIDER), 7_500);
	});
}

#[test]
fn it_is_paid_once() {
	ExtBuilder.build_and_execute(|| {
		earned();
		assert_ok!(claim(PROVIDER, 1));
		assert_noop!(claim(PROVIDER, 1), Error::<Test>::NothingToClaim);
	});
}

#[test]
fn before_the_total_is_frozen_nothing_can_be_claimed() {
	ExtBuilder.build_and_execute(|| {
		offering(&[PROVIDER], Tier::Tier6, 30);
		attest(PROVIDER, 10);
		run(12);
		assert_ok!(accrue(PROVIDER));
		for era in [1, 2, 3, u32::MAX] {
			assert_noop!(claim(PROVIDER, era), Error::<Test>::NotFrozen);
		}
		run(1);
		assert_ok!(claim(PROVIDER, 1));
	});
}

#[test]
fn it_can_be_claimed_for_so_many_eras() {
	ExtBuilder.build_and_execute(|| {
		earned();
		for _ in 0..4 {
			next_era();
		}
		assert_eq!(Eras::era(), 6);
		assert_ok!(claim(PROVIDER, 1));
		next_era();
		assert_noop!(claim(OTHER, 1), Error::<Test>::Expired);
		// An era without points expires, too.
		assert_noop!(claim(OTHER, 0), Error::<Test>::Expired);
	});
}

#[test]
fn who_earned_nothing_has_nothing_to_claim() {
	ExtBuilder.build_and_execute(|| {
		earned();
		run(17);
		for (provider, era) in [(STRANGER, 1), (PROVIDERS[2], 1), (PROVIDER, 2)] {
			assert_noop!(claim(provider, era), Error::<Test>::NothingToClaim);
		}
	});
}

#[test]
fn points_that_are_worth_nothing_are_not_paid() {
	ExtBuilder.build_and_execute(|| {
		EraBudget::set(0);
		earned();
		assert_noop!(claim(PROVIDER, 1), Error::<Test>::NothingToClaim);
	});
}

#[test]
fn too_little_to_open_an_account_waits() {
	ExtBuilder.build_and_execute(|| {
		const NEW: AccountId = 70;
		RewardAccounts::set([(PROVIDER, NEW)].into());
		EraBudget::set(5);
		earned();
		assert_noop!(claim(PROVIDER, 1), TokenError::BelowMinimum);
		RewardAccounts::set([].into());
		assert_ok!(claim(PROVIDER, 1));
		assert_eq!(gained(PROVIDER), 3);
	});
}

#[test]
fn only_an_account_can_call() {
	ExtBuilder.build_and_execute(|| {
		earned();
		for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
			assert_noop!(Eras::claim(origin, PROVIDER, 1), BadOrigin);
		}
	});
}
