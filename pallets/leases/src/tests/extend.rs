//! `extend`: more service, at the running price (L4).

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use spheron_primitives::{
	traits::{ClockSink, Drain, DrainReason},
	Balance, LeaseId,
};

/// The lease of `order` in service, whose tenant has funds to extend it.
fn funded(order: &Order) -> LeaseId {
	deposit(order.tenant, &order.token, FUNDS);
	order.active()
}

fn by_blocks(id: LeaseId, blocks: u32) -> sp_runtime::DispatchResult {
	LeasesPallet::extend(signed(TENANT), id, Extension::Blocks(blocks))
}

fn by_amount(id: LeaseId, amount: Balance) -> sp_runtime::DispatchResult {
	LeasesPallet::extend(signed(TENANT), id, Extension::Amount(amount))
}

#[test]
fn blocks_are_added_and_their_cost_is_locked() {
	ExtBuilder.build_and_execute(|| {
		let id = funded(&plain());
		run(1_000);
		events();
		assert_ok!(by_blocks(id, 500));
		let extended = Event::LeaseExtended { lease: id, blocks: 500, locked: 510, left: 4_500 };
		assert_eq!(events(), vec![extended]);
		assert_eq!(wallet(TENANT, &USD), (5_610, FUNDS - 510));
		let lease = lease(id);
		assert_eq!((lease.locked, lease.meter.end), (5_610, 5_500));
		// The end is 500 blocks later, and so is the notice of it.
		assert_eq!(lease.service_deadline, Some(1 + 5_500 - 1_800));
		assert_eq!(ProviderDeadlines::<Test>::get(PROVIDER).unwrap().filed, 3_701);
	});
}

#[test]
fn it_costs_what_a_longer_order_would_have_cost_and_ends_at_the_same_block() {
	let play = |duration: u32, extension: u32| {
		let mut end = None;
		ExtBuilder.build_and_execute(|| {
			// Never a whole unit per block.
			let order = Order { price: 1_234_567, max_price: 1_234_567, duration, ..plain() };
			let more = Order { duration: duration + extension, ..order.clone() };
			deposit(TENANT, &USD, more.lock() - order.lock());
			let id = order.active();
			run(777);
			if extension != 0 {
				assert_ok!(by_blocks(id, extension));
			}
			run(6_001 - 777);
			end = Some((lease(id).ended, lease(id).paid, books()));
		});
		end.unwrap()
	};
	let (ended, paid, books) = play(5_000, 1_001);
	assert_eq!((ended, books.unlocked, books.locked), (Some(6_002), 0, 0));
	assert_eq!((ended, paid, books), play(6_001, 0));
}

#[test]
fn an_amount_buys_whole_blocks_and_the_rest_stays_unlocked() {
	ExtBuilder.build_and_execute(|| {
		let id = funded(&plain());
		run(10);
		events();
		// 100 blocks are 102 with the fee, and another would make it 104: ceil(5 101 × 1.02) = 5 204.
		assert_ok!(by_amount(id, 103));
		let extended = Event::LeaseExtended { lease: id, blocks: 100, locked: 102, left: 5_090 };
		assert_eq!(events(), vec![extended]);
		assert_eq!(wallet(TENANT, &USD), (5_202, FUNDS - 102));
	});
}

#[test]
fn an_amount_in_spon_buys_without_a_fee() {
	ExtBuilder.build_and_execute(|| {
		let id = funded(&Order { token: SPON, ..plain() });
		assert_ok!(by_amount(id, 103));
		assert_eq!((lease(id).meter.end, wallet(TENANT, &SPON).1), (5_103, FUNDS - 103));
	});
}

#[test]
fn a_lease_that_is_ready_can_be_extended() {
	ExtBuilder.build_and_execute(|| {
		deposit(TENANT, &USD, FUNDS);
		let id = Order { duration: 1_000, ..plain() }.ready();
		events();
		assert_ok!(by_blocks(id, 3_000));
		let extended =
			Event::LeaseExtended { lease: id, blocks: 3_000, locked: 3_060, left: 4_000 };
		assert_eq!(events(), vec![extended]);
		assert_eq!(lease(id).service_deadline, None);
		assert_ok!(LeasesPallet::activate(signed(PROVIDER), id, access()));
		assert_eq!(lease(id).service_deadline, Some(1 + 4_000 - 1_800));
	});
}

#[test]
fn low_funds_are_told_once_per_funding() {
	ExtBuilder.build_and_execute(|| {
		let id = funded(&plain());
		run(3_200);
		assert!(events().contains(&Event::FundsLow { lease: id, left: 1_800 }));
		assert_ok!(by_blocks(id, 100));
		assert!(!lease(id).funds_low);
		assert_eq!(events().len(), 1);
		run(99);
		assert_eq!(events(), vec![]);
		run(1);
		assert_eq!(events(), vec![Event::FundsLow { lease: id, left: 1_800 }]);
		run(1_799);
		assert_eq!(events(), vec![]);
	});
}

#[test]
fn low_funds_are_told_at_once_if_they_still_are() {
	ExtBuilder.build_and_execute(|| {
		let id = funded(&plain());
		run(4_000);
		events();
		assert_ok!(by_blocks(id, 800));
		assert_eq!(
			events(),
			vec![
				Event::LeaseExtended { lease: id, blocks: 800, locked: 816, left: 1_800 },
				Event::FundsLow { lease: id, left: 1_800 },
			]
		);
		assert_eq!(lease(id).service_deadline, Some(5_801));
	});
}

#[test]
fn low_funds_that_are_due_are_told_first() {
	ExtBuilder.build_and_execute(|| {
		let id = funded(&plain());
		skip(3_300);
		events();
		assert_ok!(by_blocks(id, 2_000));
		assert_eq!(events()[0], Event::FundsLow { lease: id, left: 1_700 });
		assert_eq!(lease(id).service_deadline, Some(1 + 7_000 - 1_800));
	});
}

#[test]
fn a_pause_goes_on() {
	ExtBuilder.build_and_execute(|| {
		let id = funded(&plain());
		run(1_000);
		LeasesPallet::report(&PROVIDER, &[id], None);
		run(200);
		assert_ok!(by_blocks(id, 1_000));
		assert_eq!((lease(id).service_deadline, lease(id).off_clock), (None, Some(1_001)));
		run(300);
		LeasesPallet::report(&PROVIDER, &[], None);
		run(4_999);
		assert_eq!(state(id), LeaseState::Active);
		run(1);
		assert_eq!((lease(id).ended, lease(id).paid.gross), (Some(6_501), 6_000));
	});
}

#[test]
fn a_notice_goes_on_and_the_rest_unlocks() {
	ExtBuilder.build_and_execute(|| {
		let id = funded(&plain());
		assert_ok!(LeasesPallet::close(signed(PROVIDER), id));
		assert_ok!(by_blocks(id, 1_000));
		run(1_800);
		assert_eq!(state(id), LeaseState::Closing { reason: EndReason::ProviderClosed });
		assert_eq!(wallet(TENANT, &USD), (0, FUNDS + plain().lock() - 1_836));
	});
}

#[test]
fn what_costs_nothing_locks_nothing() {
	ExtBuilder.build_and_execute(|| {
		// A unit per 1 800 blocks, SPON: 1 799 more do not make another.
		let id = Order { price: 1, token: SPON, duration: 1_800, ..Order::default() }.active();
		let before = wallet(TENANT, &SPON);
		assert_ok!(by_blocks(id, 1_799));
		assert_eq!((wallet(TENANT, &SPON), lease(id).meter.end), (before, 3_599));
	});
}

#[test]
fn the_new_tenant_of_a_lease_extends_it() {
	ExtBuilder.build_and_execute(|| {
		let id = funded(&plain());
		deposit(STRANGER, &USD, 1_020);
		assert_ok!(LeasesPallet::offer(signed(TENANT), id, STRANGER));
		assert_ok!(LeasesPallet::accept(signed(STRANGER), id));
		assert_ok!(LeasesPallet::extend(signed(STRANGER), id, Extension::Blocks(1_000)));
		assert_eq!(wallet(STRANGER, &USD), (6_120, 0));
		assert_noop!(by_blocks(id, 1), Error::<Test>::NotTheTenant);
	});
}

#[test]
fn service_past_an_end_that_failed_stays_free() {
	ExtBuilder.build_and_execute(|| {
		let id = funded(&plain());
		FailingPayer::put(TENANT);
		run(5_100);
		FailingPayer::kill();
		assert_eq!((state(id), lease(id).meter.left_at(now())), (LeaseState::Active, 0));
		assert_ok!(by_blocks(id, 10));
		run(9);
		assert_eq!(state(id), LeaseState::Active);
		run(1);
		assert_eq!((lease(id).ended, lease(id).paid.gross), (Some(5_111), 5_010));
	});
}

#[test]
fn an_unknown_lease_is_refused() {
	ExtBuilder.build_and_execute(|| {
		assert_noop!(by_blocks(LeaseId(0), 1), Error::<Test>::NoSuchLease);
	});
}

#[test]
fn only_the_tenant_may_extend() {
	ExtBuilder.build_and_execute(|| {
		let id = funded(&plain());
		for who in [STRANGER, PROVIDER, operator(PROVIDER)] {
			let call = LeasesPallet::extend(signed(who), id, Extension::Blocks(1));
			assert_noop!(call, Error::<Test>::NotTheTenant);
		}
	});
}

#[test]
fn an_award_cannot_be_extended() {
	ExtBuilder.build_and_execute(|| {
		let id = plain().open();
		assert_noop!(by_blocks(id, 1), Error::<Test>::NotConfirmed);
	});
}

#[test]
fn what_has_ended_cannot_be_extended() {
	ExtBuilder.build_and_execute(|| {
		let closing = funded(&plain());
		let closed = plain().ready();
		for id in [closing, closed] {
			assert_ok!(LeasesPallet::close(signed(TENANT), id));
			assert_noop!(by_blocks(id, 1), Error::<Test>::AlreadyEnded);
		}
	});
}

#[test]
fn what_has_ended_unnoticed_cannot_be_extended() {
	ExtBuilder.build_and_execute(|| {
		let award = plain().open();
		let ready = plain().ready();
		let dry = funded(&plain());
		skip(5_000);
		for id in [award, ready, dry] {
			assert_noop!(by_blocks(id, 1), Error::<Test>::AlreadyEnded);
		}
	});
}

#[test]
fn a_lease_that_is_about_to_be_drained_cannot_be_extended() {
	ExtBuilder.build_and_execute(|| {
		let id = funded(&plain());
		LeasesPallet::drain(&PROVIDER, DrainReason::Slashed);
		assert_noop!(by_blocks(id, 1), Error::<Test>::ProviderDraining);
	});
}

/// R3: its leases run on, but not beyond what was paid for.
#[test]
fn a_lease_of_a_provider_that_is_leaving_cannot_be_extended() {
	ExtBuilder.build_and_execute(|| {
		let (active, ready) = (funded(&plain()), plain().ready());
		let other = Order { provider: RUNNER_UP, ..plain() }.active();
		let closed = plain().ready();
		assert_ok!(LeasesPallet::close(signed(TENANT), closed));
		Leaving::put(PROVIDER);
		assert_noop!(by_blocks(active, 1), Error::<Test>::ProviderLeaving);
		assert_noop!(by_amount(ready, 1_000), Error::<Test>::ProviderLeaving);
		assert_noop!(by_blocks(closed, 1), Error::<Test>::AlreadyEnded);
		assert_ok!(by_blocks(other, 1));
		// What was paid for is served.
		run(5_000);
		assert_eq!(state(active), LeaseState::Closing { reason: EndReason::InsufficientFunds });
	});
}

#[test]
fn an_extension_by_nothing_is_refused() {
	ExtBuilder.build_and_execute(|| {
		let id = funded(&plain());
		assert_noop!(by_blocks(id, 0), Error::<Test>::ZeroExtension);
		assert_noop!(by_amount(id, 0), Error::<Test>::ZeroExtension);
	});
}

#[test]
fn an_amount_below_the_cost_of_a_block_is_refused() {
	ExtBuilder.build_and_execute(|| {
		let id = funded(&plain());
		assert_noop!(by_amount(id, 1), Error::<Test>::AmountTooSmall);
		assert_ok!(by_amount(id, 2));
	});
}

#[test]
fn more_service_than_a_lease_may_have_is_refused() {
	ExtBuilder.build_and_execute(|| {
		MaxDuration::set(6_000);
		let id = funded(&plain());
		run(100);
		assert_noop!(by_blocks(id, 1_101), Error::<Test>::ServiceTooLong);
		assert_noop!(by_blocks(id, u32::MAX), Error::<Test>::ServiceTooLong);
		assert_noop!(by_amount(id, 1_124), Error::<Test>::ServiceTooLong);
		assert_ok!(by_blocks(id, 1_100));
	});
}

#[test]
fn the_most_service_is_five_years_whatever_the_parameter_says() {
	ExtBuilder.build_and_execute(|| {
		MaxDuration::set(u32::MAX);
		let id = funded(&plain());
		let most = crate::MAX_DURATION - 5_000;
		assert_noop!(by_blocks(id, most + 1), Error::<Test>::ServiceTooLong);
		assert_ok!(by_blocks(id, most));
	});
}

#[test]
fn any_amount_buys_too_much_of_what_is_free() {
	ExtBuilder.build_and_execute(|| {
		let id = funded(&Order { price: 0, ..plain() });
		assert_noop!(by_amount(id, 1), Error::<Test>::ServiceTooLong);
		assert_ok!(by_blocks(id, 1_000));
	});
}

#[test]
fn a_cost_that_cannot_be_counted_is_refused() {
	ExtBuilder.build_and_execute(|| {
		let price = Balance::MAX / 4;
		let id = Order { price, max_price: price, duration: 3_600, ..plain() }.active();
		assert_noop!(by_blocks(id, 3_600), Error::<Test>::CostOutOfRange);
		assert_noop!(by_amount(id, Balance::MAX), Error::<Test>::CostOutOfRange);
	});
}

#[test]
fn without_the_funds_it_is_refused() {
	ExtBuilder.build_and_execute(|| {
		let id = plain().active();
		deposit(TENANT, &USD, 101);
		assert_noop!(by_blocks(id, 100), TOO_LITTLE);
		assert_noop!(by_amount(id, 102), TOO_LITTLE);
		assert_ok!(by_amount(id, 101));
		assert_eq!(lease(id).meter.end, 5_099);
	});
}

/// L4: while a price is asked for that is higher than the running one, every block is locked at it.
#[test]
fn while_an_update_is_pending_it_locks_at_the_price_asked_if_that_is_higher() {
	ExtBuilder.build_and_execute(|| {
		let id = plain().updating(3, 3_600);
		events();
		assert_ok!(by_blocks(id, 100));
		// 10 201 and 205 of fee, of which 10 202 are locked.
		let extended = Event::LeaseExtended { lease: id, blocks: 100, locked: 204, left: 5_100 };
		assert_eq!(events(), vec![extended]);
		assert_eq!((state(id), lease(id).locked), (LeaseState::Updating, 10_406));
		// What no price asked for costs is unlocked again: 5 100 blocks are 5 202.
		assert_ok!(LeasesPallet::refuse_update(signed(PROVIDER), id));
		assert_eq!(wallet(TENANT, &USD), (5_202, FUNDS - 102));
	});
}

#[test]
fn an_amount_then_buys_blocks_at_that_price() {
	ExtBuilder.build_and_execute(|| {
		let id = plain().updating(3, 3_600);
		run(20);
		assert_noop!(by_amount(id, 1), Error::<Test>::AmountTooSmall);
		assert_ok!(by_amount(id, 207));
		// 10 203 and 205 of fee; another would make it 10 205 and as much.
		assert_eq!((lease(id).meter.end, lease(id).locked), (5_101, 10_408));
	});
}

#[test]
fn a_lower_price_asked_changes_nothing_for_an_extension() {
	ExtBuilder.build_and_execute(|| {
		let id = plain().updating(3, 900);
		assert_ok!(by_blocks(id, 100));
		assert_eq!(wallet(TENANT, &USD), (5_202, FUNDS - 102));
		assert_ok!(LeasesPallet::accept_update(signed(PROVIDER), id, asked(id), 900));
		assert_ok!(LeasesPallet::apply_update(signed(PROVIDER), id));
		// 5 100 blocks at half a unit: 2 550, and 51.
		assert_eq!(lease(id).locked, 2_601);
	});
}
