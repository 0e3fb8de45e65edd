use crate::{mock::*, Error, Event, Wallets};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{traits::BadOrigin, DispatchResult, TokenError};
use spheron_primitives::{Balance, Token};

fn deposit(who: AccountId, token: &Token, amount: Balance) -> DispatchResult {
	Escrow::deposit(RuntimeOrigin::signed(who), token.clone(), amount)
}

/// T4: the same for SPON and assets.
#[test]
fn a_deposit_moves_tokens_on_hold_and_into_the_wallet() {
	ExtBuilder::default().build_and_execute(|| {
		for token in TOKENS {
			let (before, float) = (free(&ALICE, &token), free(&escrow(&token), &token));
			let amount = 3 * unit(&token);
			assert_ok!(deposit(ALICE, &token, amount));

			assert_eq!(free(&ALICE, &token), before - amount);
			assert_eq!(held(&token), amount);
			assert_eq!(free(&escrow(&token), &token), float);
			assert_eq!(wallet(&ALICE, &token), (amount, 0));
			assert_eq!(last_event(), Event::Deposited { who: ALICE, from: ALICE, token, amount });
		}
	});
}

#[test]
fn deposits_add_up() {
	ExtBuilder::default().build_and_execute(|| {
		for amount in [3, 4] {
			assert_ok!(deposit(ALICE, &USD, amount * unit(&USD)));
		}
		assert_ok!(deposit(BOB, &USD, 5 * unit(&USD)));
		assert_eq!(wallet(&ALICE, &USD), (7 * unit(&USD), 0));
		assert_eq!(wallet(&BOB, &USD), (5 * unit(&USD), 0));
		assert_eq!(held(&USD), 12 * unit(&USD));
	});
}

#[test]
fn a_deposit_is_signed() {
	ExtBuilder::default().build_and_execute(|| {
		let amount = unit(&SPON);
		assert_noop!(Escrow::deposit(RuntimeOrigin::none(), SPON, amount), BadOrigin);
		assert_noop!(Escrow::deposit(RuntimeOrigin::root(), SPON, amount), BadOrigin);
	});
}

#[test]
fn only_payment_tokens_are_taken() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(deposit(ALICE, &UNLISTED, unit(&UNLISTED)), Error::<Test>::NotPaymentToken);
		assert_noop!(
			deposit(ALICE, &Token::WithId(99), unit(&UNLISTED)),
			Error::<Test>::NotPaymentToken
		);
	});
}

#[test]
fn a_deposit_below_the_minimum_is_refused() {
	ExtBuilder::default().build_and_execute(|| {
		for token in TOKENS {
			let min = min_deposit(&token);
			assert_noop!(deposit(ALICE, &token, min - 1), Error::<Test>::DepositTooSmall);
			assert_noop!(deposit(ALICE, &token, 0), Error::<Test>::DepositTooSmall);
			assert_ok!(deposit(ALICE, &token, min));
		}
	});
}

#[test]
fn nobody_deposits_more_than_it_owns() {
	ExtBuilder::default().build_and_execute(|| {
		let all = |token: &Token| ENDOWMENT * unit(token);
		assert_noop!(deposit(ALICE, &SPON, all(&SPON) + 1), TokenError::FundsUnavailable);
		for token in [USD, GOLD] {
			assert_noop!(
				deposit(ALICE, &token, all(&token) + 1),
				pallet_assets::Error::<Test>::BalanceLow
			);
		}
		assert_noop!(deposit(POOR, &SPON, unit(&SPON)), TokenError::FundsUnavailable);
		assert_noop!(deposit(POOR, &USD, unit(&USD)), pallet_assets::Error::<Test>::NoAccount);
	});
}

#[test]
fn all_of_an_asset_can_be_deposited() {
	ExtBuilder::default().build_and_execute(|| {
		for token in [USD, GOLD] {
			let all = free(&ALICE, &token);
			assert_ok!(deposit(ALICE, &token, all));
			assert_eq!(free(&ALICE, &token), 0);
			assert_eq!(wallet(&ALICE, &token), (all, 0));
		}
	});
}

#[test]
fn what_an_asset_sends_along_is_credited_as_well() {
	ExtBuilder::default().build_and_execute(|| {
		for (token, min) in [(USD, USD_MIN), (GOLD, GOLD_MIN)] {
			let all = free(&ALICE, &token);
			assert_ok!(deposit(ALICE, &token, all - min + 1));
			assert_eq!(wallet(&ALICE, &token), (all, 0));
			assert_eq!(held(&token), all);
			let event = Event::Deposited { who: ALICE, from: ALICE, token, amount: all };
			assert_eq!(last_event(), event);
		}
	});
}

#[test]
fn all_of_ones_spon_can_be_deposited_if_nothing_else_needs_the_account() {
	ExtBuilder::default().build_and_execute(|| {
		let all = ENDOWMENT * unit(&SPON);
		// Alice's other assets count on her account.
		assert_noop!(deposit(ALICE, &SPON, all), TokenError::FundsUnavailable);

		assert_ok!(Balances::transfer_allow_death(RuntimeOrigin::signed(ALICE), POOR, unit(&SPON)));
		assert_ok!(deposit(POOR, &SPON, unit(&SPON)));
		assert!(!System::account_exists(&POOR));
		assert_eq!(wallet(&POOR, &SPON), (unit(&SPON), 0));
	});
}

#[test]
fn dust_of_spon_is_lost_as_in_a_transfer() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Balances::transfer_allow_death(RuntimeOrigin::signed(ALICE), POOR, unit(&SPON)));
		let issuance = pallet_balances::TotalIssuance::<Test>::get();
		let amount = unit(&SPON) - ED + 1;
		assert_ok!(deposit(POOR, &SPON, amount));
		assert_eq!(wallet(&POOR, &SPON), (amount, 0));
		assert_eq!(pallet_balances::TotalIssuance::<Test>::get(), issuance - (ED - 1));
	});
}

#[test]
fn what_the_token_has_frozen_cannot_be_deposited() {
	ExtBuilder::default().build_and_execute(|| {
		let council = || RuntimeOrigin::signed(COUNCIL);
		let amount = unit(&USD);

		assert_ok!(Assets::freeze(council(), 1, ALICE));
		assert_noop!(deposit(ALICE, &USD, amount), pallet_assets::Error::<Test>::Frozen);
		assert_ok!(Assets::thaw(council(), 1, ALICE));

		assert_ok!(Assets::freeze_asset(council(), 1));
		assert_noop!(deposit(ALICE, &USD, amount), pallet_assets::Error::<Test>::AssetNotLive);
		assert_ok!(Assets::thaw_asset(council(), 1));

		assert_ok!(deposit(ALICE, &USD, amount));
	});
}

#[test]
fn an_empty_wallet_is_not_stored() {
	ExtBuilder::default().build_and_execute(|| {
		assert_eq!(Wallets::<Test>::iter().count(), 0);
		deposited(ALICE, &USD, unit(&USD));
		assert_eq!(Wallets::<Test>::iter().count(), 1);
		assert_ok!(Escrow::withdraw(RuntimeOrigin::signed(ALICE), USD, unit(&USD)));
		assert_eq!(Wallets::<Test>::iter().count(), 0);
	});
}
