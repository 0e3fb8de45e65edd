//! Protocol time, trust tiers and activity rewards.

use super::{fees::RewardPot, origins::CouncilMajority};
use crate::{
	parameters::dynamic_params::{rewards, time},
	*,
};

impl pallet_eras::Config for Runtime {
	type EraLength = time::EraLength;
	type FreezeAfter = rewards::FreezeAfter;
	type ClaimEras = rewards::ClaimEras;
	type EraBudget = rewards::EraBudget;
	type MaxPerPointHour = rewards::MaxPerPointHour;
	type StakeShare = rewards::StakeShare;
	type Currency = Balances;
	type RewardPot = RewardPot;
	type Clock = Attestation;
	type Providers = Registry;
	type Stake = Staking;
	type OnTier = Registry;
	type PromoteOrigin = CouncilMajority;
	type WeightInfo = weights::pallet_eras::WeightInfo<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type Setup = benchmark_setup::MarketSetup;
}
