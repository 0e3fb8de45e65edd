//! Eras, and how providers stand in them.

use crate::{
	table::{above, below, Outcome, Row},
	Span,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use scale_info::TypeInfo;
use sp_runtime::{helpers_128bit::multiply_by_rational_with_rounding, Perbill, Rounding};
use spheron_primitives::{Balance, EraIndex, OpenBlock, Points, Tier, BLOCKS_PER_HOUR};

/// Points that are paid for: millionths of a free capacity point × tenths of the tier's multiplier ×
/// blocks (X2).
pub type EraPoints = u128;

/// One free capacity point with a multiplier of 1.0 for an hour, in [`EraPoints`].
pub const POINT_HOUR: EraPoints = 1_000_000 * 10 * BLOCKS_PER_HOUR as EraPoints;

/// The most free capacity points of one provider that count, in millionths: 18 million million. So
/// the points of an era are in range whatever its length.
pub const MAX_FREE: Points = 1 << 64;

/// The most eras for which rewards can be claimed.
pub const MAX_CLAIM_ERAS: u32 = 128;

/// The most eras of one provider with rewards that are not claimed: those that can be claimed, those
/// that are not frozen, and those that expire with the running one.
pub const MAX_EARNINGS: u32 = MAX_CLAIM_ERAS + 4;

/// An era: its number and its first block (X1).
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
pub struct Era {
	/// Its number, from 0.
	pub index: EraIndex,
	/// Its first open block.
	pub started: OpenBlock,
}

impl Default for Era {
	/// The first era of the chain, which starts with the first open block.
	fn default() -> Self {
		Self { index: 0, started: 1 }
	}
}

impl Era {
	/// Open blocks of this era before block `now`.
	pub fn elapsed(&self, now: OpenBlock) -> OpenBlock {
		now.saturating_sub(self.started)
	}

	/// The era after this one, starting at block `now`.
	pub fn next(&self, now: OpenBlock) -> Self {
		Self { index: self.index.saturating_add(1), started: now }
	}

	/// The number of the era that contained block `n`, which is not after this one; of a block before
	/// the one before, the number of that.
	pub fn index_at(&self, n: OpenBlock) -> EraIndex {
		match n >= self.started {
			true => self.index,
			false => self.index.saturating_sub(1),
		}
	}
}

/// An era that is over and still takes points.
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
pub struct ClosingEra {
	/// The era.
	pub era: EraIndex,
	/// The open block in which its total freezes.
	pub freezes_at: OpenBlock,
}

/// The books of an era: what was earned in it, and what is paid for that (X2).
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Default,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Book {
	/// The points of all providers.
	pub total: EraPoints,
	/// Those of them that nobody can claim any more: they are claimed, or were lost after `total`
	/// was frozen.
	pub settled: EraPoints,
	/// What all of `total` is worth, in units of SPON; 0 until it is frozen.
	pub budget: Balance,
	/// What has been paid of it.
	pub paid: Balance,
	/// The last era in which it can be claimed; 0 until it is frozen.
	pub claimable_until: EraIndex,
}

impl Book {
	/// What is promised and not paid.
	pub fn left(&self) -> Balance {
		self.budget.saturating_sub(self.paid)
	}

	/// What `points` of the total are worth, rounded down: what rounding leaves stays in the pot.
	pub fn worth(&self, points: EraPoints) -> Balance {
		multiply_by_rational_with_rounding(points, self.budget, self.total, Rounding::Down)
			.unwrap_or(0)
	}
}

/// What a provider earned in an era that is over, and has not claimed.
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
pub struct Earned {
	/// The era.
	pub era: EraIndex,
	/// Its points; more than 0, but for an era that was lost by a fault of a provider that is gone.
	pub points: EraPoints,
	/// The most that they can be worth, in units of SPON, by the stake that it had.
	pub most: Balance,
	/// What misconduct has left of it (S4).
	pub kept: Perbill,
}

impl Earned {
	/// What is paid for it out of `book`.
	pub fn reward(&self, book: &Book) -> Balance {
		self.kept.mul_floor(book.worth(self.points).min(self.most))
	}
}

/// What a provider has earned and not claimed, the oldest era first, each era once.
pub type Earnings = BoundedVec<Earned, ConstU32<MAX_EARNINGS>>;

/// Eras in a row that were alike.
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
pub enum Streak {
	/// So many good ones.
	#[codec(index = 0)]
	Good(u32),
	/// So many bad ones.
	#[codec(index = 1)]
	Bad(u32),
}

impl Default for Streak {
	fn default() -> Self {
		Streak::Good(0)
	}
}

/// A tier, and how far it is to the next (X3).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Trusted {
	/// The tier.
	pub tier: Tier,
	/// The eras in a row since it was entered.
	pub streak: Streak,
}

impl Trusted {
	/// Just arrived in `tier`.
	pub fn entered(tier: Tier) -> Self {
		Self { tier, streak: Streak::default() }
	}

	/// After `eras` more eras, one after the other, all of them as `outcome` says. A slashed era is
	/// a bad one. A move up into a secured tier waits for a motion; until then the eras count on. At
	/// most six moves, however many eras.
	#[must_use]
	pub fn after(self, outcome: Outcome, eras: u32) -> Self {
		let (mut now, mut eras) = (self, eras);
		loop {
			let row = Row::of(now.tier);
			let (run, needed, next) = match (outcome, now.streak) {
				(Outcome::Good, streak) => {
					let run = if let Streak::Good(run) = streak { run } else { 0 };
					(run, row.up_after, above(now.tier).filter(|next| next.is_community()))
				}
				(_, streak) => {
					let run = if let Streak::Bad(run) = streak { run } else { 0 };
					(run, row.down_after, below(now.tier))
				}
			};
			let run = run.saturating_add(eras);
			match next.zip(needed.and_then(|needed| run.checked_sub(needed))) {
				Some((next, rest)) => (now, eras) = (Self::entered(next), rest),
				None => {
					now.streak = match outcome {
						// None since the last move.
						_ if run == 0 => Streak::default(),
						Outcome::Good => Streak::Good(run),
						Outcome::Bad | Outcome::Slashed => Streak::Bad(run),
					};
					return now;
				}
			}
		}
	}

	/// The secured tier that it has earned, and into which a motion can move it.
	pub fn earned(&self) -> Option<Tier> {
		let needed = Row::of(self.tier).up_after?;
		let next = above(self.tier).filter(|next| !next.is_community())?;
		matches!(self.streak, Streak::Good(run) if run >= needed).then_some(next)
	}
}

/// How a provider stands: what it offers, how the running era has been so far, and the eras before it
/// (X2, X3). Its tier lies apart.
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
pub struct Standing {
	/// The era in which it was admitted, which is not judged.
	pub admitted: EraIndex,
	/// The block up to which, and without which, all is accounted for.
	pub touched: OpenBlock,
	/// The era of that block. What follows is about this era.
	pub era: EraIndex,
	/// Blocks outside maintenance.
	pub open: OpenBlock,
	/// Those of them in which it was alive.
	pub up: OpenBlock,
	/// What it has earned.
	pub points: EraPoints,
	/// Whether it has been at fault, so that it earns nothing.
	pub faulted: bool,
	/// What it offers and is not reserved, from `touched` on: capacity points in millionths.
	pub free: Points,
	/// The eras before.
	pub streak: Streak,
}

impl Standing {
	/// Admitted in `era`, at block `now`; it offers nothing yet.
	pub fn admitted(era: EraIndex, now: OpenBlock) -> Self {
		Self {
			admitted: era,
			touched: now,
			era,
			open: 0,
			up: 0,
			points: 0,
			faulted: false,
			free: 0,
			streak: Streak::default(),
		}
	}

	/// Account for the blocks up to `to`, all of them of its era, in which `span` is what is known of
	/// it. Returns the points that it earns with them in `tier`, which remain to be added.
	pub fn account(&mut self, span: &Span, to: OpenBlock, tier: Tier) -> EraPoints {
		let up = span.up(self.touched, to);
		self.open = self.open.saturating_add(span.open(self.touched, to));
		self.up = self.up.saturating_add(up);
		self.touched = self.touched.max(to);
		if self.faulted {
			return 0;
		}
		let multiplier = EraPoints::from(Row::of(tier).multiplier);
		self.free.saturating_mul(multiplier).saturating_mul(up.into())
	}

	/// How its era was, for a provider in `tier`. None if it is not judged.
	pub fn judge(&self, tier: Tier) -> Option<Outcome> {
		if self.era == self.admitted {
			return None;
		}
		Row::of(tier).judge(self.up, self.open)
	}

	/// Go on to `era`, of which nothing is known yet.
	pub fn enter(&mut self, era: EraIndex) {
		let Self { admitted, touched, free, streak, .. } = *self;
		*self = Self { free, streak, touched, ..Self::admitted(era, touched) };
		self.admitted = admitted;
	}
}
