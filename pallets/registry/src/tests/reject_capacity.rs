use super::*;

/// `who` rejects whatever Dave asked for.
fn reject_capacity(who: AccountId) -> sp_runtime::DispatchResult {
	let request =
		CapacityRequests::<Test>::get(DAVE).map(|request| request.hash()).unwrap_or_default();
	Registry::reject_capacity(RuntimeOrigin::signed(who), DAVE, request)
}

#[test]
fn all_stays_as_it_is() {
	ExtBuilder::default().build_and_execute(|| {
		active();
		let before = Providers::<Test>::get(DAVE);
		assert_ok!(request(DAVE, resources(1, &[]), "high"));
		events();
		assert_ok!(reject_capacity(COUNCIL));
		assert_eq!(Providers::<Test>::get(DAVE), before);
		assert_eq!(CapacityRequests::<Test>::iter().count(), 0);
		assert_eq!(events(), [Event::CapacityRejected { provider: DAVE }]);
		assert_ok!(request(DAVE, resources(1, &[]), "high"));
	});
}

#[test]
fn without_a_request_nothing_is_rejected() {
	ExtBuilder::default().build_and_execute(|| {
		active();
		assert_noop!(reject_capacity(COUNCIL), Error::<Test>::NoCapacityRequest);
	});
}

/// A motion for one request does not reject what was asked for in its place.
#[test]
fn what_was_changed_meanwhile_is_not_rejected() {
	ExtBuilder::default().build_and_execute(|| {
		active();
		assert_ok!(request(DAVE, resources(1, &[]), "high"));
		let voted_on = CapacityRequests::<Test>::get(DAVE).unwrap().hash();
		assert_ok!(Registry::withdraw_capacity_request(RuntimeOrigin::signed(DAVE)));
		assert_ok!(request(DAVE, resources(2, &[]), "high"));
		let council = RuntimeOrigin::signed(COUNCIL);
		assert_noop!(
			Registry::reject_capacity(council, DAVE, voted_on),
			Error::<Test>::CapacityRequestChanged
		);
	});
}

#[test]
fn only_the_approving_origin_may_reject() {
	ExtBuilder::default().build_and_execute(|| {
		active();
		assert_ok!(request(DAVE, resources(1, &[]), "high"));
		for who in [DAVE, DAVES_OPERATOR, CATALOGUER, SUSPENDER, STRANGER] {
			assert_noop!(reject_capacity(who), BadOrigin);
		}
	});
}
