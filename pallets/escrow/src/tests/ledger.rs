//! Locking, unlocking and paying (E2–E4).

use crate::{mock::*, Earnings, Error, Event, Wallets};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{ArithmeticError, DispatchError};
use spheron_primitives::{
	traits::{Escrow as _, FeeSink},
	Balance, FeeKind, Payment, Token,
};

fn payment(token: &Token, earned: Balance, fees: Vec<(FeeKind, Balance)>) -> Payment<AccountId> {
	Payment { payer: ALICE, token: token.clone(), earned: Some((PROVIDER, earned)), fees }
}

/// Alice with `(unlocked, locked)` whole tokens.
fn alice_has(token: &Token, unlocked: Balance, locked: Balance) {
	deposited(ALICE, token, (unlocked + locked) * unit(token));
	assert_ok!(Escrow::lock(&ALICE, token, locked * unit(token)));
}

#[test]
fn locking_moves_numbers_only() {
	ExtBuilder::default().build_and_execute(|| {
		for token in TOKENS {
			deposited(ALICE, &token, 5 * unit(&token));
			let amount = 2 * unit(&token);
			assert_ok!(Escrow::lock(&ALICE, &token, amount));
			assert_eq!(last_event(), Event::Locked { who: ALICE, token: token.clone(), amount });
			assert_eq!(wallet(&ALICE, &token), (3 * unit(&token), amount));
			assert_eq!(Escrow::locked(&ALICE, &token), amount);
			assert_eq!(held(&token), 5 * unit(&token));
		}
	});
}

#[test]
fn more_than_is_unlocked_cannot_be_locked() {
	ExtBuilder::default().build_and_execute(|| {
		alice_has(&USD, 2, 3);
		assert_noop!(
			Escrow::lock(&ALICE, &USD, 2 * unit(&USD) + 1),
			Error::<Test>::NotEnoughUnlocked
		);
		assert_noop!(Escrow::lock(&BOB, &USD, 1), Error::<Test>::NotEnoughUnlocked);
		assert_noop!(Escrow::lock(&ALICE, &SPON, 1), Error::<Test>::NotEnoughUnlocked);
	});
}

#[test]
fn new_orders_are_paid_in_payment_tokens() {
	ExtBuilder::default().build_and_execute(|| {
		for token in TOKENS {
			assert_ok!(Escrow::ensure_payment_token(&token));
			delist(&token);
			assert_noop!(Escrow::ensure_payment_token(&token), Error::<Test>::NotPaymentToken);
		}
		assert_noop!(Escrow::ensure_payment_token(&UNLISTED), Error::<Test>::NotPaymentToken);
	});
}

/// T2: running leases are extended and end normally.
#[test]
fn a_delisted_token_is_locked_paid_and_unlocked_as_ever() {
	ExtBuilder::default().build_and_execute(|| {
		alice_has(&USD, 1, 3);
		delist(&USD);
		assert_ok!(Escrow::lock(&ALICE, &USD, unit(&USD)));
		assert_ok!(Escrow::pay(&payment(&USD, unit(&USD), vec![])));
		assert_ok!(Escrow::unlock(&ALICE, &USD, 3 * unit(&USD)));
		assert_eq!(wallet(&ALICE, &USD), (3 * unit(&USD), 0));
	});
}

#[test]
fn unlocking_gives_back() {
	ExtBuilder::default().build_and_execute(|| {
		alice_has(&GOLD, 1, 4);
		let amount = 3 * unit(&GOLD);
		assert_ok!(Escrow::unlock(&ALICE, &GOLD, amount));
		assert_eq!(last_event(), Event::Unlocked { who: ALICE, token: GOLD, amount });
		assert_eq!(wallet(&ALICE, &GOLD), (4 * unit(&GOLD), unit(&GOLD)));
	});
}

#[test]
fn more_than_is_locked_cannot_be_unlocked() {
	ExtBuilder::default().build_and_execute(|| {
		alice_has(&USD, 2, 3);
		assert_noop!(
			Escrow::unlock(&ALICE, &USD, 3 * unit(&USD) + 1),
			Error::<Test>::NotEnoughLocked
		);
		assert_noop!(Escrow::unlock(&BOB, &USD, 1), Error::<Test>::NotEnoughLocked);
	});
}

#[test]
fn a_payment_splits_into_earnings_and_fees() {
	ExtBuilder::default().build_and_execute(|| {
		for token in TOKENS {
			alice_has(&token, 1, 200);
			// The example of F3.
			let whole = unit(&token);
			assert_ok!(Escrow::pay(&payment(
				&token,
				79 * whole,
				vec![
					(FeeKind::User, 2 * whole),
					(FeeKind::Provider, whole),
					(FeeKind::FoundationShare, 20 * whole),
				],
			)));

			assert_eq!(wallet(&ALICE, &token), (whole, 98 * whole));
			assert_eq!(earnings(&PROVIDER, &token), 79 * whole);
			assert_eq!(FakeFees::owed(&token), 23 * whole);
			assert_eq!(Owed::get(&token, FeeKind::FoundationShare), 20 * whole);
			assert_eq!(held(&token), 201 * whole);
			assert_eq!(
				last_event(),
				Event::Paid {
					payer: ALICE,
					payee: Some(PROVIDER),
					token: token.clone(),
					earned: 79 * whole,
					fees: 23 * whole,
				}
			);
		}
	});
}

#[test]
fn payments_add_up() {
	ExtBuilder::default().build_and_execute(|| {
		alice_has(&USD, 0, 10);
		for _ in 0..3 {
			assert_ok!(Escrow::pay(&payment(&USD, 100, vec![(FeeKind::User, 2)])));
		}
		assert_eq!(earnings(&PROVIDER, &USD), 300);
		assert_eq!(FakeFees::owed(&USD), 6);
	});
}

/// L2: the time in `Ready` is paid to the fee routes alone.
#[test]
fn a_payment_can_be_fees_alone() {
	ExtBuilder::default().build_and_execute(|| {
		alice_has(&USD, 0, 1);
		let fees = vec![(FeeKind::Reservation, 7)];
		assert_ok!(Escrow::pay(&Payment { earned: None, ..payment(&USD, 0, fees) }));
		assert_eq!(FakeFees::owed(&USD), 7);
		assert_eq!(Earnings::<Test>::iter().count(), 0);
		assert_eq!(
			last_event(),
			Event::Paid { payer: ALICE, payee: None, token: USD, earned: 0, fees: 7 }
		);
	});
}

#[test]
fn a_payment_to_oneself_is_earned() {
	ExtBuilder::default().build_and_execute(|| {
		alice_has(&USD, 0, 1);
		let earned = Some((ALICE, unit(&USD)));
		assert_ok!(Escrow::pay(&Payment { earned, ..payment(&USD, 0, vec![]) }));
		assert_eq!(wallet(&ALICE, &USD), (0, 0));
		assert_eq!(earnings(&ALICE, &USD), unit(&USD));
	});
}

#[test]
fn a_wallet_spent_to_the_last_unit_is_gone() {
	ExtBuilder::default().build_and_execute(|| {
		alice_has(&USD, 0, 1);
		assert_ok!(Escrow::pay(&payment(&USD, unit(&USD), vec![])));
		assert!(!Wallets::<Test>::contains_key(ALICE, &USD));
	});
}

#[test]
fn the_unlocked_part_pays_nothing() {
	ExtBuilder::default().build_and_execute(|| {
		alice_has(&USD, 5, 1);
		assert_noop!(
			Escrow::pay(&payment(&USD, unit(&USD), vec![(FeeKind::User, 1)])),
			Error::<Test>::NotEnoughLocked
		);
	});
}

#[test]
fn a_payment_out_of_range_is_refused() {
	ExtBuilder::default().build_and_execute(|| {
		alice_has(&USD, 0, 1);
		assert_noop!(
			Escrow::pay(&payment(&USD, 1, vec![(FeeKind::User, Balance::MAX)])),
			ArithmeticError::Overflow
		);
	});
}

#[test]
fn a_payment_happens_as_a_whole_or_not_at_all() {
	ExtBuilder::default().build_and_execute(|| {
		alice_has(&USD, 0, 1);
		FeesRefuse::set(true);
		assert_noop!(
			Escrow::pay(&payment(&USD, 10, vec![(FeeKind::User, 1)])),
			DispatchError::Other("no fees today")
		);
		FeesRefuse::set(false);
	});
}

#[test]
fn zero_leaves_no_trace() {
	ExtBuilder::default().build_and_execute(|| {
		let root = || sp_io::storage::root(sp_core::storage::StateVersion::V1);
		let before = root();
		assert_ok!(Escrow::lock(&ALICE, &USD, 0));
		assert_ok!(Escrow::unlock(&ALICE, &USD, 0));
		assert_ok!(Escrow::pay(&payment(&USD, 0, vec![(FeeKind::User, 0)])));
		assert_eq!(root(), before);
	});
}

/// Settlement cannot fail for a reason of the token's.
#[test]
fn a_frozen_asset_is_locked_paid_and_unlocked_as_ever() {
	ExtBuilder::default().build_and_execute(|| {
		let council = || RuntimeOrigin::signed(COUNCIL);
		for (id, token) in [(1, USD), (2, GOLD)] {
			alice_has(&token, 5, 5);
			assert_ok!(Assets::freeze(council(), id, ALICE));
			assert_ok!(Assets::block(council(), id, escrow(&token)));
			assert_ok!(Assets::block(council(), id, PROVIDER));
			assert_ok!(Assets::freeze_asset(council(), id));

			assert_ok!(Escrow::lock(&ALICE, &token, 2 * unit(&token)));
			assert_ok!(Escrow::pay(&payment(&token, unit(&token), vec![(FeeKind::User, 1)])));
			assert_ok!(Escrow::unlock(&ALICE, &token, unit(&token)));
			assert_eq!(wallet(&ALICE, &token), (4 * unit(&token), 5 * unit(&token) - 1));
		}
	});
}
