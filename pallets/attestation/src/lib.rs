//! # Attestation: no attestation, no pay
//!
//! ## Overview
//!
//! A provider's own node says, once in every period of about five minutes, that the provider is
//! alive, and which of its leases are *not* healthy: an **attestation**, signed with a key that
//! lies in the node's keystore (A1, A2). It costs nothing. From it the provider's **alive clock**
//! runs for two periods; service is paid by that clock, so that what nobody attested is not paid
//! (A3). A provider that goes silent need not be reported by anyone: its clock stops by itself, and
//! after an hour the leases pallet closes its leases (L5). One that says that all its leases are down
//! is down, for as long as it says so.
//!
//! The node does not know how the deployments are. The provider's **agent** does, a program of the
//! provider beside the node. The node's off-chain worker asks it over HTTP; what the agent must answer is
//! in `docs/attestation.md`. If it does not answer, nothing is attested.
//!
//! ## Implementation notes
//!
//! * `clock.rs` is the clock, a few numbers per provider from which everything else follows: it costs
//!   nothing while time passes. `attest.rs` says which attestations count and what they do,
//!   `worker.rs` makes them, with `agent.rs` for the question and `lock.rs` against doing it twice.
//! * An attestation is a transaction without a signature of its own, which *authorizes itself*
//!   (`#[pallet::authorize]`): the transaction pool looks at it before it is passed on or included, the
//!   dearest check, that of the key's signature, last. The call looks at all but the signature again.
//! * The extension of such a transaction is covered by no signature. The chain it is for is
//!   therefore part of what the key signs ([`Attestation::statement`]), by the hash of its genesis block.
//! * A **period** is a provider's own: it begins with an attestation, and in it there is no other. So
//!   providers spread over time by themselves, and a motion that changes its length confuses no
//!   counting. A number in sequence, not the period, tells attestations apart: each number counts
//!   once. Two nodes with one key, or a node that lost its memory, make at most two transactions of
//!   which the pool keeps one, and a block takes one.
//! * Nodes hear of a transaction before they hear of the block that it was made on. So that none of
//!   them takes it for one from the future, and bans it, blocks up to [`LEAD`] ahead are allowed, and the
//!   worker waits as long after the end of a period.
//! * Before the clock changes, eras brings points and uptime up to date by it (`OnAttest`); after it,
//!   leases hears of it (`ClockSink`).
//! * A provider's clock stays when the provider is gone: should it come back, its numbers go on.
//!
//! ## Invariants
//!
//! Checked by [`Pallet::do_try_state`]:
//!
//! * No clock was attested in the future, and only one of a provider that has attested is there.
//! * A clock is continuous: its last run begins where the one before left it (A3).
//! * The clock of a provider that says it is down stands still, since its last attestation or before.

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

mod address;
mod agent;
mod attest;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod clock;
mod lock;
#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;
mod try_state;
#[allow(clippy::cast_possible_truncation, reason = "the codec's derive expands to it")]
mod types;
pub mod weights;
mod worker;

#[cfg(feature = "std")]
pub use address::AgentAddress;
pub use clock::{ClockState, Run};
pub use pallet::*;
pub use types::{
	Attestation, Refusal, Unhealthy, MAX_UNHEALTHY, NOT_HEARD, OUT_OF_ORDER, STATEMENT, TOO_MANY,
};
pub use weights::WeightInfo;

use spheron_primitives::OpenBlock;

/// An attestation of a provider of this chain.
pub type AttestationOf<T> = Attestation<<T as frame_system::Config>::AccountId>;

/// How many blocks ahead of the chain an attestation can have been signed: a node hears of it
/// before it hears of those blocks.
pub const LEAD: OpenBlock = 3;

/// The longest period that a motion can set: a day, in open blocks.
pub const MAX_PERIOD: OpenBlock = 43_200;

/// The greatest age of an attestation that a motion can allow: an hour, in open blocks.
pub const MAX_AGE: OpenBlock = 1_800;

const LOG_TARGET: &str = "runtime::attestation";

#[allow(
	clippy::cast_possible_truncation,
	clippy::expect_used,
	reason = "FRAME's macros expand to them; what is ours in this module is thin"
)]
#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use frame_support::pallet_prelude::*;
	use frame_system::{offchain::CreateAuthorizedTransaction, pallet_prelude::*};
	use spheron_primitives::{
		traits::{ClockSink, OnAttest, OpenBlocks, Providers},
		AttestationSignature,
	};

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	/// Attestations and the alive clock.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// What the pallet needs of the runtime, whose transactions must carry
	/// `frame_system::AuthorizeCall`.
	#[pallet::config]
	pub trait Config: CreateAuthorizedTransaction<Call<Self>> + frame_system::Config {
		/// Protocol time.
		type Time: OpenBlocks;

		/// Whose the attestation keys are (R4).
		type Providers: Providers<Self::AccountId>;

		/// Told before the clock of a provider changes (X2, X3).
		type Accrual: OnAttest<Self::AccountId>;

		/// Told after it has, and what is not healthy (A2, A3).
		type Leases: ClockSink<Self::AccountId>;

		/// The least number of open blocks from one attestation of a provider to the next (A2): ●
		/// 150. 1 to [`MAX_PERIOD`]; what is outside counts as the nearest of them.
		type Period: Get<OpenBlock>;

		/// How many open blocks old an attestation can be (A3, A4): ● 30. 1 to [`MAX_AGE`]; what is
		/// outside counts as the nearest of them.
		type MaxAge: Get<OpenBlock>;

		/// How many leases an attestation can name (A2): ● 256. At most [`MAX_UNHEALTHY`]; more
		/// counts as that.
		type MaxUnhealthy: Get<u32>;

		/// The priority of attestations in the transaction pool.
		#[pallet::constant]
		type Priority: Get<TransactionPriority>;

		/// Measured weights.
		type WeightInfo: WeightInfo;

		/// What benchmarks need of the rest of the market.
		#[cfg(feature = "runtime-benchmarks")]
		type Setup: spheron_primitives::setup::Setup<Self::AccountId>;
	}

	/// The alive clock of each provider that has attested (A3).
	///
	/// `Blake2_128Concat`, as providers choose their accounts. One for each provider that the council
	/// ever admitted; nothing iterates it on chain.
	#[pallet::storage]
	pub type Clocks<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, ClockState, ValueQuery>;

	/// What happened.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A provider attested. Its clock shows `alive` in this block and runs up to the block
		/// `until`, which is this one if all is unhealthy.
		Attested {
			/// The provider.
			provider: T::AccountId,
			/// The how-manieth attestation it was.
			sequence: u32,
			/// The reading of its clock.
			alive: OpenBlock,
			/// The last open block that counts as alive without another attestation.
			until: OpenBlock,
			/// What is not healthy.
			unhealthy: Unhealthy,
		},
	}

	/// Why an attestation was refused. The transaction pool refuses for the same reasons, before one
	/// is included.
	#[pallet::error]
	pub enum Error<T> {
		/// More leases are named than are allowed. Say that all are unhealthy.
		TooManyUnhealthy,
		/// It is signed for a block too far ahead. Wait until the node has caught up.
		FromTheFuture,
		/// It was signed too long ago. Sign another.
		TooOld,
		/// An attestation with this number or a later one has counted. Look up the number of the last.
		Repeated,
		/// Attestations with smaller numbers are missing. Look up the number of the last.
		OutOfOrder,
		/// The provider has attested in this period. Wait until it is over.
		TooSoon,
		/// There is no such provider. It has to be approved first.
		UnknownProvider,
		/// The leases of the provider are being closed, or are about to be after an outage. Wait until
		/// they are.
		NotHeard,
		/// The signature is by none of the provider's keys in force, or for another chain.
		BadSignature,
	}

	impl<T> From<Refusal> for Error<T> {
		fn from(refusal: Refusal) -> Self {
			match refusal {
				Refusal::TooMany => Error::TooManyUnhealthy,
				Refusal::FromTheFuture => Error::FromTheFuture,
				Refusal::TooOld => Error::TooOld,
				Refusal::Repeated => Error::Repeated,
				Refusal::OutOfOrder => Error::OutOfOrder,
				Refusal::TooSoon => Error::TooSoon,
				Refusal::UnknownProvider => Error::UnknownProvider,
				Refusal::NotHeard => Error::NotHeard,
				Refusal::BadSignature => Error::BadSignature,
			}
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn offchain_worker(_: BlockNumberFor<T>) {
			Self::work();
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call(weight = <T as Config>::WeightInfo)]
	impl<T: Config> Pallet<T> {
		/// A provider is alive, and this is not healthy (A2).
		///
		/// A general transaction, made by the off-chain worker of the provider's node. `signature` is
		/// that of [`Attestation::statement`], by an attestation key of the provider: its current one,
		/// or for a period after a rotation the one before (R4). Free.
		///
		/// Errors: `TooManyUnhealthy`, `FromTheFuture`, `TooOld`, `Repeated`, `OutOfOrder`, `TooSoon`,
		/// `UnknownProvider`, `NotHeard`; in the pool also a bad signature.
		#[pallet::call_index(0)]
		#[pallet::weight((
			T::WeightInfo::attest(attestation.unhealthy.count().saturating_add(MAX_UNHEALTHY)),
			DispatchClass::Operational,
		))]
		#[pallet::weight_of_authorize(T::WeightInfo::authorize_attest())]
		#[pallet::authorize(Self::authorize_attest)]
		pub fn attest(
			origin: OriginFor<T>,
			attestation: AttestationOf<T>,
			_signature: AttestationSignature,
		) -> DispatchResultWithPostInfo {
			ensure_authorized(origin)?;
			Self::do_attest(attestation)
		}
	}
}
