//! The table of trust tiers (X3), and how an era is judged by it.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use spheron_primitives::{OpenBlock, Tier};

/// What the table says of a tier.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Row {
	/// The tier.
	pub tier: Tier,
	/// An era is good if the uptime is more than this, in percent.
	pub good_above: u32,
	/// An era is slashed if the uptime is less than this, in percent.
	pub slashed_below: Option<u32>,
	/// By how much points count, in tenths. A bid of tier 7 counts 0.9 all the same (O5).
	pub multiplier: u32,
	/// As many good eras in a row earn the tier above.
	pub up_after: Option<u32>,
	/// After as many bad eras in a row it is the tier below.
	pub down_after: Option<u32>,
}

const fn row(
	tier: Tier,
	good_above: u32,
	slashed_below: Option<u32>,
	multiplier: u32,
	up_after: Option<u32>,
	down_after: Option<u32>,
) -> Row {
	Row { tier, good_above, slashed_below, multiplier, up_after, down_after }
}

/// The table, as published.
#[rustfmt::skip]
pub const TABLE: [Row; 7] = [
	row(Tier::Tier1, 99, Some(85), 20, None,     Some(32)),
	row(Tier::Tier2, 98, Some(80), 17, Some(30), Some(25)),
	row(Tier::Tier3, 97, Some(75), 15, Some(23), Some(20)),
	row(Tier::Tier4, 95, Some(70), 12, Some(17), Some(14)),
	row(Tier::Tier5, 90, Some(65), 11, Some(11), Some(7)),
	row(Tier::Tier6, 85, Some(60), 10, Some(5),  Some(5)),
	row(Tier::Tier7, 75, None,     0,  Some(3),  None),
];

/// How an era was for a provider, by the row of its tier.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Outcome {
	/// It counts for the tier above.
	#[codec(index = 0)]
	Good,
	/// It was not good.
	#[codec(index = 1)]
	Bad,
	/// It was bad, and earns nothing.
	#[codec(index = 2)]
	Slashed,
}

impl Row {
	/// The row of `tier`.
	pub const fn of(tier: Tier) -> &'static Self {
		let [first, second, third, fourth, fifth, sixth, seventh] = &TABLE;
		match tier {
			Tier::Tier1 => first,
			Tier::Tier2 => second,
			Tier::Tier3 => third,
			Tier::Tier4 => fourth,
			Tier::Tier5 => fifth,
			Tier::Tier6 => sixth,
			Tier::Tier7 => seventh,
		}
	}

	/// How an era was in which the provider was up for `up` of `open` blocks. None if there was no
	/// block to judge by.
	pub fn judge(&self, up: OpenBlock, open: OpenBlock) -> Option<Outcome> {
		if open == 0 {
			return None;
		}
		let up = u64::from(up).saturating_mul(100);
		let percent = |percent: u32| u64::from(percent).saturating_mul(open.into());
		Some(if up > percent(self.good_above) {
			Outcome::Good
		} else if self.slashed_below.is_some_and(|slashed| up < percent(slashed)) {
			Outcome::Slashed
		} else {
			Outcome::Bad
		})
	}
}

/// The tier above `tier`.
pub const fn above(tier: Tier) -> Option<Tier> {
	match tier {
		Tier::Tier1 => None,
		Tier::Tier2 => Some(Tier::Tier1),
		Tier::Tier3 => Some(Tier::Tier2),
		Tier::Tier4 => Some(Tier::Tier3),
		Tier::Tier5 => Some(Tier::Tier4),
		Tier::Tier6 => Some(Tier::Tier5),
		Tier::Tier7 => Some(Tier::Tier6),
	}
}

/// The tier below `tier`.
pub const fn below(tier: Tier) -> Option<Tier> {
	match tier {
		Tier::Tier1 => Some(Tier::Tier2),
		Tier::Tier2 => Some(Tier::Tier3),
		Tier::Tier3 => Some(Tier::Tier4),
		Tier::Tier4 => Some(Tier::Tier5),
		Tier::Tier5 => Some(Tier::Tier6),
		Tier::Tier6 => Some(Tier::Tier7),
		Tier::Tier7 => None,
	}
}
