use super::*;

#[test]
fn what_is_reserved_is_recorded_and_told() {
	ExtBuilder::default().build_and_execute(|| {
		active();
		events();
		let need = resources(1_000, &[("a100", 1)]);
		assert_ok!(Registry::reserve(&DAVE, &need));
		assert_eq!(Registry::reserved(&DAVE), need);
		assert_eq!(Registry::free(&DAVE), capacity().checked_sub(&need));
		assert_eq!(Registry::capacity(&DAVE), Some(capacity()));
		assert_eq!(UsageLog::get().last(), Some(&(DAVE, CAPACITY_POINTS, 60_100_000)));
		assert_eq!(events(), [Event::ReservedChanged { provider: DAVE, reserved: need }]);
	});
}

#[test]
fn what_is_released_is_free_again() {
	ExtBuilder::default().build_and_execute(|| {
		active();
		let (a, b) = (resources(1_000, &[("a100", 1)]), resources(2_000, &[("rtx4090", 3)]));
		assert_ok!(Registry::reserve(&DAVE, &a));
		assert_ok!(Registry::reserve(&DAVE, &b));
		events();
		Registry::release(&DAVE, &a);
		assert_eq!(Registry::reserved(&DAVE), b);
		assert_eq!(UsageLog::get().last(), Some(&(DAVE, CAPACITY_POINTS, 90_200_000)));
		assert_eq!(events(), [Event::ReservedChanged { provider: DAVE, reserved: b }]);
	});
}

#[test]
fn nothing_is_kept_of_a_provider_with_nothing_reserved() {
	ExtBuilder::default().build_and_execute(|| {
		active();
		assert_ok!(Registry::reserve(&DAVE, &capacity()));
		Registry::release(&DAVE, &capacity());
		assert!(!Reserved::<Test>::contains_key(DAVE));
		assert_eq!(UsageLog::get().last(), Some(&(DAVE, CAPACITY_POINTS, 0)));
	});
}

#[test]
fn only_an_active_provider_can_be_reserved() {
	for (state, reason) in NOT_ACTIVE {
		ExtBuilder::default().build_and_execute(|| {
			state();
			let before = UsageLog::get();
			assert_noop!(Registry::reserve(&DAVE, &resources(1, &[])), reason);
			assert_eq!(UsageLog::get(), before);
		});
	}
}

#[test]
fn what_was_reserved_before_is_released_in_any_state() {
	let states: [fn(); 3] = [
		|| suspend(DAVE).unwrap(),
		|| leave(DAVE).unwrap(),
		|| {
			assert_ok!(announce(DAVE, NOTICE + 1..NOTICE + 2));
			pass(NOTICE);
		},
	];
	for state in states {
		ExtBuilder::default().build_and_execute(|| {
			active();
			assert_ok!(Registry::reserve(&DAVE, &some()));
			assert_ok!(Registry::reserve(&DAVE, &some()));
			state();
			Registry::release(&DAVE, &some());
			assert_eq!(Registry::reserved(&DAVE), some());
		});
	}
}

#[test]
fn more_than_is_free_cannot_be_reserved() {
	ExtBuilder::default().build_and_execute(|| {
		active();
		assert_ok!(Registry::reserve(&DAVE, &resources(1_000, &[("a100", 2)])));
		let before = UsageLog::get();
		let need = resources(1_000, &[("a100", 1)]);
		assert_noop!(Registry::reserve(&DAVE, &need), Unfit::NoCapacity);
		assert_eq!(UsageLog::get(), before);
	});
}

#[test]
fn a_model_of_which_none_is_needed_leaves_no_trace() {
	ExtBuilder::default().build_and_execute(|| {
		active();
		assert_ok!(Registry::reserve(&DAVE, &resources(1_000, &[("a100", 0), ("h100", 0)])));
		assert_eq!(Registry::reserved(&DAVE), resources(1_000, &[]));
	});
}

#[test]
fn providers_are_kept_apart() {
	ExtBuilder::default().build_and_execute(|| {
		active();
		assert_ok!(propose(EVE, details(EVES_OPERATOR)));
		assert_ok!(approve(EVE, Tier::Tier6));
		assert_ok!(Registry::reserve(&DAVE, &capacity()));
		assert_ok!(Registry::reserve(&EVE, &resources(1_000, &[])));
		Registry::release(&DAVE, &capacity());
		assert_eq!(Registry::reserved(&EVE), resources(1_000, &[]));
	});
}

#[test]
#[should_panic(expected = "more is released than was reserved")]
fn releasing_too_much_is_a_bug_of_the_caller() {
	ExtBuilder::default().build_and_execute(|| {
		active();
		Registry::release(&DAVE, &resources(1, &[]));
	});
}
