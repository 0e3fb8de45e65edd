//! What payments cost and where fees go.

use super::origins::CouncilMajority;
use crate::{parameters::dynamic_params::fees, *};
use frame_support::{parameter_types, traits::Get, PalletId};
use sp_runtime::traits::AccountIdConversion;

parameter_types! {
	/// Home of transaction fees and slashes until they are flushed.
	pub const FeesId: PalletId = PalletId(*b"sph/fees");
	/// The account that activity rewards are paid from (X2).
	pub RewardPot: AccountId = PalletId(*b"sph/rwrd").into_account_truncating();
}

/// The author of the running block, once its header has been looked at.
pub struct BlockAuthor;

impl Get<Option<AccountId>> for BlockAuthor {
	fn get() -> Option<AccountId> {
		Authorship::author()
	}
}

impl pallet_fees::Config for Runtime {
	type Currency = Balances;
	type PalletId = FeesId;
	type SponUserFee = fees::SponUserFee;
	type SponProviderFee = fees::SponProviderFee;
	type OtherUserFee = fees::OtherUserFee;
	type OtherProviderFee = fees::OtherProviderFee;
	type FoundationShare = fees::FoundationShare;
	type Author = BlockAuthor;
	type RewardPot = RewardPot;
	type FoundationOrigin = CouncilMajority;
	type RatesOrigin = CouncilMajority;
	type RouteOrigin = CouncilMajority;
	type Payout = Escrow;
	type WeightInfo = weights::pallet_fees::WeightInfo<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type Setup = benchmark_setup::MarketSetup;
}
