//! A provider that was down for longer than the limit is lost, even if the hook has had no room yet to begin
//! closing its leases (L5).

use super::outage::{maintain, OUTAGE};
use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchResult;
use spheron_primitives::{
	traits::{ClockSink, Drain, DrainReason, Leases as _, Unfit},
	LeaseId, OrderId,
};

/// What is awarded or ready waits for longer than any outage lasts.
fn patient() {
	ConfirmWithin::set(10_000);
	ActivateWithin::set(10_000);
}

/// Coming late puts nothing off, even if the hook has had no room.
#[test]
fn who_was_down_for_too_long_is_not_heard() {
	ExtBuilder.build_and_execute(|| {
		Clocks::attest(PROVIDER, true);
		Order::default().active();
		run(1_000);
		skip(1_099);
		assert!(LeasesPallet::hears(&PROVIDER));
		skip(1);
		assert!(!LeasesPallet::hears(&PROVIDER));
		run(1);
		assert!(LeasesPallet::is_draining(&PROVIDER));
		assert!(!LeasesPallet::hears(&PROVIDER));
	});
}

/// Nor does a call take from the tenant what an outage gives it.
#[test]
fn whose_provider_was_down_for_too_long_has_an_outage_whatever_is_called() {
	let calls: [fn(LeaseId) -> DispatchResult; 3] = [
		|id| LeasesPallet::close(signed(TENANT), id),
		|id| LeasesPallet::close(signed(PROVIDER), id),
		|id| LeasesPallet::settle(signed(STRANGER), id),
	];
	for call in calls {
		ExtBuilder.build_and_execute(|| {
			let order = Order::default();
			Clocks::attest(PROVIDER, true);
			let [id, other] = [order.active(), order.active()];
			run(1_000);
			skip(1_150);
			assert_ok!(call(id));
			// As if the hook had had room in that block.
			assert_eq!((state(id), lease(id).ended), (OUTAGE, Some(2_101)));
			assert_eq!(lease(id).paid.gross, 1_000_003 * 300 / 1_800);
			let missed = 2 * (1_000_003 * 1_800 / 1_800);
			assert!(matches!(Outages::get()[..], [(of_limit, _)] if of_limit == missed));
			run(1);
			assert_eq!(state(other), OUTAGE);
		});
	}
}

/// However the last lease in service comes to its end: those that are not, and end by it, have no part in
/// finding out.
#[test]
fn all_leases_of_who_was_down_for_too_long_end_by_it() {
	let courses: [fn(LeaseId) -> DispatchResult; 3] = [
		|_| Ok(()),
		|id| LeasesPallet::settle(signed(STRANGER), id),
		|id| LeasesPallet::close(signed(TENANT), id),
	];
	for course in courses {
		ExtBuilder.build_and_execute(|| {
			patient();
			Clocks::attest(PROVIDER, true);
			// So that it is due in the same block as its provider.
			UpdateAnswerWithin::set(2_100);
			let last = Order::default().updating(2, 2_000_000);
			let (ready, reserved) = (Order::default().ready(), Order::default().open());
			run(1_000);
			skip(1_100);
			let faults = Faults::get(PROVIDER);
			assert_ok!(course(last));
			run(1);
			assert_eq!(state(last), OUTAGE);
			for id in [ready, reserved] {
				assert_eq!(state(id), LeaseState::Closed { reason: EndReason::Outage });
			}
			assert_ne!(Faults::get(PROVIDER), faults);
		});
	}
}

/// What falls due after the outage, but before the hook had room, does not come before it.
#[test]
fn what_is_due_after_an_outage_over_the_limit_ends_by_it() {
	ExtBuilder.build_and_execute(|| {
		ActivateWithin::set(2_105);
		Clocks::attest(PROVIDER, true);
		Order::default().active();
		let ready = Order { tenant: STRANGER, ..Order::default() }.ready();
		let before = wallet(STRANGER, &USD);
		run(1_000);
		skip(1_150);
		run(1);
		assert_eq!(state(ready), LeaseState::Closed { reason: EndReason::Outage });
		assert_eq!(lease(ready).ended, Some(2_101));
		assert_eq!(wallet(STRANGER, &USD), (0, before.0 + before.1));
	});
}

/// Nor what is due in the same block; also of leases for which there is no room in the first page, whose
/// provider is filed for the next block then.
#[test]
fn a_notice_is_no_way_out_while_pages_are_closed() {
	ExtBuilder.build_and_execute(|| {
		Clocks::attest(PROVIDER, true);
		let ids: Vec<_> = (0..DRAIN_PAGE + 10).map(|_| Order::default().active()).collect();
		run(300);
		ProviderNotice::set(1_800);
		for id in &ids {
			assert_ok!(LeasesPallet::close(signed(PROVIDER), *id));
		}
		run(1_800);
		assert!(ids.iter().all(|id| state(*id) == OUTAGE));
	});
}

/// A suspension would leave the tenants without it.
#[test]
fn an_outage_over_the_limit_comes_before_what_the_council_does_then() {
	ExtBuilder.build_and_execute(|| {
		Clocks::attest(PROVIDER, true);
		let id = Order::default().active();
		run(1_000);
		skip(1_100);
		LeasesPallet::drain(&PROVIDER, DrainReason::Suspended);
		run(1);
		assert_eq!(state(id), OUTAGE);
	});
}

/// Nothing goes on to a runner-up whom the tenant does not want any more.
#[test]
fn an_award_ends_with_its_order_if_the_tenant_closes_it_in_time() {
	ExtBuilder.build_and_execute(|| {
		patient();
		Clocks::attest(PROVIDER, true);
		Order::default().active();
		let (lost, draining) =
			(Order::default().open_with_runner_up(), Order::default().open_with_runner_up());
		let close = |id| {
			assert_ok!(LeasesPallet::close(signed(TENANT), id));
			assert_eq!(state(id), LeaseState::Closed { reason: EndReason::TenantClosed });
		};
		run(1_000);
		skip(1_100);
		close(lost);
		LeasesPallet::drain(&PROVIDER, DrainReason::Outage);
		close(draining);
	});
}

#[test]
fn who_was_down_for_too_long_confirms_and_activates_nothing() {
	ExtBuilder.build_and_execute(|| {
		patient();
		Clocks::attest(PROVIDER, true);
		Order::default().active();
		let (ready, reserved) = (Order::default().ready(), Order::default().open());
		run(1_000);
		skip(1_100);
		let error = || Error::<Test>::ProviderDraining;
		assert_noop!(LeasesPallet::confirm(signed(PROVIDER), reserved), error());
		assert_noop!(LeasesPallet::activate(signed(PROVIDER), ready, access()), error());
		assert_eq!(LeasesPallet::open(Order::default().award(OrderId(99))), Err(Unfit::NotActive));
	});
}

#[test]
fn who_was_in_maintenance_meanwhile_is_heard() {
	ExtBuilder.build_and_execute(|| {
		maintain(1_500, 2_000);
		Clocks::attest(PROVIDER, true);
		let id = Order::default().active();
		run(1_000);
		skip(2_798);
		assert!(LeasesPallet::hears(&PROVIDER));
		Clocks::attest(PROVIDER, true);
		run(100);
		assert_eq!(state(id), LeaseState::Active);
	});
}
