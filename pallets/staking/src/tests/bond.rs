//! Stake comes (S1).

use super::*;

#[test]
fn bonded_stake_is_on_hold_on_the_providers_own_account() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, 100 * SPON));
		assert_eq!(Ledgers::<Test>::get(PROVIDER), ledger(100 * SPON, &[]));
		assert_eq!(on_hold(PROVIDER), 100 * SPON);
		assert_eq!(Balances::free_balance(PROVIDER), ENDOWMENT - 100 * SPON);
		assert_eq!(
			take_events(),
			vec![Event::Bonded { provider: PROVIDER, amount: 100 * SPON, active: 100 * SPON }]
		);
	});
}

#[test]
fn a_second_bond_adds_to_the_first() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, 100 * SPON));
		take_events();
		assert_ok!(bond(PROVIDER, 50 * SPON));
		assert_eq!(Staking::active(&PROVIDER), 150 * SPON);
		assert_eq!(
			take_events(),
			vec![Event::Bonded { provider: PROVIDER, amount: 50 * SPON, active: 150 * SPON }]
		);
	});
}

#[test]
fn the_registry_is_told_whenever_a_bond_leaves_enough() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, REQUIRED - 1));
		assert!(Backed::get().is_empty());
		assert_ok!(bond(PROVIDER, 1));
		assert_eq!(Backed::get(), vec![PROVIDER]);
		assert_ok!(bond(PROVIDER, 1));
		assert_eq!(Backed::get(), vec![PROVIDER, PROVIDER]);
	});
}

#[test]
fn an_account_may_bond_before_it_is_a_provider() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(STRANGER, REQUIRED));
		assert_eq!(Staking::active(&STRANGER), REQUIRED);
		assert!(Backed::get().is_empty());

		Capacities::mutate(|capacities| capacities.insert(STRANGER, machine()));
		assert_eq!(Staking::may_bid(&STRANGER), Ok(()));
	});
}

#[test]
fn bonding_leaves_what_is_unbonding_alone() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, 100));
		assert_ok!(unbond(PROVIDER, 40));
		assert_ok!(bond(PROVIDER, 5));
		assert_eq!(Ledgers::<Test>::get(PROVIDER), ledger(65, &[(40, 907_201)]));
	});
}

#[test]
fn bonding_nothing_is_refused() {
	ExtBuilder.build_and_execute(|| {
		assert_noop!(bond(PROVIDER, 0), Error::<Test>::ZeroAmount);
	});
}

#[test]
fn an_account_cannot_bond_more_than_it_has_but_the_existential_deposit() {
	ExtBuilder.build_and_execute(|| {
		let most = ENDOWMENT - EXISTENTIAL_DEPOSIT;
		assert_noop!(bond(PROVIDER, Balance::MAX), TokenError::FundsUnavailable);
		assert_noop!(bond(PROVIDER, most + 1), TokenError::FundsUnavailable);
		assert_ok!(bond(PROVIDER, most));
		assert_noop!(bond(PROVIDER, Balance::MAX), sp_runtime::ArithmeticError::Overflow);
	});
}

#[test]
fn only_a_signed_account_can_bond() {
	ExtBuilder.build_and_execute(|| {
		assert_noop!(Staking::bond(RuntimeOrigin::root(), SPON), BadOrigin);
		assert_noop!(Staking::bond(RuntimeOrigin::none(), SPON), BadOrigin);
	});
}
