//! What only moves numbers: transferring, locking, paying, handing over (E2–E4, E6, E7). Nothing
//! here touches a token, so nothing here can fail for a token's reasons.

use crate::{Config, Earnings, Error, Event, Pallet, PaymentTokens, Wallet, Wallets};
use frame_support::{defensive, ensure, storage::with_storage_layer};
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult};
use spheron_primitives::{
	traits::{Escrow, FeeSink},
	Balance, Footprint, Payment, Token,
};

impl<T: Config> Pallet<T> {
	/// Replace the wallet of `who` by what `change` makes of it, or change nothing.
	pub(crate) fn update_wallet(
		who: &T::AccountId,
		token: &Token,
		change: impl FnOnce(Wallet) -> Result<Wallet, DispatchError>,
	) -> DispatchResult {
		Wallets::<T>::try_mutate_exists(who, token, |stored| {
			let wallet = change(stored.unwrap_or_default())?;
			*stored = (!wallet.is_empty()).then_some(wallet);
			Ok(())
		})
	}

	pub(crate) fn do_transfer(
		from: T::AccountId,
		token: Token,
		to: T::AccountId,
		amount: Balance,
	) -> DispatchResult {
		ensure!(amount > 0, Error::<T>::NothingToTransfer);
		ensure!(from != to, Error::<T>::TransferToSelf);
		Self::update_wallet(&from, &token, |wallet| {
			let rest = wallet.withdraw(amount).ok_or(Error::<T>::NotEnoughUnlocked)?;
			ensure!(rest.is_worth_keeping(Self::min_deposit(&token)), Error::<T>::WouldLeaveDust);
			Ok(rest)
		})?;
		Self::update_wallet(&to, &token, |wallet| {
			let is_enough = !wallet.is_empty() || amount >= Self::min_deposit(&token);
			ensure!(is_enough, Error::<T>::TransferTooSmall);
			Ok(wallet.deposit(amount).ok_or(ArithmeticError::Overflow)?)
		})?;
		Self::deposit_event(Event::Transferred { from, to, token, amount });
		Ok(())
	}

	/// The minimum deposit of a token that is, or was, a payment token.
	pub(crate) fn min_deposit(token: &Token) -> Balance {
		PaymentTokens::<T>::get(token).map_or(0, |info| info.min_deposit)
	}

	fn do_pay(payment: &Payment<T::AccountId>) -> DispatchResult {
		let Payment { payer, token, earned, fees } = payment;
		let total = payment.total().ok_or(ArithmeticError::Overflow)?;
		if total == 0 {
			return Ok(());
		}
		Self::spend(payer, token, total)?;

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

	fn do_hand_over(
		from: &T::AccountId,
		to: &T::AccountId,
		token: &Token,
		amount: Balance,
		footprint: &Footprint,
	) -> DispatchResult {
		Self::spend(from, token, amount)?;
		Self::reduce_use(from, token, footprint);
		Self::update_wallet(to, token, |wallet| {
			let wallet = wallet
				.take_over(amount)
				.and_then(|wallet| wallet.occupy(footprint))
				.ok_or(ArithmeticError::Overflow)?;
			if !footprint.is_empty() {
				Self::ensure_within_bracket(token, &wallet)?;
			}
			Ok(wallet)
		})?;
		Self::deposit_event(Event::HandedOver {
			from: from.clone(),
			to: to.clone(),
			token: token.clone(),
			amount,
			footprint: *footprint,
		});
		Ok(())
	}

	/// Take `amount` from the locked part of a wallet.
	fn spend(who: &T::AccountId, token: &Token, amount: Balance) -> DispatchResult {
		Self::update_wallet(who, token, |wallet| {
			Ok(wallet.spend(amount).ok_or(Error::<T>::NotEnoughLocked)?)
		})
	}

	/// `less` does not run on a wallet any more; what never ran on it is a mistake of the caller's.
	fn reduce_use(who: &T::AccountId, token: &Token, less: &Footprint) {
		Wallets::<T>::mutate_exists(who, token, |stored| {
			let wallet = stored.unwrap_or_default();
			if wallet.used.checked_sub(less).is_none() {
				defensive!("more is vacated than was occupied");
			}
			let wallet = wallet.vacate(less);
			*stored = (!wallet.is_empty()).then_some(wallet);
		});
	}
}

impl<T: Config> Escrow<T::AccountId> for Pallet<T> {
	fn ensure_payment_token(token: &Token) -> DispatchResult {
		Self::payment_token(token)?;
		Ok(())
	}

	fn lock(who: &T::AccountId, token: &Token, amount: Balance) -> DispatchResult {
		if amount == 0 {
			return Ok(());
		}
		Self::update_wallet(who, token, |wallet| {
			Ok(wallet.lock(amount).ok_or(Error::<T>::NotEnoughUnlocked)?)
		})?;
		Self::deposit_event(Event::Locked { who: who.clone(), token: token.clone(), amount });
		Ok(())
	}

	fn unlock(who: &T::AccountId, token: &Token, amount: Balance) -> DispatchResult {
		if amount == 0 {
			return Ok(());
		}
		Self::update_wallet(who, token, |wallet| {
			Ok(wallet.unlock(amount).ok_or(Error::<T>::NotEnoughLocked)?)
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

	fn occupy(who: &T::AccountId, token: &Token, more: &Footprint) -> DispatchResult {
		if more.is_empty() {
			return Ok(());
		}
		Self::update_wallet(who, token, |wallet| {
			let wallet = wallet.occupy(more).ok_or(ArithmeticError::Overflow)?;
			Self::ensure_within_bracket(token, &wallet)?;
			Ok(wallet)
		})?;
		let (who, token) = (who.clone(), token.clone());
		Self::deposit_event(Event::Occupied { who, token, more: *more });
		Ok(())
	}

	fn vacate(who: &T::AccountId, token: &Token, less: &Footprint) {
		if less.is_empty() {
			return;
		}
		Self::reduce_use(who, token, less);
		let (who, token) = (who.clone(), token.clone());
		Self::deposit_event(Event::Vacated { who, token, less: *less });
	}

	fn hand_over(
		from: &T::AccountId,
		to: &T::AccountId,
		token: &Token,
		amount: Balance,
		footprint: &Footprint,
	) -> DispatchResult {
		with_storage_layer(|| Self::do_hand_over(from, to, token, amount, footprint))
	}
}
