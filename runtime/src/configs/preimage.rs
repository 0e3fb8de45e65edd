//! Large calls stored by their hash.

use super::origins::Root;
use crate::*;
use frame_support::{
	parameter_types,
	traits::{fungible::HoldConsideration, LinearStoragePrice},
};

parameter_types! {
	/// Deposit of a preimage.
	pub const PreimageBaseDeposit: Balance = SPON;
	/// Deposit per byte of a preimage.
	pub const PreimageByteDeposit: Balance = MILLI_SPON;
	/// Why it is held.
	pub const PreimageHoldReason: RuntimeHoldReason =
		RuntimeHoldReason::Preimage(pallet_preimage::HoldReason::Preimage);
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
