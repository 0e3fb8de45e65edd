use super::*;

const NEW: AccountId = 77;

fn set_operator(who: AccountId, operator: AccountId) -> sp_runtime::DispatchResult {
	Registry::set_operator(RuntimeOrigin::signed(who), operator)
}

#[test]
fn the_new_key_takes_over_at_once() {
	for state in ADMITTED {
		ExtBuilder::default().build_and_execute(|| {
			state();
			events();
			assert_ok!(set_operator(DAVE, NEW));
			assert!(Registry::is_operator(&DAVE, &NEW));
			assert!(!Registry::is_operator(&DAVE, &DAVES_OPERATOR));
			assert_eq!(Providers::<Test>::get(DAVE).unwrap().details.operator, NEW);
			let set = Event::OperatorSet { provider: DAVE, old: DAVES_OPERATOR, operator: NEW };
			assert_eq!(events(), [set]);
		});
	}
}

#[test]
fn the_same_key_stays() {
	ExtBuilder::default().build_and_execute(|| {
		registered();
		assert_ok!(set_operator(DAVE, DAVES_OPERATOR));
		assert!(Registry::is_operator(&DAVE, &DAVES_OPERATOR));
	});
}

/// Nobody takes a key from another by naming it: it serves both.
#[test]
fn one_key_can_serve_several_providers() {
	ExtBuilder::default().build_and_execute(|| {
		registered();
		assert_ok!(propose(EVE, details(EVES_OPERATOR)));
		assert_ok!(approve(EVE, Tier::Tier6));
		assert_ok!(set_operator(DAVE, EVES_OPERATOR));
		for provider in [DAVE, EVE] {
			assert!(Registry::is_operator(&provider, &EVES_OPERATOR));
		}
		assert_ok!(set_operator(EVE, NEW));
		assert!(Registry::is_operator(&DAVE, &EVES_OPERATOR));
		assert_ok!(leave(DAVE));
		assert!(!Registry::is_operator(&DAVE, &EVES_OPERATOR));
		assert!(Registry::is_operator(&EVE, &NEW));
	});
}

#[test]
fn only_an_admitted_provider_has_an_operator() {
	for state in NOT_ADMITTED {
		ExtBuilder::default().build_and_execute(|| {
			state();
			assert_noop!(set_operator(DAVE, NEW), Error::<Test>::NotAdmitted);
		});
	}
}

#[test]
fn the_operator_cannot_replace_itself() {
	ExtBuilder::default().build_and_execute(|| {
		active();
		assert_noop!(set_operator(DAVES_OPERATOR, NEW), Error::<Test>::NotAdmitted);
		assert_noop!(Registry::set_operator(RuntimeOrigin::none(), NEW), BadOrigin);
	});
}
