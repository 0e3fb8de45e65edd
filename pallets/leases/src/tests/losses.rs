//! What staking is told of leases that end by their provider's outage or misconduct (S4, S5).

use crate::{mock::*, *};
use frame_support::assert_ok;
use spheron_primitives::{
	money::gross,
	price::MicroUsd,
	traits::{ClockSink, Drain, DrainReason, Victim},
	Balance, LeaseId, MaintenanceWindow,
};

/// An order of another tenant.
fn strangers() -> Order {
	Order { tenant: STRANGER, ..Order::default() }
}

/// What `blocks` of the service of `order` cost the tenant.
fn cost(order: &Order, blocks: u32) -> Balance {
	rates(&order.token).charge(gross(order.price, blocks).unwrap()).unwrap().paid()
}

/// What is left of the lock of `order` after `served` blocks is worth that much, as [`Worth`] has
/// it.
fn victim(lease: LeaseId, order: &Order, served: u32) -> Victim<AccountId> {
	let unspent = 2 * (cost(order, order.duration) - cost(order, served));
	Victim { lease, tenant: order.tenant, unspent }
}

/// What `blocks` of the service of `order` are worth, gross.
fn missed(order: &Order, blocks: u32) -> MicroUsd {
	2 * gross(order.price, blocks).unwrap()
}

#[test]
fn of_a_providers_outage_what_was_missed_and_what_was_not_spent() {
	ExtBuilder.build_and_execute(|| {
		let order = Order::default();
		Clocks::attest(PROVIDER, true);
		let id = order.active();
		run(2_100);
		// Down from 301 to 2 101.
		assert_eq!(lease(id).ended, Some(2_101));
		assert_eq!(Outages::get(), vec![(missed(&order, 1_800), victim(id, &order, 300))]);
		assert_eq!(Victims::get(), vec![]);
	});
}

#[test]
fn of_one_leases_outage_as_well() {
	ExtBuilder.build_and_execute(|| {
		let order = Order::default();
		let (ill, well) = (order.active(), order.active());
		run(100);
		LeasesPallet::report(&PROVIDER, &[ill], None);
		run(1_800);
		assert_eq!(state(ill), LeaseState::Closing { reason: EndReason::Outage });
		assert_eq!(state(well), LeaseState::Active);
		assert_eq!(Outages::get(), vec![(missed(&order, 1_800), victim(ill, &order, 100))]);
	});
}

#[test]
fn no_more_is_missed_than_was_left() {
	ExtBuilder.build_and_execute(|| {
		let order = Order { duration: 1_000, ..Order::default() };
		Clocks::attest(PROVIDER, true);
		let id = order.active();
		run(2_100);
		assert_eq!(Outages::get(), vec![(missed(&order, 700), victim(id, &order, 300))]);
	});
}

#[test]
fn nothing_is_missed_before_the_activation() {
	ExtBuilder.build_and_execute(|| {
		let (order, other) = (Order::default(), strangers());
		Clocks::attest(PROVIDER, true);
		let early = order.active();
		run(1_000);
		let late = other.active();
		run(1_100);
		assert_eq!(
			Outages::get(),
			vec![
				(missed(&order, 1_800), victim(early, &order, 300)),
				(missed(&other, 1_100), victim(late, &other, 0)),
			]
		);
	});
}

/// R3: in maintenance there are no outage faults.
#[test]
fn of_an_outage_over_a_maintenance_what_was_missed_since_its_end() {
	for (starts_at, ends_at, blocks) in [(500, 1_101, 2_900), (500, 9_000, 10_799)] {
		ExtBuilder.build_and_execute(|| {
			let order = Order::default();
			Maintenance::insert(PROVIDER, MaintenanceWindow { starts_at, ends_at });
			Clocks::attest(PROVIDER, true);
			let id = order.active();
			run(blocks);
			assert_eq!(Outages::get(), vec![(missed(&order, 1_800), victim(id, &order, 300))]);
		});
	}
}

/// Nothing was attested since before the activation, and in the block of that the provider gives notice:
/// this ends in the block in which it has been down for too long (127).
#[test]
fn of_an_outage_in_which_notice_was_given_as_well() {
	for late in [0, 100] {
		ExtBuilder.build_and_execute(|| {
			let order = Order::default();
			Clocks::attest(PROVIDER, true);
			run(999);
			let id = order.active();
			assert_ok!(LeasesPallet::close(signed(PROVIDER), id));
			run(1_799);
			assert_eq!(state(id), LeaseState::Active);
			skip(late);
			run(1);
			assert_eq!(state(id), LeaseState::Closing { reason: EndReason::Outage });
			assert_eq!(lease(id).ended, Some(1_000 + 1_800));
			assert_eq!(Outages::get(), vec![(missed(&order, 1_800), victim(id, &order, 0))]);
		});
	}
}

#[test]
fn a_report_in_the_middle_of_an_outage_does_not_shorten_it() {
	ExtBuilder.build_and_execute(|| {
		let order = Order::default();
		Clocks::attest(PROVIDER, true);
		let (ill, well) = (order.active(), order.active());
		run(400);
		LeasesPallet::report(&PROVIDER, &[ill], None);
		run(1_700);
		let all = missed(&order, 1_800);
		assert_eq!(
			Outages::get(),
			vec![(all, victim(ill, &order, 300)), (all, victim(well, &order, 300))]
		);
	});
}

#[test]
fn what_the_provider_sends_before_its_page_changes_nothing() {
	ExtBuilder.build_and_execute(|| {
		let order = Order::default();
		Clocks::attest(PROVIDER, true);
		let ids: Vec<_> = (0..100).map(|_| order.active()).collect();
		run(2_100);
		assert_eq!(Outages::get().len(), 64);
		Clocks::attest(PROVIDER, true);
		run(1);
		let told = |id: &LeaseId| (missed(&order, 1_800), victim(*id, &order, 300));
		assert_eq!(Outages::get(), ids.iter().map(told).collect::<Vec<_>>());
	});
}

#[test]
fn a_provider_that_is_up_has_missed_nothing() {
	ExtBuilder.build_and_execute(|| {
		let order = Order::default();
		let id = order.active();
		run(100);
		LeasesPallet::drain(&PROVIDER, DrainReason::Outage);
		run(1);
		assert_eq!(Outages::get(), vec![(0, victim(id, &order, 100))]);
	});
}

#[test]
fn in_ready_nothing_was_missed_and_nothing_was_spent_and_an_award_has_no_victim() {
	ExtBuilder.build_and_execute(|| {
		ConfirmWithin::set(10_000);
		ActivateWithin::set(10_000);
		let (order, other) = (Order::default(), strangers());
		Clocks::attest(PROVIDER, true);
		let award = order.open_with_runner_up();
		let ready = other.ready();
		let active = order.active();
		run(2_100);
		assert_eq!(state(award), LeaseState::Closed { reason: EndReason::Outage });
		assert_eq!(
			Outages::get(),
			vec![
				(0, victim(ready, &other, 0)),
				(missed(&order, 1_800), victim(active, &order, 300)),
			]
		);
	});
}

#[test]
fn of_misconduct_what_was_not_spent() {
	ExtBuilder.build_and_execute(|| {
		let (order, other) = (Order::default(), strangers());
		let active = order.active();
		let ready = other.ready();
		run(100);
		let award = order.open_with_runner_up();
		LeasesPallet::drain(&PROVIDER, DrainReason::Slashed);
		run(1);
		assert_eq!(state(award), LeaseState::Closed { reason: EndReason::ProviderSlashed });
		assert_eq!(Victims::get(), vec![victim(active, &order, 100), victim(ready, &other, 0)]);
		assert_eq!(Outages::get(), vec![]);
	});
}

#[test]
fn what_unlocks_is_what_was_not_spent() {
	ExtBuilder.build_and_execute(|| {
		let order = Order { max_price: 1_000_003, ..Order::default() };
		order.active();
		strangers().ready();
		run(277);
		let before = wallet(STRANGER, &USD).1;
		LeasesPallet::drain(&PROVIDER, DrainReason::Slashed);
		run(1);
		let unlocked = [books().unlocked, wallet(STRANGER, &USD).1 - before];
		let unspent: Vec<_> = Victims::get().into_iter().map(|victim| victim.unspent).collect();
		assert_eq!(unspent, unlocked.map(|amount| 2 * amount));
	});
}

#[test]
fn a_lease_that_ended_before_its_page_for_another_reason_has_no_victim() {
	ExtBuilder.build_and_execute(|| {
		let dry = Order { duration: 50, ..Order::default() }.active();
		let closed = Order::default().active();
		assert_ok!(LeasesPallet::close(signed(TENANT), closed));
		skip(60);
		LeasesPallet::drain(&PROVIDER, DrainReason::Slashed);
		run(1);
		assert_eq!(lease(dry).state.end_reason(), Some(EndReason::InsufficientFunds));
		assert_eq!(Victims::get(), vec![]);
	});
}

#[test]
fn of_any_other_end_staking_is_told_no_loss() {
	ExtBuilder.build_and_execute(|| {
		let order = Order { duration: 2_000, ..Order::default() };
		order.ready();
		order.active();
		assert_ok!(LeasesPallet::close(signed(TENANT), order.active()));
		assert_ok!(LeasesPallet::close(signed(PROVIDER), order.active()));
		assert_ok!(LeasesPallet::close(signed(PROVIDER), order.ready()));
		run(2_000);
		order.active();
		order.ready();
		LeasesPallet::drain(&PROVIDER, DrainReason::Suspended);
		run(200);
		assert!(Leases::<Test>::iter_values().all(|lease| lease.ended.is_some()));
		assert_eq!((Outages::get(), Victims::get()), (vec![], vec![]));
	});
}

#[test]
fn in_a_token_that_never_had_a_price_it_counts_as_nothing() {
	ExtBuilder.build_and_execute(|| {
		let order = Order { token: SPON, ..Order::default() };
		Clocks::attest(PROVIDER, true);
		let down = order.active();
		run(2_100);
		let slashed = Order { provider: RUNNER_UP, ..order }.active();
		LeasesPallet::drain(&RUNNER_UP, DrainReason::Slashed);
		run(1);
		let victim = |lease| Victim { lease, tenant: TENANT, unspent: 0 };
		assert_eq!(Outages::get(), vec![(0, victim(down))]);
		assert_eq!(Victims::get(), vec![victim(slashed)]);
	});
}

#[test]
fn a_call_that_comes_before_the_page_tells_it_once() {
	ExtBuilder.build_and_execute(|| {
		let order = Order::default();
		let id = order.active();
		run(100);
		LeasesPallet::drain(&PROVIDER, DrainReason::Slashed);
		skip(50);
		assert_ok!(LeasesPallet::settle(signed(STRANGER), id));
		assert_eq!(Victims::get(), vec![victim(id, &order, 100)]);
		run(10);
		assert_eq!(Victims::get().len(), 1);
	});
}

#[test]
fn a_lease_that_fails_is_told_of_when_it_ends() {
	ExtBuilder.build_and_execute(|| {
		let (order, other) = (Order::default(), strangers());
		let (bad, good) = (other.active(), order.active());
		run(100);
		FailingPayer::put(STRANGER);
		LeasesPallet::drain(&PROVIDER, DrainReason::Slashed);
		run(1);
		assert_eq!(Victims::get(), vec![victim(good, &order, 100)]);
		FailingPayer::kill();
		run(RETRY_AFTER);
		assert_eq!(Victims::get(), vec![victim(good, &order, 100), victim(bad, &other, 100)]);
	});
}
