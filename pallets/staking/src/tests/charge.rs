//! What a provider pays from its stake without being at fault (L2).

use super::*;

const FEE: Balance = SPON / 10;

#[test]
fn it_leaves_the_stake_for_the_fee_routes_at_once() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, REQUIRED));
		take_events();
		assert_eq!(Staking::charge(&PROVIDER, FEE), FEE);
		let active = REQUIRED - FEE;
		assert_eq!((on_hold(PROVIDER), Ledgers::<Test>::get(PROVIDER).active), (active, active));
		assert_eq!((gained(ROUTES), slashed(PROVIDER)), (FEE, 0));
		assert_eq!(take_events(), vec![Event::Charged { provider: PROVIDER, amount: FEE, active }]);
	});
}

#[test]
fn it_is_no_fault_and_no_slash() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, 2 * REQUIRED));
		for _ in 0..10 {
			Staking::charge(&PROVIDER, FEE);
		}
		assert_eq!(Slashes::<Test>::iter().count(), 0);
		assert_eq!(Faults::<Test>::get(PROVIDER), FaultCount::default());
		assert_eq!(Staking::may_bid(&PROVIDER), Ok(()));
	});
}

#[test]
fn with_too_little_left_it_may_not_bid() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, REQUIRED));
		Staking::charge(&PROVIDER, 1);
		assert_eq!(Staking::may_bid(&PROVIDER), Err(Unbacked::StakeTooLow));
	});
}

/// Else whoever has a lease with it could choose when its bids come to nothing.
#[test]
fn what_is_charged_does_not_make_its_bids_less_good() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, REQUIRED + 5));
		for _ in 0..3 {
			Staking::charge(&PROVIDER, 4);
			assert!(Staking::is_firm(&PROVIDER));
		}
		assert_eq!(Staking::may_bid(&PROVIDER), Err(Unbacked::StakeTooLow));
		assert_ok!(bond(PROVIDER, 7));
		assert_eq!((Staking::may_bid(&PROVIDER), charged()), (Ok(()), 5));
		assert_ok!(bond(PROVIDER, 6));
		assert_eq!(charged(), 0);
	});
}

#[test]
fn what_is_unbonded_or_slashed_besides_does() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, REQUIRED + 5));
		Staking::charge(&PROVIDER, 5);
		assert_ok!(unbond(PROVIDER, 1));
		assert!(!Staking::is_backed(&PROVIDER, Staking::active(&PROVIDER)));
		assert_eq!(charged(), 4);
		assert!(Staking::is_firm(&PROVIDER));
		// Not what was charged, too: at most so much is missing as was charged and not unbonded.
		assert_ok!(unbond(PROVIDER, 3));
		assert!(!Staking::is_firm(&PROVIDER));
	});
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, REQUIRED));
		Staking::charge(&PROVIDER, 1);
		Staking::fault(&PROVIDER, Fault::Unconfirmed, &order(), Now::get());
		assert!(!Staking::is_firm(&PROVIDER));
	});
}

#[test]
fn active_stake_goes_first_then_what_would_leave_first() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, 10));
		assert_ok!(unbond(PROVIDER, 4));
		pass(1);
		assert_ok!(unbond(PROVIDER, 3));
		let due = 1 + UnbondingPeriod::get();
		assert_eq!(Staking::charge(&PROVIDER, 5), 5);
		let left = Ledger { charged: 3, ..ledger(0, &[(2, due), (3, due + 1)]) };
		assert_eq!(Ledgers::<Test>::get(PROVIDER), left);
		assert_eq!(on_hold(PROVIDER), 5);
	});
}

#[test]
fn it_takes_at_most_what_there_is() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, FEE / 4));
		assert_ok!(unbond(PROVIDER, FEE / 8));
		assert_eq!(Staking::charge(&PROVIDER, FEE), FEE / 4);
		assert!(!Ledgers::<Test>::contains_key(PROVIDER));
		take_events();
		assert_eq!(Staking::charge(&PROVIDER, FEE), 0);
		assert_eq!((gained(ROUTES), take_events()), (FEE / 4, vec![]));
	});
}

#[test]
fn what_a_slash_has_taken_is_not_charged() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, 10 * SPON));
		let id = slash_all();
		assert_eq!(Staking::charge(&PROVIDER, FEE), 0);
		assert_eq!(stored(id).held(), 10 * SPON);
	});
}

#[test]
fn nothing_costs_nothing() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, FEE));
		assert_storage_noop!(assert_eq!(Staking::charge(&PROVIDER, 0), 0));
	});
}

/// What was charged of Dave and not made up for.
fn charged() -> Balance {
	Ledgers::<Test>::get(PROVIDER).charged
}
