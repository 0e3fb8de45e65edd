//! What is due of a slash is done by anyone (S5).

use super::*;

#[test]
fn what_tenants_did_not_lose_goes_to_the_fee_routes_at_once() {
	ExtBuilder.build_and_execute(|| {
		let id = slash_with_victims([10 * USD, 20 * USD]);
		pass(DELAY);
		take_events();
		assert_ok!(apply(id));
		assert_eq!((slashed(PROVIDER), gained(ROUTES)), (15 * SPON, 45 * SPON));
		assert_eq!(stored(id).stage, Stage::Claimable { left: 15 * SPON });
		assert_eq!(stored(id).deadline, 1 + DELAY + PERIOD);
		assert_eq!(answering(), None);
		assert_eq!(
			take_events(),
			vec![Event::SlashApplied {
				slash: id,
				provider: PROVIDER,
				amount: 60 * SPON,
				shared: 15 * SPON,
				routed: 45 * SPON,
			}]
		);
	});
}

#[test]
fn the_time_to_claim_runs_from_the_block_in_which_it_was_due() {
	ExtBuilder.build_and_execute(|| {
		let id = slash_with_victims([10 * USD, 20 * USD]);
		pass(DELAY + 1_000);
		assert_ok!(apply(id));
		assert_eq!(stored(id).deadline, 1 + DELAY + PERIOD);
	});
}

#[test]
fn the_time_to_claim_is_at_least_a_block_and_at_most_two_years() {
	for (period, counts) in [(0, 1), (u32::MAX, crate::MAX_CLAIM_PERIOD)] {
		ExtBuilder.build_and_execute(|| {
			let id = slash_with_victims([10 * USD, 20 * USD]);
			ClaimPeriod::set(period);
			pass(DELAY);
			assert_ok!(apply(id));
			assert_eq!(stored(id).deadline, 1 + DELAY + counts);
		});
	}
}

#[test]
fn what_nobody_claims_in_time_goes_to_the_fee_routes() {
	ExtBuilder.build_and_execute(|| {
		let id = slash_with_victims([10 * USD, 20 * USD]);
		pass(DELAY);
		assert_ok!(apply(id));
		assert_ok!(claim(id, 0));
		pass(PERIOD);
		take_events();
		assert_ok!(apply(id));
		assert_eq!(take_events(), vec![Event::ClaimsExpired { slash: id, routed: 10 * SPON }]);
		assert_eq!((slashed(PROVIDER), gained(ROUTES)), (0, 55 * SPON));
		assert_eq!(stored(id).stage, Stage::Over);

		assert_noop!(apply(id), Error::<Test>::NotDue);
		pass(1);
		assert_ok!(apply(id));
		assert!(!Slashes::<Test>::contains_key(id));
		assert_eq!(Claims::<Test>::iter().count(), 0);
	});
}

#[test]
fn before_its_time_nothing_is_done() {
	ExtBuilder.build_and_execute(|| {
		assert_noop!(apply(SlashId(0)), Error::<Test>::NoSuchSlash);
		let id = slash_with_victims([10 * USD, 20 * USD]);
		pass(DELAY - 1);
		assert_noop!(apply(id), Error::<Test>::NotDue);
		pass(1);
		assert_ok!(apply(id));
		assert_noop!(apply(id), Error::<Test>::NotDue);
		pass(PERIOD - 1);
		assert_noop!(apply(id), Error::<Test>::NotDue);
	});
}

#[test]
fn a_slash_is_not_applied_while_its_leases_are_being_closed() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, REQUIRED));
		set_leased(true);
		let id = slash_all();
		pass(DELAY);
		assert_noop!(apply(id), Error::<Test>::StillDraining);
		closed(0, TENANTS[0], 10 * USD);
		drained();
		assert_ok!(apply(id));
		assert_ok!(claim(id, 0));
		assert_eq!(gained(TENANTS[0]), 5 * SPON);
	});
}

#[test]
fn another_slash_is_applied_meanwhile() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, REQUIRED));
		Staking::fault(&PROVIDER, Fault::Unconfirmed, &order(), Now::get());
		set_leased(true);
		slash_all();
		pass(DELAY);
		assert_ok!(apply(SlashId(0)));
	});
}

#[test]
fn only_a_signed_account_can_apply() {
	ExtBuilder.build_and_execute(|| {
		let id = slash_with_victims([10 * USD, 20 * USD]);
		pass(DELAY);
		assert_noop!(Staking::apply_slash(RuntimeOrigin::root(), id), BadOrigin);
		assert_noop!(Staking::apply_slash(RuntimeOrigin::none(), id), BadOrigin);
	});
}
