//! A lease goes to another wallet (E6).

use crate::{mock::*, Error, Event, Wallets};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::ArithmeticError;
use spheron_primitives::{traits::Escrow as _, Balance, Footprint};

/// Alice has 20 dollars, 15 of them locked for 8 vCPUs.
fn alice_runs_8_vcpus() {
	deposited(ALICE, &USD, 20 * unit(&USD));
	assert_ok!(Escrow::occupy(&ALICE, &USD, &vcpus(8)));
	assert_ok!(Escrow::lock(&ALICE, &USD, 15 * unit(&USD)));
}

fn to_bob(amount: Balance) -> sp_runtime::DispatchResult {
	Escrow::hand_over(&ALICE, &BOB, &USD, amount, &vcpus(8))
}

#[test]
fn the_locked_funds_and_the_use_go_along() {
	ExtBuilder::default().build_and_execute(|| {
		alice_runs_8_vcpus();
		let amount = 15 * unit(&USD);
		assert_ok!(to_bob(amount));

		assert_eq!(wallet(&ALICE, &USD), (5 * unit(&USD), 0));
		assert_eq!(wallet(&BOB, &USD), (0, amount));
		assert!(used(&ALICE, &USD).is_empty());
		assert_eq!(used(&BOB, &USD), vcpus(8));
		assert_eq!(held(&USD), 20 * unit(&USD));
		let footprint = vcpus(8);
		assert_eq!(
			last_event(),
			Event::HandedOver { from: ALICE, to: BOB, token: USD, amount, footprint }
		);
	});
}

#[test]
fn other_leases_stay() {
	ExtBuilder::default().build_and_execute(|| {
		alice_runs_8_vcpus();
		assert_ok!(Escrow::occupy(&ALICE, &USD, &vcpus(1)));
		assert_ok!(to_bob(15 * unit(&USD)));
		assert_eq!(used(&ALICE, &USD), vcpus(1));
	});
}

/// E7: with the funds that arrive.
#[test]
fn the_receiver_must_be_within_its_bracket() {
	ExtBuilder::default().build_and_execute(|| {
		alice_runs_8_vcpus();
		assert_noop!(to_bob(10 * unit(&USD)), Error::<Test>::OverBracketVcpu(5));
		deposited(BOB, &USD, 5 * unit(&USD));
		assert_ok!(to_bob(10 * unit(&USD)));
		assert_eq!(wallet(&BOB, &USD), (5 * unit(&USD), 10 * unit(&USD)));
	});
}

#[test]
fn what_the_receiver_runs_already_counts() {
	ExtBuilder::default().build_and_execute(|| {
		alice_runs_8_vcpus();
		deposited(BOB, &USD, 15 * unit(&USD));
		assert_ok!(Escrow::occupy(&BOB, &USD, &vcpus(8)));
		assert_noop!(to_bob(10 * unit(&USD)), Error::<Test>::OverBracketVcpu(5));
		assert_ok!(to_bob(15 * unit(&USD)));
		assert_eq!(used(&BOB, &USD), vcpus(16));
	});
}

#[test]
fn a_price_is_needed() {
	ExtBuilder::default().build_and_execute(|| {
		alice_runs_8_vcpus();
		Now::set(START + 25 * HOUR);
		assert_noop!(to_bob(15 * unit(&USD)), Error::<Test>::PriceStale);
		LastPrices::remove(USD);
		assert_noop!(to_bob(15 * unit(&USD)), Error::<Test>::NoPrice);
		// But not where nothing more runs.
		let nothing = Footprint::default();
		assert_ok!(Escrow::hand_over(&ALICE, &BOB, &USD, unit(&USD), &nothing));
	});
}

#[test]
fn no_more_is_handed_over_than_is_locked() {
	ExtBuilder::default().build_and_execute(|| {
		alice_runs_8_vcpus();
		assert_noop!(to_bob(15 * unit(&USD) + 1), Error::<Test>::NotEnoughLocked);
	});
}

#[test]
fn the_receivers_wallet_stays_in_range() {
	ExtBuilder::default().build().execute_with(|| {
		alice_runs_8_vcpus();
		Wallets::<Test>::mutate(BOB, USD, |wallet| wallet.unlocked = Balance::MAX);
		assert_noop!(to_bob(15 * unit(&USD)), ArithmeticError::Overflow);
		let all = Footprint { ram_mib: u64::MAX, ..vcpus(8) };
		Wallets::<Test>::mutate(BOB, USD, |wallet| (wallet.unlocked, wallet.used) = (0, all));
		Wallets::<Test>::mutate(ALICE, USD, |wallet| wallet.used = all);
		assert_noop!(
			Escrow::hand_over(&ALICE, &BOB, &USD, unit(&USD), &all),
			ArithmeticError::Overflow
		);
	});
}

/// T2: running leases go on.
#[test]
fn a_lease_in_a_delisted_token_is_handed_over() {
	ExtBuilder::default().build_and_execute(|| {
		alice_runs_8_vcpus();
		delist(&USD);
		assert_ok!(to_bob(15 * unit(&USD)));
	});
}

#[test]
fn a_wallet_of_which_nothing_is_left_is_gone() {
	ExtBuilder::default().build_and_execute(|| {
		alice_runs_8_vcpus();
		assert_ok!(Escrow::withdraw(RuntimeOrigin::signed(ALICE), USD, 5 * unit(&USD)));
		assert_ok!(to_bob(15 * unit(&USD)));
		assert!(!Wallets::<Test>::contains_key(ALICE, USD));
	});
}
