//! # Leases
//!
//! The life of a deployment, from the award of its order to the end of its history (§8).
//!
//! ## Overview
//!
//! An order that was won becomes a lease: capacity of the winner is reserved for it. The provider
//! **confirms** that it will serve; from then on the tenant's lock is just what the whole service
//! costs at the winner's price. The tenant sends its manifest, the provider starts the workload
//! and **activates** the lease, saying how to reach it. Every block of service is now paid for,
//! out of the lock, to the provider, with the fees on the way. Anyone can have a lease **settled**
//! at any time; it makes no difference to what anyone gets.
//!
//! The tenant can **extend** its lease, by time or by an amount, which locks more; and it can
//! **offer** the lease to another account, which **accepts** it with what is locked for it.
//!
//! The tenant can also ask for an **update**: other resources or replicas, another manifest, for at
//! most so much per hour. What that can cost more is locked at once. The provider accepts, at a price,
//! and reserves what is needed more; once the new deployment is up it **applies** the update, and from
//! that block on the lease costs the new price. If the provider refuses, fails, or says nothing in
//! time, the lease is what it was, and nobody has lost anything (L3).
//!
//! A lease that ends before it was activated costs both sides a little, because whose fault it was
//! cannot be proven on chain; how often that happens to a provider is on record ([`Records`], L2).
//!
//! A lease ends when the service that was paid for is served, when the tenant **closes** it, when
//! the provider does so with notice, or when the provider fails: it does not confirm, its
//! deployment is down for too long, it is suspended. What was not served goes back to the tenant.
//! Of an outage, and of an end for misconduct, staking is told what the tenant missed and had not
//! spent, so that it can be made good from the provider's stake (S4, S5). The provider then has a
//! moment to clear up before its capacity counts as free again.
//!
//! No block of service is paid that the provider did not attest to be alive for, and no lease
//! waits for anyone to notice that it is over.
//!
//! ## Implementation
//!
//! *Time is a number, not a loop.* A provider's alive clock `A(n)` counts the blocks in which it
//! was alive; a lease's [`Meter`] compares two values of it. Nothing iterates over leases:
//!
//! - What falls due in service time (low funds, the end) stands in [`ServiceDeadlines`], per
//!   provider, by the clock value at which it is due: the first key is the next due lease, however
//!   the clock runs. A lease that goes off the clock leaves the map and keeps what was left.
//! - What falls due in block time stands in [`BlockDeadlines`]: each lease at the earliest of its
//!   own deadlines, and each provider with leases on the clock at the block of its head in service
//!   time, or the block after which its clock stops unless it attests. An entry served after such
//!   a lapse moves to the outage limit; served there, all leases of the provider are closed
//!   ([`Draining`]), a page per block. In a maintenance, of whose early end nobody tells, it moves on
//!   by the limit each time.
//!
//! `on_initialize` takes from the front under a weight cap; each step is a storage layer of its
//! own, and one that fails is reported and moved out of the way. A backlog changes no amount: what
//! is due takes effect as of the block in which it was due, and every call first serves what is due
//! of its lease. All time is open blocks.
//!
//! Where to look: [`meter`](Meter) counts; `transitions` is the one function by which a lease
//! changes its state; `settle` moves money; `deadlines` files; `due` says what is due of a lease
//! and does it; `agenda` takes from the front; `drain` closes all leases of a provider;
//! `losses` says what such an end cost the tenant; `off_clock` answers to attestations; `extend` adds
//! service, `hand_over` changes the tenant, `update` what runs and its price ([`PendingUpdate`]), and
//! `dispatchable_impls` are the other calls. Calls, events and errors are declared in files of their own.
//!
//! ## Invariants
//!
//! - A lease that is `Closing` or `Closed` has nothing locked, a `Closed` one no capacity (I4).
//! - What is reserved of a provider is the sum over its leases that are not `Closed`, with what their
//!   accepted updates need more (I5).
//! - A lease that is `Ready` or in service has locked what all its service can cost at most, less what
//!   was paid (E5): also if its update is applied at the max price, at any block (L3). The locks of a
//!   tenant's leases in a token are covered by what the escrow has locked.
//! - On the tenant's wallet a lease counts while it is `Ready` or in service, with an update pending
//!   as the larger of before and after (E7); before, its order does.
//! - Just a lease that is `Updating` has an update, accepted at no more than its max price if it was.
//! - Only an `Active` lease is on offer, and not to its own tenant (E6).
//! - No provider has activated more leases than it confirmed (L2).
//! - A lease has at most one deadline in block time, and exactly one unless it is `Active`; exactly
//!   one in service time while it is on the clock, else none. A provider has one entry while it has
//!   leases on the clock or is being drained, never later than what is due of it (I7).
//! - Both sides of every index agree (I10).

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

mod access;
mod agenda;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod calls;
mod deadlines;
mod dispatchable_impls;
mod drain;
mod due;
mod errors;
mod events;
mod extend;
mod hand_over;
mod losses;
mod meter;
#[cfg(test)]
mod mock;
mod off_clock;
#[allow(clippy::cast_possible_truncation, reason = "the codec's derive expands to it")]
mod pending;
mod settle;
#[cfg(test)]
mod tests;
mod transitions;
mod try_state;
#[allow(clippy::cast_possible_truncation, reason = "the codec's derive expands to it")]
mod types;
mod update;
mod weights;

pub use access::{AccessDetails, BadAccess, PortMapping, MAX_PORTS};
pub use meter::Meter;
pub use pallet::*;
pub use pending::{PendingUpdate, UpdateOutcome};
pub use types::{
	ActivationRecord, DeadlineItem, DrainState, Due, EndReason, EndedBy, Extension, Lease,
	LeaseState, ProviderDeadline, MAX_RUNNERS_UP,
};
pub use weights::WeightInfo;

use frame_support::pallet_macros::import_section;

/// A lease of this runtime.
pub type LeaseOf<T> = Lease<<T as frame_system::Config>::AccountId>;

/// Most leases of one provider that can be off the clock: the longest report (A2).
pub const MAX_OFF_CLOCK: u32 = 256;

/// Most leases of one provider that are closed in one block while it is being drained.
pub const DRAIN_PAGE: u32 = 64;

/// Open blocks after which something that failed is tried again.
pub const RETRY_AFTER: u32 = 150;

/// Most leases that one `poke` pays for.
pub const MAX_POKE: u32 = 32;

/// The longest window, notice or limit that counts, whatever a parameter says: 30 days.
pub const MAX_WINDOW: u32 = 30 * 24 * spheron_primitives::BLOCKS_PER_HOUR;

/// The longest history that counts, whatever a parameter says: two years.
pub const MAX_HISTORY: u32 = 2 * 365 * 24 * spheron_primitives::BLOCKS_PER_HOUR;

/// The most service that a lease can have left after an extension, whatever a parameter says: five
/// years.
pub const MAX_DURATION: u32 = 5 * 365 * 24 * spheron_primitives::BLOCKS_PER_HOUR;

/// The most that a lease that ends in `Ready` costs its provider, whatever the parameter says: 1 000
/// SPON.
pub const MAX_UNSTARTED_FEE: spheron_primitives::Balance = 1_000_000_000_000_000_000_000;

const LOG_TARGET: &str = "runtime::leases";

#[allow(
	clippy::cast_possible_truncation,
	clippy::expect_used,
	reason = "FRAME's macros expand to them; what is ours in this module is thin"
)]
#[import_section(calls::calls)]
#[import_section(events::events)]
#[import_section(errors::errors)]
#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use frame_support::{pallet_prelude::*, weights::WeightMeter};
	use frame_system::pallet_prelude::*;
	use sp_core::H256;
	use spheron_primitives::{
		order::Services,
		traits::{
			AliveClock, Awards, Catalogue, DrainReason, Escrow, OpenBlocks, Providers, Stake,
			Valuation,
		},
		Balance, BigEndian, Charge, Footprint, LeaseId, LeaseUpdate, OpenBlock, OrderId, Resources,
		Token,
	};

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	/// The life of deployments.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// What the pallet needs of the runtime. Lengths of time are open blocks; each counts as at
	/// least 1 and at most [`MAX_WINDOW`], the history at most [`MAX_HISTORY`], the duration at most
	/// [`MAX_DURATION`].
	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// Protocol time.
		type Time: OpenBlocks;
		/// Where the tenants' locks are, and the providers' earnings.
		type Escrow: Escrow<Self::AccountId>;
		/// Who provides, and what is reserved of them.
		type Providers: Providers<Self::AccountId>;
		/// The GPU models that can be asked for, and how much each counts (R5).
		type Catalogue: Catalogue;
		/// Where faults are reported, and what tenants lost by them (S4, S5); what providers pay from
		/// (L2).
		type Stake: Stake<Self::AccountId>;
		/// What that is worth.
		type Valuation: Valuation;
		/// Where the orders are, told what became of their awards.
		type Awards: Awards;
		/// How long a provider has been alive.
		type Clock: AliveClock<Self::AccountId>;

		/// Time to confirm an award (O6): ● 30.
		type ConfirmWithin: Get<OpenBlock>;
		/// Time to activate after the confirmation (L2): ● 300.
		type ActivateWithin: Get<OpenBlock>;
		/// Time to confirm that the workload is gone (L1): ● 150.
		type CloseWithin: Get<OpenBlock>;
		/// Notice that a provider gives (L5): ● 1 800.
		type ProviderNotice: Get<OpenBlock>;
		/// The service left at which the tenant is told (E5): ● 1 800.
		type FundsLowNotice: Get<OpenBlock>;
		/// The longest outage that does not end a lease (L5): ● 1 800.
		type OutageLimit: Get<OpenBlock>;
		/// The most service that a lease may have left after an extension (L4), in blocks.
		type MaxDuration: Get<OpenBlock>;
		/// Time to accept an update (L3): ● 30.
		type UpdateAnswerWithin: Get<OpenBlock>;
		/// Time to apply it after the acceptance (L3): ● 60.
		type UpdateApplyWithin: Get<OpenBlock>;
		/// What a lease that ends in `Ready` costs its provider, in units of SPON (L2): ● 0.1 SPON.
		/// At most [`MAX_UNSTARTED_FEE`]; more counts as that.
		type UnstartedFee: Get<Balance>;
		/// How long the record of a closed lease is kept.
		type HistoryBlocks: Get<OpenBlock>;

		/// The most that serving deadlines may weigh in one block; at least one step of the dearest
		/// kind, which `integrity_test` checks.
		#[pallet::constant]
		type MaxServiceWeight: Get<Weight>;

		/// Weights of the calls and of what the hook does.
		type WeightInfo: WeightInfo;

		/// What benchmarks need of the rest of the market.
		#[cfg(feature = "runtime-benchmarks")]
		type Setup: spheron_primitives::setup::Setup<Self::AccountId>;
	}

	/// The id of the next lease.
	#[pallet::storage]
	pub type NextLeaseId<T> = StorageValue<_, LeaseId, ValueQuery>;

	/// The leases, and for [`Config::HistoryBlocks`] after their end their records. Ids are given in
	/// sequence, so `Twox64Concat` is safe. Bounded by what providers have to reserve, and by the
	/// history.
	#[pallet::storage]
	pub type Leases<T: Config> = StorageMap<_, Twox64Concat, LeaseId, LeaseOf<T>>;

	/// The leases of each provider that are not `Closed`, in order of their ids. Accounts are chosen
	/// by users, hence `Blake2_128Concat`; ids by the chain, hence `Identity`. Bounded by what the
	/// provider has to reserve.
	#[pallet::storage]
	pub type ByProvider<T: Config> = StorageDoubleMap<
		_,
		Blake2_128Concat,
		T::AccountId,
		Identity,
		BigEndian<u64>,
		(),
		OptionQuery,
	>;

	/// What falls due in block time, earliest first: one entry at most per lease and per provider
	/// (I7). The block is big-endian under `Identity`, so that the first key is the earliest; items
	/// name accounts, hence `Blake2_128Concat`.
	#[pallet::storage]
	pub type BlockDeadlines<T: Config> = StorageDoubleMap<
		_,
		Identity,
		BigEndian<OpenBlock>,
		Blake2_128Concat,
		DeadlineItem<T::AccountId>,
		(),
		OptionQuery,
	>;

	/// What falls due in service time, earliest first per provider: one entry per lease on the clock
	/// (I7), at the value of the provider's clock at which its funds are low or it ends. Big-endian
	/// numbers under `Identity`, so that the first key of a provider is the next due lease.
	#[pallet::storage]
	pub type ServiceDeadlines<T: Config> = StorageNMap<
		_,
		(
			NMapKey<Blake2_128Concat, T::AccountId>,
			NMapKey<Identity, BigEndian<OpenBlock>>,
			NMapKey<Identity, BigEndian<u64>>,
		),
		(),
		OptionQuery,
	>;

	/// Where each provider stands in [`BlockDeadlines`], if it does.
	#[pallet::storage]
	pub type ProviderDeadlines<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, ProviderDeadline>;

	/// The leases of each provider that are off the clock for their health (A3).
	#[pallet::storage]
	pub type OffClock<T: Config> = StorageMap<
		_,
		Blake2_128Concat,
		T::AccountId,
		BoundedBTreeSet<LeaseId, ConstU32<MAX_OFF_CLOCK>>,
		ValueQuery,
	>;

	/// The providers all of whose leases are being closed (L5). Gone once the last one is `Closed`.
	#[pallet::storage]
	pub type Draining<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, DrainState>;

	/// What providers made of the awards that they confirmed (L2). Accounts are chosen by users, hence
	/// `Blake2_128Concat`. At most one entry per provider that the council ever admitted.
	#[pallet::storage]
	pub type Records<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, ActivationRecord, ValueQuery>;

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
				T::MaxServiceWeight::get().all_gte(Self::step_weight()),
				"MaxServiceWeight has no room for a single step"
			);
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}
}
