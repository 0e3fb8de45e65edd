//! The invariants of the crate's documentation, checked.

use crate::{schedule::is_chargeable, Collected, Config, Owed, OwedInEscrow, Pallet, TokenRates};
use alloc::collections::BTreeMap;
use frame_support::{ensure, traits::fungible::Inspect};
use sp_runtime::TryRuntimeError;
use spheron_primitives::{Balance, FeeKind, Token};

impl<T: Config> Pallet<T> {
	/// Check every invariant of this pallet.
	///
	/// Walks all that is owed: for tests and off-chain use only.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::check_rates()?;
		Self::check_routes()?;
		let in_pot = Self::check_owed()?;
		Self::check_pot(in_pot)
	}

	fn check_rates() -> Result<(), TryRuntimeError> {
		let defaults = [Token::Native, Token::WithId(0)].map(|token| Self::default_rates(&token));
		ensure!(
			defaults.into_iter().chain(TokenRates::<T>::iter_values()).all(|r| is_chargeable(&r)),
			"F2: share and provider's fee are more than everything"
		);
		Ok(())
	}

	fn check_routes() -> Result<(), TryRuntimeError> {
		FeeKind::ALL.into_iter().try_for_each(|kind| {
			Self::route(kind)
				.ensure_valid::<T>()
				.map_err(|_| "I8: the shares of a route do not add to everything".into())
		})
	}

	/// Count what is owed by purse. Returns what is owed in the pot.
	fn check_owed() -> Result<Balance, TryRuntimeError> {
		let mut in_escrow = BTreeMap::<Token, Balance>::new();
		let mut in_pot: Balance = 0;
		for (_, token, due) in Owed::<T>::iter() {
			ensure!(!due.is_empty(), "F7: an entry of nothing owed is stored");
			ensure!(due.pot == 0 || token == Token::Native, "F7: only SPON lies in the pot");
			ensure!(due.total().is_some(), "I2: what somebody is owed is out of range");
			in_pot = in_pot.checked_add(due.pot).ok_or("I2: what the pot owes is out of range")?;
			let sum = in_escrow.entry(token).or_default();
			*sum = sum.checked_add(due.escrow).ok_or("I2: what is owed is out of range")?;
		}
		in_escrow.retain(|_, sum| *sum > 0);
		let counted: BTreeMap<_, _> = OwedInEscrow::<T>::iter().collect();
		ensure!(in_escrow == counted, "I10: what is owed in the escrow is not what is counted");
		Ok(in_pot)
	}

	fn check_pot(owed: Balance) -> Result<(), TryRuntimeError> {
		let collected = Collected::<T>::get().map_or(0, |collected| collected.amount);
		let due = T::Currency::minimum_balance()
			.checked_add(owed)
			.and_then(|due| due.checked_add(collected))
			.ok_or("I2: what the pot owes is out of range")?;
		// More may lie there, a gift.
		ensure!(
			T::Currency::balance(&Self::pot_account()) >= due,
			"F7: the pot has less than its float and what is owed from it"
		);
		Ok(())
	}
}
