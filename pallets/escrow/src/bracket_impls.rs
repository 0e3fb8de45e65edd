//! Wallets against the table of brackets, at the last price (E7).

use crate::{
	brackets::{BracketRows, BracketTable, Resource, Shortfall},
	Brackets, Config, Error, Event, Pallet, PaymentTokens, Wallet, Wallets,
};
use frame_support::{
	ensure,
	traits::{Get, Time},
};
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult};
use spheron_primitives::{price::MicroUsd, traits::Prices, Footprint, Token};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_set_brackets(rows: BracketRows) -> DispatchResult {
		let brackets = BracketTable::new(rows).ok_or(Error::<T>::InvalidBrackets)?;
		Brackets::<T>::put(&brackets);
		Self::deposit_event(Event::BracketsSet { brackets });
		Ok(())
	}

	/// What the wallet of `who` in `token` lacks to run `more` as well, if anything (E7).
	///
	/// Errors: `NotPaymentToken`, `NoPrice`, `PriceStale`.
	pub fn bracket_shortfall(
		who: &T::AccountId,
		token: &Token,
		more: &Footprint,
	) -> Result<Option<Shortfall>, DispatchError> {
		let wallet = Wallets::<T>::get(who, token).occupy(more).ok_or(ArithmeticError::Overflow)?;
		Self::shortfall(token, &wallet)
	}

	/// Err unless all that `wallet` runs is within its bracket.
	pub(crate) fn ensure_within_bracket(token: &Token, wallet: &Wallet) -> DispatchResult {
		Self::shortfall(token, wallet)?.map_or(Ok(()), |lack| Err(Error::<T>::from(lack).into()))
	}

	fn shortfall(token: &Token, wallet: &Wallet) -> Result<Option<Shortfall>, DispatchError> {
		let value = Self::wallet_value(token, wallet)?;
		Ok(Brackets::<T>::get().shortfall(&wallet.used, value))
	}

	/// What the funds of `wallet` are worth at the last price, if that is young enough.
	fn wallet_value(token: &Token, wallet: &Wallet) -> Result<MicroUsd, DispatchError> {
		let info = PaymentTokens::<T>::get(token).ok_or(Error::<T>::NotPaymentToken)?;
		let price = T::Prices::last(token).ok_or(Error::<T>::NoPrice)?;
		let stale = price.is_stale(T::Time::now(), T::MaxPriceAge::get());
		ensure!(!stale, Error::<T>::PriceStale);
		let funds = wallet.total().ok_or(ArithmeticError::Overflow)?;
		Ok(price.value(funds, info.decimals))
	}
}

impl<T> From<Shortfall> for Error<T> {
	fn from(lack: Shortfall) -> Self {
		let usd = lack.whole_usd();
		match lack.resource {
			Resource::Vcpu => Self::OverBracketVcpu(usd),
			Resource::Ram => Self::OverBracketRam(usd),
			Resource::Storage => Self::OverBracketStorage(usd),
			Resource::Gpu => Self::OverBracketGpu(usd),
		}
	}
}
