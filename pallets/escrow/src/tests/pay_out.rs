//! The way out for fees (F7).

use crate::{mock::*, Error, Event};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{ArithmeticError, TokenError};
use spheron_primitives::{
	traits::{Escrow as _, FeePayout, FeeSink},
	Balance, FeeKind, Payment, Token,
};

const KIND: FeeKind = FeeKind::FoundationShare;

/// Let the fee routes be owed `amount`.
fn owe(token: &Token, amount: Balance) {
	deposited(ALICE, token, amount.max(min_deposit(token)));
	assert_ok!(Escrow::lock(&ALICE, token, amount));
	let fees = vec![(KIND, amount)];
	assert_ok!(Escrow::pay(&Payment { payer: ALICE, token: token.clone(), earned: None, fees }));
}

#[test]
fn what_is_owed_is_sent_to_its_destination() {
	ExtBuilder::default().build_and_execute(|| {
		for token in TOKENS {
			let (before, amount) = (free(&FOUNDATION, &token), unit(&token));
			owe(&token, 3 * amount);
			assert_ok!(flush(KIND, &token, &FOUNDATION, amount));
			assert_eq!(free(&FOUNDATION, &token), before + amount);
			assert_eq!(FakeFees::owed(&token), 2 * amount);
			assert_eq!(held(&token), 2 * amount);
			assert_eq!(last_event(), Event::FeesPaidOut { to: FOUNDATION, token, amount });
		}
	});
}

#[test]
fn what_a_destination_cannot_receive_yet_waits() {
	ExtBuilder::default().build_and_execute(|| {
		owe(&USD, USD_MIN);
		owe(&GOLD, unit(&GOLD));
		assert_noop!(flush(KIND, &USD, &POOR, USD_MIN - 1), Error::<Test>::BelowMinimumBalance);
		assert_noop!(flush(KIND, &GOLD, &POOR, unit(&GOLD)), Error::<Test>::RecipientNeedsSpon);
		assert_ok!(flush(KIND, &USD, &POOR, USD_MIN));
		assert_ok!(Balances::transfer_allow_death(RuntimeOrigin::signed(BOB), POOR, ED));
		assert_ok!(flush(KIND, &GOLD, &POOR, unit(&GOLD)));
	});
}

/// The fees pallet goes on to the next destination after an error.
#[test]
fn a_refusal_of_the_token_changes_nothing() {
	ExtBuilder::default().build_and_execute(|| {
		let council = || RuntimeOrigin::signed(COUNCIL);
		owe(&USD, unit(&USD));
		assert_ok!(Assets::freeze_asset(council(), 1));
		assert_noop!(
			Escrow::pay_out(&USD, &FOUNDATION, unit(&USD)),
			pallet_assets::Error::<Test>::AssetNotLive
		);
		assert_ok!(Assets::thaw_asset(council(), 1));
		assert_ok!(Assets::block(council(), 1, FOUNDATION));
		assert_noop!(Escrow::pay_out(&USD, &FOUNDATION, unit(&USD)), TokenError::Blocked);
		assert_ok!(Assets::thaw(council(), 1, FOUNDATION));
		assert_ok!(flush(KIND, &USD, &FOUNDATION, unit(&USD)));
	});
}

#[test]
fn no_more_leaves_than_is_on_hold() {
	ExtBuilder::default().build_and_execute(|| {
		owe(&USD, unit(&USD));
		// A gift is not on hold.
		assert_ok!(Assets::transfer(RuntimeOrigin::signed(BOB), 1, escrow(&USD), unit(&USD)));
		assert_noop!(Escrow::pay_out(&USD, &FOUNDATION, unit(&USD) + 1), TokenError::Frozen);
		assert_noop!(Escrow::pay_out(&USD, &FOUNDATION, Balance::MAX), ArithmeticError::Overflow);
	});
}

#[test]
fn nothing_owed_is_nothing_sent() {
	ExtBuilder::default().build_and_execute(|| {
		let events = System::events().len();
		assert_ok!(Escrow::pay_out(&USD, &POOR, 0));
		assert_eq!(System::events().len(), events);
	});
}
