//! What the calls weigh. The figures are measured and live in the runtime.

use frame_support::weights::Weight;

/// Weights of the calls of this pallet, each for its dearest case.
pub trait WeightInfo {
	/// Of [`crate::Pallet::set_gpu_model`].
	fn set_gpu_model() -> Weight;
	/// Of [`crate::Pallet::set_cpu_class`].
	fn set_cpu_class() -> Weight;
	/// Of [`crate::Pallet::propose`].
	fn propose() -> Weight;
	/// Of [`crate::Pallet::withdraw_proposal`].
	fn withdraw_proposal() -> Weight;
	/// Of [`crate::Pallet::approve`].
	fn approve() -> Weight;
	/// Of [`crate::Pallet::reject`], returning the deposit.
	fn reject() -> Weight;
	/// Of [`crate::Pallet::reject`], slashing the deposit.
	fn reject_spam() -> Weight;
	/// Of [`crate::Pallet::set_operator`].
	fn set_operator() -> Weight;
}
