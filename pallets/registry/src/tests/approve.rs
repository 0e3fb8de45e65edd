use super::*;

fn approve(provider: AccountId, tier: Tier) -> sp_runtime::DispatchResult {
	Registry::approve(RuntimeOrigin::signed(COUNCIL), provider, tier)
}

#[test]
fn without_a_stake_the_provider_is_registered() {
	ExtBuilder::default().build_and_execute(|| {
		proposed();
		events();
		assert_ok!(approve(DAVE, Tier::Tier6));
		assert_eq!(status(DAVE), Some(ProviderStatus::Registered));
		let approved = Event::ProviderApproved {
			provider: DAVE,
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
fn the_deposit_returns() {
	ExtBuilder::default().build_and_execute(|| {
		registered();
		assert_eq!(held_and_total(DAVE), (0, ENDOWMENT));
		assert_eq!(Providers::<Test>::get(DAVE).unwrap().deposit, 0);
	});
}

#[test]
fn the_proxy_address_is_recorded() {
	ExtBuilder::default().build_and_execute(|| {
		registered();
		assert_eq!(Registry::proxy_address(&DAVE), Some(DAVE + 1_000));
	});
}

#[test]
fn its_capacity_is_told_with_nothing_in_use() {
	ExtBuilder::default().build_and_execute(|| {
		registered();
		assert_eq!(UsageLog::get(), [(DAVE, CAPACITY_POINTS, 0)]);
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
fn only_the_approving_origin_may_approve() {
	ExtBuilder::default().build_and_execute(|| {
		proposed();
		for who in [DAVE, CATALOGUER, STRANGER] {
			let origin = RuntimeOrigin::signed(who);
			assert_noop!(Registry::approve(origin, DAVE, Tier::Tier6), BadOrigin);
		}
	});
}

#[test]
fn only_a_proposal_can_be_approved() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(approve(EVE, Tier::Tier6), Error::<Test>::NotProposed);
		registered();
		assert_noop!(approve(DAVE, Tier::Tier4), Error::<Test>::NotProposed);
		assert_eq!(FakeTrust::tier(&DAVE), Some(Tier::Tier6));
	});
}
