//! The checks find what they are there to find.

use super::*;
use frame_support::traits::fungible::MutateHold;
use sp_runtime::DispatchError::Other;

/// With `broken` as the provider's ledger, of stake on hold that adds up, the checks must say
/// `why`.
fn assert_found(broken: Ledger, why: &'static str) {
	ExtBuilder.build().execute_with(|| {
		let reason = crate::HoldReason::Stake.into();
		assert_ok!(Balances::set_on_hold(&reason, &PROVIDER, broken.total()));
		Ledgers::<Test>::insert(PROVIDER, broken);
		assert_err!(Staking::do_try_state(), Other(why));
	});
}

#[test]
fn stake_that_is_not_on_hold_is_found() {
	ExtBuilder.build().execute_with(|| {
		assert_ok!(bond(PROVIDER, 100));
		assert_ok!(unbond(PROVIDER, 30));
		assert_ok!(Staking::do_try_state());
		Ledgers::<Test>::mutate(PROVIDER, |ledger| ledger.active += 1);
		assert_err!(Staking::do_try_state(), Other("I6: stake recorded is not what is on hold"));
	});
}

#[test]
fn an_empty_ledger_is_found() {
	assert_found(ledger(0, &[]), "S1: an empty ledger is stored");
}

#[test]
fn an_entry_of_nothing_is_found() {
	assert_found(ledger(5, &[(1, 2), (0, 3)]), "S2: an entry of nothing is unbonding");
}

#[test]
fn unbonding_out_of_order_is_found() {
	assert_found(ledger(5, &[(1, 3), (1, 2)]), "S2: what is unbonding is not in order");
	assert_found(ledger(5, &[(1, 3), (1, 3)]), "S2: what is unbonding is not in order");
}

#[test]
fn a_record_of_no_faults_is_found() {
	ExtBuilder.build().execute_with(|| {
		Faults::<Test>::insert(PROVIDER, FaultCount { era: 0, count: 0 });
		assert_err!(Staking::do_try_state(), Other("S4: a record of no faults is stored"));
	});
}

#[test]
fn faults_of_the_future_are_found() {
	ExtBuilder.build().execute_with(|| {
		Faults::<Test>::insert(PROVIDER, FaultCount { era: 1, count: 1 });
		assert_err!(Staking::do_try_state(), Other("S4: faults are recorded in an era to come"));
	});
}

/// With `broken` made of the slash of a provider, with a claim of each of two tenants, the checks
/// must say `why`.
fn assert_slash_found(broken: impl FnOnce(&mut Slash<AccountId>), why: &'static str) {
	ExtBuilder.build().execute_with(|| {
		let id = slash_with_victims([10 * USD, 20 * USD]);
		assert_ok!(Staking::do_try_state());
		Slashes::<Test>::mutate(id, |slash| broken(slash.as_mut().unwrap()));
		assert_err!(Staking::do_try_state(), Other(why));
	});
}

/// With `broken` done to the storage around such a slash, the checks must say `why`.
fn assert_found_around_slash(broken: impl FnOnce(SlashId), why: &'static str) {
	ExtBuilder.build().execute_with(|| {
		broken(slash_with_victims([10 * USD, 20 * USD]));
		assert_err!(Staking::do_try_state(), Other(why));
	});
}

#[test]
fn a_slash_that_is_not_what_it_took_is_found() {
	assert_slash_found(|slash| slash.amount += 1, "S5: a slash is not what it took");
	assert_slash_found(|slash| slash.amount = 0, "S5: a slash of nothing is stored");
}

#[test]
fn a_slash_that_counts_wrongly_is_found() {
	assert_slash_found(|slash| slash.claims += 1, "I10: a slash does not count its claims");
	assert_slash_found(|slash| slash.losses += 1, "I10: a slash does not count its losses");
}

#[test]
fn a_slash_that_has_more_left_than_was_shared_is_found() {
	assert_slash_found(
		|slash| slash.stage = Stage::Claimable { left: 15 * SPON + 1 },
		"S5: more is left than was shared",
	);
	assert_slash_found(
		|slash| slash.stage = Stage::Claimable { left: 15 * SPON - 1 },
		"S5: less is left than is claimed",
	);
}

#[test]
fn slashed_spon_that_is_not_on_hold_is_found() {
	assert_slash_found(
		|slash| slash.stage = Stage::Claimable { left: 15 * SPON },
		"I6: what is slashed is not what is on hold",
	);
}

#[test]
fn a_slash_that_stays_for_nothing_is_found() {
	for (stage, why) in [
		(Stage::Over, "S5: a slash that is over is stored"),
		(Stage::Claimable { left: 0 }, "S5: a slash waits for claims that nobody has"),
	] {
		assert_found_around_slash(
			|id| {
				assert_ok!(strike(id, 0));
				assert_ok!(strike(id, 1));
				Answering::<Test>::remove(PROVIDER);
				Slashes::<Test>::mutate(id, |slash| slash.as_mut().unwrap().stage = stage);
			},
			why,
		);
	}
}

#[test]
fn a_slash_without_its_deadline_is_found() {
	assert_slash_found(|slash| slash.deadline += 1, "I10: a deadline is not that of its slash");
	assert_found_around_slash(
		|id| Deadlines::<Test>::remove(BigEndian(1 + DELAY), BigEndian(id.0)),
		"I10: a slash does not stand at its deadline",
	);
}

#[test]
fn claims_that_are_none_are_found() {
	let nothing = Claim { tenant: TENANTS[2], unspent: 1, loss: 0 };
	assert_found_around_slash(
		|id| Claims::<Test>::insert(id, LeaseId(9), &nothing),
		"S5: a claim of nothing is stored",
	);
	assert_found_around_slash(
		|_| Claims::<Test>::insert(SlashId(9), LeaseId(9), &nothing),
		"I10: a claim to no slash is stored",
	);
}

#[test]
fn what_answers_to_tenants_and_cannot_is_found() {
	for (who, slash) in [(STRANGER, SlashId(0)), (PROVIDER, SlashId(9))] {
		assert_found_around_slash(
			|_| Answering::<Test>::insert(who, Answer { slash, since: 1 }),
			"S5: no slash that waits answers to tenants",
		);
	}
	assert_slash_found(
		|slash| slash.kind = SlashKind::Outage,
		"S5: no slash that waits answers to tenants",
	);
	assert_slash_found(|slash| slash.price = None, "S5: no slash that waits answers to tenants");
}

#[test]
fn slashes_that_share_their_claims_are_found() {
	assert_found_around_slash(
		|id| {
			assert_ok!(bond(PROVIDER, SPON));
			Staking::fault(&PROVIDER, Fault::NoCapacity, &order(), Now::get());
			Slashes::<Test>::mutate(id.next(), |slash| {
				let slash = slash.as_mut().unwrap();
				(slash.filed, slash.claims, slash.losses) = (id, 2, 15 * SPON);
			});
		},
		"I10: two slashes file their claims together",
	);
}

#[test]
fn a_slash_that_is_to_be_applied_before_it_is_due_is_found() {
	assert_slash_found(|slash| slash.due += 1, "S5: a slash is applied before it is due");
}

#[test]
fn an_id_that_was_not_given_is_found() {
	assert_found_around_slash(
		|_| NextSlashId::<Test>::kill(),
		"S5: a slash has an id that was not given yet",
	);
}
