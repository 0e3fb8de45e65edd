//! What an era is.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use spheron_primitives::{EraIndex, OpenBlock};

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
