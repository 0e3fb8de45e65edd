//! The way out for fees that nobody is to have (F7).

use crate::{mock::*, Event};
use frame_support::{assert_noop, assert_ok, traits::fungibles::Inspect as _};
use sp_runtime::TokenError;
use spheron_primitives::{
	traits::{Escrow as _, FeePayout, FeeSink},
	Balance, FeeKind, Payment, Token,
};

const KIND: FeeKind = FeeKind::FoundationShare;

/// Let the fee routes be owed `amount`.
fn owe(token: &Token, amount: Balance) {
	deposited(ALICE, token, amount);
	assert_ok!(Escrow::lock(&ALICE, token, amount));
	let fees = vec![(KIND, amount)];
	assert_ok!(Escrow::pay(&Payment { payer: ALICE, token: token.clone(), earned: None, fees }));
}

#[test]
fn what_is_owed_to_nobody_is_burnt() {
	ExtBuilder::default().build_and_execute(|| {
		for token in TOKENS {
			owe(&token, 3 * unit(&token));
			let (issuance, amount) = (Funds::total_issuance(token.clone()), unit(&token));
			let float = free(&escrow(&token), &token);
			assert_ok!(burn(KIND, &token, amount));

			assert_eq!(Funds::total_issuance(token.clone()), issuance - amount);
			assert_eq!(FakeFees::owed(&token), 2 * amount);
			assert_eq!(held(&token), 2 * amount);
			assert_eq!(free(&escrow(&token), &token), float);
			assert_eq!(last_event(), Event::FeesBurnt { token: token.clone(), amount });

			assert_ok!(burn(KIND, &token, 2 * amount));
			assert_eq!(held(&token), 0);
		}
	});
}

#[test]
fn no_more_is_burnt_than_is_on_hold() {
	ExtBuilder::default().build_and_execute(|| {
		for token in TOKENS {
			owe(&token, unit(&token));
			assert_noop!(Escrow::burn(&token, unit(&token) + 1), TokenError::Frozen);
			assert_noop!(Escrow::burn(&token, Balance::MAX), TokenError::Frozen);
		}
	});
}

#[test]
fn a_frozen_asset_is_burnt_as_ever() {
	ExtBuilder::default().build_and_execute(|| {
		owe(&USD, unit(&USD));
		assert_ok!(Assets::block(RuntimeOrigin::signed(COUNCIL), 1, escrow(&USD)));
		assert_ok!(Assets::freeze_asset(RuntimeOrigin::signed(COUNCIL), 1));
		assert_ok!(burn(KIND, &USD, unit(&USD)));
	});
}

#[test]
fn nothing_owed_is_nothing_burnt() {
	ExtBuilder::default().build_and_execute(|| {
		let events = System::events().len();
		assert_ok!(Escrow::burn(&USD, 0));
		assert_eq!(System::events().len(), events);
	});
}
