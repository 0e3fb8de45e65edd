//! What a token is worth in US dollars (T3).

use crate::Balance;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_arithmetic::{
	helpers_128bit::multiply_by_rational_with_rounding, FixedPointNumber, FixedU128, Rounding,
};

/// An amount of US dollars, in millionths.
pub type MicroUsd = u128;

/// One US dollar.
pub const USD: MicroUsd = 1_000_000;

/// Parts of a [`FixedU128`] to a [`MicroUsd`].
const PARTS: u128 = FixedU128::DIV / USD;

/// A price as the oracle has it.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Price {
	/// US dollars for one whole token, that is for 10^decimals of its smallest unit.
	pub usd: FixedU128,
	/// When it was fed: milliseconds since 1970. 0 if too few of the feeders that made it are left:
	/// it is older than anybody accepts.
	pub at: u64,
}

impl Price {
	/// What `amount` units of a token with `decimals` are worth, rounded down; what is out of range
	/// counts as the most that is in range.
	pub fn value(&self, amount: Balance, decimals: u8) -> MicroUsd {
		let whole = 10u128.saturating_pow(decimals.into());
		multiply_by_rational_with_rounding(amount, self.usd.into_inner(), whole, Rounding::Down)
			.map_or(MicroUsd::MAX, |parts| parts / PARTS)
	}

	/// How many units of a token with `decimals` are worth `usd`, rounded down; what is out of range
	/// counts as the most that is in range. `None` if the token is worth nothing.
	pub fn amount(&self, usd: MicroUsd, decimals: u8) -> Option<Balance> {
		let whole = 10u128.saturating_pow(decimals.into()).saturating_mul(PARTS);
		let price = self.usd.into_inner();
		(price > 0).then(|| {
			multiply_by_rational_with_rounding(usd, whole, price, Rounding::Down)
				.unwrap_or(Balance::MAX)
		})
	}

	/// Whether it is more than `max_age` milliseconds old at `now`.
	pub fn is_stale(&self, now: u64, max_age: u64) -> bool {
		now.saturating_sub(self.at) > max_age
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn price(usd: FixedU128) -> Price {
		Price { usd, at: 1_000 }
	}

	#[test]
	fn a_value_is_in_millionths_of_a_dollar() {
		let half = price(FixedU128::from_rational(1, 2));
		assert_eq!(half.value(3 * 10u128.pow(18), 18), 1_500_000);
		assert_eq!(half.value(3_000_001, 6), 1_500_000);
		assert_eq!(half.value(1, 18), 0);
		assert_eq!(half.value(7, 0), 3_500_000);
	}

	#[test]
	fn what_is_out_of_range_is_the_most_there_is() {
		assert_eq!(price(FixedU128::from_u32(2)).value(u128::MAX, 0), MicroUsd::MAX);
	}

	#[test]
	fn an_amount_is_what_a_value_buys() {
		let half = price(FixedU128::from_rational(1, 2));
		assert_eq!(half.amount(1_500_000, 18), Some(3 * 10u128.pow(18)));
		assert_eq!(half.amount(1, 6), Some(2));
		assert_eq!(price(FixedU128::from_u32(3)).amount(1, 6), Some(0));
		assert_eq!(price(FixedU128::from_u32(0)).amount(1, 6), None);
		let least = price(FixedU128::from_inner(1));
		assert_eq!(least.amount(MicroUsd::MAX, 30), Some(Balance::MAX));
	}

	#[test]
	fn a_price_is_stale_after_its_age_not_at_it() {
		let price = price(FixedU128::from_u32(1));
		assert!(!price.is_stale(1_500, 500) && price.is_stale(1_501, 500));
		assert!(!price.is_stale(0, 0));
	}
}
