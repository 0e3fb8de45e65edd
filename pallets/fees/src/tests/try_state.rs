//! The checks find what they are there to find.

use super::*;
use frame_support::traits::{
	fungible::Mutate,
	tokens::{Fortitude::Force, Precision::Exact, Preservation::Expendable},
};
use sp_runtime::DispatchError::Other;

/// Check that `corrupt` is found, on a chain that is then thrown away.
fn assert_found(corrupt: impl FnOnce(), finding: &'static str) {
	ExtBuilder::default().build().execute_with(|| {
		assert_ok!(Fees::credit(FeeKind::User, &SPON, 10));
		slashed(10);
		assert_ok!(Fees::do_try_state());
		corrupt();
		assert_err!(Fees::do_try_state(), Other(finding));
	});
}

#[test]
fn an_entry_of_nothing_is_found() {
	assert_found(
		|| Owed::<Test>::insert(Payee::Burn, USPON, Due::default()),
		"F7: an entry of nothing owed is stored",
	);
}

#[test]
fn a_counter_that_lost_its_count_is_found() {
	let finding = "I10: what is owed in the escrow is not what is counted";
	assert_found(|| OwedInEscrow::<Test>::insert(SPON, 9), finding);
	assert_found(|| OwedInEscrow::<Test>::remove(SPON), finding);
	assert_found(|| OwedInEscrow::<Test>::insert(USPON, 0), finding);
	assert_found(|| Owed::<Test>::insert(Payee::Burn, USPON, Due { escrow: 1, pot: 0 }), finding);
}

#[test]
fn a_route_that_is_not_whole_is_found() {
	let finding = "I8: the shares of a route do not add to everything";
	for legs in [
		&[][..],
		&[(Destination::Burn, 999_999)],
		&[(Destination::Burn, 500_000), (Destination::Burn, 500_000)],
	] {
		assert_found(|| Routes::<Test>::insert(FeeKind::Slash, route(legs)), finding);
	}
}

#[test]
fn rates_beyond_everything_are_found() {
	let rates = FeeRates { user: Permill::zero(), provider: Permill::one(), share: Permill::one() };
	assert_found(
		|| TokenRates::<Test>::insert(USPON, rates),
		"F2: share and provider's fee are more than everything",
	);
}

#[test]
fn a_pot_with_too_little_is_found() {
	let finding = "F7: the pot has less than its float and what is owed from it";
	assert_found(
		|| {
			let pot = Fees::pot_account();
			assert_ok!(Balances::burn_from(&pot, 1, Expendable, Exact, Force));
		},
		finding,
	);
	assert_found(|| Collected::<Test>::put(crate::Collection { amount: 1, author: None }), finding);
}

#[test]
fn an_asset_that_is_owed_from_the_pot_is_found() {
	assert_found(
		|| Owed::<Test>::insert(Payee::Burn, USPON, Due { escrow: 0, pot: 1 }),
		"F7: only SPON lies in the pot",
	);
}

#[test]
fn sums_out_of_range_are_found() {
	let due = |escrow, pot| Due { escrow, pot };
	assert_found(
		|| Owed::<Test>::insert(Payee::Burn, SPON, due(Balance::MAX, 1)),
		"I2: what somebody is owed is out of range",
	);
	assert_found(
		|| Owed::<Test>::insert(Payee::Burn, SPON, due(Balance::MAX, 0)),
		"I2: what is owed is out of range",
	);
	let in_pot = "I2: what the pot owes is out of range";
	assert_found(|| Owed::<Test>::insert(Payee::Burn, SPON, due(0, Balance::MAX)), in_pot);
	assert_found(|| Owed::<Test>::insert(Payee::Burn, SPON, due(0, Balance::MAX - 10)), in_pot);
}

#[test]
fn the_most_that_can_be_owed_is_in_range() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Fees::credit(FeeKind::User, &USPON, Balance::MAX));
		assert_ok!(Fees::do_try_state());
		assert_eq!(Fees::owed(&USPON), Balance::MAX);
	});
}
