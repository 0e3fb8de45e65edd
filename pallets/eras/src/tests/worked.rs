//! The example worked out in docs/rewards.md.

use super::*;
use spheron_primitives::OpenBlock;

const SPON: Balance = 1_000_000_000_000_000_000;
const DAY: OpenBlock = 43_200;

/// The rows of the example's table in the guide, as text.
fn example() -> Vec<Vec<String>> {
	include_str!("../../../../docs/rewards.md")
		.lines()
		.skip_while(|line| !line.starts_with("| provider |"))
		.skip(2)
		.take_while(|line| line.starts_with('|'))
		.map(|line| line.trim_matches('|').split('|').map(|cell| cell.trim().to_string()).collect())
		.collect()
}

/// `amount` of SPON with six decimals, rounded down.
fn spon(amount: Balance) -> String {
	format!("{}.{:06}", amount / SPON, amount % SPON / (SPON / 1_000_000))
}

fn point_hours(points: EraPoints) -> String {
	let tenths = points * 10 / POINT_HOUR;
	assert_eq!(tenths * POINT_HOUR, points * 10);
	format!("{}.{}", tenths / 10, tenths % 10)
}

#[test]
fn the_example_of_the_guide() {
	new_test_ext().execute_with(|| {
		use frame_support::traits::fungible::Mutate;
		EraLength::set(DAY);
		FreezeAfter::set(600);
		EraBudget::set(2 * SPON);
		MaxPerPointHour::set(SPON / 1_000);
		assert_ok!(Balances::mint_into(&POT, 100 * SPON));
		let [a, b, c, d] = PROVIDERS;
		Staked::set([(a, 120 * SPON), (b, 700 * SPON), (c, 700 * SPON), (d, 10 * SPON)].into());
		run(1);
		let admitted = [(a, Tier::Tier6), (b, Tier::Tier4), (c, Tier::Tier4), (d, Tier::Tier5)];
		for (who, tier) in admitted {
			admit(who, tier);
		}
		// Tenths of points: 41.6 is one GPU of multiplier 2 and 16 vCPUs of class medium.
		let offer = |who, capacity: Points, reserved: Points| {
			use spheron_primitives::traits::Usage;
			Eras::changed(&who, capacity * 100_000, reserved * 100_000);
		};
		offer(a, 416, 0);
		offer(b, 2_400, 1_200);
		offer(c, 2_400, 2_400);
		offer(d, 1_600, 0);
		next_era();
		for (who, hours) in [(a, 24), (b, 20), (c, 24), (d, 24)] {
			attest(who, hours * 1_800);
		}
		next_era();
		for who in PROVIDERS {
			assert_ok!(accrue(who));
		}
		assert_eq!(point_hours(book(1).total), "8102.4");
		Now::<Test>::mutate(|now| *now += 599);
		run(1);
		assert_eq!(book(1).budget, 2 * SPON);
		let rows = example();
		assert_eq!(rows.len(), 4, "the guide's example");
		for (who, row) in PROVIDERS.into_iter().zip(rows) {
			let earned = earnings(who).first().map_or(0, |earned| earned.points);
			let _ = claim(who, 1);
			let expected = [row[row.len() - 2].clone(), row[row.len() - 1].clone()];
			assert_eq!([point_hours(earned), spon(gained(who))], expected, "{}", row[0]);
		}
		assert_ok!(Eras::do_try_state());
	});
}
