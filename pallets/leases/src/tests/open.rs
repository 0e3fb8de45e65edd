//! `Leases::open`: an award becomes a lease (O6).

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use spheron_primitives::{
	traits::{Drain, DrainReason, Leases as _, Unfit},
	LeaseId, OrderId,
};

#[test]
fn an_award_reserves_capacity_and_waits_for_its_confirmation() {
	ExtBuilder.build_and_execute(|| {
		let id = Order::default().open();
		assert_eq!(id, LeaseId(0));
		assert_eq!(
			events(),
			vec![Event::LeaseOpened {
				lease: id,
				order: OrderId(0),
				tenant: TENANT,
				provider: PROVIDER,
				token: USD,
				price: 1_000_003,
				duration: 5_000,
				confirm_by: 31,
			}]
		);
		assert_eq!(state(id), LeaseState::Reserving);
		assert_eq!((lease(id).locked, books().locked), (0, Order::default().lock()));
		assert_eq!(books().reserved, 1);
	});
}

#[test]
fn ids_are_given_in_sequence() {
	ExtBuilder.build_and_execute(|| {
		assert_eq!(Order::default().open(), LeaseId(0));
		assert_eq!(Order::default().open(), LeaseId(1));
		assert_eq!(NextLeaseId::<Test>::get(), LeaseId(2));
	});
}

#[test]
fn a_provider_without_capacity_is_refused() {
	ExtBuilder.build_and_execute(|| {
		let mut award = Order::default().award(OrderId(7));
		award.resources = resources_of(1_001);
		assert_noop!(LeasesPallet::open(award), Unfit::NoCapacity);
	});
}

#[test]
fn a_provider_that_is_being_drained_is_refused() {
	ExtBuilder.build_and_execute(|| {
		Order::default().open();
		LeasesPallet::drain(&PROVIDER, DrainReason::Suspended);
		assert_noop!(LeasesPallet::open(Order::default().award(OrderId(7))), Unfit::NotActive);
		assert_ok!(LeasesPallet::do_try_state());
	});
}
