//! What this pallet asks its weights for. The figures are measured in the runtime.

use frame_support::weights::Weight;

/// Weights of calls, and of what the hook and `poke` do per item.
pub trait WeightInfo {
	/// [`create`](crate::Call::create) of a spec as large as it can be.
	fn create() -> Weight;
	/// [`cancel`](crate::Call::cancel) of an order with a full list of bids.
	fn cancel() -> Weight;
	/// [`bid`](crate::Call::bid) that takes the lead of a full list.
	fn bid() -> Weight;
	/// [`poke`](crate::Call::poke) when nothing is due.
	fn poke() -> Weight;
	/// The hook when nothing is due.
	fn service_nothing() -> Weight;
	/// Awarding an order after the first `f` bids of its list failed.
	fn match_awarded(f: u32) -> Weight;
	/// Ending an order all of whose `f` bids failed.
	fn match_unserved(f: u32) -> Weight;
	/// Removing the record of an ended order.
	fn expire() -> Weight;
}
