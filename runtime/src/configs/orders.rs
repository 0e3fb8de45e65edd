//! Orders, bids and the match.

use super::system::MaxMatchWeight;
use crate::{parameters::dynamic_params::market, *};

impl pallet_orders::Config for Runtime {
	type BiddingWindow = market::BiddingWindow;
	type BidsKept = market::BidsKept;
	type MaxDuration = market::MaxDuration;
	type HistoryBlocks = market::HistoryBlocks;
	type MaxServiceWeight = MaxMatchWeight;
	type Time = Eras;
	type Escrow = Escrow;
	type Fees = Fees;
	type Providers = Registry;
	type Catalogue = Registry;
	type Trust = Eras;
	type Stake = Staking;
	type Leases = Leases;
	type Drain = Leases;
	type WeightInfo = weights::pallet_orders::WeightInfo<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type Setup = benchmark_setup::MarketSetup;
}
