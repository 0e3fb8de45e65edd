//! A claim of the provider under another name (S5).

use super::*;

#[test]
fn a_struck_claim_leaves_more_for_the_others() {
	ExtBuilder.build_and_execute(|| {
		let id = slash_with_victims([1_000_000 * USD, 120 * USD]);
		take_events();
		assert_ok!(strike(id, 0));
		assert_eq!(take_events(), vec![Event::ClaimStruck { slash: id, lease: LeaseId(0) }]);
		assert_eq!((stored(id).claims, stored(id).losses), (1, 60 * SPON));
		pass_and_serve(DELAY);
		assert_noop!(claim(id, 0), Error::<Test>::NoSuchClaim);
		assert_ok!(claim(id, 1));
		assert_eq!((gained(TENANTS[0]), gained(TENANTS[1])), (0, 60 * SPON));
	});
}

#[test]
fn without_claims_all_goes_to_the_fee_routes() {
	ExtBuilder.build_and_execute(|| {
		let id = slash_with_victims([10 * USD, 20 * USD]);
		assert_ok!(strike(id, 0));
		assert_ok!(strike(id, 1));
		pass_and_serve(DELAY);
		assert_eq!(gained(ROUTES), 60 * SPON);
		assert!(!Slashes::<Test>::contains_key(id));
	});
}

#[test]
fn a_claim_is_struck_once_and_only_if_it_is_there() {
	ExtBuilder.build_and_execute(|| {
		assert_noop!(strike(SlashId(0), 0), Error::<Test>::NoSuchSlash);
		let id = slash_with_victims([10 * USD, 20 * USD]);
		assert_noop!(strike(id, 2), Error::<Test>::NoSuchClaim);
		assert_ok!(strike(id, 0));
		assert_noop!(strike(id, 0), Error::<Test>::NoSuchClaim);
	});
}

#[test]
fn a_claim_to_a_slash_that_is_due_stands() {
	ExtBuilder.build_and_execute(|| {
		let id = slash_with_victims([10 * USD, 20 * USD]);
		pass(DELAY);
		assert_noop!(strike(id, 0), Error::<Test>::TooLate);
		assert_ok!(apply(id));
		assert_noop!(strike(id, 0), Error::<Test>::TooLate);
	});
}

#[test]
fn nobody_strikes_without_a_motion() {
	ExtBuilder.build_and_execute(|| {
		let id = slash_with_victims([10 * USD, 20 * USD]);
		for origin in [RuntimeOrigin::signed(PROVIDER), RuntimeOrigin::none()] {
			assert_noop!(Staking::strike_claim(origin, id, LeaseId(0)), BadOrigin);
		}
	});
}
