use crate::{mock::*, Error, Event, Wallets};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{traits::BadOrigin, ArithmeticError, DispatchResult};
use spheron_primitives::{traits::Escrow as _, Balance, Token};

fn transfer(from: AccountId, to: AccountId, token: &Token, amount: Balance) -> DispatchResult {
	Escrow::transfer(RuntimeOrigin::signed(from), token.clone(), to, amount)
}

/// E6.
#[test]
fn unlocked_funds_go_to_another_wallet() {
	ExtBuilder::default().build_and_execute(|| {
		for token in TOKENS {
			deposited(ALICE, &token, 5 * unit(&token));
			let (alice, bob) = (free(&ALICE, &token), free(&BOB, &token));
			let amount = 2 * unit(&token);
			assert_ok!(transfer(ALICE, BOB, &token, amount));

			assert_eq!(wallet(&ALICE, &token), (3 * unit(&token), 0));
			assert_eq!(wallet(&BOB, &token), (amount, 0));
			assert_eq!(held(&token), 5 * unit(&token));
			assert_eq!((free(&ALICE, &token), free(&BOB, &token)), (alice, bob));
			assert_eq!(last_event(), Event::Transferred { from: ALICE, to: BOB, token, amount });
		}
	});
}

#[test]
fn a_wallet_transferred_to_the_last_unit_is_gone() {
	ExtBuilder::default().build_and_execute(|| {
		deposited(ALICE, &USD, unit(&USD));
		assert_ok!(transfer(ALICE, BOB, &USD, unit(&USD)));
		assert!(!Wallets::<Test>::contains_key(ALICE, USD));
	});
}

#[test]
fn a_transfer_is_signed() {
	ExtBuilder::default().build_and_execute(|| {
		deposited(ALICE, &USD, unit(&USD));
		for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
			assert_noop!(Escrow::transfer(origin, USD, BOB, unit(&USD)), BadOrigin);
		}
	});
}

#[test]
fn nothing_and_to_oneself_are_no_transfers() {
	ExtBuilder::default().build_and_execute(|| {
		deposited(ALICE, &USD, unit(&USD));
		assert_noop!(transfer(ALICE, BOB, &USD, 0), Error::<Test>::NothingToTransfer);
		assert_noop!(transfer(ALICE, ALICE, &USD, unit(&USD)), Error::<Test>::TransferToSelf);
	});
}

#[test]
fn nobody_transfers_more_than_it_has_unlocked() {
	ExtBuilder::default().build_and_execute(|| {
		deposited(ALICE, &USD, 5 * unit(&USD));
		assert_ok!(Escrow::lock(&ALICE, &USD, 3 * unit(&USD)));
		let too_much = 2 * unit(&USD) + 1;
		assert_noop!(transfer(ALICE, BOB, &USD, too_much), Error::<Test>::NotEnoughUnlocked);
		assert_noop!(transfer(ALICE, BOB, &GOLD, 1), Error::<Test>::NotEnoughUnlocked);
		assert_noop!(transfer(ALICE, BOB, &UNLISTED, 1), Error::<Test>::NotEnoughUnlocked);
		assert_ok!(transfer(ALICE, BOB, &USD, 2 * unit(&USD)));
		assert_eq!(wallet(&ALICE, &USD), (0, 3 * unit(&USD)));
	});
}

#[test]
fn a_new_wallet_gets_at_least_a_minimum_deposit() {
	ExtBuilder::default().build_and_execute(|| {
		for token in TOKENS {
			let min = min_deposit(&token);
			deposited(ALICE, &token, 5 * unit(&token));
			assert_noop!(transfer(ALICE, BOB, &token, min - 1), Error::<Test>::TransferTooSmall);
			assert_ok!(transfer(ALICE, BOB, &token, min));
			assert_ok!(transfer(ALICE, BOB, &token, 1));
			assert_eq!(wallet(&BOB, &token), (min + 1, 0));
		}
	});
}

#[test]
fn a_transfer_leaves_nothing_unlocked_or_a_minimum_deposit() {
	ExtBuilder::default().build_and_execute(|| {
		for token in TOKENS {
			let (min, all) = (min_deposit(&token), 3 * unit(&token));
			deposited(ALICE, &token, all);
			let too_much = all - min + 1;
			assert_noop!(transfer(ALICE, BOB, &token, too_much), Error::<Test>::WouldLeaveDust);
			assert_noop!(transfer(ALICE, BOB, &token, all - 1), Error::<Test>::WouldLeaveDust);
			assert_ok!(transfer(ALICE, BOB, &token, all - min));
			assert_ok!(transfer(ALICE, BOB, &token, min));
		}
	});
}

/// T2: a delisting stops deposits and orders only.
#[test]
fn a_token_that_is_not_listed_any_more_is_transferred() {
	ExtBuilder::default().build_and_execute(|| {
		deposited(ALICE, &USD, 2 * unit(&USD));
		delist(&USD);
		assert_noop!(transfer(ALICE, BOB, &USD, 1), Error::<Test>::TransferTooSmall);
		assert_ok!(transfer(ALICE, BOB, &USD, unit(&USD)));
	});
}

/// A transfer only moves numbers.
#[test]
fn a_frozen_asset_is_transferred_within_the_escrow() {
	ExtBuilder::default().build_and_execute(|| {
		deposited(ALICE, &USD, unit(&USD));
		assert_ok!(Assets::block(RuntimeOrigin::signed(COUNCIL), 1, BOB));
		assert_ok!(Assets::freeze_asset(RuntimeOrigin::signed(COUNCIL), 1));
		assert_ok!(transfer(ALICE, BOB, &USD, unit(&USD)));
	});
}

/// What runs on a wallet stays there, and is closed by no transfer (E7).
#[test]
fn a_wallet_without_funds_on_which_something_runs_stays() {
	ExtBuilder::default().build_and_execute(|| {
		deposited(ALICE, &USD, 15 * unit(&USD));
		assert_ok!(Escrow::occupy(&ALICE, &USD, &vcpus(8)));
		assert_ok!(transfer(ALICE, BOB, &USD, 15 * unit(&USD)));
		assert_eq!(used(&ALICE, &USD), vcpus(8));
		assert!(Wallets::<Test>::contains_key(ALICE, USD));
		Escrow::vacate(&ALICE, &USD, &vcpus(8));
		assert!(!Wallets::<Test>::contains_key(ALICE, USD));
	});
}

#[test]
fn a_wallet_never_overflows() {
	ExtBuilder::default().build().execute_with(|| {
		deposited(ALICE, &USD, unit(&USD));
		Wallets::<Test>::mutate(BOB, USD, |wallet| wallet.unlocked = Balance::MAX);
		assert_noop!(transfer(ALICE, BOB, &USD, unit(&USD)), ArithmeticError::Overflow);
	});
}
