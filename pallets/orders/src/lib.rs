//! # Orders, bids and the match
//!
//! ## Overview
//!
//! A tenant who wants something deployed writes an *order*: which services, with how much CPU,
//! memory, storage and how many GPUs; where, by whom, for how long, and the most it may cost per
//! hour. The worst case of that cost is locked in the tenant's wallet at once, so a provider never
//! works for somebody who cannot pay (E2). How much a tenant may run at once depends on what its
//! wallet holds: an order that would be too much is refused, and says how much more to deposit (E7).
//!
//! For the next few seconds (2 blocks) providers who can serve the order *bid* a price. The chain
//! keeps the best 8 bids, sorted by what the tenant asked for: the cheapest, the cheapest for its
//! trust, or the most trusted (O4, O5). In the block after, the order is *matched*: the best bid
//! wins, and a lease is opened with its provider. From order to lease takes three blocks (O2).
//!
//! A bid is firm: a winner that no longer fits the order, because it is full, has left, has changed
//! what it offers or has lost its stake, is at fault, and the next best is asked (O6, S4). So it is, too, if the winner
//! does not confirm its reservation in time. If nobody is left, the order ends, everything locked
//! for it is free again, and it no longer counts as something that the tenant runs.
//!
//! What remains of an order that ended is a short record, for some days.
//!
//! ## Implementation
//!
//! * `ordering`: an order is created or cancelled. `bidding`: a bid is weighed. `matching`: what is
//!   due is served, and a bid becomes an award. `ending`: how orders end, and what leases report
//!   back ([`Awards`](spheron_primitives::traits::Awards)). `types`: the order, the bid, the score and
//!   the short list with the rules that are theirs alone.
//! * Matching costs O(1) in the number of orders and bids on the chain: the list is kept sorted by
//!   [`Call::bid`], at most [`MAX_BIDS`] long, so the match only takes its head.
//! * Deadlines stand in sorted maps: the first key of the trie is the next due order. The hook takes
//!   from the front, within [`Config::MaxServiceWeight`]; what finds no room is first in the next
//!   block. No block can be stuffed, because no block has a list of its own. Matches are served
//!   before records expire, so no amount of old orders can delay a match.
//! * An order pays for its match: [`Call::create`] weighs as much as the creation, the match of as
//!   many bids as the order keeps and the expiry of its record together. So what a block takes in, the
//!   block in which it is due can match; [`Pallet::intake_weight`] is the proof.
//! * Nothing happens in blocks that are not open (in a multi-block migration): bids were impossible
//!   in them, so their windows do not run either.
//! * What an order counts for against the bracket, its *footprint*, is taken down when it is created,
//!   and given up when it ends. An order that ends as a lease leaves both its lock and its footprint
//!   to the lease.
//! * All that a match does is infallible but for unlocking, which fails only if the escrow's books
//!   are wrong. Then the order keeps its lock and is tried again an hour later
//!   ([`Event::UnlockFailed`]): no such order stops another, or loses the tenant's money.
//!
//! ## Invariants
//!
//! Checked by `do_try_state`, after every test, and on a live node:
//!
//! * An open order has exactly one deadline, at the block that it names; an awarded order has none
//!   (I7).
//! * An order's lock is what the worst case of its spec costs at its own fee rates (E2, F6). Per
//!   tenant and token, the locks of orders together are at most what the escrow has locked.
//! * An order's resources are those of its services, and its footprint is that of its resources; GPUs
//!   count in it only if some are ordered (E7).
//! * Bids exist only for live orders, are sorted, one per provider, at most as many as the order keeps,
//!   none above the max price or against the order's lists (O3, O4).
//! * Every record of an ended order has exactly one expiry, and every expiry a record (I10). No order
//!   is both live and ended. Ids are below the next one.

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

mod bidding;
mod ending;
mod matching;
mod ordering;
mod try_state;
#[allow(clippy::cast_possible_truncation, reason = "the codec's derive expands to it")]
pub mod types;
pub mod weights;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

pub use pallet::*;
pub use types::{Bid, Order, OrderEnd, OrderRecord, OrderState, Score, ShortList, MAX_BIDS};
pub use weights::WeightInfo;

#[allow(
	clippy::cast_possible_truncation,
	clippy::expect_used,
	reason = "FRAME's macros expand to them; what is ours in this module is thin"
)]
#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use alloc::boxed::Box;
	use frame_support::{
		dispatch::{DispatchErrorWithPostInfo, PostDispatchInfo},
		pallet_prelude::*,
		weights::WeightMeter,
	};
	use frame_system::pallet_prelude::*;
	use spheron_primitives::{
		traits::{
			Catalogue, Drain, Escrow, FeeSchedule, Leases, OpenBlocks, Providers, Stake, Trust,
			Unfit,
		},
		Balance, BigEndian, FeeRates, Footprint, LeaseId, OpenBlock, OrderId, OrderSpec, Tier,
	};

	/// The version of this pallet's storage.
	pub const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// Protocol time, in which windows and deadlines are counted.
		type Time: OpenBlocks;
		/// Where the worst case of an order is locked, and its use is counted (E2, E7).
		type Escrow: Escrow<Self::AccountId>;
		/// The fee rates, taken down at the order (F6).
		type Fees: FeeSchedule;
		/// Who providers are, and whether they can serve an order (O3).
		type Providers: Providers<Self::AccountId>;
		/// The GPU models that can be ordered, and how much each counts (R5).
		type Catalogue: Catalogue;
		/// The tiers of providers (O3, O5).
		type Trust: Trust<Self::AccountId>;
		/// The stake of providers, and where faults are reported (O3, O5, S4).
		type Stake: Stake<Self::AccountId>;
		/// Opens the lease of an award (O6).
		type Leases: Leases<Self::AccountId>;
		/// Whose leases are all being closed, and who takes on no others meanwhile (L5).
		type Drain: Drain<Self::AccountId>;

		/// How many open blocks after its own an order takes bids (O2); ● 2. Read as 1 or 2.
		type BiddingWindow: Get<OpenBlock>;
		/// How many bids are kept of an order created from now on (O4); ● 8. Read as 1 to
		/// [`MAX_BIDS`].
		type BidsKept: Get<u32>;
		/// The longest an order can ask to be served, in blocks of service. Read as 1 to
		/// [`MAX_DURATION`].
		type MaxDuration: Get<OpenBlock>;
		/// How many open blocks the record of an ended order is kept. Read as 1 to
		/// [`MAX_HISTORY`].
		type HistoryBlocks: Get<OpenBlock>;
		/// The most weight that a block's hook spends. At least [`Pallet::intake_weight`], so that
		/// every order is matched in the block in which it is due.
		#[pallet::constant]
		type MaxServiceWeight: Get<Weight>;

		/// Weights of calls and of what the hook does.
		type WeightInfo: WeightInfo;

		/// What benchmarks need of the rest of the market.
		#[cfg(feature = "runtime-benchmarks")]
		type Setup: spheron_primitives::setup::Setup<Self::AccountId>;
	}

	/// Upper bound of [`Config::MaxDuration`]: five years of blocks.
	pub const MAX_DURATION: OpenBlock = 78_840_000;

	/// Upper bound of [`Config::HistoryBlocks`]: a year of blocks.
	pub const MAX_HISTORY: OpenBlock = 15_768_000;

	/// Most that one [`Call::poke`] serves.
	pub const MAX_POKE: u32 = 22;

	/// The id of the next order.
	#[pallet::storage]
	pub type NextOrderId<T> = StorageValue<_, OrderId, ValueQuery>;

	/// Orders that take bids, wait for their match, or are awarded and not yet confirmed.
	///
	/// Ids are given by the chain in sequence, so nobody can choose keys that collide. Bounded by
	/// what tenants have locked, and by time: every order ends.
	#[pallet::storage]
	pub type Orders<T: Config> = StorageMap<_, Twox64Concat, OrderId, Order<T::AccountId>>;

	/// The best bids of a live order, best first; of an awarded order, its runners-up. No entry
	/// when there are none.
	///
	/// Keyed and bounded as [`Orders`].
	#[pallet::storage]
	pub type Bids<T: Config> =
		StorageMap<_, Twox64Concat, OrderId, ShortList<T::AccountId>, ValueQuery>;

	/// When open orders are matched: `(open block, order)`, exactly one per open order (I7).
	///
	/// `Identity` over big-endian numbers, none of which a user chooses, keeps keys in order of
	/// time: the first key is the next due order.
	#[pallet::storage]
	pub type Deadlines<T> =
		StorageDoubleMap<_, Identity, BigEndian<OpenBlock>, Identity, BigEndian<u64>, ()>;

	/// What is remembered of orders that ended, until it expires.
	///
	/// Keyed as [`Orders`]; bounded by [`Config::HistoryBlocks`].
	#[pallet::storage]
	pub type History<T: Config> = StorageMap<_, Twox64Concat, OrderId, OrderRecord<T::AccountId>>;

	/// When records of ended orders expire: `(open block, order)`, exactly one per record.
	///
	/// Sorted as [`Deadlines`]. A map of its own, so that the front of [`Deadlines`] is always a
	/// match.
	#[pallet::storage]
	pub type Expiries<T> =
		StorageDoubleMap<_, Identity, BigEndian<OpenBlock>, Identity, BigEndian<u64>, ()>;

	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// An order was created, and takes bids.
		OrderCreated {
			/// The order.
			order: OrderId,
			/// Whose order it is.
			tenant: T::AccountId,
			/// What was ordered.
			spec: Box<OrderSpec<T::AccountId>>,
			/// The fee rates in force, which it keeps (F6).
			rates: FeeRates,
			/// What was locked for it, in units of its token (E2).
			locked: Balance,
			/// What it counts for against the tenant's bracket (E7).
			footprint: Footprint,
			/// How many bids are kept of it.
			bids_kept: u32,
			/// The last open block in which it takes bids.
			closes_at: OpenBlock,
		},
		/// A bid was placed.
		BidPlaced {
			/// The order.
			order: OrderId,
			/// Who bids.
			provider: T::AccountId,
			/// What it asks, in units of the order's token per hour.
			price: Balance,
			/// Its trust tier, which counts for its score.
			tier: Tier,
			/// Its stake, in units of SPON, which breaks ties.
			stake: Balance,
			/// Its place in the list; 0 leads.
			rank: u32,
		},
		/// A better bid took the place of the worst one, which is forgotten.
		BidDropped {
			/// The order.
			order: OrderId,
			/// Whose bid is gone. It may bid again, as if it had not bid.
			provider: T::AccountId,
		},
		/// An order was awarded, and a lease opened that waits for the provider to confirm.
		OrderAwarded {
			/// The order.
			order: OrderId,
			/// Who won it.
			provider: T::AccountId,
			/// At what price, in units of the order's token per hour.
			price: Balance,
			/// The lease.
			lease: LeaseId,
		},
		/// The best bid left could not be awarded; the next one is tried.
		BidFailed {
			/// The order.
			order: OrderId,
			/// Whose bid failed.
			provider: T::AccountId,
			/// Why.
			reason: Unfit,
		},
		/// An order ended. Its bids are gone; a record of it is kept for some time.
		OrderEnded {
			/// The order.
			order: OrderId,
			/// How it ended.
			end: OrderEnd,
			/// What was unlocked for its tenant. None if it ended as a lease, which has its lock now,
			/// and counts against the tenant's bracket in its place.
			unlocked: Balance,
		},
		/// An order ended, but the escrow did not unlock its funds: its books are wrong. The order
		/// keeps its lock and is tried again at `retry_at`.
		UnlockFailed {
			/// The order.
			order: OrderId,
			/// What the escrow said.
			error: DispatchError,
			/// The open block of the next attempt.
			retry_at: OpenBlock,
		},
		/// The record of an ended order was removed.
		RecordExpired {
			/// The order.
			order: OrderId,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// The order has no service. List at least one.
		NoServices,
		/// A service asks for no vCPU. Ask for at least one thousandth.
		ZeroVcpu,
		/// A service asks for no RAM. Ask for at least 1 MiB.
		ZeroRam,
		/// A service names a GPU model but no unit of it. Ask for at least one, or leave GPUs out.
		ZeroGpus,
		/// A service has no replica. Ask for at least one.
		ZeroReplicas,
		/// The services together ask for more than can be counted, or for too many GPU models. Split
		/// the order.
		ResourcesOutOfRange,
		/// A GPU model is not in the catalogue. See the catalogue for how it is written.
		UnknownGpuModel,
		/// Orders for Fizz nodes are not supported yet. Use mode `Provider`.
		FizzNotSupported,
		/// The max price is 0. Offer at least 1 unit per hour.
		ZeroMaxPrice,
		/// The duration is 0. Order at least one block of service.
		ZeroDuration,
		/// The duration is longer than an order may be. Order less; a lease can be extended.
		DurationTooLong,
		/// A region is both wanted and excluded. Strike it from one of the two.
		RegionWantedAndExcluded,
		/// The allow list is empty, so nobody could bid. Name a provider, or give no list.
		EmptyAllowList,
		/// A provider is on both the allow list and the deny list. Strike it from one of the two.
		ProviderAllowedAndDenied,
		/// The whole cost at the max price cannot be counted. Lower the max price or the duration.
		CostOutOfRange,
		/// The whole cost at the max price is less than one unit of the token, so that nothing would be
		/// locked. Raise the max price or the duration.
		CostTooLow,
		/// There is no such order, or it has ended: see its history.
		UnknownOrder,
		/// Only the tenant of the order can do this. Sign with its account.
		NotTenant,
		/// The bidding window has closed: the order can be neither bid on nor cancelled. An awarded
		/// order is ended by closing its lease.
		WindowClosed,
		/// The signer is not the operator key of the provider for which it bids. Sign with the key that
		/// this provider has registered.
		NotTheOperator,
		/// The price is 0. Bid at least 1 unit per hour.
		ZeroPrice,
		/// The price is above what the tenant would pay. Bid at most the order's max price.
		PriceTooHigh,
		/// The tenant does not want this provider. Bid on other orders.
		ProviderDenied,
		/// The tenant accepts named providers only, and this is none of them. Bid on other orders.
		ProviderNotAllowed,
		/// The provider has already bid on this order. A bid is firm: wait for the match.
		AlreadyBid,
		/// The list is full of better bids. Bid a better price, if there is time.
		ListFull,
		/// The order does not accept the provider's trust tier. Bid on other orders.
		WrongTier,
		/// The provider is not active. It needs approval and stake, and must not be in maintenance;
		/// and if all its leases are being closed, that must be over.
		ProviderNotActive,
		/// The provider serves orders of another mode. Bid on other orders.
		WrongMode,
		/// The provider is not in a region wanted, or is in one excluded. Bid on other orders.
		WrongRegion,
		/// The provider lacks an attribute that the order requires. Bid on other orders, or have the
		/// attribute registered.
		MissingAttribute,
		/// The provider does not take the order's token. Have the token added to those it takes.
		TokenNotAccepted,
		/// The provider has too little free capacity. Wait until a lease ends.
		NoCapacity,
		/// The provider has less stake than its capacity requires. Stake more.
		StakeTooLow,
		/// The provider left too many awards unconfirmed in this era. Bid again in the next.
		TooManyFaults,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn on_initialize(_: BlockNumberFor<T>) -> Weight {
			let mut meter = WeightMeter::with_limit(T::MaxServiceWeight::get());
			if meter.try_consume(T::WeightInfo::service_nothing()).is_ok() && T::Time::is_open() {
				Self::service(&mut meter, u32::MAX);
			}
			meter.consumed()
		}

		fn integrity_test() {
			let least = T::WeightInfo::service_nothing().saturating_add(Self::worst_match_weight());
			assert!(
				least.all_lte(T::MaxServiceWeight::get()),
				"MaxServiceWeight has no room for one order with a full list of bids: {least:?}",
			);
			let intake = Self::intake_weight();
			assert!(
				intake.all_lte(T::MaxServiceWeight::get()),
				"MaxServiceWeight has no room for the orders that one block takes in: {intake:?}",
			);
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call(weight = <T as Config>::WeightInfo)]
	impl<T: Config> Pallet<T> {
		/// Order a deployment, locking what it costs at most (O1, E2). It counts against the tenant's
		/// bracket from now on (E7).
		///
		/// It takes bids in this block and in those of the window after it, and is matched at the
		/// start of the next (O2). Fails with an error of its own for each way in which a spec can be
		/// wrong, and with the escrow's if the token cannot be paid with, the order is beyond the
		/// tenant's bracket, or too little is unlocked.
		///
		/// It weighs what it takes, and what its match with as many bids as it keeps and the expiry of
		/// its record will take; none of that is given back if it is cancelled. One that is refused
		/// weighs only itself.
		#[pallet::call_index(0)]
		#[pallet::weight(Pallet::<T>::create_weight(MAX_BIDS))]
		pub fn create(
			origin: OriginFor<T>,
			spec: Box<OrderSpec<T::AccountId>>,
		) -> DispatchResultWithPostInfo {
			let tenant = ensure_signed(origin)?;
			match Self::do_create(tenant, *spec) {
				Ok(bids_kept) => Ok(Some(Self::create_weight(bids_kept)).into()),
				Err(error) => {
					let post_info = PostDispatchInfo::from(Some(T::WeightInfo::create()));
					Err(DispatchErrorWithPostInfo { post_info, error })
				}
			}
		}

		/// End an order of one's own while it still takes bids; everything locked for it is free
		/// again (O6).
		///
		/// Fails with `UnknownOrder`, `NotTenant` or `WindowClosed`.
		#[pallet::call_index(1)]
		pub fn cancel(origin: OriginFor<T>, order: OrderId) -> DispatchResult {
			let tenant = ensure_signed(origin)?;
			Self::do_cancel(tenant, order)
		}

		/// Bid that `provider` serves an order at `price`, in units of its token per hour. Signed by the
		/// operator key of that provider (R4).
		///
		/// A bid is firm: whoever wins with it and then lacks the capacity, or no longer fits the order
		/// for another reason, or does not confirm, is at fault (S4). A bid that takes the lead pays no
		/// transaction fee, as long as fewer have led before it than bids are kept of the order (O4).
		/// Fails with an error of its own for each ground of refusal (O3, O4).
		#[pallet::call_index(2)]
		pub fn bid(
			origin: OriginFor<T>,
			order: OrderId,
			provider: T::AccountId,
			price: Balance,
		) -> DispatchResultWithPostInfo {
			let operator = ensure_signed(origin)?;
			let pays = Self::do_bid(operator, order, provider, price)?;
			Ok(pays.into())
		}

		/// Serve up to `limit` (at most [`MAX_POKE`]) orders that are due for their match, and then
		/// records due to expire. The chain does so by itself; this is for a backlog. Signed by
		/// anybody, who pays for what was served.
		#[pallet::call_index(3)]
		#[pallet::weight(Pallet::<T>::poke_weight(*limit))]
		pub fn poke(origin: OriginFor<T>, limit: u32) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			Ok(Some(Self::do_poke(limit)).into())
		}
	}
}
