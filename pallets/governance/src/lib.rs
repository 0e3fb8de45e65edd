//! # Governance: what the council does beyond motions
//!
//! ## Overview
//!
//! The council decides by motions, and most of what it decides it does in its own name: it admits a
//! provider, lists a token, sets a parameter. Two things a motion alone cannot do.
//!
//! Some things only an *account* can do. A token that tenants pay with must belong to nobody but the
//! council, so that nobody can freeze or burn other people's funds (T2): its owner is the *council's
//! account*, for which there is no key. This pallet lets a motion act as that account: mint such a
//! token, thaw what was frozen, hand its roles over, or send what the account holds.
//!
//! Some things only *root* can do, the chain's highest power: above all, replace the chain's own
//! code. Nobody has that power at once (G1). Three quarters of the council can schedule a call to
//! be run as root; then everybody has 48 hours to look at it, in which more than half of the
//! council can cancel it. To upgrade the runtime, the council schedules
//! `system.authorize_upgrade` with the hash of the new code; when that has run, anyone sends the code
//! itself with `system.apply_authorized_upgrade`.
//!
//! ## Implementation
//!
//! Acting as the council's account:
//!
//! * [`Call::dispatch_as_council`] runs any call of the runtime, signed by the council's account. That
//!   gives it the rights of this one account, not those of the council or of root: neither a motion's
//!   origin nor this call's own can be had by it.
//! * The runtime's filter of calls holds for it as for any signed call, even where root asks for it,
//!   and so does every narrower filter of the origin that asked.
//! * The call is all or nothing. Its error is the motion's error, and nothing of it remains.
//! * It weighs what the call weighs and its own share; what the call turns out not to use is given
//!   back. It is of the call's class.
//!
//! Acting as root:
//!
//! * A call is kept by the SDK's scheduler, wrapped in [`Call::enact_root`], which only root can
//!   call. The wrapper takes the call off the list of those under way, runs it, and says in an event
//!   what came of it. A call that was cancelled is not on the list, so that it cannot run even if the
//!   scheduler still has it: once it has put a call off for lack of weight, it can no longer cancel it.
//! * The delay is counted in open blocks, like every other window: nobody could cancel anything during
//!   a multi-block migration. So the scheduler must count open blocks too. A changed delay does not
//!   touch calls under way.
//! * What the scheduler could never run is refused when it is scheduled: a call that is too heavy, or
//!   that does not decode. A call whose weight an upgrade changed meanwhile may still be dropped by the
//!   scheduler; it then stays on the list until it is cancelled.
//! * Calls are stored as bytes. Whoever upgrades to a runtime in which calls have other numbers cancels
//!   those under way.
//! * [`Call::schedule_root_by_hash`] makes a copy of the preimage, so that its depositor can have the
//!   deposit back.
//!
//! ## Invariants
//!
//! * At most [`Config::MaxRootCalls`] calls are under way, and their counter equals their number (G1,
//!   I10).
//! * A call under way has a number that was given out, and is due within [`MAX_ROOT_DELAY`] (G1).
//! * A call that is not due yet is with the scheduler for just its block, and so is its preimage if it
//!   has one (G1, I10).

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

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod dispatch;
#[cfg(test)]
mod mock;
mod root;
#[cfg(test)]
mod tests;
mod try_state;
mod types;
pub mod weights;

pub use pallet::*;
pub use types::{CallerOf, RootCall, RootCallId, MAX_ROOT_DELAY, MIN_ROOT_DELAY};
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
		dispatch::{GetDispatchInfo, PostDispatchInfo},
		pallet_prelude::*,
		traits::{schedule::v3::Named as ScheduleNamed, StorePreimage},
	};
	use frame_system::pallet_prelude::*;
	use sp_runtime::traits::Dispatchable;
	use spheron_primitives::{traits::OpenBlocks, OpenBlock};

	/// The version of this pallet's storage.
	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// The calls of the runtime.
		type RuntimeCall: Parameter
			+ Dispatchable<RuntimeOrigin = Self::RuntimeOrigin, PostInfo = PostDispatchInfo>
			+ GetDispatchInfo
			+ From<Call<Self>>;
		/// Who may act as the council's account: a motion of the council.
		type CouncilOrigin: EnsureOrigin<Self::RuntimeOrigin>;
		/// The council's account, for which there is no key; owner of listed assets (T2).
		#[pallet::constant]
		type CouncilAccount: Get<Self::AccountId>;
		/// Who may schedule a call to be run as root: a motion of three quarters of the council (G1).
		type RootOrigin: EnsureOrigin<Self::RuntimeOrigin>;
		/// Who may cancel such a call before it is run: a simple majority of the council (G1).
		type CancelOrigin: EnsureOrigin<Self::RuntimeOrigin>;
		/// Open blocks from scheduling to running (G1). Read as at least [`MIN_ROOT_DELAY`] and at most
		/// [`MAX_ROOT_DELAY`].
		type RootDelay: Get<OpenBlock>;
		/// The most calls that can be under way to root.
		#[pallet::constant]
		type MaxRootCalls: Get<u32>;
		/// The longest call that can be run as root, in bytes.
		#[pallet::constant]
		type MaxCallLength: Get<u32>;
		/// The most that such a call can weigh, with what [`Call::enact_root`] adds: what
		/// [`Config::Scheduler`] can run in a block that has nothing else to do.
		#[pallet::constant]
		type MaxCallWeight: Get<Weight>;
		/// Protocol time.
		type Time: OpenBlocks;
		/// Keeps the calls until they are due. It must count the blocks of [`Config::Time`], and take
		/// [`Config::MaxRootCalls`] calls in a block.
		type Scheduler: ScheduleNamed<
			OpenBlock,
			<Self as Config>::RuntimeCall,
			CallerOf<Self>,
			Hasher = Self::Hashing,
		>;
		/// Where calls are kept that are too long for the agenda of [`Config::Scheduler`].
		type Preimages: StorePreimage<H = Self::Hashing>;
		/// Weights of the calls.
		type WeightInfo: WeightInfo;
	}

	/// The number of the next call that is scheduled to be run as root.
	#[pallet::storage]
	pub type NextRootCallId<T> = StorageValue<_, RootCallId, ValueQuery>;

	/// The calls under way to root (G1).
	///
	/// `Twox64Concat`, as ids are given out in sequence. At most [`Config::MaxRootCalls`].
	#[pallet::storage]
	pub type RootCalls<T: Config> =
		CountedStorageMap<_, Twox64Concat, RootCallId, RootCall<T::Hash>>;

	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A call was run as the council's account and succeeded. What it did is in the events before
		/// this one.
		DispatchedAsCouncil,
		/// A call will be run as root, unless it is cancelled before.
		RootCallScheduled {
			/// Its number.
			id: RootCallId,
			/// The hash of the call.
			hash: T::Hash,
			/// The open block at whose start it is run.
			due: OpenBlock,
		},
		/// A call will not be run as root.
		RootCallCancelled {
			/// Its number.
			id: RootCallId,
		},
		/// A call was run as root. What it did is in the events before this one.
		RootCallEnacted {
			/// Its number.
			id: RootCallId,
			/// What came of it: if an error, nothing has changed.
			result: DispatchResult,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// No call with this number is under way to root: it was never scheduled, or it has been run or
		/// cancelled. Look for its number in the events.
		NotUnderWay,
		/// As many calls as possible are under way to root. Cancel one, or wait for one to be run.
		TooManyRootCalls,
		/// The call is too long to be run as root. Do less in one call.
		CallTooLong,
		/// The call weighs more than the scheduler has in a block, so that it would never be run. Do
		/// less in one call; for an upgrade, schedule `system.authorize_upgrade`.
		CallTooHeavy,
		/// No preimage with this hash and this length is known. Note it first, with
		/// `preimage.note_preimage`.
		UnknownPreimage,
		/// The preimage is not a call of this runtime, or one that is nested too deeply. Note the
		/// encoded call and nothing else.
		NotACall,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call(weight = <T as Config>::WeightInfo)]
	impl<T: Config> Pallet<T> {
		/// Run `call`, signed by the council's account: mint, thaw or hand over the assets that it owns,
		/// or send what it holds (T2).
		///
		/// Origin: [`Config::CouncilOrigin`]. Fails with the error of `call`, which then has changed
		/// nothing, or with `CallFiltered` of `frame_system` if the runtime does not allow it.
		#[pallet::call_index(0)]
		#[pallet::weight({
			let info = call.get_dispatch_info();
			(Pallet::<T>::overhead().saturating_add(info.call_weight), info.class)
		})]
		pub fn dispatch_as_council(
			origin: OriginFor<T>,
			call: Box<<T as Config>::RuntimeCall>,
		) -> DispatchResultWithPostInfo {
			T::CouncilOrigin::ensure_origin(origin.clone())?;
			Self::do_dispatch_as_council(origin, *call)
		}

		/// Schedule `call` to be run as root, [`Config::RootDelay`] from now (G1).
		///
		/// Origin: [`Config::RootOrigin`]. Errors: [`Error::CallTooLong`], [`Error::CallTooHeavy`],
		/// [`Error::TooManyRootCalls`].
		#[pallet::call_index(1)]
		#[pallet::weight(<T as Config>::WeightInfo::schedule_root(Pallet::<T>::length_of(call)))]
		pub fn schedule_root(
			origin: OriginFor<T>,
			call: Box<<T as Config>::RuntimeCall>,
		) -> DispatchResult {
			T::RootOrigin::ensure_origin(origin)?;
			Self::do_schedule_root(*call)
		}

		/// Schedule the call whose preimage has this hash and this length, in bytes, to be run as root,
		/// [`Config::RootDelay`] from now (G1): for a call too long for a motion. The preimage is not
		/// needed afterwards.
		///
		/// Origin: [`Config::RootOrigin`]. Errors: [`Error::CallTooLong`],
		/// [`Error::UnknownPreimage`], [`Error::NotACall`], [`Error::CallTooHeavy`],
		/// [`Error::TooManyRootCalls`].
		#[pallet::call_index(2)]
		#[pallet::weight(<T as Config>::WeightInfo::schedule_root_by_hash(
			(*length).min(T::MaxCallLength::get())
		))]
		pub fn schedule_root_by_hash(
			origin: OriginFor<T>,
			hash: T::Hash,
			length: u32,
		) -> DispatchResult {
			T::RootOrigin::ensure_origin(origin)?;
			Self::do_schedule_root_by_hash(&hash, length)
		}

		/// Cancel call `id` on its way to root (G1). It can be cancelled for as long as it has not been
		/// run.
		///
		/// Origin: [`Config::CancelOrigin`]. Errors: [`Error::NotUnderWay`].
		#[pallet::call_index(3)]
		pub fn cancel_root(origin: OriginFor<T>, id: RootCallId) -> DispatchResult {
			T::CancelOrigin::ensure_origin(origin)?;
			Self::do_cancel_root(id)
		}

		/// Run `call`, which was scheduled as number `id`, as root. This is what the scheduler calls
		/// when it is due. It succeeds even if `call` fails, which the event says.
		///
		/// Origin: root. Errors: [`Error::NotUnderWay`].
		#[pallet::call_index(4)]
		#[pallet::weight({
			let info = call.get_dispatch_info();
			let overhead = <T as Config>::WeightInfo::enact_root();
			(overhead.saturating_add(info.call_weight), info.class)
		})]
		pub fn enact_root(
			origin: OriginFor<T>,
			id: RootCallId,
			call: Box<<T as Config>::RuntimeCall>,
		) -> DispatchResultWithPostInfo {
			ensure_root(origin)?;
			Self::do_enact_root(id, *call)
		}
	}
}
