//! O6: cancelling an order while it takes bids.

use super::*;
use sp_runtime::DispatchError;

#[test]
fn frees_everything_and_leaves_a_record() {
	ExtBuilder.build_and_execute(|| {
		let id = order();
		bid(id, 1, 1_000);
		events();
		assert_ok!(Orders::cancel(RuntimeOrigin::signed(TENANT), id));
		assert_eq!((wallet(), used()), ((FUNDS, 0), footprint(0)));
		assert_eq!(end_of(id), Some(OrderEnd::Cancelled));
		assert!(!Bids::<Test>::contains_key(id));
		assert_eq!(Deadlines::<Test>::iter_keys().count(), 0);
		assert_eq!(
			events(),
			vec![Event::OrderEnded { order: id, end: OrderEnd::Cancelled, unlocked: LOCK }]
		);
		run_to(5);
		assert_eq!(Opened::get(), vec![]);
	});
}

#[test]
fn works_up_to_the_last_block_of_the_window() {
	ExtBuilder.build_and_execute(|| {
		let id = order();
		run_to(3);
		assert_ok!(Orders::cancel(RuntimeOrigin::signed(TENANT), id));
	});
}

#[test]
fn is_too_late_once_the_window_has_closed_even_if_the_match_is_late() {
	ExtBuilder.build_and_execute(|| {
		let id = order();
		Now::set(4);
		assert_noop!(Orders::cancel(RuntimeOrigin::signed(TENANT), id), E::WindowClosed);
	});
}

#[test]
fn is_too_late_once_awarded() {
	ExtBuilder.build_and_execute(|| {
		let id = order();
		bid(id, 1, 1_000);
		run_to(4);
		assert!(lease_of(id).is_some());
		assert_noop!(Orders::cancel(RuntimeOrigin::signed(TENANT), id), E::WindowClosed);
	});
}

#[test]
fn is_for_the_tenant_alone() {
	ExtBuilder.build_and_execute(|| {
		let id = order();
		assert_noop!(Orders::cancel(RuntimeOrigin::signed(OTHER_TENANT), id), E::NotTenant);
	});
}

#[test]
fn needs_a_live_order() {
	ExtBuilder.build_and_execute(|| {
		let id = order();
		assert_noop!(Orders::cancel(RuntimeOrigin::signed(TENANT), id.next()), E::UnknownOrder);
		assert_ok!(Orders::cancel(RuntimeOrigin::signed(TENANT), id));
		assert_noop!(Orders::cancel(RuntimeOrigin::signed(TENANT), id), E::UnknownOrder);
	});
}

#[test]
fn fails_with_the_escrows_error_if_its_books_are_wrong() {
	ExtBuilder.build_and_execute(|| {
		let id = order();
		let right = wallet();
		Wallets::insert((TENANT, STABLE), (0, 0));
		assert_noop!(
			Orders::cancel(RuntimeOrigin::signed(TENANT), id),
			DispatchError::Other("too little locked")
		);
		assert_eq!(used(), footprint(1));
		Wallets::insert((TENANT, STABLE), right);
	});
}

#[test]
fn must_be_signed() {
	ExtBuilder.build_and_execute(|| {
		let id = order();
		assert_noop!(Orders::cancel(RuntimeOrigin::root(), id), DispatchError::BadOrigin);
	});
}
