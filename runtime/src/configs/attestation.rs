//! Attestations and the alive clock.

use crate::{parameters::dynamic_params::attestation, *};
use frame_support::traits::ConstU64;

/// Above all that pays ([`NormalUnlessAuthorized`]): attestations are few, and who is not heard is not paid.
/// Leaves room for the block in which one was signed.
pub const PRIORITY: u64 = u64::MAX << 32;

impl pallet_attestation::Config for Runtime {
	type Time = Eras;
	type Providers = Registry;
	type Accrual = Eras;
	type Leases = Leases;
	type Period = attestation::AttestationPeriod;
	type MaxAge = attestation::MaxAttestationAge;
	type MaxUnhealthy = attestation::MaxUnhealthy;
	type Priority = ConstU64<PRIORITY>;
	type WeightInfo = weights::pallet_attestation::WeightInfo<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type Setup = benchmark_setup::MarketSetup;
}
