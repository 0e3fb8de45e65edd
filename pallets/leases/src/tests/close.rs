//! `close`, by either side in every state (L2, L5, E4).

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use spheron_primitives::{LeaseId, OrderId};

const BY_TENANT: EndReason = EndReason::TenantClosed;

#[test]
fn the_tenant_closes_an_award_and_the_order_is_over() {
	ExtBuilder.build_and_execute(|| {
		let order = Order::default();
		let id = order.open_with_runner_up();
		events();
		assert_ok!(LeasesPallet::close(signed(TENANT), id));
		assert_eq!(state(id), LeaseState::Closed { reason: BY_TENANT });
		assert_eq!(
			events(),
			vec![Event::LeaseClosed {
				lease: id,
				reason: BY_TENANT,
				by: EndedBy::Tenant,
				ended: 1,
				kept_until: 10_001,
			}]
		);
		assert_eq!(Outcomes::get(OrderId(0)), Some(Outcome::Abandoned));
		assert_eq!((books().unlocked, books().locked, books().reserved), (order.lock(), 0, 0));
		assert_eq!(Faults::get(PROVIDER), 0);
	});
}

#[test]
fn the_tenant_closes_in_ready_and_pays_the_time_since_the_confirmation() {
	ExtBuilder.build_and_execute(|| {
		let order = Order::default();
		let id = order.ready();
		run(100);
		events();
		assert_ok!(LeasesPallet::close(signed(TENANT), id));
		let amount = 1_000_003 * 100 / 1_800;
		assert_eq!(
			events(),
			vec![
				Event::ReservationCharged { lease: id, amount },
				Event::UnstartedCharged { lease: id, provider: PROVIDER, amount: UNSTARTED },
				Event::LeaseClosed {
					lease: id,
					reason: BY_TENANT,
					by: EndedBy::Tenant,
					ended: 101,
					kept_until: 10_101,
				},
			]
		);
		let rest = order.lock() - amount;
		let expected = Books { unlocked: rest, reservation: amount, ..books_after(&order, 0) };
		assert_eq!(books(), expected);
	});
}

#[test]
fn the_time_since_the_confirmation_costs_at_most_the_lock() {
	ExtBuilder.build_and_execute(|| {
		let order = Order { duration: 10, ..Order::default() };
		let id = order.ready();
		let lock = lease(id).locked;
		run(200);
		assert_ok!(LeasesPallet::close(signed(TENANT), id));
		assert_eq!((books().reservation, books().locked), (lock, 0));
	});
}

#[test]
fn closing_in_the_block_of_the_confirmation_is_free_for_the_tenant() {
	ExtBuilder.build_and_execute(|| {
		let order = Order::default();
		let id = order.ready();
		events();
		assert_ok!(LeasesPallet::close(signed(TENANT), id));
		assert!(!events().iter().any(|event| matches!(event, Event::ReservationCharged { .. })));
		assert_eq!(books(), books_after(&order, 0));
	});
}

#[test]
fn the_provider_closes_in_ready_because_no_manifest_came() {
	ExtBuilder.build_and_execute(|| {
		let id = Order::default().ready();
		run(18);
		assert_ok!(LeasesPallet::close(signed(operator(PROVIDER)), id));
		assert_eq!(state(id), LeaseState::Closed { reason: EndReason::ManifestTimeout });
		assert_eq!(books().reservation, 1_000_003 * 18 / 1_800);
		assert_eq!(EndReason::ManifestTimeout.by(), EndedBy::Provider);
	});
}

#[test]
fn the_tenant_closes_in_service_and_pays_to_the_block() {
	ExtBuilder.build_and_execute(|| {
		let order = Order::default();
		let id = order.active();
		run(777);
		events();
		assert_ok!(LeasesPallet::close(signed(TENANT), id));
		assert_eq!(state(id), LeaseState::Closing { reason: BY_TENANT });
		assert_eq!(books(), Books { reserved: 1, ..books_after(&order, 777) });
		assert_eq!(books().total(), order.lock());
		let events = events();
		assert!(matches!(events[0], Event::LeaseSettled { net, .. } if net == books().earned));
		let closing = Event::LeaseClosing {
			lease: id,
			reason: BY_TENANT,
			by: EndedBy::Tenant,
			ended: 778,
			closes_at: 928,
		};
		assert_eq!(events[1..], [closing]);
		assert_eq!(ProviderDeadlines::<Test>::get(PROVIDER), None);
	});
}

#[test]
fn spon_carries_no_fees_but_the_share() {
	ExtBuilder.build_and_execute(|| {
		let order = Order { token: SPON, ..Order::default() };
		let id = order.active();
		run(1_800);
		assert_ok!(LeasesPallet::close(signed(TENANT), id));
		let books = Books::in_token(&SPON);
		assert_eq!((books.earned, books.share, books.fees), (800_003, 200_000, 0));
		assert_eq!(books.unlocked, order.lock() - 1_000_003);
	});
}

#[test]
fn the_provider_closes_in_service_with_notice() {
	ExtBuilder.build_and_execute(|| {
		let order = Order::default();
		let id = order.active();
		run(100);
		events();
		assert_ok!(LeasesPallet::close(signed(PROVIDER), id));
		assert_eq!(events(), vec![Event::ProviderNotice { lease: id, ends_at: 1_901 }]);
		assert_eq!(state(id), LeaseState::Active);
		run(1_799);
		assert_eq!(state(id), LeaseState::Active);
		run(1);
		assert_eq!(state(id), LeaseState::Closing { reason: EndReason::ProviderClosed });
		assert_eq!(books(), Books { reserved: 1, ..books_after(&order, 1_900) });
	});
}

#[test]
fn a_notice_served_late_ends_the_lease_as_of_its_block() {
	ExtBuilder.build_and_execute(|| {
		let order = Order::default();
		let id = order.active();
		assert_ok!(LeasesPallet::close(signed(PROVIDER), id));
		skip(1_900);
		assert_ok!(LeasesPallet::settle(signed(STRANGER), id));
		assert_eq!(state(id), LeaseState::Closing { reason: EndReason::ProviderClosed });
		assert_eq!(lease(id).ended, Some(1_801));
		assert_eq!(books(), Books { reserved: 1, ..books_after(&order, 1_800) });
	});
}

#[test]
fn a_second_notice_is_refused() {
	ExtBuilder.build_and_execute(|| {
		let id = Order::default().active();
		assert_ok!(LeasesPallet::close(signed(PROVIDER), id));
		let again = LeasesPallet::close(signed(operator(PROVIDER)), id);
		assert_noop!(again, Error::<Test>::NoticeAlreadyGiven);
	});
}

#[test]
fn the_tenant_can_close_during_the_notice() {
	ExtBuilder.build_and_execute(|| {
		let id = Order::default().active();
		assert_ok!(LeasesPallet::close(signed(PROVIDER), id));
		assert_ok!(LeasesPallet::close(signed(TENANT), id));
		assert_eq!(state(id), LeaseState::Closing { reason: BY_TENANT });
		assert_eq!(lease(id).notice, None);
	});
}

#[test]
fn the_end_of_the_service_comes_before_a_later_notice() {
	ExtBuilder.build_and_execute(|| {
		let id = Order { duration: 1_000, ..Order::default() }.active();
		assert_ok!(LeasesPallet::close(signed(PROVIDER), id));
		skip(3_000);
		run(1);
		let reason = EndReason::InsufficientFunds;
		assert_eq!(lease(id).state.end_reason(), Some(reason));
		assert_eq!(lease(id).ended, Some(1_001));
	});
}

#[test]
fn the_provider_cannot_close_an_award() {
	ExtBuilder.build_and_execute(|| {
		let id = Order::default().open();
		assert_noop!(LeasesPallet::close(signed(PROVIDER), id), Error::<Test>::BidIsFirm);
	});
}

#[test]
fn a_stranger_is_refused_in_every_state() {
	ExtBuilder.build_and_execute(|| {
		let ids = [Order::default().open(), Order::default().ready(), Order::default().active()];
		for id in ids {
			for who in [STRANGER, RUNNER_UP, operator(RUNNER_UP)] {
				assert_noop!(LeasesPallet::close(signed(who), id), Error::<Test>::NotAParty);
			}
		}
	});
}

#[test]
fn an_unknown_lease_is_refused() {
	ExtBuilder.build_and_execute(|| {
		let call = LeasesPallet::close(signed(TENANT), LeaseId(0));
		assert_noop!(call, Error::<Test>::NoSuchLease);
	});
}

#[test]
fn what_has_ended_cannot_be_closed() {
	ExtBuilder.build_and_execute(|| {
		let closing = Order::default().active();
		let closed = Order::default().ready();
		for id in [closing, closed] {
			assert_ok!(LeasesPallet::close(signed(TENANT), id));
			for who in [TENANT, PROVIDER] {
				assert_noop!(LeasesPallet::close(signed(who), id), Error::<Test>::AlreadyEnded);
			}
		}
	});
}

#[test]
fn closing_a_lease_that_has_run_dry_finds_it_ended_by_itself() {
	ExtBuilder.build_and_execute(|| {
		let order = Order::default();
		let id = order.active();
		skip(5_100);
		assert_ok!(LeasesPallet::close(signed(TENANT), id));
		assert_eq!(state(id), LeaseState::Closing { reason: EndReason::InsufficientFunds });
		assert_eq!(books(), Books { reserved: 1, ..books_after(&order, 5_000) });
	});
}

#[test]
fn closing_an_overdue_award_lets_it_lapse() {
	ExtBuilder.build_and_execute(|| {
		let id = Order::default().open();
		skip(31);
		assert_ok!(LeasesPallet::close(signed(TENANT), id));
		assert_eq!(state(id), LeaseState::Closed { reason: EndReason::ReservationTimeout });
		assert_eq!(Faults::get(PROVIDER), 1);
	});
}
