//! What an amount is worth, for those who must know whatever the age of its price (T3, S4).

use crate::{mock::*, PaymentTokens, TokenInfo};
use frame_support::assert_ok;
use spheron_primitives::{
	price::{MicroUsd, USD as DOLLAR},
	traits::Valuation,
	Balance, Token,
};

fn value(token: &Token, amount: Balance) -> Option<MicroUsd> {
	<Escrow as Valuation>::value(token, amount)
}

#[test]
fn an_amount_is_worth_its_whole_tokens_at_the_last_price() {
	ExtBuilder::default().build_and_execute(|| {
		for token in TOKENS {
			assert_eq!(value(&token, 3 * unit(&token)), Some(3 * DOLLAR));
			feed(&token, 250);
			assert_eq!(value(&token, 3 * unit(&token)), Some(7 * DOLLAR + DOLLAR / 2));
			assert_eq!(value(&token, 0), Some(0));
		}
		// Of 6 decimals, and of 18: rounded down.
		assert_eq!((value(&USD, 1), value(&GOLD, 1)), (Some(2), Some(0)));
	});
}

#[test]
fn a_price_of_any_age_will_do() {
	ExtBuilder::default().build_and_execute(|| {
		Now::set(START + 10_000 * HOUR);
		assert_eq!(value(&USD, unit(&USD)), Some(DOLLAR));
	});
}

#[test]
fn a_token_that_never_had_a_price_has_no_value() {
	ExtBuilder::default().build_and_execute(|| {
		LastPrices::remove(USD);
		assert_eq!(value(&USD, unit(&USD)), None);
	});
}

#[test]
fn a_token_that_was_never_listed_has_no_value() {
	ExtBuilder::default().build_and_execute(|| {
		feed(&UNLISTED, 100);
		assert_eq!(value(&UNLISTED, unit(&UNLISTED)), None);
	});
}

/// T2: running leases end normally.
#[test]
fn a_delisted_token_keeps_its_value() {
	ExtBuilder::default().build_and_execute(|| {
		delist(&USD);
		assert_eq!(value(&USD, unit(&USD)), Some(DOLLAR));
	});
}

#[test]
fn decimals_are_those_of_the_listing() {
	ExtBuilder::default().build_and_execute(|| {
		let (name, symbol) = (b"US dollar".to_vec(), b"USD".to_vec());
		assert_ok!(Assets::force_set_metadata(RuntimeOrigin::root(), 1, name, symbol, 0, false));
		assert_eq!(value(&USD, unit(&USD)), Some(DOLLAR));
		PaymentTokens::<Test>::mutate(USD, |info| {
			*info = info.map(|info| TokenInfo { decimals: 0, ..info });
		});
		assert_eq!(value(&USD, 1), Some(DOLLAR));
	});
}

#[test]
fn what_is_out_of_range_counts_as_the_most_there_is() {
	ExtBuilder::default().build_and_execute(|| {
		feed(&USD, 100_000_000_000);
		assert_eq!(value(&USD, Balance::MAX), Some(MicroUsd::MAX));
	});
}
