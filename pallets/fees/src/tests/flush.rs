//! Fees are paid out (F7).

use super::*;

fn flushed(payee: Payee<AccountId>, to: AccountId, token: Token, amount: Balance) -> Event<Test> {
	Event::Flushed { payee, to, token, amount }
}

#[test]
fn anyone_sends_all_that_is_owed_to_its_owner() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Fees::credit(FeeKind::User, &USPON, 2));
		assert_ok!(Fees::credit(FeeKind::FoundationShare, &USPON, 20));
		take_events();
		assert_ok!(flush(Payee::Foundation, USPON));
		assert_eq!(received(FOUNDATION, USPON), 22);
		assert_eq!(Fees::owed(&USPON), 0);
		assert!(!Owed::<Test>::contains_key(Payee::Foundation, USPON));
		assert!(!OwedInEscrow::<Test>::contains_key(USPON));
		assert_eq!(take_events(), vec![flushed(Payee::Foundation, FOUNDATION, USPON, 22)]);
	});
}

#[test]
fn spon_comes_out_of_both_purses_at_once() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Fees::credit(FeeKind::User, &SPON, ED - 1));
		slashed(1);
		take_events();
		// Neither part alone would open an account.
		assert_ok!(flush(Payee::Foundation, SPON));
		assert_eq!(received(FOUNDATION, SPON), ED);
		assert_eq!((Fees::owed(&SPON), in_pot()), (0, 0));
		assert_eq!(take_events(), vec![flushed(Payee::Foundation, FOUNDATION, SPON, ED)]);
	});
}

#[test]
fn the_reward_pot_and_authors_receive_theirs() {
	ExtBuilder::default().build_and_execute(|| {
		route_all(FeeKind::User, Destination::RewardPot);
		route_all(FeeKind::Provider, Destination::BlockAuthor);
		assert_ok!(Fees::credit(FeeKind::User, &SPON, ED));
		assert_ok!(Fees::credit(FeeKind::Provider, &SPON, 2 * ED));
		take_events();
		assert_ok!(flush(Payee::RewardPot, SPON));
		assert_ok!(flush(Payee::Author(AUTHOR), SPON));
		assert_eq!((received(REWARD_POT, SPON), received(AUTHOR, SPON)), (ED, 2 * ED));
		assert_eq!(
			take_events(),
			vec![
				flushed(Payee::RewardPot, REWARD_POT, SPON, ED),
				flushed(Payee::Author(AUTHOR), AUTHOR, SPON, 2 * ED),
			]
		);
	});
}

#[test]
fn what_is_to_be_burnt_is_burnt_out_of_both_purses() {
	ExtBuilder::default().build_and_execute(|| {
		route_all(FeeKind::User, Destination::Burn);
		route_all(FeeKind::Slash, Destination::Burn);
		assert_ok!(Fees::credit(FeeKind::User, &SPON, 3));
		assert_ok!(Fees::credit(FeeKind::User, &USPON, 5));
		slashed(4);
		take_events();
		assert_ok!(flush(Payee::Burn, SPON));
		assert_ok!(flush(Payee::Burn, USPON));
		assert_eq!((burnt(SPON, 4), burnt(USPON, 0)), (7, 5));
		assert_eq!(in_pot(), 0);
		assert_eq!(
			take_events(),
			vec![Event::Burnt { token: SPON, amount: 7 }, Event::Burnt { token: USPON, amount: 5 }]
		);
	});
}

#[test]
fn a_purse_that_owes_nothing_is_left_alone() {
	ExtBuilder::default().build_and_execute(|| {
		for kind in FeeKind::ALL {
			route_all(kind, Destination::Burn);
		}
		slashed(4);
		assert_ok!(flush(Payee::Burn, SPON));
		assert_ok!(Fees::credit(FeeKind::User, &SPON, 3));
		assert_ok!(flush(Payee::Burn, SPON));
		assert_eq!(received(ESCROW, SPON), PLENTY - 3);
		assert_eq!(in_pot(), 0);
	});
}

#[test]
fn other_tokens_and_other_payees_stay_owed() {
	ExtBuilder::default().build_and_execute(|| {
		route_all(FeeKind::Provider, Destination::RewardPot);
		assert_ok!(Fees::credit(FeeKind::User, &SPON, ED));
		assert_ok!(Fees::credit(FeeKind::User, &USPON, 5));
		assert_ok!(Fees::credit(FeeKind::Provider, &SPON, 7));
		assert_ok!(flush(Payee::Foundation, SPON));
		assert_eq!((Fees::owed(&SPON), Fees::owed(&USPON)), (7, 5));
		assert_eq!(owed(Payee::RewardPot, SPON), 7);
	});
}

#[test]
fn a_gift_to_the_pot_stays_there() {
	ExtBuilder::default().build_and_execute(|| {
		let gift = RuntimeOrigin::signed(ESCROW);
		assert_ok!(Balances::transfer_allow_death(gift, Fees::pot_account(), 55));
		slashed(ED);
		assert_ok!(flush(Payee::Foundation, SPON));
		assert_eq!((received(FOUNDATION, SPON), in_pot()), (ED, 55));
	});
}

#[test]
fn nothing_owed_is_an_error() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(flush(Payee::Foundation, USPON), Error::<Test>::NothingOwed);
		assert_ok!(Fees::credit(FeeKind::User, &USPON, 3));
		assert_noop!(flush(Payee::RewardPot, USPON), Error::<Test>::NothingOwed);
		assert_ok!(flush(Payee::Foundation, USPON));
		assert_noop!(flush(Payee::Foundation, USPON), Error::<Test>::NothingOwed);
	});
}

#[test]
fn without_an_account_the_foundation_waits_and_loses_nothing() {
	ExtBuilder::default().without_foundation().build_and_execute(|| {
		assert_ok!(Fees::credit(FeeKind::User, &SPON, ED));
		slashed(3);
		assert_noop!(flush(Payee::Foundation, SPON), Error::<Test>::NoFoundation);
		assert_ok!(Fees::set_foundation(RuntimeOrigin::root(), FOUNDATION));
		assert_ok!(flush(Payee::Foundation, SPON));
		assert_eq!(received(FOUNDATION, SPON), ED + 3);
	});
}

#[test]
fn too_little_to_open_an_account_waits_for_more() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Fees::credit(FeeKind::User, &SPON, ED - 2));
		slashed(1);
		assert_noop!(flush(Payee::Foundation, SPON), Error::<Test>::BelowMinimumBalance);
		slashed(1);
		assert_ok!(flush(Payee::Foundation, SPON));
		assert_eq!(received(FOUNDATION, SPON), ED);
		// An account that is open receives any amount.
		slashed(1);
		assert_ok!(flush(Payee::Foundation, SPON));
		assert_eq!(received(FOUNDATION, SPON), ED + 1);
	});
}

#[test]
fn a_token_that_refuses_is_owed_until_it_accepts() {
	ExtBuilder::default().build_and_execute(|| {
		route_all(FeeKind::Provider, Destination::Burn);
		assert_ok!(Fees::credit(FeeKind::User, &USPON, 3));
		assert_ok!(Fees::credit(FeeKind::Provider, &USPON, 4));
		Refusing::set(true);
		assert_noop!(flush(Payee::Foundation, USPON), REFUSAL);
		assert_noop!(flush(Payee::Burn, USPON), REFUSAL);
		Refusing::set(false);
		assert_ok!(flush(Payee::Foundation, USPON));
		assert_ok!(flush(Payee::Burn, USPON));
		assert_eq!((received(FOUNDATION, USPON), burnt(USPON, 0)), (3, 4));
	});
}

#[test]
fn only_a_signed_account_can_flush() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Fees::credit(FeeKind::User, &USPON, 3));
		let flush = |origin| Fees::flush(origin, Payee::Foundation, USPON);
		assert_noop!(flush(RuntimeOrigin::none()), BadOrigin);
		assert_noop!(flush(RuntimeOrigin::root()), BadOrigin);
	});
}

#[test]
fn each_purse_has_its_weight() {
	use crate::{Call, WeightInfo};
	use frame_support::dispatch::GetDispatchInfo;
	let weight = |token| {
		Call::<Test>::flush { payee: Payee::Foundation, token }.get_dispatch_info().call_weight
	};
	assert_eq!(weight(SPON), <() as WeightInfo>::flush_spon());
	assert_eq!(weight(USPON), <() as WeightInfo>::flush_asset());
}
