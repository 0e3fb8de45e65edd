//! Taking what is due from the front, under a weight cap.

use crate::{mock::*, *};
use frame_support::{
	assert_ok,
	traits::Hooks,
	weights::{Weight, WeightMeter},
};
use sp_runtime::DispatchError;
use spheron_primitives::{BigEndian, LeaseId};

fn ended(ids: &[LeaseId]) -> usize {
	ids.iter().filter(|id| lease(**id).ended.is_some()).count()
}

#[test]
fn two_hundred_leases_due_in_one_block_are_all_served_with_exact_charges() {
	ExtBuilder.build_and_execute(|| {
		CloseWithin::set(1_000);
		let order = Order { duration: 500, ..Order::default() };
		let ids: Vec<_> = (0..200).map(|_| order.active()).collect();
		run(499);
		assert_eq!(ended(&ids), 0);
		// Room for a few per block.
		MaxServiceWeight::set(Weight::from_parts(100, 100));
		let mut blocks = 0;
		while ended(&ids) < 200 {
			let before = ended(&ids);
			run(1);
			blocks += 1;
			assert!((1..=10).contains(&(ended(&ids) - before)), "in block {blocks}");
			assert_ok!(LeasesPallet::do_try_state());
		}
		assert!(blocks > 20);
		for id in ids {
			assert_eq!((lease(id).ended, lease(id).paid.gross), (Some(501), 277_778));
		}
		assert_eq!(books().earned, 200 * books_after(&order, 500).earned);
	});
}

#[test]
fn a_block_of_many_providers_is_served_in_turn() {
	ExtBuilder.build_and_execute(|| {
		let ids: Vec<_> = (0..60)
			.map(|n| Order { provider: 100 + n, duration: 50, ..Order::default() }.active())
			.collect();
		run(49);
		MaxServiceWeight::set(Weight::from_parts(200, 200));
		run(1);
		let first = ended(&ids);
		assert!((10..20).contains(&first), "{first}");
		run(5);
		assert_eq!(ended(&ids), 60);
	});
}

#[test]
fn no_more_weight_is_used_than_allowed() {
	ExtBuilder.build_and_execute(|| {
		for _ in 0..50 {
			Order::default().open();
		}
		skip(29);
		for limit in [30, 55, 100, 1_000] {
			MaxServiceWeight::set(Weight::from_parts(limit, limit));
			skip(1);
			let used = LeasesPallet::on_initialize(0);
			assert!(used.all_lte(MaxServiceWeight::get()), "{used:?} of {limit}");
		}
	});
}

#[test]
fn a_block_with_nothing_due_costs_one_look() {
	ExtBuilder.build_and_execute(|| {
		Order::default().open();
		assert_eq!(LeasesPallet::on_initialize(0), <() as WeightInfo>::service_base());
		IsOpen::set(false);
		assert_eq!(LeasesPallet::on_initialize(0), <() as WeightInfo>::service_base());
	});
}

#[test]
fn a_lease_that_fails_at_its_end_does_not_stop_the_others() {
	ExtBuilder.build_and_execute(|| {
		let order = Order { duration: 100, ..Order::default() };
		let bad = Order { tenant: STRANGER, ..order.clone() }.active();
		let good = order.active();
		let later = Order { duration: 120, ..order.clone() }.active();
		FailingPayer::put(STRANGER);
		events();
		run(100);
		assert_eq!((state(bad), lease(good).ended), (LeaseState::Active, Some(101)));
		let error = DispatchError::Unavailable;
		assert!(events().contains(&Event::ServiceFailed { lease: bad, error }));
		assert_ok!(LeasesPallet::do_try_state());
		run(20);
		assert_eq!(lease(later).ended, Some(121));

		FailingPayer::kill();
		run(RETRY_AFTER);
		assert_eq!(state(bad), LeaseState::Closing { reason: EndReason::InsufficientFunds });
		// Later, but not dearer.
		assert_eq!(lease(bad).paid, lease(good).paid);
	});
}

#[test]
fn a_lease_that_fails_in_block_time_does_not_stop_the_others() {
	ExtBuilder.build_and_execute(|| {
		let bad = Order { tenant: STRANGER, ..Order::default() }.ready();
		let good = Order::default().ready();
		FailingPayer::put(STRANGER);
		run(300);
		assert_eq!((state(bad), lease(good).ended), (LeaseState::Ready { since: 1 }, Some(301)));
		assert_eq!(lease(bad).block_deadline, Some(301 + RETRY_AFTER));
		FailingPayer::kill();
		run(RETRY_AFTER);
		assert_eq!(state(bad), LeaseState::Closed { reason: EndReason::ActivationTimeout });
	});
}

#[test]
fn a_lease_that_fails_keeps_failing_alone() {
	ExtBuilder.build_and_execute(|| {
		let id = Order { duration: 10, ..Order::default() }.active();
		FailingPayer::put(TENANT);
		run(10 + 3 * RETRY_AFTER);
		assert_eq!(state(id), LeaseState::Active);
		assert_eq!(lease(id).meter.left_at(now()), 0);
		FailingPayer::kill();
		run(RETRY_AFTER);
		assert!(lease(id).ended.is_some());
	});
}

#[test]
fn stray_entries_are_removed() {
	ExtBuilder.build_and_execute(|| {
		let id = Order::default().active();
		BlockDeadlines::<Test>::insert(BigEndian(0), DeadlineItem::Lease(id), ());
		BlockDeadlines::<Test>::insert(BigEndian(0), DeadlineItem::Lease(LeaseId(9)), ());
		BlockDeadlines::<Test>::insert(BigEndian(1), DeadlineItem::Provider(STRANGER), ());
		let stray = (PROVIDER, BigEndian(0), BigEndian(9));
		ServiceDeadlines::<Test>::insert(stray, ());
		LeasesPallet::refile_provider(&PROVIDER);
		LeasesPallet::serve_due(&mut WeightMeter::new());
		assert!(!ServiceDeadlines::<Test>::contains_key(stray));
		assert_eq!(BlockDeadlines::<Test>::iter().count(), 1);
	});
}

#[test]
#[should_panic(expected = "no room for a single step")]
fn a_cap_below_one_step_is_refused() {
	MaxServiceWeight::set(Weight::from_parts(1, 1));
	LeasesPallet::integrity_test();
}

/// A lapse weighs as its list of runners-up, not as the longest that there can be.
#[test]
fn a_lapse_weighs_by_its_runners_up() {
	ExtBuilder.build_and_execute(|| {
		let weight_of = |open: fn(&Order) -> LeaseId| {
			let id = open(&Order::default());
			skip(ConfirmWithin::get());
			let used = LeasesPallet::on_initialize(System::block_number());
			assert_eq!(ended(&[id]), 1);
			used
		};
		let alone = weight_of(Order::open);
		assert_eq!(weight_of(Order::open_with_runner_up) - alone, LESS_WITHOUT_RUNNER_UP);
	});
}
