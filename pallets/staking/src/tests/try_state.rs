//! The checks find what they are there to find.

use super::*;
use frame_support::traits::fungible::MutateHold;
use sp_runtime::DispatchError::Other;

/// With `broken` as the provider's ledger, of stake on hold that adds up, the checks must say
/// `why`.
fn assert_found(broken: Ledger, why: &'static str) {
	ExtBuilder.build().execute_with(|| {
		let reason = crate::HoldReason::Stake.into();
		assert_ok!(Balances::set_on_hold(&reason, &PROVIDER, broken.total()));
		Ledgers::<Test>::insert(PROVIDER, broken);
		assert_err!(Staking::do_try_state(), Other(why));
	});
}

#[test]
fn stake_that_is_not_on_hold_is_found() {
	ExtBuilder.build().execute_with(|| {
		assert_ok!(bond(PROVIDER, 100));
		assert_ok!(unbond(PROVIDER, 30));
		assert_ok!(Staking::do_try_state());
		Ledgers::<Test>::mutate(PROVIDER, |ledger| ledger.active += 1);
		assert_err!(Staking::do_try_state(), Other("I6: stake recorded is not what is on hold"));
	});
}

#[test]
fn an_empty_ledger_is_found() {
	assert_found(ledger(0, &[]), "S1: an empty ledger is stored");
}

#[test]
fn an_entry_of_nothing_is_found() {
	assert_found(ledger(5, &[(1, 2), (0, 3)]), "S2: an entry of nothing is unbonding");
}

#[test]
fn unbonding_out_of_order_is_found() {
	assert_found(ledger(5, &[(1, 3), (1, 2)]), "S2: what is unbonding is not in order");
	assert_found(ledger(5, &[(1, 3), (1, 3)]), "S2: what is unbonding is not in order");
}

#[test]
fn a_record_of_no_faults_is_found() {
	ExtBuilder.build().execute_with(|| {
		Faults::<Test>::insert(PROVIDER, FaultCount { era: 0, count: 0 });
		assert_err!(Staking::do_try_state(), Other("S4: a record of no faults is stored"));
	});
}

#[test]
fn faults_of_the_future_are_found() {
	ExtBuilder.build().execute_with(|| {
		Faults::<Test>::insert(PROVIDER, FaultCount { era: 1, count: 1 });
		assert_err!(Staking::do_try_state(), Other("S4: faults are recorded in an era to come"));
	});
}
