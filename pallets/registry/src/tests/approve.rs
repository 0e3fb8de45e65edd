use super::*;

#[test]
fn without_a_stake_the_provider_is_registered() {
	ExtBuilder::default().build_and_execute(|| {
		proposed();
		let proposal = Registry::proposal_hash(&DAVE).unwrap();
		events();
		assert_ok!(approve(DAVE, Tier::Tier6));
		assert_eq!(status(DAVE), Some(ProviderStatus::Registered));
		let approved = Event::ProviderApproved {
			provider: DAVE,
			proposal,
			tier: Tier::Tier6,
			proxy_address: DAVE + 1_000,
		};
		assert_eq!(events(), [approved]);
	});
}

#[test]
fn with_its_stake_in_place_it_is_active_at_once() {
	for backing in [Ok(()), Err(Unbacked::TooManyFaults)] {
		ExtBuilder::default().build_and_execute(|| {
			proposed();
			Backing::set(backing);
			assert_ok!(approve(DAVE, Tier::Tier6));
			assert_eq!(status(DAVE), Some(ProviderStatus::Active));
			assert_eq!(events().pop(), Some(Event::ProviderActivated { provider: DAVE }));
		});
	}
}

#[test]
fn the_deposit_returns_and_the_proposal_is_gone() {
	ExtBuilder::default().build_and_execute(|| {
		registered();
		assert_eq!(held_and_total(DAVE), (0, ENDOWMENT));
		assert!(!Proposals::<Test>::contains_key(DAVE));
	});
}

#[test]
fn its_keys_and_its_proxy_address_are_recorded() {
	ExtBuilder::default().build_and_execute(|| {
		registered();
		assert_eq!(Registry::proxy_address(&DAVE), Some(DAVE + 1_000));
		assert!(Registry::is_operator(&DAVE, &DAVES_OPERATOR));
		let keys = Registry::attestation_keys(&DAVE).unwrap();
		assert_eq!((keys.current, keys.previous), (key(DAVE), None));
		assert_eq!(AttestationKeyOwners::<Test>::get(key(DAVE)), Some(DAVE));
	});
}

#[test]
fn it_offers_its_capacity_once_it_is_active() {
	ExtBuilder::default().build_and_execute(|| {
		active();
		assert_eq!(UsageLog::get(), [(DAVE, 0, 0), (DAVE, CAPACITY_POINTS, 0)]);
	});
}

#[test]
fn it_starts_in_the_tier_named_from_4_to_7() {
	for tier in [Tier::Tier4, Tier::Tier5, Tier::Tier6, Tier::Tier7] {
		ExtBuilder::default().build_and_execute(|| {
			proposed();
			assert_ok!(approve(DAVE, tier));
			assert_eq!(FakeTrust::tier(&DAVE), Some(tier));
		});
	}
}

#[test]
fn a_secured_tier_is_refused() {
	ExtBuilder::default().build_and_execute(|| {
		proposed();
		for tier in [Tier::Tier1, Tier::Tier2, Tier::Tier3] {
			assert_noop!(approve(DAVE, tier), Error::<Test>::TierNotCommunity);
		}
		assert_eq!(FakeTrust::tier(&DAVE), None);
	});
}

#[test]
fn nobody_approves_itself() {
	ExtBuilder::default().build_and_execute(|| {
		proposed();
		let proposal = Registry::proposal_hash(&DAVE).unwrap();
		for who in [DAVE, DAVES_OPERATOR, CATALOGUER, SUSPENDER, STRANGER] {
			let origin = RuntimeOrigin::signed(who);
			assert_noop!(Registry::approve(origin, DAVE, proposal, Tier::Tier6), BadOrigin);
		}
	});
}

#[test]
fn only_a_proposal_can_be_approved() {
	let states: [fn(); 6] = [|| (), registered, active, in_maintenance, suspended, leaving];
	for state in states {
		ExtBuilder::default().build_and_execute(|| {
			state();
			assert_noop!(approve(DAVE, Tier::Tier4), Error::<Test>::NotProposed);
		});
	}
}

/// A motion for one proposal does not approve what was proposed in its place.
#[test]
fn what_was_changed_meanwhile_is_not_approved() {
	ExtBuilder::default().build_and_execute(|| {
		proposed();
		let voted_on = Registry::proposal_hash(&DAVE).unwrap();
		assert_ok!(Registry::withdraw_proposal(RuntimeOrigin::signed(DAVE)));
		let more = Details { capacity: resources(9_000, &[]), ..details(DAVES_OPERATOR) };
		assert_ok!(propose(DAVE, more));
		let council = RuntimeOrigin::signed(COUNCIL);
		assert_noop!(
			Registry::approve(council, DAVE, voted_on, Tier::Tier6),
			Error::<Test>::ProposalChanged
		);
		assert_eq!(status(DAVE), Some(ProviderStatus::Proposed));
	});
}

#[test]
fn the_same_words_in_another_block_are_another_proposal() {
	ExtBuilder::default().build_and_execute(|| {
		proposed();
		let before = Registry::proposal_hash(&DAVE);
		assert_ok!(Registry::withdraw_proposal(RuntimeOrigin::signed(DAVE)));
		pass(1);
		proposed();
		assert_ne!(Registry::proposal_hash(&DAVE), before);
	});
}

/// Nobody blocks an approval by naming another's operator meanwhile.
#[test]
fn an_operator_that_another_provider_named_meanwhile_serves_both() {
	ExtBuilder::default().build_and_execute(|| {
		proposed();
		assert_ok!(propose(EVE, details(DAVES_OPERATOR)));
		assert_ok!(approve(EVE, Tier::Tier6));
		assert_ok!(approve(DAVE, Tier::Tier6));
		for provider in [DAVE, EVE] {
			assert!(Registry::is_operator(&provider, &DAVES_OPERATOR));
		}
	});
}

#[test]
fn an_attestation_key_that_another_provider_got_meanwhile_is_refused() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(propose_with_key(DAVE, details(DAVES_OPERATOR), 7));
		assert_ok!(propose_with_key(EVE, details(EVES_OPERATOR), 7));
		assert_ok!(approve(EVE, Tier::Tier6));
		assert_noop!(approve(DAVE, Tier::Tier6), Error::<Test>::AttestationKeyTaken);
	});
}

#[test]
fn what_the_catalogue_lost_meanwhile_is_refused() {
	ExtBuilder::default().build_and_execute(|| {
		proposed();
		let cataloguer = || RuntimeOrigin::signed(CATALOGUER);
		assert_ok!(Registry::set_cpu_class(cataloguer(), text("medium"), None));
		assert_noop!(approve(DAVE, Tier::Tier6), Error::<Test>::UnknownCpuClass);
		assert_ok!(Registry::set_gpu_model(cataloguer(), text("a100"), None));
		assert_noop!(approve(DAVE, Tier::Tier6), Error::<Test>::UnknownGpuModel);
	});
}
