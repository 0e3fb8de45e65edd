use crate::{
	brackets::{Bracket, BracketRows, BracketTable, MAX_BRACKETS},
	mock::*,
	Brackets, Error, Event,
};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{traits::BadOrigin, DispatchResult};
use spheron_primitives::{price::USD as DOLLAR, traits::Escrow as _, Footprint};

fn rows(rows: &[Bracket]) -> BracketRows {
	rows.to_vec().try_into().unwrap()
}

fn set(brackets: &[Bracket]) -> DispatchResult {
	Escrow::set_brackets(RuntimeOrigin::root(), rows(brackets))
}

/// A row in which everything is `n`.
fn row(n: u64) -> Bracket {
	let with_gpu = Footprint { vcpu_millis: n, ram_mib: n, storage_gib: n, gpu_units: n };
	let without_gpu = Footprint { gpu_units: 0, ..with_gpu };
	Bracket { usd: u128::from(n) * DOLLAR, without_gpu, with_gpu }
}

#[test]
fn the_first_table_is_the_row_of_the_rule() {
	ExtBuilder::default().build_and_execute(|| {
		let table = Brackets::<Test>::get();
		let [row] = table.rows() else { panic!("one row") };
		assert_eq!(row.usd, 15 * DOLLAR);
		let (cpu, gpu) = (row.without_gpu, row.with_gpu);
		assert_eq!((cpu.vcpu_millis, cpu.ram_mib, cpu.storage_gib), (8_000, 32_768, 512));
		assert_eq!((gpu.vcpu_millis, gpu.ram_mib, gpu.storage_gib), (32_000, 131_072, 1_024));
		assert_eq!((cpu.gpu_units, gpu.gpu_units), (0, 150));
	});
}

#[test]
fn a_table_counts_from_now_on() {
	ExtBuilder::default().build_and_execute(|| {
		deposited(ALICE, &USD, 15 * unit(&USD));
		assert_ok!(Escrow::occupy(&ALICE, &USD, &vcpus(8)));

		let table = [row(1), row(2_000), row(2_001)];
		assert_ok!(set(&table));
		let brackets = BracketTable::new(rows(&table)).unwrap();
		assert_eq!(last_event(), Event::BracketsSet { brackets: brackets.clone() });
		assert_eq!(Brackets::<Test>::get(), brackets);
		// What ran, runs on (E7); with one more, 9 000 thousandths are worth as many dollars.
		assert_eq!(used(&ALICE, &USD), vcpus(8));
		assert_noop!(
			Escrow::occupy(&ALICE, &USD, &vcpus(1)),
			Error::<Test>::OverBracketVcpu(8_985)
		);
	});
}

#[test]
fn only_the_council_sets_brackets() {
	ExtBuilder::default().build_and_execute(|| {
		for origin in [RuntimeOrigin::signed(ALICE), RuntimeOrigin::none()] {
			assert_noop!(Escrow::set_brackets(origin, rows(&[row(1)])), BadOrigin);
		}
	});
}

#[test]
fn a_table_that_breaks_its_rules_is_refused() {
	let less = |change: fn(&mut Bracket)| {
		let mut next = row(2);
		change(&mut next);
		vec![row(1), next]
	};
	ExtBuilder::default().build_and_execute(|| {
		let tables = [
			// None; worth nothing; a GPU where there is none.
			vec![],
			vec![Bracket { usd: 0, ..row(1) }],
			vec![Bracket { without_gpu: row(1).with_gpu, ..row(1) }],
			// Values that do not rise.
			vec![row(1), row(1)],
			vec![row(2), row(1)],
			// Limits that fall.
			less(|row| row.without_gpu.vcpu_millis = 0),
			less(|row| row.without_gpu.ram_mib = 0),
			less(|row| row.without_gpu.storage_gib = 0),
			less(|row| row.with_gpu.vcpu_millis = 0),
			less(|row| row.with_gpu.ram_mib = 0),
			less(|row| row.with_gpu.storage_gib = 0),
			less(|row| row.with_gpu.gpu_units = 0),
		];
		for table in tables {
			assert_noop!(set(&table), Error::<Test>::InvalidBrackets);
		}
	});
}

#[test]
fn limits_can_stay_the_same_and_be_nothing() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(set(&[row(1), Bracket { usd: 2 * DOLLAR, ..row(1) }]));
		assert_ok!(set(&[Bracket { usd: DOLLAR, ..row(0) }]));
	});
}

#[test]
fn a_table_has_as_many_rows_as_it_can() {
	ExtBuilder::default().build_and_execute(|| {
		let table: Vec<_> = (1..=u64::from(MAX_BRACKETS)).map(row).collect();
		assert_ok!(set(&table));
		assert_eq!(Brackets::<Test>::get().rows(), table);
	});
}
