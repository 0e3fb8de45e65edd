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
		pass(41);
		let details = details(DAVES_OPERATOR);
		assert_ok!(propose(DAVE, details.clone()));
		let proposal = Proposal {
			details: details.clone(),
			attestation_key: key(DAVE),
			deposit: DEPOSIT,
			at: 42,
		};
		assert_eq!(Proposals::<Test>::get(DAVE), Some(proposal.clone()));
		assert_eq!(Registry::proposal_hash(&DAVE), Some(proposal.hash()));
		let proposed = Event::ProviderProposed {
			provider: DAVE,
			proposal: proposal.hash(),
			details: Box::new(details),
			attestation_key: key(DAVE),
			deposit: DEPOSIT,
		};
		assert_eq!(events(), [proposed]);
	});
}

/// Clients compute it from what they read.
#[test]
fn the_hash_of_a_proposal_is_that_of_its_encoding() {
	ExtBuilder::default().build_and_execute(|| {
		proposed();
		let stored =
			frame_support::storage::unhashed::get_raw(&Proposals::<Test>::hashed_key_for(DAVE))
				.unwrap();
		let hash = H256(sp_io::hashing::blake2_256(&stored));
		assert_eq!(Registry::proposal_hash(&DAVE), Some(hash));
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
		assert_ok!(reject(DAVE, true));
		proposed();
		assert_ok!(Registry::withdraw_proposal(RuntimeOrigin::signed(DAVE)));
		registered();
	});
}

/// Nobody keeps others out by proposing.
#[test]
fn a_proposal_has_no_effect_on_anything_else() {
	ExtBuilder::default().build_and_execute(|| {
		proposed();
		assert_eq!(status(DAVE), Some(ProviderStatus::Proposed));
		assert_eq!((Registry::capacity(&DAVE), Registry::free(&DAVE)), (None, None));
		assert!(!Registry::is_operator(&DAVE, &DAVES_OPERATOR));
		assert_eq!(Registry::attestation_keys(&DAVE), None);
		assert_eq!(users("a100", "medium"), (0, 0));
		assert_eq!(Index::<Test>::iter().count(), 0);
		assert_eq!(UsageLog::get(), []);
		assert_ok!(propose_with_key(EVE, details(DAVES_OPERATOR), DAVE));
	});
}

#[test]
fn the_provider_may_be_its_own_operator() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(propose(DAVE, details(DAVE)));
		assert_ok!(approve(DAVE, Tier::Tier6));
		assert!(Registry::is_operator(&DAVE, &DAVE));
	});
}

#[test]
fn an_unsigned_proposal_is_refused() {
	ExtBuilder::default().build_and_execute(|| {
		let details = Box::new(details(DAVES_OPERATOR));
		let (key, proof) = (key(DAVE), proof(DAVE, DAVE));
		assert_noop!(Registry::propose(RuntimeOrigin::none(), details, key, proof), BadOrigin);
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
	let states: [(fn(), Error<Test>); 6] = [
		(proposed, Error::AlreadyProposed),
		(registered, Error::AlreadyRegistered),
		(active, Error::AlreadyRegistered),
		(in_maintenance, Error::AlreadyRegistered),
		(suspended, Error::Suspended),
		(leaving, Error::Leaving),
	];
	for (state, error) in states {
		ExtBuilder::default().build_and_execute(|| {
			state();
			assert_noop!(propose_with_key(DAVE, details(EVES_OPERATOR), EVE), error);
		});
	}
}

#[test]
fn who_is_gone_can_propose_again() {
	ExtBuilder::default().build_and_execute(|| {
		leaving();
		Registry::release(&DAVE, &some());
		idle();
		assert_eq!(status(DAVE), None);
		active();
		assert_eq!(status(DAVE), Some(ProviderStatus::Active));
	});
}

#[test]
fn another_providers_attestation_key_is_refused() {
	ExtBuilder::default().build_and_execute(|| {
		registered();
		assert_noop!(
			propose_with_key(EVE, details(EVES_OPERATOR), DAVE),
			Error::<Test>::AttestationKeyTaken
		);
	});
}

#[test]
fn a_proof_by_another_key_or_for_another_account_is_refused() {
	ExtBuilder::default().build_and_execute(|| {
		for bad in [proof(EVE, DAVE), proof(DAVE, EVE)] {
			let (origin, details) =
				(RuntimeOrigin::signed(DAVE), Box::new(details(DAVES_OPERATOR)));
			assert_noop!(
				Registry::propose(origin, details, key(DAVE), bad),
				Error::<Test>::BadProof
			);
		}
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
