//! The alive clock of a provider (A3): how long it has been alive, said without counting.

use crate::{Clocks, Config, Pallet};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use spheron_primitives::{traits::AliveClock, OpenBlock};

/// What one attestation says of the clock: `A(n) = base + min(n, until) − mark` for a block `n` from
/// `mark` on.
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
pub struct Segment {
	/// `A(mark)`.
	pub base: OpenBlock,
	/// The block of the attestation.
	pub mark: OpenBlock,
	/// The last block in which the provider counts as alive without another attestation.
	pub until: OpenBlock,
}

impl Segment {
	/// `A(n)`, of a block before `mark` as of `mark`.
	pub fn alive(&self, n: OpenBlock) -> OpenBlock {
		self.base.saturating_add(n.min(self.until).saturating_sub(self.mark))
	}

	/// The first block `n` from `mark` on with `A(n) >= alive`, if the clock gets there.
	pub fn reaches(&self, alive: OpenBlock) -> Option<OpenBlock> {
		let n = self.mark.checked_add(alive.saturating_sub(self.base))?;
		(n <= self.until).then_some(n)
	}
}

/// The alive clock of one provider. That of a provider that has never attested stands at 0, and has
/// stood still since block 0.
#[derive(
	Clone,
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
pub struct ClockState {
	/// What the last attestation says.
	pub running: Segment,
	/// What the one before says: what was due before the last one is computed by it.
	pub before: Segment,
	/// Since when the clock has stood still, if the last attestation says that nothing is healthy.
	pub down: Option<OpenBlock>,
	/// How many attestations there were.
	pub sequence: u32,
}

impl ClockState {
	/// This clock after an attestation in block `now`, from which it runs for `alive_for` blocks, or
	/// stands still if none.
	///
	/// It never runs backwards: `A` is continuous, and a clock that was told to run further runs
	/// there. Only a provider that says it is down takes that back. Saying so again does not make the
	/// outage younger.
	pub fn attest(&mut self, now: OpenBlock, alive_for: Option<OpenBlock>) {
		let down = match alive_for {
			Some(_) => None,
			None => Some(self.down_since(now).unwrap_or(now)),
		};
		let until = match alive_for {
			Some(blocks) => self.running.until.max(now.saturating_add(blocks)),
			None => now,
		};
		let next = Segment { base: self.running.alive(now), mark: now, until };
		self.before = core::mem::replace(&mut self.running, next);
		self.down = down;
		self.sequence = self.sequence.saturating_add(1);
	}

	/// `A(n)`, for an `n` not before the last but one attestation.
	pub fn alive(&self, n: OpenBlock) -> OpenBlock {
		if n < self.running.mark {
			self.before.alive(n)
		} else {
			self.running.alive(n)
		}
	}

	/// The first block `n` with `A(n) >= alive`, if the clock gets there without another
	/// attestation; at the earliest the block of the last but one.
	pub fn reaches(&self, alive: OpenBlock) -> Option<OpenBlock> {
		if alive <= self.running.base {
			self.before.reaches(alive)
		} else {
			self.running.reaches(alive)
		}
	}

	/// Since when the clock has stood still, as of block `now`.
	pub fn down_since(&self, now: OpenBlock) -> Option<OpenBlock> {
		self.down.or(Some(self.running.until).filter(|until| *until < now))
	}
}

impl<T: Config> AliveClock<T::AccountId> for Pallet<T> {
	fn alive(provider: &T::AccountId, n: OpenBlock) -> OpenBlock {
		Clocks::<T>::get(provider).alive(n)
	}

	fn until(provider: &T::AccountId) -> OpenBlock {
		Clocks::<T>::get(provider).running.until
	}

	fn reaches(provider: &T::AccountId, alive: OpenBlock) -> Option<OpenBlock> {
		Clocks::<T>::get(provider).reaches(alive)
	}

	fn down_since(provider: &T::AccountId, now: OpenBlock) -> Option<OpenBlock> {
		Clocks::<T>::get(provider).down_since(now)
	}
}
