//! Splitting a provider in two, or merging two, gains nothing beyond rounding (X2).

use super::*;
use proptest::prelude::*;

/// How a provider fares in an era: when it attests and for how long, what is reserved of each of its
/// two halves from some block on, and how far the others get.
#[derive(Clone, Debug)]
struct Course {
	capacities: [u32; 2],
	reserved: [u32; 2],
	at: u64,
	attested: [u32; 2],
	stakes: [u32; 2],
	other: u32,
	budget: u32,
	limit: Option<u32>,
}

fn courses() -> impl Strategy<Value = Course> {
	let stakes = prop_oneof![Just([u32::MAX, u32::MAX]), proptest::array::uniform2(0..400_000u32)];
	(
		proptest::array::uniform2(1..1_000u32),
		proptest::array::uniform2(0..1_000u32),
		1..8u64,
		proptest::array::uniform2(0..12u32),
		stakes,
		1..3_000u32,
		0..20_000u32,
		proptest::option::of(0..2_000u32),
	)
		.prop_map(|(capacities, reserved, at, attested, stakes, other, budget, limit)| Course {
			capacities,
			reserved: [reserved[0].min(capacities[0]), reserved[1].min(capacities[1])],
			at,
			attested,
			stakes,
			other,
			budget,
			limit,
		})
}

/// Providers with these capacities, reservations and stakes go through `course`, and so does another.
/// What they are paid together, what the other is paid, and the total of the era.
fn play(course: &Course, parts: &[(u32, u32, Balance)]) -> (Balance, Balance, EraPoints) {
	let mut result = None;
	ExtBuilder.build_and_execute(|| {
		let other = PROVIDERS[3];
		EraBudget::set(course.budget.into());
		MaxPerPointHour::set(course.limit.map_or(Balance::MAX, Balance::from));
		let providers = &PROVIDERS[..parts.len()];
		Staked::set(providers.iter().zip(parts).map(|(who, part)| (*who, part.2)).collect());
		run(1);
		next_era();
		// Their first era is not judged, so that however little they attest, it is not slashed.
		for who in providers.iter().chain([&other]) {
			admit(*who, Tier::Tier6);
		}
		offer(other, course.other.into(), 0);
		attest(other, 10);
		for (who, (capacity, ..)) in providers.iter().zip(parts) {
			offer(*who, (*capacity).into(), 0);
			attest(*who, course.attested[0]);
		}
		run(course.at);
		for (who, (capacity, reserved, _)) in providers.iter().zip(parts) {
			offer(*who, (*capacity).into(), (*reserved).into());
			attest(*who, course.attested[1]);
		}
		run(11 - course.at);
		for who in providers.iter().chain([&other]) {
			assert_ok!(accrue(*who));
		}
		let total = Books::<Test>::get(1).map_or(0, |book| book.total);
		run(3);
		for who in providers {
			let _ = claim(*who, 1);
		}
		let gained_by_parts = paid();
		let _ = claim(other, 1);
		result = Some((gained_by_parts, paid() - gained_by_parts, total));
	});
	result.unwrap()
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(128))]

	#[test]
	fn two_halves_earn_what_the_whole_earns(course in courses()) {
		let stakes = course.stakes.map(|stake| if stake == u32::MAX { STAKE } else { stake.into() });
		let part = |i: usize| (course.capacities[i], course.reserved[i], stakes[i]);
		// Capacity and stake are split in the same proportion, or the stake is no limit.
		let whole = (
			course.capacities[0] + course.capacities[1],
			course.reserved[0] + course.reserved[1],
			stakes[0] + stakes[1],
		);
		let (split, other_split, total_split) = play(&course, &[part(0), part(1)]);
		let (merged, other_merged, total_merged) = play(&course, &[whole]);
		prop_assert_eq!(total_split, total_merged);
		prop_assert_eq!(other_split, other_merged);
		// A split never gains: each half is rounded down, and each is limited by its own stake.
		prop_assert!(split <= merged);
		// Nor does a merger, where the stake is no limit.
		if course.stakes[0] == u32::MAX {
			prop_assert!(merged - split <= 1);
		}
	}
}
