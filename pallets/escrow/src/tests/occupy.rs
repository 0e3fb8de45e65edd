//! How much may run on a wallet (E7).

use crate::{mock::*, Error, Event, Shortfall};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::ArithmeticError;
use spheron_primitives::{
	price::USD as DOLLAR,
	traits::{Escrow as _, Prices},
	Footprint,
};

/// The limits of a wallet worth 15 US dollars.
const CPU: Footprint =
	Footprint { vcpu_millis: 8_000, ram_mib: 32 * 1_024, storage_gib: 512, gpu_units: 0 };
const GPU: Footprint =
	Footprint { vcpu_millis: 32_000, ram_mib: 128 * 1_024, storage_gib: 1_024, gpu_units: 150 };

#[test]
fn a_wallet_runs_what_it_is_worth() {
	ExtBuilder::default().build_and_execute(|| {
		for token in TOKENS {
			for (who, limits) in [(ALICE, CPU), (BOB, GPU)] {
				deposited(who.clone(), &token, 15 * unit(&token));
				assert_ok!(Escrow::occupy(&who, &token, &limits));
				let event =
					Event::Occupied { who: who.clone(), token: token.clone(), more: limits };
				assert_eq!(last_event(), event);
				assert_eq!(used(&who, &token), limits);
				assert_eq!(wallet(&who, &token), (15 * unit(&token), 0));
			}
		}
	});
}

#[test]
fn a_refusal_names_the_resource_and_how_much_more_deposit_is_needed() {
	ExtBuilder::default().build_and_execute(|| {
		deposited(ALICE, &USD, 15 * unit(&USD));
		let occupy = |more: Footprint| Escrow::occupy(&ALICE, &USD, &more);
		// 16 vCPUs need 30 dollars; 8 001 thousandths a little more than 15.
		assert_noop!(
			occupy(Footprint { vcpu_millis: 16_000, ..CPU }),
			Error::<Test>::OverBracketVcpu(15)
		);
		assert_noop!(
			occupy(Footprint { vcpu_millis: 8_001, ..CPU }),
			Error::<Test>::OverBracketVcpu(1)
		);
		assert_noop!(
			occupy(Footprint { ram_mib: 64 * 1_024 + 1, ..CPU }),
			Error::<Test>::OverBracketRam(16)
		);
		assert_noop!(
			occupy(Footprint { storage_gib: 1_024, ..CPU }),
			Error::<Test>::OverBracketStorage(15)
		);
		assert_noop!(
			occupy(Footprint { gpu_units: 300, ..GPU }),
			Error::<Test>::OverBracketGpu(15)
		);
		// The resource that asks for the most.
		assert_noop!(
			occupy(Footprint { vcpu_millis: 16_000, ram_mib: 48 * 1_024, ..CPU }),
			Error::<Test>::OverBracketVcpu(15)
		);
	});
}

#[test]
fn with_that_much_more_it_fits() {
	ExtBuilder::default().build_and_execute(|| {
		deposited(ALICE, &GOLD, 15 * unit(&GOLD));
		let more = Footprint { ram_mib: 64 * 1_024 + 1, ..CPU };
		assert_noop!(Escrow::occupy(&ALICE, &GOLD, &more), Error::<Test>::OverBracketRam(16));
		deposited(ALICE, &GOLD, 16 * unit(&GOLD));
		assert_ok!(Escrow::occupy(&ALICE, &GOLD, &more));
	});
}

#[test]
fn a_need_out_of_range_is_said_to_be_the_most() {
	ExtBuilder::default().build_and_execute(|| {
		deposited(ALICE, &USD, 15 * unit(&USD));
		let refused = Error::<Test>::OverBracketVcpu(u16::MAX);
		assert_noop!(Escrow::occupy(&ALICE, &USD, &vcpus(1_000_000_000)), refused);
		let all = Footprint { vcpu_millis: u64::MAX, ..Footprint::default() };
		let refused = Error::<Test>::OverBracketVcpu(u16::MAX);
		assert_noop!(Escrow::occupy(&ALICE, &USD, &all), refused);
		assert_ok!(Escrow::occupy(&ALICE, &USD, &vcpus(1)));
		assert_noop!(Escrow::occupy(&ALICE, &USD, &all), ArithmeticError::Overflow);
	});
}

/// Two halves of the deposit's worth fit, and nothing after.
#[test]
fn the_whole_use_of_a_wallet_counts() {
	ExtBuilder::default().build_and_execute(|| {
		deposited(ALICE, &USD, 15 * unit(&USD));
		assert_ok!(Escrow::occupy(&ALICE, &USD, &vcpus(4)));
		assert_ok!(Escrow::occupy(&ALICE, &USD, &vcpus(4)));
		assert_eq!(used(&ALICE, &USD), vcpus(8));
		assert_noop!(Escrow::occupy(&ALICE, &USD, &vcpus(4)), Error::<Test>::OverBracketVcpu(8));
		Escrow::vacate(&ALICE, &USD, &vcpus(4));
		assert_eq!(last_event(), Event::Vacated { who: ALICE, token: USD, less: vcpus(4) });
		assert_ok!(Escrow::occupy(&ALICE, &USD, &vcpus(4)));
	});
}

/// E7: the columns with GPU are for a whole use in which there is one.
#[test]
fn a_gpu_moves_the_whole_use_to_its_limits() {
	ExtBuilder::default().build_and_execute(|| {
		deposited(ALICE, &USD, 15 * unit(&USD));
		assert_ok!(Escrow::occupy(&ALICE, &USD, &vcpus(8)));
		assert_ok!(Escrow::occupy(&ALICE, &USD, &Footprint { gpu_units: 75, ..vcpus(8) }));
		assert_ok!(Escrow::occupy(&ALICE, &USD, &vcpus(16)));
		// Nothing is closed when the GPU goes, but nothing is added either.
		Escrow::vacate(&ALICE, &USD, &gpus(75));
		assert_eq!(used(&ALICE, &USD), vcpus(32));
		assert_noop!(
			Escrow::occupy(&ALICE, &USD, &Footprint { storage_gib: 1, ..Footprint::default() }),
			Error::<Test>::OverBracketVcpu(45)
		);
	});
}

#[test]
fn locked_funds_count_as_well() {
	ExtBuilder::default().build_and_execute(|| {
		deposited(ALICE, &SPON, 15 * unit(&SPON));
		assert_ok!(Escrow::lock(&ALICE, &SPON, 14 * unit(&SPON)));
		assert_ok!(Escrow::occupy(&ALICE, &SPON, &CPU));
	});
}

#[test]
fn wallets_of_different_tokens_are_different_wallets() {
	ExtBuilder::default().build_and_execute(|| {
		deposited(ALICE, &USD, 15 * unit(&USD));
		deposited(ALICE, &GOLD, 15 * unit(&GOLD));
		assert_ok!(Escrow::occupy(&ALICE, &USD, &CPU));
		assert_ok!(Escrow::occupy(&ALICE, &GOLD, &CPU));
		assert_noop!(Escrow::occupy(&ALICE, &SPON, &CPU), Error::<Test>::OverBracketStorage(15));
	});
}

#[test]
fn the_price_of_the_token_counts() {
	ExtBuilder::default().build_and_execute(|| {
		for token in TOKENS {
			feed(&token, 25);
			deposited(ALICE, &token, 60 * unit(&token) - 1);
			assert_noop!(
				Escrow::occupy(&ALICE, &token, &vcpus(8)),
				Error::<Test>::OverBracketVcpu(1)
			);
			deposited(ALICE, &token, unit(&token));
			assert_ok!(Escrow::occupy(&ALICE, &token, &vcpus(8)));
		}
	});
}

/// E7: later prices and withdrawals close nothing.
#[test]
fn what_runs_goes_on_whatever_becomes_of_price_and_deposit() {
	ExtBuilder::default().build_and_execute(|| {
		deposited(ALICE, &USD, 30 * unit(&USD));
		assert_ok!(Escrow::occupy(&ALICE, &USD, &vcpus(16)));
		feed(&USD, 1);
		assert_ok!(Escrow::withdraw(RuntimeOrigin::signed(ALICE), USD, 20 * unit(&USD)));
		assert_eq!(used(&ALICE, &USD), vcpus(16));
		// Only more is refused; 10 cents are left.
		assert_noop!(Escrow::occupy(&ALICE, &USD, &vcpus(8)), Error::<Test>::OverBracketVcpu(45));
	});
}

#[test]
fn a_price_is_good_for_a_day() {
	ExtBuilder::default().build_and_execute(|| {
		deposited(ALICE, &USD, 15 * unit(&USD));
		Now::set(START + 24 * HOUR);
		assert_ok!(Escrow::occupy(&ALICE, &USD, &vcpus(1)));
		Now::set(START + 24 * HOUR + 1);
		assert_noop!(Escrow::occupy(&ALICE, &USD, &vcpus(1)), Error::<Test>::PriceStale);
		feed(&USD, 100);
		assert_ok!(Escrow::occupy(&ALICE, &USD, &vcpus(1)));
	});
}

#[test]
fn without_a_price_nothing_more_runs() {
	ExtBuilder::default().build_and_execute(|| {
		deposited(ALICE, &USD, 15 * unit(&USD));
		LastPrices::remove(USD);
		assert_eq!(MockPrices::last(&USD), None);
		assert_noop!(Escrow::occupy(&ALICE, &USD, &vcpus(1)), Error::<Test>::NoPrice);
	});
}

#[test]
fn only_a_token_that_was_listed_has_wallets_to_run_something_on() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(Escrow::occupy(&ALICE, &UNLISTED, &vcpus(1)), Error::<Test>::NotPaymentToken);
		// A running lease may grow after a delisting.
		deposited(ALICE, &USD, 15 * unit(&USD));
		delist(&USD);
		assert_ok!(Escrow::occupy(&ALICE, &USD, &vcpus(1)));
	});
}

/// A stale price refuses only what needs a price.
#[test]
fn nothing_is_free_of_charge_and_of_traces() {
	ExtBuilder::default().build_and_execute(|| {
		LastPrices::remove(USD);
		let root = || sp_io::storage::root(sp_core::storage::StateVersion::V1);
		let before = root();
		assert_ok!(Escrow::occupy(&ALICE, &USD, &Footprint::default()));
		Escrow::vacate(&ALICE, &USD, &Footprint::default());
		assert_eq!(root(), before);
	});
}

#[test]
fn vacating_needs_no_price() {
	ExtBuilder::default().build_and_execute(|| {
		deposited(ALICE, &USD, 15 * unit(&USD));
		assert_ok!(Escrow::occupy(&ALICE, &USD, &GPU));
		LastPrices::remove(USD);
		Escrow::vacate(&ALICE, &USD, &GPU);
		assert!(used(&ALICE, &USD).is_empty());
	});
}

#[test]
#[should_panic(expected = "more is vacated than was occupied")]
fn vacating_too_much_is_a_bug_of_the_caller() {
	ExtBuilder::default().build_and_execute(|| {
		deposited(ALICE, &USD, 15 * unit(&USD));
		assert_ok!(Escrow::occupy(&ALICE, &USD, &vcpus(1)));
		Escrow::vacate(&ALICE, &USD, &vcpus(2));
	});
}

#[test]
fn a_client_can_ask_beforehand() {
	ExtBuilder::default().build_and_execute(|| {
		deposited(ALICE, &USD, 15 * unit(&USD));
		let ask = |more| Escrow::bracket_shortfall(&ALICE, &USD, &more);
		assert_eq!(ask(CPU), Ok(None));
		let lack = ask(vcpus(9)).unwrap().unwrap();
		assert_eq!(lack.usd, 9 * DOLLAR * 15 / 8 - 15 * DOLLAR);
		assert_eq!(lack.whole_usd(), 2);
		assert!(matches!(lack, Shortfall { resource: crate::brackets::Resource::Vcpu, .. }));
		LastPrices::remove(USD);
		assert_eq!(ask(CPU), Err(Error::<Test>::NoPrice.into()));
	});
}
