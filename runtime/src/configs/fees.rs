//! What payments cost and where fees go.

use super::origins::CouncilMajority;
use crate::{parameters::dynamic_params::fees, *};
use frame_support::traits::{
	fungible::{Balanced, Credit},
	OnUnbalanced,
};

impl pallet_fees::Config for Runtime {
	type SponUserFee = fees::SponUserFee;
	type SponProviderFee = fees::SponProviderFee;
	type OtherUserFee = fees::OtherUserFee;
	type OtherProviderFee = fees::OtherProviderFee;
	type FoundationShare = fees::FoundationShare;
	type FoundationOrigin = CouncilMajority;
	type Payout = Escrow;
	type WeightInfo = weights::pallet_fees::WeightInfo<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type Setup = benchmark_setup::MarketSetup;
}

/// Transaction fees and forfeited deposits, to the foundation. Burnt while there is no foundation,
/// or if it cannot receive them.
pub struct ToFoundation;

impl OnUnbalanced<Credit<AccountId, Balances>> for ToFoundation {
	fn on_nonzero_unbalanced(amount: Credit<AccountId, Balances>) {
		if let Some(foundation) = Fees::foundation() {
			let _ = Balances::resolve(&foundation, amount);
		}
	}
}
