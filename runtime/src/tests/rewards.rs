//! Trust and activity rewards with the real pallets (X2, X3).

use super::{
	chain::{council_decides, dispatch, next_block, on_chain, skip, submit},
	market::{bid, open_market, order, order_as, price_all, spec, USD},
};
use crate::{
	books, configs::fees::RewardPot, Balance, Balances, Eras, Runtime, Staking, DAYS, MINUTES, SPON,
};
use frame_support::{
	assert_noop, assert_ok,
	storage::{with_transaction, TransactionOutcome},
	traits::fungible::Inspect,
};
use frame_system::RawOrigin;
use pallet_eras::{Books, EarningsOf, Standings, Tiers, POINT_HOUR};
use sp_keyring::Sr25519Keyring::{self, Alice, Dave, Eve, Ferdie};
use sp_runtime::{DispatchError, FixedU128, Perbill};
use spheron_primitives::{
	traits::{OpenBlocks, Trust},
	OrderSpec, Tier,
};
use std::collections::BTreeSet;

type Error = pallet_eras::Error<Runtime>;

/// Capacity points of either provider, in tenths: 4 GPUs of multiplier 0.5, and 32 vCPUs.
const POINTS: u128 = 432;

/// Two providers that attest without fail have been admitted in the era before; the pot has 100 SPON.
fn on_first_era(test: impl FnOnce()) {
	on_chain("development", || {
		open_market(50 * USD);
		let dest = RewardPot::get().into();
		submit(Alice, pallet_balances::Call::transfer_keep_alive { dest, value: 100 * SPON });
		skip(DAYS);
		price_all(FixedU128::from_rational(1, 2)).unwrap();
		assert_eq!(Eras::era(), 1);
		test();
	});
}

/// The running era ends, everybody is brought up to date, and its total freezes.
fn era_ends() {
	skip(DAYS);
	for provider in [Dave, Eve] {
		let provider = provider.to_account_id();
		submit(Ferdie, pallet_eras::Call::accrue { provider });
	}
	skip(20 * MINUTES);
}

fn claim(provider: Sr25519Keyring, era: u32) -> sp_runtime::DispatchResult {
	let provider = provider.to_account_id();
	let ferdie = RawOrigin::Signed(Ferdie.to_account_id());
	dispatch(ferdie, pallet_eras::Call::claim { provider, era })
}

/// What `claim` pays `provider` for `era`.
fn claimed(provider: Sr25519Keyring, era: u32) -> Balance {
	let balance = || Balances::balance(&provider.to_account_id());
	let before = balance();
	assert_ok!(claim(provider, era));
	balance() - before
}

/// Points of `provider` in `era`, in tenths of a point-hour.
fn tenths(provider: Sr25519Keyring, era: u32) -> u128 {
	let earnings = EarningsOf::<Runtime>::get(provider.to_account_id());
	let earned = earnings.iter().find(|earned| earned.era == era);
	earned.map_or(0, |earned| earned.points * 10 / POINT_HOUR)
}

#[test]
fn free_capacity_that_is_up_is_paid() {
	on_first_era(|| {
		era_ends();
		// A few blocks more than a day, until the era was noticed to be over.
		let points = tenths(Eve, 1);
		assert!((POINTS * 24..POINTS * 24 + 10).contains(&points), "{points} tenths");
		let budget = Books::<Runtime>::get(1).unwrap().budget;
		assert_eq!(claimed(Dave, 1), budget / 2);
		assert_eq!(claimed(Eve, 1), budget / 2);
		assert_noop!(claim(Eve, 1), Error::NothingToClaim);
	});
}

/// Attested without fail, but an award that it won it does not confirm: nothing is paid for the era.
#[test]
fn phantom_capacity_is_not_paid() {
	on_first_era(|| {
		let order = order();
		bid(Dave, order, USD);
		(0..40).for_each(|_| next_block());
		let dave = Standings::<Runtime>::get(Dave.to_account_id()).unwrap();
		assert!(dave.faulted);
		era_ends();
		assert_eq!(tenths(Dave, 1), 0);
		assert_noop!(claim(Dave, 1), Error::NothingToClaim);
		assert_eq!(claimed(Eve, 1), Books::<Runtime>::get(1).unwrap().budget);
		// Its uptime was good all the same.
		assert_eq!(Tiers::<Runtime>::get(Dave.to_account_id()), Some(Tier::Tier6));
	});
}

#[test]
fn a_suspended_provider_earns_nothing() {
	on_first_era(|| {
		let provider = Dave.to_account_id();
		council_decides(pallet_registry::Call::suspend { provider });
		era_ends();
		assert_eq!(tenths(Dave, 1), 0);
		assert!(tenths(Eve, 1) > 0);
	});
}

#[test]
fn misconduct_costs_a_part_of_what_is_not_claimed() {
	on_first_era(|| {
		era_ends();
		let budget = Books::<Runtime>::get(1).unwrap().budget;
		let provider = Dave.to_account_id();
		let part = Perbill::from_percent(40);
		council_decides(pallet_provider_staking::Call::slash { provider, part });
		assert_eq!(claimed(Dave, 1), Perbill::from_percent(60).mul_floor(budget / 2));
		assert_eq!(claimed(Eve, 1), budget / 2);
		assert!(Standings::<Runtime>::get(Dave.to_account_id()).unwrap().faulted);
	});
}

#[test]
fn the_stake_limits_what_is_paid() {
	on_first_era(|| {
		let parameter = crate::dynamic_params::rewards::Parameters::MaxPerPointHour(
			crate::dynamic_params::rewards::MaxPerPointHour,
			Some(SPON),
		);
		council_decides(pallet_parameters::Call::set_parameter {
			key_value: crate::RuntimeParameters::Rewards(parameter),
		});
		era_ends();
		// All that the pot has is promised.
		assert_eq!(Books::<Runtime>::get(1).unwrap().budget, 100 * SPON - crate::MILLI_SPON);
		let stake = Staking::required(&Dave.to_account_id()).unwrap();
		assert_eq!(claimed(Dave, 1), stake / 100);
	});
}

/// Five, eleven and seventeen good eras; the last move waits for the council. The registry's index
/// follows, which the books check.
#[test]
fn a_provider_rises_by_its_uptime() {
	on_first_era(|| {
		let provider = Eve.to_account_id();
		let tier = || Tiers::<Runtime>::get(&provider).unwrap();
		let eras = |count: u32| {
			for _ in 0..count {
				skip(DAYS);
				submit(Ferdie, pallet_eras::Call::accrue { provider: provider.clone() });
			}
		};
		eras(4);
		assert_eq!(tier(), Tier::Tier6);
		eras(1);
		assert_eq!(tier(), Tier::Tier5);
		eras(11);
		assert_eq!(tier(), Tier::Tier4);
		eras(17);
		assert_eq!(tier(), Tier::Tier4);
		council_decides(pallet_eras::Call::promote { provider: provider.clone() });
		assert_eq!(tier(), Tier::Tier3);
		// The other has not been looked at: one look is enough.
		let dave = Dave.to_account_id();
		assert_eq!(Tiers::<Runtime>::get(&dave), Some(Tier::Tier6));
		submit(Ferdie, pallet_eras::Call::accrue { provider: dave.clone() });
		assert_eq!(Tiers::<Runtime>::get(&dave), Some(Tier::Tier4));
	});
}

/// Dave has been as good as Eve, but nobody has looked (119).
#[test]
fn orders_find_providers_in_the_tier_of_the_last_look() {
	on_first_era(|| {
		let look = |who: Sr25519Keyring| {
			submit(Ferdie, pallet_eras::Call::accrue { provider: who.to_account_id() });
		};
		for _ in 0..5 {
			skip(DAYS);
			look(Eve);
		}
		price_all(FixedU128::from_rational(1, 2)).unwrap();
		let tiers = BTreeSet::from([Tier::Tier5]).try_into().unwrap();
		let order = order_as(Ferdie, OrderSpec { tiers, ..spec() });
		let bid = |who: Sr25519Keyring| {
			let provider = who.to_account_id();
			let signed = RawOrigin::Signed(provider.clone());
			dispatch(signed, pallet_orders::Call::bid { order, provider, price: USD })
		};
		assert_noop!(bid(Dave), pallet_orders::Error::<Runtime>::WrongTier);
		assert_ok!(bid(Eve));
		look(Dave);
		assert_ok!(bid(Dave));
	});
}

#[test]
fn who_leaves_stands_in_no_era_any_more_and_is_paid_what_it_has_earned() {
	on_first_era(|| {
		era_ends();
		submit(Dave, pallet_registry::Call::<Runtime>::leave {});
		let dave = Dave.to_account_id();
		assert_eq!(Standings::<Runtime>::get(&dave), None);
		assert_eq!(Tiers::<Runtime>::get(&dave), None);
		assert_eq!(books::check(), vec![]);
		assert_eq!(claimed(Dave, 1), Books::<Runtime>::get(1).unwrap().budget / 2);
	});
}

/// What the books say is wrong after `tamper`, which is undone.
fn wrong_after(tamper: impl FnOnce()) -> Vec<(String, String)> {
	with_transaction(|| {
		tamper();
		TransactionOutcome::Rollback(Ok::<_, DispatchError>(books::check()))
	})
	.expect("this does not fail")
}

/// Who is not admitted must not earn, and who is must be judged (I10).
#[test]
fn the_books_see_who_stands_in_eras_and_is_not_admitted_or_is_and_does_not() {
	on_first_era(|| {
		let [dave, ferdie] = [Dave, Ferdie].map(|who| who.to_account_id());
		let standing = Standings::<Runtime>::get(&dave).unwrap();
		let says = |what: &str| ("Standings".to_string(), what.to_string());

		let standings = says("not exactly the admitted providers stand in eras");
		let stranger = wrong_after(|| Standings::<Runtime>::insert(&ferdie, standing));
		assert!(stranger.contains(&standings));
		assert!(wrong_after(|| Standings::<Runtime>::remove(&dave)).contains(&standings));
		// Eras and the registry are each at one with themselves.
		assert_eq!(wrong_after(|| Eras::admit(&ferdie, Tier::Tier6)), [standings]);

		let tiers = says("not exactly the admitted providers have a trust tier");
		let stranger = wrong_after(|| Tiers::<Runtime>::insert(&ferdie, Tier::Tier6));
		assert!(stranger.contains(&tiers));
		assert!(wrong_after(|| Tiers::<Runtime>::remove(&dave)).contains(&tiers));
	});
}
