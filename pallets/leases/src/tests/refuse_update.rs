//! `refuse_update`: the provider does not want an update, or has failed to apply it (L3).

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use spheron_primitives::{
	traits::{Drain, DrainReason},
	LeaseId,
};

fn refuse(id: LeaseId) -> sp_runtime::DispatchResult {
	LeasesPallet::refuse_update(signed(PROVIDER), id)
}

#[test]
fn the_lease_is_as_it_was() {
	ExtBuilder.build_and_execute(|| {
		deposit(TENANT, &USD, FUNDS);
		let id = plain().active();
		run(1_000);
		let before = (lease(id), books(), Used::get((TENANT, USD)));
		assert_ok!(request(id, 3, 3_600));
		run(10);
		events();
		assert_ok!(refuse(id));
		let outcome = UpdateOutcome::Refused;
		let ended = Event::UpdateEnded { lease: id, outcome, unlocked: 4_082 };
		assert_eq!(events(), vec![ended]);
		assert_eq!((lease(id), books(), Used::get((TENANT, USD))), before);
	});
}

#[test]
fn after_the_acceptance_it_has_failed_and_the_increase_is_free() {
	ExtBuilder.build_and_execute(|| {
		deposit(TENANT, &USD, FUNDS);
		let id = plain().active();
		let before = (lease(id), books(), Used::get((TENANT, USD)));
		assert_ok!(request(id, 3, 3_600));
		assert_ok!(LeasesPallet::accept_update(signed(PROVIDER), id, asked(id), 2_000));
		run(59);
		events();
		assert_ok!(LeasesPallet::refuse_update(signed(operator(PROVIDER)), id));
		let outcome = UpdateOutcome::Failed;
		assert_eq!(events(), vec![Event::UpdateEnded { lease: id, outcome, unlocked: 5_102 }]);
		assert_eq!((lease(id), books(), Used::get((TENANT, USD))), before);
	});
}

#[test]
fn what_was_charged_meanwhile_stays() {
	ExtBuilder.build_and_execute(|| {
		let id = plain().accepted(3, 3_600);
		run(40);
		assert_ok!(LeasesPallet::settle(signed(STRANGER), id));
		assert_ok!(refuse(id));
		run(10);
		assert_ok!(LeasesPallet::close(signed(TENANT), id));
		let expected = books_after(&plain(), 50);
		let reserved = 1;
		assert_eq!(books(), Books { reserved, unlocked: expected.unlocked + FUNDS, ..expected });
	});
}

#[test]
fn a_notice_goes_on() {
	ExtBuilder.build_and_execute(|| {
		let id = plain().updating(3, 3_600);
		assert_ok!(LeasesPallet::close(signed(PROVIDER), id));
		assert_ok!(refuse(id));
		assert_eq!((state(id), lease(id).block_deadline), (LeaseState::Active, Some(1_801)));
	});
}

#[test]
fn who_is_leaving_refuses_too() {
	ExtBuilder.build_and_execute(|| {
		let id = plain().updating(3, 3_600);
		Leaving::put(PROVIDER);
		assert_ok!(refuse(id));
	});
}

#[test]
fn another_can_be_asked_for() {
	ExtBuilder.build_and_execute(|| {
		let id = plain().updating(3, 3_600);
		assert_ok!(refuse(id));
		assert_ok!(request(id, 3, 7_200));
	});
}

#[test]
fn an_unknown_lease_is_refused() {
	ExtBuilder.build_and_execute(|| {
		assert_noop!(refuse(LeaseId(0)), Error::<Test>::NoSuchLease);
	});
}

#[test]
fn only_its_provider_may_refuse() {
	ExtBuilder.build_and_execute(|| {
		let id = plain().updating(3, 3_600);
		for who in [TENANT, STRANGER, RUNNER_UP, operator(RUNNER_UP)] {
			let call = LeasesPallet::refuse_update(signed(who), id);
			assert_noop!(call, Error::<Test>::NotTheProvider);
		}
	});
}

#[test]
fn without_an_update_there_is_nothing_to_refuse() {
	ExtBuilder.build_and_execute(|| {
		for id in [plain().open(), plain().ready(), plain().active()] {
			assert_noop!(refuse(id), Error::<Test>::NoUpdate);
		}
	});
}

#[test]
fn too_late_is_refused_at_each_stage() {
	ExtBuilder.build_and_execute(|| {
		let (asked, accepted) = (plain().updating(3, 3_600), plain().accepted(3, 3_600));
		skip(30);
		assert_noop!(refuse(asked), Error::<Test>::TooLate);
		skip(30);
		assert_noop!(refuse(accepted), Error::<Test>::TooLate);
	});
}

#[test]
fn a_lease_that_is_about_to_be_drained_is_not_updated_anyway() {
	ExtBuilder.build_and_execute(|| {
		let id = plain().updating(3, 3_600);
		LeasesPallet::drain(&PROVIDER, DrainReason::Suspended);
		assert_noop!(refuse(id), Error::<Test>::ProviderDraining);
	});
}
