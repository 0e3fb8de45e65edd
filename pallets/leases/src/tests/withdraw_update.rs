//! `withdraw_update`: the tenant takes an update back before it was accepted (L3).

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use spheron_primitives::{
	traits::{Drain, DrainReason},
	LeaseId,
};

fn withdraw(id: LeaseId) -> sp_runtime::DispatchResult {
	LeasesPallet::withdraw_update(signed(TENANT), id)
}

#[test]
fn the_lease_is_as_it_was() {
	ExtBuilder.build_and_execute(|| {
		deposit(TENANT, &USD, FUNDS);
		let id = plain().active();
		run(1_000);
		let before = (lease(id), books(), Used::get((TENANT, USD)));
		assert_ok!(request(id, 3, 3_600));
		run(29);
		events();
		assert_ok!(withdraw(id));
		let outcome = UpdateOutcome::Withdrawn;
		assert_eq!(events(), vec![Event::UpdateEnded { lease: id, outcome, unlocked: 4_082 }]);
		assert_eq!((lease(id), books(), Used::get((TENANT, USD))), before);
	});
}

#[test]
fn it_can_be_offered_again() {
	ExtBuilder.build_and_execute(|| {
		let id = plain().updating(3, 3_600);
		assert_ok!(withdraw(id));
		assert_ok!(LeasesPallet::offer(signed(TENANT), id, STRANGER));
	});
}

#[test]
fn an_unknown_lease_is_refused() {
	ExtBuilder.build_and_execute(|| {
		assert_noop!(withdraw(LeaseId(0)), Error::<Test>::NoSuchLease);
	});
}

#[test]
fn only_the_tenant_may_withdraw() {
	ExtBuilder.build_and_execute(|| {
		let id = plain().updating(3, 3_600);
		for who in [STRANGER, PROVIDER, operator(PROVIDER)] {
			let call = LeasesPallet::withdraw_update(signed(who), id);
			assert_noop!(call, Error::<Test>::NotTheTenant);
		}
	});
}

#[test]
fn without_an_update_there_is_nothing_to_withdraw() {
	ExtBuilder.build_and_execute(|| {
		for id in [plain().open(), plain().ready(), plain().active()] {
			assert_noop!(withdraw(id), Error::<Test>::NoUpdate);
		}
	});
}

#[test]
fn what_was_accepted_is_the_providers_to_end() {
	ExtBuilder.build_and_execute(|| {
		let id = plain().accepted(3, 3_600);
		assert_noop!(withdraw(id), Error::<Test>::AlreadyAccepted);
	});
}

#[test]
fn too_late_is_refused() {
	ExtBuilder.build_and_execute(|| {
		let id = plain().updating(3, 3_600);
		skip(30);
		assert_noop!(withdraw(id), Error::<Test>::TooLate);
	});
}

#[test]
fn a_lease_that_is_about_to_be_drained_is_not_updated_anyway() {
	ExtBuilder.build_and_execute(|| {
		let id = plain().updating(3, 3_600);
		LeasesPallet::drain(&PROVIDER, DrainReason::Suspended);
		assert_noop!(withdraw(id), Error::<Test>::ProviderDraining);
	});
}
