//! `settle`: anyone can have a lease paid up (E3).

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError;
use spheron_primitives::LeaseId;

#[test]
fn a_stranger_settles_and_the_provider_earns() {
	ExtBuilder.build_and_execute(|| {
		let order = Order::default();
		let id = order.active();
		run(1_234);
		events();
		assert_ok!(LeasesPallet::settle(signed(STRANGER), id));

		let after = books_after(&order, 1_234);
		assert_eq!(books().earned, after.earned);
		assert_eq!((books().fees, books().share), (after.fees, after.share));
		assert_eq!(books().total(), order.lock());
		assert_eq!(state(id), LeaseState::Active);
		let paid = lease(id).paid;
		assert_eq!(
			events(),
			vec![Event::LeaseSettled { lease: id, at: now(), step: paid, net: after.earned }]
		);
	});
}

#[test]
fn settling_twice_in_a_block_moves_nothing_more() {
	ExtBuilder.build_and_execute(|| {
		let id = Order::default().active();
		run(10);
		assert_ok!(LeasesPallet::settle(signed(STRANGER), id));
		let before = books();
		events();
		assert_ok!(LeasesPallet::settle(signed(STRANGER), id));
		assert_eq!((books(), events()), (before, vec![]));
	});
}

#[test]
fn settling_in_two_steps_is_settling_once() {
	ExtBuilder.build_and_execute(|| {
		let order = Order { price: 1_799, ..Order::default() };
		let id = order.active();
		for _ in 0..50 {
			run(1);
			assert_ok!(LeasesPallet::settle(signed(STRANGER), id));
		}
		assert_ok!(LeasesPallet::close(signed(TENANT), id));
		assert_eq!(books(), Books { reserved: 1, ..books_after(&order, 50) });
	});
}

#[test]
fn the_rates_of_the_order_are_kept() {
	ExtBuilder.build_and_execute(|| {
		let id = Order::default().active();
		assert_eq!(lease(id).rates, rates(&USD));
		run(1_800);
		assert_ok!(LeasesPallet::settle(signed(STRANGER), id));
		assert_eq!(rates(&USD).charge(1_000_003), Some(lease(id).paid));
	});
}

#[test]
fn settling_a_lease_that_has_run_dry_ends_it_as_of_its_block() {
	ExtBuilder.build_and_execute(|| {
		let order = Order::default();
		let id = order.active();
		skip(6_000);
		assert_ok!(LeasesPallet::settle(signed(STRANGER), id));
		assert_eq!(lease(id).ended, Some(5_001));
		assert_eq!(books(), Books { reserved: 0, ..books_after(&order, 5_000) });
		// Its time to clear up has passed as well.
		assert_eq!(state(id), LeaseState::Closed { reason: EndReason::InsufficientFunds });
	});
}

#[test]
fn settling_serves_low_funds() {
	ExtBuilder.build_and_execute(|| {
		let id = Order::default().active();
		skip(3_300);
		events();
		assert_ok!(LeasesPallet::settle(signed(STRANGER), id));
		assert_eq!(events()[0], Event::FundsLow { lease: id, left: 1_700 });
		assert_eq!(lease(id).service_deadline, Some(5_001));
	});
}

#[test]
fn an_unknown_lease_is_refused() {
	ExtBuilder.build_and_execute(|| {
		let call = LeasesPallet::settle(signed(STRANGER), LeaseId(0));
		assert_noop!(call, Error::<Test>::NoSuchLease);
	});
}

#[test]
fn there_is_nothing_to_settle_outside_service() {
	ExtBuilder.build_and_execute(|| {
		let closing = Order::default().active();
		assert_ok!(LeasesPallet::close(signed(TENANT), closing));
		for id in [Order::default().open(), Order::default().ready(), closing] {
			assert_noop!(LeasesPallet::settle(signed(STRANGER), id), Error::<Test>::NotActive);
		}
	});
}

#[test]
fn a_payment_that_fails_changes_nothing() {
	ExtBuilder.build_and_execute(|| {
		let id = Order::default().active();
		run(10);
		FailingPayer::put(TENANT);
		assert_noop!(LeasesPallet::settle(signed(STRANGER), id), DispatchError::Unavailable);
	});
}
