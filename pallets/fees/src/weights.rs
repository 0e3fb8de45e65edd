//! What this pallet's work costs.

use frame_support::weights::Weight;

/// Weights of this pallet, measured by its benchmarks.
pub trait WeightInfo {
	/// `set_foundation`.
	fn set_foundation() -> Weight;
	/// `flush` of SPON, out of both purses.
	fn flush_spon() -> Weight;
	/// `flush` of an asset.
	fn flush_asset() -> Weight;
	/// `set_rates`.
	fn set_rates() -> Weight;
	/// `set_route`.
	fn set_route() -> Weight;
	/// `on_finalize`: sharing out what the block's transactions paid, among every destination.
	fn on_finalize() -> Weight;
}
