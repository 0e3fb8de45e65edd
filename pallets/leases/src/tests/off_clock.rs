//! Reports of unhealthy leases (A2, A3).

use crate::{mock::*, *};
use frame_support::assert_ok;
use spheron_primitives::{
	traits::{ClockSink, Drain, DrainReason},
	LeaseId, MaintenanceWindow,
};

fn report(unhealthy: &[LeaseId]) {
	LeasesPallet::report(&PROVIDER, unhealthy, None);
	assert_ok!(LeasesPallet::do_try_state());
}

#[test]
fn a_pause_is_not_charged() {
	ExtBuilder.build_and_execute(|| {
		let order = Order::default();
		let id = order.active();
		run(100);
		events();
		report(&[id]);
		assert_eq!(events(), vec![Event::ClockPaused { lease: id, since: 101, ends_at: 1_901 }]);
		run(500);
		report(&[]);
		assert_eq!(events(), vec![Event::ClockResumed { lease: id }]);
		run(50);
		assert_ok!(LeasesPallet::close(signed(TENANT), id));
		assert_eq!(books(), Books { reserved: 1, ..books_after(&order, 150) });
	});
}

#[test]
fn a_paused_lease_keeps_what_was_left() {
	ExtBuilder.build_and_execute(|| {
		let order = Order { duration: 1_000, ..Order::default() };
		let id = order.active();
		run(400);
		report(&[id]);
		assert_eq!(lease(id).service_deadline, None);
		assert_eq!(ProviderDeadlines::<Test>::get(PROVIDER), None);
		run(700);
		report(&[]);
		run(599);
		assert_eq!(state(id), LeaseState::Active);
		run(1);
		assert_eq!(state(id), LeaseState::Closing { reason: EndReason::InsufficientFunds });
		assert_eq!(books(), Books { reserved: 1, ..books_after(&order, 1_000) });
	});
}

#[test]
fn exactly_the_named_leases_are_off_the_clock() {
	ExtBuilder.build_and_execute(|| {
		let ids: Vec<_> = (0..4).map(|_| Order::default().active()).collect();
		let off = || ids.iter().filter(|id| lease(**id).off_clock.is_some()).count();
		report(&ids[..2]);
		assert_eq!(off(), 2);
		report(&ids[1..]);
		assert_eq!((off(), lease(ids[0]).off_clock), (3, None));
		run(10);
		report(&ids[1..]);
		assert_eq!(lease(ids[1]).off_clock, Some(1));
		report(&[]);
		assert_eq!((off(), OffClock::<Test>::iter().count()), (0, 0));
	});
}

#[test]
fn it_says_how_many_leases_were_looked_at() {
	ExtBuilder.build_and_execute(|| {
		let active = Order::default().active();
		let updating = Order { tenant: STRANGER, ..Order::default() }.updating(2, 3_000_000);
		let looked_at = |unhealthy: &[LeaseId]| LeasesPallet::report(&PROVIDER, unhealthy, None);
		assert_eq!(looked_at(&[active, updating, LeaseId(99)]), 3);
		assert!(lease(active).off_clock.is_some() && lease(updating).off_clock.is_some());
		assert_eq!(looked_at(&[active]), 1);
		assert_eq!(looked_at(&[active]), 0);
		assert_eq!(lease(updating).off_clock, None);
	});
}

#[test]
fn ids_that_are_not_its_active_leases_are_ignored() {
	ExtBuilder.build_and_execute(|| {
		let other = Order { provider: RUNNER_UP, ..Order::default() }.active();
		let ready = Order::default().ready();
		events();
		report(&[other, ready, LeaseId(99)]);
		assert_eq!(events(), vec![]);
		assert_eq!(OffClock::<Test>::iter().count(), 0);
	});
}

#[test]
fn more_ids_than_there_is_room_for_are_ignored() {
	ExtBuilder.build_and_execute(|| {
		let ids: Vec<_> = (0..300).map(|_| Order::default().active()).collect();
		report(&ids);
		assert_eq!(OffClock::<Test>::get(PROVIDER).len(), 256);
		report(&ids[100..]);
		assert_eq!(OffClock::<Test>::get(PROVIDER).len(), 200);
	});
}

#[test]
fn bad_health_that_lasts_ends_the_lease_and_no_other() {
	ExtBuilder.build_and_execute(|| {
		let order = Order::default();
		let id = order.active();
		let healthy = Order { tenant: STRANGER, ..Order::default() }.active();
		run(100);
		report(&[id]);
		run(1_799);
		assert_eq!(state(id), LeaseState::Active);
		run(1);
		assert_eq!(state(id), LeaseState::Closing { reason: EndReason::Outage });
		assert_eq!(lease(id).paid.gross, order.price * 100 / 1_800);
		assert_eq!(OffClock::<Test>::iter().count(), 0);
		assert_eq!(state(healthy), LeaseState::Active);
		assert!(!LeasesPallet::is_draining(&PROVIDER));
	});
}

#[test]
fn a_lease_whose_bad_health_lasted_too_long_does_not_come_back() {
	ExtBuilder.build_and_execute(|| {
		let id = Order::default().active();
		report(&[id]);
		skip(1_800);
		report(&[]);
		assert_eq!(state(id), LeaseState::Closing { reason: EndReason::Outage });
		assert_eq!(lease(id).ended, Some(1_801));
	});
}

/// R3, L5: in maintenance there are no outage faults, and the hour counts from its end.
#[test]
fn bad_health_is_not_counted_from_before_the_end_of_a_maintenance() {
	ExtBuilder.build_and_execute(|| {
		let id = Order::default().active();
		Maintenance::insert(PROVIDER, MaintenanceWindow { starts_at: 1_000, ends_at: 1_500 });
		run(100);
		report(&[id]);
		run(3_198);
		assert_eq!(state(id), LeaseState::Active);
		run(1);
		assert_eq!(state(id), LeaseState::Closing { reason: EndReason::Outage });
		assert_eq!(lease(id).ended, Some(3_300));
	});
}

#[test]
fn nor_where_the_hook_had_no_room() {
	ExtBuilder.build_and_execute(|| {
		let id = Order::default().active();
		Maintenance::insert(PROVIDER, MaintenanceWindow { starts_at: 1_000, ends_at: 1_500 });
		run(100);
		report(&[id]);
		skip(2_000);
		report(&[]);
		assert_eq!((state(id), lease(id).off_clock), (LeaseState::Active, None));
		report(&[id]);
		skip(4_000);
		report(&[]);
		assert_eq!(lease(id).ended, Some(2_101 + 1_800));
	});
}

/// Nobody who follows events would know otherwise.
#[test]
fn when_bad_health_ends_a_lease_is_said_again_if_it_has_moved() {
	ExtBuilder.build_and_execute(|| {
		let id = Order::default().active();
		Maintenance::insert(PROVIDER, MaintenanceWindow { starts_at: 1_000, ends_at: 1_500 });
		run(100);
		report(&[id]);
		events();
		run(1_799);
		assert_eq!(events(), vec![]);
		run(1);
		assert_eq!(events(), vec![Event::OutageEndSet { lease: id, ends_at: 3_300 }]);
		OutageLimit::set(1_000);
		assert_ok!(LeasesPallet::close(signed(PROVIDER), id));
		let outage = Event::OutageEndSet { lease: id, ends_at: 2_500 };
		let notice = Event::ProviderNotice { lease: id, ends_at: 3_701 };
		assert_eq!(events(), vec![outage, notice]);
		assert_eq!(lease(id).block_deadline, Some(2_500));
	});
}

/// Its provider's clock stopped in block 301, and the second lease was activated after that.
#[test]
fn bad_health_is_counted_from_when_the_provider_was_down_or_from_the_activation() {
	ExtBuilder.build_and_execute(|| {
		Clocks::attest(PROVIDER, true);
		let first = Order::default().active();
		run(400);
		let second = Order { tenant: STRANGER, ..Order::default() }.active();
		run(100);
		events();
		LeasesPallet::report(&PROVIDER, &[first, second], Some(301));
		let paused = |lease, since| Event::ClockPaused { lease, since, ends_at: since + 1_800 };
		assert_eq!(events(), vec![paused(first, 301), paused(second, 401)]);
		assert_eq!((lease(first).off_clock, lease(second).off_clock), (Some(301), Some(401)));
	});
}

#[test]
fn the_earlier_of_notice_and_bad_health_ends_it() {
	ExtBuilder.build_and_execute(|| {
		let id = Order::default().active();
		run(10);
		report(&[id]);
		run(10);
		assert_ok!(LeasesPallet::close(signed(PROVIDER), id));
		assert_eq!(lease(id).block_deadline, Some(11 + 1_800));
		report(&[]);
		assert_eq!(lease(id).block_deadline, Some(21 + 1_800));
		run(1);
		report(&[id]);
		run(1_799);
		assert_eq!(state(id), LeaseState::Closing { reason: EndReason::ProviderClosed });
	});
}

/// Of both in the same block the outage comes first, also where the hook had no room (127).
#[test]
fn a_notice_is_no_way_out_of_bad_health() {
	for late in [0, 100] {
		ExtBuilder.build_and_execute(|| {
			let id = Order::default().active();
			run(20);
			report(&[id]);
			assert_ok!(LeasesPallet::close(signed(PROVIDER), id));
			run(1_799);
			assert_eq!(state(id), LeaseState::Active);
			skip(late);
			run(1);
			assert_eq!(state(id), LeaseState::Closing { reason: EndReason::Outage });
			assert_eq!(lease(id).ended, Some(21 + 1_800));
		});
	}
}

/// In maintenance there is no outage, so the notice ends it.
#[test]
fn a_notice_ends_what_is_ill_in_a_maintenance() {
	ExtBuilder.build_and_execute(|| {
		let id = Order::default().active();
		Maintenance::insert(PROVIDER, MaintenanceWindow { starts_at: 1_000, ends_at: 9_000 });
		run(20);
		report(&[id]);
		assert_ok!(LeasesPallet::close(signed(PROVIDER), id));
		run(1_800);
		assert_eq!(state(id), LeaseState::Closing { reason: EndReason::ProviderClosed });
	});
}

#[test]
fn the_tenant_can_close_a_paused_lease() {
	ExtBuilder.build_and_execute(|| {
		let order = Order::default();
		let id = order.active();
		run(100);
		report(&[id]);
		run(100);
		assert_ok!(LeasesPallet::close(signed(TENANT), id));
		assert_eq!(books(), Books { reserved: 1, ..books_after(&order, 100) });
		assert_eq!(OffClock::<Test>::iter().count(), 0);
	});
}

#[test]
fn low_funds_are_told_after_a_pause_that_hid_them() {
	ExtBuilder.build_and_execute(|| {
		let id = Order::default().active();
		run(3_150);
		report(&[id]);
		run(300);
		report(&[]);
		events();
		run(49);
		assert_eq!(events(), vec![]);
		run(1);
		assert_eq!(events(), vec![Event::FundsLow { lease: id, left: 1_800 }]);
	});
}

#[test]
fn nothing_is_heard_while_draining() {
	ExtBuilder.build_and_execute(|| {
		let id = Order::default().active();
		LeasesPallet::drain(&PROVIDER, DrainReason::Suspended);
		report(&[id]);
		assert_eq!(lease(id).off_clock, None);
	});
}

#[test]
fn a_report_that_fails_for_one_lease_holds_for_the_others() {
	ExtBuilder.build_and_execute(|| {
		let bad = Order { duration: 10, ..Order::default() }.active();
		let good = Order { tenant: STRANGER, ..Order::default() }.active();
		skip(20);
		FailingPayer::put(TENANT);
		report(&[bad, good]);
		assert_eq!((state(bad), lease(good).off_clock), (LeaseState::Active, Some(21)));
		FailingPayer::kill();
	});
}
