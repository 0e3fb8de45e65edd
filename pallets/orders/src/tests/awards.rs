//! E2, O6: what leases report of an award.

use super::*;

/// An order awarded to provider 1 at 1 000, with runners-up 2 at 1 100 and 3 at 1 200.
fn awarded() -> OrderId {
	let id = order();
	bid(id, 1, 1_000);
	bid(id, 2, 1_100);
	bid(id, 3, 1_200);
	run_to(4);
	assert_eq!(lease_of(id), Some(LeaseId(1)));
	events();
	id
}

/// The winners so far, and their prices.
fn winners() -> Vec<(u64, Balance)> {
	Opened::get().into_iter().map(|award| (award.provider, award.price)).collect()
}

/// What takes over the lock of the order of [`awarded`], so that the books agree.
fn take_lock(amount: Balance) {
	Wallets::mutate((TENANT, STABLE), |(_, locked)| *locked -= amount);
}

#[test]
fn confirmed_hands_over_lock_and_footprint_and_ends_the_order() {
	ExtBuilder.build_and_execute(|| {
		let id = awarded();
		assert_eq!(Orders::confirmed(id), LOCK);
		// Still locked and in use, but no longer by the order.
		assert_eq!((wallet(), used()), ((FUNDS - LOCK, LOCK), footprint(1)));
		assert_eq!(end_of(id), Some(OrderEnd::Leased));
		assert!(!Bids::<Test>::contains_key(id));
		assert_eq!(
			events(),
			vec![Event::OrderEnded { order: id, end: OrderEnd::Leased, unlocked: 0 }]
		);
		take_lock(LOCK);
	});
}

#[test]
fn lapsed_awards_the_runner_up_at_its_own_price() {
	ExtBuilder.build_and_execute(|| {
		let id = awarded();
		run_to(34);
		Orders::lapsed(id);
		assert_eq!(lease_of(id), Some(LeaseId(2)));
		assert_eq!(winners(), vec![(1, 1_000), (2, 1_100)]);
		assert_eq!(bidders(id), vec![3]);
		assert_eq!((wallet(), used()), ((FUNDS - LOCK, LOCK), footprint(1)));
		assert_eq!(
			events(),
			vec![Event::OrderAwarded { order: id, provider: 2, price: 1_100, lease: LeaseId(2) }]
		);
		assert_eq!(Orders::confirmed(id), LOCK);
	});
}

#[test]
fn lapsed_skips_a_runner_up_that_no_longer_fits_without_fault() {
	for (break_it, reason) in [
		(fill as fn(u64), Unfit::NoCapacity),
		(|provider| set(provider, |m| m.unfit = Some(Unfit::NotActive)), Unfit::NotActive),
		(|provider| set(provider, |m| m.unfit = Some(Unfit::WrongRegion)), Unfit::WrongRegion),
		(|provider| Draining::set(vec![provider]), Unfit::NotActive),
		(
			|provider| set(provider, |m| m.unbacked = Some(Unbacked::StakeTooLow)),
			Unfit::StakeTooLow,
		),
	] {
		ExtBuilder.build_and_execute(|| {
			let id = awarded();
			break_it(2);
			Orders::lapsed(id);
			assert_eq!(winners(), vec![(1, 1_000), (3, 1_200)]);
			assert_eq!(Faults::get(), vec![]);
			assert_eq!(events()[0], Event::BidFailed { order: id, provider: 2, reason });
		});
	}
}

#[test]
fn as_many_runners_up_are_left_as_there_were_other_bids() {
	ExtBuilder.build_and_execute(|| {
		let id = order();
		for provider in 1..=3 {
			bid(id, provider, 1_000 + Balance::from(provider));
		}
		run_to(4);
		for left in [2, 1, 0] {
			assert_eq!(Orders::runners_up(id), left);
			Orders::lapsed(id);
		}
		assert_eq!(Orders::runners_up(id), 0);
	});
}

#[test]
fn lapsed_ends_the_order_when_nobody_is_left() {
	ExtBuilder.build_and_execute(|| {
		let id = awarded();
		Orders::lapsed(id);
		Orders::lapsed(id);
		assert_eq!(winners(), vec![(1, 1_000), (2, 1_100), (3, 1_200)]);
		Orders::lapsed(id);
		assert_eq!(end_of(id), Some(OrderEnd::NoProvider));
		assert_eq!((wallet(), used()), ((FUNDS, 0), footprint(0)));
	});
}

#[test]
fn abandoned_ends_the_order_and_frees_everything() {
	ExtBuilder.build_and_execute(|| {
		let id = awarded();
		Orders::abandoned(id);
		assert_eq!(end_of(id), Some(OrderEnd::Abandoned));
		assert_eq!((wallet(), used()), ((FUNDS, 0), footprint(0)));
		assert!(!Bids::<Test>::contains_key(id));
		assert_eq!(
			events(),
			vec![Event::OrderEnded { order: id, end: OrderEnd::Abandoned, unlocked: LOCK }]
		);
	});
}

#[test]
fn abandoned_keeps_the_claim_if_the_funds_do_not_unlock() {
	ExtBuilder.build_and_execute(|| {
		let id = awarded();
		let right = wallet();
		Wallets::insert((TENANT, STABLE), (0, 0));
		Orders::abandoned(id);
		assert!(due_at(id, 4 + 1_800));
		assert!(bidders(id).is_empty());
		assert_eq!(used(), footprint(1));
		Wallets::insert((TENANT, STABLE), right);
		Now::set(4 + 1_800);
		run_hook();
		assert_eq!((wallet(), used()), ((FUNDS, 0), footprint(0)));
	});
}

#[test]
fn what_is_said_of_an_order_that_is_not_awarded_changes_nothing() {
	ExtBuilder.build_and_execute(|| {
		let open = order();
		bid(open, 1, 1_000);
		let ended = order();
		assert_ok!(Orders::cancel(RuntimeOrigin::signed(TENANT), ended));
		let before = sp_io::storage::root(Default::default());
		for id in [open, ended, ended.next()] {
			assert_eq!(Orders::confirmed(id), 0);
			Orders::lapsed(id);
			Orders::abandoned(id);
		}
		assert_eq!(sp_io::storage::root(Default::default()), before);
	});
}
