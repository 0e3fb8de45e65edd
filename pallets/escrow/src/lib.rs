//! # Escrow
//!
//! ## Overview
//!
//! Everybody's money on the market lies in one place, and this pallet keeps the books of it. Each
//! account has, for each payment token, a **wallet** with two parts. The *unlocked* part is its
//! owner's to withdraw at any time. The *locked* part answers for the orders and leases that the
//! owner has open, and comes back when they end (E1–E4). What a provider has earned stands in the
//! same books as **earnings**, until it is sent to the provider's proxy address (E3). What leases
//! owe to the fee routes lies here too, until it is flushed out (F7).
//!
//! Which tokens can be used, the council decides: it *lists* SPON or an asset as a **payment
//! token**, with the least amount that one deposit may have (T1, T2). It can delist the token
//! again: then there are no new deposits and no new orders in it, and all else goes on as before.
//!
//! Anybody can deposit for somebody else: such a gift becomes the beneficiary's, and the sponsor
//! cannot take it back (E1). Unlocked funds can be transferred to another wallet, and a lease can be
//! handed over with the funds locked for it (E6).
//!
//! How much may run on one wallet at once depends on what the wallet is worth in US dollars: its
//! **deposit bracket** (E7). Who wants to run more is told which resource asks for a larger deposit,
//! and how much larger. This is looked at only when somebody wants to run more: later prices and
//! withdrawals close nothing.
//!
//! ## Implementation notes
//!
//! *Money moves once.* Tokens really move on deposit and on withdrawal only, in transactions where
//! an error reaches a person who can act on it. Everything between, locking, paying, refunding and
//! charging fees, moves numbers in the ledger: it cannot fail for a reason of the token's, such as
//! an asset frozen by its freezer, and so may run inside hooks. The ledger is reached through the
//! traits [`Escrow`](spheron_primitives::traits::Escrow) and
//! [`FeePayout`](spheron_primitives::traits::FeePayout). What an amount is worth, at the last price
//! whatever its age, it says through [`Valuation`](spheron_primitives::traits::Valuation).
//!
//! *One account per token.* The tokens lie in the sub-account of [`Config::PalletId`] that is named
//! by the token, see [`Pallet::account_id`], **on hold** under [`HoldReason::Escrow`]. What is on
//! hold can neither be burnt nor moved by an asset's admin, and an asset of which anything is on
//! hold cannot be destroyed. Listing pays the account's minimum balance as a *float*, which stays
//! free, and gives it a provider reference, without which it could not own assets that are not
//! sufficient.
//!
//! *A deposit is a transfer.* The depositor keeps or loses its account by the rule of
//! `transfer_allow_death`: it may deposit all it has. If less than the minimum balance of an asset
//! would remain, the asset sends that remainder along, and it is credited as well; of SPON, such a
//! remainder is dust, as in any transfer. Freezes and holds on the depositor are respected; a withdrawal
//! goes by force, so that no freeze on the escrow's account counts.
//!
//! *No crumbs.* A wallet with something unlocked has at least a minimum deposit after a withdrawal
//! or transfer: a withdrawal takes a smaller rest along, a transfer that would leave one is refused;
//! and a new wallet is opened with at least that much. What leases leave of a wallet can be less.
//!
//! *Brackets the other way round.* The table says what a wallet of some value may run; what is
//! computed is the value that a use needs, which is exact ([`brackets`]). Each wallet stores the sum
//! of what runs on it, so that the check costs the same whatever their number.
//!
//! *A withdrawal can fail for the token's reasons*: the asset is frozen, the recipient is blocked,
//! or it cannot own so little. Nothing has changed then, and it can be tried again.
//!
//! ## Invariants
//!
//! Checked by [`Pallet::do_try_state`]:
//!
//! - I1: for every token, what the escrow's account has on hold under our reason is the sum of all
//!   wallets (unlocked and locked), all earnings, and what the fee routes are owed. More may lie
//!   there unheld: a gift.
//! - For every payment token, and every other of which anything is on hold, the free balance of the
//!   escrow's account is at least the float.
//! - I2: no sum is out of range.
//! - No empty wallet and no earnings of zero are stored, and no wallet of a token that was never
//!   listed.
//! - There are at most [`Config::MaxPaymentTokens`] payment tokens, delisted ones included, and their
//!   counter equals their number (I10).
//! - The table of brackets keeps its rules.
//!
//! What is used of a wallet is the sum over its owner's orders and leases (I10); these pallets know
//! them, so the runtime checks it.

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

mod bracket_impls;
pub mod brackets;
mod errors;
mod events;
mod ledger;
mod listing;
mod movements;
mod try_state;
pub mod types;
mod valuation;
pub mod weights;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

pub use brackets::{Bracket, BracketRows, BracketTable, Shortfall, MAX_BRACKETS};
pub use pallet::*;
pub use types::{TokenInfo, Wallet};
pub use weights::WeightInfo;

use frame_support::pallet_macros::import_section;

#[import_section(errors::errors)]
#[import_section(events::events)]
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
		traits::{
			fungibles::{self, metadata, roles},
			EnsureOrigin, Time,
		},
		PalletId,
	};
	use frame_system::pallet_prelude::*;
	use spheron_primitives::{
		traits::{FeeSink, Prices, Providers},
		Balance, Footprint, Token,
	};

	/// Version 1: the first.
	pub const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// The overarching hold reason.
		type RuntimeHoldReason: From<HoldReason>;

		/// SPON and assets alike, as tokens that can be put on hold (T4).
		type Assets: fungibles::MutateHold<
			Self::AccountId,
			AssetId = Token,
			Balance = Balance,
			Reason = Self::RuntimeHoldReason,
		>;

		/// The same tokens, as such that can be transferred; moves the float of a listing.
		type Funds: fungibles::Mutate<Self::AccountId, AssetId = Token, Balance = Balance>;

		/// Who owns, administers, issues and freezes an asset (T2).
		type Roles: roles::Inspect<Self::AccountId, AssetId = u32>;

		/// How many decimals an asset has.
		type Metadata: metadata::Inspect<Self::AccountId, AssetId = u32>;

		/// The account under which the council governs assets, used by motion (T2).
		type CouncilAccount: Get<Self::AccountId>;

		/// Who may list and delist payment tokens (T2).
		type ListOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Who may set the deposit brackets (E7).
		type BracketOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Who pays the float of a token when it is listed: the foundation, if it has an account.
		type FloatPayer: Get<Option<Self::AccountId>>;

		/// How many tokens can ever become payment tokens: who walks all of them relies on it. One
		/// that was delisted still counts, as wallets in it remain.
		#[pallet::constant]
		type MaxPaymentTokens: Get<u32>;

		/// Of this the escrow's accounts are sub-accounts, one per token. No other pallet may use
		/// it.
		#[pallet::constant]
		type PalletId: Get<PalletId>;

		/// Where a provider's earnings are sent.
		type Providers: Providers<Self::AccountId>;

		/// Where fees are credited.
		type Fees: FeeSink;

		/// What tokens are worth (T3).
		type Prices: Prices;

		/// The time, in milliseconds, by which the age of a price is told.
		type Time: Time<Moment = u64>;

		/// How old a price may be to value a wallet, in milliseconds (E7). With 0, only a price of
		/// the same block will do; the largest number lets any price do.
		type MaxPriceAge: Get<u64>;

		/// What the calls cost.
		type WeightInfo: WeightInfo;

		/// Brings the market into the state that a benchmark needs.
		#[cfg(feature = "runtime-benchmarks")]
		type Setup: spheron_primitives::setup::Setup<Self::AccountId>;
	}

	/// Why tokens are on hold.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// They are what the escrow's ledger is about: wallets, earnings and fees not yet flushed.
		#[codec(index = 0)]
		Escrow,
	}

	/// The tokens that are, or once were, payment tokens (T2). Entries are made by the council only,
	/// so the keys cannot be chosen by an attacker: a fast hasher. At most
	/// [`Config::MaxPaymentTokens`].
	#[pallet::storage]
	pub type PaymentTokens<T: Config> =
		CountedStorageMap<_, Twox64Concat, Token, TokenInfo, OptionQuery>;

	/// The wallets, by owner and token (E1); none is stored that is empty. Owners choose their
	/// accounts: a safe hasher; the tokens are payment tokens: a fast one. Each entry was paid for
	/// with at least one minimum deposit, or came with a lease that was handed over.
	#[pallet::storage]
	pub type Wallets<T: Config> = StorageDoubleMap<
		_,
		Blake2_128Concat,
		T::AccountId,
		Twox64Concat,
		Token,
		Wallet,
		ValueQuery,
	>;

	/// What providers have earned and not yet withdrawn, by provider and token, in units of the
	/// token (E3); none is stored that is zero. Hashers as for [`Wallets`]. At most one entry per
	/// provider and payment token.
	#[pallet::storage]
	pub type Earnings<T: Config> = StorageDoubleMap<
		_,
		Blake2_128Concat,
		T::AccountId,
		Twox64Concat,
		Token,
		Balance,
		ValueQuery,
	>;

	/// The deposit brackets, by motion (E7); at first the row that the rule gives. At most
	/// [`brackets::MAX_BRACKETS`] rows.
	#[pallet::storage]
	pub type Brackets<T: Config> = StorageValue<_, BracketTable, ValueQuery>;

	/// The payment tokens of the first block.
	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// Each payment token, by its asset id (none for SPON), with its minimum deposit in units
		/// of the token. They are listed as by [`Pallet::list_token`]: the assets, the float's
		/// payer and what it needs must be there before, so this pallet comes after those in the
		/// runtime.
		pub tokens: alloc::vec::Vec<(Option<u32>, Balance)>,
		/// Nothing.
		#[serde(skip)]
		pub _config: core::marker::PhantomData<T>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		#[allow(clippy::expect_used, reason = "a genesis that cannot be built must not be built")]
		fn build(&self) {
			for (asset, min_deposit) in &self.tokens {
				let token = asset.map_or(Token::Native, Token::WithId);
				Pallet::<T>::do_list_token(token, *min_deposit)
					.expect("every payment token of the genesis can be listed");
			}
		}
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
		/// Make `token` a payment token of which at least `min_deposit` units are deposited at once
		/// (T2). Only by motion of the council. One that was delisted can be listed again.
		///
		/// The foundation's account pays the token's minimum balance, as the float of the escrow's
		/// account; at another listing, only what is missing of it.
		///
		/// Errors: `AlreadyListed`, `UnknownToken`, `NoMetadata`, `TooManyDecimals`,
		/// `MinDepositTooLow`, `NotGoverned`, `TooManyPaymentTokens`, `NoFloatPayer`, `FloatNotPaid`.
		#[pallet::call_index(0)]
		pub fn list_token(
			origin: OriginFor<T>,
			token: Token,
			#[pallet::compact] min_deposit: Balance,
		) -> DispatchResult {
			T::ListOrigin::ensure_origin(origin)?;
			Self::do_list_token(token, min_deposit)
		}

		/// Deposit `amount` units of `token` into the caller's own wallet (E1).
		///
		/// As with a transfer, the caller can deposit all it has; it will need some SPON outside
		/// the escrow for the fee of its next transaction.
		///
		/// Errors: `NotPaymentToken`, `DepositTooSmall`, or the token's own: too little owned, or
		/// frozen.
		#[pallet::call_index(1)]
		pub fn deposit(
			origin: OriginFor<T>,
			token: Token,
			#[pallet::compact] amount: Balance,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_deposit(who.clone(), who, token, amount)
		}

		/// Deposit `amount` units of `token` of the caller's into the wallet of `beneficiary`: a
		/// gift, which the caller cannot take back (E1).
		///
		/// Errors: as for `deposit`.
		#[pallet::call_index(2)]
		pub fn deposit_for(
			origin: OriginFor<T>,
			token: Token,
			beneficiary: T::AccountId,
			#[pallet::compact] amount: Balance,
		) -> DispatchResult {
			let sponsor = ensure_signed(origin)?;
			Self::do_deposit(sponsor, beneficiary, token, amount)
		}

		/// Withdraw `amount` units of `token` from the unlocked part of the caller's wallet to the
		/// caller's account (E1); also of a token that is not listed any more (T2). An unlocked rest
		/// with which the wallet would have less than a minimum deposit comes along.
		///
		/// Errors: `NothingToWithdraw`, `NotEnoughUnlocked`, `BelowMinimumBalance`,
		/// `RecipientNeedsSpon`, or the token's own: frozen or blocked.
		#[pallet::call_index(3)]
		pub fn withdraw(
			origin: OriginFor<T>,
			token: Token,
			#[pallet::compact] amount: Balance,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_withdraw(who, token, amount)
		}

		/// Send all that `provider` has earned in `token` to its proxy address (E3). By anyone: the
		/// funds only ever go to their owner.
		///
		/// Errors: `NothingEarned`, `NoProxyAddress`, `BelowMinimumBalance`, `RecipientNeedsSpon`,
		/// or the token's own: frozen or blocked.
		#[pallet::call_index(4)]
		pub fn withdraw_earnings(
			origin: OriginFor<T>,
			provider: T::AccountId,
			token: Token,
		) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_withdraw_earnings(provider, token)
		}

		/// Transfer `amount` units of `token` from the unlocked part of the caller's wallet to the
		/// wallet of `to` (E6); also of a token that is not listed any more. All that is unlocked
		/// can be transferred; otherwise at least a minimum deposit stays in the wallet. A new
		/// wallet gets at least that much.
		///
		/// Errors: `NothingToTransfer`, `TransferToSelf`, `NotEnoughUnlocked`, `WouldLeaveDust`,
		/// `TransferTooSmall`.
		#[pallet::call_index(5)]
		pub fn transfer(
			origin: OriginFor<T>,
			token: Token,
			to: T::AccountId,
			#[pallet::compact] amount: Balance,
		) -> DispatchResult {
			let from = ensure_signed(origin)?;
			Self::do_transfer(from, token, to, amount)
		}

		/// Take no new deposits and orders in `token` any more (T2). Only by motion of the council.
		/// Withdrawals, transfers between wallets and running leases go on, and it can be listed
		/// again.
		///
		/// Errors: `NotPaymentToken`.
		#[pallet::call_index(6)]
		pub fn delist_token(origin: OriginFor<T>, token: Token) -> DispatchResult {
			T::ListOrigin::ensure_origin(origin)?;
			Self::do_delist_token(token)
		}

		/// From now on at least `min_deposit` units of `token` are deposited at once (T2). Only by
		/// motion of the council.
		///
		/// Errors: `NotPaymentToken`, `MinDepositTooLow`.
		#[pallet::call_index(7)]
		pub fn set_min_deposit(
			origin: OriginFor<T>,
			token: Token,
			#[pallet::compact] min_deposit: Balance,
		) -> DispatchResult {
			T::ListOrigin::ensure_origin(origin)?;
			Self::do_set_min_deposit(token, min_deposit)
		}

		/// Replace the table of deposit brackets by `brackets` (E7). Only by motion of the council.
		/// What runs already goes on.
		///
		/// Errors: `InvalidBrackets`.
		#[pallet::call_index(8)]
		pub fn set_brackets(origin: OriginFor<T>, brackets: BracketRows) -> DispatchResult {
			T::BracketOrigin::ensure_origin(origin)?;
			Self::do_set_brackets(brackets)
		}
	}
}
