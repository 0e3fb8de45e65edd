//! A call on its way to root.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::traits::OriginTrait;
use scale_info::TypeInfo;
use spheron_primitives::{OpenBlock, BLOCKS_PER_HOUR};

/// The shortest delay of a call on its way to root: however short a motion makes it, the council has
/// the blocks to propose, vote on and close a motion that cancels the call.
pub const MIN_ROOT_DELAY: OpenBlock = 10;

/// The longest: four weeks. A mistaken parameter does not put root out of reach.
pub const MAX_ROOT_DELAY: OpenBlock = 28 * 24 * BLOCKS_PER_HOUR;

/// Who calls, as the scheduler stores it.
pub type CallerOf<T> = <<T as frame_system::Config>::RuntimeOrigin as OriginTrait>::PalletsOrigin;

/// Number of a call on its way to root, from 0.
pub type RootCallId = u32;

/// A call on its way to root (G1).
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct RootCall<Hash> {
	/// The hash of the call.
	pub hash: Hash,
	/// The hash of the preimage that the scheduler runs, if it is too long for its agenda.
	pub preimage: Option<Hash>,
	/// The open block at whose start it is run.
	pub due: OpenBlock,
}
