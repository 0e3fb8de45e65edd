//! A provider that nobody looked at for long is as if everybody had looked at it all the time (X3).

use super::*;
use proptest::prelude::*;
use spheron_primitives::{MaintenanceWindow, OpenBlock};

/// The tier of a provider that attested for `alive` blocks in era 1, after `eras` eras of 10 blocks
/// in which somebody looked at it every so many eras, and its standing.
fn after(tier: Tier, alive: u32, eras: u32, look_every: u32) -> (Tier, Streak) {
	let mut result = None;
	ExtBuilder.build_and_execute(|| {
		offering(&[PROVIDER], tier, 1);
		attest(PROVIDER, alive);
		for era in 1..=eras {
			next_era();
			if era % look_every == 0 || era == eras {
				assert_ok!(accrue(PROVIDER));
			}
		}
		result = Some((Eras::tier(&PROVIDER).unwrap(), standing(PROVIDER).streak));
	});
	result.unwrap()
}

#[test]
fn years_of_silence_cost_every_tier_in_one_look() {
	let to_the_bottom = 32 + 25 + 20 + 14 + 7 + 5;
	ExtBuilder.build_and_execute(|| {
		offering(&[PROVIDER], Tier::Tier1, 1);
		for _ in 0..1_000 {
			next_era();
		}
		take_events();
		assert_ok!(accrue(PROVIDER));
		assert_eq!(Eras::tier(&PROVIDER), Some(Tier::Tier7));
		assert_eq!(standing(PROVIDER).streak, Streak::Bad(1_000 - to_the_bottom));
		// The registry is told once.
		assert_eq!(MovedLog::get(), [(PROVIDER, Tier::Tier1, Tier::Tier7)]);
		let eras: u32 = take_events()
			.into_iter()
			.map(|event| match event {
				Event::UptimeJudged { eras, up: 0, outcome: Outcome::Bad, .. } => eras,
				Event::UptimeJudged { eras, up: 0, outcome: Outcome::Slashed, .. } => eras,
				_ => 0,
			})
			.sum();
		assert_eq!(eras, 1_000);
	});
}

#[test]
fn one_look_is_enough_whatever_happened() {
	for (tier, alive, eras) in [
		(Tier::Tier6, 57, 9),
		(Tier::Tier7, 300, 40),
		(Tier::Tier7, u32::MAX, 300),
		(Tier::Tier5, 119, 12),
		(Tier::Tier4, 170, 31),
		(Tier::Tier1, 0, 31),
	] {
		let always = after(tier, alive, eras, 1);
		assert_eq!(after(tier, alive, eras, 1_000), always);
		assert_eq!(after(tier, alive, eras, 7), always);
	}
}

#[test]
fn eras_that_are_all_maintenance_do_not_count() {
	ExtBuilder.build_and_execute(|| {
		offering(&[PROVIDER], Tier::Tier6, 1);
		attest(PROVIDER, 10);
		// Eras 2 to 8 and a part of era 9.
		maintain(PROVIDER, 21, 95);
		for _ in 0..10 {
			next_era();
		}
		assert_ok!(accrue(PROVIDER));
		assert_eq!(standing(PROVIDER).streak, Streak::Bad(2));
	});
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(256))]

	/// Many eras at once are as good as one after the other.
	#[test]
	fn eras_in_a_row_are_judged_together(
		tier in 0usize..7,
		start in prop_oneof![(0..40u32).prop_map(Streak::Good), (0..40u32).prop_map(Streak::Bad)],
		outcome in prop_oneof![Just(Outcome::Good), Just(Outcome::Bad), Just(Outcome::Slashed)],
		eras in 0..200u32,
	) {
		let row = TABLE[tier];
		// What is enough for a move has led to one, unless it waits for a motion.
		let start = match start {
			Streak::Bad(run) => Streak::Bad(row.down_after.map_or(run, |limit| run % limit)),
			Streak::Good(run) if row.tier > Tier::Tier4 =>
				Streak::Good(row.up_after.map_or(run, |limit| run % limit)),
			good => good,
		};
		let before = Trusted { tier: row.tier, streak: start };
		let one_by_one = (0..eras).fold(before, |trusted, _| trusted.after(outcome, 1));
		let together = before.after(outcome, eras);
		prop_assert!(together == one_by_one || eras == 0);
	}

	/// Blocks are counted as if one looked at each.
	#[test]
	fn a_span_counts_its_blocks(
		alive_until in 0..60u32,
		window in proptest::option::of((0..60u32, 1..40u32)),
		from in 0..60u32,
		length in 0..60u32,
	) {
		let to = from + length;
		let maintenance = window.map(|(starts_at, length)| {
			MaintenanceWindow { starts_at, ends_at: starts_at + length }
		});
		let span = Span { alive_until, maintenance };
		let open = |n: &OpenBlock| !maintenance.is_some_and(|window| window.contains(*n));
		let alive = |n: &OpenBlock| *n < alive_until;
		let blocks = || (from..to).filter(open);
		prop_assert_eq!(span.open(from, to) as usize, blocks().count());
		prop_assert_eq!(span.up(from, to) as usize, blocks().filter(alive).count());
		let like = |n: OpenBlock| (open(&n), alive(&n));
		let change = span.next_change(from);
		prop_assert!(change > from);
		prop_assert!((from..change.min(200)).all(|n| like(n) == like(from)));
	}
}
