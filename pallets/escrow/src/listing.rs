//! How a token becomes a payment token (T1, T2).

use crate::{Config, Error, Event, Pallet, PaymentTokens, TokenInfo};
use codec::Decode;
use frame_support::{
	ensure,
	traits::{
		fungibles::{roles::Inspect as _, Inspect as _, Mutate as _},
		tokens::Preservation::Preserve,
		Get,
	},
};
use sp_runtime::{
	traits::{AccountIdConversion, TrailingZeroInput},
	DispatchResult,
};
use spheron_primitives::{Balance, Token};

impl<T: Config> Pallet<T> {
	/// The account in which the escrow keeps `token`.
	pub fn account_id(token: &Token) -> T::AccountId {
		T::PalletId::get().into_sub_account_truncating(token)
	}

	pub(crate) fn do_list_token(token: Token, min_deposit: Balance) -> DispatchResult {
		ensure!(!PaymentTokens::<T>::contains_key(&token), Error::<T>::AlreadyListed);
		ensure!(T::Funds::asset_exists(token.clone()), Error::<T>::UnknownToken);
		let float = T::Funds::minimum_balance(token.clone());
		ensure!(min_deposit >= float, Error::<T>::MinDepositTooLow);
		if let Token::WithId(asset) = token {
			ensure!(Self::is_governed(asset), Error::<T>::NotGoverned);
		}

		let payer = T::FloatPayer::get().ok_or(Error::<T>::NoFloatPayer)?;
		let account = Self::account_id(&token);
		// Without a provider the account could not own an asset that is not sufficient.
		frame_system::Pallet::<T>::inc_providers(&account);
		T::Funds::transfer(token.clone(), &payer, &account, float, Preserve)
			.map_err(|_| Error::<T>::FloatNotPaid)?;

		PaymentTokens::<T>::insert(&token, TokenInfo { min_deposit, float });
		Self::deposit_event(Event::TokenListed { token, min_deposit });
		Ok(())
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
