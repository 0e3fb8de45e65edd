use super::*;

fn end(who: AccountId) -> sp_runtime::DispatchResult {
	Registry::end_maintenance(RuntimeOrigin::signed(who))
}

#[test]
fn the_provider_is_active_from_this_block_on() {
	for late in [1, 10, 49] {
		ExtBuilder::default().build_and_execute(|| {
			in_maintenance();
			pass(late);
			let now = Now::get();
			events();
			assert_ok!(end(DAVE));
			assert_eq!(status(DAVE), Some(ProviderStatus::Active));
			assert!(Registry::in_maintenance(&DAVE, now - 1));
			assert_eq!(events(), [Event::MaintenanceEnded { provider: DAVE, ended_at: now }]);
		});
	}
}

#[test]
fn ended_in_its_first_block_it_has_not_been() {
	ExtBuilder::default().build_and_execute(|| {
		in_maintenance();
		let now = Now::get();
		assert_ok!(end(DAVE));
		assert_eq!(Registry::maintenance(&DAVE, now), None);
		assert_eq!(Registry::maintained(&DAVE, now + 50), 0);
	});
}

#[test]
fn who_is_leaving_ends_it_too() {
	ExtBuilder::default().build_and_execute(|| {
		active();
		assert_ok!(Registry::reserve(&DAVE, &some()));
		assert_ok!(announce(DAVE, 200..300));
		assert_ok!(leave(DAVE));
		Now::set(250);
		assert_ok!(end(DAVE));
		assert!(!Registry::in_maintenance(&DAVE, 250));
	});
}

#[test]
fn outside_maintenance_there_is_nothing_to_end() {
	for state in [registered, active, suspended, leaving] {
		ExtBuilder::default().build_and_execute(|| {
			state();
			assert_noop!(end(DAVE), Error::<Test>::NotInMaintenance);
		});
	}
	for now in [1, 199, 300] {
		ExtBuilder::default().build_and_execute(|| {
			active();
			assert_ok!(announce(DAVE, 200..300));
			Now::set(now);
			assert_noop!(end(DAVE), Error::<Test>::NotInMaintenance);
		});
	}
}

#[test]
fn only_an_admitted_provider_ends_and_only_its_own() {
	for state in NOT_ADMITTED {
		ExtBuilder::default().build_and_execute(|| {
			state();
			assert_noop!(end(DAVE), Error::<Test>::NotAdmitted);
		});
	}
	ExtBuilder::default().build_and_execute(|| {
		in_maintenance();
		assert_noop!(end(DAVES_OPERATOR), Error::<Test>::NotAdmitted);
		assert_noop!(Registry::end_maintenance(RuntimeOrigin::none()), BadOrigin);
	});
}
