//! What amounts are worth (T3).

use crate::{Config, Pallet, PaymentTokens};
use spheron_primitives::{
	price::MicroUsd,
	traits::{Prices, Valuation},
	Balance, Token,
};

/// By the decimals of the listing, as everything here, and also for a token that was delisted: the
/// leases in it run on.
impl<T: Config> Valuation for Pallet<T> {
	fn value(token: &Token, amount: Balance) -> Option<MicroUsd> {
		let info = PaymentTokens::<T>::get(token)?;
		Some(T::Prices::last(token)?.value(amount, info.decimals))
	}
}
