//! Anyone may serve what is due.

use super::*;
use crate::{Config, WeightInfo, MAX_POKE};
use frame_support::{dispatch::GetDispatchInfo, weights::Weight};

const ANYONE: u64 = 999;

fn poke(limit: u32) -> Option<Weight> {
	let info = Orders::poke(RuntimeOrigin::signed(ANYONE), limit).unwrap();
	assert_eq!(info.pays_fee, Pays::Yes);
	info.actual_weight
}

fn ended() -> usize {
	History::<Test>::iter().count()
}

#[test]
fn serves_what_is_due_up_to_the_limit_and_pays_for_that() {
	ExtBuilder.build_and_execute(|| {
		for _ in 0..3 {
			order();
		}
		Now::set(4);
		assert_eq!(poke(2), Some(Weight::from_parts(20 + 2 * 50, 0)));
		assert_eq!(ended(), 2);
		assert_eq!(poke(64), Some(Weight::from_parts(20 + 50, 0)));
		assert_eq!(ended(), 3);
		assert_eq!(poke(64), Some(Weight::from_parts(20, 0)));
	});
}

#[test]
fn does_nothing_before_the_time() {
	ExtBuilder.build_and_execute(|| {
		let id = order();
		bid(id, 1, 1_000);
		run_to(3);
		poke(64);
		assert_eq!(lease_of(id), None);
		bid(id, 2, 1_000);
	});
}

#[test]
fn serves_no_more_than_its_bound_and_asks_weight_for_no_more() {
	ExtBuilder.build_and_execute(|| {
		for _ in 0..MAX_POKE + 1 {
			order();
		}
		Now::set(4);
		poke(u32::MAX);
		assert_eq!(ended(), MAX_POKE as usize);
		let weight = |limit| crate::Call::<Test>::poke { limit }.get_dispatch_info().call_weight;
		assert_eq!(weight(u32::MAX), weight(MAX_POKE));
		assert_eq!(weight(0), <Test as Config>::WeightInfo::poke());
		assert_eq!(weight(2), Weight::from_parts(20 + 2 * 250, 0));
	});
}

#[test]
fn serves_matches_before_expiries() {
	ExtBuilder.build_and_execute(|| {
		let old = order();
		assert_ok!(Orders::cancel(RuntimeOrigin::signed(TENANT), old));
		Now::set(40);
		let due = order();
		Now::set(60);
		poke(1);
		assert_eq!(
			(end_of(old), end_of(due)),
			(Some(OrderEnd::Cancelled), Some(OrderEnd::NoProvider))
		);
		poke(1);
		assert_eq!((end_of(old), end_of(due)), (None, Some(OrderEnd::NoProvider)));
	});
}

#[test]
fn must_be_signed() {
	ExtBuilder.build_and_execute(|| {
		let refused = Orders::poke(RuntimeOrigin::root(), 1).unwrap_err().error;
		assert_eq!(refused, sp_runtime::DispatchError::BadOrigin);
	});
}
