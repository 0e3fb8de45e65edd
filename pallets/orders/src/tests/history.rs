//! The record of an ended order, and its expiry.

use super::*;
use crate::{Expiries, OrderRecord};
use frame_support::weights::Weight;

#[test]
fn an_ended_order_leaves_a_record_for_a_time() {
	ExtBuilder.build_and_execute(|| {
		let id = order();
		run_to(4);
		let record = OrderRecord { tenant: TENANT, end: OrderEnd::NoProvider, at: 4 };
		run_to(53);
		assert_eq!(History::<Test>::get(id), Some(record));
		events();
		run_to(54);
		assert_eq!(History::<Test>::get(id), None);
		assert_eq!(Expiries::<Test>::iter().count(), 0);
		assert_eq!(events(), vec![Event::RecordExpired { order: id }]);
	});
}

#[test]
fn a_change_of_the_parameter_leaves_records_as_they_were_filed() {
	ExtBuilder.build_and_execute(|| {
		let old = order();
		run_to(4);
		KeepHistory::set(0);
		let new = order();
		run_to(7);
		// Read as one block.
		assert_eq!(end_of(new), Some(OrderEnd::NoProvider));
		run_to(8);
		assert_eq!(end_of(new), None);
		assert_eq!(end_of(old), Some(OrderEnd::NoProvider));
		run_to(54);
		assert_eq!(end_of(old), None);
		KeepHistory::set(50);
	});
}

#[test]
fn expiries_use_what_weight_matches_leave() {
	ExtBuilder.build_and_execute(|| {
		let full = ServiceWeight::get();
		let old: Vec<_> = (0..100).map(|_| order()).collect();
		for id in &old {
			assert_ok!(Orders::cancel(RuntimeOrigin::signed(TENANT), *id));
		}
		run_to(48);
		let due = order();
		bid(due, 1, 1_000);
		// Room for one match, which takes 100, and 30 expiries at 5.
		ServiceWeight::set(Weight::from_parts(10 + 250, 0));
		run_to(50);
		Now::set(51);
		run_hook();
		assert!(lease_of(due).is_some());
		assert_eq!(History::<Test>::iter().count(), 70);
		run_hook();
		assert_eq!(History::<Test>::iter().count(), 20);
		run_hook();
		assert_eq!(History::<Test>::iter().count(), 0);
		ServiceWeight::set(full);
	});
}
