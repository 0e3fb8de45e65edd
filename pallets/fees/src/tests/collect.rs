//! Transaction fees and slashes (F7).

use super::*;
use crate::{Collection, WeightInfo};
use frame_support::traits::Hooks;

fn in_pot_for(payee: Payee<AccountId>) -> Balance {
	let Due { escrow, pot } = Owed::<Test>::get(payee, SPON);
	assert_eq!(escrow, 0);
	pot
}

#[test]
fn transaction_fees_of_a_block_are_shared_out_once_at_its_end() {
	ExtBuilder::default().build_and_execute(|| {
		collected(3);
		collected(4);
		assert_eq!(Collected::<Test>::get(), Some(Collection { amount: 7, author: Some(AUTHOR) }));
		assert_ok!(Fees::do_try_state());
		assert_eq!(take_events(), vec![]);
		end_block();
		let credited = |payee, amount| Event::Credited {
			kind: FeeKind::Transaction,
			payee,
			token: SPON,
			amount,
		};
		assert_eq!(
			take_events(),
			vec![credited(Payee::Foundation, 5), credited(Payee::Author(AUTHOR), 2)]
		);
		assert_eq!(Collected::<Test>::get(), None);
		assert_eq!(in_pot(), 7);
	});
}

#[test]
fn the_author_counts_who_was_known_while_transactions_ran() {
	ExtBuilder::default().build_and_execute(|| {
		collected(10);
		Authoring::set(None);
		end_block();
		assert_eq!(in_pot_for(Payee::Author(AUTHOR)), 2);
		collected(10);
		end_block();
		assert_eq!(in_pot_for(Payee::Foundation), 8 + 10);
	});
}

#[test]
fn a_block_without_transactions_credits_nothing() {
	ExtBuilder::default().build_and_execute(|| {
		end_block();
		assert_eq!(take_events(), vec![]);
	});
}

#[test]
fn room_for_sharing_out_is_kept_in_every_block() {
	ExtBuilder::default().build_and_execute(|| {
		assert_eq!(Fees::on_initialize(2), <() as WeightInfo>::on_finalize());
	});
}

#[test]
fn slashes_are_shared_out_at_once() {
	ExtBuilder::default().build_and_execute(|| {
		slashed(7);
		assert_eq!(in_pot_for(Payee::Foundation), 7);
		route_all(FeeKind::Slash, Destination::BlockAuthor);
		slashed(5);
		assert_eq!(in_pot_for(Payee::Author(AUTHOR)), 5);
		assert_eq!(in_pot(), 12);
	});
}

/// L2: not a slash, so it has the route of what the tenant pays for the same.
#[test]
fn what_providers_pay_for_reservations_is_shared_out_at_once() {
	ExtBuilder::default().build_and_execute(|| {
		route_all(FeeKind::Reservation, Destination::BlockAuthor);
		unstarted(7);
		assert_eq!(in_pot_for(Payee::Author(AUTHOR)), 7);
		assert_eq!(in_pot(), 7);
	});
}

#[test]
fn a_slash_of_nothing_leaves_no_trace() {
	ExtBuilder::default().build_and_execute(|| {
		assert_storage_noop!(slashed(0));
		assert_storage_noop!(collected(0));
	});
}

#[test]
fn what_lies_in_the_pot_is_not_owed_in_the_escrow() {
	ExtBuilder::default().build_and_execute(|| {
		slashed(7);
		collected(7);
		end_block();
		assert_eq!(Fees::owed(&SPON), 0);
		assert_ok!(Fees::credit(FeeKind::User, &SPON, 3));
		assert_eq!(Fees::owed(&SPON), 3);
		assert_eq!(Owed::<Test>::get(Payee::Foundation, SPON), Due { escrow: 3, pot: 7 + 5 });
	});
}

#[test]
fn a_single_unit_finds_room_in_the_pot() {
	ExtBuilder::default().build_and_execute(|| {
		slashed(1);
		assert_eq!(in_pot(), 1);
		assert_eq!(in_pot_for(Payee::Foundation), 1);
	});
}
