use crate::{mock::*, Earnings, Error, Event};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{traits::BadOrigin, DispatchResult};
use spheron_primitives::{traits::Escrow as _, Balance, Payment, Token};

/// Let `provider` earn `amount` of Alice's.
fn earn(provider: AccountId, token: &Token, amount: Balance) {
	deposited(ALICE, token, amount.max(min_deposit(token)));
	assert_ok!(Escrow::lock(&ALICE, token, amount));
	assert_ok!(Escrow::pay(&Payment {
		payer: ALICE,
		token: token.clone(),
		earned: Some((provider, amount)),
		fees: vec![],
	}));
}

fn withdraw(by: AccountId, provider: AccountId, token: &Token) -> DispatchResult {
	Escrow::withdraw_earnings(RuntimeOrigin::signed(by), provider, token.clone())
}

/// E3: funds only ever go to their owners, whoever asks.
#[test]
fn anyone_can_send_earnings_to_the_providers_proxy_address() {
	ExtBuilder::default().build_and_execute(|| {
		for by in [PROVIDER, CHARLIE] {
			for token in [SPON, USD] {
				let (amount, had, caller) = (unit(&token), free(&PROXY, &token), free(&by, &token));
				earn(PROVIDER, &token, amount);
				assert_ok!(withdraw(by.clone(), PROVIDER, &token));

				assert_eq!(free(&PROXY, &token), had + amount);
				assert_eq!(free(&by, &token), caller);
				assert!(!Earnings::<Test>::contains_key(PROVIDER, &token));
				assert_eq!(
					last_event(),
					Event::EarningsWithdrawn { provider: PROVIDER, to: PROXY, token, amount }
				);
			}
		}
	});
}

#[test]
fn providers_and_tokens_are_kept_apart() {
	ExtBuilder::default().build_and_execute(|| {
		earn(PROVIDER, &USD, 2 * unit(&USD));
		earn(OTHER_PROVIDER, &USD, 3 * unit(&USD));
		earn(PROVIDER, &SPON, 4 * unit(&SPON));
		assert_ok!(withdraw(BOB, PROVIDER, &USD));
		assert_eq!(earnings(&PROVIDER, &USD), 0);
		assert_eq!(earnings(&OTHER_PROVIDER, &USD), 3 * unit(&USD));
		assert_eq!(earnings(&PROVIDER, &SPON), 4 * unit(&SPON));
	});
}

#[test]
fn a_withdrawal_of_earnings_is_signed() {
	ExtBuilder::default().build_and_execute(|| {
		earn(PROVIDER, &USD, unit(&USD));
		assert_noop!(Escrow::withdraw_earnings(RuntimeOrigin::none(), PROVIDER, USD), BadOrigin);
	});
}

#[test]
fn nothing_earned_is_nothing_to_withdraw() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(withdraw(PROVIDER, PROVIDER, &USD), Error::<Test>::NothingEarned);
		earn(PROVIDER, &USD, unit(&USD));
		assert_noop!(withdraw(PROVIDER, PROVIDER, &SPON), Error::<Test>::NothingEarned);
		assert_ok!(withdraw(PROVIDER, PROVIDER, &USD));
		assert_noop!(withdraw(PROVIDER, PROVIDER, &USD), Error::<Test>::NothingEarned);
	});
}

#[test]
fn without_a_proxy_address_earnings_stay() {
	ExtBuilder::default().build_and_execute(|| {
		earn(BOB, &USD, unit(&USD));
		assert_noop!(withdraw(BOB, BOB, &USD), Error::<Test>::NoProxyAddress);
		assert_eq!(earnings(&BOB, &USD), unit(&USD));
	});
}

#[test]
fn earnings_below_the_minimum_balance_wait() {
	ExtBuilder::default().build_and_execute(|| {
		earn(PROVIDER, &USD, USD_MIN - 1);
		assert_noop!(withdraw(BOB, PROVIDER, &USD), Error::<Test>::BelowMinimumBalance);
		earn(PROVIDER, &USD, 1);
		assert_ok!(withdraw(BOB, PROVIDER, &USD));
		assert_eq!(free(&PROXY, &USD), USD_MIN);
	});
}

#[test]
fn a_proxy_address_without_spon_cannot_own_an_insufficient_asset() {
	ExtBuilder::default().build_and_execute(|| {
		earn(PROVIDER, &GOLD, unit(&GOLD));
		assert_noop!(withdraw(BOB, PROVIDER, &GOLD), Error::<Test>::RecipientNeedsSpon);
		assert_ok!(Balances::transfer_allow_death(RuntimeOrigin::signed(BOB), PROXY, ED));
		assert_ok!(withdraw(BOB, PROVIDER, &GOLD));
		assert_eq!(free(&PROXY, &GOLD), unit(&GOLD));
	});
}

#[test]
fn earnings_in_a_frozen_asset_wait_until_it_is_thawed() {
	ExtBuilder::default().build_and_execute(|| {
		earn(PROVIDER, &USD, unit(&USD));
		assert_ok!(Assets::freeze_asset(RuntimeOrigin::signed(COUNCIL), 1));
		assert_noop!(withdraw(BOB, PROVIDER, &USD), pallet_assets::Error::<Test>::AssetNotLive);
		assert_ok!(Assets::thaw_asset(RuntimeOrigin::signed(COUNCIL), 1));
		assert_ok!(withdraw(BOB, PROVIDER, &USD));
	});
}
