//! Large calls stored by their hash.

use super::origins::Root;
use crate::*;
use frame_support::{
	parameter_types,
	traits::{fungible::HoldConsideration, LinearStoragePrice},
};
use sp_runtime::traits::{BlakeTwo256, Hash};

parameter_types! {
	/// Deposit of a preimage.
	pub const PreimageBaseDeposit: Balance = SPON;
	/// Deposit per byte of a preimage.
	pub const PreimageByteDeposit: Balance = MILLI_SPON;
	/// Why it is held.
	pub const PreimageHoldReason: RuntimeHoldReason =
		RuntimeHoldReason::Preimage(pallet_preimage::HoldReason::Preimage);
}

/// Whether `bytes` may be noted: not what the chain has asked for and has, for which nobody would pay
/// anything, however often.
pub fn can_be_noted(bytes: &[u8]) -> bool {
	use pallet_preimage::RequestStatus::Requested;
	let status = pallet_preimage::RequestStatusFor::<Runtime>::get(BlakeTwo256::hash(bytes));
	!matches!(status, Some(Requested { maybe_len: Some(_), .. }))
}

impl pallet_preimage::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = pallet_preimage::weights::SubstrateWeight<Runtime>;
	type Currency = Balances;
	type ManagerOrigin = Root;
	type Consideration = HoldConsideration<
		AccountId,
		Balances,
		PreimageHoldReason,
		LinearStoragePrice<PreimageBaseDeposit, PreimageByteDeposit, Balance>,
	>;
}
