//! Leases: reservation, service, metering, deadlines, closing.

use super::system::MaxServiceWeight;
use crate::{parameters::dynamic_params::market, *};

impl pallet_leases::Config for Runtime {
	type ConfirmWithin = market::ConfirmWithin;
	type ActivateWithin = market::ActivateWithin;
	type CloseWithin = market::CloseWithin;
	type ProviderNotice = market::ProviderNotice;
	type OutageLimit = market::OutageLimit;
	type FundsLowNotice = market::FundsLowNotice;
	type UpdateAnswerWithin = market::UpdateAnswerWithin;
	type UpdateApplyWithin = market::UpdateApplyWithin;
	type UnstartedFee = market::UnstartedFee;
	type HistoryBlocks = market::HistoryBlocks;
	type MaxDuration = market::MaxDuration;
	type MaxServiceWeight = MaxServiceWeight;
	type Time = Eras;
	type Escrow = Escrow;
	type Valuation = Escrow;
	type Providers = Registry;
	type Catalogue = Registry;
	type Stake = Staking;
	type Awards = Orders;
	type Clock = Attestation;
	type WeightInfo = weights::pallet_leases::WeightInfo<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type Setup = benchmark_setup::MarketSetup;
}
