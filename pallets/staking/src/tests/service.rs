//! What the hook does (S5).

use super::*;
use crate::{CLAIMS_PAGE, RETRY_AFTER};
use frame_support::{traits::Hooks, weights::Weight};

/// Raise `count` slashes of one SPON, each in a block of its own.
fn raise_several(count: u128) {
	assert_ok!(bond(PROVIDER, count * SPON));
	FaultShare::set(Permill::zero());
	FaultFee::set(SPON);
	for _ in 0..count {
		Staking::fault(&PROVIDER, Fault::NoCapacity, &order(), Now::get());
		pass(1);
	}
}

#[test]
fn slashes_are_applied_in_the_block_in_which_they_are_due() {
	ExtBuilder.build_and_execute(|| {
		raise_several(3);
		pass_and_serve(DELAY - 4);
		assert_eq!(gained(ROUTES), 0);
		for served in 1..=3 {
			pass_and_serve(1);
			assert_eq!(gained(ROUTES), served * SPON);
		}
	});
}

#[test]
fn with_room_for_one_step_one_is_served_and_the_earliest_first() {
	ExtBuilder.build_and_execute(|| {
		raise_several(3);
		MaxServiceWeight::set(Weight::from_parts(110, 0));
		assert_eq!(pass_and_serve(DELAY), Weight::from_parts(110, 0));
		assert_eq!(gained(ROUTES), SPON);
		assert!(!Slashes::<Test>::contains_key(SlashId(0)));
		pass_and_serve(1);
		pass_and_serve(1);
		assert_eq!(gained(ROUTES), 3 * SPON);
	});
}

#[test]
fn without_anything_due_only_the_looking_is_charged() {
	ExtBuilder.build_and_execute(|| {
		assert_eq!(pass_and_serve(1), Weight::from_parts(10, 0));
		raise_several(1);
		assert_eq!(pass_and_serve(1), Weight::from_parts(10, 0));
	});
}

#[test]
fn nothing_is_served_in_a_block_that_is_not_open() {
	ExtBuilder.build_and_execute(|| {
		raise_several(1);
		IsOpen::set(false);
		assert_eq!(pass_and_serve(DELAY), Weight::from_parts(10, 0));
		assert_eq!(gained(ROUTES), 0);
	});
}

#[test]
fn a_slash_waits_until_its_leases_are_closed() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, REQUIRED));
		set_leased(true);
		let id = slash_all();
		take_events();
		pass_and_serve(DELAY);
		let due = 1 + DELAY + RETRY_AFTER;
		assert_eq!(take_events(), vec![Event::SlashPostponed { slash: id, due }]);
		closed(0, TENANTS[0], 10 * USD);
		drained();
		pass_and_serve(RETRY_AFTER - 1);
		assert_eq!(gained(ROUTES), 0);
		pass_and_serve(1);
		assert_eq!(gained(ROUTES), REQUIRED - 5 * SPON);
	});
}

#[test]
fn a_slash_that_was_put_off_cannot_be_cancelled_again() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, REQUIRED));
		set_leased(true);
		let id = slash_all();
		closed(0, TENANTS[0], 10 * USD);
		pass_and_serve(DELAY);
		assert_eq!((stored(id).due, stored(id).deadline), (1 + DELAY, 1 + DELAY + RETRY_AFTER));
		assert_noop!(cancel(id), Error::<Test>::TooLate);
		assert_noop!(strike(id, 0), Error::<Test>::TooLate);
		assert_noop!(claim(id, 0), Error::<Test>::StillDraining);
		drained();
		assert_ok!(claim(id, 0));
	});
}

/// Another closing of leases, which this slash has nothing to do with.
#[test]
fn a_later_closing_does_not_put_a_slash_off() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, 2 * REQUIRED));
		set_leased(true);
		assert_ok!(slash(Perbill::from_percent(60)));
		drained();
		assert_ok!(bond(PROVIDER, REQUIRED));
		pass(DELAY - 1);
		down();
		pass_and_serve(1);
		assert_eq!(gained(ROUTES), 12 * REQUIRED / 10);
		assert!(!Slashes::<Test>::contains_key(SlashId(0)));
	});
}

#[test]
fn claims_that_nobody_can_make_any_more_are_removed_page_by_page() {
	ExtBuilder.build_and_execute(|| {
		let page = CLAIMS_PAGE as u64;
		assert_ok!(bond(PROVIDER, REQUIRED));
		set_leased(true);
		let id = slash_all();
		for lease in 0..2 * page + 1 {
			closed(lease, TENANTS[0], USD);
		}
		drained();
		pass_and_serve(DELAY);
		pass_and_serve(PERIOD);
		assert_eq!(gained(ROUTES), REQUIRED);
		for left in [page + 1, 1] {
			pass_and_serve(1);
			assert_eq!(Claims::<Test>::iter().count() as u64, left);
			check();
		}
		pass_and_serve(1);
		assert!(!Slashes::<Test>::contains_key(id));
	});
}

#[test]
#[should_panic(expected = "MaxServiceWeight has no room for a single step")]
fn a_runtime_without_room_for_a_step_is_found() {
	ExtBuilder.build_and_execute(|| {
		MaxServiceWeight::set(Weight::from_parts(109, 0));
		Staking::integrity_test();
	});
}
