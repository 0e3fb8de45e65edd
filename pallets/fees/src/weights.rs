//! What this pallet's work costs.

use frame_support::weights::Weight;

/// Weights of this pallet, measured by its benchmarks.
pub trait WeightInfo {
	/// `set_foundation`.
	fn set_foundation() -> Weight;
	/// `flush`, of the token that is dearest to send.
	fn flush() -> Weight;
}
