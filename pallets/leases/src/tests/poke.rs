//! `poke`: anyone serves what the hook had no room for.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};

#[test]
fn what_is_due_is_served() {
	ExtBuilder.build_and_execute(|| {
		let id = Order::default().open();
		skip(30);
		assert_ok!(LeasesPallet::poke(signed(STRANGER), 1));
		assert_eq!(state(id), LeaseState::Closed { reason: EndReason::ReservationTimeout });
	});
}

#[test]
fn no_more_is_served_than_is_paid_for() {
	ExtBuilder.build_and_execute(|| {
		let ids: Vec<_> = (0..10).map(|_| Order::default().open()).collect();
		skip(30);
		let post = LeasesPallet::poke(signed(STRANGER), 3).unwrap();
		let charged = post.actual_weight.unwrap();
		assert!(charged.all_lte(LeasesPallet::poke_weight(3)));
		let served = ids.iter().filter(|id| lease(**id).ended.is_some()).count();
		assert_eq!(served, 3);
	});
}

#[test]
fn the_limit_is_itself_limited() {
	ExtBuilder.build_and_execute(|| {
		assert_eq!(LeasesPallet::poke_weight(u32::MAX), LeasesPallet::poke_weight(MAX_POKE));
		assert_eq!(LeasesPallet::poke_weight(0), LeasesPallet::poke_weight(1));
	});
}

#[test]
fn poking_for_nothing_is_refused() {
	ExtBuilder.build_and_execute(|| {
		Order::default().open();
		Order::default().active();
		let refused = LeasesPallet::poke(signed(STRANGER), 64).unwrap_err();
		assert_eq!(refused.post_info.actual_weight, Some(<() as WeightInfo>::poke()));
		assert_noop!(
			LeasesPallet::poke(signed(STRANGER), 1).map_err(|refused| refused.error),
			Error::<Test>::NothingDue
		);
	});
}
