//! What ends an update without anyone's word: its own time, and the end of the lease (L3, I7).

use crate::{mock::*, *};
use frame_support::assert_ok;
use spheron_primitives::{
	traits::{ClockSink, Drain, DrainReason},
	LeaseId,
};

/// The event that says what became of the update of `id`, of the events since the last call.
fn ended(id: LeaseId) -> Option<(UpdateOutcome, u128)> {
	events().into_iter().find_map(|event| match event {
		Event::UpdateEnded { lease, outcome, unlocked } if lease == id => Some((outcome, unlocked)),
		_ => None,
	})
}

/// A stage of an update: how to get there, how long it lasts, what becomes of it.
type Stage = (fn() -> LeaseId, u32, UpdateOutcome);

fn stages() -> [Stage; 2] {
	[
		(|| plain().updating(3, 3_600), 30, UpdateOutcome::AnswerTimeout),
		(|| plain().accepted(3, 3_600), 60, UpdateOutcome::ApplyTimeout),
	]
}

#[test]
fn without_a_word_in_time_the_lease_is_as_it_was() {
	for (reach, within, outcome) in stages() {
		ExtBuilder.build_and_execute(|| {
			let untouched = lease(plain().active());
			let id = reach();
			run(within - 1);
			assert_eq!((state(id), ended(id)), (LeaseState::Updating, None));
			run(1);
			assert_eq!(ended(id), Some((outcome, 5_102)));
			assert_eq!(lease(id), LeaseOf::<Test> { order: lease(id).order, ..untouched });
			assert_eq!(wallet(TENANT, &USD), (2 * 5_100, FUNDS));
			assert_eq!(Reserved::get(PROVIDER), resources_of(2));
			assert_eq!(Used::get((TENANT, USD)), footprint_of(2));
		});
	}
}

#[test]
fn served_late_it_makes_no_difference() {
	for (reach, _, outcome) in stages() {
		ExtBuilder.build_and_execute(|| {
			let id = reach();
			skip(500);
			// Whoever comes first serves it.
			assert_ok!(LeasesPallet::settle(signed(STRANGER), id));
			assert_eq!(ended(id), Some((outcome, 5_102)));
			assert_eq!((state(id), lease(id).paid.gross), (LeaseState::Active, 500));
		});
	}
}

#[test]
fn a_motion_sets_the_times_within_bounds() {
	for (parameter, blocks) in [(0, 1), (7, 7), (u32::MAX, MAX_WINDOW)] {
		ExtBuilder.build_and_execute(|| {
			UpdateAnswerWithin::set(parameter);
			UpdateApplyWithin::set(parameter);
			let id = plain().updating(3, 3_600);
			assert_eq!(lease(id).block_deadline, Some(1 + blocks));
			assert_ok!(LeasesPallet::accept_update(signed(PROVIDER), id, asked(id), 1));
			assert_eq!(lease(id).block_deadline, Some(1 + blocks));
		});
	}
}

#[test]
fn the_earliest_of_the_deadlines_is_the_one_that_is_filed() {
	ExtBuilder.build_and_execute(|| {
		let id = plain().accepted(3, 3_600);
		assert_eq!(lease(id).block_deadline, Some(61));
		OutageLimit::set(40);
		LeasesPallet::report(&PROVIDER, &[id], None);
		assert_eq!(lease(id).block_deadline, Some(41));
		ProviderNotice::set(20);
		assert_ok!(LeasesPallet::close(signed(PROVIDER), id));
		assert_eq!(lease(id).block_deadline, Some(21));
		run(20);
		assert_eq!(state(id), LeaseState::Closing { reason: EndReason::ProviderClosed });
	});
}

#[test]
fn after_the_update_the_next_deadline_is_filed() {
	ExtBuilder.build_and_execute(|| {
		let id = plain().updating(3, 3_600);
		assert_ok!(LeasesPallet::close(signed(PROVIDER), id));
		LeasesPallet::report(&PROVIDER, &[id], None);
		run(30);
		assert_eq!((state(id), lease(id).block_deadline), (LeaseState::Active, Some(1_801)));
	});
}

#[test]
fn what_was_due_first_took_effect_first_however_late_it_is_served() {
	// An outage after the update's time, before it, and in the same block.
	for (limit, outcome) in [
		(100, UpdateOutcome::AnswerTimeout),
		(20, UpdateOutcome::LeaseEnded),
		(30, UpdateOutcome::AnswerTimeout),
	] {
		for punctual in [true, false] {
			ExtBuilder.build_and_execute(|| {
				OutageLimit::set(limit);
				let id = plain().updating(3, 3_600);
				LeasesPallet::report(&PROVIDER, &[id], None);
				if punctual {
					run(200)
				} else {
					skip(200)
				}
				run(1);
				assert_eq!(ended(id).unwrap().0, outcome, "{limit} {punctual}");
				assert_eq!(lease(id).ended, Some(1 + limit));
				assert_eq!(lease(id).state.end_reason(), Some(EndReason::Outage));
			});
		}
	}
}

#[test]
fn a_notice_that_runs_out_in_the_same_block_comes_first() {
	ExtBuilder.build_and_execute(|| {
		ProviderNotice::set(30);
		let id = plain().updating(3, 3_600);
		assert_ok!(LeasesPallet::close(signed(PROVIDER), id));
		run(30);
		assert_eq!(ended(id), Some((UpdateOutcome::LeaseEnded, 5_102)));
		assert_eq!(lease(id).ended, Some(31));
	});
}

/// The lease ended with its update accepted: all is where it would be without.
fn assert_ended_as_without(id: LeaseId, reason: EndReason, blocks: u32) {
	assert_eq!(ended(id).map(|(outcome, _)| outcome), Some(UpdateOutcome::LeaseEnded));
	assert_eq!((state(id), lease(id).update), (LeaseState::Closing { reason }, None));
	let expected = books_after(&plain(), blocks);
	let unlocked = expected.unlocked + FUNDS;
	assert_eq!(books(), Books { reserved: 1, unlocked, ..expected });
	assert!(Used::get((TENANT, USD)).is_empty());
	assert_ok!(LeasesPallet::confirm_closed(signed(PROVIDER), id));
	assert_eq!(books().reserved, 0);
}

#[test]
fn closing_ends_it() {
	ExtBuilder.build_and_execute(|| {
		let id = plain().accepted(3, 3_600);
		run(50);
		assert_ok!(LeasesPallet::close(signed(TENANT), id));
		assert_ended_as_without(id, EndReason::TenantClosed, 50);
	});
}

#[test]
fn the_notice_ends_it() {
	ExtBuilder.build_and_execute(|| {
		ProviderNotice::set(50);
		let id = plain().accepted(3, 3_600);
		assert_ok!(LeasesPallet::close(signed(PROVIDER), id));
		run(50);
		assert_ended_as_without(id, EndReason::ProviderClosed, 50);
	});
}

/// All that was locked for the update does not prolong the service.
#[test]
fn running_dry_ends_it() {
	ExtBuilder.build_and_execute(|| {
		deposit(TENANT, &USD, FUNDS);
		let id = plain().active();
		run(4_970);
		assert_ok!(request(id, 3, 3_600));
		assert_ok!(LeasesPallet::accept_update(signed(PROVIDER), id, asked(id), 3_600));
		run(30);
		assert_ended_as_without(id, EndReason::InsufficientFunds, 5_000);
	});
}

#[test]
fn a_draining_ends_it() {
	for (drain, reason) in [
		(DrainReason::Suspended, EndReason::ProviderSuspended),
		(DrainReason::Slashed, EndReason::ProviderSlashed),
		(DrainReason::Outage, EndReason::Outage),
	] {
		ExtBuilder.build_and_execute(|| {
			let id = plain().accepted(3, 3_600);
			run(50);
			LeasesPallet::drain(&PROVIDER, drain);
			run(1);
			assert_ended_as_without(id, reason, 50);
		});
	}
}

/// S5: what was locked for the update is not what the tenant had left to spend on the lease.
#[test]
fn what_a_tenant_lost_does_not_count_the_update() {
	ExtBuilder.build_and_execute(|| {
		let id = plain().accepted(3, 3_600);
		run(50);
		LeasesPallet::drain(&PROVIDER, DrainReason::Slashed);
		run(1);
		assert_eq!(lease(id).ended, Some(51));
		assert_eq!(Victims::get()[0].unspent, 2 * (5_100 - 51));
	});
}

#[test]
fn low_funds_are_told_while_it_is_pending() {
	ExtBuilder.build_and_execute(|| {
		deposit(TENANT, &USD, FUNDS);
		let id = plain().active();
		run(3_190);
		assert_ok!(request(id, 3, 3_600));
		events();
		run(10);
		assert_eq!(events(), vec![Event::FundsLow { lease: id, left: 1_800 }]);
		assert_eq!(state(id), LeaseState::Updating);
	});
}

#[test]
fn a_lease_goes_off_the_clock_and_back_while_it_is_pending() {
	ExtBuilder.build_and_execute(|| {
		let id = plain().updating(3, 3_600);
		run(5);
		LeasesPallet::report(&PROVIDER, &[id], None);
		run(5);
		LeasesPallet::report(&PROVIDER, &[], None);
		run(5);
		assert_ok!(LeasesPallet::settle(signed(STRANGER), id));
		assert_eq!((state(id), lease(id).paid.gross), (LeaseState::Updating, 10));
	});
}

#[test]
fn many_in_one_block_are_served_as_there_is_room() {
	ExtBuilder.build_and_execute(|| {
		let ids: Vec<_> = (0..40).map(|_| plain().accepted(3, 3_600)).collect();
		skip(59);
		// A look and a step are 11, and there are two looks per lease.
		MaxServiceWeight::set(frame_support::weights::Weight::from_parts(120, 120));
		run(1);
		let left = |ids: &[LeaseId]| ids.iter().filter(|id| lease(**id).update.is_some()).count();
		assert_eq!(left(&ids), 30);
		run(3);
		assert_eq!(left(&ids), 0);
	});
}
