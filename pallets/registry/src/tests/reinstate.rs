use super::*;

#[test]
fn without_its_stake_the_provider_is_registered() {
	ExtBuilder::default().build_and_execute(|| {
		suspended();
		Backing::set(Err(Unbacked::StakeTooLow));
		events();
		assert_ok!(reinstate(DAVE));
		assert_eq!(status(DAVE), Some(ProviderStatus::Registered));
		assert_eq!(events(), [Event::ProviderReinstated { provider: DAVE }]);
	});
}

#[test]
fn with_its_stake_it_is_active_at_once() {
	for backing in [Ok(()), Err(Unbacked::TooManyFaults)] {
		ExtBuilder::default().build_and_execute(|| {
			suspended();
			Backing::set(backing);
			events();
			assert_ok!(reinstate(DAVE));
			assert_eq!(status(DAVE), Some(ProviderStatus::Active));
			let activated = Event::ProviderActivated { provider: DAVE };
			assert_eq!(events(), [Event::ProviderReinstated { provider: DAVE }, activated]);
		});
	}
}

#[test]
fn all_that_it_had_is_still_its_own() {
	ExtBuilder::default().build_and_execute(|| {
		active();
		let before = Providers::<Test>::get(DAVE);
		assert_ok!(suspend(DAVE));
		assert_ok!(reinstate(DAVE));
		assert_eq!(Providers::<Test>::get(DAVE), before);
		assert!(Registry::is_operator(&DAVE, &DAVES_OPERATOR));
	});
}

#[test]
fn while_leases_are_being_closed_it_is_refused() {
	ExtBuilder::default().build_and_execute(|| {
		suspended();
		Draining::mutate(|draining| draining.insert(DAVE));
		assert_noop!(reinstate(DAVE), Error::<Test>::StillDraining);
		Draining::mutate(|draining| draining.remove(&DAVE));
		assert_ok!(reinstate(DAVE));
	});
}

#[test]
fn who_is_not_suspended_cannot_be_reinstated() {
	for state in [registered, active, in_maintenance, leaving] {
		ExtBuilder::default().build_and_execute(|| {
			state();
			assert_noop!(reinstate(DAVE), Error::<Test>::NotSuspended);
		});
	}
	for state in NOT_ADMITTED {
		ExtBuilder::default().build_and_execute(|| {
			state();
			assert_noop!(reinstate(DAVE), Error::<Test>::NotAdmitted);
		});
	}
}

#[test]
fn only_the_suspending_origin_may_reinstate() {
	ExtBuilder::default().build_and_execute(|| {
		suspended();
		for who in [DAVE, DAVES_OPERATOR, COUNCIL, CATALOGUER, STRANGER] {
			assert_noop!(Registry::reinstate(RuntimeOrigin::signed(who), DAVE), BadOrigin);
		}
	});
}
