//! # Fees: what a payment costs, and where the fees go
//!
//! ## Overview
//!
//! When a tenant pays a provider, three fees are taken: a *usage fee* on top, which the tenant pays
//! (F1), a *provider's fee* and the *foundation's share*, which come out of what the provider earns
//! (F2, F3). Payments in SPON carry no usage and no provider's fee by default. The rates are set by
//! council motions; an order keeps the rates it was made at (F6).
//!
//! Fees are not sent anywhere at once. The pallet writes down what each *destination* is owed, and
//! anyone may then *flush* it: all that a destination is owed in one token goes to its account
//! (F7). Today there is one destination, the foundation, whose account the council sets. What it
//! cannot receive yet, because it has no account or because the token refuses, waits and is not
//! lost.
//!
//! ## Implementation notes
//!
//! The tokens themselves stay in the escrow's account until they are flushed: this pallet only
//! keeps the numbers, so that a settlement cannot fail half way. It answers
//! [`FeeSchedule`](spheron_primitives::traits::FeeSchedule) and
//! [`FeeSink`](spheron_primitives::traits::FeeSink), and asks the escrow to pay through
//! [`FeePayout`](spheron_primitives::traits::FeePayout).
//!
//! ## Invariants
//!
//! * The user fee is at most the gross amount; share and provider's fee together are at most the
//!   gross amount (F1–F3).
//! * Nothing is written down where nothing is owed.
//! * What all destinations are owed in a token is in range. With the escrow's ledger it adds up to
//!   what the escrow's account has on hold, which the escrow checks (I1).

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
#[cfg(test)]
mod mock;
mod routes;
mod schedule;
#[cfg(test)]
mod tests;
mod try_state;
mod types;
pub mod weights;

pub use pallet::*;
pub use types::Destination;
pub use weights::WeightInfo;

#[allow(
	clippy::cast_possible_truncation,
	clippy::expect_used,
	reason = "FRAME's macros expand to them; what is ours in this module is thin"
)]
#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use frame_support::{pallet_prelude::*, DefaultNoBound};
	use frame_system::pallet_prelude::*;
	use sp_runtime::Permill;
	use spheron_primitives::{traits::FeePayout, Balance, FeeKind, Token};

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	/// The pallet: the fee schedule and where every fee goes.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// What the runtime supplies.
	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// Usage fee of payments in SPON (F1).
		type SponUserFee: Get<Permill>;
		/// Provider's fee of payments in SPON (F2). Together with the foundation's share it counts
		/// as at most 100 %.
		type SponProviderFee: Get<Permill>;
		/// Usage fee of payments in any other token (F1).
		type OtherUserFee: Get<Permill>;
		/// Provider's fee of payments in any other token (F2). Together with the foundation's share
		/// it counts as at most 100 %.
		type OtherProviderFee: Get<Permill>;
		/// The foundation's share of every payment (F3).
		type FoundationShare: Get<Permill>;
		/// Who may set the foundation's account.
		type FoundationOrigin: EnsureOrigin<Self::RuntimeOrigin>;
		/// The way out of the escrow.
		type Payout: FeePayout<Self::AccountId>;
		/// Measured weights.
		type WeightInfo: WeightInfo;
		/// What benchmarks need of other pallets.
		#[cfg(feature = "runtime-benchmarks")]
		type Setup: spheron_primitives::setup::Setup<Self::AccountId>;
	}

	/// The foundation's account; as long as there is none, what the foundation is owed waits.
	#[pallet::storage]
	pub type Foundation<T: Config> = StorageValue<_, T::AccountId, OptionQuery>;

	/// What each destination is owed in each token, in units of that token; the tokens lie in the
	/// escrow's account.
	///
	/// `Twox64Concat` for the destinations, a fixed few; `Blake2_128Concat` for the tokens, as users
	/// choose the ids of assets. At most one entry per destination and listed payment token.
	#[pallet::storage]
	pub type Owed<T: Config> = StorageDoubleMap<
		_,
		Twox64Concat,
		Destination,
		Blake2_128Concat,
		Token,
		Balance,
		ValueQuery,
	>;

	/// The foundation's account from the first block on.
	#[pallet::genesis_config]
	#[derive(DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// The foundation's account, if it has one yet.
		pub foundation: Option<T::AccountId>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			Foundation::<T>::set(self.foundation.clone());
		}
	}

	/// What happened.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// The foundation has an account, or another one: from now on it receives what the
		/// foundation is owed.
		FoundationSet {
			/// The account.
			account: T::AccountId,
		},
		/// A fee was taken and is owed to a destination.
		Credited {
			/// What the fee is for.
			kind: FeeKind,
			/// Who is owed it.
			destination: Destination,
			/// The token.
			token: Token,
			/// How much, in units of `token`.
			amount: Balance,
		},
		/// A destination received all that it was owed in a token.
		Flushed {
			/// Who was owed it.
			destination: Destination,
			/// The account that received it.
			to: T::AccountId,
			/// The token.
			token: Token,
			/// How much, in units of `token`.
			amount: Balance,
		},
	}

	/// Why a call was refused.
	#[pallet::error]
	pub enum Error<T> {
		/// The destination is owed nothing in this token. See `Owed` for what there is to flush.
		NothingOwed,
		/// The foundation has no account yet. Nothing is lost: flush again once the council has set
		/// one.
		NoFoundation,
	}

	#[pallet::call(weight = <T as Config>::WeightInfo)]
	impl<T: Config> Pallet<T> {
		/// Set the account that receives what the foundation is owed, also what has been owed until
		/// now.
		///
		/// Origin: [`Config::FoundationOrigin`].
		#[pallet::call_index(0)]
		pub fn set_foundation(origin: OriginFor<T>, account: T::AccountId) -> DispatchResult {
			T::FoundationOrigin::ensure_origin(origin)?;
			Foundation::<T>::put(&account);
			Self::deposit_event(Event::FoundationSet { account });
			Ok(())
		}

		/// Send all that `destination` is owed in `token` to its account (F7).
		///
		/// Origin: any signed account; the tokens only ever go to their owner. Errors: `NothingOwed`,
		/// `NoFoundation`, and whatever the token itself says when it refuses; what is owed then
		/// stays as it was.
		#[pallet::call_index(1)]
		pub fn flush(
			origin: OriginFor<T>,
			destination: Destination,
			token: Token,
		) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_flush(destination, token)
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
