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
fn a_proposed_provider_stays_proposed() {
	ExtBuilder::default().build_and_execute(|| {
		proposed();
		events();
		Registry::backed(&DAVE);
		assert_eq!(status(DAVE), Some(ProviderStatus::Proposed));
		assert_eq!(events(), []);
	});
}

#[test]
fn an_active_provider_stays_active() {
	ExtBuilder::default().build_and_execute(|| {
		active();
		events();
		Registry::backed(&DAVE);
		assert_eq!(status(DAVE), Some(ProviderStatus::Active));
		assert_eq!(events(), []);
	});
}

#[test]
fn a_stranger_stays_a_stranger() {
	ExtBuilder::default().build_and_execute(|| {
		Registry::backed(&STRANGER);
		assert_eq!(status(STRANGER), None);
	});
}
