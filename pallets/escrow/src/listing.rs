//! How a token becomes a payment token, and ceases to be one (T1, T2).

use crate::{Config, Error, Event, Pallet, PaymentTokens, TokenInfo};
use codec::Decode;
use frame_support::{
	ensure,
	traits::{
		fungibles::{metadata::Inspect as _, roles::Inspect as _, Inspect as _, Mutate as _},
		tokens::Preservation::Preserve,
		Get,
	},
};
use sp_runtime::{
	traits::{AccountIdConversion, TrailingZeroInput},
	DispatchResult,
};
use spheron_primitives::{Balance, Token};

/// Decimals of SPON (T1).
const SPON_DECIMALS: u8 = 18;

/// The most decimals that a payment token can have: some value must be left to its largest amounts.
pub(crate) const MAX_DECIMALS: u8 = 30;

impl<T: Config> Pallet<T> {
	/// The account in which the escrow keeps `token`.
	pub fn account_id(token: &Token) -> T::AccountId {
		T::PalletId::get().into_sub_account_truncating(token)
	}

	/// What is known of `token`, or err if it is not a payment token now.
	pub(crate) fn payment_token(token: &Token) -> Result<TokenInfo, Error<T>> {
		PaymentTokens::<T>::get(token).filter(|info| info.listed).ok_or(Error::<T>::NotPaymentToken)
	}

	pub(crate) fn do_list_token(token: Token, min_deposit: Balance) -> DispatchResult {
		let known = PaymentTokens::<T>::get(&token);
		ensure!(known.is_none_or(|info| !info.listed), Error::<T>::AlreadyListed);
		ensure!(T::Funds::asset_exists(token.clone()), Error::<T>::UnknownToken);
		let decimals = Self::decimals(&token)?;
		Self::ensure_min_deposit(&token, min_deposit)?;
		if let Token::WithId(asset) = token {
			ensure!(Self::is_governed(asset), Error::<T>::NotGoverned);
		}

		if known.is_none() {
			let room = PaymentTokens::<T>::count() < T::MaxPaymentTokens::get();
			ensure!(room, Error::<T>::TooManyPaymentTokens);
			// Without a provider the account could not own an asset that is not sufficient.
			frame_system::Pallet::<T>::inc_providers(&Self::account_id(&token));
		}
		let float = Self::pay_float(&token, known.map_or(0, |info| info.float))?;
		let info = TokenInfo { min_deposit, float, decimals, listed: true };
		PaymentTokens::<T>::insert(&token, info);
		Self::deposit_event(Event::TokenListed { token, min_deposit, decimals });
		Ok(())
	}

	pub(crate) fn do_delist_token(token: Token) -> DispatchResult {
		let info = Self::payment_token(&token)?;
		PaymentTokens::<T>::insert(&token, TokenInfo { listed: false, ..info });
		Self::deposit_event(Event::TokenDelisted { token });
		Ok(())
	}

	pub(crate) fn do_set_min_deposit(token: Token, min_deposit: Balance) -> DispatchResult {
		let info = Self::payment_token(&token)?;
		Self::ensure_min_deposit(&token, min_deposit)?;
		PaymentTokens::<T>::insert(&token, TokenInfo { min_deposit, ..info });
		Self::deposit_event(Event::MinDepositSet { token, min_deposit });
		Ok(())
	}

	fn ensure_min_deposit(token: &Token, min_deposit: Balance) -> Result<(), Error<T>> {
		let least = T::Funds::minimum_balance(token.clone());
		ensure!(min_deposit >= least, Error::<T>::MinDepositTooLow);
		Ok(())
	}

	/// Let the float of the escrow's account, of which `paid` was paid before, be at least the
	/// token's minimum balance. Gives what it is now.
	fn pay_float(token: &Token, paid: Balance) -> Result<Balance, Error<T>> {
		let account = Self::account_id(token);
		// It can be gone if the asset was destroyed meanwhile, of which the escrow held nothing.
		let paid = paid.min(T::Funds::balance(token.clone(), &account));
		let float = paid.max(T::Funds::minimum_balance(token.clone()));
		let missing = float.saturating_sub(paid);
		if missing > 0 {
			let payer = T::FloatPayer::get().ok_or(Error::<T>::NoFloatPayer)?;
			T::Funds::transfer(token.clone(), &payer, &account, missing, Preserve)
				.map_err(|_| Error::<T>::FloatNotPaid)?;
		}
		Ok(float)
	}

	fn decimals(token: &Token) -> Result<u8, Error<T>> {
		let Token::WithId(asset) = token else { return Ok(SPON_DECIMALS) };
		// Without metadata an asset would seem to have no decimals, and be worth far too much.
		ensure!(!T::Metadata::symbol(*asset).is_empty(), Error::<T>::NoMetadata);
		let decimals = T::Metadata::decimals(*asset);
		ensure!(decimals <= MAX_DECIMALS, Error::<T>::TooManyDecimals);
		Ok(decimals)
	}

	/// Whether nobody but the council has a say over `asset`: each of its roles is the council's
	/// account or the zero account, which cannot send transactions.
	fn is_governed(asset: u32) -> bool {
		let council = T::CouncilAccount::get();
		let zero = T::AccountId::decode(&mut TrailingZeroInput::zeroes()).ok();
		[
			T::Roles::owner(asset),
			T::Roles::admin(asset),
			T::Roles::issuer(asset),
			T::Roles::freezer(asset),
		]
		.into_iter()
		.all(|role| role.as_ref() == Some(&council) || (role.is_some() && role == zero))
	}
}
