//! The published table of trust tiers, every row, up and down (X3).

use super::*;
use crate::table::{above, below};

/// As published.
const PUBLISHED: &str = "\
| 1 | 99 % | 85 % | 2.0 | – | 32 |
| 2 | 98 % | 80 % | 1.7 | 30 | 25 |
| 3 | 97 % | 75 % | 1.5 | 23 | 20 |
| 4 | 95 % | 70 % | 1.2 | 17 | 14 |
| 5 | 90 % | 65 % | 1.1 | 11 | 7 |
| 6 | 85 % | 60 % | 1.0 | 5 | 5 |
| 7 | 75 % | – | 0 | 3 | – |
";

const TIERS: [Tier; 7] =
	[Tier::Tier1, Tier::Tier2, Tier::Tier3, Tier::Tier4, Tier::Tier5, Tier::Tier6, Tier::Tier7];

/// The rows of the table as published: what they say, read from their text.
fn published() -> Vec<Row> {
	let number = |text: &str| text.trim_end_matches(" %").parse::<u32>().ok();
	let tenths = |text: &str| (text.parse::<f64>().unwrap() * 10.0).round() as u32;
	PUBLISHED
		.lines()
		.map(|line| {
			let cells: Vec<_> = line.trim_matches('|').split('|').map(str::trim).collect();
			Row {
				tier: TIERS[cells[0].parse::<usize>().unwrap() - 1],
				good_above: number(cells[1]).unwrap(),
				slashed_below: number(cells[2]),
				multiplier: tenths(cells[3]),
				up_after: number(cells[4]),
				down_after: number(cells[5]),
			}
		})
		.collect()
}

/// Run `test` for every row, with a provider in its tier.
fn every_row(test: impl Fn(Row)) {
	for row in published() {
		ExtBuilder.build_and_execute(|| {
			offering(&[PROVIDER], row.tier, 1);
			test(row);
		});
	}
}

fn tier() -> Tier {
	Eras::tier(&PROVIDER).unwrap()
}

fn outcome() -> Outcome {
	take_events()
		.into_iter()
		.find_map(|event| match event {
			Event::UptimeJudged { outcome, .. } => Some(outcome),
			_ => None,
		})
		.expect("an era was judged")
}

#[test]
fn the_table_is_the_published_one() {
	assert_eq!(TABLE.to_vec(), published());
	for row in TABLE {
		assert_eq!(*Row::of(row.tier), row);
	}
	let docs = include_str!("../../../../docs/rewards.md");
	assert!(PUBLISHED.lines().all(|line| docs.contains(line)), "docs/rewards.md says otherwise");
}

#[test]
fn tiers_follow_on_each_other() {
	for pair in TIERS.windows(2) {
		assert_eq!((above(pair[1]), below(pair[0])), (Some(pair[0]), Some(pair[1])));
	}
	assert_eq!((above(Tier::Tier1), below(Tier::Tier7)), (None, None));
}

/// Exactly at the limit an era is not good.
#[test]
fn an_era_is_good_above_the_limit_of_the_row() {
	every_row(|row| {
		era_with(PROVIDER, row.good_above * 10 + 1);
		assert_eq!(outcome(), Outcome::Good, "tier {:?}", row.tier);
		era_with(PROVIDER, row.good_above * 10);
		assert_eq!(outcome(), Outcome::Bad, "tier {:?}", row.tier);
	});
}

/// Exactly at the limit an era is not slashed.
#[test]
fn an_era_is_slashed_below_the_limit_of_the_row_and_loses_its_points() {
	every_row(|row| {
		let earned = |era| earnings(PROVIDER).iter().any(|earned| earned.era == era);
		let limit = row.slashed_below.unwrap_or(0) * 10;
		era_with(PROVIDER, limit);
		assert_eq!(outcome(), Outcome::Bad, "tier {:?}", row.tier);
		assert_eq!(earned(1), row.multiplier > 0);
		if limit > 0 {
			era_with(PROVIDER, limit - 1);
			assert_eq!(outcome(), Outcome::Slashed, "tier {:?}", row.tier);
			assert!(!earned(2));
		}
	});
}

#[test]
fn so_many_good_eras_earn_the_tier_above() {
	every_row(|row| {
		let good = row.good_above * 10 + 1;
		let Some(needed) = row.up_after else {
			(0..100).for_each(|_| era_with(PROVIDER, good));
			assert_eq!(tier(), row.tier);
			return;
		};
		(1..needed).for_each(|_| era_with(PROVIDER, good));
		assert_eq!(tier(), row.tier);
		era_with(PROVIDER, good);
		let next = above(row.tier).unwrap();
		if next.is_community() {
			assert_eq!(tier(), next);
			assert_eq!(MovedLog::get(), [(PROVIDER, row.tier, next)]);
			assert_eq!(standing(PROVIDER).streak, Streak::Good(0));
		} else {
			assert_eq!(tier(), row.tier);
			assert_ok!(promote(PROVIDER));
			assert_eq!(tier(), next);
		}
	});
}

#[test]
fn so_many_bad_eras_cost_the_tier() {
	every_row(|row| {
		let bad = row.good_above * 10;
		let Some(limit) = row.down_after else {
			(0..100).for_each(|_| era_with(PROVIDER, bad));
			assert_eq!(tier(), row.tier);
			return;
		};
		(1..limit).for_each(|_| era_with(PROVIDER, bad));
		assert_eq!(tier(), row.tier);
		era_with(PROVIDER, bad);
		assert_eq!(tier(), below(row.tier).unwrap());
		assert_eq!(standing(PROVIDER).streak, Streak::Good(0));
	});
}

#[test]
fn a_slashed_era_is_a_bad_one() {
	every_row(|row| {
		let Some(limit) = row.down_after else { return };
		for n in 0..limit {
			assert_eq!(tier(), row.tier);
			era_with(PROVIDER, if n % 2 == 0 { 0 } else { row.good_above * 10 });
		}
		assert_eq!(tier(), below(row.tier).unwrap());
	});
}

#[test]
fn one_era_of_the_other_kind_starts_the_count_anew() {
	every_row(|row| {
		let (good, bad) = (row.good_above * 10 + 1, row.good_above * 10);
		for (many, one, needed) in [(good, bad, row.up_after), (bad, good, row.down_after)] {
			let Some(needed) = needed else { continue };
			(1..needed).for_each(|_| era_with(PROVIDER, many));
			era_with(PROVIDER, one);
			(1..needed).for_each(|_| era_with(PROVIDER, many));
			assert_eq!(tier(), row.tier);
		}
	});
}
