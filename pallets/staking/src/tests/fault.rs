//! What a fault with an award costs (S4).

use super::*;
use crate::MAX_STAKE_PER_UNIT;

const PRICE: Balance = 51 * SPON / 10;

fn fault(fault: Fault) {
	Staking::fault(&PROVIDER, fault, &order(), Now::get());
}

#[test]
fn an_award_not_confirmed_costs_a_share_of_the_stake_it_required_and_a_fee() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, REQUIRED));
		take_events();
		fault(Fault::Unconfirmed);
		assert_eq!(Ledgers::<Test>::get(PROVIDER), ledger(REQUIRED - PRICE, &[]));
		assert_eq!((on_hold(PROVIDER), slashed(PROVIDER)), (REQUIRED - PRICE, PRICE));
		assert_eq!(
			take_events(),
			vec![
				Event::FaultRecorded {
					provider: PROVIDER,
					fault: Fault::Unconfirmed,
					era: 0,
					count: 1,
				},
				Event::SlashRaised {
					slash: SlashId(0),
					provider: PROVIDER,
					kind: SlashKind::Award(Fault::Unconfirmed),
					amount: PRICE,
					active: REQUIRED - PRICE,
					due: 1 + DELAY,
				},
			]
		);
	});
}

#[test]
fn an_award_won_without_the_capacity_costs_the_same() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, REQUIRED));
		fault(Fault::NoCapacity);
		assert_eq!(stored(SlashId(0)).kind, SlashKind::Award(Fault::NoCapacity));
		assert_eq!(slashed(PROVIDER), PRICE);
	});
}

#[test]
fn what_a_slash_took_does_not_count_as_stake() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, REQUIRED));
		fault(Fault::Unconfirmed);
		assert_eq!(Staking::may_bid(&PROVIDER), Err(Unbacked::StakeTooLow));
		assert_ok!(bond(PROVIDER, PRICE));
		assert_eq!(Staking::may_bid(&PROVIDER), Ok(()));
	});
}

#[test]
fn after_the_wait_all_of_it_goes_to_the_fee_routes() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, REQUIRED));
		fault(Fault::Unconfirmed);
		pass_and_serve(DELAY - 1);
		assert_eq!(gained(ROUTES), 0);
		pass_and_serve(1);
		assert_eq!((gained(ROUTES), slashed(PROVIDER)), (PRICE, 0));
		assert!(!Slashes::<Test>::contains_key(SlashId(0)));
	});
}

#[test]
fn a_fault_takes_at_most_what_there_is() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, 8 * SPON));
		for left in [8 * SPON - PRICE, 0, 0] {
			fault(Fault::Unconfirmed);
			assert_eq!(on_hold(PROVIDER), left);
		}
		assert_eq!(slashed(PROVIDER), 8 * SPON);
		assert_eq!(Slashes::<Test>::iter().count(), 2);
	});
}

#[test]
fn a_fault_reaches_what_is_unbonding() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, 10 * SPON));
		assert_ok!(unbond(PROVIDER, 10 * SPON));
		fault(Fault::Unconfirmed);
		assert_eq!(
			Ledgers::<Test>::get(PROVIDER),
			ledger(0, &[(10 * SPON - PRICE, 1 + UnbondingPeriod::get())])
		);
	});
}

#[test]
fn without_stake_a_fault_is_recorded_and_costs_nothing() {
	ExtBuilder.build_and_execute(|| {
		fault(Fault::Unconfirmed);
		assert_eq!(Faults::<Test>::get(PROVIDER).count, 1);
		assert_eq!(Slashes::<Test>::iter().count(), 0);
	});
}

#[test]
fn a_motion_sets_what_a_fault_costs() {
	ExtBuilder.build_and_execute(|| {
		FaultShare::set(Permill::from_percent(20));
		FaultFee::set(1);
		assert_eq!(Staking::fault_price(&order()), 20 * SPON + 1);
		FaultShare::set(Permill::zero());
		FaultFee::set(Balance::MAX);
		assert_eq!(Staking::fault_price(&order()), MAX_STAKE_PER_UNIT);

		FaultFee::set(0);
		assert_ok!(bond(PROVIDER, REQUIRED));
		fault(Fault::Unconfirmed);
		assert_eq!(slashed(PROVIDER), 0);
	});
}
