use super::*;

#[test]
fn the_provider_is_in_maintenance_from_its_beginning_to_its_end() {
	ExtBuilder::default().build_and_execute(|| {
		active();
		events();
		assert_ok!(announce(DAVE, 200..300));
		let announced =
			Event::MaintenanceAnnounced { provider: DAVE, starts_at: 200, ends_at: 300 };
		assert_eq!(events(), [announced]);
		use ProviderStatus::*;
		for (now, expected) in
			[(199, Active), (200, Maintenance), (299, Maintenance), (300, Active)]
		{
			Now::set(now);
			assert_eq!(status(DAVE), Some(expected), "at {now}");
		}
	});
}

#[test]
fn another_can_be_announced_once_one_is_over() {
	ExtBuilder::default().build_and_execute(|| {
		active();
		assert_ok!(announce(DAVE, 200..300));
		Now::set(300);
		assert_ok!(announce(DAVE, 400..500));
	});
}

#[test]
fn there_is_one_at_a_time() {
	for now in [1, 199, 200, 299] {
		ExtBuilder::default().build_and_execute(|| {
			active();
			assert_ok!(announce(DAVE, 200..300));
			Now::set(now);
			assert_noop!(announce(DAVE, 600..700), Error::<Test>::MaintenanceAnnounced);
		});
	}
}

#[test]
fn the_notice_is_given() {
	ExtBuilder::default().build_and_execute(|| {
		active();
		let earliest = Now::get() + NOTICE;
		assert_noop!(announce(DAVE, earliest - 1..earliest + 9), Error::<Test>::MaintenanceTooSoon);
		assert_ok!(announce(DAVE, earliest..earliest + 9));
	});
}

#[test]
fn without_a_notice_it_is_still_ahead() {
	ExtBuilder::default().build_and_execute(|| {
		active();
		MaintenanceNotice::set(0);
		assert_noop!(announce(DAVE, 1..9), Error::<Test>::MaintenanceTooSoon);
		assert_ok!(announce(DAVE, 2..9));
	});
}

/// Counted from when the one before was really over; one that was called off does not count.
#[test]
fn there_is_a_gap_between_two() {
	ExtBuilder::default().build_and_execute(|| {
		active();
		MaintenanceNotice::set(1);
		MaintenanceGap::set(50);
		// Before the first there is none.
		assert_ok!(announce(DAVE, 2..200));
		Now::set(150);
		assert_ok!(Registry::end_maintenance(RuntimeOrigin::signed(DAVE)));
		for _ in 0..2 {
			assert_noop!(announce(DAVE, 199..300), Error::<Test>::MaintenanceTooSoon);
			assert_ok!(announce(DAVE, 200..300));
			assert_ok!(Registry::cancel_maintenance(RuntimeOrigin::signed(DAVE)));
		}
		// The notice counts, too.
		Now::set(200);
		assert_noop!(announce(DAVE, 200..300), Error::<Test>::MaintenanceTooSoon);
		assert_ok!(announce(DAVE, 201..300));
	});
}

#[test]
fn it_is_not_too_long() {
	ExtBuilder::default().build_and_execute(|| {
		active();
		assert_noop!(announce(DAVE, 200..201 + LONGEST), Error::<Test>::MaintenanceTooLong);
		assert_ok!(announce(DAVE, 200..200 + LONGEST));
	});
}

#[test]
fn it_does_not_end_before_it_begins() {
	ExtBuilder::default().build_and_execute(|| {
		active();
		for end in [0, 199, 200] {
			assert_noop!(announce(DAVE, 200..end), Error::<Test>::EmptyMaintenance);
		}
	});
}

#[test]
fn the_parameters_are_read_within_their_limits() {
	ExtBuilder::default().build_and_execute(|| {
		MaintenanceNotice::set(u32::MAX);
		MaintenanceGap::set(u32::MAX);
		MaxMaintenance::set(u32::MAX);
		assert_eq!(Registry::maintenance_notice(), MAX_NOTICE);
		assert_eq!(Registry::maintenance_gap(), MAX_GAP);
		assert_eq!(Registry::max_maintenance(), MAX_LENGTH);
		MaintenanceNotice::set(0);
		MaintenanceGap::set(0);
		MaxMaintenance::set(0);
		assert_eq!((Registry::maintenance_notice(), Registry::max_maintenance()), (0, 1));
		assert_eq!(Registry::maintenance_gap(), 1);
	});
}

#[test]
fn only_an_active_provider_announces() {
	for state in [registered, suspended, leaving] {
		ExtBuilder::default().build_and_execute(|| {
			state();
			assert_noop!(announce(DAVE, 200..300), Error::<Test>::NotActive);
		});
	}
	for state in NOT_ADMITTED {
		ExtBuilder::default().build_and_execute(|| {
			state();
			assert_noop!(announce(DAVE, 200..300), Error::<Test>::NotAdmitted);
		});
	}
}

#[test]
fn nobody_announces_for_another() {
	ExtBuilder::default().build_and_execute(|| {
		active();
		assert_noop!(announce(DAVES_OPERATOR, 200..300), Error::<Test>::NotAdmitted);
		let unsigned = RuntimeOrigin::none();
		assert_noop!(Registry::announce_maintenance(unsigned, 200, 300), BadOrigin);
	});
}
