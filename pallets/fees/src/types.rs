//! Where fees go.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use spheron_primitives::FeeKind;

/// Somebody who is owed fees (F7).
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
)]
pub enum Destination {
	/// The foundation.
	#[codec(index = 0)]
	Foundation,
}

impl Destination {
	/// Every destination.
	pub const ALL: [Self; 1] = [Self::Foundation];

	/// Where fees of this kind go.
	pub const fn of(kind: FeeKind) -> Self {
		match kind {
			FeeKind::User | FeeKind::Provider | FeeKind::FoundationShare | FeeKind::Reservation => {
				Self::Foundation
			}
		}
	}
}
