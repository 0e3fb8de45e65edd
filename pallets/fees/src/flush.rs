//! Fees are paid out (F7). Here tokens really move, and an error reaches whoever called.

use crate::{Config, Due, Error, Event, Foundation, Owed, OwedInEscrow, Pallet, Payee};
use frame_support::{
	ensure,
	traits::{
		fungible::{Inspect, Mutate},
		tokens::{
			DepositConsequence, Fortitude::Force, Precision::Exact, Preservation::Preserve,
			Provenance::Extant,
		},
		Get,
	},
};
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult};
use spheron_primitives::{traits::FeePayout, Balance, Token};

impl<T: Config> Pallet<T> {
	/// The foundation's account, if it has one yet.
	pub fn foundation() -> Option<T::AccountId> {
		Foundation::<T>::get()
	}

	/// Must run in a storage layer of its own, as every call does.
	pub(crate) fn do_flush(payee: Payee<T::AccountId>, token: Token) -> DispatchResult {
		let (due, amount) = Self::take_due(&payee, &token)?;
		let to = match &payee {
			Payee::Foundation => Self::foundation().ok_or(Error::<T>::NoFoundation)?,
			Payee::RewardPot => T::RewardPot::get(),
			Payee::Author(author) => author.clone(),
			Payee::Burn => {
				Self::burn(&token, due)?;
				Self::deposit_event(Event::Burnt { token, amount });
				return Ok(());
			}
		};
		match token {
			Token::Native => Self::send_spon(&to, due, amount)?,
			Token::WithId(_) => T::Payout::pay_out(&token, &to, amount)?,
		}
		Self::deposit_event(Event::Flushed { payee, to, token, amount });
		Ok(())
	}

	/// Write off all that `payee` is owed in `token`, and say how much it was.
	fn take_due(
		payee: &Payee<T::AccountId>,
		token: &Token,
	) -> Result<(Due, Balance), DispatchError> {
		let due = Owed::<T>::take(payee, token);
		ensure!(!due.is_empty(), Error::<T>::NothingOwed);
		OwedInEscrow::<T>::try_mutate_exists(token, |sum| {
			let left =
				sum.unwrap_or(0).checked_sub(due.escrow).ok_or(ArithmeticError::Underflow)?;
			*sum = (left > 0).then_some(left);
			Ok::<_, DispatchError>(())
		})?;
		Ok((due, due.total().ok_or(ArithmeticError::Overflow)?))
	}

	/// Send SPON out of both purses at once, so that two parts that are each too little to open an
	/// account arrive together.
	fn send_spon(to: &T::AccountId, due: Due, amount: Balance) -> DispatchResult {
		let receivable = T::Currency::can_deposit(to, amount, Extant);
		ensure!(receivable != DepositConsequence::BelowMinimum, Error::<T>::BelowMinimumBalance);
		let pot = Self::pot_account();
		if due.escrow > 0 {
			T::Payout::pay_out(&Token::Native, &pot, due.escrow)?;
		}
		// The float stays, so that the pot can receive any amount later.
		T::Currency::transfer(&pot, to, amount, Preserve).map(drop)
	}

	fn burn(token: &Token, due: Due) -> DispatchResult {
		if due.escrow > 0 {
			T::Payout::burn(token, due.escrow)?;
		}
		if due.pot > 0 {
			T::Currency::burn_from(&Self::pot_account(), due.pot, Preserve, Exact, Force)?;
		}
		Ok(())
	}
}
