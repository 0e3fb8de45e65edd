//! Closing all leases of a provider, page by page (L5, R3).

use crate::{mock::*, *};
use frame_support::{assert_ok, weights::Weight};
use sp_runtime::DispatchError;
use spheron_primitives::{
	traits::{ClockSink, Drain, DrainReason},
	LeaseId, OrderId,
};

const SUSPENDED: EndReason = EndReason::ProviderSuspended;

fn suspend() {
	LeasesPallet::drain(&PROVIDER, DrainReason::Suspended);
}

#[test]
fn leases_in_every_state_are_closed_and_then_the_mark_goes() {
	ExtBuilder.build_and_execute(|| {
		let order = Order::default();
		let reserving = order.open_with_runner_up();
		let ready = order.ready();
		let active = order.active();
		let closing = order.active();
		assert_ok!(LeasesPallet::close(signed(TENANT), closing));
		run(10);
		suspend();
		assert!(LeasesPallet::is_draining(&PROVIDER));
		run(1);
		assert_eq!(state(reserving), LeaseState::Closed { reason: SUSPENDED });
		assert_eq!(state(ready), LeaseState::Closed { reason: SUSPENDED });
		assert_eq!(state(active), LeaseState::Closing { reason: SUSPENDED });
		assert_eq!(lease(active).ended, Some(11));
		// The award goes on to the runner-up; no fault, no charge for the reservation.
		let next = Leases::<Test>::iter_values().find(|lease| lease.provider == RUNNER_UP).unwrap();
		assert_eq!(next.order, OrderId(0));
		assert_eq!((Faults::get(PROVIDER), books().reservation), (0, 0));
		// What is closing still has its time to clear up.
		run(138);
		assert!(LeasesPallet::is_draining(&PROVIDER));
		events();
		run(2);
		assert!(LeasesPallet::is_draining(&PROVIDER));
		run(10);
		assert!(!LeasesPallet::is_draining(&PROVIDER));
		assert!(events().contains(&Event::ProviderDrained { provider: PROVIDER }));
		assert_eq!(books().reserved, 0);
	});
}

#[test]
fn confirming_the_last_closing_ends_the_draining() {
	ExtBuilder.build_and_execute(|| {
		let id = Order::default().active();
		suspend();
		run(1);
		assert_ok!(LeasesPallet::confirm_closed(signed(PROVIDER), id));
		assert!(!LeasesPallet::is_draining(&PROVIDER));
	});
}

#[test]
fn a_page_is_closed_in_each_block() {
	ExtBuilder.build_and_execute(|| {
		let ids: Vec<_> = (0..150).map(|_| Order::default().active()).collect();
		let ended = || ids.iter().filter(|id| lease(**id).ended.is_some()).count();
		suspend();
		for expected in [64, 128, 150] {
			run(1);
			assert_eq!(ended(), expected);
			assert_ok!(LeasesPallet::do_try_state());
		}
	});
}

#[test]
fn a_page_stops_at_the_weight_cap() {
	ExtBuilder.build_and_execute(|| {
		let ids: Vec<_> = (0..10).map(|_| Order::default().active()).collect();
		let ended = || ids.iter().filter(|id| lease(**id).ended.is_some()).count();
		MaxServiceWeight::set(Weight::from_parts(40, 40));
		suspend();
		run(1);
		assert_eq!(ended(), 3);
		run(3);
		assert_eq!(ended(), 10);
	});
}

#[test]
fn whenever_its_page_comes_a_lease_ends_as_of_the_beginning() {
	ExtBuilder.build_and_execute(|| {
		let order = Order::default();
		let id = order.active();
		run(100);
		suspend();
		skip(500);
		run(1);
		assert_eq!(lease(id).ended, Some(101));
		assert_eq!(lease(id).state.end_reason(), Some(SUSPENDED));
		let books = books();
		assert_eq!((books.earned, books.locked), (books_after(&order, 100).earned, 0));
	});
}

#[test]
fn what_was_due_before_ends_for_its_own_reason() {
	ExtBuilder.build_and_execute(|| {
		let dry = Order { duration: 50, ..Order::default() }.active();
		let award = Order::default().open();
		skip(60);
		suspend();
		run(1);
		assert_eq!(lease(dry).state.end_reason(), Some(EndReason::InsufficientFunds));
		assert_eq!(lease(award).state.end_reason(), Some(EndReason::ReservationTimeout));
		assert_eq!(Faults::get(PROVIDER), 1);
	});
}

/// A suspension or a slash is no fault with an award that waits for its confirmation; an outage is.
#[test]
fn an_award_that_an_outage_closes_is_a_fault() {
	use DrainReason::{Outage, Slashed, Suspended};
	for (reason, faults) in [(Outage, 1), (Slashed, 0), (Suspended, 0)] {
		ExtBuilder.build_and_execute(|| {
			let award = Order::default().open();
			LeasesPallet::drain(&PROVIDER, reason);
			run(1);
			assert_eq!(state(award), LeaseState::Closed { reason: reason.into() });
			assert_eq!(Faults::get(PROVIDER), faults);
		});
	}
}

#[test]
fn a_call_on_a_lease_that_waits_for_its_page_serves_it() {
	ExtBuilder.build_and_execute(|| {
		let order = Order::default();
		let id = order.active();
		run(100);
		suspend();
		skip(50);
		assert_ok!(LeasesPallet::settle(signed(STRANGER), id));
		assert_eq!(state(id), LeaseState::Closing { reason: SUSPENDED });
		assert_eq!(books(), Books { reserved: 1, ..books_after(&order, 100) });
	});
}

#[test]
fn it_is_carried_through_whatever_the_provider_sends() {
	ExtBuilder.build_and_execute(|| {
		Clocks::attest(PROVIDER, true);
		let ids: Vec<_> = (0..100).map(|_| Order::default().active()).collect();
		run(2_100);
		assert!(LeasesPallet::is_draining(&PROVIDER));
		Clocks::attest(PROVIDER, true);
		LeasesPallet::report(&PROVIDER, &[], None);
		run(1);
		let reason = EndReason::Outage;
		assert!(ids.iter().all(|id| lease(*id).state.end_reason() == Some(reason)));
		assert!(ids.iter().all(|id| lease(*id).paid.gross == 1_000_003 * 300 / 1_800));
	});
}

#[test]
fn a_second_draining_leaves_the_first_as_it_is() {
	ExtBuilder.build_and_execute(|| {
		let id = Order::default().active();
		suspend();
		events();
		LeasesPallet::drain(&PROVIDER, DrainReason::Slashed);
		assert_eq!(events(), vec![]);
		run(1);
		assert_eq!(state(id), LeaseState::Closing { reason: SUSPENDED });
	});
}

#[test]
fn a_slash_is_given_as_the_reason() {
	ExtBuilder.build_and_execute(|| {
		let id = Order::default().active();
		LeasesPallet::drain(&PROVIDER, DrainReason::Slashed);
		run(1);
		assert_eq!(state(id), LeaseState::Closing { reason: EndReason::ProviderSlashed });
	});
}

#[test]
fn a_provider_without_leases_has_nothing_to_drain() {
	ExtBuilder.build_and_execute(|| {
		suspend();
		assert!(!LeasesPallet::is_draining(&PROVIDER));
		assert_eq!(events(), vec![]);
	});
}

#[test]
fn a_lease_that_fails_is_passed_over_and_tried_again() {
	ExtBuilder.build_and_execute(|| {
		let bad = Order { tenant: STRANGER, ..Order::default() }.active();
		let good = Order::default().active();
		run(10);
		FailingPayer::put(STRANGER);
		suspend();
		events();
		run(1);
		assert_eq!((state(bad), lease(good).ended), (LeaseState::Active, Some(11)));
		let error = DispatchError::Unavailable;
		assert!(events().contains(&Event::ServiceFailed { lease: bad, error }));
		FailingPayer::kill();
		run(RETRY_AFTER);
		assert_eq!(lease(bad).ended, Some(11));
		assert_eq!(lease(bad).state.end_reason(), Some(SUSPENDED));
	});
}

#[test]
fn others_are_not_touched() {
	ExtBuilder.build_and_execute(|| {
		Order::default().active();
		let other = Order { provider: RUNNER_UP, ..Order::default() }.active();
		suspend();
		run(1);
		assert_eq!(state(other), LeaseState::Active);
		assert_eq!(other, LeaseId(1));
	});
}
