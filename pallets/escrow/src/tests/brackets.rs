//! The table of brackets by itself (E7): worked numbers, then properties.

use crate::brackets::{Bracket, BracketRows, BracketTable, Resource, Shortfall, MAX_BRACKETS};
use proptest::{collection::vec, prelude::*};
use spheron_primitives::{
	price::{MicroUsd, USD},
	Footprint,
};

fn use_of(vcpu_millis: u64, ram_mib: u64, storage_gib: u64, gpu_units: u64) -> Footprint {
	Footprint { vcpu_millis, ram_mib, storage_gib, gpu_units }
}

fn table(rows: Vec<Bracket>) -> BracketTable {
	BracketTable::new(BracketRows::try_from(rows).unwrap()).unwrap()
}

mod worked_numbers {
	use super::*;

	fn least(used: Footprint) -> Option<MicroUsd> {
		BracketTable::default().least_usd(&used)
	}

	/// 15 dollars for 8 vCPUs are 1 875 millionths for a thousandth of one; for 32 GiB of RAM about
	/// 457.8 for a MiB; for 512 GiB of disk about 29 297 for a GiB.
	#[test]
	fn the_given_row_without_gpu() {
		assert_eq!(least(use_of(0, 0, 0, 0)), Some(0));
		assert_eq!(least(use_of(8_000, 32_768, 512, 0)), Some(15 * USD));
		assert_eq!(least(use_of(1, 0, 0, 0)), Some(1_875));
		assert_eq!(least(use_of(0, 1, 0, 0)), Some(458));
		assert_eq!(least(use_of(0, 0, 1, 0)), Some(29_297));
		assert_eq!(least(use_of(1_000, 0, 0, 0)), Some(1_875_000));
		assert_eq!(least(use_of(4_000, 16_384, 300, 0)), Some(8_789_063));
	}

	/// 15 dollars for 150 hundredths are 10 cents for one.
	#[test]
	fn the_given_row_with_gpu() {
		assert_eq!(least(use_of(32_000, 131_072, 1_024, 150)), Some(15 * USD));
		assert_eq!(least(use_of(0, 0, 0, 1)), Some(100_000));
		// The resources that come with a GPU are those of its column.
		assert_eq!(least(use_of(32_000, 0, 0, 1)), Some(15 * USD));
		assert_eq!(least(use_of(32_000, 0, 0, 0)), Some(60 * USD));
		// An A100 of the high class, at 3.
		assert_eq!(least(use_of(8_000, 32_768, 512, 300)), Some(30 * USD));
	}

	#[test]
	fn beyond_the_last_row_in_proportion_to_it() {
		assert_eq!(least(use_of(16_000, 0, 0, 0)), Some(30 * USD));
		assert_eq!(least(use_of(8_001, 0, 0, 0)), Some(15_001_875));
		assert_eq!(least(use_of(8_000_000, 0, 0, 0)), Some(15_000 * USD));
	}

	/// 15 dollars: 8 vCPUs; 100 dollars: 8 as well; 200 dollars: 108.
	#[test]
	fn between_rows_in_a_straight_line() {
		let row = |usd: u128, vcpus: u64| Bracket {
			usd: usd * USD,
			without_gpu: use_of(vcpus * 1_000, 0, 0, 0),
			with_gpu: use_of(0, 0, 0, 0),
		};
		let table = table(vec![row(15, 8), row(100, 8), row(200, 108)]);
		let least = |vcpu_millis| table.least_usd(&use_of(vcpu_millis, 0, 0, 0));
		assert_eq!(least(4_000), Some(7_500_000));
		// Where the limit stays the same, the least value counts.
		assert_eq!(least(8_000), Some(15 * USD));
		assert_eq!(least(8_001), Some(100_001_000));
		assert_eq!(least(58_000), Some(150 * USD));
		assert_eq!(least(108_000), Some(200 * USD));
		assert_eq!(least(216_000), Some(400 * USD));
	}

	#[test]
	fn what_has_no_limit_above_zero_never_fits() {
		let none = table(vec![Bracket {
			usd: USD,
			without_gpu: use_of(1_000, 0, 0, 0),
			with_gpu: use_of(0, 0, 0, 0),
		}]);
		assert_eq!(none.least_usd(&use_of(1_000, 0, 0, 0)), Some(USD));
		assert_eq!(none.least_usd(&use_of(1_000, 1, 0, 0)), None);
		assert_eq!(none.least_usd(&use_of(0, 0, 0, 1)), None);
		let lack = none.shortfall(&use_of(5_000, 1, 0, 0), MicroUsd::MAX).unwrap();
		assert_eq!((lack.resource, lack.whole_usd()), (Resource::Ram, u16::MAX));
	}

	#[test]
	fn what_is_lacking_is_rounded_up_to_whole_dollars() {
		let whole = |usd| Shortfall { resource: Resource::Gpu, usd }.whole_usd();
		assert_eq!(whole(1), 1);
		assert_eq!(whole(USD), 1);
		assert_eq!(whole(USD + 1), 2);
		assert_eq!(whole(65_534 * USD), 65_534);
		assert_eq!(whole(65_535 * USD), u16::MAX);
		assert_eq!(whole(MicroUsd::MAX), u16::MAX);
	}

	#[test]
	fn the_extremes_are_in_range() {
		let all = use_of(u64::MAX, u64::MAX, u64::MAX, u64::MAX);
		assert_eq!(
			least(all),
			least(use_of(0, 0, u64::MAX, 1)).max(least(use_of(0, 0, 0, u64::MAX)))
		);
		let dear = Bracket {
			usd: MicroUsd::MAX,
			without_gpu: use_of(1, 1, 1, 0),
			with_gpu: use_of(u64::MAX, u64::MAX, u64::MAX, u64::MAX),
		};
		let dear = table(vec![dear]);
		assert_eq!(dear.least_usd(&use_of(1, 0, 0, 0)), Some(MicroUsd::MAX));
		assert_eq!(dear.least_usd(&use_of(2, 0, 0, 0)), None);
		assert_eq!(dear.least_usd(&all), Some(MicroUsd::MAX));
	}
}

/// More than any use of the strategies below needs, unless it never fits.
const PLENTY: MicroUsd = 1 << 80;

fn footprints(most: u64) -> impl Strategy<Value = Footprint> {
	(0..=most, 0..=most, 0..=most, prop_oneof![Just(0), 0..=most])
		.prop_map(|(vcpu, ram, storage, gpu)| use_of(vcpu, ram, storage, gpu))
}

/// What one row has more than the one before: often nothing of something.
fn rise() -> impl Strategy<Value = (MicroUsd, Footprint, Footprint)> {
	let limit = || prop_oneof![1 => Just(0u64), 3 => 0u64..5_000];
	let limits =
		|| (limit(), limit(), limit(), limit()).prop_map(|(v, r, s, g)| use_of(v, r, s, g));
	(1..50 * USD, limits(), limits())
}

fn tables() -> impl Strategy<Value = BracketTable> {
	vec(rise(), 1..=MAX_BRACKETS as usize).prop_map(|rises| {
		let nothing = use_of(0, 0, 0, 0);
		let mut last = Bracket { usd: 0, without_gpu: nothing, with_gpu: nothing };
		let rows = rises.into_iter().map(|(usd, without_gpu, with_gpu)| {
			let without_gpu = Footprint { gpu_units: 0, ..without_gpu };
			last = Bracket {
				usd: last.usd + usd,
				without_gpu: last.without_gpu.checked_add(&without_gpu).unwrap(),
				with_gpu: last.with_gpu.checked_add(&with_gpu).unwrap(),
			};
			last
		});
		table(rows.collect())
	})
}

/// The rule as it is written: whether `used` is within the limits at `usd`, in exact fractions.
fn fits(table: &BracketTable, used: &Footprint, usd: MicroUsd) -> bool {
	let limit = |row: &Bracket, resource: Resource| {
		resource.of(if used.gpu_units > 0 { &row.with_gpu } else { &row.without_gpu }) as i128
	};
	let usd = usd as i128;
	Resource::ALL.into_iter().all(|resource| {
		let amount = resource.of(used) as i128;
		let points: Vec<(i128, i128)> = std::iter::once((0, 0))
			.chain(table.rows().iter().map(|row| (row.usd as i128, limit(row, resource))))
			.collect();
		let last = *points.last().unwrap();
		if usd >= last.0 {
			return amount * last.0 <= last.1 * usd;
		}
		let at = points.iter().rposition(|point| point.0 <= usd).unwrap();
		let ((usd0, limit0), (usd1, limit1)) = (points[at], points[at + 1]);
		(amount - limit0) * (usd1 - usd0) <= (limit1 - limit0) * (usd - usd0)
	})
}

proptest! {
	/// What is computed the other way round is the rule.
	#[test]
	fn the_need_is_the_least_value_that_fits(table in tables(), used in footprints(100_000)) {
		match table.least_usd(&used) {
			Some(usd) => {
				prop_assert!(fits(&table, &used, usd));
				prop_assert!(usd == 0 || !fits(&table, &used, usd - 1));
			}
			None => prop_assert!(!fits(&table, &used, PLENTY)),
		}
	}

	#[test]
	fn a_need_within_the_table_is_the_least_value_that_fits(
		table in tables(),
		used in footprints(500),
	) {
		if let Some(usd) = table.least_usd(&used) {
			prop_assert!(fits(&table, &used, usd) && (usd == 0 || !fits(&table, &used, usd - 1)));
		}
	}

	/// Who runs more needs no less, as long as a GPU does not change the column.
	#[test]
	fn the_need_is_monotone(
		table in tables(),
		used in footprints(20_000),
		more in footprints(20_000),
	) {
		let more = if used.gpu_units == 0 { Footprint { gpu_units: 0, ..more } } else { more };
		let need = |used| table.least_usd(&used).unwrap_or(MicroUsd::MAX);
		prop_assert!(need(used) <= need(used.checked_add(&more).unwrap()));
	}

	/// Other rows on the line of the first change nothing.
	#[test]
	fn rows_in_a_straight_line_are_one_row(
		mut factors in vec(1u64..100, 1..16),
		used in footprints(1 << 40),
	) {
		factors.sort_unstable();
		factors.dedup();
		let times = |limits: Footprint, by: u64| use_of(
			limits.vcpu_millis * by,
			limits.ram_mib * by,
			limits.storage_gib * by,
			limits.gpu_units * by,
		);
		let given = BracketTable::default();
		let row = given.rows()[0];
		let rows = factors.into_iter().map(|by| Bracket {
			usd: row.usd * u128::from(by),
			without_gpu: times(row.without_gpu, by),
			with_gpu: times(row.with_gpu, by),
		});
		prop_assert_eq!(table(rows.collect()).least_usd(&used), given.least_usd(&used));
	}

	/// A refusal says exactly what is lacking.
	#[test]
	fn with_what_is_lacking_it_fits(
		table in tables(),
		used in footprints(20_000),
		value in 0..500 * USD,
	) {
		let need = table.least_usd(&used);
		let Some(lack) = table.shortfall(&used, value) else {
			prop_assert!(need.unwrap() <= value);
			return Ok(());
		};
		match need {
			Some(need) => {
				prop_assert_eq!(value + lack.usd, need);
				let whole = u128::from(lack.whole_usd());
				prop_assert!(whole == u128::from(u16::MAX) || fits(&table, &used, value + whole * USD));
				prop_assert!(!fits(&table, &used, value + (whole - 1) * USD));
			}
			None => prop_assert_eq!(lack.whole_usd(), u16::MAX),
		}
	}
}
