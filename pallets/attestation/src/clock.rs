//! The alive clock of a provider (A3): how long it has been alive, said without counting.

use crate::{Clocks, Config, Pallet};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use spheron_primitives::{traits::AliveClock, OpenBlock};

/// A run: blocks one after the other that all count, however many attestations it took. In it,
/// `A(n) = n − missed`.
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
pub struct Run {
	/// How many blocks before the run do not count.
	pub missed: OpenBlock,
	/// The last block of the run, unless another attestation comes.
	pub until: OpenBlock,
}

impl Run {
	/// `A(n)` of a block of the run; of one after it, as of its end. Of one before it never too much,
	/// because `A` grows by one a block at most.
	pub fn alive(&self, n: OpenBlock) -> OpenBlock {
		n.min(self.until).saturating_sub(self.missed)
	}

	/// The first block `n` with `A(n) >= alive` by this run, if it gets there.
	pub fn reaches(&self, alive: OpenBlock) -> Option<OpenBlock> {
		let n = alive.checked_add(self.missed)?;
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
	/// The last run, which goes on if its end is still to come.
	pub running: Run,
	/// The run before: what was due then, and could not be served yet, is computed by it.
	pub before: Run,
	/// The block of the last attestation.
	pub attested: OpenBlock,
	/// Whether the last attestation says that nothing is healthy: the clock stands still since the end
	/// of the last run.
	pub down: bool,
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
		match alive_for {
			Some(blocks) => {
				if self.running.until < now {
					let missed = now.saturating_sub(self.alive(now));
					self.before = core::mem::replace(&mut self.running, Run { missed, until: now });
				}
				self.running.until = self.running.until.max(now.saturating_add(blocks));
			}
			None => self.running.until = self.running.until.min(now),
		}
		self.down = alive_for.is_none();
		self.attested = now;
		self.sequence = self.sequence.saturating_add(1);
	}

	/// `A(n)`. Of a block before the last two runs never too much, but perhaps too little: by at most
	/// as many blocks as do not count from there to the last but one.
	pub fn alive(&self, n: OpenBlock) -> OpenBlock {
		self.before.alive(n).max(self.running.alive(n))
	}

	/// The first block `n` with `A(n) >= alive` by [`ClockState::alive`], if the clock gets there
	/// without another attestation.
	pub fn reaches(&self, alive: OpenBlock) -> Option<OpenBlock> {
		self.before.reaches(alive).or_else(|| self.running.reaches(alive))
	}

	/// Since when the clock has stood still, as of block `now`.
	pub fn down_since(&self, now: OpenBlock) -> Option<OpenBlock> {
		let until = self.running.until;
		(self.down || until < now).then_some(until)
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
