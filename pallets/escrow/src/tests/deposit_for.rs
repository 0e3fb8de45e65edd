use crate::{mock::*, Error, Event};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{traits::BadOrigin, DispatchResult};
use spheron_primitives::{Balance, Token};

fn give(token: &Token, amount: Balance) -> DispatchResult {
	Escrow::deposit_for(RuntimeOrigin::signed(BOB), token.clone(), ALICE, amount)
}

#[test]
fn a_gift_is_the_beneficiarys() {
	ExtBuilder::default().build_and_execute(|| {
		for token in TOKENS {
			let (alice, bob) = (free(&ALICE, &token), free(&BOB, &token));
			let amount = 2 * unit(&token);
			assert_ok!(give(&token, amount));

			assert_eq!(free(&BOB, &token), bob - amount);
			assert_eq!(wallet(&ALICE, &token), (amount, 0));
			assert_eq!(wallet(&BOB, &token), (0, 0));
			let event = Event::Deposited { who: ALICE, from: BOB, token: token.clone(), amount };
			assert_eq!(last_event(), event);

			assert_ok!(Escrow::withdraw(RuntimeOrigin::signed(ALICE), token.clone(), amount));
			assert_eq!(free(&ALICE, &token), alice + amount);
		}
	});
}

#[test]
fn the_sponsor_cannot_take_a_gift_back() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(give(&USD, unit(&USD)));
		assert_noop!(
			Escrow::withdraw(RuntimeOrigin::signed(BOB), USD, 1),
			Error::<Test>::NotEnoughUnlocked
		);
	});
}

#[test]
fn the_beneficiary_need_not_exist() {
	ExtBuilder::default().build_and_execute(|| {
		let amount = unit(&USD);
		assert_ok!(Escrow::deposit_for(RuntimeOrigin::signed(BOB), USD, POOR, amount));
		assert_eq!(wallet(&POOR, &USD), (amount, 0));
	});
}

#[test]
fn a_gift_is_refused_like_a_deposit() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(Escrow::deposit_for(RuntimeOrigin::root(), USD, ALICE, unit(&USD)), BadOrigin);
		assert_noop!(give(&UNLISTED, unit(&UNLISTED)), Error::<Test>::NotPaymentToken);
		assert_noop!(give(&USD, min_deposit(&USD) - 1), Error::<Test>::DepositTooSmall);
		assert_noop!(
			give(&USD, ENDOWMENT * unit(&USD) + 1),
			pallet_assets::Error::<Test>::BalanceLow
		);
	});
}
