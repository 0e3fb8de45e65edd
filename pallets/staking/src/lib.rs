//! # Provider staking: SPON behind every provider
//!
//! ## Overview
//!
//! A provider that wants to serve tenants puts SPON at stake: the more hardware it offers, the more
//! (S1). The tokens stay on its own account, but on hold: it cannot spend them. With enough at
//! stake it may bid. It gets them back by *unbonding*, which takes 21 days by default; until then
//! they can still be slashed (S2). As long as it has leases, it cannot go below what its capacity
//! requires.
//!
//! A provider that wins an order and does not confirm in time is at fault; after three such faults
//! in an era it may not bid for the rest of it (S4).
//!
//! An account may bond before it is a provider, so that it can bid as soon as it is approved.
//!
//! ## Implementation notes
//!
//! The stake is on hold under [`HoldReason::Stake`], and [`Ledgers`] says how much of it is active
//! and how much is unbonding, until when. The requirement is computed from the provider's capacity
//! whenever it is asked for and is stored nowhere, so a motion that changes it takes effect at once:
//! on bids and on unbonding, but not on leases, which run on (R3).
//!
//! Other pallets ask through [`Stake`](spheron_primitives::traits::Stake). The registry is told
//! through [`OnBacked`](spheron_primitives::traits::OnBacked) when a bond leaves a provider with
//! what its capacity requires.
//!
//! ## Invariants
//!
//! * For every ledger, active and unbonding stake together are what the account has on hold with our
//!   reason (I6).
//! * No empty ledger is stored, and no empty part of one. What is unbonding stands in the order in
//!   which it is due, one entry per block.
//! * No fault is recorded in an era to come, and no record counts none.

#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(
	not(feature = "std"),
	deny(
		clippy::unwrap_used,
		clippy::expect_used,
		clippy::panic,
		clippy::indexing_slicing,
		clippy::arithmetic_side_effects,
		clippy::cast_possible_truncation,
		clippy::cast_possible_wrap,
		clippy::cast_sign_loss
	)
)]

#[cfg(feature = "runtime-benchmarks")]
extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod bonding;
mod faults;
#[cfg(test)]
mod mock;
mod requirement;
#[cfg(test)]
mod tests;
mod try_state;
mod types;
pub mod weights;

pub use pallet::*;
pub use requirement::{MAX_STAKE_PER_UNIT, MAX_UNBONDING_PERIOD};
pub use types::{FaultCount, Ledger, Unbonding, MAX_UNBONDING};
pub use weights::WeightInfo;

#[allow(
	clippy::cast_possible_truncation,
	clippy::expect_used,
	reason = "FRAME's macros expand to them; what is ours in this module is thin"
)]
#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use frame_support::{pallet_prelude::*, traits::fungible};
	use frame_system::pallet_prelude::*;
	use spheron_primitives::{
		traits::{Catalogue, Fault, OnBacked, OpenBlocks, Providers},
		Balance, OpenBlock,
	};

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	/// The pallet: provider stake on hold, and faults.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// What the runtime supplies.
	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// The reasons for holds, ours among them.
		type RuntimeHoldReason: From<HoldReason>;
		/// SPON.
		type Currency: fungible::hold::Mutate<
			Self::AccountId,
			Balance = Balance,
			Reason = Self::RuntimeHoldReason,
		>;
		/// Protocol time.
		type Time: OpenBlocks;
		/// What a provider has, and what is reserved of it.
		type Providers: Providers<Self::AccountId>;
		/// The multipliers of GPU models.
		type Catalogue: Catalogue;
		/// Told when a bond leaves a provider with the stake that it needs.
		type OnBacked: OnBacked<Self::AccountId>;
		/// Stake per GPU at a multiplier of 1.00, in units of SPON (S1). At most
		/// [`MAX_STAKE_PER_UNIT`]; more counts as that.
		type StakePerGpu: Get<Balance>;
		/// Stake per vCPU, in units of SPON (S1). Clamped likewise.
		type StakePerVcpu: Get<Balance>;
		/// Stake per GiB of RAM, in units of SPON (S1). Clamped likewise.
		type StakePerGibRam: Get<Balance>;
		/// Stake per TiB of storage, in units of SPON (S1). Clamped likewise.
		type StakePerTibStorage: Get<Balance>;
		/// How long unbonding takes, in open blocks (S2). From 1 to [`MAX_UNBONDING_PERIOD`]; what
		/// lies outside counts as the nearest of these. A change does not touch what is unbonding
		/// already.
		type UnbondingPeriod: Get<OpenBlock>;
		/// As many awards left unconfirmed in an era end a provider's bidding in it (S4). 0 counts
		/// as 1.
		type MaxFaultsPerEra: Get<u32>;
		/// Measured weights.
		type WeightInfo: WeightInfo;
		/// What benchmarks need of other pallets.
		#[cfg(feature = "runtime-benchmarks")]
		type Setup: spheron_primitives::setup::Setup<Self::AccountId>;
	}

	/// Why SPON is on hold.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// It is a provider's stake, active or unbonding.
		#[codec(index = 0)]
		Stake,
	}

	/// The stake of every account that has some, active or unbonding.
	///
	/// `Blake2_128Concat`, as users choose their account ids. At most one entry per account that
	/// has SPON on hold for it.
	#[pallet::storage]
	pub type Ledgers<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, Ledger, ValueQuery>;

	/// How many awards a provider left unconfirmed in the last era in which it did (S4).
	///
	/// `Blake2_128Concat`, as users choose their account ids. At most one entry per provider that
	/// the council ever admitted.
	#[pallet::storage]
	pub type Faults<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, FaultCount, ValueQuery>;

	/// What happened.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// Stake was added.
		Bonded {
			/// Whose stake it is.
			provider: T::AccountId,
			/// How much was added, in units of SPON.
			amount: Balance,
			/// The active stake now.
			active: Balance,
		},
		/// Stake is unbonding.
		Unbonded {
			/// Whose stake it is.
			provider: T::AccountId,
			/// How much was taken from the active stake, in units of SPON.
			amount: Balance,
			/// The active stake now.
			active: Balance,
			/// The open block from which it can be withdrawn.
			due: OpenBlock,
		},
		/// Stake that had unbonded is free again.
		Withdrawn {
			/// Whose stake it was.
			provider: T::AccountId,
			/// How much, in units of SPON.
			amount: Balance,
		},
		/// A provider was at fault with an award (S4).
		FaultRecorded {
			/// The provider.
			provider: T::AccountId,
			/// What it did.
			fault: Fault,
			/// How many awards it has left unconfirmed in this era.
			count: u32,
		},
	}

	/// Why a call was refused.
	#[pallet::error]
	pub enum Error<T> {
		/// The amount is zero. Give one.
		ZeroAmount,
		/// There is less active stake than that. Unbond at most the active stake.
		NotEnoughStake,
		/// Some of the provider's capacity is reserved, and its active stake would fall below, or is
		/// below, what its capacity requires. Wait until no lease is left, or unbond less.
		StakeRequired,
		/// Too many amounts are unbonding at once. Withdraw what is due, or wait until some is.
		TooManyUnbonding,
		/// Nothing that is unbonding is due yet. See `Ledgers` for when it will be.
		NothingDue,
	}

	#[pallet::call(weight = <T as Config>::WeightInfo)]
	impl<T: Config> Pallet<T> {
		/// Add `amount` of free SPON, in its units, to the caller's active stake (S1). It need not
		/// be a provider yet.
		///
		/// Origin: signed. Errors: `ZeroAmount`, and those of the token: too little free SPON, of
		/// which the existential deposit must remain.
		#[pallet::call_index(0)]
		pub fn bond(origin: OriginFor<T>, #[pallet::compact] amount: Balance) -> DispatchResult {
			let provider = ensure_signed(origin)?;
			Self::do_bond(provider, amount)
		}

		/// Take `amount`, in units of SPON, from the caller's active stake; it can be withdrawn
		/// after the unbonding period and can be slashed until then (S2).
		///
		/// Origin: signed. Errors: `ZeroAmount`, `NotEnoughStake`, `StakeRequired`,
		/// `TooManyUnbonding` (at most [`MAX_UNBONDING`] at once).
		#[pallet::call_index(1)]
		pub fn unbond(origin: OriginFor<T>, #[pallet::compact] amount: Balance) -> DispatchResult {
			let provider = ensure_signed(origin)?;
			Self::do_unbond(provider, amount)
		}

		/// Free all of the caller's stake whose unbonding is over (S2).
		///
		/// Origin: signed. Errors: `NothingDue`.
		#[pallet::call_index(2)]
		pub fn withdraw_unbonded(origin: OriginFor<T>) -> DispatchResult {
			let provider = ensure_signed(origin)?;
			Self::do_withdraw_unbonded(provider)
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}
}
