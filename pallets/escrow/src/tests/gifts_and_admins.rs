//! What strangers and hostile admins can do to the escrow's account: nothing that counts.

use crate::mock::*;
use frame_support::{assert_noop, assert_ok, storage::with_storage_layer};
use spheron_primitives::{traits::Escrow as _, Balance, FeeKind, Payment, Token};

/// Give every role of an asset to Mallory.
fn hand_to_mallory(id: u32, min: Balance) {
	let m = || MALLORY;
	let origin = RuntimeOrigin::root();
	assert_ok!(Assets::force_asset_status(origin, id, m(), m(), m(), m(), min, id == 1, false));
}

fn mallory() -> RuntimeOrigin {
	RuntimeOrigin::signed(MALLORY)
}

fn give(token: &Token, amount: Balance) {
	let (from, to) = (RuntimeOrigin::signed(BOB), escrow(token));
	assert_ok!(match token {
		Token::Native => Balances::transfer_allow_death(from, to, amount),
		Token::WithId(id) => Assets::transfer(from, *id, to, amount),
	});
}

/// I1: more may lie there unheld.
#[test]
fn a_gift_to_the_escrow_account_breaks_nothing() {
	ExtBuilder::default().build_and_execute(|| {
		for token in TOKENS {
			give(&token, unit(&token));
			assert_ok!(Escrow::do_try_state());
			deposited(ALICE, &token, 2 * unit(&token));
			give(&token, 1);
			assert_ok!(Escrow::do_try_state());

			assert_eq!(held(&token), 2 * unit(&token));
			let all = 2 * unit(&token);
			assert_ok!(Escrow::withdraw(RuntimeOrigin::signed(ALICE), token.clone(), all));
			assert_eq!(held(&token), 0);
		}
	});
}

#[test]
fn a_gift_of_another_token_breaks_nothing() {
	ExtBuilder::default().build_and_execute(|| {
		let bob = || RuntimeOrigin::signed(BOB);
		assert_ok!(Assets::transfer(bob(), 2, escrow(&SPON), unit(&GOLD)));
		assert_ok!(Assets::transfer(bob(), 3, escrow(&USD), unit(&UNLISTED)));
		assert_ok!(Balances::transfer_allow_death(bob(), escrow(&USD), unit(&SPON)));
	});
}

/// Owning assets takes references of an account, of which there are few.
#[test]
fn worthless_assets_cannot_crowd_out_deposits() {
	ExtBuilder::default().build_and_execute(|| {
		for (first, token) in [1_000, 2_000, 3_000].into_iter().zip(TOKENS) {
			let mut fitted = 0;
			for n in 0..30 {
				let id = first + n;
				assert_ok!(Assets::create(mallory(), id, MALLORY, 1));
				fitted += u32::from(Assets::mint(mallory(), id, escrow(&token), 1).is_ok());
			}
			assert!((1..30).contains(&fitted), "the references have run out");
			deposited(ALICE, &token, unit(&token));
		}
	});
}

#[test]
fn an_admin_cannot_burn_what_the_escrow_holds() {
	ExtBuilder::default().build_and_execute(|| {
		for (id, token, min) in [(1, USD, USD_MIN), (2, GOLD, GOLD_MIN)] {
			deposited(ALICE, &token, unit(&token));
			give(&token, unit(&token));
			hand_to_mallory(id, min);
			// A burn takes what it can get: the gift, but neither the hold nor the float.
			assert_ok!(Assets::burn(mallory(), id, escrow(&token), Balance::MAX));
			assert_eq!(held(&token), unit(&token));
			assert_eq!(free(&escrow(&token), &token), min);
		}
	});
}

#[test]
fn an_admin_cannot_move_what_the_escrow_holds() {
	ExtBuilder::default().build_and_execute(|| {
		for (id, token, min) in [(1, USD, USD_MIN), (2, GOLD, GOLD_MIN)] {
			deposited(ALICE, &token, unit(&token));
			hand_to_mallory(id, min);
			assert_noop!(
				Assets::force_transfer(mallory(), id, escrow(&token), MALLORY, 1),
				pallet_assets::Error::<Test>::BalanceLow
			);
			assert_noop!(
				Assets::force_transfer(mallory(), id, escrow(&token), MALLORY, unit(&token)),
				pallet_assets::Error::<Test>::BalanceLow
			);
		}
	});
}

#[test]
fn an_owner_cannot_destroy_an_asset_that_the_escrow_holds() {
	ExtBuilder::default().build_and_execute(|| {
		for (id, token, min) in [(1, USD, USD_MIN), (2, GOLD, GOLD_MIN)] {
			deposited(ALICE, &token, unit(&token));
			hand_to_mallory(id, min);
			for origin in [mallory(), RuntimeOrigin::root()] {
				assert_noop!(
					Assets::start_destroy(origin, id),
					pallet_assets::Error::<Test>::ContainsHolds
				);
			}
		}
	});
}

/// Whatever only moves numbers, and the way out for fees that are burnt.
#[test]
fn the_market_goes_on_under_a_hostile_admin() {
	ExtBuilder::default().build_and_execute(|| {
		deposited(ALICE, &USD, 30 * unit(&USD));
		hand_to_mallory(1, USD_MIN);
		let all: [fn() -> frame_support::dispatch::DispatchResult; 3] = [
			|| Assets::freeze(mallory(), 1, escrow(&USD)),
			|| Assets::block(mallory(), 1, escrow(&USD)),
			|| Assets::freeze_asset(mallory(), 1),
		];
		for harm in all {
			assert_ok!(with_storage_layer(harm));
			let amount = unit(&USD);
			assert_ok!(Escrow::occupy(&ALICE, &USD, &vcpus(1)));
			assert_ok!(Escrow::lock(&ALICE, &USD, 5 * amount));
			let (earned, fees) = (Some((PROVIDER, amount)), vec![(FeeKind::User, amount)]);
			assert_ok!(Escrow::pay(&Payment { payer: ALICE, token: USD, earned, fees }));
			assert_ok!(burn(FeeKind::User, &USD, amount));
			assert_ok!(Escrow::hand_over(&ALICE, &BOB, &USD, 2 * amount, &vcpus(1)));
			assert_ok!(Escrow::unlock(&ALICE, &USD, amount));
			assert_ok!(Escrow::transfer(RuntimeOrigin::signed(ALICE), USD, BOB, amount));
		}
		assert_eq!(wallet(&ALICE, &USD), (15 * unit(&USD), 0));
		assert_eq!(wallet(&BOB, &USD), (3 * unit(&USD), 6 * unit(&USD)));
		assert_eq!(used(&BOB, &USD), vcpus(3));
		assert_eq!(earnings(&PROVIDER, &USD), 3 * unit(&USD));
	});
}

/// A minimum balance that grew after the listing leaves the books as they are.
#[test]
fn the_float_is_what_was_paid() {
	ExtBuilder::default().build_and_execute(|| {
		deposited(ALICE, &USD, unit(&USD));
		hand_to_mallory(1, 5 * USD_MIN);
		assert_ok!(Escrow::withdraw(RuntimeOrigin::signed(ALICE), USD, unit(&USD)));
		deposited(ALICE, &USD, unit(&USD));
	});
}
