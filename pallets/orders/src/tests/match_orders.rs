//! O2, O6, S4: what happens in the block after the window.

use super::*;
use frame_support::{traits::Hooks, weights::Weight};

#[test]
fn order_to_lease_takes_three_blocks() {
	ExtBuilder.build_and_execute(|| {
		run_to(10);
		let id = order();
		bid(id, 1, 1_200);
		run_to(12);
		assert_eq!(lease_of(id), None);
		events();
		next_block();
		assert_eq!(Now::get(), 13);
		assert_eq!(lease_of(id), Some(LeaseId(1)));
		assert_eq!(
			events(),
			vec![Event::OrderAwarded { order: id, provider: 1, price: 1_200, lease: LeaseId(1) }]
		);
	});
}

#[test]
fn order_to_lease_takes_two_blocks_if_the_window_is_one() {
	ExtBuilder.build_and_execute(|| {
		Window::set(1);
		let id = order();
		bid(id, 1, 1_200);
		run_to(2);
		assert_eq!(lease_of(id), None);
		run_to(3);
		assert_eq!(lease_of(id), Some(LeaseId(1)));
	});
}

#[test]
fn the_best_bid_wins_and_the_award_says_all_that_a_lease_needs() {
	ExtBuilder.build_and_execute(|| {
		let id = order();
		bid(id, 1, 1_500);
		bid(id, 2, 1_000);
		bid(id, 3, 1_200);
		run_to(4);
		let award = Opened::get().pop().unwrap();
		assert_eq!((award.order, award.tenant, award.provider), (id, TENANT, 2));
		assert_eq!((award.token, award.price, award.duration), (STABLE, 1_000, 1_800));
		assert_eq!((award.resources, award.footprint), (need(), footprint(1)));
		assert_eq!(award.manifest, spec().manifest);
		assert_eq!(award.rates, OtherRates::get());
		// The others stand by; the worst case stays locked until the winner confirms (E2).
		assert_eq!(bidders(id), vec![3, 1]);
		assert_eq!((wallet(), used()), ((FUNDS - LOCK, LOCK), footprint(1)));
		assert_eq!(Deadlines::<Test>::iter_keys().count(), 0);
	});
}

#[test]
fn without_bids_the_order_ends_and_everything_is_free() {
	ExtBuilder.build_and_execute(|| {
		let id = order();
		events();
		run_to(4);
		assert_eq!(end_of(id), Some(OrderEnd::NoProvider));
		assert_eq!((wallet(), used()), ((FUNDS, 0), footprint(0)));
		assert_eq!(
			events(),
			vec![Event::OrderEnded { order: id, end: OrderEnd::NoProvider, unlocked: LOCK }]
		);
	});
}

#[test]
fn a_winner_without_capacity_is_at_fault_and_the_next_is_tried() {
	ExtBuilder.build_and_execute(|| {
		let id = order();
		bid(id, 1, 1_000);
		bid(id, 2, 1_100);
		fill(1);
		events();
		run_to(4);
		assert_eq!(Faults::get(), vec![(1, Fault::NoCapacity, need())]);
		let lease = LeaseId(1);
		assert_eq!(
			events(),
			vec![
				Event::BidFailed { order: id, provider: 1, reason: Unfit::NoCapacity },
				Event::OrderAwarded { order: id, provider: 2, price: 1_100, lease },
			]
		);
	});
}

#[test]
fn a_winner_that_no_longer_fits_is_at_fault_whatever_it_changed() {
	for reason in [
		Unfit::NotActive,
		Unfit::WrongRegion,
		Unfit::MissingAttribute,
		Unfit::TokenNotAccepted,
		Unfit::NoCapacity,
	] {
		ExtBuilder.build_and_execute(|| {
			let id = order();
			bid(id, 1, 1_000);
			bid(id, 2, 1_100);
			set(1, |machine| machine.unfit = Some(reason));
			events();
			run_to(4);
			assert_eq!(Faults::get(), vec![(1, Fault::NoCapacity, need())]);
			assert_eq!(events()[0], Event::BidFailed { order: id, provider: 1, reason });
			assert_eq!(Opened::get()[0].provider, 2);
		});
	}
}

#[test]
fn a_winner_that_is_gone_is_at_fault_though_it_has_no_stake_either() {
	ExtBuilder.build_and_execute(|| {
		let id = order();
		bid(id, 1, 1_000);
		set(1, |machine| {
			machine.unfit = Some(Unfit::NotActive);
			machine.unbacked = Some(Unbacked::StakeTooLow);
		});
		events();
		run_to(4);
		assert_eq!(Faults::get().len(), 1);
		let reason = Unfit::NotActive;
		assert_eq!(events()[0], Event::BidFailed { order: id, provider: 1, reason });
		assert_eq!(end_of(id), Some(OrderEnd::NoProvider));
	});
}

#[test]
fn a_winner_whose_leases_are_being_closed_is_passed_over() {
	ExtBuilder.build_and_execute(|| {
		let id = order();
		bid(id, 1, 1_000);
		bid(id, 2, 1_100);
		Draining::set(vec![1]);
		events();
		run_to(4);
		let reason = Unfit::NotActive;
		assert_eq!(events()[0], Event::BidFailed { order: id, provider: 1, reason });
		assert_eq!(Opened::get()[0].provider, 2);
		assert_eq!(Faults::get(), vec![]);
	});
}

/// Whatever else stands against it: its leases are closed for what it pays for already.
#[test]
fn whoever_is_being_drained_or_suspended_is_at_no_fault() {
	let states: [fn(); 3] = [
		|| {
			Draining::set(vec![1]);
			set(1, |machine| machine.unfit = Some(Unfit::NoCapacity));
		},
		|| {
			Draining::set(vec![1]);
			set(1, |machine| machine.unbacked = Some(Unbacked::StakeTooLow));
		},
		|| set(1, |machine| machine.unfit = Some(Unfit::Suspended)),
	];
	for state in states {
		ExtBuilder.build_and_execute(|| {
			let id = order();
			bid(id, 1, 1_000);
			bid(id, 2, 1_100);
			state();
			run_to(4);
			assert_eq!(Opened::get()[0].provider, 2);
			assert_eq!(Faults::get(), vec![]);
		});
	}
}

#[test]
fn whether_the_winner_still_fits_is_asked_of_the_order_as_it_was_made() {
	ExtBuilder.build_and_execute(|| {
		let id = order();
		bid(id, 1, 1_000);
		Asked::set(None);
		run_to(4);
		assert_eq!(Asked::get(), Some((spec(), need())));
	});
}

#[test]
fn a_winner_without_its_stake_is_at_fault_and_the_next_is_tried() {
	ExtBuilder.build_and_execute(|| {
		let id = order();
		bid(id, 1, 1_000);
		bid(id, 2, 1_200);
		set(1, |machine| machine.unbacked = Some(Unbacked::StakeTooLow));
		events();
		run_to(4);
		assert_eq!(Faults::get(), vec![(1, Fault::NoCapacity, need())]);
		assert_eq!(FaultsAt::get(), vec![4]);
		let reason = Unfit::StakeTooLow;
		assert_eq!(events()[0], Event::BidFailed { order: id, provider: 1, reason });
		assert_eq!(Opened::get().pop().unwrap().provider, 2);
	});
}

/// One cheap fault is not the way out of all other bids.
#[test]
fn a_provider_without_its_stake_is_at_fault_for_each_order_that_it_won() {
	ExtBuilder.build_and_execute(|| {
		let orders = [order(), order(), order()];
		for id in orders {
			bid(id, 1, 1_000);
		}
		set(1, |machine| machine.unbacked = Some(Unbacked::StakeTooLow));
		run_to(4);
		assert_eq!(Faults::get(), vec![(1, Fault::NoCapacity, need()); 3]);
		assert_eq!(orders.map(end_of), [Some(OrderEnd::NoProvider); 3]);
	});
}

#[test]
fn a_winner_whose_stake_went_with_its_leases_is_passed_over() {
	ExtBuilder.build_and_execute(|| {
		let id = order();
		bid(id, 1, 1_000);
		bid(id, 2, 1_200);
		set(1, |machine| machine.unbacked = Some(Unbacked::StakeTooLow));
		Draining::set(vec![1]);
		events();
		run_to(4);
		let reason = Unfit::StakeTooLow;
		assert_eq!(events()[0], Event::BidFailed { order: id, provider: 1, reason });
		assert_eq!(Opened::get().pop().unwrap().provider, 2);
		assert_eq!(Faults::get(), vec![]);
	});
}

#[test]
fn a_winner_with_too_many_faults_since_its_bid_keeps_its_award() {
	ExtBuilder.build_and_execute(|| {
		let id = order();
		bid(id, 1, 1_000);
		set(1, |machine| machine.unbacked = Some(Unbacked::TooManyFaults));
		run_to(4);
		assert_eq!(Opened::get().pop().unwrap().provider, 1);
	});
}

#[test]
fn if_every_bid_fails_the_order_ends_and_each_fault_counts() {
	ExtBuilder.build_and_execute(|| {
		let id = order();
		for provider in 1..=8 {
			bid(id, provider, 1_000);
			fill(provider);
		}
		run_to(4);
		assert_eq!(end_of(id), Some(OrderEnd::NoProvider));
		assert_eq!(wallet(), (FUNDS, 0));
		let at_fault: Vec<_> = Faults::get().into_iter().map(|(provider, ..)| provider).collect();
		assert_eq!(at_fault, (1..=8).collect::<Vec<_>>());
	});
}

#[test]
fn a_provider_that_wins_more_than_it_can_serve_is_at_fault_for_the_rest() {
	ExtBuilder.build_and_execute(|| {
		set(1, |machine| machine.capacity = need());
		let (first, second) = (order(), order());
		bid(first, 1, 1_000);
		bid(second, 1, 1_000);
		run_to(4);
		assert!(lease_of(first).is_some());
		assert_eq!(end_of(second), Some(OrderEnd::NoProvider));
		assert_eq!(Faults::get().len(), 1);
	});
}

#[test]
fn a_late_match_takes_no_more_bids_and_works() {
	ExtBuilder.build_and_execute(|| {
		let id = order();
		bid(id, 1, 1_000);
		Now::set(100);
		refused(id, 2, 900, E::WindowClosed);
		run_hook();
		assert_eq!(Opened::get()[0].provider, 1);
	});
}

#[test]
fn nothing_happens_while_blocks_are_not_open() {
	ExtBuilder.build_and_execute(|| {
		let id = order();
		bid(id, 1, 1_000);
		Now::set(4);
		IsOpen::set(false);
		for _ in 0..10 {
			run_hook();
			assert_eq!(HookWeight::get(), Weight::from_parts(10, 0));
		}
		assert_eq!(lease_of(id), None);
		IsOpen::set(true);
		run_hook();
		assert!(lease_of(id).is_some());
	});
}

#[test]
fn the_hook_returns_what_it_used() {
	ExtBuilder.build_and_execute(|| {
		run_hook();
		assert_eq!(HookWeight::get(), Weight::from_parts(10, 0));
		// One awarded after two failed, one without any bid.
		let id = order();
		for provider in 1..=3 {
			bid(id, provider, 1_000);
		}
		fill(1);
		fill(2);
		order();
		run_to(4);
		assert_eq!(HookWeight::get(), Weight::from_parts(10 + 120 + 50, 0));
	});
}

#[test]
fn more_than_fits_into_a_block_is_spread_over_the_next_and_none_is_lost() {
	ExtBuilder.build_and_execute(|| {
		let full = ServiceWeight::get();
		// A match without bids can take up to 100, and takes 50: room for three in a block.
		ServiceWeight::set(Weight::from_parts(10 + 100 + 100, 0));
		let orders: Vec<_> = (0..10).map(|_| order()).collect();
		for ended in [3, 6, 9, 10, 10] {
			run_to(if ended == 3 { 4 } else { Now::get() + 1 });
			assert!(HookWeight::get().all_lte(ServiceWeight::get()));
			// Oldest first.
			let done: Vec<_> = orders.iter().map(|id| end_of(*id).is_some()).collect();
			assert_eq!(done, (0..10).map(|i| i < ended).collect::<Vec<_>>());
			Orders::do_try_state().unwrap();
		}
		assert_eq!(wallet(), (FUNDS, 0));
		ServiceWeight::set(full);
	});
}

#[test]
fn an_older_order_is_matched_before_a_newer_one() {
	ExtBuilder.build_and_execute(|| {
		// More than 255 and more than 256 blocks on, so that a wrong order of bytes would show.
		Now::set(254);
		let old = order();
		Now::set(256);
		let new = order();
		set(1, |machine| machine.capacity = need());
		bid(old, 1, 1_000);
		bid(new, 1, 1_000);
		Now::set(300);
		run_hook();
		assert!(lease_of(old).is_some());
		assert_eq!(end_of(new), Some(OrderEnd::NoProvider));
	});
}

#[test]
fn an_order_whose_funds_do_not_unlock_stops_no_other_and_is_tried_again() {
	ExtBuilder.build_and_execute(|| {
		let stuck = order();
		bid(stuck, 1, 1_000);
		fill(1);
		assert_ok!(create(OTHER_TENANT, spec()));
		let other = stuck.next();
		let right = wallet();
		Wallets::insert((TENANT, STABLE), (0, 0));
		run_to(4);

		assert_eq!(end_of(other), Some(OrderEnd::NoProvider));
		let retry_at = 4 + 1_800;
		assert!(due_at(stuck, retry_at));
		assert_eq!((wallet(), used()), ((0, 0), footprint(1)));
		// Stored events do not keep the text of an error.
		let error = sp_runtime::DispatchError::Other("");
		assert!(events().contains(&Event::UnlockFailed { order: stuck, error, retry_at }));
		// It takes no bids and cannot be cancelled meanwhile; the bid that failed is gone.
		refused(stuck, 2, 1_000, E::WindowClosed);
		assert_noop!(Orders::cancel(RuntimeOrigin::signed(TENANT), stuck), E::WindowClosed);
		assert!(bidders(stuck).is_empty());

		Wallets::insert((TENANT, STABLE), right);
		Now::set(retry_at);
		run_hook();
		assert_eq!(end_of(stuck), Some(OrderEnd::NoProvider));
		assert_eq!((wallet(), used()), ((FUNDS, 0), footprint(0)));
		assert_eq!(Faults::get().len(), 1);
	});
}

#[test]
fn a_hook_without_room_does_nothing() {
	ExtBuilder.build_and_execute(|| {
		let full = ServiceWeight::get();
		order();
		ServiceWeight::set(Weight::from_parts(9, 0));
		run_to(5);
		assert_eq!(HookWeight::get(), Weight::zero());
		ServiceWeight::set(full);
	});
}

#[test]
fn the_hook_must_have_room_for_the_largest_match() {
	ExtBuilder.build_and_execute(|| {
		Orders::integrity_test();
		let (full, users) = (ServiceWeight::get(), UsersWeight::get());
		UsersWeight::set(Weight::from_parts(1, u64::MAX));
		ServiceWeight::set(Weight::from_parts(10 + 250, 0));
		Orders::integrity_test();
		ServiceWeight::set(Weight::from_parts(10 + 249, 0));
		assert!(std::panic::catch_unwind(Orders::integrity_test).is_err());
		ServiceWeight::set(full);
		UsersWeight::set(users);
	});
}

#[test]
fn the_hook_must_have_room_for_all_orders_that_a_block_takes_in() {
	ExtBuilder.build_and_execute(|| {
		let full = ServiceWeight::get();
		// Users' 100 000 take 79 orders at 1 255, of which 255 are for the match and the expiry.
		assert_eq!(Orders::intake_weight(), Weight::from_parts(10 + 79 * 255, 0));
		ServiceWeight::set(Weight::from_parts(10 + 79 * 255, 0));
		Orders::integrity_test();
		ServiceWeight::set(Weight::from_parts(9 + 79 * 255, 0));
		assert!(std::panic::catch_unwind(Orders::integrity_test).is_err());
		ServiceWeight::set(full);
	});
}

#[test]
fn a_match_that_finds_no_room_for_its_own_list_waits() {
	ExtBuilder.build_and_execute(|| {
		let full = ServiceWeight::get();
		let id = order();
		for provider in 1..=8 {
			bid(id, provider, 1_000);
		}
		// Seven may fail before one is awarded.
		ServiceWeight::set(Weight::from_parts(10 + 169, 0));
		run_to(4);
		assert_eq!(lease_of(id), None);
		ServiceWeight::set(Weight::from_parts(10 + 170, 0));
		next_block();
		assert!(lease_of(id).is_some());
		ServiceWeight::set(full);
	});
}
