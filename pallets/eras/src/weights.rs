//! What this pallet's work costs.

use frame_support::weights::Weight;

/// Weights of this pallet, measured by its benchmarks.
pub trait WeightInfo {
	/// A block that starts no era, open or not.
	fn on_initialize_same_era() -> Weight;
	/// A block that starts an era, freezes the one before the one that ended, and lets two expire.
	fn on_initialize_new_era() -> Weight;
	/// A block that freezes an era.
	fn on_initialize_freeze() -> Weight;
	/// Bring a provider up to date that was not touched for long.
	fn accrue() -> Weight;
	/// Bring such a provider up to date, and pay it.
	fn claim() -> Weight;
	/// Bring such a provider up to date, and move it.
	fn promote() -> Weight;
}
