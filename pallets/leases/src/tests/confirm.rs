//! `confirm`: `Reserving` → `Ready` (L1, E2).

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError;
use spheron_primitives::{
	traits::{Drain, DrainReason},
	LeaseId, OrderId,
};

#[test]
fn the_lock_shrinks_to_the_cost_at_the_winners_price() {
	ExtBuilder.build_and_execute(|| {
		let order = Order::default();
		let id = order.open();
		events();
		assert_ok!(LeasesPallet::confirm(signed(PROVIDER), id));

		// floor(1 000 003 × 5 000 ÷ 1 800), and 2 % of it rounded up.
		let cost = 2_777_786 + 55_556;
		assert_eq!(lease(id).locked, cost);
		assert_eq!(state(id), LeaseState::Ready { since: 1 });
		assert_eq!((books().locked, books().unlocked), (cost, order.lock() - cost));
		assert_eq!(Outcomes::get(OrderId(0)), Some(Outcome::Confirmed));
		assert_eq!(
			events(),
			vec![Event::LeaseConfirmed { lease: id, locked: cost, activate_by: 301 }]
		);
	});
}

#[test]
fn nothing_unlocks_if_the_price_is_the_maximum() {
	ExtBuilder.build_and_execute(|| {
		let order = Order { price: 2_000_000, ..Order::default() };
		let id = order.ready();
		assert_eq!((lease(id).locked, books().unlocked), (order.lock(), 0));
	});
}

#[test]
fn the_operator_key_may_confirm() {
	ExtBuilder.build_and_execute(|| {
		let id = Order::default().open();
		assert_ok!(LeasesPallet::confirm(signed(operator(PROVIDER)), id));
	});
}

#[test]
fn an_unknown_lease_is_refused() {
	ExtBuilder.build_and_execute(|| {
		let call = LeasesPallet::confirm(signed(PROVIDER), LeaseId(0));
		assert_noop!(call, Error::<Test>::NoSuchLease);
		assert_noop!(
			LeasesPallet::confirm(RuntimeOrigin::root(), LeaseId(0)),
			DispatchError::BadOrigin
		);
	});
}

#[test]
fn only_the_provider_may_confirm() {
	ExtBuilder.build_and_execute(|| {
		let id = Order::default().open();
		for who in [TENANT, STRANGER, RUNNER_UP, operator(RUNNER_UP)] {
			assert_noop!(LeasesPallet::confirm(signed(who), id), Error::<Test>::NotTheProvider);
		}
	});
}

#[test]
fn a_second_confirmation_is_refused() {
	ExtBuilder.build_and_execute(|| {
		let id = Order::default().ready();
		let again = LeasesPallet::confirm(signed(PROVIDER), id);
		assert_noop!(again, Error::<Test>::NotReserving);
	});
}

#[test]
fn the_last_block_of_the_window_is_in_time() {
	ExtBuilder.build_and_execute(|| {
		let id = Order::default().open();
		run(29);
		assert_ok!(LeasesPallet::confirm(signed(PROVIDER), id));
	});
}

#[test]
fn a_late_confirmation_is_refused_even_if_the_hook_had_no_room() {
	ExtBuilder.build_and_execute(|| {
		let id = Order::default().open();
		skip(30);
		assert_noop!(LeasesPallet::confirm(signed(PROVIDER), id), Error::<Test>::TooLate);
	});
}

#[test]
fn a_provider_that_is_being_drained_cannot_confirm() {
	ExtBuilder.build_and_execute(|| {
		let id = Order::default().open();
		LeasesPallet::drain(&PROVIDER, DrainReason::Suspended);
		assert_noop!(LeasesPallet::confirm(signed(PROVIDER), id), Error::<Test>::ProviderDraining);
	});
}

#[test]
fn an_order_that_locked_too_little_changes_nothing() {
	ExtBuilder.build_and_execute(|| {
		let id = Order::default().open();
		OrderLocks::mutate(OrderId(0), |lock| lock.as_mut().unwrap().2 = 1);
		assert_noop!(LeasesPallet::confirm(signed(PROVIDER), id), DispatchError::Corruption);
	});
}
