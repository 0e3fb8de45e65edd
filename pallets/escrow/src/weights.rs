//! What the calls cost. The figures are measured by the benchmark runner, in the runtime.

use frame_support::weights::Weight;

/// Weights of the calls.
pub trait WeightInfo {
	/// Listing an asset.
	fn list_token() -> Weight;
	/// A deposit into a new wallet.
	fn deposit() -> Weight;
	/// A gift into a new wallet.
	fn deposit_for() -> Weight;
	/// A withdrawal of all that a wallet has.
	fn withdraw() -> Weight;
	/// A withdrawal of earnings.
	fn withdraw_earnings() -> Weight;
	/// A transfer of all that a wallet has, into a new wallet.
	fn transfer() -> Weight;
	/// Delisting a token.
	fn delist_token() -> Weight;
	/// A new minimum deposit.
	fn set_min_deposit() -> Weight;
	/// A table with as many brackets as there can be.
	fn set_brackets() -> Weight;
}
