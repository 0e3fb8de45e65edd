//! The foundation's account.

use super::*;

const OTHER: AccountId = 200;

#[test]
fn the_first_account_stands_in_the_genesis() {
	ExtBuilder::default().build_and_execute(|| assert_eq!(Fees::foundation(), Some(FOUNDATION)));
	ExtBuilder::default()
		.without_foundation()
		.build_and_execute(|| assert_eq!(Fees::foundation(), None));
}

#[test]
fn the_council_sets_the_account() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Fees::set_foundation(RuntimeOrigin::root(), OTHER));
		assert_eq!(Fees::foundation(), Some(OTHER));
		assert_eq!(take_events(), vec![Event::FoundationSet { account: OTHER }]);
	});
}

#[test]
fn what_was_owed_before_goes_to_the_new_account() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Fees::credit(FeeKind::User, &USPON, 3));
		assert_ok!(Fees::set_foundation(RuntimeOrigin::root(), OTHER));
		assert_ok!(flush(Payee::Foundation, USPON));
		assert_eq!((received(FOUNDATION, USPON), received(OTHER, USPON)), (0, 3));
	});
}

#[test]
fn nobody_else_can_set_it() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(Fees::set_foundation(RuntimeOrigin::signed(ANYONE), OTHER), BadOrigin);
		assert_noop!(Fees::set_foundation(RuntimeOrigin::none(), OTHER), BadOrigin);
	});
}
