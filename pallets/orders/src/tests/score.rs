//! O5: how bids compare.

use super::*;
use crate::Score;
use proptest::{prelude::*, strategy::Strategy as _};
use sp_core::U256;
use spheron_primitives::Strategy;

const TIERS: [Tier; 7] =
	[Tier::Tier1, Tier::Tier2, Tier::Tier3, Tier::Tier4, Tier::Tier5, Tier::Tier6, Tier::Tier7];

fn cheapest(price: Balance, tier: Tier, stake: Balance) -> Score {
	Score::new(Strategy::Cheapest, price, tier, stake)
}

fn balanced(price: Balance, tier: Tier) -> Score {
	Score::new(Strategy::Balanced, price, tier, 0)
}

fn most_trusted(price: Balance, tier: Tier) -> Score {
	Score::new(Strategy::MostTrusted, price, tier, 0)
}

#[test]
fn cheapest_looks_at_the_price_alone() {
	assert!(cheapest(99, Tier::Tier7, 0) < cheapest(100, Tier::Tier1, u128::MAX));
	assert_eq!(cheapest(99, Tier::Tier7, 5), cheapest(99, Tier::Tier1, 5));
}

#[test]
fn ties_go_to_the_larger_stake() {
	assert!(cheapest(99, Tier::Tier7, 6) < cheapest(99, Tier::Tier7, 5));
	assert!(cheapest(99, Tier::Tier7, 5) < cheapest(100, Tier::Tier7, 6));
}

#[test]
fn balanced_divides_by_the_multiplier() {
	// 200 ÷ 2.0 = 100 ÷ 1.0 = 90 ÷ 0.9
	assert_eq!(balanced(200, Tier::Tier1), balanced(100, Tier::Tier6));
	assert_eq!(balanced(90, Tier::Tier7), balanced(100, Tier::Tier6));
	assert!(balanced(199, Tier::Tier1) < balanced(100, Tier::Tier6));
	assert!(balanced(201, Tier::Tier1) > balanced(100, Tier::Tier6));
	assert!(balanced(91, Tier::Tier7) > balanced(100, Tier::Tier6));
}

#[test]
fn balanced_does_not_round_small_differences_away() {
	// 10 ÷ 1.7 = 5.88…, 7 ÷ 1.2 = 5.83…, 12 ÷ 2.0 = 6
	assert!(balanced(7, Tier::Tier4) < balanced(10, Tier::Tier2));
	assert!(balanced(10, Tier::Tier2) < balanced(12, Tier::Tier1));
	// Nor where they are past the precision of 128 bits.
	assert!(balanced(u128::MAX - 1, Tier::Tier7) < balanced(u128::MAX, Tier::Tier7));
}

#[test]
fn most_trusted_looks_at_the_tier_first() {
	assert!(most_trusted(u128::MAX, Tier::Tier1) < most_trusted(1, Tier::Tier2));
	assert!(most_trusted(1, Tier::Tier2) < most_trusted(2, Tier::Tier2));
}

fn tier() -> impl proptest::strategy::Strategy<Value = Tier> {
	(0..TIERS.len()).prop_map(|i| TIERS[i])
}

proptest! {
	/// a ÷ x < b ÷ y, just as a × y < b × x.
	#[test]
	fn balanced_is_exact(a: u128, b: u128, x in tier(), y in tier()) {
		let cross = |price: u128, by: Tier| U256::from(price) * U256::from(by.bid_multiplier());
		prop_assert_eq!(balanced(a, x).cmp(&balanced(b, y)), cross(a, y).cmp(&cross(b, x)));
	}

	#[test]
	fn balanced_is_exact_for_small_prices(a in 0u128..100, b in 0u128..100, x in tier(), y in tier()) {
		let cross = |price: u128, by: Tier| price * u128::from(by.bid_multiplier());
		prop_assert_eq!(balanced(a, x).cmp(&balanced(b, y)), cross(a, y).cmp(&cross(b, x)));
	}
}
