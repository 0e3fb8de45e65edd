//! `offer`: a lease is offered to another account (E6).

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use spheron_primitives::{
	traits::{Drain, DrainReason},
	LeaseId,
};

const OTHER: AccountId = 3;

#[test]
fn an_offer_names_who_may_accept_and_moves_nothing() {
	ExtBuilder.build_and_execute(|| {
		let id = Order::default().active();
		let before = books();
		events();
		assert_ok!(LeasesPallet::offer(signed(TENANT), id, STRANGER));
		assert_eq!(events(), vec![Event::LeaseOffered { lease: id, to: STRANGER }]);
		let lease = lease(id);
		assert_eq!((lease.offered_to, lease.tenant), (Some(STRANGER), TENANT));
		assert_eq!(books(), before);
	});
}

#[test]
fn a_later_offer_takes_the_place_of_an_earlier_one() {
	ExtBuilder.build_and_execute(|| {
		let id = Order::default().active();
		assert_ok!(LeasesPallet::offer(signed(TENANT), id, STRANGER));
		assert_ok!(LeasesPallet::offer(signed(TENANT), id, OTHER));
		assert_noop!(LeasesPallet::accept(signed(STRANGER), id), Error::<Test>::OfferedToAnother);
		assert_ok!(LeasesPallet::accept(signed(OTHER), id));
	});
}

#[test]
fn an_offer_ends_with_the_service() {
	ExtBuilder.build_and_execute(|| {
		let closed = Order::default().active();
		let dry = Order { duration: 100, ..Order::default() }.active();
		for id in [closed, dry] {
			assert_ok!(LeasesPallet::offer(signed(TENANT), id, STRANGER));
		}
		assert_ok!(LeasesPallet::close(signed(TENANT), closed));
		run(100);
		for id in [closed, dry] {
			assert_eq!(lease(id).offered_to, None);
			assert_noop!(LeasesPallet::accept(signed(STRANGER), id), Error::<Test>::NotOffered);
		}
	});
}

#[test]
fn what_is_due_is_served_first() {
	ExtBuilder.build_and_execute(|| {
		let id = Order::default().active();
		skip(3_300);
		events();
		assert_ok!(LeasesPallet::offer(signed(TENANT), id, STRANGER));
		assert_eq!(
			events(),
			vec![
				Event::FundsLow { lease: id, left: 1_700 },
				Event::LeaseOffered { lease: id, to: STRANGER }
			]
		);
	});
}

#[test]
fn an_unknown_lease_is_refused() {
	ExtBuilder.build_and_execute(|| {
		let call = LeasesPallet::offer(signed(TENANT), LeaseId(0), STRANGER);
		assert_noop!(call, Error::<Test>::NoSuchLease);
	});
}

#[test]
fn only_the_tenant_may_offer() {
	ExtBuilder.build_and_execute(|| {
		let id = Order::default().active();
		for who in [STRANGER, PROVIDER, operator(PROVIDER)] {
			let call = LeasesPallet::offer(signed(who), id, OTHER);
			assert_noop!(call, Error::<Test>::NotTheTenant);
		}
	});
}

#[test]
fn an_offer_to_oneself_is_refused() {
	ExtBuilder.build_and_execute(|| {
		let id = Order::default().active();
		let call = LeasesPallet::offer(signed(TENANT), id, TENANT);
		assert_noop!(call, Error::<Test>::OfferToSelf);
	});
}

#[test]
fn only_a_lease_in_service_can_be_offered() {
	ExtBuilder.build_and_execute(|| {
		let closing = Order::default().active();
		assert_ok!(LeasesPallet::close(signed(TENANT), closing));
		let closed = Order::default().ready();
		assert_ok!(LeasesPallet::close(signed(TENANT), closed));
		for id in [Order::default().open(), Order::default().ready(), closing, closed] {
			let call = LeasesPallet::offer(signed(TENANT), id, STRANGER);
			assert_noop!(call, Error::<Test>::NotActive);
		}
	});
}

#[test]
fn a_lease_that_has_run_dry_unnoticed_cannot_be_offered() {
	ExtBuilder.build_and_execute(|| {
		let id = Order::default().active();
		skip(5_000);
		let call = LeasesPallet::offer(signed(TENANT), id, STRANGER);
		assert_noop!(call, Error::<Test>::NotActive);
	});
}

#[test]
fn a_lease_that_is_about_to_be_drained_cannot_be_offered() {
	ExtBuilder.build_and_execute(|| {
		let id = Order::default().active();
		LeasesPallet::drain(&PROVIDER, DrainReason::Suspended);
		let call = LeasesPallet::offer(signed(TENANT), id, STRANGER);
		assert_noop!(call, Error::<Test>::ProviderDraining);
	});
}
