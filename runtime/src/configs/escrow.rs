//! Wallets and earnings, in SPON and assets alike (T4).

use super::{council::CouncilAccount, oracle::OraclePrices, origins::CouncilMajority};
use crate::{parameters::dynamic_params::prices, *};
use frame_support::{
	parameter_types,
	traits::{
		fungible::{NativeFromLeft, UnionOf},
		ConstU32, Get,
	},
	PalletId,
};
use spheron_primitives::Token;

parameter_types! {
	/// Home of the escrow's accounts, one per token.
	pub const EscrowId: PalletId = PalletId(*b"sph/escr");
}

/// How many tokens can ever become payment tokens.
pub type MaxPaymentTokens = ConstU32<64>;

/// SPON and assets, to transfer.
pub type Funds = UnionOf<Balances, Assets, NativeFromLeft, Token, AccountId>;
/// SPON and assets, to put on hold.
pub type HeldFunds = UnionOf<Balances, AssetsHolder, NativeFromLeft, Token, AccountId>;

/// The foundation's account, once there is one.
pub struct Foundation;

impl Get<Option<AccountId>> for Foundation {
	fn get() -> Option<AccountId> {
		Fees::foundation()
	}
}

impl pallet_escrow::Config for Runtime {
	type PalletId = EscrowId;
	type RuntimeHoldReason = RuntimeHoldReason;
	type Assets = HeldFunds;
	type Funds = Funds;
	type Roles = Assets;
	type Metadata = Assets;
	type ListOrigin = CouncilMajority;
	type BracketOrigin = CouncilMajority;
	type CouncilAccount = CouncilAccount;
	type FloatPayer = Foundation;
	type Fees = Fees;
	type Prices = OraclePrices;
	type Time = Timestamp;
	type MaxPriceAge = prices::MaxPriceAge;
	type MaxPaymentTokens = MaxPaymentTokens;
	type Providers = Registry;
	type WeightInfo = weights::pallet_escrow::WeightInfo<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type Setup = benchmark_setup::MarketSetup;
}
