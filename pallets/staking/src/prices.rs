//! What faults cost (S4), and the times of slashes (S5), within their limits.

use crate::{slash::in_spon, Config, Pallet, MAX_STAKE_PER_UNIT};
use frame_support::traits::Get;
use spheron_primitives::{
	price::MicroUsd, traits::Prices, Balance, OpenBlock, Price, Resources, Token, BLOCKS_PER_HOUR,
};

/// The longest that a slash can wait: 90 days, in open blocks.
pub const MAX_SLASH_DELAY: OpenBlock = 90 * 24 * BLOCKS_PER_HOUR;

/// The longest that a slash can be claimed: two years, in open blocks.
pub const MAX_CLAIM_PERIOD: OpenBlock = 2 * 365 * 24 * BLOCKS_PER_HOUR;

impl<T: Config> Pallet<T> {
	/// What SPON is worth, by the last price however old; `None` if it never had one, or is worth
	/// nothing (T3).
	pub fn price() -> Option<Price> {
		T::Prices::last(&Token::Native).filter(|price| price.usd.into_inner() > 0)
	}

	/// What a fault with an award costs that needed `resources`, in units of SPON: a share of the
	/// stake that they require, and the fee that bidding would have cost (S4).
	pub fn fault_price(resources: &Resources) -> Balance {
		let share = T::FaultShare::get().mul_floor(Self::required_for(resources));
		share.saturating_add(T::FaultFee::get().min(MAX_STAKE_PER_UNIT))
	}

	/// What an outage costs that ended a lease of `resources`, in units of SPON: the value of what
	/// was missed at the last price of SPON, but no more than a share of the stake that they require
	/// (S4). Nothing if SPON never had a price: what was missed cannot be told in SPON then.
	pub fn outage_price(resources: &Resources, missed: MicroUsd) -> Balance {
		let most = T::OutageShare::get().mul_floor(Self::required_for(resources));
		in_spon(Self::price().as_ref(), missed).min(most)
	}

	/// How long a slash waits, in open blocks: 1 to [`MAX_SLASH_DELAY`] (S5).
	pub fn slash_delay() -> OpenBlock {
		T::SlashDelay::get().clamp(1, MAX_SLASH_DELAY)
	}

	/// How long a slash can be claimed, in open blocks: 1 to [`MAX_CLAIM_PERIOD`] (S5).
	pub fn claim_period() -> OpenBlock {
		T::ClaimPeriod::get().clamp(1, MAX_CLAIM_PERIOD)
	}
}
