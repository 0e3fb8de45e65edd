//! What this pallet asks its weights for. The figures are measured in the runtime.

use frame_support::weights::Weight;

/// Weights of calls. `l` is the length of a call in bytes, up to
/// [`MaxCallLength`](crate::Config::MaxCallLength).
pub trait WeightInfo {
	/// [`dispatch_as_council`](crate::Call::dispatch_as_council), without the call that it runs.
	fn dispatch_as_council() -> Weight;
	/// [`schedule_root`](crate::Call::schedule_root).
	fn schedule_root(l: u32) -> Weight;
	/// [`schedule_root_by_hash`](crate::Call::schedule_root_by_hash).
	fn schedule_root_by_hash(l: u32) -> Weight;
	/// [`cancel_root`](crate::Call::cancel_root) of the longest call.
	fn cancel_root() -> Weight;
	/// [`enact_root`](crate::Call::enact_root), without the call that it runs.
	fn enact_root() -> Weight;
}
