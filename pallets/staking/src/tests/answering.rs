//! Which slash the tenants can claim of whose leases are being closed, whatever that began with (S5). A
//! SPON is worth 2 dollars.

use super::*;

/// An outage that cannot be paid any more is the slash's that took the stake.
#[test]
fn a_slash_in_the_middle_of_an_outage_answers_to_its_tenants() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, REQUIRED));
		down();
		out(1, TENANTS[0], 6 * USD, 40 * USD);
		assert_eq!((slashed(PROVIDER), stored(SlashId(0)).amount), (3 * SPON, 3 * SPON));

		let id = slash_all();
		assert_eq!(answering(), Some(id));
		take_events();
		out(2, TENANTS[1], 6 * USD, 40 * USD);
		let (lease, tenant) = (LeaseId(2), TENANTS[1]);
		let (unspent, loss) = (40 * USD, 20 * SPON);
		assert_eq!(
			take_events(),
			vec![Event::LossRecorded { slash: id, lease, tenant, unspent, loss }]
		);
		drained();
		pass_and_serve(DELAY);
		assert_ok!(claim(SlashId(0), 1));
		assert_ok!(claim(id, 2));
		assert_eq!((gained(TENANTS[0]), gained(TENANTS[1])), (3 * SPON, 20 * SPON));
		assert_noop!(claim(id, 1), Error::<Test>::NoSuchSlash);
	});
}

#[test]
fn what_the_outage_could_still_take_comes_off() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, 100 * SPON));
		down();
		assert_ok!(slash(Perbill::from_percent(99)));
		// 3 SPON are asked, and one is left.
		out(1, TENANTS[0], 6 * USD, 40 * USD);
		let claims = |slash| Claims::<Test>::get(slash, LeaseId(1)).map(|claim| claim.loss);
		assert_eq!(claims(SlashId(0)), Some(19 * SPON));
		assert_eq!((claims(SlashId(1)), stored(SlashId(1)).amount), (Some(20 * SPON), SPON));
		drained();
		pass_and_serve(DELAY);
		assert_ok!(claim(SlashId(0), 1));
		assert_ok!(claim(SlashId(1), 1));
		// No more than it lost.
		assert_eq!(gained(TENANTS[0]), 20 * SPON);
	});
}

#[test]
fn an_outage_that_can_be_paid_is_not_the_slashs() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, REQUIRED));
		down();
		assert_ok!(slash(Perbill::from_percent(10)));
		out(1, TENANTS[0], 6 * USD, 40 * USD);
		assert_eq!(stored(SlashId(0)).claims, 0);
		assert_eq!(stored(SlashId(1)).amount, 3 * SPON);
		// In `Ready`, nothing was missed.
		slash_all();
		assert_storage_noop!(out(2, TENANTS[1], 0, 40 * USD));
	});
}

#[test]
fn an_outage_of_a_provider_with_too_little_stake_is_nobody_elses() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, SPON));
		down();
		out(1, TENANTS[0], 6 * USD, 40 * USD);
		assert_eq!(stored(SlashId(0)).amount, SPON);
		assert_storage_noop!(out(2, TENANTS[1], 6 * USD, 40 * USD));
	});
}

#[test]
fn it_waits_for_leases_that_an_outage_closes() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, REQUIRED));
		down();
		let id = slash_all();
		pass(DELAY);
		assert_noop!(apply(id), Error::<Test>::StillDraining);
		out(2, TENANTS[1], 6 * USD, 40 * USD);
		drained();
		assert_ok!(claim(id, 2));
	});
}

/// Of what is left after the first slash, the tenants whose turn comes later get more.
#[test]
fn a_second_slash_answers_if_it_is_larger() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, 100 * SPON));
		set_leased(true);
		assert_ok!(slash(Perbill::from_percent(1)));
		closed(1, TENANTS[0], 40 * USD);
		let id = slash_all();
		assert_eq!(answering(), Some(id));
		closed(2, TENANTS[1], 40 * USD);
		drained();
		pass_and_serve(DELAY);
		assert_ok!(claim(SlashId(0), 1));
		assert_ok!(claim(id, 2));
		assert_eq!((gained(TENANTS[0]), gained(TENANTS[1])), (SPON, 20 * SPON));
	});
}

#[test]
fn a_second_slash_that_is_smaller_leaves_the_tenants_to_the_first() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, 100 * SPON));
		set_leased(true);
		assert_ok!(slash(Perbill::from_percent(60)));
		assert_ok!(slash(Perbill::from_percent(10)));
		assert_eq!(answering(), Some(SlashId(0)));
		// Once nothing is left of the first, a small one is more.
		closed(1, TENANTS[0], 1_000 * USD);
		assert_ok!(slash(Perbill::from_percent(10)));
		assert_eq!(answering(), Some(SlashId(2)));
	});
}

#[test]
fn a_slash_of_a_provider_that_keeps_enough_answers_too() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, 2 * REQUIRED));
		down();
		assert_ok!(slash(Perbill::from_percent(10)));
		assert_eq!(answering(), Some(SlashId(0)));
	});
}

#[test]
fn leases_that_a_suspension_closes_are_no_slashs() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, REQUIRED));
		set_leased(true);
		Market::drain(&PROVIDER, DrainReason::Suspended);
		let id = slash_all();
		assert_eq!(answering(), None);
		pass(DELAY);
		assert_ok!(apply(id));
	});
}

#[test]
fn of_leases_that_are_closed_later_it_knows_nothing() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, 100 * SPON));
		set_leased(true);
		assert_ok!(slash(Perbill::from_percent(99)));
		drained();
		pass(1);
		down();
		assert_storage_noop!(closed(1, TENANTS[0], 40 * USD));
		// 3 SPON are asked, and one is left.
		out(2, TENANTS[1], 6 * USD, 40 * USD);
		assert_eq!((stored(SlashId(0)).claims, stored(SlashId(1)).claims), (0, 1));
	});
}

/// The first was in error, and its leases are closed all the same.
#[test]
fn a_slash_in_the_place_of_one_that_was_cancelled_takes_its_claims_over() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, 100 * SPON));
		set_leased(true);
		let wrong = slash_all();
		closed(1, TENANTS[0], 40 * USD);
		assert_ok!(cancel(wrong));
		closed(2, TENANTS[1], 20 * USD);
		// What SPON is worth by now does not matter to what they lost then.
		SponPrice::set(Some(FixedU128::from_u32(1_000)));
		take_events();
		assert_ok!(slash(Perbill::from_percent(60)));
		let right = wrong.next();
		assert_eq!(
			take_events().last(),
			Some(&Event::ClaimsTakenOver { from: wrong, slash: right, claims: 2 })
		);
		assert!(!Slashes::<Test>::contains_key(wrong));
		closed(3, TENANTS[2], 20 * USD);
		drained();
		assert_noop!(claim(wrong, 1), Error::<Test>::NoSuchSlash);

		pass_and_serve(DELAY);
		for lease in 1..=3 {
			assert_ok!(claim(right, lease));
		}
		let whole = [20 * SPON, 10 * SPON, 10 * SPON];
		assert_eq!(TENANTS.map(gained), whole);
		assert_eq!((gained(ROUTES), on_hold(PROVIDER)), (20 * SPON, 40 * SPON));
	});
}

#[test]
fn it_can_be_raised_until_the_other_would_have_been_due() {
	for (late, paid) in [(DELAY - 1, 20 * SPON), (DELAY, 0)] {
		ExtBuilder.build_and_execute(|| {
			assert_ok!(bond(PROVIDER, 100 * SPON));
			set_leased(true);
			let wrong = slash_all();
			closed(1, TENANTS[0], 40 * USD);
			drained();
			assert_ok!(cancel(wrong));
			pass_and_serve(late);
			let right = slash_all();
			pass_and_serve(DELAY);
			let _ = claim(right, 1);
			assert_eq!(gained(TENANTS[0]), paid);
		});
	}
}

#[test]
fn that_can_be_cancelled_and_corrected_again() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, 100 * SPON));
		set_leased(true);
		let first = slash_all();
		closed(1, TENANTS[0], 40 * USD);
		closed(2, TENANTS[1], 40 * USD);
		drained();
		assert_ok!(cancel(first));
		pass(10);
		let second = slash_all();
		assert_ok!(strike(second, 2));
		assert_ok!(cancel(second));
		pass(10);
		let third = slash_all();
		assert_eq!((stored(third).filed, stored(third).claims), (first, 1));
		pass_and_serve(DELAY);
		assert_ok!(claim(third, 1));
		assert_eq!((gained(TENANTS[0]), gained(ROUTES)), (20 * SPON, 80 * SPON));
		assert_eq!(Claims::<Test>::iter().count(), 0);
	});
}

/// Its own leases are being closed, and those that the cancelled one closed are not forgotten.
#[test]
fn it_answers_for_both() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, REQUIRED));
		set_leased(true);
		let wrong = slash_all();
		closed(1, TENANTS[0], 40 * USD);
		drained();
		assert_ok!(cancel(wrong));
		pass(10);
		set_leased(true);
		let right = slash_all();
		closed(2, TENANTS[1], 40 * USD);
		assert_eq!(stored(right).claims, 2);
		pass(DELAY);
		assert_noop!(apply(right), Error::<Test>::StillDraining);
		drained();
		assert_ok!(apply(right));
	});
}
