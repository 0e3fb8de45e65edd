//! What ends by itself in block time, and the parameters that say when.

use crate::{mock::*, *};
use frame_support::assert_ok;
use spheron_primitives::{LeaseId, OrderId};

/// S4: however late the deadline is served, the fault is of the block in which it was due.
#[test]
fn an_award_not_confirmed_is_a_fault_as_of_its_deadline() {
	ExtBuilder.build_and_execute(|| {
		let id = Order::default().open();
		skip(100);
		run(1);
		assert_eq!(state(id), LeaseState::Closed { reason: EndReason::ReservationTimeout });
		assert_eq!((lease(id).ended, FaultsAt::get()), (Some(31), vec![31]));
	});
}

#[test]
fn an_award_not_confirmed_goes_to_the_runner_up_at_its_own_price() {
	ExtBuilder.build_and_execute(|| {
		let order = Order::default();
		let id = order.open_with_runner_up();
		run(29);
		assert_eq!(state(id), LeaseState::Reserving);
		run(1);
		assert_eq!(state(id), LeaseState::Closed { reason: EndReason::ReservationTimeout });
		assert_eq!((Faults::get(PROVIDER), books().reserved), (1, 0));

		let second = lease(LeaseId(1));
		assert_eq!((second.provider, second.meter.price), (RUNNER_UP, order.price + 1_000));
		assert_eq!((second.state, second.opened), (LeaseState::Reserving, 31));
		assert_eq!(books().locked, order.lock());
		assert_ok!(LeasesPallet::confirm(signed(RUNNER_UP), LeaseId(1)));
		assert_eq!(lease(LeaseId(1)).locked, books().locked);
	});
}

#[test]
fn with_no_runner_up_the_order_is_over() {
	ExtBuilder.build_and_execute(|| {
		let order = Order::default();
		let id = order.open_with_runner_up();
		run(60);
		assert_eq!(lease(id).ended, Some(31));
		assert_eq!(lease(LeaseId(1)).ended, Some(61));
		assert_eq!((Faults::get(PROVIDER), Faults::get(RUNNER_UP)), (1, 1));
		assert_eq!(Outcomes::get(OrderId(0)), Some(Outcome::NoProvider));
		assert_eq!(books(), books_after(&order, 0));
	});
}

#[test]
fn a_lease_not_activated_closes_and_the_tenant_pays_the_time() {
	ExtBuilder.build_and_execute(|| {
		let order = Order::default();
		let id = order.ready();
		run(299);
		assert_eq!(state(id), LeaseState::Ready { since: 1 });
		run(1);
		assert_eq!(state(id), LeaseState::Closed { reason: EndReason::ActivationTimeout });
		let amount = order.price * 300 / 1_800;
		let rest = order.lock() - amount;
		let expected = Books { unlocked: rest, reservation: amount, ..books_after(&order, 0) };
		assert_eq!(books(), expected);
		assert_eq!(Faults::get(PROVIDER), 0);
	});
}

#[test]
fn a_timeout_in_ready_noticed_late_costs_the_same() {
	ExtBuilder.build_and_execute(|| {
		let order = Order::default();
		order.ready();
		skip(800);
		run(1);
		assert_eq!(books().reservation, order.price * 300 / 1_800);
	});
}

#[test]
fn a_closing_that_is_not_confirmed_closes_by_itself() {
	ExtBuilder.build_and_execute(|| {
		let id = Order::default().active();
		assert_ok!(LeasesPallet::close(signed(TENANT), id));
		run(149);
		assert_eq!((lease(id).state.end_reason().is_some(), books().reserved), (true, 1));
		run(1);
		assert_eq!(state(id), LeaseState::Closed { reason: EndReason::TenantClosed });
		assert_eq!(books().reserved, 0);
	});
}

#[test]
fn the_record_is_kept_for_its_history_and_then_removed() {
	ExtBuilder.build_and_execute(|| {
		let id = Order::default().ready();
		assert_ok!(LeasesPallet::close(signed(TENANT), id));
		skip(9_998);
		run(1);
		assert!(Leases::<Test>::contains_key(id));
		events();
		run(1);
		assert!(!Leases::<Test>::contains_key(id));
		assert_eq!(events(), vec![Event::LeaseExpired { lease: id }]);
		assert_eq!(BlockDeadlines::<Test>::iter().count(), 0);
	});
}

#[test]
fn parameters_out_of_range_count_as_the_nearest_in_range() {
	ExtBuilder.build_and_execute(|| {
		ConfirmWithin::set(0);
		ActivateWithin::set(u32::MAX);
		let id = Order::default().open();
		assert_eq!(lease(id).block_deadline, Some(2));
		assert_ok!(LeasesPallet::confirm(signed(PROVIDER), id));
		assert_eq!(lease(id).block_deadline, Some(1 + MAX_WINDOW));
	});
}

#[test]
fn a_changed_parameter_leaves_running_windows_alone() {
	ExtBuilder.build_and_execute(|| {
		let id = Order::default().open();
		ConfirmWithin::set(5);
		run(29);
		assert_eq!(state(id), LeaseState::Reserving);
		run(1);
		assert_eq!(lease(id).ended, Some(31));
	});
}

#[test]
fn nothing_is_served_in_a_block_that_is_not_open() {
	ExtBuilder.build_and_execute(|| {
		let id = Order::default().open();
		IsOpen::set(false);
		run(40);
		assert_eq!(state(id), LeaseState::Reserving);
		IsOpen::set(true);
		run(1);
		assert_eq!(lease(id).ended, Some(31));
	});
}
