use super::*;

#[test]
fn a_registered_provider_becomes_active() {
	ExtBuilder::default().build_and_execute(|| {
		registered();
		events();
		Registry::backed(&DAVE);
		assert_eq!(status(DAVE), Some(ProviderStatus::Active));
		assert_eq!(events(), [Event::ProviderActivated { provider: DAVE }]);
	});
}

#[test]
fn in_any_other_state_nothing_changes() {
	for state in [proposed, active, in_maintenance, suspended, leaving, || ()] {
		ExtBuilder::default().build_and_execute(|| {
			state();
			let before = status(DAVE);
			events();
			Registry::backed(&DAVE);
			assert_eq!(status(DAVE), before);
			assert_eq!(events(), []);
		});
	}
}
