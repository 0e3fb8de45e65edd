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
	/// Of [`crate::Pallet::suspend`].
	fn suspend() -> Weight;
	/// Of [`crate::Pallet::reinstate`].
	fn reinstate() -> Weight;
	/// Of [`crate::Pallet::leave`] by a provider that is gone at once.
	fn leave() -> Weight;
	/// Of looking for a provider that is to go, and finding none.
	fn departures_base() -> Weight;
	/// Of letting a provider go, the looking for it included.
	fn serve_departure() -> Weight;
	/// Of [`crate::Pallet::announce_maintenance`].
	fn announce_maintenance() -> Weight;
	/// Of [`crate::Pallet::cancel_maintenance`].
	fn cancel_maintenance() -> Weight;
	/// Of [`crate::Pallet::end_maintenance`].
	fn end_maintenance() -> Weight;
	/// Of [`crate::Pallet::update`].
	fn update() -> Weight;
	/// Of [`crate::Pallet::request_capacity`].
	fn request_capacity() -> Weight;
	/// Of [`crate::Pallet::withdraw_capacity_request`].
	fn withdraw_capacity_request() -> Weight;
	/// Of [`crate::Pallet::approve_capacity`].
	fn approve_capacity() -> Weight;
	/// Of [`crate::Pallet::reject_capacity`].
	fn reject_capacity() -> Weight;
	/// Of [`crate::Pallet::set_attestation_key`].
	fn set_attestation_key() -> Weight;
	/// Of [`crate::Pallet::activate`].
	fn activate() -> Weight;
}
