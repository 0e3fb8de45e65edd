//! Accounts of several signers.

use crate::*;
use frame_support::traits::{ConstU128, ConstU32};

impl pallet_multisig::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type Currency = Balances;
	type DepositBase = ConstU128<SPON>;
	type DepositFactor = ConstU128<{ 100 * MILLI_SPON }>;
	type MaxSignatories = ConstU32<100>;
	type WeightInfo = pallet_multisig::weights::SubstrateWeight<Runtime>;
	type BlockNumberProvider = System;
}
