//! The check itself notices what it is there for.

use crate::{mock::*, Brackets, Earnings, PaymentTokens, Wallet, Wallets};
use frame_support::traits::{
	fungibles::{Mutate as _, MutateHold as _},
	tokens::{Fortitude, Precision, Preservation},
};
use spheron_primitives::FeeKind;

/// Break something in a market with deposits, and read what the check says.
fn complaint(corrupt: impl FnOnce()) -> sp_runtime::TryRuntimeError {
	ExtBuilder::default().build().execute_with(|| {
		for token in TOKENS {
			deposited(ALICE, &token, unit(&token));
		}
		Escrow::do_try_state().unwrap();
		corrupt();
		Escrow::do_try_state().unwrap_err()
	})
}

fn i1() -> sp_runtime::TryRuntimeError {
	"escrow: I1: what is on hold is not what is accounted for".into()
}

fn out_of_range() -> sp_runtime::TryRuntimeError {
	"escrow: I2: a sum is out of range".into()
}

#[test]
fn a_wallet_that_is_not_covered() {
	for token in TOKENS {
		let grow = || Wallets::<Test>::mutate(ALICE, token, |wallet| wallet.locked += 1);
		assert_eq!(complaint(grow), i1());
	}
}

#[test]
fn earnings_that_are_not_covered() {
	assert_eq!(complaint(|| Earnings::<Test>::insert(PROVIDER, USD, 1)), i1());
}

#[test]
fn fees_that_are_not_covered() {
	assert_eq!(complaint(|| Owed::insert(USD, FeeKind::User, 1)), i1());
}

#[test]
fn tokens_that_nobody_owns() {
	assert_eq!(complaint(|| Wallets::<Test>::remove(ALICE, GOLD)), i1());
}

#[test]
fn tokens_that_are_no_longer_on_hold() {
	let release = || {
		let reason = crate::HoldReason::Escrow.into();
		HeldFunds::release(SPON, &reason, &escrow(&SPON), 1, Precision::Exact).unwrap();
	};
	assert_eq!(complaint(release), i1());
}

#[test]
fn a_wallet_of_a_token_that_was_never_listed() {
	let wallet = Wallet { used: vcpus(1), ..Wallet::default() };
	assert_eq!(
		complaint(|| Wallets::<Test>::insert(BOB, UNLISTED, wallet)),
		"escrow: a wallet is of a token that was never listed".into()
	);
	assert_eq!(complaint(|| Earnings::<Test>::insert(PROVIDER, UNLISTED, 1)), i1());
}

#[test]
fn an_empty_wallet() {
	assert_eq!(
		complaint(|| Wallets::<Test>::insert(BOB, USD, Wallet::default())),
		"escrow: an empty wallet is stored".into()
	);
}

#[test]
fn earnings_of_zero() {
	assert_eq!(
		complaint(|| Earnings::<Test>::insert(PROVIDER, USD, 0)),
		"escrow: earnings of zero are stored".into()
	);
}

#[test]
fn numbers_out_of_range() {
	let wallet = Wallet { unlocked: u128::MAX, locked: 1, ..Wallet::default() };
	assert_eq!(
		complaint(|| Wallets::<Test>::insert(BOB, USD, wallet)),
		"escrow: I2: a wallet is out of range".into()
	);
	assert_eq!(complaint(|| Earnings::<Test>::insert(PROVIDER, USD, u128::MAX)), out_of_range());
	assert_eq!(complaint(|| Owed::insert(USD, FeeKind::User, u128::MAX)), out_of_range());
}

#[test]
fn a_float_that_is_gone() {
	let burn = || {
		// With nothing on hold an account can be emptied.
		Escrow::withdraw(RuntimeOrigin::signed(ALICE), USD, unit(&USD)).unwrap();
		let (exact, force) = (Precision::Exact, Fortitude::Force);
		let spare = Preservation::Expendable;
		Funds::burn_from(USD, &escrow(&USD), USD_MIN, spare, exact, force).unwrap();
	};
	assert_eq!(complaint(burn), "escrow: the float of an account is gone".into());
}

/// Of a token that is not listed any more, and of which nothing is left, the council may do with
/// the asset what it likes.
#[test]
fn a_float_that_is_needed_no_longer_may_go() {
	ExtBuilder::default().build_and_execute(|| {
		delist(&USD);
		let (exact, force) = (Precision::Exact, Fortitude::Force);
		let spare = Preservation::Expendable;
		Funds::burn_from(USD, &escrow(&USD), USD_MIN, spare, exact, force).unwrap();
	});
}

#[test]
fn decimals_out_of_range() {
	let change = || PaymentTokens::<Test>::mutate(USD, |info| info.as_mut().unwrap().decimals = 31);
	assert_eq!(complaint(change), "escrow: a token has too many decimals".into());
}

#[test]
fn too_many_or_miscounted_payment_tokens() {
	let lower = || MaxPaymentTokens::set(2);
	assert_eq!(complaint(lower), "escrow: there are too many payment tokens".into());
	let key = frame_support::storage::storage_prefix(b"Escrow", b"CounterForPaymentTokens");
	let forget = || frame_support::storage::unhashed::put(&key, &2u32);
	assert_eq!(complaint(forget), "escrow: I10: the payment tokens are miscounted".into());
}

#[test]
fn brackets_that_break_their_rules() {
	// An empty table, as it is encoded.
	let key = Brackets::<Test>::hashed_key();
	let write = || frame_support::storage::unhashed::put_raw(&key, &[0]);
	assert_eq!(complaint(write), "escrow: the brackets break their rules".into());
}
