//! Where tokens really move: into the escrow and out of it (E1, E3, F7).

use crate::{Config, Earnings, Error, Event, HoldReason, Pallet, Wallet};
use frame_support::{
	ensure,
	storage::with_storage_layer,
	traits::{
		fungibles::{Inspect as _, MutateHold as _},
		tokens::{
			DepositConsequence,
			Fortitude::{Force, Polite},
			Precision::Exact,
			Preservation::Expendable,
			Provenance::Extant,
			Restriction::Free,
		},
	},
};
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult};
use spheron_primitives::{
	traits::{FeePayout, Providers},
	Balance, Token,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_deposit(
		from: T::AccountId,
		who: T::AccountId,
		token: Token,
		amount: Balance,
	) -> DispatchResult {
		let info = Self::payment_token(&token)?;
		ensure!(amount >= info.min_deposit, Error::<T>::DepositTooSmall);

		// An asset sends along what would be left below its minimum balance.
		let amount = T::Assets::transfer_and_hold(
			token.clone(),
			&HoldReason::Escrow.into(),
			&from,
			&Self::account_id(&token),
			amount,
			Exact,
			Expendable,
			Polite,
		)?;
		Self::update_wallet(&who, &token, |wallet| {
			Ok(wallet.deposit(amount).ok_or(ArithmeticError::Overflow)?)
		})?;
		Self::deposit_event(Event::Deposited { who, from, token, amount });
		Ok(())
	}

	pub(crate) fn do_withdraw(who: T::AccountId, token: Token, amount: Balance) -> DispatchResult {
		ensure!(amount > 0, Error::<T>::NothingToWithdraw);
		let amount = Self::take_unlocked(&who, &token, amount)?;
		Self::send_out(&token, &who, amount)?;
		Self::deposit_event(Event::Withdrawn { who, token, amount });
		Ok(())
	}

	/// Take `amount` from the unlocked part of a wallet, and with it an unlocked rest that is not worth
	/// keeping; how much that is. To refuse such a rest would let anyone stand in the way of a
	/// withdrawal of everything, by giving the wallet a little more just before.
	fn take_unlocked(
		who: &T::AccountId,
		token: &Token,
		amount: Balance,
	) -> Result<Balance, DispatchError> {
		let mut taken = amount;
		Self::update_wallet(who, token, |wallet| {
			let rest = wallet.withdraw(amount).ok_or(Error::<T>::NotEnoughUnlocked)?;
			if rest.is_worth_keeping(Self::min_deposit(token)) {
				return Ok(rest);
			}
			taken = wallet.unlocked;
			Ok(Wallet { unlocked: 0, ..wallet })
		})?;
		Ok(taken)
	}

	pub(crate) fn do_withdraw_earnings(provider: T::AccountId, token: Token) -> DispatchResult {
		let amount = Earnings::<T>::take(&provider, &token);
		ensure!(amount > 0, Error::<T>::NothingEarned);
		let to = T::Providers::proxy_address(&provider).ok_or(Error::<T>::NoProxyAddress)?;
		Self::send_out(&token, &to, amount)?;
		Self::deposit_event(Event::EarningsWithdrawn { provider, to, token, amount });
		Ok(())
	}

	/// Send `amount` of what the escrow has on hold to `to`, or change nothing.
	fn send_out(token: &Token, to: &T::AccountId, amount: Balance) -> DispatchResult {
		// Asked first, because the transfer itself would name one error for all these.
		match T::Assets::can_deposit(token.clone(), to, amount, Extant) {
			DepositConsequence::BelowMinimum => return Err(Error::<T>::BelowMinimumBalance.into()),
			DepositConsequence::CannotCreate => return Err(Error::<T>::RecipientNeedsSpon.into()),
			consequence => consequence.into_result()?,
		}
		with_storage_layer(|| {
			// By force: no freeze on the escrow's account may stand between owners and their money.
			T::Assets::transfer_on_hold(
				token.clone(),
				&HoldReason::Escrow.into(),
				&Self::account_id(token),
				to,
				amount,
				Exact,
				Free,
				Force,
			)
			.map(drop)
		})
	}
}

impl<T: Config> FeePayout<T::AccountId> for Pallet<T> {
	fn pay_out(token: &Token, to: &T::AccountId, amount: Balance) -> DispatchResult {
		if amount == 0 {
			return Ok(());
		}
		Self::send_out(token, to, amount)?;
		Self::deposit_event(Event::FeesPaidOut { to: to.clone(), token: token.clone(), amount });
		Ok(())
	}

	fn burn(token: &Token, amount: Balance) -> DispatchResult {
		if amount == 0 {
			return Ok(());
		}
		with_storage_layer(|| {
			T::Assets::burn_held(
				token.clone(),
				&HoldReason::Escrow.into(),
				&Self::account_id(token),
				amount,
				Exact,
				Force,
			)
		})?;
		Self::deposit_event(Event::FeesBurnt { token: token.clone(), amount });
		Ok(())
	}
}
