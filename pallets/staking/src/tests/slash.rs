//! Misconduct (S4, L5).

use super::*;

const DUE: OpenBlock = 1 + DELAY;

#[test]
fn a_motion_slashes_a_part_of_all_that_is_at_stake() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, 100 * SPON));
		assert_ok!(unbond(PROVIDER, 20 * SPON));
		take_events();
		assert_ok!(slash(Perbill::from_percent(30)));
		let left = ledger(50 * SPON, &[(20 * SPON, 907_201)]);
		assert_eq!(Ledgers::<Test>::get(PROVIDER), left);
		assert_eq!((on_hold(PROVIDER), slashed(PROVIDER)), (70 * SPON, 30 * SPON));
		assert_eq!(Balances::free_balance(PROVIDER), ENDOWMENT - 100 * SPON);
		assert_eq!(
			take_events(),
			vec![Event::SlashRaised {
				slash: SlashId(0),
				provider: PROVIDER,
				kind: SlashKind::Misconduct,
				amount: 30 * SPON,
				active: 50 * SPON,
				due: DUE,
			}]
		);
	});
}

#[test]
fn it_takes_active_stake_first_and_then_what_would_leave_first() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, 100));
		for amount in [20, 30, 40] {
			assert_ok!(unbond(PROVIDER, amount));
			pass(1);
		}
		assert_ok!(slash(Perbill::from_percent(55)));
		assert_eq!(Ledgers::<Test>::get(PROVIDER), ledger(0, &[(5, 907_202), (40, 907_203)]));
		let taken = ledger(10, &[(20, 907_201), (25, 907_202)]);
		assert_eq!(stored(SlashId(0)).stage, Stage::Waiting { taken });
	});
}

#[test]
fn all_can_be_slashed() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, 100 * SPON));
		assert_ok!(unbond(PROVIDER, 20 * SPON));
		slash_all();
		assert!(!Ledgers::<Test>::contains_key(PROVIDER));
		assert_eq!(slashed(PROVIDER), 100 * SPON);
	});
}

#[test]
fn unbonding_ahead_of_a_slash_saves_nothing() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, 100 * SPON));
		assert_ok!(unbond(PROVIDER, 100 * SPON));
		pass(907_199);
		slash_all();
		pass(1);
		assert_noop!(withdraw(PROVIDER), Error::<Test>::NothingDue);
		pass_and_serve(DELAY);
		assert_eq!((gained(ROUTES), slashed(PROVIDER)), (100 * SPON, 0));
		assert_eq!(Balances::free_balance(PROVIDER), ENDOWMENT - 100 * SPON);
	});
}

#[test]
fn what_waits_can_be_neither_unbonded_nor_withdrawn_and_the_rest_can() {
	ExtBuilder.build_and_execute(|| {
		SlashDelay::set(2 * 907_200);
		assert_ok!(bond(PROVIDER, 100));
		assert_ok!(unbond(PROVIDER, 40));
		assert_ok!(slash(Perbill::from_percent(70)));
		assert_noop!(unbond(PROVIDER, 1), Error::<Test>::NotEnoughStake);
		pass(907_200);
		assert_ok!(withdraw(PROVIDER));
		assert_eq!((on_hold(PROVIDER), slashed(PROVIDER)), (0, 70));
		assert_noop!(withdraw(PROVIDER), Error::<Test>::NothingDue);
	});
}

#[test]
fn several_slashes_take_no_more_than_there_is() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, 100 * SPON));
		assert_ok!(slash(Perbill::from_percent(50)));
		assert_ok!(slash(Perbill::from_percent(50)));
		assert_eq!((on_hold(PROVIDER), slashed(PROVIDER)), (25 * SPON, 75 * SPON));
		slash_all();
		assert_noop!(slash(Perbill::one()), Error::<Test>::NothingToSlash);
		pass_and_serve(DELAY);
		assert_eq!((gained(ROUTES), slashed(PROVIDER)), (100 * SPON, 0));
	});
}

#[test]
fn new_stake_is_not_touched_by_an_old_slash() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, 100 * SPON));
		slash_all();
		assert_ok!(bond(PROVIDER, 30 * SPON));
		pass_and_serve(DELAY);
		assert_eq!((on_hold(PROVIDER), gained(ROUTES)), (30 * SPON, 100 * SPON));
	});
}

#[test]
fn below_the_requirement_its_leases_are_closed_at_once() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, REQUIRED));
		set_leased(true);
		assert_ok!(slash(Perbill::from_parts(10)));
		assert!(Market::is_draining(&PROVIDER));
		assert_eq!(answering(), Some(SlashId(0)));
		assert_eq!(Staking::may_bid(&PROVIDER), Err(Unbacked::StakeTooLow));
	});
}

#[test]
fn with_enough_left_its_leases_run_on() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, 2 * REQUIRED));
		set_leased(true);
		assert_ok!(slash(Perbill::from_percent(50)));
		assert!(!Market::is_draining(&PROVIDER));
		assert_eq!(answering(), None);
		assert_eq!(Staking::may_bid(&PROVIDER), Ok(()));
	});
}

#[test]
fn without_leases_there_is_nothing_to_close() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, REQUIRED));
		slash_all();
		assert!(!Market::is_draining(&PROVIDER));
		assert_eq!(answering(), None);
	});
}

/// The tenants could never claim what they lost.
#[test]
fn leases_are_not_closed_before_spon_has_a_price() {
	for price in [None, Some(FixedU128::from_u32(0))] {
		ExtBuilder.build_and_execute(|| {
			assert_ok!(bond(PROVIDER, REQUIRED));
			SponPrice::set(price);
			set_leased(true);
			let before = (Draining::get(), Reserved::get());
			assert_noop!(slash(Perbill::one()), Error::<Test>::NoPrice);
			// The mock's own state is not rolled back.
			Draining::set(before.0);
			SponPrice::set(Some(FixedU128::from_u32(1)));
			assert_ok!(slash(Perbill::one()));
		});
	}
}

#[test]
fn without_leases_a_price_is_not_needed() {
	ExtBuilder.build_and_execute(|| {
		SponPrice::set(None);
		assert_ok!(bond(PROVIDER, REQUIRED));
		slash_all();
		pass_and_serve(DELAY);
		assert_eq!(gained(ROUTES), REQUIRED);
	});
}

#[test]
fn a_fault_of_the_market_closes_no_leases() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, REQUIRED));
		set_leased(true);
		Staking::fault(&PROVIDER, Fault::Unconfirmed, &order(), Now::get());
		assert!(!Market::is_draining(&PROVIDER));
	});
}

#[test]
fn the_wait_is_at_least_a_block_and_at_most_ninety_days() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, 100));
		SlashDelay::set(0);
		assert_ok!(slash(Perbill::from_percent(10)));
		SlashDelay::set(u32::MAX);
		assert_ok!(slash(Perbill::from_percent(10)));
		assert_eq!(stored(SlashId(0)).deadline, 2);
		assert_eq!(stored(SlashId(1)).deadline, 1 + crate::MAX_SLASH_DELAY);
	});
}

#[test]
fn where_there_is_nothing_nothing_is_slashed() {
	ExtBuilder.build_and_execute(|| {
		assert_noop!(slash(Perbill::one()), Error::<Test>::NothingToSlash);
		assert_ok!(bond(PROVIDER, 100));
		assert_noop!(slash(Perbill::zero()), Error::<Test>::NothingToSlash);
		assert_noop!(slash(Perbill::from_parts(1)), Error::<Test>::NothingToSlash);
	});
}

#[test]
fn nobody_slashes_without_a_motion() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, 100));
		for origin in [RuntimeOrigin::signed(STRANGER), RuntimeOrigin::none()] {
			assert_noop!(Staking::slash(origin, PROVIDER, Perbill::one()), BadOrigin);
		}
	});
}
