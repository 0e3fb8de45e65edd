//! What this pallet's work costs.

use frame_support::weights::Weight;

/// Weights of this pallet, measured by its benchmarks.
pub trait WeightInfo {
	/// `bond`, by a provider with a full ledger that is backed afterwards.
	fn bond() -> Weight;
	/// `unbond`, by a provider with leases, as the last entry that its ledger can take.
	fn unbond() -> Weight;
	/// `withdraw_unbonded`, from a full ledger.
	fn withdraw_unbonded() -> Weight;
}
