//! Names of things.

use codec::{CompactAs, Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::traits::fungible::NativeOrWithId;
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// A token: SPON (`Native`) or an asset of `pallet-assets` (T1, T2).
pub type Token = NativeOrWithId<u32>;

macro_rules! id {
	($(#[$doc:meta])* $name:ident) => {
		$(#[$doc])*
		#[derive(
			Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Encode, Decode,
			DecodeWithMemTracking, CompactAs, MaxEncodedLen, TypeInfo, Serialize, Deserialize,
		)]
		pub struct $name(pub u64);

		impl $name {
			/// The id after this one; the last id is followed by itself (2^64 are never reached).
			pub fn next(self) -> Self {
				Self(self.0.saturating_add(1))
			}
		}
	};
}

id! {
	/// An order (§7). Ids are given in sequence and never again.
	OrderId
}
id! {
	/// A lease (§8). Ids are given in sequence and never again.
	LeaseId
}
