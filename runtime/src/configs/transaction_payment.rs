//! Transaction fees.

use crate::*;
use frame_support::{parameter_types, traits::ConstU8, weights::ConstantMultiplier};
use pallet_transaction_payment::{FungibleAdapter, Multiplier, TargetedFeeAdjustment};
use sp_runtime::{traits::Bounded, FixedPointNumber, Perquintill};

parameter_types! {
	/// Fee per picosecond of weight: about a thousandth of a SPON for a transfer.
	pub const WeightFee: Balance = 5 * MICRO_SPON / 1_000_000;
	/// Fee per byte.
	pub const ByteFee: Balance = MICRO_SPON;
	/// How full blocks should be.
	pub const TargetFullness: Perquintill = Perquintill::from_percent(25);
	/// How fast fees follow demand.
	pub AdjustmentVariable: Multiplier = Multiplier::saturating_from_rational(75, 1_000_000);
	/// The lowest multiplier of fees.
	pub MinimumMultiplier: Multiplier = Multiplier::saturating_from_rational(1, 10);
	/// The highest multiplier of fees.
	pub MaximumMultiplier: Multiplier = Bounded::max_value();
}

impl pallet_transaction_payment::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type OnChargeTransaction = FungibleAdapter<Balances, pallet_fees::TransactionFees<Runtime>>;
	type WeightToFee = ConstantMultiplier<Balance, WeightFee>;
	type LengthToFee = ConstantMultiplier<Balance, ByteFee>;
	type FeeMultiplierUpdate = TargetedFeeAdjustment<
		Runtime,
		TargetFullness,
		AdjustmentVariable,
		MinimumMultiplier,
		MaximumMultiplier,
	>;
	/// Plays no part: what pays is never operational ([`NormalUnlessAuthorized`]).
	type OperationalFeeMultiplier = ConstU8<0>;
	type WeightInfo = pallet_transaction_payment::weights::SubstrateWeight<Runtime>;
}
