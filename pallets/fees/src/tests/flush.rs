//! Fees are paid out (F7).

use super::*;

fn flush(token: Token) -> frame_support::dispatch::DispatchResult {
	Fees::flush(RuntimeOrigin::signed(ANYONE), Destination::Foundation, token)
}

#[test]
fn anyone_sends_all_that_is_owed_to_its_owner() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Fees::credit(FeeKind::User, &USPON, 2));
		assert_ok!(Fees::credit(FeeKind::FoundationShare, &USPON, 20));
		take_events();
		assert_ok!(flush(USPON));
		assert_eq!(paid(FOUNDATION, USPON), 22);
		assert_eq!(Fees::owed(&USPON), 0);
		assert!(!Owed::<Test>::contains_key(Destination::Foundation, USPON));
		assert_eq!(
			take_events(),
			vec![Event::Flushed {
				destination: Destination::Foundation,
				to: FOUNDATION,
				token: USPON,
				amount: 22
			}]
		);
	});
}

#[test]
fn other_tokens_stay_owed() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Fees::credit(FeeKind::User, &SPON, 3));
		assert_ok!(Fees::credit(FeeKind::User, &USPON, 5));
		assert_ok!(flush(SPON));
		assert_eq!((Fees::owed(&SPON), Fees::owed(&USPON)), (0, 5));
	});
}

#[test]
fn nothing_owed_is_an_error() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(flush(SPON), Error::<Test>::NothingOwed);
		assert_ok!(Fees::credit(FeeKind::User, &SPON, 3));
		assert_ok!(flush(SPON));
		assert_noop!(flush(SPON), Error::<Test>::NothingOwed);
	});
}

#[test]
fn without_an_account_the_foundation_waits_and_loses_nothing() {
	ExtBuilder::default().without_foundation().build_and_execute(|| {
		assert_ok!(Fees::credit(FeeKind::User, &SPON, 3));
		assert_noop!(flush(SPON), Error::<Test>::NoFoundation);
		assert_ok!(Fees::set_foundation(RuntimeOrigin::root(), FOUNDATION));
		assert_ok!(flush(SPON));
		assert_eq!(paid(FOUNDATION, SPON), 3);
	});
}

#[test]
fn a_token_that_refuses_is_owed_until_it_accepts() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Fees::credit(FeeKind::User, &USPON, 3));
		Refusing::set(true);
		assert_noop!(flush(USPON), REFUSAL);
		Refusing::set(false);
		assert_ok!(flush(USPON));
		assert_eq!(paid(FOUNDATION, USPON), 3);
	});
}

#[test]
fn only_a_signed_account_can_flush() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Fees::credit(FeeKind::User, &SPON, 3));
		let flush = |origin| Fees::flush(origin, Destination::Foundation, SPON);
		assert_noop!(flush(RuntimeOrigin::none()), BadOrigin);
		assert_noop!(flush(RuntimeOrigin::root()), BadOrigin);
	});
}
