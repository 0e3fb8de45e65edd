//! Who must not gain by a provider's loss (S5).

use super::*;

#[test]
fn a_providers_account_and_its_proxy_address_are_parties() {
	ExtBuilder::default().build_and_execute(|| {
		active();
		for who in [DAVE, DAVE + 1_000] {
			assert!(Registry::is_party(&DAVE, &who), "{who}");
		}
		for who in [EVE, EVES_OPERATOR, STRANGER] {
			assert!(!Registry::is_party(&DAVE, &who), "{who}");
		}
	});
}

/// It names them alone: a tenant whom it named would lose its part of a slash.
#[test]
fn whom_a_provider_names_is_no_party() {
	ExtBuilder::default().build_and_execute(|| {
		active();
		assert_ok!(Registry::set_operator(RuntimeOrigin::signed(DAVE), STRANGER));
		let reward_account = Some(EVE);
		assert_ok!(update(DAVE, crate::Update { reward_account, ..Default::default() }));
		for who in [STRANGER, EVE] {
			assert!(!Registry::is_party(&DAVE, &who), "{who}");
		}
	});
}

#[test]
fn of_one_that_is_gone_what_is_derived_is_still_known() {
	ExtBuilder::default().build_and_execute(|| {
		active();
		assert_ok!(leave(DAVE));
		assert!(Registry::is_party(&DAVE, &DAVE) && Registry::is_party(&DAVE, &(DAVE + 1_000)));
		assert!(!Registry::is_party(&DAVE, &DAVES_OPERATOR));
	});
}

#[test]
fn only_who_is_leaving_is_leaving() {
	for (state, expected) in [
		(proposed as fn(), false),
		(registered, false),
		(active, false),
		(in_maintenance, false),
		(suspended, false),
		(leaving, true),
	] {
		ExtBuilder::default().build_and_execute(|| {
			state();
			assert_eq!(Registry::is_leaving(&DAVE), expected);
		});
	}
}
