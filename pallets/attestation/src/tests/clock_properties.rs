//! The clock against one that counts block by block.

use crate::ClockState;
use proptest::prelude::*;

/// What happens in a block.
#[derive(Clone, Copy, Debug)]
enum Act {
	/// An attestation, from which the clock runs for so many blocks.
	Alive(u32),
	/// An attestation that nothing is healthy.
	Down,
}

/// A provider, watched block by block. Entry `n` says of block `n` whether it counts as alive.
#[derive(Default)]
struct Watched {
	alive: Vec<bool>,
	/// The last block that counts as alive without another attestation.
	until: u32,
	/// The last block that counted before it said it was down, or went silent.
	down: Option<u32>,
	said_down: bool,
	/// The first blocks of the last two runs, or 0.
	runs: (u32, u32),
}

impl Watched {
	fn now(&self) -> u32 {
		self.alive.len() as u32 - 1
	}

	/// The next block, and what happens in it.
	fn step(&mut self, act: Option<Act>) {
		let now = self.alive.len() as u32;
		let lives = now > 0 && now <= self.until && !self.said_down;
		self.alive.push(lives);
		if !lives && self.down.is_none() {
			self.down = Some(now.saturating_sub(1));
		}
		match act {
			None => {}
			Some(Act::Alive(blocks)) => {
				if self.down.is_some() {
					self.runs = (self.runs.1, now);
				}
				self.until = self.until.max(now + blocks);
				(self.down, self.said_down) = (None, false);
			}
			Some(Act::Down) => {
				self.until = now;
				self.down = self.down.or(Some(now));
				self.said_down = true;
			}
		}
	}

	/// The blocks alive up to `n`, which may be to come, if nobody attests.
	fn count(&self, n: u32) -> u32 {
		let past = self.alive.iter().take(n as usize + 1).filter(|alive| **alive).count() as u32;
		let ahead = (self.now() + 1..=n).filter(|n| *n <= self.until).count() as u32;
		past + ahead
	}

	/// How many blocks after `n`, up to `to`, do not count.
	fn missed(&self, n: u32, to: u32) -> u32 {
		(to - n) - (self.count(to) - self.count(n))
	}
}

fn act() -> impl Strategy<Value = Option<Act>> {
	prop_oneof![
		12 => Just(None),
		2 => (1..25u32).prop_map(|blocks| Some(Act::Alive(blocks))),
		1 => Just(Some(Act::Down)),
	]
}

proptest! {
	#![proptest_config(ProptestConfig { cases: 256, ..Default::default() })]

	/// A3: `A(n)`, when it is reached, and since when it stands still, whatever happens.
	#[test]
	fn it_counts_what_is_counted_block_by_block(acts in prop::collection::vec(act(), 1..150)) {
		let mut clock = ClockState::default();
		let mut watched = Watched::default();
		watched.step(None);
		for act in acts {
			watched.step(act);
			let now = watched.now();
			match act {
				Some(Act::Alive(blocks)) => clock.attest(now, Some(blocks)),
				Some(Act::Down) => clock.attest(now, None),
				None => {}
			}
			let known_from = watched.runs.0;
			for n in known_from..now + 30 {
				prop_assert_eq!(clock.alive(n), watched.count(n), "alive at {}", n);
			}
			for n in 0..known_from {
				let (short, missed) = (watched.count(n) - clock.alive(n), watched.missed(n, known_from));
				prop_assert!(short <= missed, "alive at {}: {} too little", n, short);
			}
			prop_assert_eq!(clock.down_since(now), watched.down, "down");
			for alive in 1..watched.count(now + 30) + 3 {
				let reached = (0..now + 30).find(|n| clock.alive(*n) >= alive);
				prop_assert_eq!(clock.reaches(alive), reached, "reaches {}", alive);
			}
		}
	}

	/// What is known of a block of the last run stays known when the next attestation comes, and of
	/// those before it no more is made up.
	#[test]
	fn an_attestation_does_not_change_the_past(
		gaps in prop::collection::vec((1..400u32, prop::option::of(1..300u32)), 1..20),
	) {
		let mut clock = ClockState::default();
		let mut now = 1;
		for (gap, alive_for) in gaps {
			let before = clock.clone();
			let started = before.before.alive(u32::MAX) + before.running.missed;
			now += gap;
			clock.attest(now, alive_for);
			for n in 0..=now {
				let told = before.alive(n);
				prop_assert!(clock.alive(n) <= told);
				if n >= started {
					prop_assert_eq!(clock.alive(n), told);
				}
			}
		}
	}
}
