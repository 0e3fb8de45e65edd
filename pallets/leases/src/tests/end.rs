//! The normal end: all the service that was paid for is served (E5).

use crate::{mock::*, *};
use frame_support::assert_ok;

const DRY: LeaseState = LeaseState::Closing { reason: EndReason::InsufficientFunds };

#[test]
fn a_lease_ends_by_itself_at_the_exact_block() {
	ExtBuilder.build_and_execute(|| {
		let order = Order::default();
		let id = order.active();
		run(4_999);
		assert_eq!(state(id), LeaseState::Active);
		events();
		run(1);
		assert_eq!(state(id), DRY);
		assert_eq!(lease(id).ended, Some(5_001));
		assert_eq!(books(), Books { reserved: 1, ..books_after(&order, 5_000) });
		let events = events();
		assert!(matches!(events[0], Event::LeaseSettled { .. }));
		assert!(matches!(events[1], Event::LeaseClosing { by: EndedBy::Chain, ended: 5_001, .. }));
	});
}

#[test]
fn all_the_lock_is_paid_at_the_end() {
	ExtBuilder.build_and_execute(|| {
		let order = Order { max_price: 1_000_003, ..Order::default() };
		order.active();
		run(5_000);
		assert_eq!((books().locked, books().unlocked), (0, 0));
	});
}

#[test]
fn low_funds_are_told_once_an_hour_before() {
	ExtBuilder.build_and_execute(|| {
		let id = Order::default().active();
		events();
		run(3_199);
		assert_eq!(events(), vec![]);
		run(1);
		assert_eq!(events(), vec![Event::FundsLow { lease: id, left: 1_800 }]);
		run(1_799);
		assert_eq!(events(), vec![]);
	});
}

#[test]
fn service_noticed_late_costs_the_same() {
	ExtBuilder.build_and_execute(|| {
		let order = Order::default();
		let id = order.active();
		skip(5_050);
		run(1);
		assert_eq!(state(id), DRY);
		assert_eq!(lease(id).ended, Some(5_001));
		assert_eq!(books(), Books { reserved: 1, ..books_after(&order, 5_000) });
	});
}

#[test]
fn the_time_to_clear_up_runs_from_the_end() {
	ExtBuilder.build_and_execute(|| {
		let id = Order::default().active();
		skip(5_050);
		run(1);
		assert_eq!(lease(id).block_deadline, Some(5_001 + 150));
	});
}

#[test]
fn a_free_lease_runs_and_ends() {
	ExtBuilder.build_and_execute(|| {
		let order = Order { price: 0, ..Order::default() };
		let id = order.active();
		run(5_000);
		assert_eq!(state(id), DRY);
		assert_eq!(books().unlocked, order.lock());
	});
}

#[test]
fn leases_of_one_provider_end_each_at_its_own_block() {
	ExtBuilder.build_and_execute(|| {
		let short = Order { duration: 100, ..Order::default() }.active();
		let long = Order { duration: 300, ..Order::default() }.active();
		run(100);
		assert_eq!((state(short), state(long)), (DRY, LeaseState::Active));
		assert_ok!(LeasesPallet::do_try_state());
		run(200);
		assert_eq!(state(long), DRY);
		assert_eq!(ProviderDeadlines::<Test>::get(PROVIDER), None);
	});
}
