//! # Eras: protocol time, trust and activity rewards
//!
//! ## Overview
//!
//! Every window and deadline of the market is counted in *open blocks*: blocks in which users could
//! send transactions. This pallet is the clock. It counts them, and every so many of them (24 hours
//! by default) it starts the next *era* (X1). While the chain migrates its storage over several
//! blocks, users can send nothing, so the clock stands still and nobody misses a deadline.
//!
//! It keeps the *trust tier* of every admitted provider, 1 (most trusted) to 7 (X3). The council
//! names the tier at admission (R2). After that the provider's *uptime* moves it: the part of an era,
//! outside maintenance, that its node attested. Enough good eras in a row earn the tier above, enough
//! bad ones cost it; [`TABLE`] says how many. Into tier 3 and above a motion must move it, once it is
//! earned: an empty machine is up, too.
//!
//! And it pays providers with little use to stay (X2). A provider that is up earns *points* for
//! capacity that is free, more in a better tier. When an era is over, its points share a budget out of
//! the reward pot; each provider can be paid its share for 84 eras, by anyone. An era in which it
//! failed an award, had an outage or was slashed earns nothing. `docs/rewards.md` works out an
//! example.
//!
//! ## Implementation notes
//!
//! **Time.** This pallet must stand before every pallet that reads the time in a hook, so that all
//! of them see the number of their own block. Every block that does not count is announced, by this
//! pallet itself: the events of migrations do not tell all of them, because Root can begin and end one
//! in silence. The change of era costs the same whatever the number of
//! providers: nothing is iterated. An era ends when it has *lasted* the era's length, not at a
//! multiple of it: a motion that changes the length takes effect on the running era, and no era is
//! ever skipped.
//!
//! **Accrual.** What a provider earns is brought up to date whenever it is *touched*: before each of
//! its attestations (`OnAttest`), when what it offers or what is reserved changes (`Usage`), when it
//! fails (`OnFault`), and by the calls. Between two touches it has not attested, so it was alive at
//! first and then not any more ([`Span`]): everything follows from a few numbers, at whichever block
//! one looks. After a long silence most eras were alike; they are judged together. Points are linear
//! in the capacity and in time, and computed in whole numbers without rounding: splitting a provider
//! in two, or touching it more often, changes nothing.
//!
//! **Rewards.** At most two eras take points: the running one, and the one before for a while after
//! its end. Then its total and its budget are frozen. A provider's share is rounded down, at most 1 %
//! of the stake that it had when the era was closed for it; so the shares never come to more than the
//! budget, in whichever order they are claimed. Points that a provider lost before the freeze leave
//! the total; after it, their share stays in the pot. What is not claimed in time is the pot's again:
//! one step per era.
//!
//! **Trust.** A tier is computed when its provider is next touched, and others see the tier of the
//! last touch. Moving a tier tells the registry (`OnTier`), once per touch.
//!
//! Where to look: `tick` is time; `span` and `accrual` bring a provider up to date; `table` and
//! `trust` are the tiers; `rewards` freezes, pays and lets expire; `types` has what eras, standings
//! and shares know of themselves.
//!
//! ## Invariants
//!
//! * Era `n` starts at open block `n + 1` or later, as every era lasts at least one block (X1).
//! * The current era has started: at the current open block, or before (X1).
//! * Only the current era and the one before it take points; of those no budget is known and nothing
//!   is paid (X2).
//! * The total of every era is the sum of the points of those who have not claimed, and of the points
//!   that were claimed or lost since it was frozen (I9).
//! * What eras promise and have not paid is what is counted as promised, and the pot has it.
//! * Exactly the admitted providers have a tier and a standing (I10). A standing is accounted for up
//!   to a block of its era; with a fault it has no points.

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

mod accrual;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
#[cfg(test)]
mod mock;
mod rewards;
mod span;
pub mod table;
#[cfg(test)]
mod tests;
mod tick;
mod trust;
mod try_state;
#[allow(clippy::cast_possible_truncation, reason = "the codec's derive expands to it")]
mod types;
pub mod weights;

pub use pallet::*;
pub use span::Span;
pub use table::{Outcome, Row, TABLE};
pub use types::{
	Book, ClosingEra, Earned, Earnings, Era, EraPoints, Standing, Streak, Trusted, MAX_CLAIM_ERAS,
	MAX_EARNINGS, MAX_FREE, POINT_HOUR,
};
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
	use sp_runtime::{Perbill, Permill};
	use spheron_primitives::{
		traits::{AliveClock, OnTier, Providers, Stake},
		Balance, EraIndex, OpenBlock, Tier,
	};

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	/// The pallet: protocol time, trust tiers and activity rewards.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// What the runtime supplies.
	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// Length of an era, in open blocks (X1). 0 counts as 1.
		type EraLength: Get<OpenBlock>;
		/// How long after its end an era takes points, in open blocks (X2). 0 counts as 1; more than
		/// the next era lasts counts as that.
		type FreezeAfter: Get<OpenBlock>;
		/// For how many eras rewards can be claimed (X2). 1 to [`MAX_CLAIM_ERAS`]; what lies outside
		/// counts as the nearest of these. A change does not touch eras that are frozen.
		type ClaimEras: Get<u32>;
		/// The most that is paid for an era, in units of SPON (X2).
		type EraBudget: Get<Balance>;
		/// The most that is paid for one free capacity point in tier 6 for an hour, in units of SPON
		/// (X2).
		type MaxPerPointHour: Get<Balance>;
		/// The most that is paid to a provider for an era, of its stake (X2).
		type StakeShare: Get<Permill>;
		/// SPON.
		type Currency: fungible::Mutate<Self::AccountId, Balance = Balance>;
		/// The account that pays activity rewards; nobody else pays out of it.
		#[pallet::constant]
		type RewardPot: Get<Self::AccountId>;
		/// How long providers have been alive (A3).
		type Clock: AliveClock<Self::AccountId>;
		/// When they were in maintenance, and who receives their rewards.
		type Providers: Providers<Self::AccountId>;
		/// What they have staked.
		type Stake: Stake<Self::AccountId>;
		/// Told of every move of a tier (X3).
		type OnTier: OnTier<Self::AccountId>;
		/// Who moves providers into secured tiers that they have earned (X3).
		type PromoteOrigin: EnsureOrigin<Self::RuntimeOrigin>;
		/// Measured weights.
		type WeightInfo: WeightInfo;
		/// What benchmarks need of other pallets.
		#[cfg(feature = "runtime-benchmarks")]
		type Setup: spheron_primitives::setup::Setup<Self::AccountId>;
	}

	/// The number of the current open block; the first is 1. During a multi-block migration, the
	/// number of the last one before it.
	#[pallet::storage]
	pub type Now<T> = StorageValue<_, OpenBlock, ValueQuery>;

	/// The current era (X1).
	#[pallet::storage]
	pub type CurrentEra<T> = StorageValue<_, Era, ValueQuery>;

	/// The first open block of every era but 0, which started with block 1.
	///
	/// Eras follow on each other, so `Twox64Concat` is safe. One small entry per era (a day), for
	/// ever: nobody knows when a provider is touched next, and then its eras are judged.
	#[pallet::storage]
	pub type EraStarts<T> = StorageMap<_, Twox64Concat, EraIndex, OpenBlock, OptionQuery>;

	/// The era before the current one, as long as it takes points (X2).
	#[pallet::storage]
	pub type Closing<T> = StorageValue<_, ClosingEra, OptionQuery>;

	/// The trust tier of every admitted provider, as of when it was last touched (X3).
	///
	/// `Blake2_128Concat`, as users choose their account ids. At most one entry per provider that
	/// the council admitted.
	#[pallet::storage]
	pub type Tiers<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, Tier, OptionQuery>;

	/// How every admitted provider stands (X2, X3).
	///
	/// `Blake2_128Concat`, as users choose their account ids. At most one entry per provider that
	/// the council admitted.
	#[pallet::storage]
	pub type Standings<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, Standing, OptionQuery>;

	/// What providers have earned in eras that are over, and have not claimed (X2).
	///
	/// `Blake2_128Concat`, as users choose their account ids. At most one entry per provider that
	/// the council ever admitted, with at most [`MAX_EARNINGS`] eras; those that expired go when the
	/// provider is next touched after an era.
	#[pallet::storage]
	pub type EarningsOf<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, Earnings, ValueQuery>;

	/// The books of every era in which somebody earned something, until it expires (X2).
	///
	/// Eras follow on each other, so `Twox64Concat` is safe. At most [`MAX_EARNINGS`] entries.
	#[pallet::storage]
	pub type Books<T> = StorageMap<_, Twox64Concat, EraIndex, Book, OptionQuery>;

	/// The first era that has not expired: those before it have no books.
	#[pallet::storage]
	pub type Oldest<T> = StorageValue<_, EraIndex, ValueQuery>;

	/// What frozen eras promise and have not paid, in units of SPON (I10).
	#[pallet::storage]
	pub type Promised<T> = StorageValue<_, Balance, ValueQuery>;

	/// What happened.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// This block is not open: the chain migrates its storage over several blocks, and users can
		/// send nothing. It does not count, and nothing falls due in it. Said in each of them, so that
		/// whoever counts blocks knows the number of the open one.
		TimeStoodStill {
			/// The last open block.
			at: OpenBlock,
		},
		/// An era started.
		EraStarted {
			/// Number of the era that started; the one before it is over.
			era: EraIndex,
			/// Its first open block.
			at: OpenBlock,
		},
		/// A provider was put into a trust tier.
		TierAssigned {
			/// The provider.
			provider: T::AccountId,
			/// Its tier from now on.
			tier: Tier,
		},
		/// A provider is gone, and its trust tier with it.
		TierRemoved {
			/// The provider.
			provider: T::AccountId,
		},
		/// A provider moved to another trust tier.
		TierMoved {
			/// The provider.
			provider: T::AccountId,
			/// Its tier before.
			from: Tier,
			/// Its tier from now on.
			to: Tier,
		},
		/// Eras of a provider were judged, by the row of the tier that it had (X3).
		UptimeJudged {
			/// The provider.
			provider: T::AccountId,
			/// The first of them.
			first: EraIndex,
			/// How many, one after the other and alike.
			eras: u32,
			/// In how many of their blocks it was up.
			up: OpenBlock,
			/// How many blocks they had outside its maintenance.
			open: OpenBlock,
			/// What each of them counts as.
			outcome: Outcome,
		},
		/// A provider was brought up to date.
		Accrued {
			/// The provider.
			provider: T::AccountId,
			/// The current era.
			era: EraIndex,
			/// What it has earned in it so far.
			points: EraPoints,
		},
		/// An era is over in which a provider earned something.
		PointsEarned {
			/// The provider.
			provider: T::AccountId,
			/// The era.
			era: EraIndex,
			/// Its points.
			points: EraPoints,
			/// The most that they can be worth by its stake, in units of SPON.
			most: Balance,
		},
		/// A provider is at fault, and its current era earns nothing.
		EraLost {
			/// The provider.
			provider: T::AccountId,
			/// The era.
			era: EraIndex,
			/// What it had earned in it.
			points: EraPoints,
		},
		/// A provider lost a part of what it has earned in earlier eras and not claimed.
		RewardsForfeited {
			/// The provider.
			provider: T::AccountId,
			/// The part.
			part: Perbill,
		},
		/// The total of an era is final, and its rewards can be claimed.
		EraFrozen {
			/// The era.
			era: EraIndex,
			/// The points of all providers.
			total: EraPoints,
			/// What they share, in units of SPON.
			budget: Balance,
		},
		/// A provider was paid for an era.
		RewardClaimed {
			/// The provider.
			provider: T::AccountId,
			/// The era.
			era: EraIndex,
			/// The account that received it.
			to: T::AccountId,
			/// How much, in units of SPON.
			reward: Balance,
		},
		/// The rewards of an era cannot be claimed any more.
		EraExpired {
			/// The era.
			era: EraIndex,
			/// What was not claimed, and is the pot's again, in units of SPON.
			returned: Balance,
		},
	}

	/// Why a call was refused.
	#[pallet::error]
	pub enum Error<T> {
		/// The account is not an admitted provider, and has nothing that expired. Check it.
		NotAdmitted,
		/// The provider has not earned a secured tier: it is not in tier 2 to 4, or too few eras in a
		/// row were good. See `Standings` and the table of tiers.
		NotEarned,
		/// The era is not over, or still takes points. Claim after its event `EraFrozen`.
		NotFrozen,
		/// The time to claim rewards of this era is over. Nothing can be done.
		Expired,
		/// The provider earned nothing in this era, lost it, or was paid already; or its points are
		/// worth nothing. Check both.
		NothingToClaim,
	}

	#[pallet::call(weight = <T as Config>::WeightInfo)]
	impl<T: Config> Pallet<T> {
		/// Bring the points, the uptime and the tier of `provider` up to date, and forget what it can
		/// claim no more (X2, X3). By anyone: nothing comes of it that would not come of time.
		///
		/// Origin: signed. Errors: `NotAdmitted`.
		#[pallet::call_index(0)]
		pub fn accrue(origin: OriginFor<T>, provider: T::AccountId) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_accrue(provider)
		}

		/// Pay `provider` for what it earned in `era`, to its reward account (X2). By anyone: it only
		/// goes to its owner. Of a provider that is gone, to its own account.
		///
		/// Origin: signed. Errors: `NotFrozen`, `Expired`, `NothingToClaim`, and those of the token:
		/// the reward is too little to open an account, say.
		#[pallet::call_index(1)]
		pub fn claim(
			origin: OriginFor<T>,
			provider: T::AccountId,
			#[pallet::compact] era: EraIndex,
		) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_claim(provider, era)
		}

		/// Move `provider` into the secured tier, the one above its own, that it has earned (X3).
		///
		/// Origin: [`Config::PromoteOrigin`]. Errors: `NotAdmitted`, `NotEarned`.
		#[pallet::call_index(2)]
		pub fn promote(origin: OriginFor<T>, provider: T::AccountId) -> DispatchResult {
			T::PromoteOrigin::ensure_origin(origin)?;
			Self::do_promote(provider)
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn on_initialize(_: BlockNumberFor<T>) -> Weight {
			Self::tick()
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}
}
