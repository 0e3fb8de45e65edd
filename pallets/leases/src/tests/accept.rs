//! `accept`: a lease goes to another tenant, with what is locked for it (E6).

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError;
use spheron_primitives::{
	traits::{ClockSink, Drain, DrainReason},
	Footprint, LeaseId,
};

fn offer(id: LeaseId) {
	assert_ok!(LeasesPallet::offer(signed(TENANT), id, STRANGER));
}

fn hand_over(id: LeaseId) {
	offer(id);
	assert_ok!(LeasesPallet::accept(signed(STRANGER), id));
}

#[test]
fn the_lease_is_settled_and_then_another_tenants_with_its_funds() {
	ExtBuilder.build_and_execute(|| {
		let order = Order::default();
		let id = order.active();
		run(1_000);
		offer(id);
		events();
		assert_ok!(LeasesPallet::accept(signed(STRANGER), id));

		let so_far = books_after(&order, 1_000);
		let excess = books_after(&order, 5_000).unlocked;
		let rest = so_far.unlocked - excess;
		assert_eq!(wallet(TENANT, &USD), (0, excess));
		assert_eq!(wallet(STRANGER, &USD), (rest, 0));
		assert_eq!(books().earned, so_far.earned);
		let lease = lease(id);
		assert_eq!((lease.tenant, lease.offered_to, lease.locked), (STRANGER, None, rest));
		let step = lease.paid;
		assert_eq!(
			events(),
			vec![
				Event::LeaseSettled { lease: id, at: now(), step, net: so_far.earned },
				Event::LeaseHandedOver { lease: id, from: TENANT, to: STRANGER, locked: rest },
			]
		);
	});
}

#[test]
fn what_runs_counts_on_the_wallet_of_the_new_tenant() {
	ExtBuilder.build_and_execute(|| {
		hand_over(Order::default().active());
		assert_eq!(Used::get((TENANT, USD)), Footprint::default());
		assert_eq!(Used::get((STRANGER, USD)), footprint());
	});
}

#[test]
fn service_goes_on_and_its_rest_is_the_new_tenants() {
	ExtBuilder.build_and_execute(|| {
		let order = Order::default();
		let id = order.active();
		run(1_000);
		let before = lease(id);
		hand_over(id);
		let after = lease(id);
		assert_eq!(
			(after.meter.left_at(now()), after.service_deadline),
			(4_000, before.service_deadline)
		);
		let old = wallet(TENANT, &USD);
		run(2_000);
		assert_noop!(LeasesPallet::close(signed(TENANT), id), Error::<Test>::NotAParty);
		assert_ok!(LeasesPallet::close(signed(STRANGER), id));
		assert_eq!(wallet(TENANT, &USD), old);
		let rest = books_after(&order, 3_000).unlocked - books_after(&order, 5_000).unlocked;
		assert_eq!(wallet(STRANGER, &USD), (0, rest));
		assert_eq!(books().earned, books_after(&order, 3_000).earned);
	});
}

#[test]
fn it_runs_dry_at_the_same_block() {
	ExtBuilder.build_and_execute(|| {
		let order = Order::default();
		let id = order.active();
		run(1_000);
		hand_over(id);
		run(4_000);
		assert_eq!(state(id), LeaseState::Closing { reason: EndReason::InsufficientFunds });
		assert_eq!(lease(id).ended, Some(5_001));
		assert_eq!(books().earned, books_after(&order, 5_000).earned);
		assert_eq!(wallet(STRANGER, &USD), (0, 0));
	});
}

#[test]
fn a_tenant_that_was_told_of_low_funds_is_not_told_again() {
	ExtBuilder.build_and_execute(|| {
		let id = Order::default().active();
		run(3_200);
		assert!(events().contains(&Event::FundsLow { lease: id, left: 1_800 }));
		hand_over(id);
		run(1_799);
		assert!(!events().iter().any(|event| matches!(event, Event::FundsLow { .. })));
	});
}

#[test]
fn low_funds_that_are_due_are_told_first() {
	ExtBuilder.build_and_execute(|| {
		let id = Order::default().active();
		offer(id);
		skip(3_300);
		events();
		assert_ok!(LeasesPallet::accept(signed(STRANGER), id));
		assert_eq!(events()[0], Event::FundsLow { lease: id, left: 1_700 });
	});
}

#[test]
fn a_notice_and_a_pause_go_with_the_lease() {
	ExtBuilder.build_and_execute(|| {
		let id = Order::default().active();
		assert_ok!(LeasesPallet::close(signed(PROVIDER), id));
		run(100);
		LeasesPallet::report(&PROVIDER, &[id], None);
		run(100);
		hand_over(id);
		let paused = lease(id);
		assert_eq!((paused.notice, paused.off_clock), (Some(1_801), Some(101)));
		assert_eq!(paused.paid.gross, 1_000_003 * 100 / 1_800);
		run(1_600);
		assert_eq!(state(id), LeaseState::Closing { reason: EndReason::ProviderClosed });
		assert_eq!(wallet(TENANT, &USD).0, 0);
	});
}

#[test]
fn a_lease_can_be_handed_back() {
	ExtBuilder.build_and_execute(|| {
		let order = Order::default();
		let id = order.active();
		run(10);
		hand_over(id);
		run(10);
		assert_ok!(LeasesPallet::offer(signed(STRANGER), id, TENANT));
		assert_ok!(LeasesPallet::accept(signed(TENANT), id));
		assert_eq!(wallet(STRANGER, &USD), (0, 0));
		assert_ok!(LeasesPallet::close(signed(TENANT), id));
		assert_eq!(books(), Books { reserved: 1, ..books_after(&order, 20) });
	});
}

#[test]
fn a_free_lease_is_handed_over_with_nothing_locked() {
	ExtBuilder.build_and_execute(|| {
		let id = Order { price: 0, ..Order::default() }.active();
		run(10);
		hand_over(id);
		assert_eq!((lease(id).tenant, wallet(STRANGER, &USD)), (STRANGER, (0, 0)));
	});
}

#[test]
fn an_unknown_lease_is_refused() {
	ExtBuilder.build_and_execute(|| {
		let call = LeasesPallet::accept(signed(STRANGER), LeaseId(0));
		assert_noop!(call, Error::<Test>::NoSuchLease);
	});
}

#[test]
fn a_lease_that_is_not_on_offer_is_refused() {
	ExtBuilder.build_and_execute(|| {
		let id = Order::default().active();
		assert_noop!(LeasesPallet::accept(signed(STRANGER), id), Error::<Test>::NotOffered);
	});
}

#[test]
fn only_the_account_it_is_offered_to_may_accept() {
	ExtBuilder.build_and_execute(|| {
		let id = Order::default().active();
		offer(id);
		for who in [TENANT, PROVIDER, operator(PROVIDER), 3] {
			assert_noop!(LeasesPallet::accept(signed(who), id), Error::<Test>::OfferedToAnother);
		}
	});
}

#[test]
fn a_lease_that_has_run_dry_unnoticed_is_refused() {
	ExtBuilder.build_and_execute(|| {
		let id = Order::default().active();
		offer(id);
		skip(5_000);
		assert_noop!(LeasesPallet::accept(signed(STRANGER), id), Error::<Test>::NotActive);
	});
}

#[test]
fn a_lease_that_is_about_to_be_drained_is_refused() {
	ExtBuilder.build_and_execute(|| {
		let id = Order::default().active();
		offer(id);
		LeasesPallet::drain(&PROVIDER, DrainReason::Suspended);
		assert_noop!(LeasesPallet::accept(signed(STRANGER), id), Error::<Test>::ProviderDraining);
	});
}

#[test]
fn a_lease_beyond_the_bracket_of_the_new_tenant_is_refused() {
	ExtBuilder.build_and_execute(|| {
		let id = Order::default().active();
		offer(id);
		run(100);
		FullBracket::put(STRANGER);
		assert_noop!(LeasesPallet::accept(signed(STRANGER), id), OVER_BRACKET);
		assert_eq!((lease(id).tenant, lease(id).offered_to), (TENANT, Some(STRANGER)));
	});
}

#[test]
fn a_settlement_that_fails_changes_nothing() {
	ExtBuilder.build_and_execute(|| {
		let id = Order::default().active();
		offer(id);
		run(10);
		FailingPayer::put(TENANT);
		assert_noop!(LeasesPallet::accept(signed(STRANGER), id), DispatchError::Unavailable);
	});
}
