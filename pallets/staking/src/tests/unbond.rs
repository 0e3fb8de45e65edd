//! Stake goes (S2).

use super::*;
use crate::{MAX_UNBONDING, MAX_UNBONDING_PERIOD};

#[test]
fn unbonding_takes_twenty_one_days_and_stays_on_hold() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, 100));
		take_events();
		assert_ok!(unbond(PROVIDER, 30));
		let due = 1 + 21 * 24 * 1_800;
		assert_eq!(Ledgers::<Test>::get(PROVIDER), ledger(70, &[(30, due)]));
		assert_eq!((Staking::active(&PROVIDER), on_hold(PROVIDER)), (70, 100));
		assert_eq!(
			take_events(),
			vec![Event::Unbonded { provider: PROVIDER, amount: 30, active: 70, due }]
		);
	});
}

#[test]
fn everything_can_be_unbonded_without_a_lease() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, REQUIRED));
		assert_ok!(unbond(PROVIDER, REQUIRED));
		assert_eq!(Ledgers::<Test>::get(PROVIDER), ledger(0, &[(REQUIRED, 907_201)]));
		assert_eq!(Staking::may_bid(&PROVIDER), Err(Unbacked::StakeTooLow));
	});
}

#[test]
fn amounts_due_at_the_same_block_are_one_entry() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, 100));
		assert_ok!(unbond(PROVIDER, 30));
		assert_ok!(unbond(PROVIDER, 20));
		pass(1);
		assert_ok!(unbond(PROVIDER, 10));
		assert_eq!(Ledgers::<Test>::get(PROVIDER), ledger(40, &[(50, 907_201), (10, 907_202)]));
	});
}

#[test]
fn a_shorter_period_keeps_what_is_unbonding_in_order() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, 100));
		assert_ok!(unbond(PROVIDER, 30));
		UnbondingPeriod::set(10);
		assert_ok!(unbond(PROVIDER, 20));
		assert_eq!(Ledgers::<Test>::get(PROVIDER), ledger(50, &[(20, 11), (30, 907_201)]));
	});
}

#[test]
fn the_period_is_at_least_a_block_and_at_most_a_year() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, 100));
		UnbondingPeriod::set(0);
		assert_ok!(unbond(PROVIDER, 1));
		UnbondingPeriod::set(u32::MAX);
		assert_ok!(unbond(PROVIDER, 2));
		let year = 1 + MAX_UNBONDING_PERIOD;
		assert_eq!(Ledgers::<Test>::get(PROVIDER), ledger(97, &[(1, 2), (2, year)]));
	});
}

#[test]
fn with_leases_the_stake_cannot_go_below_the_requirement() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, REQUIRED + 10));
		set_leased(true);
		assert_noop!(unbond(PROVIDER, 11), Error::<Test>::StakeRequired);
		assert_ok!(unbond(PROVIDER, 10));
		assert_noop!(unbond(PROVIDER, 1), Error::<Test>::StakeRequired);
		set_leased(false);
		assert_ok!(unbond(PROVIDER, 1));
	});
}

#[test]
fn with_leases_nothing_can_be_unbonded_while_a_motion_requires_more_than_there_is() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, REQUIRED + 10));
		set_leased(true);
		StakePerVcpu::set(SPON);
		assert_noop!(unbond(PROVIDER, 1), Error::<Test>::StakeRequired);
	});
}

#[test]
fn unbonding_nothing_is_refused() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, 100));
		assert_noop!(unbond(PROVIDER, 0), Error::<Test>::ZeroAmount);
	});
}

#[test]
fn no_more_than_the_active_stake_can_be_unbonded() {
	ExtBuilder.build_and_execute(|| {
		assert_noop!(unbond(STRANGER, 1), Error::<Test>::NotEnoughStake);
		assert_ok!(bond(PROVIDER, 100));
		assert_ok!(unbond(PROVIDER, 60));
		assert_noop!(unbond(PROVIDER, 41), Error::<Test>::NotEnoughStake);
	});
}

#[test]
fn at_most_so_many_amounts_unbond_at_once() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, 1_000));
		for _ in 0..MAX_UNBONDING {
			assert_ok!(unbond(PROVIDER, 1));
			pass(1);
		}
		assert_noop!(unbond(PROVIDER, 1), Error::<Test>::TooManyUnbonding);

		pass(907_200 - MAX_UNBONDING);
		assert_ok!(withdraw(PROVIDER));
		assert_ok!(unbond(PROVIDER, 1));
	});
}

#[test]
fn a_full_ledger_still_takes_more_for_a_block_that_it_has() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, 1_000));
		for _ in 0..MAX_UNBONDING {
			pass(1);
			assert_ok!(unbond(PROVIDER, 1));
		}
		assert_ok!(unbond(PROVIDER, 1));
		assert_eq!(Ledgers::<Test>::get(PROVIDER).unbonding.last().unwrap().amount, 2);
	});
}

#[test]
fn only_a_signed_account_can_unbond() {
	ExtBuilder.build_and_execute(|| {
		assert_noop!(Staking::unbond(RuntimeOrigin::root(), 1), BadOrigin);
		assert_noop!(Staking::unbond(RuntimeOrigin::none(), 1), BadOrigin);
	});
}
