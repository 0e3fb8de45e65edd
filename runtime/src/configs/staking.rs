//! Provider stake.

use super::{oracle::OraclePrices, origins::CouncilMajority, system::MaxSlashWeight};
use crate::{parameters::dynamic_params::staking, *};

impl pallet_provider_staking::Config for Runtime {
	type RuntimeHoldReason = RuntimeHoldReason;
	type Currency = Balances;
	type StakePerGpu = staking::StakePerGpu;
	type StakePerVcpu = staking::StakePerVcpu;
	type StakePerGibRam = staking::StakePerGibRam;
	type StakePerTibStorage = staking::StakePerTibStorage;
	type UnbondingPeriod = staking::UnbondingPeriod;
	type MaxFaultsPerEra = staking::MaxFaultsPerEra;
	type FaultShare = staking::FaultShare;
	type FaultFee = staking::FaultFee;
	type OutageShare = staking::OutageShare;
	type SlashDelay = staking::SlashDelay;
	type ClaimPeriod = staking::ClaimPeriod;
	type MaxServiceWeight = MaxSlashWeight;
	type SlashOrigin = CouncilMajority;
	type CancelOrigin = CouncilMajority;
	type Slashed = pallet_fees::Slashes<Runtime>;
	type Charged = pallet_fees::ReservationFees<Runtime>;
	type Prices = OraclePrices;
	type Drain = Leases;
	type Time = Eras;
	type Providers = Registry;
	type Catalogue = Registry;
	type OnBacked = Registry;
	type OnFault = Eras;
	type WeightInfo = weights::pallet_provider_staking::WeightInfo<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type Setup = benchmark_setup::MarketSetup;
}
