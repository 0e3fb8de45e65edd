//! The values that a council motion can change without an upgrade (marked ● in the protocol), with
//! their defaults. `pallet-parameters` validates nothing: each pallet clamps what it reads.

use crate::*;
use frame_support::dynamic_params::{dynamic_pallet_params, dynamic_params};
use sp_runtime::Permill;

/// The parameters, by module.
#[dynamic_params(RuntimeParameters, pallet_parameters::Parameters::<Runtime>)]
pub mod dynamic_params {
	use super::*;

	/// Protocol time.
	#[dynamic_pallet_params]
	#[codec(index = 0)]
	pub mod time {
		/// Open blocks in an era (X1).
		#[codec(index = 0)]
		pub static EraLength: u32 = DAYS;
		/// Blocks in a session of the validators.
		#[codec(index = 1)]
		pub static SessionLength: u32 = 10 * MINUTES;
	}

	/// Orders, bids and leases; lengths in open blocks.
	#[dynamic_pallet_params]
	#[codec(index = 1)]
	pub mod market {
		/// How long bidding is open, 1 or 2 (O2).
		#[codec(index = 0)]
		pub static BiddingWindow: u32 = 2;
		/// How many bids of an order are kept (O4).
		#[codec(index = 1)]
		pub static BidsKept: u32 = 8;
		/// The longest service that can be ordered.
		#[codec(index = 2)]
		pub static MaxDuration: u32 = 5 * 365 * DAYS;
		/// How long an award waits for its confirmation (O6).
		#[codec(index = 3)]
		pub static ConfirmWithin: u32 = 30;
		/// How long a confirmed lease waits for its activation (L2).
		#[codec(index = 4)]
		pub static ActivateWithin: u32 = 300;
		/// How long a closed lease's capacity stays reserved without the provider's word (L1).
		#[codec(index = 5)]
		pub static CloseWithin: u32 = 150;
		/// The notice that a provider gives (L5).
		#[codec(index = 6)]
		pub static ProviderNotice: u32 = HOURS;
		/// How long an outage can be before its leases are closed (L5).
		#[codec(index = 7)]
		pub static OutageLimit: u32 = HOURS;
		/// The service left at which low funds are announced (E5).
		#[codec(index = 8)]
		pub static FundsLowNotice: u32 = HOURS;
		/// How long records of ended orders and leases can be read.
		#[codec(index = 9)]
		pub static HistoryBlocks: u32 = 7 * DAYS;
		/// How long a provider has to answer an update (L3).
		#[codec(index = 10)]
		pub static UpdateAnswerWithin: u32 = 30;
		/// How long it has to apply an update that it accepted (L3).
		#[codec(index = 11)]
		pub static UpdateApplyWithin: u32 = 60;
		/// What a lease that ends before its activation costs its provider, in units of SPON (L2).
		#[codec(index = 12)]
		pub static UnstartedFee: Balance = 100 * MILLI_SPON;
	}

	/// Fees (F1–F3).
	#[dynamic_pallet_params]
	#[codec(index = 2)]
	pub mod fees {
		/// The user fee of payments in SPON (F1).
		#[codec(index = 0)]
		pub static SponUserFee: Permill = Permill::zero();
		/// The provider fee of payments in SPON (F2).
		#[codec(index = 1)]
		pub static SponProviderFee: Permill = Permill::zero();
		/// The user fee of payments in other tokens (F1).
		#[codec(index = 2)]
		pub static OtherUserFee: Permill = Permill::from_percent(2);
		/// The provider fee of payments in other tokens (F2).
		#[codec(index = 3)]
		pub static OtherProviderFee: Permill = Permill::from_percent(1);
		/// The foundation's share of every payment (F3).
		#[codec(index = 4)]
		pub static FoundationShare: Permill = Permill::from_percent(20);
	}

	/// Provider stake, in units of SPON (S1, S2, S4).
	#[dynamic_pallet_params]
	#[codec(index = 3)]
	pub mod staking {
		/// Per GPU of multiplier 1.
		#[codec(index = 0)]
		pub static StakePerGpu: Balance = 50 * SPON;
		/// Per vCPU.
		#[codec(index = 1)]
		pub static StakePerVcpu: Balance = 500 * MILLI_SPON;
		/// Per GiB of RAM.
		#[codec(index = 2)]
		pub static StakePerGibRam: Balance = 250 * MILLI_SPON;
		/// Per TiB of storage.
		#[codec(index = 3)]
		pub static StakePerTibStorage: Balance = 2 * SPON;
		/// Open blocks from unbonding to withdrawal (S2).
		#[codec(index = 4)]
		pub static UnbondingPeriod: u32 = 21 * DAYS;
		/// Unconfirmed awards in an era after which a provider cannot bid in it (S4).
		#[codec(index = 5)]
		pub static MaxFaultsPerEra: u32 = 3;
		/// Of the stake that an order's resources require, what an award failed costs (S4).
		#[codec(index = 6)]
		pub static FaultShare: Permill = Permill::from_percent(5);
		/// What it costs on top, for the fee waived (S4).
		#[codec(index = 7)]
		pub static FaultFee: Balance = 100 * MILLI_SPON;
		/// Of the stake that a lease's resources require, what an outage costs at most (S4).
		#[codec(index = 8)]
		pub static OutageShare: Permill = Permill::from_percent(10);
		/// Open blocks that a slash waits and can be cancelled (S5).
		#[codec(index = 9)]
		pub static SlashDelay: u32 = 7 * DAYS;
		/// Open blocks in which tenants can claim their part of a slash (S5).
		#[codec(index = 10)]
		pub static ClaimPeriod: u32 = 84 * DAYS;
	}

	/// The registry (R1, R3).
	#[dynamic_pallet_params]
	#[codec(index = 4)]
	pub mod registry {
		/// What a proposal puts on hold, in units of SPON.
		#[codec(index = 0)]
		pub static ProposalDeposit: Balance = 10 * SPON;
		/// Open blocks ahead at which maintenance is announced (R3).
		#[codec(index = 1)]
		pub static MaintenanceNotice: u32 = HOURS;
		/// The longest maintenance, in open blocks (R3).
		#[codec(index = 2)]
		pub static MaxMaintenance: u32 = 7 * DAYS;
	}

	/// Prices of tokens (T3, E7), ages in milliseconds.
	#[dynamic_pallet_params]
	#[codec(index = 5)]
	pub mod prices {
		/// How many feeders must have fed a token lately for its price to move.
		#[codec(index = 0)]
		pub static MinFeeders: u32 = 2;
		/// How old a feeder's word can be to count.
		#[codec(index = 1)]
		pub static MaxFeedAge: u64 = 60 * 60 * 1_000;
		/// How old a price can be for a deposit bracket (E7).
		#[codec(index = 2)]
		pub static MaxPriceAge: u64 = 24 * 60 * 60 * 1_000;
	}

	/// The council (G1).
	#[dynamic_pallet_params]
	#[codec(index = 6)]
	pub mod governance {
		/// Open blocks in which a call on its way to Root can be cancelled.
		#[codec(index = 0)]
		pub static RootDelay: u32 = 2 * DAYS;
	}

	/// Attestations, lengths in open blocks.
	#[dynamic_pallet_params]
	#[codec(index = 7)]
	pub mod attestation {
		/// From one attestation of a provider to the next (A2).
		#[codec(index = 0)]
		pub static AttestationPeriod: u32 = 5 * MINUTES;
		/// How old an attestation can be (A3).
		#[codec(index = 1)]
		pub static MaxAttestationAge: u32 = MINUTES;
		/// How many leases an attestation can name (A2).
		#[codec(index = 2)]
		pub static MaxUnhealthy: u32 = 256;
	}

	/// Activity rewards (X2).
	#[dynamic_pallet_params]
	#[codec(index = 8)]
	pub mod rewards {
		/// Open blocks after its end in which an era takes points.
		#[codec(index = 0)]
		pub static FreezeAfter: u32 = 20 * MINUTES;
		/// Eras for which rewards can be claimed.
		#[codec(index = 1)]
		pub static ClaimEras: u32 = 84;
		/// The most for an era, in units of SPON.
		#[codec(index = 2)]
		pub static EraBudget: Balance = 1_000 * SPON;
		/// The most for a free capacity point at a multiplier of 1.0 for an hour, in units of SPON.
		#[codec(index = 3)]
		pub static MaxPerPointHour: Balance = MILLI_SPON;
		/// The most for a provider and an era, of its stake.
		#[codec(index = 4)]
		pub static StakeShare: Permill = Permill::from_percent(1);
	}
}

#[cfg(feature = "runtime-benchmarks")]
impl Default for RuntimeParameters {
	fn default() -> Self {
		RuntimeParameters::Market(dynamic_params::market::Parameters::BiddingWindow(
			dynamic_params::market::BiddingWindow,
			Some(1),
		))
	}
}
