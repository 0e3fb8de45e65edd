//! What this pallet's work costs.

use frame_support::weights::Weight;

/// Weights of this pallet, measured by its benchmarks.
pub trait WeightInfo {
	/// `bond`, by a registered provider with a full ledger, which becomes active.
	fn bond() -> Weight;
	/// `unbond`, by a provider with leases, as the last entry that its ledger can take.
	fn unbond() -> Weight;
	/// `withdraw_unbonded`, of all that is left in a full ledger.
	fn withdraw_unbonded() -> Weight;
	/// `slash`, of all of a full ledger, which closes leases, in the place of one that was cancelled.
	fn slash() -> Weight;
	/// `cancel_slash`, of all of a full ledger, with a claim, which makes the provider active.
	fn cancel_slash() -> Weight;
	/// `strike_claim`.
	fn strike_claim() -> Weight;
	/// `apply_slash`, none of which goes to tenants, of a provider without stake.
	fn apply_slash() -> Weight;
	/// `claim`, the only one, to a slash that is due and not applied yet.
	fn claim() -> Weight;
	/// Looking for what is due, and finding nothing.
	fn service_base() -> Weight;
	/// The hook applies a slash, none of which goes to tenants, of a provider without stake.
	fn serve_application() -> Weight;
	/// The hook ends the time to claim.
	fn serve_expiry() -> Weight;
	/// The hook removes a page of claims, the last, of a slash that was cancelled.
	fn serve_sweep() -> Weight;
}
