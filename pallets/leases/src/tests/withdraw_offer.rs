//! `withdraw_offer`: the tenant keeps its lease after all (E6).

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use spheron_primitives::LeaseId;

fn offered() -> LeaseId {
	let id = Order::default().active();
	assert_ok!(LeasesPallet::offer(signed(TENANT), id, STRANGER));
	id
}

#[test]
fn nobody_can_accept_any_more() {
	ExtBuilder.build_and_execute(|| {
		let id = offered();
		events();
		assert_ok!(LeasesPallet::withdraw_offer(signed(TENANT), id));
		assert_eq!(events(), vec![Event::OfferWithdrawn { lease: id }]);
		assert_eq!(lease(id).offered_to, None);
		assert_noop!(LeasesPallet::accept(signed(STRANGER), id), Error::<Test>::NotOffered);
	});
}

#[test]
fn an_overdue_lease_still_ends_as_of_its_block() {
	ExtBuilder.build_and_execute(|| {
		let id = offered();
		skip(5_100);
		assert_ok!(LeasesPallet::withdraw_offer(signed(TENANT), id));
		run(1);
		assert_eq!(lease(id).ended, Some(5_001));
	});
}

#[test]
fn an_unknown_lease_is_refused() {
	ExtBuilder.build_and_execute(|| {
		let call = LeasesPallet::withdraw_offer(signed(TENANT), LeaseId(0));
		assert_noop!(call, Error::<Test>::NoSuchLease);
	});
}

#[test]
fn only_the_tenant_may_withdraw_it() {
	ExtBuilder.build_and_execute(|| {
		let id = offered();
		for who in [STRANGER, PROVIDER] {
			let call = LeasesPallet::withdraw_offer(signed(who), id);
			assert_noop!(call, Error::<Test>::NotTheTenant);
		}
	});
}

#[test]
fn without_an_offer_there_is_nothing_to_withdraw() {
	ExtBuilder.build_and_execute(|| {
		let id = Order::default().active();
		let call = LeasesPallet::withdraw_offer(signed(TENANT), id);
		assert_noop!(call, Error::<Test>::NotOffered);
	});
}
