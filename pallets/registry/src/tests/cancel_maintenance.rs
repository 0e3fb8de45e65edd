use super::*;

fn cancel(who: AccountId) -> sp_runtime::DispatchResult {
	Registry::cancel_maintenance(RuntimeOrigin::signed(who))
}

#[test]
fn what_was_ahead_will_not_be() {
	ExtBuilder::default().build_and_execute(|| {
		active();
		assert_ok!(announce(DAVE, 200..300));
		Now::set(199);
		events();
		assert_ok!(cancel(DAVE));
		assert_eq!(events(), [Event::MaintenanceCancelled { provider: DAVE }]);
		Now::set(200);
		assert_eq!(status(DAVE), Some(ProviderStatus::Active));
	});
}

#[test]
fn another_can_be_announced_after_it() {
	ExtBuilder::default().build_and_execute(|| {
		active();
		assert_ok!(announce(DAVE, 200..300));
		assert_ok!(cancel(DAVE));
		assert_ok!(announce(DAVE, 150..160));
	});
}

#[test]
fn what_has_begun_cannot_be_cancelled() {
	for now in [200, 299] {
		ExtBuilder::default().build_and_execute(|| {
			active();
			assert_ok!(announce(DAVE, 200..300));
			Now::set(now);
			assert_noop!(cancel(DAVE), Error::<Test>::MaintenanceBegun);
		});
	}
}

#[test]
fn without_one_ahead_there_is_nothing_to_cancel() {
	ExtBuilder::default().build_and_execute(|| {
		active();
		assert_noop!(cancel(DAVE), Error::<Test>::NoMaintenance);
		assert_ok!(announce(DAVE, 200..300));
		Now::set(300);
		assert_noop!(cancel(DAVE), Error::<Test>::NoMaintenance);
	});
}

#[test]
fn only_an_admitted_provider_cancels_and_only_its_own() {
	for state in NOT_ADMITTED {
		ExtBuilder::default().build_and_execute(|| {
			state();
			assert_noop!(cancel(DAVE), Error::<Test>::NotAdmitted);
		});
	}
	ExtBuilder::default().build_and_execute(|| {
		active();
		assert_ok!(announce(DAVE, 200..300));
		assert_noop!(cancel(DAVES_OPERATOR), Error::<Test>::NotAdmitted);
		assert_noop!(Registry::cancel_maintenance(RuntimeOrigin::none()), BadOrigin);
	});
}
