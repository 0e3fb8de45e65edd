//! What only moves numbers: locking, unlocking, paying (E2–E4). Nothing here touches a token, so
//! nothing here can fail for a token's reasons.

use crate::{Config, Earnings, Error, Event, Pallet, PaymentTokens, Wallet, Wallets};
use frame_support::{ensure, storage::with_storage_layer};
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult};
use spheron_primitives::{
	traits::{Escrow, FeeSink},
	Balance, Payment, Token,
};

impl<T: Config> Pallet<T> {
	/// Replace the wallet of `who` by what `change` makes of it, or err with `refusal`.
	pub(crate) fn update_wallet(
		who: &T::AccountId,
		token: &Token,
		refusal: impl Into<DispatchError>,
		change: impl FnOnce(Wallet) -> Option<Wallet>,
	) -> DispatchResult {
		Wallets::<T>::try_mutate_exists(who, token, |stored| {
			let wallet = change(stored.unwrap_or_default()).ok_or(refusal.into())?;
			*stored = (!wallet.is_empty()).then_some(wallet);
			Ok(())
		})
	}

	fn do_pay(payment: &Payment<T::AccountId>) -> DispatchResult {
		let Payment { payer, token, earned, fees } = payment;
		let total = payment.total().ok_or(ArithmeticError::Overflow)?;
		if total == 0 {
			return Ok(());
		}
		Self::update_wallet(payer, token, Error::<T>::NotEnoughLocked, |wallet| {
			wallet.spend(total)
		})?;

		let (payee, earned) = earned.clone().map_or((None, 0), |(who, amount)| (Some(who), amount));
		if let Some(payee) = payee.as_ref().filter(|_| earned > 0) {
			Earnings::<T>::try_mutate(payee, token, |sum| {
				*sum = sum.checked_add(earned).ok_or(ArithmeticError::Overflow)?;
				Ok::<_, DispatchError>(())
			})?;
		}
		for (kind, amount) in fees.iter().filter(|(_, amount)| *amount > 0) {
			T::Fees::credit(*kind, token, *amount)?;
		}

		Self::deposit_event(Event::Paid {
			payer: payer.clone(),
			payee,
			token: token.clone(),
			earned,
			fees: total.saturating_sub(earned),
		});
		Ok(())
	}
}

impl<T: Config> Escrow<T::AccountId> for Pallet<T> {
	fn lock(who: &T::AccountId, token: &Token, amount: Balance) -> DispatchResult {
		ensure!(PaymentTokens::<T>::contains_key(token), Error::<T>::NotPaymentToken);
		if amount == 0 {
			return Ok(());
		}
		Self::update_wallet(who, token, Error::<T>::NotEnoughUnlocked, |wallet| {
			wallet.lock(amount)
		})?;
		Self::deposit_event(Event::Locked { who: who.clone(), token: token.clone(), amount });
		Ok(())
	}

	fn unlock(who: &T::AccountId, token: &Token, amount: Balance) -> DispatchResult {
		if amount == 0 {
			return Ok(());
		}
		Self::update_wallet(who, token, Error::<T>::NotEnoughLocked, |wallet| {
			wallet.unlock(amount)
		})?;
		Self::deposit_event(Event::Unlocked { who: who.clone(), token: token.clone(), amount });
		Ok(())
	}

	fn pay(payment: &Payment<T::AccountId>) -> DispatchResult {
		// All or nothing, also where the caller goes on after an error.
		with_storage_layer(|| Self::do_pay(payment))
	}

	fn locked(who: &T::AccountId, token: &Token) -> Balance {
		Wallets::<T>::get(who, token).locked
	}
}
