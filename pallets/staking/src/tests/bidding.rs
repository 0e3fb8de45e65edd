//! Who may bid (S1, S4).

use super::*;

const NOTHING: fn() -> Resources = Resources::default;

/// The provider has the stake it needs, and faults cost nothing: this is about their number.
fn with_stake_and_free_faults() {
	FaultFee::set(0);
	assert_ok!(bond(PROVIDER, REQUIRED));
}

/// The provider leaves `times` awards unconfirmed.
fn unconfirmed(times: u32) {
	for _ in 0..times {
		Staking::fault(&PROVIDER, Fault::Unconfirmed, &NOTHING(), Now::get());
	}
}

#[test]
fn with_the_required_stake_a_provider_may_bid() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, REQUIRED - 1));
		assert_eq!(Staking::may_bid(&PROVIDER), Err(Unbacked::StakeTooLow));
		assert_ok!(bond(PROVIDER, 1));
		assert_eq!(Staking::may_bid(&PROVIDER), Ok(()));
	});
}

#[test]
fn unbonding_stake_does_not_count() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, REQUIRED));
		assert_ok!(unbond(PROVIDER, 1));
		assert_eq!(Staking::may_bid(&PROVIDER), Err(Unbacked::StakeTooLow));
	});
}

#[test]
fn more_capacity_requires_more_stake_at_once() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, REQUIRED));
		Capacities::set([(PROVIDER, machine().checked_add(&gpus("entry", 1)).unwrap())].into());
		assert_eq!(Staking::may_bid(&PROVIDER), Err(Unbacked::StakeTooLow));
	});
}

#[test]
fn an_account_that_is_no_provider_may_not_bid_whatever_its_stake() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(STRANGER, 5_000 * SPON));
		assert_eq!(Staking::may_bid(&STRANGER), Err(Unbacked::StakeTooLow));
	});
}

#[test]
fn three_unconfirmed_awards_end_the_bidding_of_an_era() {
	ExtBuilder.build_and_execute(|| {
		with_stake_and_free_faults();
		take_events();
		unconfirmed(2);
		assert_eq!(Staking::may_bid(&PROVIDER), Ok(()));
		unconfirmed(1);
		assert_eq!(Staking::may_bid(&PROVIDER), Err(Unbacked::TooManyFaults));
		let recorded = |count| Event::FaultRecorded {
			provider: PROVIDER,
			fault: Fault::Unconfirmed,
			era: 0,
			count,
		};
		assert_eq!(take_events(), vec![recorded(1), recorded(2), recorded(3)]);
	});
}

#[test]
fn a_new_era_starts_the_count_again() {
	ExtBuilder.build_and_execute(|| {
		with_stake_and_free_faults();
		unconfirmed(3);
		Era::set(1);
		assert_eq!(Staking::may_bid(&PROVIDER), Ok(()));
		unconfirmed(1);
		assert_eq!(Faults::<Test>::get(PROVIDER), FaultCount { era: 1, count: 1 });
	});
}

/// Which era that is does not depend on when the deadline is served.
#[test]
fn an_unconfirmed_award_counts_in_the_era_of_its_deadline() {
	ExtBuilder.build_and_execute(|| {
		with_stake_and_free_faults();
		unconfirmed(2);
		let deadline = Now::get();
		pass(10);
		next_era();
		take_events();
		let late = || Staking::fault(&PROVIDER, Fault::Unconfirmed, &NOTHING(), deadline);
		late();
		assert_eq!(Faults::<Test>::get(PROVIDER), FaultCount { era: 0, count: 3 });
		let (provider, fault) = (PROVIDER, Fault::Unconfirmed);
		assert_eq!(take_events(), vec![Event::FaultRecorded { provider, fault, era: 0, count: 3 }]);
		assert_eq!(Staking::may_bid(&PROVIDER), Ok(()));
		// Nor does it wipe out what was counted since.
		unconfirmed(2);
		late();
		assert_eq!(Faults::<Test>::get(PROVIDER), FaultCount { era: 1, count: 2 });
	});
}

#[test]
fn the_count_goes_with_the_stake_once_its_era_is_over() {
	ExtBuilder.build_and_execute(|| {
		with_stake_and_free_faults();
		unconfirmed(3);
		next_era();
		assert_ok!(unbond(PROVIDER, REQUIRED));
		assert!(Faults::<Test>::contains_key(PROVIDER));
		pass(UnbondingPeriod::get());
		assert_ok!(withdraw(PROVIDER));
		assert!(!Faults::<Test>::contains_key(PROVIDER));
	});
}

/// Else the stake would only have to be renewed.
#[test]
fn the_count_stays_as_long_as_its_era_does() {
	ExtBuilder.build_and_execute(|| {
		with_stake_and_free_faults();
		unconfirmed(3);
		let id = slash_all();
		assert!(!Ledgers::<Test>::contains_key(PROVIDER));
		assert_ok!(bond(PROVIDER, REQUIRED));
		assert_eq!(Staking::may_bid(&PROVIDER), Err(Unbacked::TooManyFaults));
		slash_all();
		pass(DELAY);
		next_era();
		// It goes with the slash that took the stake.
		assert!(Faults::<Test>::contains_key(PROVIDER));
		assert_ok!(apply(id));
		assert!(!Faults::<Test>::contains_key(PROVIDER));
	});
}

#[test]
fn a_lack_of_capacity_is_recorded_but_not_counted() {
	ExtBuilder.build_and_execute(|| {
		with_stake_and_free_faults();
		unconfirmed(2);
		take_events();
		for _ in 0..5 {
			Staking::fault(&PROVIDER, Fault::NoCapacity, &NOTHING(), Now::get());
		}
		assert_eq!(Staking::may_bid(&PROVIDER), Ok(()));
		let recorded =
			Event::FaultRecorded { provider: PROVIDER, fault: Fault::NoCapacity, era: 0, count: 2 };
		assert_eq!(take_events(), vec![recorded; 5]);
	});
}

#[test]
fn a_lack_of_capacity_alone_stores_nothing() {
	ExtBuilder.build_and_execute(|| {
		Staking::fault(&PROVIDER, Fault::NoCapacity, &NOTHING(), Now::get());
		assert!(!Faults::<Test>::contains_key(PROVIDER));
	});
}

#[test]
fn a_motion_changes_how_many_faults_are_too_many_and_none_never_are() {
	ExtBuilder.build_and_execute(|| {
		with_stake_and_free_faults();
		MaxFaultsPerEra::set(0);
		assert_eq!(Staking::may_bid(&PROVIDER), Ok(()));
		unconfirmed(1);
		assert_eq!(Staking::may_bid(&PROVIDER), Err(Unbacked::TooManyFaults));
		MaxFaultsPerEra::set(2);
		assert_eq!(Staking::may_bid(&PROVIDER), Ok(()));
	});
}
