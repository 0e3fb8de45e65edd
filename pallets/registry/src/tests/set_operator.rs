use super::*;

const NEW: AccountId = 77;

fn set_operator(who: AccountId, operator: AccountId) -> sp_runtime::DispatchResult {
	Registry::set_operator(RuntimeOrigin::signed(who), operator)
}

#[test]
fn the_new_key_takes_over_at_once() {
	for state in [proposed, registered, active] {
		ExtBuilder::default().build_and_execute(|| {
			state();
			events();
			assert_ok!(set_operator(DAVE, NEW));
			assert_eq!(Registry::of_operator(&NEW), Some(DAVE));
			assert_eq!(Registry::of_operator(&DAVES_OPERATOR), None);
			assert_eq!(Providers::<Test>::get(DAVE).unwrap().details.operator, NEW);
			let set = Event::OperatorSet { provider: DAVE, old: DAVES_OPERATOR, operator: NEW };
			assert_eq!(events(), [set]);
		});
	}
}

#[test]
fn the_old_key_is_free_for_another_provider() {
	ExtBuilder::default().build_and_execute(|| {
		proposed();
		assert_ok!(set_operator(DAVE, NEW));
		assert_ok!(propose(EVE, details(DAVES_OPERATOR)));
	});
}

#[test]
fn the_same_key_stays() {
	ExtBuilder::default().build_and_execute(|| {
		proposed();
		assert_ok!(set_operator(DAVE, DAVES_OPERATOR));
		assert_eq!(Registry::of_operator(&DAVES_OPERATOR), Some(DAVE));
	});
}

#[test]
fn another_providers_operator_is_refused() {
	ExtBuilder::default().build_and_execute(|| {
		proposed();
		assert_ok!(propose(EVE, details(EVES_OPERATOR)));
		assert_noop!(set_operator(DAVE, EVES_OPERATOR), Error::<Test>::OperatorTaken);
	});
}

#[test]
fn only_a_providers_account_has_an_operator() {
	ExtBuilder::default().build_and_execute(|| {
		proposed();
		assert_noop!(set_operator(STRANGER, NEW), Error::<Test>::NotRegistered);
		assert_noop!(set_operator(DAVES_OPERATOR, NEW), Error::<Test>::NotRegistered);
		assert_noop!(Registry::set_operator(RuntimeOrigin::none(), NEW), BadOrigin);
	});
}
