//! The invariants, as code.

use crate::{
	listing::MAX_DECIMALS, Brackets, Config, Earnings, HoldReason, Pallet, PaymentTokens, Wallets,
};
use alloc::collections::BTreeMap;
use frame_support::{
	ensure,
	traits::{
		fungibles::{Inspect as _, InspectHold as _},
		Get,
	},
};
use sp_runtime::TryRuntimeError;
use spheron_primitives::{traits::FeeSink, Balance, Token};

/// What is accounted for, by token.
type Sums = BTreeMap<Token, Balance>;

impl<T: Config> Pallet<T> {
	/// Check the invariants of the crate documentation (I1, I2).
	///
	/// Walks all wallets and earnings: for tests and off-chain use only.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		let mut sums: Sums = PaymentTokens::<T>::iter_keys().map(|token| (token, 0)).collect();
		Self::add_wallets(&mut sums)?;
		Self::add_earnings(&mut sums)?;
		for (token, sum) in sums {
			let due = sum
				.checked_add(T::Fees::owed(&token))
				.ok_or("escrow: I2: a sum is out of range")?;
			ensure!(
				Self::held(&token) == due,
				"escrow: I1: what is on hold is not what is accounted for"
			);
		}
		Self::check_tokens()?;
		ensure!(Brackets::<T>::get().is_valid(), "escrow: the brackets break their rules");
		Ok(())
	}

	fn add_wallets(sums: &mut Sums) -> Result<(), TryRuntimeError> {
		Wallets::<T>::iter().try_for_each(|(_, token, wallet)| {
			ensure!(!wallet.is_empty(), "escrow: an empty wallet is stored");
			ensure!(
				PaymentTokens::<T>::contains_key(&token),
				"escrow: a wallet is of a token that was never listed"
			);
			let total = wallet.total().ok_or("escrow: I2: a wallet is out of range")?;
			add(sums, token, total)
		})
	}

	fn add_earnings(sums: &mut Sums) -> Result<(), TryRuntimeError> {
		Earnings::<T>::iter().try_for_each(|(_, token, amount)| {
			ensure!(amount > 0, "escrow: earnings of zero are stored");
			add(sums, token, amount)
		})
	}

	fn check_tokens() -> Result<(), TryRuntimeError> {
		let count = PaymentTokens::<T>::count();
		ensure!(
			u32::try_from(PaymentTokens::<T>::iter_keys().count()) == Ok(count),
			"escrow: I10: the payment tokens are miscounted"
		);
		ensure!(count <= T::MaxPaymentTokens::get(), "escrow: there are too many payment tokens");
		PaymentTokens::<T>::iter().try_for_each(|(token, info)| {
			ensure!(info.decimals <= MAX_DECIMALS, "escrow: a token has too many decimals");
			let free = T::Funds::balance(token.clone(), &Self::account_id(&token));
			let is_in_use = info.listed || Self::held(&token) > 0;
			ensure!(!is_in_use || free >= info.float, "escrow: the float of an account is gone");
			Ok(())
		})
	}

	fn held(token: &Token) -> Balance {
		let account = Self::account_id(token);
		T::Assets::balance_on_hold(token.clone(), &HoldReason::Escrow.into(), &account)
	}
}

fn add(sums: &mut Sums, token: Token, amount: Balance) -> Result<(), TryRuntimeError> {
	let sum = sums.entry(token).or_default();
	*sum = sum.checked_add(amount).ok_or("escrow: I2: a sum is out of range")?;
	Ok(())
}
