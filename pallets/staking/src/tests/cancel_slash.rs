//! A slash is taken back (S5).

use super::*;
use crate::MAX_UNBONDING;

#[test]
fn the_stake_is_again_just_where_it_was() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, 100));
		assert_ok!(unbond(PROVIDER, 20));
		pass(1);
		assert_ok!(unbond(PROVIDER, 30));
		let before = Ledgers::<Test>::get(PROVIDER);
		assert_ok!(slash(Perbill::from_percent(75)));
		take_events();
		assert_ok!(cancel(SlashId(0)));
		assert_eq!(Ledgers::<Test>::get(PROVIDER), before);
		assert_eq!((on_hold(PROVIDER), slashed(PROVIDER)), (100, 0));
		assert!(!Slashes::<Test>::contains_key(SlashId(0)));
		assert_eq!(
			take_events(),
			vec![Event::SlashCancelled {
				slash: SlashId(0),
				provider: PROVIDER,
				amount: 75,
				active: 50,
			}]
		);
	});
}

#[test]
fn what_was_unbonding_is_due_when_it_would_have_been() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, 100));
		assert_ok!(unbond(PROVIDER, 100));
		pass(907_100);
		let id = slash_all();
		pass(100);
		assert_noop!(withdraw(PROVIDER), Error::<Test>::NothingDue);
		assert_ok!(cancel(id));
		assert_ok!(withdraw(PROVIDER));
		assert_eq!(Balances::free_balance(PROVIDER), ENDOWMENT);
	});
}

#[test]
fn the_registry_is_told_if_there_is_enough_again() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, REQUIRED));
		assert_ok!(slash(Perbill::from_percent(10)));
		assert_ok!(slash(Perbill::from_percent(10)));
		Backed::set(vec![]);
		assert_ok!(cancel(SlashId(0)));
		assert!(Backed::get().is_empty());
		assert_ok!(cancel(SlashId(1)));
		assert_eq!(Backed::get(), vec![PROVIDER]);
	});
}

#[test]
fn one_slash_of_several_can_be_cancelled() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, 100 * SPON));
		assert_ok!(slash(Perbill::from_percent(50)));
		assert_ok!(slash(Perbill::from_percent(50)));
		assert_ok!(cancel(SlashId(0)));
		assert_eq!((on_hold(PROVIDER), slashed(PROVIDER)), (75 * SPON, 25 * SPON));
		pass_and_serve(DELAY);
		assert_eq!((on_hold(PROVIDER), gained(ROUTES)), (75 * SPON, 25 * SPON));
	});
}

#[test]
fn claims_to_it_are_void_and_removed() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, REQUIRED));
		out(7, TENANTS[0], 6 * USD, 40 * USD);
		let id = SlashId(0);
		assert_ok!(cancel(id));
		assert_eq!((on_hold(PROVIDER), slashed(PROVIDER)), (REQUIRED, 0));
		assert_noop!(claim(id, 7), Error::<Test>::ClaimsExpired);
		assert_noop!(cancel(id), Error::<Test>::TooLate);
		pass_and_serve(1);
		assert_eq!(Claims::<Test>::iter().count(), 0);
		assert_eq!(Slashes::<Test>::iter().count(), 0);
	});
}

#[test]
fn if_it_closed_leases_their_claims_are_removed_when_it_would_have_been_due() {
	for victims in [true, false] {
		ExtBuilder.build_and_execute(|| {
			assert_ok!(bond(PROVIDER, REQUIRED));
			set_leased(true);
			let id = slash_all();
			if victims {
				closed(0, TENANTS[0], 10 * USD);
			}
			drained();
			assert_ok!(cancel(id));
			assert_eq!((on_hold(PROVIDER), slashed(PROVIDER)), (REQUIRED, 0));
			if victims {
				assert_noop!(claim(id, 0), Error::<Test>::ClaimsExpired);
			}
			assert_noop!(cancel(id), Error::<Test>::TooLate);
			pass_and_serve(DELAY - 1);
			check();
			assert_noop!(apply(id), Error::<Test>::NotDue);
			pass_and_serve(1);
			assert_eq!(Claims::<Test>::iter().count(), 0);
			assert_eq!(Slashes::<Test>::iter().count(), 0);
			assert_eq!(answering(), None);
		});
	}
}

#[test]
fn leases_that_are_being_closed_go_on_being_closed() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, REQUIRED));
		set_leased(true);
		assert_ok!(cancel(slash_all()));
		assert!(Market::is_draining(&PROVIDER));
	});
}

#[test]
fn where_there_is_no_room_an_entry_joins_the_next_or_the_last() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, 1_000));
		UnbondingPeriod::set(5_000);
		assert_ok!(unbond(PROVIDER, 10));
		UnbondingPeriod::set(100);
		assert_ok!(unbond(PROVIDER, 20));
		let active = Ledgers::<Test>::get(PROVIDER).active;
		Ledgers::<Test>::mutate(PROVIDER, |ledger| ledger.active = 0);
		let id = slash_all();
		Ledgers::<Test>::insert(PROVIDER, ledger(active, &[]));
		for _ in 0..MAX_UNBONDING {
			pass(1);
			assert_ok!(unbond(PROVIDER, 1));
		}
		assert_ok!(cancel(id));
		let unbonding = Ledgers::<Test>::get(PROVIDER).unbonding;
		assert_eq!(unbonding.len(), MAX_UNBONDING as usize);
		assert_eq!(unbonding.first(), Some(&Unbonding { amount: 21, due: 102 }));
		assert_eq!(unbonding.last(), Some(&Unbonding { amount: 11, due: 5_001 }));
	});
}

#[test]
fn a_slash_that_is_due_stands_whether_it_was_served_or_not() {
	ExtBuilder.build_and_execute(|| {
		let id = slash_with_victims([10 * USD, 20 * USD]);
		pass(DELAY - 1);
		assert_storage_noop!(assert_ok!(Staking::waiting(id)));
		pass(1);
		assert_noop!(cancel(id), Error::<Test>::TooLate);
		assert_ok!(apply(id));
		assert_noop!(cancel(id), Error::<Test>::TooLate);
	});
}

#[test]
fn what_is_not_there_cannot_be_cancelled() {
	ExtBuilder.build_and_execute(|| {
		assert_noop!(cancel(SlashId(0)), Error::<Test>::NoSuchSlash);
		assert_ok!(bond(PROVIDER, 100));
		let id = slash_all();
		assert_ok!(cancel(id));
		assert_noop!(cancel(id), Error::<Test>::NoSuchSlash);
	});
}

#[test]
fn nobody_cancels_without_a_motion() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, 100));
		let id = slash_all();
		for origin in [RuntimeOrigin::signed(PROVIDER), RuntimeOrigin::none()] {
			assert_noop!(Staking::cancel_slash(origin, id), BadOrigin);
		}
	});
}
