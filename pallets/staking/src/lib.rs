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
//! A provider that fails is *slashed* (S4):
//!
//! | for | how much |
//! |---|---|
//! | an award that it did not confirm, or won without the capacity | 5 % of the stake that the order's resources require, and 0.1 SPON |
//! | an outage that ended a lease | the value of the service missed; at most what was left to pay for the lease, and 10 % of the stake that its resources require |
//! | misconduct, by motion of the council | up to all that it has at stake |
//!
//! After three unconfirmed awards in an era it may not bid for the rest of it.
//!
//! A slash waits for 7 days, in which the council can cancel it (S5). From the moment that it is
//! raised, its SPON is out of the provider's reach and does not count as stake; a cancelled slash puts
//! it back just where it was. Slashes for an outage or misconduct belong first to the tenants of the
//! leases that they ended: each can claim what it lost, or its proportion if there is not enough for
//! all, for 84 eras. If a slash for misconduct takes the stake of a provider that is down already, what
//! an outage cannot take any more is claimed of that slash. The rest, and all of any other slash, goes to
//! the fee routes. The provider and its proxy address get nothing of it, and the council can strike a
//! claim of a tenant that turns out to be the provider under another name.
//!
//! A lease that ended before its activation costs its provider a small fee from its stake, to the fee
//! routes at once. That is no fault (L2).
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
//! What a slash takes leaves the ledger when it is raised, and is on hold under
//! [`HoldReason::Slash`], still on the provider's account, until it is paid, routed or put back. So
//! several slashes never take more than there is, nothing that is slashed can unbond or be withdrawn,
//! and nobody has to look for it later. The slash remembers the parts that it took, active and
//! unbonding, so that they can go back.
//!
//! No step loops over tenants. A lease that was closed records its loss by itself, in SPON at the
//! price of the slash. When the slash is applied, the sum of all losses is known: what is above it is
//! routed, and each claim pays its proportion. What is due stands in [`Deadlines`], earliest first, and
//! is served by the hook, a few steps per block, or by anyone (`apply_slash`).
//!
//! While leases of a provider are being closed for an outage or a slash, [`Answering`] says which
//! slash for misconduct answers to their tenants, whatever the closing began with: the one raised last,
//! unless more is left of the one before. It is not applied before they are closed; that does not give
//! more time to cancel it. If it is cancelled, its claims wait until it would have been due: another
//! slash of the same provider that is raised by then takes them over.
//!
//! Other pallets ask and tell through [`Stake`](spheron_primitives::traits::Stake). Eras is told of
//! every fault through [`OnFault`](spheron_primitives::traits::OnFault), before it costs anything: a
//! fault ends the rewards of its era, whatever becomes of the slash. The registry is
//! told through [`OnBacked`](spheron_primitives::traits::OnBacked) when a bond, or a cancelled slash,
//! leaves a provider with what its capacity requires.
//!
//! Where to look: `bonding` is what providers do; `faults` is what the market reports; `prices` says
//! what that costs; `slashing` raises and cancels; `answering` says to whose tenants; `claims` is the
//! tenants' side; `serving` does what falls due. Events and errors are declared in files of their own.
//!
//! ## Invariants
//!
//! * For every ledger, active and unbonding stake together are what the account has on hold as
//!   stake; for every provider, its slashes together are what it has on hold as slashed (I6).
//! * No empty ledger is stored, and no empty part of one. What is unbonding stands in the order in
//!   which it is due, one entry per block.
//! * No fault is recorded in an era to come, and no record counts none.
//! * While it waits, a slash is what it took. Afterwards, what is left of it is at most what tenants
//!   were to share, and that at most the slash and at most what they lost.
//! * Every slash stands at its deadline and nowhere else, and counts its claims and, until it is
//!   applied, their losses (I10). Its claims are filed under an id that no other slash files under.
//! * What answers to tenants is a slash for misconduct, with a price, that waits or was cancelled and
//!   would be waiting.

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

extern crate alloc;

mod answering;
#[cfg(feature = "runtime-benchmarks")]
pub mod benchmarking;
mod bonding;
mod claims;
mod errors;
mod events;
mod faults;
#[cfg(test)]
mod mock;
mod prices;
mod requirement;
mod serving;
#[allow(clippy::cast_possible_truncation, reason = "the codec's derive expands to it")]
mod slash;
mod slashing;
#[cfg(test)]
mod tests;
mod try_state;
mod types;
pub mod weights;

pub use pallet::*;
pub use prices::{MAX_CLAIM_PERIOD, MAX_SLASH_DELAY};
pub use requirement::{MAX_STAKE_PER_UNIT, MAX_UNBONDING_PERIOD};
pub use slash::{Answer, Claim, Slash, SlashId, SlashKind, Stage, MAX_LOSS};
pub use types::{FaultCount, Ledger, Unbonding, MAX_UNBONDING};
pub use weights::WeightInfo;

use frame_support::pallet_macros::import_section;

/// A slash of this runtime.
pub type SlashOf<T> = Slash<<T as frame_system::Config>::AccountId>;

/// Open blocks after which a slash that has to wait for the closing of leases is looked at again.
pub const RETRY_AFTER: u32 = 150;

/// Most records of claims that are removed in one step, once nobody can make them any more.
pub const CLAIMS_PAGE: usize = 32;

#[allow(
	clippy::cast_possible_truncation,
	clippy::expect_used,
	reason = "FRAME's macros expand to them; what is ours in this module is thin"
)]
#[import_section(events::events)]
#[import_section(errors::errors)]
#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use frame_support::{
		pallet_prelude::*,
		traits::{fungible, OnUnbalanced},
		weights::WeightMeter,
	};
	use frame_system::pallet_prelude::*;
	use sp_runtime::{Perbill, Permill};
	use spheron_primitives::{
		price::MicroUsd,
		traits::{Catalogue, Drain, Fault, OnBacked, OnFault, OpenBlocks, Prices, Providers},
		Balance, BigEndian, EraIndex, LeaseId, OpenBlock,
	};

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	/// The pallet: provider stake on hold, faults and slashes.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// What the runtime supplies.
	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// The reasons for holds, ours among them.
		type RuntimeHoldReason: From<HoldReason>;
		/// SPON.
		type Currency: fungible::MutateHold<
				Self::AccountId,
				Balance = Balance,
				Reason = Self::RuntimeHoldReason,
			> + fungible::BalancedHold<Self::AccountId>;
		/// Protocol time.
		type Time: OpenBlocks;
		/// What a provider has, and what is reserved of it.
		type Providers: Providers<Self::AccountId>;
		/// The multipliers of GPU models.
		type Catalogue: Catalogue;
		/// Told when a bond leaves a provider with the stake that it needs.
		type OnBacked: OnBacked<Self::AccountId>;
		/// Told of every fault, and of the part of unclaimed rewards that misconduct costs (X2, S4).
		type OnFault: OnFault<Self::AccountId>;
		/// What SPON is worth.
		type Prices: Prices;
		/// Closes the leases of a provider whose stake a slash for misconduct took (L5).
		type Drain: Drain<Self::AccountId>;
		/// Takes what goes to the fee routes (F7).
		type Slashed: OnUnbalanced<fungible::Credit<Self::AccountId, Self::Currency>>;
		/// Takes what providers pay otherwise, likewise (L2).
		type Charged: OnUnbalanced<fungible::Credit<Self::AccountId, Self::Currency>>;
		/// Who slashes for misconduct (S4).
		type SlashOrigin: EnsureOrigin<Self::RuntimeOrigin>;
		/// Who cancels slashes and strikes claims while they wait (S5).
		type CancelOrigin: EnsureOrigin<Self::RuntimeOrigin>;
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
		/// What a fault with an award costs, of the stake that the order's resources require (S4).
		type FaultShare: Get<Permill>;
		/// What it costs besides, for the fee that bidding is spared, in units of SPON (S4). At most
		/// [`MAX_STAKE_PER_UNIT`]; more counts as that.
		type FaultFee: Get<Balance>;
		/// The most that an outage costs, of the stake that the lease's resources require (S4).
		type OutageShare: Get<Permill>;
		/// How long a slash waits, in open blocks (S5). From 1 to [`MAX_SLASH_DELAY`]; what lies
		/// outside counts as the nearest of these. A change does not touch what waits already.
		type SlashDelay: Get<OpenBlock>;
		/// How long tenants can claim, in open blocks from when the slash was due (S5). From 1 to
		/// [`MAX_CLAIM_PERIOD`]; what lies outside counts as the nearest of these. A change does not
		/// touch slashes that are applied already.
		type ClaimPeriod: Get<OpenBlock>;
		/// The most that serving slashes may weigh in one block; at least one step of the dearest
		/// kind, which `integrity_test` checks.
		#[pallet::constant]
		type MaxServiceWeight: Get<Weight>;
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
		/// It was taken by a slash, and waits to be paid, routed or put back.
		#[codec(index = 1)]
		Slash,
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
	/// the council ever admitted. Gone with the stake of a provider, once that era is over.
	#[pallet::storage]
	pub type Faults<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, FaultCount, ValueQuery>;

	/// The id of the next slash.
	#[pallet::storage]
	pub type NextSlashId<T> = StorageValue<_, SlashId, ValueQuery>;

	/// Every slash that is not settled yet (S5).
	///
	/// Ids are given in sequence, so `Twox64Concat` is safe. Each one is on hold on the provider's
	/// account, or ends soon; so they are bounded by faults that have a price.
	#[pallet::storage]
	pub type Slashes<T: Config> = StorageMap<_, Twox64Concat, SlashId, SlashOf<T>>;

	/// What tenants lost with each lease that a slash, or what it is for, ended (S5), by the id under
	/// which the slash files its claims.
	///
	/// Both ids are given in sequence, so `Twox64Concat` is safe. At most one entry per lease that a
	/// provider had when it was slashed; gone once paid, and after the time to claim.
	#[pallet::storage]
	pub type Claims<T: Config> = StorageDoubleMap<
		_,
		Twox64Concat,
		SlashId,
		Twox64Concat,
		LeaseId,
		Claim<T::AccountId>,
		OptionQuery,
	>;

	/// When something is due of each slash, earliest first: one entry per slash. Big-endian numbers
	/// under `Identity`, so that the first key is the earliest; the chain chooses both.
	#[pallet::storage]
	pub type Deadlines<T: Config> = StorageDoubleMap<
		_,
		Identity,
		BigEndian<OpenBlock>,
		Identity,
		BigEndian<u64>,
		(),
		OptionQuery,
	>;

	/// The slash for misconduct that answers, or answered last, to the tenants of leases of each
	/// provider that were being closed, until it is applied; after it was cancelled, until it would have
	/// been due (L5, S5).
	///
	/// `Blake2_128Concat`, as users choose their account ids. At most one entry per provider with a
	/// slash.
	#[pallet::storage]
	pub type Answering<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, Answer>;

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

		/// Slash `provider` for misconduct: `part` of all that it has at stake, active or unbonding,
		/// and not taken by another slash (S4). The slash waits; if what is left is less than the
		/// provider's capacity requires, its leases are closed at once. The tenants of leases that are
		/// being closed, for this slash or an outage, have the first claim to it (L5, S5). It also costs
		/// that part of the rewards that are not claimed, which do not come back if the slash is
		/// cancelled, and all of the running era's (X2).
		///
		/// Origin: [`Config::SlashOrigin`]. Errors: `NothingToSlash`, `NoPrice` (while leases are being
		/// closed).
		#[pallet::call_index(3)]
		pub fn slash(
			origin: OriginFor<T>,
			provider: T::AccountId,
			part: Perbill,
		) -> DispatchResult {
			T::SlashOrigin::ensure_origin(origin)?;
			Self::do_slash(provider, part)
		}

		/// Cancel a slash that waits: the stake is again where it was, and all claims to it are void
		/// (S5). Leases that are being closed for it go on being closed. Another slash for misconduct
		/// that is raised before this one would have been due takes the claims over.
		///
		/// Origin: [`Config::CancelOrigin`]. Errors: `NoSuchSlash`, `TooLate`.
		#[pallet::call_index(4)]
		pub fn cancel_slash(origin: OriginFor<T>, slash: SlashId) -> DispatchResult {
			T::CancelOrigin::ensure_origin(origin)?;
			Self::do_cancel_slash(slash)
		}

		/// Strike the claim of `lease` to a slash that waits: its tenant is the provider under another
		/// name, say. The part of the others grows by it (S5).
		///
		/// Origin: [`Config::CancelOrigin`]. Errors: `NoSuchSlash`, `TooLate`, `NoSuchClaim`.
		#[pallet::call_index(5)]
		pub fn strike_claim(
			origin: OriginFor<T>,
			slash: SlashId,
			lease: LeaseId,
		) -> DispatchResult {
			T::CancelOrigin::ensure_origin(origin)?;
			Self::do_strike_claim(slash, lease)
		}

		/// Do what is due of a slash and was not done for want of room: apply it after its wait, or
		/// end the time to claim. By anyone: money only goes to its owners.
		///
		/// Origin: signed. Errors: `NoSuchSlash`, `NotDue`, `StillDraining`.
		#[pallet::call_index(6)]
		#[pallet::weight(T::WeightInfo::apply_slash().max(Pallet::<T>::step_weight()))]
		pub fn apply_slash(origin: OriginFor<T>, slash: SlashId) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_apply_slash(slash)
		}

		/// Pay the tenant of `lease` its part of a slash whose wait is over (S5). By anyone: the part
		/// goes to the tenant that was recorded.
		///
		/// Origin: signed. Errors: `NoSuchSlash`, `NoSuchClaim`, `StillWaiting`, `StillDraining`,
		/// `ClaimsExpired`, and those of the token: the part is too little to open an account, say.
		#[pallet::call_index(7)]
		pub fn claim(origin: OriginFor<T>, slash: SlashId, lease: LeaseId) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_claim(slash, lease)
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn on_initialize(_: BlockNumberFor<T>) -> Weight {
			if !T::Time::is_open() {
				// To find that out is less than to look for what is due.
				return T::WeightInfo::service_base();
			}
			let mut meter = WeightMeter::with_limit(T::MaxServiceWeight::get());
			Self::serve_due(&mut meter);
			meter.consumed()
		}

		fn integrity_test() {
			assert!(
				T::MaxServiceWeight::get()
					.all_gte(T::WeightInfo::service_base().saturating_add(Self::step_weight())),
				"MaxServiceWeight has no room for a single step"
			);
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}
}
