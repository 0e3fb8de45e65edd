use crate::{mock::*, Error, Event, PaymentTokens, TokenInfo};
use frame_support::{assert_noop, assert_ok, traits::fungibles::Inspect as _};
use sp_runtime::traits::BadOrigin;
use spheron_primitives::Token;

fn none_listed() -> ExtBuilder {
	ExtBuilder::default().tokens(vec![])
}

fn list(token: &Token) -> sp_runtime::DispatchResult {
	Escrow::list_token(RuntimeOrigin::root(), token.clone(), min_deposit(token))
}

/// Hand the roles of an asset over: owner, issuer, admin, freezer.
fn set_roles(token: &Token, roles: [AccountId; 4]) {
	let Token::WithId(id) = token else { panic!("an asset") };
	let [owner, issuer, admin, freezer] = roles;
	let min = Funds::minimum_balance(token.clone());
	let origin = RuntimeOrigin::root();
	Assets::force_asset_status(origin, *id, owner, issuer, admin, freezer, min, false, false)
		.unwrap();
}

#[test]
fn a_token_is_listed_and_the_foundation_pays_the_float() {
	for (token, float) in [(SPON, ED), (USD, USD_MIN), (GOLD, GOLD_MIN)] {
		none_listed().build_and_execute(|| {
			let before = free(&FOUNDATION, &token);
			assert_ok!(list(&token));

			let min_deposit = min_deposit(&token);
			let decimals = if token == USD { 6 } else { 18 };
			let info = TokenInfo { min_deposit, float, decimals, listed: true };
			assert_eq!(PaymentTokens::<Test>::get(&token), Some(info));
			assert_eq!(free(&FOUNDATION, &token), before - float);
			assert_eq!(free(&escrow(&token), &token), float);
			assert_eq!(held(&token), 0);
			assert_eq!(last_event(), Event::TokenListed { token, min_deposit, decimals });
		});
	}
}

#[test]
fn the_escrow_account_of_an_insufficient_asset_needs_no_spon() {
	none_listed().build_and_execute(|| {
		assert_ok!(list(&GOLD));
		assert_eq!(free(&escrow(&GOLD), &SPON), 0);
		assert!(System::providers(&escrow(&GOLD)) > 0);
	});
}

#[test]
fn every_token_has_an_account_of_its_own() {
	assert_ne!(escrow(&SPON), escrow(&USD));
	assert_ne!(escrow(&USD), escrow(&GOLD));
	assert_ne!(escrow(&SPON), escrow(&Token::WithId(0)));
}

#[test]
fn genesis_lists_like_the_call() {
	ExtBuilder::default().build_and_execute(|| {
		for token in TOKENS {
			let info = PaymentTokens::<Test>::get(&token).unwrap();
			assert_eq!(info.min_deposit, min_deposit(&token));
			assert_eq!(free(&escrow(&token), &token), info.float);
		}
	});
}

#[test]
#[should_panic(expected = "every payment token of the genesis can be listed")]
fn a_genesis_with_an_unknown_token_is_not_built() {
	let _ = ExtBuilder::default().tokens(vec![(Some(99), 1)]).build();
}

#[test]
fn only_the_council_lists() {
	none_listed().build_and_execute(|| {
		for origin in [RuntimeOrigin::signed(ALICE), RuntimeOrigin::none()] {
			assert_noop!(Escrow::list_token(origin, SPON, min_deposit(&SPON)), BadOrigin);
		}
	});
}

#[test]
fn a_token_is_listed_once() {
	none_listed().build_and_execute(|| {
		assert_ok!(list(&USD));
		assert_noop!(list(&USD), Error::<Test>::AlreadyListed);
	});
}

#[test]
fn an_asset_that_does_not_exist_is_refused() {
	none_listed().build_and_execute(|| {
		assert_noop!(list(&Token::WithId(99)), Error::<Test>::UnknownToken);
	});
}

fn set_decimals(decimals: u8) {
	let (root, name) = (RuntimeOrigin::root(), b"A".to_vec());
	assert_ok!(Assets::force_set_metadata(root, 1, name.clone(), name, decimals, false));
}

/// Otherwise it would seem to have no decimals, and its wallets be worth far too much.
#[test]
fn an_asset_without_metadata_is_refused() {
	none_listed().build_and_execute(|| {
		assert_noop!(list(&UNLISTED), Error::<Test>::NoMetadata);
		assert_ok!(Assets::force_clear_metadata(RuntimeOrigin::root(), 1));
		assert_noop!(list(&USD), Error::<Test>::NoMetadata);
	});
}

#[test]
fn an_asset_has_at_most_30_decimals() {
	none_listed().build_and_execute(|| {
		set_decimals(31);
		assert_noop!(list(&USD), Error::<Test>::TooManyDecimals);
		set_decimals(30);
		assert_ok!(list(&USD));
	});
}

#[test]
fn decimals_are_those_of_the_listing() {
	none_listed().build_and_execute(|| {
		assert_ok!(list(&USD));
		set_decimals(0);
		assert_eq!(PaymentTokens::<Test>::get(USD).unwrap().decimals, 6);
	});
}

#[test]
fn the_minimum_deposit_is_not_below_the_minimum_balance() {
	none_listed().build_and_execute(|| {
		for (token, min) in [(SPON, ED), (USD, USD_MIN), (GOLD, GOLD_MIN)] {
			let root = RuntimeOrigin::root;
			assert_noop!(
				Escrow::list_token(root(), token.clone(), min - 1),
				Error::<Test>::MinDepositTooLow
			);
			assert_ok!(Escrow::list_token(root(), token, min));
		}
	});
}

#[test]
fn an_asset_in_which_a_stranger_has_a_role_is_refused() {
	none_listed().build_and_execute(|| {
		for role in 0..4 {
			let mut roles = [COUNCIL, COUNCIL, COUNCIL, COUNCIL];
			roles[role] = MALLORY;
			set_roles(&USD, roles);
			assert_noop!(list(&USD), Error::<Test>::NotGoverned);
		}
	});
}

#[test]
fn roles_of_the_zero_account_are_nobodys() {
	none_listed().build_and_execute(|| {
		set_roles(&USD, [COUNCIL, ZERO, COUNCIL, ZERO]);
		assert_ok!(list(&USD));
		set_roles(&GOLD, [ZERO, ZERO, ZERO, ZERO]);
		assert_ok!(list(&GOLD));
	});
}

#[test]
fn without_a_foundation_account_nobody_pays_the_float() {
	none_listed().build_and_execute(|| {
		FloatPayer::set(None);
		assert_noop!(list(&USD), Error::<Test>::NoFloatPayer);
	});
}

#[test]
fn a_foundation_that_cannot_pay_the_float_is_told_so() {
	none_listed().build_and_execute(|| {
		FloatPayer::set(Some(POOR));
		for token in TOKENS {
			assert_noop!(list(&token), Error::<Test>::FloatNotPaid);
		}
	});
}

/// Who walks all payment tokens, as when a feeder of prices goes, needs their number to have a bound.
#[test]
fn beyond_the_limit_only_what_was_a_payment_token_is_listed() {
	none_listed().build_and_execute(|| {
		MaxPaymentTokens::set(2);
		assert_ok!(list(&SPON));
		assert_ok!(list(&USD));
		assert_noop!(list(&GOLD), Error::<Test>::TooManyPaymentTokens);
		delist(&USD);
		assert_noop!(list(&GOLD), Error::<Test>::TooManyPaymentTokens);
		assert_ok!(list(&USD));
		MaxPaymentTokens::set(3);
		assert_ok!(list(&GOLD));
	});
}

#[test]
fn a_frozen_asset_is_listed_once_it_is_thawed() {
	none_listed().build_and_execute(|| {
		assert_ok!(Assets::freeze_asset(RuntimeOrigin::signed(COUNCIL), 1));
		assert_noop!(list(&USD), Error::<Test>::FloatNotPaid);
		assert_ok!(Assets::thaw_asset(RuntimeOrigin::signed(COUNCIL), 1));
		assert_ok!(list(&USD));
	});
}

#[test]
fn a_gift_before_the_listing_changes_nothing() {
	none_listed().build_and_execute(|| {
		assert_ok!(Assets::transfer(RuntimeOrigin::signed(BOB), 1, escrow(&USD), unit(&USD)));
		assert_ok!(list(&USD));
		assert_eq!(free(&escrow(&USD), &USD), unit(&USD) + USD_MIN);
	});
}

mod again {
	use super::*;

	/// List and delist everything once; then see what `test` makes of it.
	fn after_a_delisting(test: impl FnOnce()) {
		ExtBuilder::default().build_and_execute(|| {
			TOKENS.iter().for_each(delist);
			test();
		});
	}

	fn set_min_balance(min: spheron_primitives::Balance) {
		let (root, c) = (RuntimeOrigin::root(), || COUNCIL);
		assert_ok!(Assets::force_asset_status(root, 1, c(), c(), c(), c(), min, true, false));
	}

	#[test]
	fn a_delisted_token_is_listed_again_without_another_float() {
		after_a_delisting(|| {
			FloatPayer::set(None);
			for token in TOKENS {
				let (account, before) = (escrow(&token), free(&escrow(&token), &token));
				let providers = System::providers(&account);
				let min_deposit = 2 * unit(&token);
				let root = RuntimeOrigin::root();
				assert_ok!(Escrow::list_token(root, token.clone(), min_deposit));

				let info = PaymentTokens::<Test>::get(&token).unwrap();
				assert!(info.listed && info.min_deposit == min_deposit && info.float == before);
				assert_eq!(free(&account, &token), before);
				assert_eq!(System::providers(&account), providers);
				assert_noop!(list(&token), Error::<Test>::AlreadyListed);
			}
		});
	}

	#[test]
	fn it_is_asked_all_that_was_asked_the_first_time() {
		after_a_delisting(|| {
			set_roles(&USD, [COUNCIL, MALLORY, COUNCIL, COUNCIL]);
			assert_noop!(list(&USD), Error::<Test>::NotGoverned);
			set_roles(&USD, [COUNCIL, COUNCIL, COUNCIL, COUNCIL]);
			set_min_balance(unit(&USD));
			assert_noop!(list(&USD), Error::<Test>::MinDepositTooLow);
			set_min_balance(USD_MIN);
			set_decimals(31);
			assert_noop!(list(&USD), Error::<Test>::TooManyDecimals);
			set_decimals(7);
			assert_ok!(list(&USD));
			assert_eq!(PaymentTokens::<Test>::get(USD).unwrap().decimals, 7);
		});
	}

	#[test]
	fn of_a_minimum_balance_that_grew_only_the_difference_is_paid() {
		after_a_delisting(|| {
			let before = free(&FOUNDATION, &USD);
			set_min_balance(3 * USD_MIN);
			FloatPayer::set(None);
			assert_noop!(list(&USD), Error::<Test>::NoFloatPayer);
			FloatPayer::set(Some(POOR));
			assert_noop!(list(&USD), Error::<Test>::FloatNotPaid);
			FloatPayer::set(Some(FOUNDATION));
			assert_ok!(list(&USD));
			assert_eq!(free(&FOUNDATION, &USD), before - 2 * USD_MIN);
			assert_eq!(PaymentTokens::<Test>::get(USD).unwrap().float, 3 * USD_MIN);
		});
	}

	#[test]
	fn of_one_that_fell_nothing_is_given_back() {
		after_a_delisting(|| {
			set_min_balance(USD_MIN / 2);
			assert_ok!(list(&USD));
			assert_eq!(PaymentTokens::<Test>::get(USD).unwrap().float, USD_MIN);
		});
	}

	/// With nothing on hold the council can destroy an asset, and the float with it.
	#[test]
	fn an_asset_that_was_destroyed_meanwhile_gets_a_new_float() {
		after_a_delisting(|| {
			let (root, council) = (RuntimeOrigin::root, || RuntimeOrigin::signed(COUNCIL));
			assert_ok!(Assets::start_destroy(council(), 2));
			// Five accounts at a time.
			assert_ok!(Assets::destroy_accounts(council(), 2));
			assert_ok!(Assets::destroy_accounts(council(), 2));
			assert_ok!(Assets::destroy_approvals(council(), 2));
			assert_ok!(Assets::finish_destroy(council(), 2));
			assert_noop!(list(&GOLD), Error::<Test>::UnknownToken);
			assert_eq!(free(&escrow(&GOLD), &GOLD), 0);

			assert_ok!(Assets::force_create(root(), 2, COUNCIL, false, GOLD_MIN));
			let name = b"A".to_vec();
			assert_ok!(Assets::force_set_metadata(root(), 2, name.clone(), name, 18, false));
			assert_noop!(list(&GOLD), Error::<Test>::FloatNotPaid);
			assert_ok!(Assets::mint(council(), 2, FOUNDATION, unit(&GOLD)));
			assert_ok!(list(&GOLD));
			assert_eq!(free(&escrow(&GOLD), &GOLD), GOLD_MIN);
		});
	}
}
