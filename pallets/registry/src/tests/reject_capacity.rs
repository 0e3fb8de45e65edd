use super::*;

fn reject_capacity(who: AccountId) -> sp_runtime::DispatchResult {
	Registry::reject_capacity(RuntimeOrigin::signed(who), DAVE)
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
