//! Assets, which the council can list as payment tokens (T2).

use super::origins::Root;
use crate::*;
use frame_support::traits::{AsEnsureOriginWithArg, ConstU128, ConstU32};
use frame_system::EnsureSigned;

impl pallet_assets::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type Balance = Balance;
	type RemoveItemsLimit = ConstU32<1_000>;
	type AssetId = u32;
	type AssetIdParameter = codec::Compact<u32>;
	type ReserveData = ();
	type Currency = Balances;
	type CreateOrigin = AsEnsureOriginWithArg<EnsureSigned<AccountId>>;
	type ForceOrigin = Root;
	type AssetDeposit = ConstU128<{ 10 * SPON }>;
	type AssetAccountDeposit = ConstU128<{ 10 * MILLI_SPON }>;
	type MetadataDepositBase = ConstU128<SPON>;
	type MetadataDepositPerByte = ConstU128<{ 10 * MILLI_SPON }>;
	type ApprovalDeposit = ConstU128<{ 10 * MILLI_SPON }>;
	type StringLimit = ConstU32<50>;
	type Freezer = ();
	type Holder = AssetsHolder;
	type Extra = ();
	type CallbackHandle = ();
	type AssetIdAllocator = ();
	type WeightInfo = pallet_assets::weights::SubstrateWeight<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = ();
}

impl pallet_assets_holder::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeHoldReason = RuntimeHoldReason;
}
