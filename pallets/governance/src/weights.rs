//! What this pallet asks its weights for. The figures are measured in the runtime.

use frame_support::weights::Weight;

/// Weights of calls.
pub trait WeightInfo {
	/// [`dispatch_as_council`](crate::Call::dispatch_as_council), without the call that it runs.
	fn dispatch_as_council() -> Weight;
}
