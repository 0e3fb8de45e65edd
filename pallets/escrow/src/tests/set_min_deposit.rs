use crate::{mock::*, Error, Event, PaymentTokens, TokenInfo};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{traits::BadOrigin, DispatchResult};
use spheron_primitives::{Balance, Token};

fn set(token: &Token, min_deposit: Balance) -> DispatchResult {
	Escrow::set_min_deposit(RuntimeOrigin::root(), token.clone(), min_deposit)
}

#[test]
fn the_minimum_deposit_counts_from_now_on() {
	ExtBuilder::default().build_and_execute(|| {
		for token in TOKENS {
			let before = PaymentTokens::<Test>::get(&token).unwrap();
			let min_deposit = 2 * unit(&token);
			assert_ok!(set(&token, min_deposit));
			assert_eq!(last_event(), Event::MinDepositSet { token: token.clone(), min_deposit });
			let after = PaymentTokens::<Test>::get(&token).unwrap();
			assert_eq!(after, TokenInfo { min_deposit, ..before });

			let deposit =
				|amount| Escrow::deposit(RuntimeOrigin::signed(ALICE), token.clone(), amount);
			assert_noop!(deposit(min_deposit - 1), Error::<Test>::DepositTooSmall);
			assert_ok!(deposit(min_deposit));
		}
	});
}

#[test]
fn only_the_council_sets_it() {
	ExtBuilder::default().build_and_execute(|| {
		for origin in [RuntimeOrigin::signed(ALICE), RuntimeOrigin::none()] {
			assert_noop!(Escrow::set_min_deposit(origin, USD, unit(&USD)), BadOrigin);
		}
	});
}

#[test]
fn it_is_set_of_payment_tokens_only() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(set(&UNLISTED, unit(&UNLISTED)), Error::<Test>::NotPaymentToken);
		delist(&USD);
		assert_noop!(set(&USD, unit(&USD)), Error::<Test>::NotPaymentToken);
	});
}

#[test]
fn it_is_not_below_the_minimum_balance() {
	ExtBuilder::default().build_and_execute(|| {
		for (token, min) in [(SPON, ED), (USD, USD_MIN), (GOLD, GOLD_MIN)] {
			assert_noop!(set(&token, min - 1), Error::<Test>::MinDepositTooLow);
			assert_ok!(set(&token, min));
		}
	});
}
