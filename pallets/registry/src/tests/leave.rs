use super::*;

/// What the mock's steps weigh, as `departures_base` and `serve_departure`.
const BASE: u64 = 1;
const STEP: u64 = 10;

#[test]
fn who_has_nothing_reserved_is_gone_at_once() {
	for state in [registered, active, in_maintenance, suspended] {
		ExtBuilder::default().build_and_execute(|| {
			state();
			events();
			assert_ok!(leave(DAVE));
			assert_eq!(status(DAVE), None);
			assert_nothing_left();
			assert_eq!(FakeTrust::tier(&DAVE), None);
			assert_eq!(UsageLog::get().last(), Some(&(DAVE, 0, 0)));
			let left = Event::ProviderLeft { provider: DAVE };
			assert_eq!(events(), [Event::ProviderLeaving { provider: DAVE }, left]);
		});
	}
}

#[test]
fn who_has_something_reserved_goes_after_the_last_of_it() {
	ExtBuilder::default().build_and_execute(|| {
		active();
		assert_ok!(Registry::reserve(&DAVE, &some()));
		assert_ok!(Registry::reserve(&DAVE, &some()));
		events();
		assert_ok!(leave(DAVE));
		assert_eq!(events(), [Event::ProviderLeaving { provider: DAVE }]);
		assert!(Registry::is_leaving(&DAVE));
		Registry::release(&DAVE, &some());
		assert_eq!(status(DAVE), Some(ProviderStatus::Leaving));
		Registry::release(&DAVE, &some());
		assert_eq!(status(DAVE), Some(ProviderStatus::Leaving));
		idle();
		assert_eq!(status(DAVE), None);
		assert_nothing_left();
		assert_eq!(events().pop(), Some(Event::ProviderLeft { provider: DAVE }));
	});
}

#[test]
fn until_it_is_gone_it_serves_its_leases() {
	ExtBuilder::default().build_and_execute(|| {
		leaving();
		assert!(Registry::is_operator(&DAVE, &DAVES_OPERATOR));
		assert_eq!(Registry::capacity(&DAVE), Some(capacity()));
		assert!(Registry::attestation_keys(&DAVE).is_some());
	});
}

/// A lease that is still running may need it.
#[test]
fn maintenance_that_was_announced_holds() {
	ExtBuilder::default().build_and_execute(|| {
		active();
		assert_ok!(Registry::reserve(&DAVE, &some()));
		assert_ok!(announce(DAVE, 200..300));
		assert_ok!(leave(DAVE));
		assert!(Registry::in_maintenance(&DAVE, 200));
		Now::set(200);
		assert_eq!(status(DAVE), Some(ProviderStatus::Leaving));
	});
}

/// Its earnings outlive its entry.
#[test]
fn its_proxy_address_is_known_after_it_is_gone() {
	ExtBuilder::default().build_and_execute(|| {
		active();
		let before = Registry::proxy_address(&DAVE);
		assert_ok!(leave(DAVE));
		assert_eq!(Registry::proxy_address(&DAVE), before);
	});
}

#[test]
fn its_keys_are_free_for_another() {
	ExtBuilder::default().build_and_execute(|| {
		active();
		let origin = RuntimeOrigin::signed(DAVE);
		assert_ok!(Registry::set_attestation_key(origin, key(7), proof(7, DAVE)));
		assert_ok!(leave(DAVE));
		assert!(!Registry::is_operator(&DAVE, &DAVES_OPERATOR));
		assert_ok!(propose_with_key(EVE, details(EVES_OPERATOR), 7));
		assert_ok!(approve(EVE, Tier::Tier6));
		assert_ok!(propose(DAVE, details(DAVES_OPERATOR)));
		assert_ok!(approve(DAVE, Tier::Tier6));
	});
}

#[test]
fn a_request_for_another_capacity_is_dropped() {
	ExtBuilder::default().build_and_execute(|| {
		active();
		assert_ok!(Registry::reserve(&DAVE, &some()));
		assert_ok!(request(DAVE, resources(20_000, &[("a100", 2)]), "high"));
		events();
		assert_ok!(leave(DAVE));
		assert!(!CapacityRequests::<Test>::contains_key(DAVE));
		assert_eq!(events()[0], Event::CapacityRequestWithdrawn { provider: DAVE });
	});
}

/// Who left to escape a suspension is suspended all the same, and can leave again.
#[test]
fn suspended_while_leaving_it_can_leave_again() {
	ExtBuilder::default().build_and_execute(|| {
		leaving();
		assert_ok!(suspend(DAVE));
		assert!(!Registry::is_leaving(&DAVE));
		assert_ok!(leave(DAVE));
		Registry::release(&DAVE, &some());
		idle();
		assert_eq!(status(DAVE), None);
	});
}

/// Who is queued to go can be suspended as well, and then does not go by itself.
#[test]
fn suspended_when_nothing_keeps_it_it_stays() {
	ExtBuilder::default().build_and_execute(|| {
		leaving();
		Registry::release(&DAVE, &some());
		assert_ok!(suspend(DAVE));
		idle();
		assert_eq!(status(DAVE), Some(ProviderStatus::Suspended));
		assert_ok!(leave(DAVE));
		assert_eq!(status(DAVE), None);
	});
}

/// They go in blocks that have room for them, and nobody is forgotten.
#[test]
fn who_goes_waits_for_room() {
	ExtBuilder::default().build_and_execute(|| {
		assert_eq!(idle_in(0), 0);
		assert_eq!(idle_in(u64::MAX), BASE);
		leaving();
		assert_ok!(propose_with_key(EVE, details(EVES_OPERATOR), 9));
		assert_ok!(approve(EVE, Tier::Tier6));
		Registry::backed(&EVE);
		assert_ok!(Registry::reserve(&EVE, &some()));
		assert_ok!(leave(EVE));
		Registry::release(&DAVE, &some());
		Registry::release(&EVE, &some());

		assert_eq!(idle_in(BASE + STEP - 1), BASE);
		let here = || [DAVE, EVE].into_iter().filter(|who| status(*who).is_some()).count();
		assert_eq!(here(), 2);
		assert_eq!(idle_in(BASE + STEP), BASE + STEP);
		assert_eq!(here(), 1);
		assert_eq!(idle_in(u64::MAX), BASE + STEP + BASE);
		assert_eq!(here(), 0);
	});
}

/// Until it is gone it is a provider: what it had is not free yet.
#[test]
fn who_waits_to_go_cannot_propose() {
	ExtBuilder::default().build_and_execute(|| {
		leaving();
		Registry::release(&DAVE, &some());
		assert_noop!(propose(DAVE, details(DAVES_OPERATOR)), Error::<Test>::Leaving);
		assert_noop!(leave(DAVE), Error::<Test>::Leaving);
		idle();
		assert_ok!(propose(DAVE, details(DAVES_OPERATOR)));
	});
}

#[test]
fn leaving_cannot_be_taken_back_or_repeated() {
	ExtBuilder::default().build_and_execute(|| {
		leaving();
		assert_noop!(leave(DAVE), Error::<Test>::Leaving);
	});
}

#[test]
fn who_is_not_admitted_cannot_leave() {
	for state in NOT_ADMITTED {
		ExtBuilder::default().build_and_execute(|| {
			state();
			assert_noop!(leave(DAVE), Error::<Test>::NotAdmitted);
		});
	}
}

#[test]
fn nobody_leaves_for_another() {
	ExtBuilder::default().build_and_execute(|| {
		active();
		for who in [DAVES_OPERATOR, COUNCIL, SUSPENDER, STRANGER] {
			assert_noop!(leave(who), Error::<Test>::NotAdmitted);
		}
		assert_noop!(Registry::leave(RuntimeOrigin::none()), BadOrigin);
	});
}
