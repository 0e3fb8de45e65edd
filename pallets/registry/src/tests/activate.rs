use super::*;

fn activate() -> sp_runtime::DispatchResult {
	Registry::activate(RuntimeOrigin::signed(STRANGER), DAVE)
}

/// Nobody tells when a motion has lowered what is required.
#[test]
fn anyone_makes_a_registered_provider_active_that_has_its_stake() {
	for backing in [Ok(()), Err(Unbacked::TooManyFaults)] {
		ExtBuilder::default().build_and_execute(|| {
			registered();
			events();
			Backing::set(backing);
			assert_eq!(status(DAVE), Some(ProviderStatus::Registered));
			assert_ok!(activate());
			assert_eq!(status(DAVE), Some(ProviderStatus::Active));
			assert_eq!(events(), [Event::ProviderActivated { provider: DAVE }]);
		});
	}
}

#[test]
fn without_its_stake_it_stays_registered() {
	ExtBuilder::default().build_and_execute(|| {
		registered();
		assert_noop!(activate(), Error::<Test>::NotBacked);
	});
}

#[test]
fn in_any_other_state_it_is_refused() {
	for state in [|| (), proposed, active, in_maintenance, suspended, leaving] {
		ExtBuilder::default().build_and_execute(|| {
			state();
			Backing::set(Ok(()));
			assert_noop!(activate(), Error::<Test>::NotRegistered);
		});
	}
}

#[test]
fn it_must_be_signed() {
	ExtBuilder::default().build_and_execute(|| {
		registered();
		Backing::set(Ok(()));
		assert_noop!(Registry::activate(RuntimeOrigin::none(), DAVE), BadOrigin);
		assert_noop!(Registry::activate(RuntimeOrigin::root(), DAVE), BadOrigin);
	});
}
