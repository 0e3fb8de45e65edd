//! Providers and the catalogue.

use super::origins::CouncilMajority;
use crate::{
	parameters::dynamic_params::{attestation, market, registry},
	*,
};
use sp_runtime::traits::Convert;

/// The proposer's `utility.as_derivative` account 0, which it controls (R2).
pub struct FirstDerivative;

impl Convert<AccountId, AccountId> for FirstDerivative {
	fn convert(proposer: AccountId) -> AccountId {
		pallet_utility::derivative_account_id(proposer, 0)
	}
}

impl pallet_registry::Config for Runtime {
	type RuntimeHoldReason = RuntimeHoldReason;
	type Currency = Balances;
	type ProposalDeposit = registry::ProposalDeposit;
	type Slashed = pallet_fees::Slashes<Runtime>;
	type MaintenanceNotice = registry::MaintenanceNotice;
	type MaintenanceGap = market::OutageLimit;
	type MaxMaintenance = registry::MaxMaintenance;
	type AttestationPeriod = attestation::AttestationPeriod;
	type ApproveOrigin = CouncilMajority;
	type SuspendOrigin = CouncilMajority;
	type CatalogueOrigin = CouncilMajority;
	type ProxyAddress = FirstDerivative;
	type Time = Eras;
	type Drain = Leases;
	type Trust = Eras;
	type Stake = Staking;
	type Usage = Eras;
	type WeightInfo = weights::pallet_registry::WeightInfo<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type Setup = benchmark_setup::MarketSetup;
}
