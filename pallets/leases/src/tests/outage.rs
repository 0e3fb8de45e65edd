//! A provider's clock lapses, and comes back or does not (L5, A3).

use crate::{mock::*, *};
use frame_support::assert_ok;
use spheron_primitives::traits::{Drain, DrainReason};

const OUTAGE: LeaseState = LeaseState::Closing { reason: EndReason::Outage };

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
			reason: DrainReason::Outage
		}));
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
