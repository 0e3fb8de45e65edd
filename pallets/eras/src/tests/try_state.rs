//! The checks find what they are there to find.

use super::*;
use frame_support::assert_err;
use sp_runtime::DispatchError::Other;

/// The checks find `error` after `corrupt`.
fn finds(error: &'static str, corrupt: impl FnOnce()) {
	new_test_ext().execute_with(|| {
		offering(&[PROVIDER], Tier::Tier6, 40);
		attest(PROVIDER, 30);
		run(12);
		assert_ok!(accrue(PROVIDER));
		run(4);
		assert_ok!(Eras::do_try_state());
		corrupt();
		assert_err!(Eras::do_try_state(), Other(error));
	});
}

fn with_standing(corrupt: impl FnOnce(&mut Standing)) {
	Standings::<Test>::mutate(PROVIDER, |slot| corrupt(slot.as_mut().unwrap()));
}

fn with_first_earned(corrupt: impl FnOnce(&mut Earned)) {
	EarningsOf::<Test>::mutate(PROVIDER, |list| corrupt(list.get_mut(0).unwrap()));
}

fn with_book(corrupt: impl FnOnce(&mut Book)) {
	Books::<Test>::mutate(1, |slot| corrupt(slot.as_mut().unwrap()));
}

#[test]
fn an_era_from_the_future_is_found() {
	finds("X1: the current era has not started yet", || {
		CurrentEra::<Test>::put(Era { index: 2, started: 28 });
	});
}

#[test]
fn more_eras_than_blocks_are_found() {
	finds("X1: an era lasted less than one block", || {
		CurrentEra::<Test>::put(Era { index: 21, started: 21 });
	});
}

#[test]
fn an_old_era_that_takes_points_is_found() {
	finds("X2: an era that takes points is not the last one", || {
		Closing::<Test>::put(ClosingEra { era: 0, freezes_at: 100 });
	});
}

#[test]
fn an_era_that_should_be_frozen_is_found() {
	finds("X2: an era was not frozen in time", || {
		Closing::<Test>::put(ClosingEra { era: 1, freezes_at: 20 });
	});
}

#[test]
fn an_era_that_expired_too_early_is_found() {
	finds("X2: an era expired before it started", || Oldest::<Test>::put(3));
	finds("X2: an era that expired still has books", || Oldest::<Test>::put(2));
}

#[test]
fn tiers_and_standings_without_each_other_are_found() {
	finds("I10: a provider has no tier", || Tiers::<Test>::remove(PROVIDER));
	finds("I10: a tier is nobody's", || Tiers::<Test>::insert(OTHER, Tier::Tier1));
}

#[test]
fn standings_that_cannot_be_are_found() {
	finds("X3: a provider stands in no era that it had", || with_standing(|s| s.era = 3));
	finds("X2: a provider is accounted for up to a block that is not of its era", || {
		with_standing(|standing| standing.touched = 20)
	});
	finds("X3: more blocks were up than there were", || with_standing(|s| s.up = s.open + 1));
	finds("X2: too many free points are counted", || with_standing(|s| s.free = MAX_FREE + 1));
	finds("X2: an era with a fault has earned something", || with_standing(|s| s.faulted = true));
}

#[test]
fn points_that_are_not_in_the_total_are_found() {
	let error = "I9: the total of an era is not the sum of its points";
	finds(error, || with_standing(|standing| standing.points += 1));
	finds(error, || with_first_earned(|earned| earned.points += 1));
	finds(error, || with_book(|book| book.settled += 1));
	finds(error, || with_book(|book| book.total -= 1));
	finds("I9: an era without books has points", || Books::<Test>::remove(2));
}

#[test]
fn earnings_that_cannot_be_are_found() {
	finds("X2: an empty list of earnings is stored", || {
		EarningsOf::<Test>::insert(OTHER, Earnings::default());
	});
	finds("X2: an era stands twice in a list of earnings, or in the wrong place", || {
		EarningsOf::<Test>::mutate(PROVIDER, |list| list.try_push(list[0]).unwrap());
	});
	finds("X2: something was earned with nothing, or in no era", || {
		with_first_earned(|earned| earned.points = 0);
	});
}

#[test]
fn books_that_cannot_be_are_found() {
	finds("X2: more was paid than the budget", || with_book(|book| book.paid = book.budget + 1));
	finds("X2: an era was claimed before it was frozen", || {
		Books::<Test>::mutate(2, |book| book.as_mut().unwrap().budget = 1);
	});
	finds("I10: what is promised is not what is counted", || Promised::<Test>::put(9_999));
}

#[test]
fn promises_that_the_pot_cannot_keep_are_found() {
	use frame_support::traits::fungible::Mutate;
	finds("X2: more is promised than the pot has", || {
		Balances::set_balance(&POT, 9_999);
	});
}
