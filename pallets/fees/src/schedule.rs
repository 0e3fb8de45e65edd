//! What a payment costs (F1–F3).

use crate::{Config, Error, Event, Pallet, TokenRates};
use frame_support::{ensure, traits::Get};
use sp_runtime::{DispatchResult, PerThing};
use spheron_primitives::{traits::FeeSchedule, FeeRates, Token};

impl<T: Config> Pallet<T> {
	/// The rates of a token for which no motion has set others.
	pub fn default_rates(token: &Token) -> FeeRates {
		let (user, provider) = match token {
			Token::Native => (T::SponUserFee::get(), T::SponProviderFee::get()),
			Token::WithId(_) => (T::OtherUserFee::get(), T::OtherProviderFee::get()),
		};
		let share = T::FoundationShare::get();
		// These values stand in parameters of their own, so no call can check them together. A
		// provider cannot owe more than it earns, and the share comes first.
		FeeRates { user, provider: provider.min(share.left_from_one()), share }
	}

	pub(crate) fn do_set_rates(token: Token, rates: Option<FeeRates>) -> DispatchResult {
		if let Some(rates) = rates {
			ensure!(is_chargeable(&rates), Error::<T>::ProviderFeeTooHigh);
		}
		TokenRates::<T>::set(&token, rates);
		Self::deposit_event(Event::RatesSet { token, rates });
		Ok(())
	}
}

impl<T: Config> FeeSchedule for Pallet<T> {
	fn rates(token: &Token) -> FeeRates {
		TokenRates::<T>::get(token).unwrap_or_else(|| Self::default_rates(token))
	}
}

/// Whether share and provider's fee together are at most everything (F2).
pub(crate) fn is_chargeable(rates: &FeeRates) -> bool {
	rates.provider <= rates.share.left_from_one()
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
