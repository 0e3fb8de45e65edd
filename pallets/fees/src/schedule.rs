//! What a payment costs (F1–F3).

use crate::{Config, Pallet};
use frame_support::traits::Get;
use sp_runtime::PerThing;
use spheron_primitives::{traits::FeeSchedule, FeeRates, Token};

impl<T: Config> FeeSchedule for Pallet<T> {
	fn rates(token: &Token) -> FeeRates {
		let (user, provider) = match token {
			Token::Native => (T::SponUserFee::get(), T::SponProviderFee::get()),
			Token::WithId(_) => (T::OtherUserFee::get(), T::OtherProviderFee::get()),
		};
		let share = T::FoundationShare::get();
		// A provider cannot owe more than it earns, and the share comes first.
		FeeRates { user, provider: provider.min(share.left_from_one()), share }
	}
}

#[cfg(test)]
mod tests {
	use sp_runtime::Permill;

	/// Rates need no clamp of their own: a `Permill` is never above 100 %, however it was made.
	#[test]
	fn a_rate_is_at_most_one_hundred_percent() {
		use codec::{Decode, Encode};
		assert!(Permill::decode(&mut &1_000_001u32.encode()[..]).is_err());
		assert_eq!(Permill::from_parts(u32::MAX), Permill::one());
	}
}
