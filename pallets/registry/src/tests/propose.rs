use super::*;
use sp_runtime::TokenError;

/// Proposing with this change to good details fails with this error, and changes nothing.
fn refused(error: Error<Test>, change: impl FnOnce(&mut DetailsOf<Test>)) {
	ExtBuilder::default().build_and_execute(|| {
		let mut details = details(DAVES_OPERATOR);
		change(&mut details);
		assert_noop!(propose(DAVE, details), error);
	});
}

#[test]
fn a_proposal_is_recorded() {
	ExtBuilder::default().build_and_execute(|| {
		let details = details(DAVES_OPERATOR);
		assert_ok!(propose(DAVE, details.clone()));
		assert_eq!(
			Providers::<Test>::get(DAVE),
			Some(Provider {
				details: details.clone(),
				status: ProviderStatus::Proposed,
				deposit: DEPOSIT,
				proxy_address: None,
			})
		);
		assert_eq!(Registry::of_operator(&DAVES_OPERATOR), Some(DAVE));
		let details = Box::new(details);
		let proposed = Event::ProviderProposed { provider: DAVE, details, deposit: DEPOSIT };
		assert_eq!(events(), [proposed]);
	});
}

#[test]
fn the_deposit_is_held() {
	ExtBuilder::default().build_and_execute(|| {
		proposed();
		assert_eq!(held_and_total(DAVE), (DEPOSIT, ENDOWMENT));
	});
}

#[test]
fn there_may_be_no_deposit() {
	ExtBuilder::default().deposit(0).build_and_execute(|| {
		proposed();
		assert_eq!(held_and_total(DAVE), (0, ENDOWMENT));
		assert_ok!(Registry::reject(RuntimeOrigin::signed(COUNCIL), DAVE, true));
		proposed();
		assert_ok!(Registry::withdraw_proposal(RuntimeOrigin::signed(DAVE)));
		registered();
	});
}

#[test]
fn a_proposed_provider_has_capacity_but_nothing_else() {
	ExtBuilder::default().build_and_execute(|| {
		proposed();
		assert_eq!(Registry::capacity(&DAVE), Some(capacity()));
		assert_eq!(Registry::free(&DAVE), Some(capacity()));
		assert_eq!(Registry::reserved(&DAVE), Resources::default());
		assert_eq!(Registry::proxy_address(&DAVE), None);
		assert_eq!(UsageLog::get(), []);
	});
}

#[test]
fn the_provider_may_be_its_own_operator() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(propose(DAVE, details(DAVE)));
		assert_eq!(Registry::of_operator(&DAVE), Some(DAVE));
	});
}

#[test]
fn an_unsigned_proposal_is_refused() {
	ExtBuilder::default().build_and_execute(|| {
		let details = Box::new(details(DAVES_OPERATOR));
		assert_noop!(Registry::propose(RuntimeOrigin::none(), details), BadOrigin);
	});
}

#[test]
fn without_the_deposit_a_proposal_is_refused() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(propose(POOR, details(DAVES_OPERATOR)), TokenError::FundsUnavailable);
	});
}

/// R3: re-registering in any state loses nothing.
#[test]
fn who_is_in_the_registry_cannot_propose_again() {
	for state in [proposed, registered, active] {
		ExtBuilder::default().build_and_execute(|| {
			state();
			let again = details(EVES_OPERATOR);
			assert_noop!(propose(DAVE, again), Error::<Test>::AlreadyRegistered);
		});
	}
}

#[test]
fn another_providers_operator_is_refused() {
	ExtBuilder::default().build_and_execute(|| {
		proposed();
		assert_noop!(propose(EVE, details(DAVES_OPERATOR)), Error::<Test>::OperatorTaken);
	});
}

#[test]
fn an_empty_name_is_refused() {
	refused(Error::EmptyName, |details| details.name = text(""));
}

#[test]
fn an_empty_region_is_refused() {
	refused(Error::EmptyRegion, |details| details.region = text(""));
}

#[test]
fn fizz_mode_is_refused_by_name() {
	refused(Error::FizzNotSupported, |details| details.mode = Mode::Fizz);
}

#[test]
fn an_empty_capacity_is_refused() {
	refused(Error::EmptyCapacity, |details| details.capacity = Resources::default());
}

#[test]
fn a_model_without_gpus_is_refused() {
	refused(Error::ModelWithoutGpus, |details| details.capacity = resources(1_000, &[("a100", 0)]));
}

#[test]
fn an_unlisted_gpu_model_is_refused() {
	refused(Error::UnknownGpuModel, |details| {
		details.capacity = resources(1_000, &[("a100", 1), ("h100", 1)])
	});
}

#[test]
fn an_unlisted_cpu_class_is_refused() {
	refused(Error::UnknownCpuClass, |details| details.cpu_class = text("quantum"));
}

#[test]
fn an_empty_host_uri_is_refused() {
	refused(Error::EmptyHostUri, |details| details.host_uri = text(""));
}

#[test]
fn no_tokens_are_refused() {
	refused(Error::NoTokens, |details| details.tokens = Default::default());
}

#[test]
fn an_empty_attribute_key_is_refused() {
	refused(Error::EmptyAttributeKey, |details| {
		details.attributes.try_insert(text(""), text("value")).unwrap();
	});
}
