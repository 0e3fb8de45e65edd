//! Tenants get back what they lost (S5). A SPON is worth 2 dollars.

use super::*;

#[test]
fn with_enough_for_all_each_tenant_is_made_whole() {
	ExtBuilder.build_and_execute(|| {
		let id = slash_with_victims([10 * USD + 1, 20 * USD]);
		pass_and_serve(DELAY);
		take_events();
		assert_ok!(claim(id, 0));
		let whole = 5 * SPON + SPON / 2_000_000;
		assert_eq!(gained(TENANTS[0]), whole);
		assert_eq!(
			take_events(),
			vec![Event::Claimed {
				slash: id,
				lease: LeaseId(0),
				tenant: TENANTS[0],
				amount: whole,
			}]
		);
		assert_ok!(claim(id, 1));
		assert_eq!(gained(TENANTS[1]), 10 * SPON);
		assert_eq!(take_events().last(), Some(&Event::SlashSettled { slash: id, routed: 0 }));
		assert!(!Slashes::<Test>::contains_key(id));
		assert_eq!(gained(ROUTES), 60 * SPON - whole - 10 * SPON);
	});
}

#[test]
fn with_too_little_each_tenant_gets_its_proportion() {
	ExtBuilder.build_and_execute(|| {
		let id = slash_with_victims([100 * USD, 200 * USD]);
		pass_and_serve(DELAY);
		assert_eq!(gained(ROUTES), 0);
		assert_ok!(claim(id, 1));
		assert_ok!(claim(id, 0));
		assert_eq!((gained(TENANTS[0]), gained(TENANTS[1])), (20 * SPON, 40 * SPON));
	});
}

#[test]
fn what_rounding_leaves_goes_to_the_fee_routes_with_the_last_claim() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, 100 * SPON));
		set_leased(true);
		let id = slash_all();
		for lease in 0..3 {
			closed(lease, TENANTS[lease as usize], 1_000 * USD);
		}
		drained();
		pass_and_serve(DELAY);
		for lease in 0..3 {
			assert_ok!(claim(id, lease));
			assert_eq!(gained(TENANTS[lease as usize]), 100 * SPON / 3);
		}
		assert_eq!((gained(ROUTES), slashed(PROVIDER)), (1, 0));
	});
}

#[test]
fn a_slash_that_is_due_need_not_have_been_served() {
	ExtBuilder.build_and_execute(|| {
		let id = slash_with_victims([10 * USD, 20 * USD]);
		pass(DELAY);
		assert_ok!(claim(id, 1));
		assert_eq!(gained(TENANTS[1]), 10 * SPON);
		assert_eq!(stored(id).stage, Stage::Claimable { left: 5 * SPON });
		assert_eq!(stored(id).deadline, 1 + DELAY + PERIOD);
	});
}

#[test]
fn a_claim_is_paid_once() {
	ExtBuilder.build_and_execute(|| {
		let id = slash_with_victims([10 * USD, 20 * USD]);
		pass_and_serve(DELAY);
		assert_ok!(claim(id, 0));
		assert_noop!(claim(id, 0), Error::<Test>::NoSuchClaim);
		assert_ok!(claim(id, 1));
		assert_noop!(claim(id, 1), Error::<Test>::NoSuchSlash);
	});
}

#[test]
fn a_lease_that_was_not_closed_has_no_claim() {
	ExtBuilder.build_and_execute(|| {
		assert_noop!(claim(SlashId(0), 0), Error::<Test>::NoSuchSlash);
		let id = slash_with_victims([10 * USD, 20 * USD]);
		pass_and_serve(DELAY);
		assert_noop!(claim(id, 2), Error::<Test>::NoSuchClaim);
	});
}

#[test]
fn nothing_can_be_claimed_during_the_wait() {
	ExtBuilder.build_and_execute(|| {
		let id = slash_with_victims([10 * USD, 20 * USD]);
		pass(DELAY - 1);
		assert_noop!(claim(id, 0), Error::<Test>::StillWaiting);
		pass(1);
		assert_ok!(claim(id, 0));
	});
}

#[test]
fn nothing_can_be_claimed_while_leases_are_being_closed() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, REQUIRED));
		set_leased(true);
		let id = slash_all();
		closed(0, TENANTS[0], 10 * USD);
		pass(DELAY);
		assert_noop!(claim(id, 0), Error::<Test>::StillDraining);
		drained();
		assert_ok!(claim(id, 0));
	});
}

#[test]
fn claims_end_with_their_time_whether_that_was_served_or_not() {
	ExtBuilder.build_and_execute(|| {
		let id = slash_with_victims([10 * USD, 20 * USD]);
		pass(DELAY);
		assert_ok!(apply(id));
		pass(PERIOD - 1);
		assert_ok!(claim(id, 0));
		pass(1);
		assert_noop!(claim(id, 1), Error::<Test>::ClaimsExpired);
		assert_ok!(apply(id));
		assert_noop!(claim(id, 1), Error::<Test>::ClaimsExpired);
	});
}

#[test]
fn what_a_tenant_cannot_receive_yet_waits() {
	ExtBuilder.build_and_execute(|| {
		const NEWCOMER: AccountId = 1_000;
		assert_ok!(bond(PROVIDER, 100 * SPON));
		set_leased(true);
		let id = slash_all();
		closed(0, NEWCOMER, 1);
		drained();
		pass_and_serve(DELAY);
		assert_noop!(claim(id, 0), TokenError::CannotCreate);

		let gift = EXISTENTIAL_DEPOSIT;
		assert_ok!(Balances::transfer_allow_death(RuntimeOrigin::signed(STRANGER), NEWCOMER, gift));
		assert_ok!(claim(id, 0));
		assert_eq!(Balances::free_balance(NEWCOMER), gift + SPON / 2_000_000);
	});
}

#[test]
fn only_a_signed_account_can_claim() {
	ExtBuilder.build_and_execute(|| {
		let id = slash_with_victims([10 * USD, 20 * USD]);
		pass_and_serve(DELAY);
		assert_noop!(Staking::claim(RuntimeOrigin::root(), id, LeaseId(0)), BadOrigin);
		assert_noop!(Staking::claim(RuntimeOrigin::none(), id, LeaseId(0)), BadOrigin);
	});
}
