//! A provider's clock lapses, and comes back or does not (L5, A3).

use crate::{mock::*, *};
use frame_support::assert_ok;
use spheron_primitives::{
	traits::{Drain, DrainReason},
	MaintenanceWindow,
};

pub const OUTAGE: LeaseState = LeaseState::Closing { reason: EndReason::Outage };

pub fn maintain(starts_at: u32, ends_at: u32) {
	Maintenance::insert(PROVIDER, MaintenanceWindow { starts_at, ends_at });
}

fn filed() -> Option<u32> {
	ProviderDeadlines::<Test>::get(PROVIDER).map(|entry| entry.filed)
}

#[test]
fn a_provider_stands_at_the_block_after_its_clock() {
	ExtBuilder.build_and_execute(|| {
		Clocks::attest(PROVIDER, true);
		Order::default().active();
		assert_eq!(filed(), Some(302));
		run(150);
		Clocks::attest(PROVIDER, true);
		assert_eq!(filed(), Some(452));
	});
}

#[test]
fn no_attestation_no_pay() {
	ExtBuilder.build_and_execute(|| {
		let order = Order::default();
		Clocks::attest(PROVIDER, true);
		let id = order.active();
		run(1_000);
		assert_ok!(LeasesPallet::close(signed(TENANT), id));
		assert_eq!(books(), Books { reserved: 1, ..books_after(&order, 300) });
	});
}

#[test]
fn a_lapse_moves_the_provider_to_its_outage_limit() {
	ExtBuilder.build_and_execute(|| {
		Clocks::attest(PROVIDER, true);
		Order::default().active();
		run(300);
		assert_eq!(filed(), Some(302));
		run(1);
		assert_eq!(filed(), Some(301 + 1_800));
	});
}

#[test]
fn after_a_lapse_and_a_return_only_blocks_served_are_paid() {
	ExtBuilder.build_and_execute(|| {
		let order = Order::default();
		Clocks::attest(PROVIDER, true);
		let id = order.active();
		run(1_300);
		Clocks::attest(PROVIDER, true);
		assert_eq!(filed(), Some(now() + 301));
		for blocks in [300, 200, 100, 250] {
			run(blocks);
			assert_ok!(LeasesPallet::settle(signed(STRANGER), id));
			Clocks::attest(PROVIDER, true);
		}
		assert_ok!(LeasesPallet::close(signed(TENANT), id));
		assert_eq!(books(), Books { reserved: 1, ..books_after(&order, 300 + 850) });
	});
}

#[test]
fn the_end_falls_at_the_block_of_the_last_service() {
	ExtBuilder.build_and_execute(|| {
		let order = Order { duration: 400, ..Order::default() };
		Clocks::attest(PROVIDER, true);
		let id = order.active();
		run(900);
		Clocks::attest(PROVIDER, true);
		run(99);
		assert_eq!(state(id), LeaseState::Active);
		run(1);
		assert_eq!(state(id), LeaseState::Closing { reason: EndReason::InsufficientFunds });
		assert_eq!(lease(id).ended, Some(1_001));
		assert_eq!(books(), Books { reserved: 1, ..books_after(&order, 400) });
	});
}

#[test]
fn an_end_before_a_lapse_takes_effect_at_its_own_block_when_noticed_after_it() {
	ExtBuilder.build_and_execute(|| {
		let order = Order { duration: 200, ..Order::default() };
		Clocks::attest(PROVIDER, true);
		let id = order.active();
		skip(310);
		Clocks::attest(PROVIDER, true);
		run(1);
		assert_eq!(lease(id).ended, Some(201));
		assert_eq!(lease(id).state.end_reason(), Some(EndReason::InsufficientFunds));
		assert_eq!(books(), Books { reserved: 1, ..books_after(&order, 200) });
	});
}

#[test]
fn an_outage_over_the_limit_closes_all_leases() {
	ExtBuilder.build_and_execute(|| {
		let order = Order::default();
		Clocks::attest(PROVIDER, true);
		let active = order.active();
		let ready = Order { tenant: STRANGER, ..Order::default() }.ready();
		ActivateWithin::set(10_000);
		let later = Order { tenant: STRANGER, ..Order::default() }.ready();
		run(2_099);
		assert_eq!(state(active), LeaseState::Active);
		events();
		run(1);
		assert_eq!(state(active), OUTAGE);
		assert_eq!(books().earned, books_after(&order, 300).earned);
		assert_eq!(state(later), LeaseState::Closed { reason: EndReason::Outage });
		assert_eq!(state(ready), LeaseState::Closed { reason: EndReason::ActivationTimeout });
		assert!(events().contains(&Event::ProviderDraining {
			provider: PROVIDER,
			reason: DrainReason::Outage,
			since: now(),
		}));
	});
}

/// A motion that lowers the limit does not hurry what is under way: it ends in the block that was told.
#[test]
fn an_outage_that_has_begun_ends_by_the_limit_of_its_beginning() {
	ExtBuilder.build_and_execute(|| {
		Clocks::attest(PROVIDER, true);
		let id = Order::default().active();
		run(400);
		OutageLimit::set(50);
		assert_ok!(LeasesPallet::do_try_state());
		run(1_699);
		assert_eq!(state(id), LeaseState::Active);
		assert_ok!(LeasesPallet::do_try_state());
		run(1);
		assert_eq!(state(id), OUTAGE);
	});
}

/// Nor does it end anything as of a block that has passed, if somebody sees to it before.
#[test]
fn a_lowered_limit_takes_effect_from_when_it_is_looked_at() {
	ExtBuilder.build_and_execute(|| {
		Clocks::attest(PROVIDER, true);
		let id = Order::default().active();
		run(1_000);
		OutageLimit::set(300);
		for _ in 0..2 {
			assert_ok!(LeasesPallet::settle(signed(STRANGER), id));
		}
		assert_eq!((state(id), lease(id).ended), (OUTAGE, Some(now())));
	});
}

#[test]
fn a_return_before_the_limit_saves_the_leases() {
	ExtBuilder.build_and_execute(|| {
		Clocks::attest(PROVIDER, true);
		let id = Order::default().active();
		run(2_099);
		Clocks::attest(PROVIDER, true);
		run(200);
		assert_eq!(state(id), LeaseState::Active);
		assert!(!LeasesPallet::is_draining(&PROVIDER));
	});
}

#[test]
fn a_report_that_all_are_unhealthy_counts_as_down() {
	ExtBuilder.build_and_execute(|| {
		let order = Order::default();
		Clocks::attest(PROVIDER, true);
		let id = order.active();
		run(100);
		Clocks::attest(PROVIDER, false);
		// Saying so again does not make it younger.
		run(1_000);
		Clocks::attest(PROVIDER, false);
		run(799);
		assert_eq!(state(id), LeaseState::Active);
		run(1);
		assert_eq!(state(id), OUTAGE);
		assert_eq!(lease(id).paid.gross, order.price * 100 / 1_800);
	});
}

#[test]
fn an_outage_is_not_counted_from_before_the_activation() {
	ExtBuilder.build_and_execute(|| {
		Clocks::attest(PROVIDER, true);
		run(5_000);
		let id = Order::default().active();
		assert_eq!(filed(), Some(now() + 1_800));
		run(1_799);
		assert_eq!(state(id), LeaseState::Active);
		run(1);
		assert_eq!(state(id), OUTAGE);
		assert_eq!(books().earned, 0);
	});
}

#[test]
fn a_later_activation_does_not_put_off_the_outage_of_others() {
	ExtBuilder.build_and_execute(|| {
		Clocks::attest(PROVIDER, true);
		let first = Order::default().active();
		run(1_000);
		Order { tenant: STRANGER, ..Order::default() }.active();
		assert_eq!(filed(), Some(301 + 1_800));
		run(1_100);
		assert_eq!(state(first), OUTAGE);
	});
}

#[test]
fn a_provider_whose_last_lease_is_gone_has_no_outage() {
	ExtBuilder.build_and_execute(|| {
		Clocks::attest(PROVIDER, true);
		let id = Order::default().active();
		run(400);
		assert_ok!(LeasesPallet::close(signed(TENANT), id));
		assert_eq!(filed(), None);
		run(5_000);
		assert!(!LeasesPallet::is_draining(&PROVIDER));
	});
}

/// Down from 301; each maintenance, and when the outage has lasted too long.
#[test]
fn an_outage_is_not_counted_from_before_the_end_of_a_maintenance() {
	for (starts_at, ends_at, over) in [
		(500, 1_101, 2_901),
		(2_100, 2_150, 3_950),
		(500, 9_000, 10_800),
		// Over before it was down, or not begun when it was over the limit.
		(100, 200, 2_101),
		(2_101, 2_150, 2_101),
		(3_000, 4_000, 2_101),
	] {
		ExtBuilder.build_and_execute(|| {
			maintain(starts_at, ends_at);
			Clocks::attest(PROVIDER, true);
			let id = Order::default().active();
			run(over - 2);
			assert_eq!(state(id), LeaseState::Active, "{starts_at}..{ends_at}");
			assert_ok!(LeasesPallet::do_try_state());
			run(1);
			assert_eq!(state(id), OUTAGE, "{starts_at}..{ends_at}");
		});
	}
}

#[test]
fn a_maintenance_that_ends_early_puts_off_no_more_than_it_lasted() {
	ExtBuilder.build_and_execute(|| {
		maintain(2_000, 9_000);
		Clocks::attest(PROVIDER, true);
		let id = Order::default().active();
		run(2_499);
		assert_eq!(state(id), LeaseState::Active);
		maintain(2_000, 2_500);
		assert_ok!(LeasesPallet::do_try_state());
		run(1_799);
		assert_eq!(state(id), LeaseState::Active);
		run(1);
		assert_eq!(state(id), OUTAGE);
	});
}
