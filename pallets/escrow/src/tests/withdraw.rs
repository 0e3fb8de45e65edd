use crate::{mock::*, Error, Event, Wallets};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{traits::BadOrigin, DispatchResult, TokenError};
use spheron_primitives::{traits::Escrow as _, Balance, Token};

fn withdraw(who: AccountId, token: &Token, amount: Balance) -> DispatchResult {
	Escrow::withdraw(RuntimeOrigin::signed(who), token.clone(), amount)
}

fn council() -> RuntimeOrigin {
	RuntimeOrigin::signed(COUNCIL)
}

#[test]
fn a_withdrawal_moves_unlocked_tokens_to_their_owner() {
	ExtBuilder::default().build_and_execute(|| {
		for token in TOKENS {
			let before = free(&ALICE, &token);
			deposited(ALICE, &token, 5 * unit(&token));
			let amount = 2 * unit(&token);
			assert_ok!(withdraw(ALICE, &token, amount));

			assert_eq!(free(&ALICE, &token), before - 3 * unit(&token));
			assert_eq!(wallet(&ALICE, &token), (3 * unit(&token), 0));
			assert_eq!(held(&token), 3 * unit(&token));
			assert_eq!(last_event(), Event::Withdrawn { who: ALICE, token, amount });
		}
	});
}

#[test]
fn a_wallet_withdrawn_to_the_last_unit_is_gone() {
	ExtBuilder::default().build_and_execute(|| {
		for token in TOKENS {
			deposited(ALICE, &token, unit(&token));
			assert_ok!(withdraw(ALICE, &token, unit(&token)));
			assert!(!Wallets::<Test>::contains_key(ALICE, &token));
			assert_eq!(held(&token), 0);
		}
	});
}

#[test]
fn the_locked_part_cannot_be_withdrawn() {
	ExtBuilder::default().build_and_execute(|| {
		deposited(ALICE, &USD, 5 * unit(&USD));
		assert_ok!(Escrow::lock(&ALICE, &USD, 3 * unit(&USD)));
		assert_noop!(withdraw(ALICE, &USD, 2 * unit(&USD) + 1), Error::<Test>::NotEnoughUnlocked);
		assert_ok!(withdraw(ALICE, &USD, 2 * unit(&USD)));
		assert_eq!(wallet(&ALICE, &USD), (0, 3 * unit(&USD)));
	});
}

#[test]
fn a_rest_below_a_minimum_deposit_comes_along() {
	ExtBuilder::default().build_and_execute(|| {
		for token in TOKENS {
			let (min, all) = (min_deposit(&token), unit(&token));
			deposited(ALICE, &token, all);
			assert_ok!(withdraw(ALICE, &token, all - min));
			assert_eq!(wallet(&ALICE, &token), (min, 0));
			let before = free(&ALICE, &token);
			assert_ok!(withdraw(ALICE, &token, 1));
			assert_eq!(wallet(&ALICE, &token), (0, 0));
			assert_eq!(free(&ALICE, &token), before + min);
			assert_eq!(last_event(), Event::Withdrawn { who: ALICE, token, amount: min });
		}
	});
}

/// Else anyone could stand in the way of a withdrawal of everything.
#[test]
fn a_gift_just_before_does_not_block_a_withdrawal_of_all() {
	ExtBuilder::default().build_and_execute(|| {
		let all = unit(&USD);
		deposited(ALICE, &USD, all);
		deposited(BOB, &USD, all);
		assert_ok!(Escrow::transfer(RuntimeOrigin::signed(BOB), USD, ALICE, 1));
		assert_ok!(withdraw(ALICE, &USD, all));
		assert_eq!(wallet(&ALICE, &USD), (0, 0));
	});
}

#[test]
fn what_is_locked_counts_for_what_is_left() {
	ExtBuilder::default().build_and_execute(|| {
		let min = min_deposit(&USD);
		deposited(ALICE, &USD, 2 * min);
		assert_ok!(Escrow::lock(&ALICE, &USD, min - 1));
		assert_ok!(withdraw(ALICE, &USD, min));
		assert_eq!(wallet(&ALICE, &USD), (1, min - 1));
		// Less than a minimum deposit is left, but nothing of it is unlocked.
		assert_ok!(withdraw(ALICE, &USD, 1));
		assert_eq!(wallet(&ALICE, &USD), (0, min - 1));
	});
}

#[test]
fn a_minimum_deposit_that_grew_leaves_nothing_behind() {
	ExtBuilder::default().build_and_execute(|| {
		deposited(ALICE, &USD, unit(&USD));
		assert_ok!(Escrow::set_min_deposit(RuntimeOrigin::root(), USD, 2 * unit(&USD)));
		assert_ok!(withdraw(ALICE, &USD, 1));
		assert_eq!(wallet(&ALICE, &USD), (0, 0));
	});
}

#[test]
fn a_withdrawal_is_signed() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(Escrow::withdraw(RuntimeOrigin::none(), USD, 1), BadOrigin);
	});
}

#[test]
fn nobody_withdraws_nothing_or_more_than_it_has() {
	ExtBuilder::default().build_and_execute(|| {
		deposited(ALICE, &USD, unit(&USD));
		deposited(BOB, &USD, unit(&USD));
		assert_noop!(withdraw(ALICE, &USD, 0), Error::<Test>::NothingToWithdraw);
		assert_noop!(withdraw(ALICE, &USD, unit(&USD) + 1), Error::<Test>::NotEnoughUnlocked);
		assert_noop!(withdraw(ALICE, &GOLD, 1), Error::<Test>::NotEnoughUnlocked);
		assert_noop!(withdraw(CHARLIE, &USD, 1), Error::<Test>::NotEnoughUnlocked);
		assert_noop!(withdraw(ALICE, &Token::WithId(99), 1), Error::<Test>::NotEnoughUnlocked);
	});
}

#[test]
fn a_recipient_without_account_must_receive_the_minimum_balance() {
	ExtBuilder::default().build_and_execute(|| {
		for (token, min) in [(SPON, ED), (USD, USD_MIN)] {
			let (origin, amount) = (RuntimeOrigin::signed(BOB), unit(&token));
			assert_ok!(Escrow::deposit_for(origin, token.clone(), POOR, amount));
			assert_noop!(withdraw(POOR, &token, min - 1), Error::<Test>::BelowMinimumBalance);
			assert_ok!(withdraw(POOR, &token, min));
			// Now that the account exists, any amount will do.
			assert_ok!(withdraw(POOR, &token, 1));
		}
	});
}

#[test]
fn an_insufficient_asset_is_owned_by_accounts_with_spon_only() {
	ExtBuilder::default().build_and_execute(|| {
		let (origin, amount) = (RuntimeOrigin::signed(BOB), unit(&GOLD));
		assert_ok!(Escrow::deposit_for(origin, GOLD, POOR, amount));
		assert_noop!(withdraw(POOR, &GOLD, amount), Error::<Test>::RecipientNeedsSpon);
		assert_ok!(Balances::transfer_allow_death(RuntimeOrigin::signed(BOB), POOR, ED));
		assert_ok!(withdraw(POOR, &GOLD, amount));
	});
}

#[test]
fn a_frozen_asset_is_withdrawn_once_it_is_thawed() {
	ExtBuilder::default().build_and_execute(|| {
		for (id, token) in [(1, USD), (2, GOLD)] {
			deposited(ALICE, &token, unit(&token));
			assert_ok!(Assets::freeze_asset(council(), id));
			assert_noop!(
				withdraw(ALICE, &token, unit(&token)),
				pallet_assets::Error::<Test>::AssetNotLive
			);
			assert_ok!(Assets::thaw_asset(council(), id));
			assert_ok!(withdraw(ALICE, &token, unit(&token)));
		}
	});
}

#[test]
fn a_blocked_owner_withdraws_once_it_is_thawed() {
	ExtBuilder::default().build_and_execute(|| {
		deposited(ALICE, &USD, unit(&USD));
		assert_ok!(Assets::block(council(), 1, ALICE));
		assert_noop!(withdraw(ALICE, &USD, unit(&USD)), TokenError::Blocked);
		assert_ok!(Assets::thaw(council(), 1, ALICE));
		assert_ok!(withdraw(ALICE, &USD, unit(&USD)));
	});
}

#[test]
fn a_freeze_or_block_of_the_escrow_account_stops_no_withdrawal() {
	ExtBuilder::default().build_and_execute(|| {
		deposited(ALICE, &USD, unit(&USD));
		assert_ok!(Assets::freeze(council(), 1, escrow(&USD)));
		assert_ok!(withdraw(ALICE, &USD, 1));
		assert_ok!(Assets::block(council(), 1, escrow(&USD)));
		assert_ok!(withdraw(ALICE, &USD, unit(&USD) - 1));
	});
}

/// T2: the chain itself never blocks a withdrawal.
#[test]
fn a_token_that_is_not_listed_any_more_can_be_withdrawn() {
	ExtBuilder::default().build_and_execute(|| {
		for token in TOKENS {
			deposited(ALICE, &token, unit(&token));
			delist(&token);
			assert_noop!(
				Escrow::deposit(RuntimeOrigin::signed(ALICE), token.clone(), unit(&token)),
				Error::<Test>::NotPaymentToken
			);
			assert_ok!(withdraw(ALICE, &token, unit(&token)));
		}
	});
}
