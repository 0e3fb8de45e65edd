//! Stake is free again (S2).

use super::*;

#[test]
fn what_is_due_is_free_and_nothing_else() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, 100 * SPON));
		assert_ok!(unbond(PROVIDER, 30 * SPON));
		pass(5);
		assert_ok!(unbond(PROVIDER, 20 * SPON));
		take_events();

		pass(907_195);
		assert_ok!(withdraw(PROVIDER));
		assert_eq!(Ledgers::<Test>::get(PROVIDER), ledger(50 * SPON, &[(20 * SPON, 907_206)]));
		assert_eq!(on_hold(PROVIDER), 70 * SPON);
		assert_eq!(Balances::free_balance(PROVIDER), ENDOWMENT - 70 * SPON);
		assert_eq!(take_events(), vec![Event::Withdrawn { provider: PROVIDER, amount: 30 * SPON }]);
	});
}

#[test]
fn all_that_is_due_comes_at_once() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, 100));
		assert_ok!(unbond(PROVIDER, 30));
		pass(5);
		assert_ok!(unbond(PROVIDER, 20));
		pass(907_200);
		assert_ok!(withdraw(PROVIDER));
		assert_eq!(Ledgers::<Test>::get(PROVIDER), ledger(50, &[]));
	});
}

#[test]
fn a_ledger_that_is_empty_is_gone() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, 100));
		assert_ok!(unbond(PROVIDER, 100));
		pass(907_200);
		assert_ok!(withdraw(PROVIDER));
		assert!(!Ledgers::<Test>::contains_key(PROVIDER));
		assert_eq!(Balances::free_balance(PROVIDER), ENDOWMENT);
	});
}

#[test]
fn a_longer_period_does_not_hold_back_what_is_unbonding() {
	ExtBuilder.build_and_execute(|| {
		UnbondingPeriod::set(10);
		assert_ok!(bond(PROVIDER, 100));
		assert_ok!(unbond(PROVIDER, 100));
		UnbondingPeriod::set(1_000);
		pass(10);
		assert_ok!(withdraw(PROVIDER));
	});
}

#[test]
fn unbonded_stake_is_free_even_with_leases() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, REQUIRED + 10));
		assert_ok!(unbond(PROVIDER, 10));
		set_leased(true);
		pass(907_200);
		assert_ok!(withdraw(PROVIDER));
	});
}

#[test]
fn nothing_due_is_an_error() {
	ExtBuilder.build_and_execute(|| {
		assert_noop!(withdraw(STRANGER), Error::<Test>::NothingDue);
		assert_ok!(bond(PROVIDER, 100));
		assert_noop!(withdraw(PROVIDER), Error::<Test>::NothingDue);
		assert_ok!(unbond(PROVIDER, 30));
		pass(907_199);
		assert_noop!(withdraw(PROVIDER), Error::<Test>::NothingDue);
		pass(1);
		assert_ok!(withdraw(PROVIDER));
		assert_noop!(withdraw(PROVIDER), Error::<Test>::NothingDue);
	});
}

#[test]
fn only_a_signed_account_can_withdraw() {
	ExtBuilder.build_and_execute(|| {
		assert_noop!(Staking::withdraw_unbonded(RuntimeOrigin::root()), BadOrigin);
		assert_noop!(Staking::withdraw_unbonded(RuntimeOrigin::none()), BadOrigin);
	});
}
