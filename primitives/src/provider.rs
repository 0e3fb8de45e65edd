//! What is said of a provider and asked of one (R1, O1).

use crate::OpenBlock;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedBTreeMap, BoundedVec};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// Name of a region: `us-west`. At most 32 B.
pub type Region = BoundedVec<u8, ConstU32<32>>;

/// Key of an attribute: `storage/class`. At most 32 B (R1).
pub type AttributeKey = BoundedVec<u8, ConstU32<32>>;

/// Value of an attribute: `beta3`. At most 64 B (R1).
pub type AttributeValue = BoundedVec<u8, ConstU32<64>>;

/// At most `MAX` attributes, each key once: 24 of a provider (R1), 8 required by an order (O1).
pub type Attributes<const MAX: u32> = BoundedBTreeMap<AttributeKey, AttributeValue, ConstU32<MAX>>;

/// Most attributes of a provider (R1).
pub const MAX_ATTRIBUTES: u32 = 24;

/// Who may serve an order (O1).
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Debug,
	Default,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
pub enum Mode {
	/// A provider (master node).
	#[default]
	Provider,
	/// A Fizz node behind a gateway.
	Fizz,
}

/// A trust tier (X3): tier 1 is the most trusted; 1–3 are *secured*, 4–7 *community*.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
pub enum Tier {
	/// Tier 1, secured.
	Tier1,
	/// Tier 2, secured.
	Tier2,
	/// Tier 3, secured.
	Tier3,
	/// Tier 4, community.
	Tier4,
	/// Tier 5, community.
	Tier5,
	/// Tier 6, community; where a provider starts (R2).
	Tier6,
	/// Tier 7, community.
	Tier7,
}

impl Tier {
	/// What the price of a bid is divided by in a `Balanced` score, in tenths; tier 7 counts 0.9
	/// (O5, X3).
	pub const fn bid_multiplier(self) -> u32 {
		match self {
			Tier::Tier1 => 20,
			Tier::Tier2 => 17,
			Tier::Tier3 => 15,
			Tier::Tier4 => 12,
			Tier::Tier5 => 11,
			Tier::Tier6 => 10,
			Tier::Tier7 => 9,
		}
	}

	/// Whether a provider can be admitted into this tier: 4 to 7 (R2).
	pub fn is_community(self) -> bool {
		self >= Tier::Tier4
	}
}

/// A time of maintenance, in open blocks: from `starts_at` up to, and without, `ends_at` (R3).
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
pub struct MaintenanceWindow {
	/// The first block of it.
	pub starts_at: OpenBlock,
	/// The first block after it.
	pub ends_at: OpenBlock,
}

impl MaintenanceWindow {
	/// Whether block `n` is in it.
	pub fn contains(&self, n: OpenBlock) -> bool {
		(self.starts_at..self.ends_at).contains(&n)
	}

	/// How many blocks before block `n` are in it.
	pub fn blocks_before(&self, n: OpenBlock) -> OpenBlock {
		n.min(self.ends_at).saturating_sub(self.starts_at)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_window_counts_the_blocks_that_it_contains() {
		let window = MaintenanceWindow { starts_at: 5, ends_at: 8 };
		let mut before = 0;
		for n in 0..20 {
			assert_eq!(window.blocks_before(n), before, "before {n}");
			before += OpenBlock::from(window.contains(n));
		}
		assert_eq!(before, 3);
	}
}
