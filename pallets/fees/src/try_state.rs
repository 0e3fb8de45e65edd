//! The invariants of the crate's documentation, checked.

use crate::{Config, Owed, Pallet};
use alloc::collections::BTreeMap;
use frame_support::ensure;
use sp_runtime::{PerThing, TryRuntimeError};
use spheron_primitives::{traits::FeeSchedule, Balance, Token};

impl<T: Config> Pallet<T> {
	/// Check every invariant of this pallet. Cost: one read per destination and token.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::check_owed()?;
		Self::check_rates(Token::Native)?;
		Self::check_rates(Token::WithId(0))
	}

	fn check_owed() -> Result<(), TryRuntimeError> {
		let mut totals = BTreeMap::<Token, Balance>::new();
		for (_, token, amount) in Owed::<T>::iter() {
			ensure!(amount > 0, "F7: an entry of nothing owed is stored");
			let total = totals.entry(token).or_default();
			*total = total.checked_add(amount).ok_or("F7: what is owed is out of range")?;
		}
		Ok(())
	}

	fn check_rates(token: Token) -> Result<(), TryRuntimeError> {
		let rates = Self::rates(&token);
		ensure!(
			rates.provider <= rates.share.left_from_one(),
			"F2: share and provider's fee are more than everything"
		);
		Ok(())
	}
}
