//! # Fees: what a payment costs, and where the fees go
//!
//! ## Overview
//!
//! When a tenant pays a provider, three fees are taken: a *usage fee* on top, which the tenant pays
//! (F1), a *provider's fee* and the *foundation's share*, which come out of what the provider earns
//! (F2, F3). Payments in SPON carry no usage and no provider's fee by default. Council motions change
//! the rates, for all tokens of a class or for one token; an order keeps the rates it was made at
//! (F6).
//!
//! For every *kind* of fee a *route* says how it is shared out: among the foundation, the pot that
//! pays activity rewards, the author of the block, and the fire (F7). Fees are not sent anywhere at
//! once. The pallet writes down what each *payee* is owed, and anyone may then *flush* it: all that a
//! payee is owed in one token goes to its account, or is burnt. What a payee cannot receive yet,
//! because it has no account, because the amount is too little to open one or because the token
//! refuses, waits and is not lost.
//!
//! | kind | where it comes from | route, until a motion sets another |
//! |---|---|---|
//! | `User`, `Provider`, `FoundationShare` | payments of leases | foundation |
//! | `Reservation` | the time between a confirmation and a closing in `Ready` (L2) | foundation |
//! | `Transaction` | fees and tips of transactions | 80 % foundation, 20 % author of the block |
//! | `Slash` | what is lost for a fault or for spam | foundation |
//!
//! ## Implementation notes
//!
//! What is owed lies in two *purses*. Fees of leases stay in the escrow's account until they are
//! flushed: this pallet only keeps the numbers, so that a settlement cannot fail half way.
//! Transaction fees, slashes and what providers pay for leases that were never activated, always in
//! SPON, are put into an account of this pallet, the *pot*
//! ([`TransactionFees`], [`Slashes`], [`ReservationFees`]). A flush of SPON empties both for its payee in one transfer,
//! through the pot, so that it arrives even where each part is below the existential deposit. The pot
//! owns a float of one existential deposit from genesis on, so that it can receive any amount.
//!
//! Transaction fees are added up during a block and shared out once, in `on_finalize`. The author is
//! asked for with the first of them: at the end of a block others have forgotten it.
//!
//! The pallet answers [`FeeSchedule`](spheron_primitives::traits::FeeSchedule) and
//! [`FeeSink`](spheron_primitives::traits::FeeSink), and asks the escrow to pay through
//! [`FeePayout`](spheron_primitives::traits::FeePayout).
//!
//! ## Invariants
//!
//! * The user fee is at most the gross amount; share and provider's fee together are at most the
//!   gross amount (F1–F3).
//! * The shares of every route add to 100 %, none of them is 0, and no destination stands twice in it
//!   (I8).
//! * What is credited is owed until it is flushed, to the last unit: the last destination of a route
//!   takes what rounding leaves. Nothing is written down where nothing is owed.
//! * What is owed in the escrow's account is, per token, what is counted (I10). With the escrow's
//!   ledger it adds up to what the escrow's account has on hold, which the escrow checks (I1).
//! * The pot has at least its float, what is owed from it and what the running block's transactions
//!   have paid; more may lie there, a gift. Only SPON is owed from it.

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
mod collect;
mod flush;
#[cfg(test)]
mod mock;
mod routes;
mod schedule;
#[cfg(test)]
mod tests;
mod try_state;
#[allow(clippy::cast_possible_truncation, reason = "the codec's derive expands to it")]
mod types;
pub mod weights;

pub use collect::{CreditOf, ReservationFees, Slashes, TransactionFees};
pub use pallet::*;
pub use types::{Collection, Destination, Due, MaxLegs, Payee, Purse, Route};
pub use weights::WeightInfo;

#[allow(
	clippy::cast_possible_truncation,
	clippy::expect_used,
	reason = "FRAME's macros expand to them; what is ours in this module is thin"
)]
#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use frame_support::{
		pallet_prelude::*,
		traits::fungible::{Balanced, Inspect, Mutate},
		DefaultNoBound, PalletId,
	};
	use frame_system::pallet_prelude::*;
	use sp_runtime::Permill;
	use spheron_primitives::{traits::FeePayout, Balance, FeeKind, FeeRates, Token};

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	/// The pallet: the fee schedule and where every fee goes.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// What the runtime supplies.
	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// SPON, which the pot holds.
		type Currency: Balanced<Self::AccountId, Balance = Balance> + Mutate<Self::AccountId>;
		/// Names the pot.
		#[pallet::constant]
		type PalletId: Get<PalletId>;
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
		/// The author of the running block, if known. Never asked at the end of a block, where
		/// `pallet-authorship` has forgotten it and would remember it into the next one.
		type Author: Get<Option<Self::AccountId>>;
		/// The account that pays activity rewards.
		#[pallet::constant]
		type RewardPot: Get<Self::AccountId>;
		/// Who may set the foundation's account.
		type FoundationOrigin: EnsureOrigin<Self::RuntimeOrigin>;
		/// Who may set the rates of a token.
		type RatesOrigin: EnsureOrigin<Self::RuntimeOrigin>;
		/// Who may set where a kind of fee goes.
		type RouteOrigin: EnsureOrigin<Self::RuntimeOrigin>;
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

	/// The rates of a token for which a motion has set others than those of its class.
	///
	/// `Blake2_128Concat`, as users choose the ids of assets. Grows by motion only.
	#[pallet::storage]
	pub type TokenRates<T: Config> = StorageMap<_, Blake2_128Concat, Token, FeeRates, OptionQuery>;

	/// How a kind of fee is shared out, if a motion has set it (F7).
	///
	/// `Twox64Concat`: the kinds are a fixed few, and there is at most one entry for each.
	#[pallet::storage]
	pub type Routes<T: Config> = StorageMap<_, Twox64Concat, FeeKind, Route, OptionQuery>;

	/// What each payee is owed in each token, in units of that token (F7).
	///
	/// `Blake2_128Concat`, as users choose the ids of assets and the accounts with which they author.
	/// At most one entry per payee and listed payment token.
	#[pallet::storage]
	pub type Owed<T: Config> = StorageDoubleMap<
		_,
		Blake2_128Concat,
		Payee<T::AccountId>,
		Blake2_128Concat,
		Token,
		Due,
		ValueQuery,
	>;

	/// What all payees together are owed in a token and still lies in the escrow's account, in units
	/// of that token (I1, I10).
	///
	/// `Blake2_128Concat`, as users choose the ids of assets. At most one entry per listed payment
	/// token.
	#[pallet::storage]
	pub type OwedInEscrow<T: Config> = StorageMap<_, Blake2_128Concat, Token, Balance, ValueQuery>;

	/// What the transactions of the running block have paid so far. Gone at the end of the block.
	#[pallet::storage]
	pub type Collected<T: Config> = StorageValue<_, Collection<T::AccountId>, OptionQuery>;

	/// The foundation's account from the first block on. The pot's float is minted in any case.
	#[pallet::genesis_config]
	#[derive(DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// The foundation's account, if it has one yet.
		pub foundation: Option<T::AccountId>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		#[allow(clippy::expect_used, reason = "a genesis that cannot be built must not be built")]
		fn build(&self) {
			Foundation::<T>::set(self.foundation.clone());
			let pot = Pallet::<T>::pot_account();
			frame_system::Pallet::<T>::inc_providers(&pot);
			T::Currency::mint_into(&pot, T::Currency::minimum_balance())
				.expect("an existential deposit can be minted");
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
		/// New orders in a token are charged at other rates.
		RatesSet {
			/// The token.
			token: Token,
			/// The rates; none if they are again those of the token's class.
			rates: Option<FeeRates>,
		},
		/// From now on a kind of fee is shared out in another way. What is owed already stays owed.
		RouteSet {
			/// What the fees are for.
			kind: FeeKind,
			/// Who gets how much of them; the last takes what rounding leaves.
			route: Route,
		},
		/// A fee was taken, and this part of it is owed to a payee.
		Credited {
			/// What the fee is for.
			kind: FeeKind,
			/// Who is owed it.
			payee: Payee<T::AccountId>,
			/// The token.
			token: Token,
			/// How much, in units of `token`.
			amount: Balance,
		},
		/// A payee received all that it was owed in a token.
		Flushed {
			/// Who was owed it.
			payee: Payee<T::AccountId>,
			/// The account that received it.
			to: T::AccountId,
			/// The token.
			token: Token,
			/// How much, in units of `token`.
			amount: Balance,
		},
		/// All that was to be burnt of a token was burnt.
		Burnt {
			/// The token.
			token: Token,
			/// How much, in units of `token`.
			amount: Balance,
		},
	}

	/// Why a call was refused.
	#[pallet::error]
	pub enum Error<T> {
		/// The payee is owed nothing in this token. See `Owed` for what there is to flush.
		NothingOwed,
		/// The foundation has no account yet. Nothing is lost: flush again once the council has set
		/// one.
		NoFoundation,
		/// The payee's account does not exist, and what it is owed is less than the existential
		/// deposit that would open it. Nothing is lost: flush again once it is owed more, or after
		/// sending it SPON.
		BelowMinimumBalance,
		/// The provider's fee is more than the foundation's share leaves. Lower one of the two.
		ProviderFeeTooHigh,
		/// The shares of the route do not add to exactly 100 %. Correct them.
		SharesNotWhole,
		/// A destination stands twice in the route. Add up its shares.
		DuplicateDestination,
		/// A destination of the route has a share of 0. Leave it out.
		EmptyShare,
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

		/// Send all that `payee` is owed in `token` to its account, or burn it if it is to be burnt
		/// (F7).
		///
		/// Origin: any signed account; the tokens only ever go to their owner. Errors: `NothingOwed`,
		/// `NoFoundation`, `BelowMinimumBalance`, and whatever the escrow or the token itself says
		/// when it refuses; what is owed then stays as it was.
		#[pallet::call_index(1)]
		#[pallet::weight(match token {
			Token::Native => <T as Config>::WeightInfo::flush_spon(),
			Token::WithId(_) => <T as Config>::WeightInfo::flush_asset(),
		})]
		pub fn flush(
			origin: OriginFor<T>,
			payee: Payee<T::AccountId>,
			token: Token,
		) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_flush(payee, token)
		}

		/// Set the rates of `token`, or go back to those of its class. Orders that have been made
		/// keep theirs (F6).
		///
		/// Origin: [`Config::RatesOrigin`]. Errors: `ProviderFeeTooHigh`.
		#[pallet::call_index(2)]
		pub fn set_rates(
			origin: OriginFor<T>,
			token: Token,
			rates: Option<FeeRates>,
		) -> DispatchResult {
			T::RatesOrigin::ensure_origin(origin)?;
			Self::do_set_rates(token, rates)
		}

		/// Set how fees of `kind` are shared out from now on: destinations and their shares, of which
		/// the last takes what rounding leaves (F7).
		///
		/// Origin: [`Config::RouteOrigin`]. Errors: `SharesNotWhole`, `DuplicateDestination`,
		/// `EmptyShare`.
		#[pallet::call_index(3)]
		pub fn set_route(origin: OriginFor<T>, kind: FeeKind, route: Route) -> DispatchResult {
			T::RouteOrigin::ensure_origin(origin)?;
			Self::do_set_route(kind, route)
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		/// Only keeps room for the work of `on_finalize`.
		fn on_initialize(_: BlockNumberFor<T>) -> Weight {
			T::WeightInfo::on_finalize()
		}

		fn on_finalize(_: BlockNumberFor<T>) {
			Self::share_out_collected();
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}
}
