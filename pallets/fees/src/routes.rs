//! Fees are owed, and paid out (F7).

use crate::{Config, Destination, Error, Event, Foundation, Owed, Pallet};
use frame_support::ensure;
use sp_runtime::{ArithmeticError, DispatchResult};
use spheron_primitives::{
	traits::{FeePayout, FeeSink},
	Balance, FeeKind, Token,
};

impl<T: Config> Pallet<T> {
	/// The foundation's account, if it has one yet.
	pub fn foundation() -> Option<T::AccountId> {
		Foundation::<T>::get()
	}

	/// The account that receives what `destination` is owed. Errors: `NoFoundation`.
	fn account_of(destination: Destination) -> Result<T::AccountId, Error<T>> {
		match destination {
			Destination::Foundation => Self::foundation().ok_or(Error::NoFoundation),
		}
	}

	pub(crate) fn do_flush(destination: Destination, token: Token) -> DispatchResult {
		let amount = Owed::<T>::get(destination, &token);
		ensure!(amount > 0, Error::<T>::NothingOwed);
		let to = Self::account_of(destination)?;
		T::Payout::pay_out(&token, &to, amount)?;
		Owed::<T>::remove(destination, &token);
		Self::deposit_event(Event::Flushed { destination, to, token, amount });
		Ok(())
	}
}

impl<T: Config> FeeSink for Pallet<T> {
	fn credit(kind: FeeKind, token: &Token, amount: Balance) -> DispatchResult {
		if amount == 0 {
			return Ok(());
		}
		let destination = Destination::of(kind);
		let owed = Owed::<T>::get(destination, token)
			.checked_add(amount)
			.ok_or(ArithmeticError::Overflow)?;
		Owed::<T>::insert(destination, token, owed);
		Self::deposit_event(Event::Credited { kind, destination, token: token.clone(), amount });
		Ok(())
	}

	fn owed(token: &Token) -> Balance {
		Destination::ALL
			.into_iter()
			.map(|destination| Owed::<T>::get(destination, token))
			.fold(0, Balance::saturating_add)
	}
}
