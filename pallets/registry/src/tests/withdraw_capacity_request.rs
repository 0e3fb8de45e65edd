use super::*;

fn withdraw(who: AccountId) -> sp_runtime::DispatchResult {
	Registry::withdraw_capacity_request(RuntimeOrigin::signed(who))
}

#[test]
fn the_request_is_gone() {
	ExtBuilder::default().build_and_execute(|| {
		active();
		assert_ok!(request(DAVE, resources(1, &[]), "high"));
		events();
		assert_ok!(withdraw(DAVE));
		assert_eq!(CapacityRequests::<Test>::iter().count(), 0);
		assert_eq!(events(), [Event::CapacityRequestWithdrawn { provider: DAVE }]);
		assert_ok!(request(DAVE, resources(2, &[]), "high"));
	});
}

#[test]
fn without_a_request_there_is_nothing_to_withdraw() {
	ExtBuilder::default().build_and_execute(|| {
		active();
		assert_noop!(withdraw(DAVE), Error::<Test>::NoCapacityRequest);
	});
}

#[test]
fn nobody_withdraws_that_of_another() {
	ExtBuilder::default().build_and_execute(|| {
		active();
		assert_ok!(request(DAVE, resources(1, &[]), "high"));
		for who in [DAVES_OPERATOR, COUNCIL, STRANGER] {
			assert_noop!(withdraw(who), Error::<Test>::NoCapacityRequest);
		}
		assert_noop!(Registry::withdraw_capacity_request(RuntimeOrigin::none()), BadOrigin);
	});
}
