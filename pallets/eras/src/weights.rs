//! What this pallet's work costs.

use frame_support::weights::Weight;

/// Weights of this pallet, measured by its benchmarks.
pub trait WeightInfo {
	/// A block that starts no era, open or not.
	fn on_initialize_same_era() -> Weight;
	/// A block that starts an era.
	fn on_initialize_new_era() -> Weight;
}
