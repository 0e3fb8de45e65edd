use super::*;

#[test]
fn an_admitted_provider_is_suspended_and_its_leases_are_closed() {
	for state in [registered, active, in_maintenance, leaving] {
		ExtBuilder::default().build_and_execute(|| {
			state();
			events();
			assert_ok!(suspend(DAVE));
			assert_eq!(status(DAVE), Some(ProviderStatus::Suspended));
			assert_eq!(DrainLog::get(), [(DAVE, DrainReason::Suspended)]);
			assert_eq!(events().pop(), Some(Event::ProviderSuspended { provider: DAVE }));
		});
	}
}

#[test]
fn what_is_reserved_stays_so_until_it_is_released() {
	ExtBuilder::default().build_and_execute(|| {
		active();
		assert_ok!(Registry::reserve(&DAVE, &some()));
		assert_ok!(suspend(DAVE));
		assert_eq!(Registry::reserved(&DAVE), some());
		Registry::release(&DAVE, &some());
		assert_eq!(status(DAVE), Some(ProviderStatus::Suspended));
	});
}

#[test]
fn maintenance_ends_with_it() {
	ExtBuilder::default().build_and_execute(|| {
		in_maintenance();
		pass(10);
		events();
		assert_ok!(suspend(DAVE));
		let now = Now::get();
		assert!(Registry::in_maintenance(&DAVE, now - 1));
		assert!(!Registry::in_maintenance(&DAVE, now));
		assert_eq!(events()[0], Event::MaintenanceEnded { provider: DAVE, ended_at: now });
	});
}

#[test]
fn maintenance_that_was_ahead_is_cancelled() {
	ExtBuilder::default().build_and_execute(|| {
		active();
		assert_ok!(announce(DAVE, 200..300));
		events();
		assert_ok!(suspend(DAVE));
		assert!(!Registry::in_maintenance(&DAVE, 250));
		assert_eq!(events()[0], Event::MaintenanceCancelled { provider: DAVE });
	});
}

#[test]
fn who_is_not_admitted_cannot_be_suspended() {
	for state in NOT_ADMITTED {
		ExtBuilder::default().build_and_execute(|| {
			state();
			assert_noop!(suspend(DAVE), Error::<Test>::NotAdmitted);
			assert_eq!(DrainLog::get(), []);
		});
	}
}

#[test]
fn who_is_suspended_cannot_be_suspended_again() {
	ExtBuilder::default().build_and_execute(|| {
		suspended();
		assert_noop!(suspend(DAVE), Error::<Test>::Suspended);
		assert_eq!(DrainLog::get().len(), 1);
	});
}

#[test]
fn only_the_suspending_origin_may_suspend() {
	ExtBuilder::default().build_and_execute(|| {
		active();
		for who in [DAVE, DAVES_OPERATOR, COUNCIL, CATALOGUER, STRANGER] {
			assert_noop!(Registry::suspend(RuntimeOrigin::signed(who), DAVE), BadOrigin);
		}
		assert_eq!(DrainLog::get(), []);
	});
}
