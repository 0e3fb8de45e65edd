//! Prices: who makes them, how old they get, and what needs them (T3, E7).

use super::{deploy, deposit, market, signed, small, unit};
use crate::{
	configs::oracle::{FeederInstance, OraclePrices},
	presets::USPON,
	tests::{
		chain::{council_decides, dispatch, next_block, on_chain, skip, submit, submit_as},
		market::{bid, last_lease, order_as, price_all, serve},
	},
	Balance, Balances, Oracle, Runtime, DAYS, HOURS,
};
use frame_support::{assert_noop, assert_ok};
use pallet_leases::Extension;
use pallet_oracle::{Call, Error};
use sp_keyring::Sr25519Keyring::{self, Alice, AliceStash, Bob, Charlie, Dave, Eve, Ferdie};
use sp_runtime::{DispatchError, DispatchResult, FixedU128};
use spheron_primitives::{traits::Prices, Token};

const TOKEN: Token = Token::WithId(USPON);

/// What a token costs in dollars, if the oracle knows.
fn price(token: &Token) -> Option<FixedU128> {
	Oracle::get(token).map(|quote| quote.value)
}

fn usd(dollars: u128) -> FixedU128 {
	FixedU128::from_u32(dollars as u32)
}

fn words(token: Token, dollars: u128) -> Call<Runtime> {
	Call::feed_values { values: vec![(token, usd(dollars))].try_into().unwrap() }
}

/// `feeder` says what a token costs.
fn feed(feeder: Sr25519Keyring, dollars: u128) -> DispatchResult {
	submit_as(&feeder.pair(), words(TOKEN, dollars)).expect("valid")
}

/// The council dismisses a feeder.
fn dismiss(feeder: Sr25519Keyring) {
	council_decides(pallet_membership::Call::<Runtime, FeederInstance>::remove_member {
		who: feeder.to_account_id().into(),
	});
}

fn create(price: Balance) -> pallet_orders::Call<Runtime> {
	pallet_orders::Call::create { spec: Box::new(small(&TOKEN, price, HOURS)) }
}

#[test]
fn a_price_is_the_median_of_what_the_feeders_say() {
	on_chain("development", || {
		assert_ok!(feed(Alice, 90));
		assert_eq!(price(&TOKEN), None, "one word is none");
		assert_ok!(feed(Bob, 1));
		assert_ok!(feed(Charlie, 2));
		assert_eq!(price(&TOKEN), Some(usd(2)));
		next_block();
		assert_ok!(feed(Alice, 1));
		assert_eq!(price(&TOKEN), Some(usd(1)));
	});
}

#[test]
fn a_word_counts_for_an_hour() {
	on_chain("development", || {
		assert_ok!(feed(Alice, 90));
		skip(HOURS);
		assert_ok!(feed(Bob, 1));
		assert_eq!(price(&TOKEN), None);
		assert_ok!(feed(Charlie, 2));
		assert_eq!(price(&TOKEN), Some(usd(1)), "the lower of two");
	});
}

#[test]
fn feeding_is_free_and_done_once_per_block() {
	on_chain("development", || {
		let before = Balances::free_balance(Bob.to_account_id());
		assert_ok!(feed(Bob, 1));
		assert_eq!(Balances::free_balance(Bob.to_account_id()), before);
		assert_eq!(feed(Bob, 2), Err(Error::<Runtime>::AlreadyFeeded.into()));
		next_block();
		assert_ok!(feed(Bob, 2));
	});
}

#[test]
fn nobody_else_feeds() {
	market().play(|| {
		let refused = Error::<Runtime>::NoPermission;
		assert_noop!(dispatch(signed(&Dave.to_account_id()), words(TOKEN, 2)), refused);
	});
}

/// Alone or in a batch: no price is written of what nobody pays with.
#[test]
fn nobody_feeds_what_is_no_payment_token() {
	market().play(|| {
		let refused: DispatchError = frame_system::Error::<Runtime>::CallFiltered.into();
		let alice = signed(&Alice.to_account_id());
		let unknown = words(Token::WithId(77), 2);
		assert_noop!(dispatch(alice.clone(), unknown.clone()), refused);
		let calls = vec![unknown.into()];
		assert_noop!(dispatch(alice, pallet_utility::Call::batch_all { calls }), refused);
	});
}

#[test]
fn a_dismissed_feeder_has_no_say() {
	on_chain("development", || {
		// Time begins in 1970 here.
		skip(2 * DAYS);
		assert_ok!(feed(Alice, 1));
		assert_ok!(feed(Bob, 2));
		assert_ok!(feed(Charlie, 3));
		assert_eq!(price(&TOKEN), Some(usd(2)));
		dismiss(Charlie);
		assert_eq!(price(&TOKEN), Some(usd(1)), "the lower of two");
		next_block();
		assert_eq!(feed(Charlie, 3), Err(Error::<Runtime>::NoPermission.into()));

		// One feeder is too few: nothing new runs on the price any more, however young it is. What is
		// lost is still counted by it.
		dismiss(Alice);
		let last = spheron_primitives::Price { usd: usd(1), at: 0 };
		assert_eq!(OraclePrices::last(&TOKEN), Some(last));
		deposit(Ferdie, &TOKEN, 10 * unit(&TOKEN));
		let refused = pallet_escrow::Error::<Runtime>::PriceStale.into();
		assert_eq!(submit_as(&Ferdie.pair(), create(1)).unwrap(), Err(refused));

		council_decides(pallet_membership::Call::<Runtime, FeederInstance>::add_member {
			who: Dave.to_account_id().into(),
		});
		assert_ok!(feed(Bob, 4));
		assert_ok!(feed(Dave, 6));
		assert_eq!(price(&TOKEN), Some(usd(4)));
		submit(Ferdie, create(1));
	});
}

#[test]
fn a_stale_price_stops_new_use_and_nothing_else() {
	market().play(|| {
		let [ferdie, heir] = [Ferdie, AliceStash].map(|who| signed(&who.to_account_id()));
		let id = deploy(&TOKEN, 50 * unit(&TOKEN), unit(&TOKEN) / 10, 3 * DAYS);
		let other = {
			let order = order_as(Ferdie, small(&TOKEN, 1_000, 3 * DAYS));
			bid(Eve, order, 1_000);
			skip(3);
			serve(Eve, last_lease());
			last_lease()
		};
		let offer = pallet_leases::Call::offer { lease: id, to: AliceStash.to_account_id() };
		assert_ok!(dispatch(ferdie.clone(), offer));

		// The market was priced a few blocks ago.
		price_all(usd(1)).unwrap();
		skip(DAYS);
		assert_ok!(dispatch(ferdie.clone(), create(1)));
		skip(1);
		let refused: DispatchError = pallet_escrow::Error::<Runtime>::PriceStale.into();
		assert_noop!(dispatch(ferdie.clone(), create(1)), refused);
		assert_noop!(dispatch(heir.clone(), pallet_leases::Call::accept { lease: id }), refused);

		let amount = 2 * unit(&TOKEN);
		let (to, by) = (AliceStash.to_account_id(), Extension::Blocks(100));
		deposit(Ferdie, &TOKEN, amount);
		assert_ok!(dispatch(
			ferdie.clone(),
			pallet_escrow::Call::withdraw { token: TOKEN, amount }
		));
		let transfer = pallet_escrow::Call::transfer { token: TOKEN, to, amount };
		assert_ok!(dispatch(ferdie.clone(), transfer));
		assert_ok!(dispatch(heir.clone(), pallet_leases::Call::settle { lease: id }));
		assert_ok!(dispatch(ferdie.clone(), pallet_leases::Call::extend { lease: id, by }));
		assert_ok!(dispatch(ferdie.clone(), pallet_leases::Call::close { lease: other }));
		let (provider, token) = (Dave.to_account_id(), TOKEN);
		let earnings = pallet_escrow::Call::withdraw_earnings { provider, token };
		assert_ok!(dispatch(heir.clone(), earnings));

		assert_ok!(price_all(usd(1)));
		assert_ok!(dispatch(heir, pallet_leases::Call::accept { lease: id }));
		assert_ok!(dispatch(ferdie, create(1)));
	});
}
