//! What an outage that ended a lease costs, and whose that is (S4, S5). A SPON is worth 2 dollars.

use super::*;

/// An outage ended lease 7 of `tenant`, an [`order`], after service worth `missed` was not rendered
/// and with funds worth `unspent` left.
fn outage(tenant: AccountId, missed: MicroUsd, unspent: MicroUsd) {
	out(7, tenant, missed, unspent);
}

#[test]
fn an_outage_costs_the_value_of_the_service_missed() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, REQUIRED));
		take_events();
		outage(TENANTS[0], 6 * USD, 40 * USD);
		assert_eq!((on_hold(PROVIDER), slashed(PROVIDER)), (REQUIRED - 3 * SPON, 3 * SPON));
		assert_eq!(
			take_events(),
			vec![
				Event::SlashRaised {
					slash: SlashId(0),
					provider: PROVIDER,
					kind: SlashKind::Outage,
					amount: 3 * SPON,
					active: REQUIRED - 3 * SPON,
					due: 1 + DELAY,
				},
				Event::LossRecorded {
					slash: SlashId(0),
					lease: LeaseId(7),
					tenant: TENANTS[0],
					unspent: 40 * USD,
					loss: 20 * SPON,
				},
			]
		);
	});
}

#[test]
fn it_costs_at_most_what_was_left_to_pay() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, REQUIRED));
		outage(TENANTS[0], 6 * USD, 4 * USD);
		assert_eq!(slashed(PROVIDER), 2 * SPON);
	});
}

#[test]
fn it_costs_at_most_a_share_of_the_stake_that_the_lease_required() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, REQUIRED));
		outage(TENANTS[0], 500 * USD, 500 * USD);
		assert_eq!(slashed(PROVIDER), 10 * SPON);
		OutageShare::set(Permill::from_percent(1));
		assert_eq!(Staking::outage_price(&order(), 500 * USD), SPON);
	});
}

#[test]
fn it_costs_at_most_what_there_is() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, SPON));
		outage(TENANTS[0], 6 * USD, 40 * USD);
		assert_eq!((on_hold(PROVIDER), slashed(PROVIDER)), (0, SPON));
	});
}

#[test]
fn the_tenant_gets_all_of_it() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, REQUIRED));
		outage(TENANTS[0], 6 * USD, 6 * USD);
		pass_and_serve(DELAY);
		assert_eq!(gained(ROUTES), 0);
		assert_ok!(claim(SlashId(0), 7));
		assert_eq!((gained(TENANTS[0]), gained(ROUTES)), (3 * SPON, 0));
		assert!(!Slashes::<Test>::contains_key(SlashId(0)));
	});
}

#[test]
fn a_tenant_that_is_the_provider_itself_gets_nothing() {
	for own in [PROVIDER, OPERATOR] {
		ExtBuilder.build_and_execute(|| {
			assert_ok!(bond(PROVIDER, REQUIRED));
			outage(own, 6 * USD, 6 * USD);
			assert_noop!(claim(SlashId(0), 7), Error::<Test>::NoSuchClaim);
			pass_and_serve(DELAY);
			assert_eq!((gained(ROUTES), slashed(PROVIDER)), (3 * SPON, 0));
		});
	}
}

#[test]
fn the_price_of_the_slash_counts_whatever_becomes_of_it() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, REQUIRED));
		outage(TENANTS[0], 6 * USD, 6 * USD);
		SponPrice::set(Some(FixedU128::from_u32(100)));
		pass_and_serve(DELAY);
		assert_ok!(claim(SlashId(0), 7));
		assert_eq!(gained(TENANTS[0]), 3 * SPON);
	});
}

#[test]
fn without_a_price_of_spon_it_costs_nothing() {
	for price in [None, Some(FixedU128::from_u32(0))] {
		ExtBuilder.build_and_execute(|| {
			assert_ok!(bond(PROVIDER, REQUIRED));
			SponPrice::set(price);
			assert_storage_noop!(outage(TENANTS[0], 6 * USD, 6 * USD));
		});
	}
}

#[test]
fn nothing_missed_or_nothing_left_costs_nothing() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, REQUIRED));
		assert_storage_noop!(outage(TENANTS[0], 0, 6 * USD));
		assert_storage_noop!(outage(TENANTS[0], 6 * USD, 0));
	});
}
