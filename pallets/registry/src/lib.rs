//! # Registry: who provides what
//!
//! ## Overview
//!
//! A data centre or GPU owner that wants to serve tenants **proposes** itself: it says where its
//! machines stand, what they have, which tokens it takes and how it is reached, shows the key with
//! which its node will attest, and puts down a deposit (R1). The council **approves** or
//! **rejects** (R2). Either way the deposit comes back, unless the council calls the proposal spam.
//! An approved provider becomes **active** as soon as it has staked what its capacity requires, and
//! may then take on orders (R3). If a motion lowers what is required so that a stake is enough,
//! anybody can make its provider active.
//!
//! Before it works on its machines, it announces **maintenance**. The council can **suspend** it,
//! which closes its leases. It can **leave**; it is gone when its last lease is, as soon as a block
//! has room to clear up.
//!
//! Day-to-day business is done by an **operator key**, which can bid, confirm and report, but can
//! move no funds. The provider's own account can replace it, and, once in a period of attestation,
//! the attestation key.
//! It changes its own data itself; another capacity needs the council's approval, for which it need
//! not go offline (R4).
//!
//! The registry also keeps the **catalogue**: the GPU models and CPU classes that the council
//! recognises, and what a unit of each counts in **capacity points** (R5).
//!
//! And it keeps account of what is **reserved** of each provider, so that nothing is rented out
//! twice.
//!
//! ## Implementation notes
//!
//! * The rest of the market asks through `Providers` (`match_impls.rs`) and `Catalogue`
//!   (`catalogue.rs`) of `spheron-primitives`; staking tells through `OnBacked` (`statuses.rs`) and
//!   eras through `OnTier` (`indexes.rs`).
//! * Proposals lie apart from providers. One has no effect on anything but its proposer's deposit:
//!   its attestation key is nobody's, it is in no index and uses no entry of the catalogue. All that
//!   is looked at again at the approval. So nobody keeps others out by proposing.
//! * An operator key is good for as many providers as name it, and is in no index: nobody asks for
//!   the account's consent, so a key that only one provider could name could be taken from another.
//!   Whoever acts as an operator says for which provider.
//! * The council names what it decides on by a hash, with the block in which it was made: a motion
//!   for one proposal cannot approve another.
//! * Every status change but the natural beginning and end of a maintenance passes through
//!   [`Provider::enter`]'s table, [`ProviderStatus::leads_to`]. Maintenance follows from the window
//!   announced and needs no deadline.
//! * An entry of the catalogue that a provider's capacity names cannot be removed: each entry has
//!   a count of its users, so that the check is O(1). It can be changed; a new multiplier counts
//!   at once, but a provider's points are told anew (`Usage`) with its next reservation or
//!   release, because finding all its users would be O(providers).
//! * [`Index`] and [`Totals`] are kept on every change, by comparing how the provider is listed
//!   before and after it: a reservation touches the totals of its region, its tier and the models
//!   reserved.
//! * A provider that is leaving is only queued by the release of what was reserved of it last, and
//!   goes in `on_idle`: to clear up after it weighs more than any end of a lease, and nobody waits
//!   for it.
//! * `Fizz` mode is refused until Fizz nodes (R6–R8) are built.
//! * All else happens in calls and through the traits.
//!
//! ## Invariants
//!
//! Checked by [`Pallet::do_try_state`]:
//!
//! * What is reserved of a provider never exceeds its capacity, is never empty, and only an
//!   admitted provider has any (I5; that it is the sum over leases is theirs to check).
//! * Exactly those that are leaving and of which nothing is reserved are queued to go (R3).
//! * Nobody is both proposed and admitted. What is on hold for proposals is exactly the recorded
//!   deposits (R2).
//! * Exactly the admitted providers have a trust tier and attestation keys, and each key is indexed
//!   as its provider's; nothing else is indexed (I10).
//! * All that providers name is in the catalogue, each entry's count of users is right, and every
//!   multiplier is in range (R5, I10).
//! * [`Index`] and [`Totals`] are what a walk over all providers gives (I10).
//! * The details of every provider and proposal are still such as `propose` would accept (R1).
//! * Only a provider that is not leaving has a request for another capacity. Maintenance windows
//!   follow on each other.

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

mod admission;
#[cfg(feature = "runtime-benchmarks")]
#[allow(
	clippy::unwrap_used,
	clippy::arithmetic_side_effects,
	clippy::cast_possible_truncation,
	reason = "not part of a live chain"
)]
pub mod benchmarking;
mod catalogue;
mod changes;
mod errors;
mod events;
mod genesis;
#[allow(clippy::cast_possible_truncation, reason = "the codec's derive expands to it")]
mod indexes;
mod keys;
mod leaving;
mod maintenance;
mod match_impls;
#[cfg(test)]
mod mock;
mod statuses;
mod storage;
#[cfg(test)]
mod tests;
mod try_state;
pub mod types;
pub mod weights;

pub use indexes::{Facet, FacetTotals, Sums};
pub use keys::MAX_ATTESTATION_PERIOD;
pub use maintenance::{Maintenance, MAX_GAP, MAX_LENGTH, MAX_NOTICE};
pub use pallet::*;
pub use statuses::{Provider, ProviderStatus};
pub use types::{CapacityRequest, CatalogueEntry, Class, Details, Proposal, Update};
pub use weights::WeightInfo;

use frame_support::pallet_macros::import_section;

/// The details of a provider of this chain.
pub type DetailsOf<T> = Details<<T as frame_system::Config>::AccountId>;

/// The registry's entry of a provider of this chain.
pub type ProviderOf<T> = Provider<<T as frame_system::Config>::AccountId>;

/// A proposal of a provider of this chain.
pub type ProposalOf<T> = Proposal<<T as frame_system::Config>::AccountId>;

/// An update by a provider of this chain.
pub type UpdateOf<T> = Update<<T as frame_system::Config>::AccountId>;

#[import_section(errors::errors)]
#[import_section(events::events)]
#[import_section(genesis::genesis)]
#[import_section(storage::storage)]
#[allow(
	clippy::cast_possible_truncation,
	clippy::expect_used,
	reason = "FRAME's macros expand to them; what is ours in this module is thin"
)]
#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use alloc::{boxed::Box, string::String, vec::Vec};
	use frame_support::{
		pallet_prelude::*,
		traits::{fungible, OnUnbalanced},
		weights::WeightMeter,
	};
	use frame_system::pallet_prelude::*;
	use sp_core::H256;
	use sp_runtime::traits::Convert;
	use spheron_primitives::{
		traits::{Drain, OpenBlocks, Stake, Trust, Usage},
		AttestationId, AttestationProof, Balance, CpuClass, GpuModel, Multiplier, OpenBlock,
		Resources, Tier,
	};

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// SPON, in which the deposit of a proposal is held.
		type Currency: fungible::Inspect<Self::AccountId, Balance = Balance>
			+ fungible::MutateHold<Self::AccountId, Reason = Self::RuntimeHoldReason>
			+ fungible::BalancedHold<Self::AccountId>;

		/// The runtime's reasons for a hold.
		type RuntimeHoldReason: From<HoldReason>;

		/// The deposit of a proposal, in units of SPON. Any value will do: a proposal keeps the
		/// deposit of its day, 0 holds nothing, and one that nobody can pay closes the door.
		type ProposalDeposit: Get<Balance>;

		/// Where the deposit of a proposal that is spam goes (F7).
		type Slashed: OnUnbalanced<fungible::Credit<Self::AccountId, Self::Currency>>;

		/// Who keeps the catalogue (R5).
		type CatalogueOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Who approves and rejects proposals, and changes of capacity (R2, R4).
		type ApproveOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Who suspends and reinstates providers (R3).
		type SuspendOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// How long before its beginning a maintenance must be announced, in open blocks (R3). At
		/// most [`MAX_NOTICE`]; more counts as that.
		type MaintenanceNotice: Get<OpenBlock>;

		/// How long after the end of a maintenance the next can begin, in open blocks: as long as an outage
		/// may last, which is counted anew from that end, so that none is put off by one after the other
		/// (R3, L5). 1 to [`MAX_GAP`]; what is outside counts as the nearest of them.
		type MaintenanceGap: Get<OpenBlock>;

		/// How long a maintenance can be, in open blocks (R3). 1 to [`MAX_LENGTH`]; what is outside
		/// counts as the nearest of them. A change does not touch what is announced.
		type MaxMaintenance: Get<OpenBlock>;

		/// How long a period of attestation is, in open blocks (R4, A2). 1 to
		/// [`MAX_ATTESTATION_PERIOD`]; what is outside counts as the nearest of them.
		type AttestationPeriod: Get<OpenBlock>;

		/// Protocol time.
		type Time: OpenBlocks;

		/// From a provider's account to its proxy address: its derivative account 0 (R2).
		type ProxyAddress: Convert<Self::AccountId, Self::AccountId>;

		/// Told of every provider admitted or gone; asked for the tiers (X3).
		type Trust: Trust<Self::AccountId>;

		/// Asked whether a provider that becomes registered has its stake already (S1).
		type Stake: Stake<Self::AccountId>;

		/// Told to close the leases of a provider that is suspended (R3).
		type Drain: Drain<Self::AccountId>;

		/// Told of every change of a capacity and of what is reserved of it; a provider that is not
		/// active has none of either. Also before maintenance is announced (X2, X3).
		type Usage: Usage<Self::AccountId>;

		/// Measured weights of the calls.
		type WeightInfo: WeightInfo;

		/// What benchmarks need of the rest of the market.
		#[cfg(feature = "runtime-benchmarks")]
		type Setup: spheron_primitives::setup::Setup<Self::AccountId>;
	}

	/// Why this pallet holds SPON.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// The deposit of a proposal, until it is withdrawn or decided (R1, R2).
		#[codec(index = 0)]
		Proposal,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn on_idle(_: BlockNumberFor<T>, remaining: Weight) -> Weight {
			let mut meter = WeightMeter::with_limit(remaining);
			Self::serve_departures(&mut meter);
			meter.consumed()
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call(weight = <T as Config>::WeightInfo)]
	impl<T: Config> Pallet<T> {
		/// List or change a GPU model of the catalogue, or remove it if no `entry` is given (R5).
		///
		/// By [`Config::CatalogueOrigin`]. A model that a provider has cannot be removed.
		#[pallet::call_index(0)]
		pub fn set_gpu_model(
			origin: OriginFor<T>,
			model: GpuModel,
			entry: Option<CatalogueEntry>,
		) -> DispatchResult {
			T::CatalogueOrigin::ensure_origin(origin)?;
			Self::do_set_gpu_model(model, entry)
		}

		/// List or change a CPU class of the catalogue, or remove it if no `entry` is given (R5).
		///
		/// By [`Config::CatalogueOrigin`]. A class that a provider has cannot be removed.
		#[pallet::call_index(1)]
		pub fn set_cpu_class(
			origin: OriginFor<T>,
			class: CpuClass,
			entry: Option<CatalogueEntry>,
		) -> DispatchResult {
			T::CatalogueOrigin::ensure_origin(origin)?;
			Self::do_set_cpu_class(class, entry)
		}

		/// Propose the caller as a provider (R1).
		///
		/// [`Config::ProposalDeposit`] is held until the proposal is withdrawn or decided. See
		/// [`Details`] for what each part must be. `proof` is the signature by `attestation_key` of
		/// `POP_` followed by the caller's account. The event says by which hash the council decides.
		#[pallet::call_index(2)]
		pub fn propose(
			origin: OriginFor<T>,
			details: Box<DetailsOf<T>>,
			attestation_key: AttestationId,
			proof: AttestationProof,
		) -> DispatchResult {
			let provider = ensure_signed(origin)?;
			Self::do_propose(provider, details, attestation_key, proof)
		}

		/// Take the caller's proposal back, and its deposit.
		#[pallet::call_index(3)]
		pub fn withdraw_proposal(origin: OriginFor<T>) -> DispatchResult {
			let provider = ensure_signed(origin)?;
			Self::do_withdraw_proposal(provider)
		}

		/// Admit `provider`, whose `proposal` has this hash, into trust tier `tier`, from 4 to 7 (R2).
		///
		/// By [`Config::ApproveOrigin`]. Returns the deposit. From now on its attestation key is its
		/// own, if no other provider has it. It is active at once if it has its stake.
		#[pallet::call_index(4)]
		pub fn approve(
			origin: OriginFor<T>,
			provider: T::AccountId,
			proposal: H256,
			tier: Tier,
		) -> DispatchResult {
			T::ApproveOrigin::ensure_origin(origin)?;
			Self::do_approve(provider, proposal, tier)
		}

		/// Reject the `proposal` of `provider` that has this hash (R2).
		///
		/// By [`Config::ApproveOrigin`]. Returns the deposit, or takes it if the proposal is
		/// `spam`. The account may propose again.
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::reject().max(T::WeightInfo::reject_spam()))]
		pub fn reject(
			origin: OriginFor<T>,
			provider: T::AccountId,
			proposal: H256,
			spam: bool,
		) -> DispatchResult {
			T::ApproveOrigin::ensure_origin(origin)?;
			Self::do_reject(provider, proposal, spam)
		}

		/// Replace the operator key of the caller, a provider (R4). The old one is powerless at
		/// once.
		#[pallet::call_index(6)]
		pub fn set_operator(origin: OriginFor<T>, operator: T::AccountId) -> DispatchResult {
			let provider = ensure_signed(origin)?;
			Self::do_set_operator(provider, operator)
		}

		/// Suspend `provider`: its leases are closed, and it takes on nothing (R3).
		///
		/// By [`Config::SuspendOrigin`]. Maintenance that is ahead or running ends.
		#[pallet::call_index(7)]
		pub fn suspend(origin: OriginFor<T>, provider: T::AccountId) -> DispatchResult {
			T::SuspendOrigin::ensure_origin(origin)?;
			Self::do_suspend(provider)
		}

		/// Take the suspension of `provider` back (R3), once its leases are closed. It is active at
		/// once if it has its stake.
		///
		/// By [`Config::SuspendOrigin`].
		#[pallet::call_index(8)]
		pub fn reinstate(origin: OriginFor<T>, provider: T::AccountId) -> DispatchResult {
			T::SuspendOrigin::ensure_origin(origin)?;
			Self::do_reinstate(provider)
		}

		/// The caller, a provider, takes on nothing more, and is gone when nothing of it is reserved
		/// (R3): now, or as soon as a block has room for it. This cannot be taken back; once gone, it can propose itself anew. What it
		/// has staked and earned stays its own.
		#[pallet::call_index(9)]
		pub fn leave(origin: OriginFor<T>) -> DispatchResult {
			let provider = ensure_signed(origin)?;
			Self::do_leave(provider)
		}

		/// The caller, an active provider, will be in maintenance from open block `starts_at` up to,
		/// and without, `ends_at` (R3), and takes on nothing then.
		///
		/// At least [`Config::MaintenanceNotice`] ahead and [`Config::MaintenanceGap`] after the one
		/// before, at most [`Config::MaxMaintenance`] long, one at a time.
		#[pallet::call_index(10)]
		pub fn announce_maintenance(
			origin: OriginFor<T>,
			#[pallet::compact] starts_at: OpenBlock,
			#[pallet::compact] ends_at: OpenBlock,
		) -> DispatchResult {
			let provider = ensure_signed(origin)?;
			Self::do_announce_maintenance(provider, starts_at, ends_at)
		}

		/// The maintenance that the caller announced, and that has not begun, will not be.
		#[pallet::call_index(11)]
		pub fn cancel_maintenance(origin: OriginFor<T>) -> DispatchResult {
			let provider = ensure_signed(origin)?;
			Self::do_cancel_maintenance(provider)
		}

		/// The maintenance in which the caller is ends with this block.
		#[pallet::call_index(12)]
		pub fn end_maintenance(origin: OriginFor<T>) -> DispatchResult {
			let provider = ensure_signed(origin)?;
			Self::do_end_maintenance(provider)
		}

		/// Change data of the caller, a provider, at once (R4). What is not given stays as it is.
		#[pallet::call_index(13)]
		pub fn update(origin: OriginFor<T>, update: Box<UpdateOf<T>>) -> DispatchResult {
			let provider = ensure_signed(origin)?;
			Self::do_update(provider, update)
		}

		/// Ask for another `capacity` of the caller, a provider, all of it, with vCPUs of
		/// `cpu_class` (R4). Until that is approved, all stays as it is. The event says by which hash
		/// the council approves.
		#[pallet::call_index(14)]
		pub fn request_capacity(
			origin: OriginFor<T>,
			capacity: Resources,
			cpu_class: CpuClass,
		) -> DispatchResult {
			let provider = ensure_signed(origin)?;
			Self::do_request_capacity(provider, capacity, cpu_class)
		}

		/// Take the caller's request for another capacity back.
		#[pallet::call_index(15)]
		pub fn withdraw_capacity_request(origin: OriginFor<T>) -> DispatchResult {
			let provider = ensure_signed(origin)?;
			Self::do_withdraw_capacity_request(provider)
		}

		/// Give `provider` the capacity that it asked for in the `request` that has this hash (R4).
		///
		/// By [`Config::ApproveOrigin`]. Not below what is reserved. The stake required follows.
		#[pallet::call_index(16)]
		pub fn approve_capacity(
			origin: OriginFor<T>,
			provider: T::AccountId,
			request: H256,
		) -> DispatchResult {
			T::ApproveOrigin::ensure_origin(origin)?;
			Self::do_approve_capacity(provider, request)
		}

		/// Reject the `request` of `provider` for another capacity that has this hash (R4).
		///
		/// By [`Config::ApproveOrigin`].
		#[pallet::call_index(17)]
		pub fn reject_capacity(
			origin: OriginFor<T>,
			provider: T::AccountId,
			request: H256,
		) -> DispatchResult {
			T::ApproveOrigin::ensure_origin(origin)?;
			Self::do_reject_capacity(provider, request)
		}

		/// Replace the attestation key of the caller, a provider (R4). The old one stays good for the
		/// period that is running. `proof` is as in [`Pallet::propose`].
		///
		/// Only one old key is remembered, so that this is refused within a period of the last change
		/// (`AttestationKeyJustSet`); and the one remembered cannot be the new one: there is no step
		/// back to it (`AttestationKeyTaken`).
		#[pallet::call_index(18)]
		pub fn set_attestation_key(
			origin: OriginFor<T>,
			key: AttestationId,
			proof: AttestationProof,
		) -> DispatchResult {
			let provider = ensure_signed(origin)?;
			Self::do_set_attestation_key(provider, key, proof)
		}

		/// Make `provider` active, which is registered and has its stake (R3). By anyone. It becomes
		/// active without this, too, but when a motion has lowered what is required.
		///
		/// Errors: `NotRegistered`, `NotBacked`.
		#[pallet::call_index(19)]
		pub fn activate(origin: OriginFor<T>, provider: T::AccountId) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_activate(provider)
		}
	}
}
