//! What is told of usage (X2).

use super::*;

#[test]
fn only_an_active_provider_offers_something() {
	for (state, offers) in
		[(registered as fn(), false), (active, true), (in_maintenance, true), (suspended, false)]
	{
		ExtBuilder::default().build_and_execute(|| {
			state();
			let expected = if offers { CAPACITY_POINTS } else { 0 };
			assert_eq!(UsageLog::get().last(), Some(&(DAVE, expected, 0)));
		});
	}
}

/// Otherwise a suspended provider, which serves nobody, would be paid for all of its capacity.
#[test]
fn what_is_released_after_a_suspension_is_not_offered() {
	ExtBuilder::default().build_and_execute(|| {
		active();
		assert_ok!(Registry::reserve(&DAVE, &some()));
		assert_ok!(suspend(DAVE));
		Registry::release(&DAVE, &some());
		assert_eq!(UsageLog::get().last(), Some(&(DAVE, 0, 0)));
		assert_ok!(reinstate(DAVE));
		Registry::backed(&DAVE);
		assert_eq!(UsageLog::get().last(), Some(&(DAVE, CAPACITY_POINTS, 0)));
	});
}

#[test]
fn who_is_leaving_offers_nothing() {
	ExtBuilder::default().build_and_execute(|| {
		active();
		assert_ok!(Registry::reserve(&DAVE, &some()));
		assert_ok!(leave(DAVE));
		assert_eq!(UsageLog::get().last(), Some(&(DAVE, 0, 0)));
		Registry::release(&DAVE, &some());
		assert_eq!(UsageLog::get().last(), Some(&(DAVE, 0, 0)));
	});
}

/// Its tier may move by what is accounted for then, and it must be taken out of the index as it stands.
#[test]
fn it_is_told_again_before_who_is_leaving_goes() {
	ExtBuilder::default().build_and_execute(|| {
		leaving();
		Registry::release(&DAVE, &some());
		let told = UsageLog::get().len();
		pass(1);
		idle();
		assert_eq!(status(DAVE), None);
		assert_eq!(UsageLog::get()[told..], [(DAVE, 0, 0)]);
	});
}

/// Uptime is counted up to now while the windows so far are known.
#[test]
fn it_is_told_when_maintenance_is_announced() {
	ExtBuilder::default().build_and_execute(|| {
		active();
		let told = UsageLog::get().len();
		assert_ok!(announce(DAVE, 200..300));
		assert_eq!(UsageLog::get()[told..], [(DAVE, CAPACITY_POINTS, 0)]);
	});
}

#[test]
fn the_reward_account_is_known_while_the_provider_is_admitted() {
	ExtBuilder::default().build_and_execute(|| {
		active();
		assert_eq!(Registry::reward_account(&DAVE), Some(details(DAVES_OPERATOR).reward_account));
		assert_ok!(leave(DAVE));
		assert_eq!(Registry::reward_account(&DAVE), None);
	});
}
