//! What an era is worth, and what becomes of what is not claimed (X2).

use super::*;

/// A provider earns 40 points for all 10 blocks of an era of which `before` is true at its beginning;
/// it is frozen.
fn frozen_era(before: impl FnOnce()) {
	offering(&[PROVIDER], Tier::Tier6, 40);
	before();
	attest(PROVIDER, 10);
	run(13);
	assert_ok!(accrue(PROVIDER));
}

/// What was earned must be accrued before the freeze.
fn frozen_and_earned(before: impl FnOnce()) {
	offering(&[PROVIDER], Tier::Tier6, 40);
	before();
	attest(PROVIDER, 10);
	run(11);
	assert_ok!(accrue(PROVIDER));
	run(2);
}

#[test]
fn the_budget_of_an_era_is_a_parameter() {
	ExtBuilder.build_and_execute(|| {
		frozen_and_earned(|| EraBudget::set(777));
		assert_eq!((book(1).budget, Promised::<Test>::get()), (777, 777));
		let total = 10 * 40_000_000 * 10;
		assert!(take_events().contains(&Event::EraFrozen { era: 1, total, budget: 777 }));
		// A motion afterwards does not touch it.
		EraBudget::set(1);
		assert_ok!(claim(PROVIDER, 1));
		assert_eq!(gained(PROVIDER), 777);
	});
}

#[test]
fn it_is_at_most_what_the_pot_has() {
	ExtBuilder.build_and_execute(|| {
		frozen_and_earned(|| EraBudget::set(Balance::MAX));
		assert_eq!(book(1).budget, ENDOWMENT);
		assert_ok!(claim(PROVIDER, 1));
		assert_eq!(Balances::free_balance(POT), EXISTENTIAL_DEPOSIT);
	});
}

#[test]
fn what_is_promised_to_one_era_is_not_promised_to_another() {
	ExtBuilder.build_and_execute(|| {
		EraBudget::set(ENDOWMENT * 3 / 4);
		offering(&[PROVIDER], Tier::Tier6, 40);
		attest(PROVIDER, 30);
		for _ in 0..2 {
			run(11);
			assert_ok!(accrue(PROVIDER));
		}
		run(3);
		assert_eq!((book(1).budget, book(2).budget), (ENDOWMENT * 3 / 4, ENDOWMENT / 4));
		assert_eq!(Eras::spare(), 0);
	});
}

#[test]
fn a_gift_to_the_pot_counts_for_the_eras_that_freeze_after_it() {
	ExtBuilder.build_and_execute(|| {
		EraBudget::set(Balance::MAX);
		frozen_and_earned(|| {
			use frame_support::traits::fungible::Mutate;
			assert_ok!(Balances::mint_into(&POT, 500));
		});
		assert_eq!(book(1).budget, ENDOWMENT + 500);
	});
}

#[test]
fn a_point_is_worth_no_more_than_the_limit() {
	ExtBuilder.build_and_execute(|| {
		// 40 points for 10 blocks are 400 of 1 800 blocks.
		frozen_and_earned(|| MaxPerPointHour::set(900));
		assert_eq!(book(1).budget, 200);
		assert_ok!(claim(PROVIDER, 1));
		assert_eq!(gained(PROVIDER), 200);
	});
}

#[test]
fn a_reward_is_at_most_a_share_of_the_stake() {
	ExtBuilder.build_and_execute(|| {
		frozen_and_earned(|| Staked::set([(PROVIDER, 12_399)].into()));
		assert_ok!(claim(PROVIDER, 1));
		assert_eq!((gained(PROVIDER), book(1).paid), (123, 123));
	});
}

/// Staking for a moment, when many eras are claimed at once, does not lift the limit.
#[test]
fn the_stake_counts_that_it_had_when_the_era_was_closed() {
	ExtBuilder.build_and_execute(|| {
		frozen_and_earned(|| Staked::set([(PROVIDER, 12_399)].into()));
		Staked::set([(PROVIDER, STAKE)].into());
		assert_ok!(claim(PROVIDER, 1));
		assert_eq!(gained(PROVIDER), 123);
	});
}

#[test]
fn without_points_nothing_is_promised() {
	ExtBuilder.build_and_execute(|| {
		frozen_era(|| ());
		assert_eq!(Books::<Test>::iter().count(), 0);
		assert_eq!(Promised::<Test>::get(), 0);
	});
}

#[test]
fn it_freezes_at_the_latest_when_the_next_era_ends() {
	ExtBuilder.build_and_execute(|| {
		FreezeAfter::set(u32::MAX);
		offering(&[PROVIDER], Tier::Tier6, 40);
		attest(PROVIDER, 10);
		run(19);
		assert_eq!(Closing::<Test>::get().map(|closing| closing.era), Some(1));
		assert_ok!(accrue(PROVIDER));
		run(1);
		assert_eq!(Closing::<Test>::get().map(|closing| closing.era), Some(2));
		assert_eq!(book(1).budget, 10_000);
	});
}

#[test]
fn a_freeze_without_delay_leaves_a_block() {
	ExtBuilder.build_and_execute(|| {
		FreezeAfter::set(0);
		offering(&[PROVIDER], Tier::Tier6, 40);
		attest(PROVIDER, 10);
		run(10);
		assert_ok!(accrue(PROVIDER));
		run(1);
		assert_eq!((book(1).budget, Closing::<Test>::get()), (10_000, None));
	});
}

#[test]
fn what_is_not_claimed_in_time_is_the_pots_again() {
	ExtBuilder.build_and_execute(|| {
		frozen_and_earned(|| ());
		for _ in 0..4 {
			next_era();
		}
		assert_eq!(Promised::<Test>::get(), 10_000);
		take_events();
		next_era();
		assert_eq!((Promised::<Test>::get(), paid()), (0, 0));
		assert!(take_events().contains(&Event::EraExpired { era: 1, returned: 10_000 }));
		// Era 2 went with it: nobody earned anything in it.
		assert_eq!(Oldest::<Test>::get(), 3);
		assert!(!Books::<Test>::contains_key(1));
	});
}

#[test]
fn the_time_to_claim_is_that_of_the_freeze_and_within_limits() {
	for (eras, counts) in [(0, 1), (1, 1), (128, 128), (129, 128), (u32::MAX, 128)] {
		ExtBuilder.build_and_execute(|| {
			frozen_and_earned(|| ClaimEras::set(eras));
			ClaimEras::set(3);
			assert_eq!(book(1).claimable_until, 1 + counts);
		});
	}
}

/// After a motion to shorten the time to claim, two eras expire for each that ends.
#[test]
fn a_shorter_time_to_claim_leaves_nothing_behind() {
	ExtBuilder.build_and_execute(|| {
		let earn = || {
			era_with_all();
			Eras::era()
		};
		ClaimEras::set(20);
		offering(&[PROVIDER], Tier::Tier6, 40);
		while earn() < 15 {}
		ClaimEras::set(2);
		while earn() < 70 {}
		assert!(Books::<Test>::iter().count() <= 5);
		assert!(earnings(PROVIDER).len() <= 5);
	});
}

fn era_with_all() {
	attest(PROVIDER, 10);
	next_era();
	assert_ok!(accrue(PROVIDER));
}

#[test]
fn unclaimed_eras_of_a_provider_are_bounded() {
	ExtBuilder.build_and_execute(|| {
		ClaimEras::set(u32::MAX);
		offering(&[PROVIDER], Tier::Tier6, 40);
		for _ in 0..200 {
			era_with_all();
		}
		assert_eq!(earnings(PROVIDER).len() as u32, MAX_CLAIM_ERAS);
		assert_eq!(Books::<Test>::iter().count() as u32, MAX_CLAIM_ERAS);
	});
}
