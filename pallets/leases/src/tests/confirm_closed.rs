//! `confirm_closed`: `Closing` → `Closed` (L1).

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use spheron_primitives::LeaseId;

fn closing() -> LeaseId {
	let id = Order::default().active();
	assert_ok!(LeasesPallet::close(signed(TENANT), id));
	id
}

#[test]
fn the_capacity_is_free_again() {
	ExtBuilder.build_and_execute(|| {
		let id = closing();
		events();
		assert_ok!(LeasesPallet::confirm_closed(signed(operator(PROVIDER)), id));
		let reason = EndReason::TenantClosed;
		assert_eq!(state(id), LeaseState::Closed { reason });
		assert_eq!(books().reserved, 0);
		assert_eq!(
			events(),
			vec![Event::LeaseClosed {
				lease: id,
				reason,
				by: EndedBy::Tenant,
				ended: 1,
				kept_until: 10_001,
			}]
		);
	});
}

#[test]
fn an_unknown_lease_is_refused() {
	ExtBuilder.build_and_execute(|| {
		let call = LeasesPallet::confirm_closed(signed(PROVIDER), LeaseId(0));
		assert_noop!(call, Error::<Test>::NoSuchLease);
	});
}

#[test]
fn only_the_provider_can_say_that_the_workload_is_gone() {
	ExtBuilder.build_and_execute(|| {
		let id = closing();
		for who in [TENANT, STRANGER, operator(RUNNER_UP)] {
			let call = LeasesPallet::confirm_closed(signed(who), id);
			assert_noop!(call, Error::<Test>::NotTheProvider);
		}
	});
}

#[test]
fn only_a_closing_lease_can_be_confirmed_closed() {
	ExtBuilder.build_and_execute(|| {
		let closed = closing();
		assert_ok!(LeasesPallet::confirm_closed(signed(PROVIDER), closed));
		let ids = [Order::default().open(), Order::default().ready(), Order::default().active()];
		for id in ids.into_iter().chain([closed]) {
			let call = LeasesPallet::confirm_closed(signed(PROVIDER), id);
			assert_noop!(call, Error::<Test>::NotClosing);
		}
	});
}

#[test]
fn a_lease_whose_time_to_close_has_passed_is_found_closed() {
	ExtBuilder.build_and_execute(|| {
		let id = closing();
		skip(150);
		assert_ok!(LeasesPallet::confirm_closed(signed(PROVIDER), id));
		assert_eq!(state(id), LeaseState::Closed { reason: EndReason::TenantClosed });
	});
}

#[test]
fn a_lease_that_has_just_run_dry_can_be_confirmed_closed() {
	ExtBuilder.build_and_execute(|| {
		let id = Order::default().active();
		skip(5_000);
		assert_ok!(LeasesPallet::confirm_closed(signed(PROVIDER), id));
		assert_eq!(state(id), LeaseState::Closed { reason: EndReason::InsufficientFunds });
	});
}
