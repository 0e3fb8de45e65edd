//! The tenants of leases that a slash closes (S5).

use super::*;
use crate::MAX_LOSS;

#[test]
fn each_lease_records_its_tenant_and_what_was_left() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, 100 * SPON));
		set_leased(true);
		let id = slash_all();
		take_events();
		closed(3, TENANTS[0], 5 * USD);
		closed(4, TENANTS[0], 7 * USD);
		let claim = Claim { tenant: TENANTS[0], unspent: 5 * USD, loss: 25 * SPON / 10 };
		assert_eq!(Claims::<Test>::get(id, LeaseId(3)), Some(claim));
		assert_eq!((stored(id).claims, stored(id).losses), (2, 6 * SPON));
		assert_eq!(take_events().len(), 2);
		drained();
	});
}

#[test]
fn a_lease_that_no_slash_closed_has_no_claim() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, 2 * REQUIRED));
		set_leased(true);
		assert_storage_noop!(closed(3, TENANTS[0], 5 * USD));
		assert_ok!(slash(Perbill::from_percent(10)));
		assert_storage_noop!(closed(3, TENANTS[0], 5 * USD));
	});
}

#[test]
fn a_lease_that_is_closed_after_the_slash_was_cancelled_gets_nothing() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, REQUIRED));
		set_leased(true);
		let id = slash_all();
		assert_ok!(cancel(id));
		closed(3, TENANTS[0], 5 * USD);
		drained();
		assert_noop!(claim(id, 3), Error::<Test>::ClaimsExpired);
		pass_and_serve(DELAY);
		assert_noop!(claim(id, 3), Error::<Test>::NoSuchSlash);
		assert_eq!((on_hold(PROVIDER), gained(TENANTS[0])), (REQUIRED, 0));
	});
}

#[test]
fn the_provider_and_its_own_have_none() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, REQUIRED));
		set_leased(true);
		slash_all();
		assert_storage_noop!(closed(3, PROVIDER, 5 * USD));
		assert_storage_noop!(closed(3, OPERATOR, 5 * USD));
	});
}

#[test]
fn a_lease_counts_once() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, REQUIRED));
		set_leased(true);
		slash_all();
		closed(3, TENANTS[0], 5 * USD);
		assert_storage_noop!(closed(3, TENANTS[1], 5 * USD));
	});
}

#[test]
fn where_nothing_is_lost_nothing_is_recorded() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, REQUIRED));
		set_leased(true);
		slash_all();
		assert_storage_noop!(closed(3, TENANTS[0], 0));
	});
}

#[test]
fn a_loss_beyond_reason_counts_as_the_most_that_counts() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, 100 * SPON));
		set_leased(true);
		let id = slash_all();
		closed(3, TENANTS[0], MicroUsd::MAX);
		closed(4, TENANTS[1], MicroUsd::MAX);
		assert_eq!(stored(id).losses, 2 * MAX_LOSS);
		drained();
		pass_and_serve(DELAY);
		assert_ok!(claim(id, 3));
		assert_eq!(gained(TENANTS[0]), 50 * SPON);
	});
}
