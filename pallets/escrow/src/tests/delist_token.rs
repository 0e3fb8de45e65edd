use crate::{mock::*, Error, Event, PaymentTokens};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{traits::BadOrigin, DispatchResult};
use spheron_primitives::{traits::Escrow as _, Token};

fn delist_token(token: &Token) -> DispatchResult {
	Escrow::delist_token(RuntimeOrigin::root(), token.clone())
}

/// T2. What goes on is shown with each of the things that go on.
#[test]
fn a_delisted_token_takes_no_deposits_and_no_orders() {
	ExtBuilder::default().build_and_execute(|| {
		for token in TOKENS {
			deposited(ALICE, &token, unit(&token));
			let before = PaymentTokens::<Test>::get(&token).unwrap();
			assert_ok!(delist_token(&token));
			assert_eq!(last_event(), Event::TokenDelisted { token: token.clone() });

			let (amount, alice) = (unit(&token), || RuntimeOrigin::signed(ALICE));
			let refused = Error::<Test>::NotPaymentToken;
			assert_noop!(Escrow::deposit(alice(), token.clone(), amount), refused);
			let refused = Error::<Test>::NotPaymentToken;
			assert_noop!(Escrow::deposit_for(alice(), token.clone(), BOB, amount), refused);
			assert_noop!(Escrow::ensure_payment_token(&token), Error::<Test>::NotPaymentToken);

			assert_eq!(wallet(&ALICE, &token), (amount, 0));
			let after = PaymentTokens::<Test>::get(&token).unwrap();
			assert_eq!(after, crate::TokenInfo { listed: false, ..before });
		}
	});
}

#[test]
fn only_the_council_delists() {
	ExtBuilder::default().build_and_execute(|| {
		for origin in [RuntimeOrigin::signed(ALICE), RuntimeOrigin::none()] {
			assert_noop!(Escrow::delist_token(origin, USD), BadOrigin);
		}
	});
}

#[test]
fn only_a_payment_token_is_delisted() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(delist_token(&UNLISTED), Error::<Test>::NotPaymentToken);
		assert_ok!(delist_token(&USD));
		assert_noop!(delist_token(&USD), Error::<Test>::NotPaymentToken);
	});
}
