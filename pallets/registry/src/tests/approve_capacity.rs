use super::*;

#[test]
fn the_provider_has_what_it_asked_for_and_stays_online() {
	for state in [active, in_maintenance, suspended] {
		ExtBuilder::default().build_and_execute(|| {
			state();
			let before = status(DAVE);
			let more = resources(20_000, &[("a100", 8)]);
			assert_ok!(request(DAVE, more.clone(), "high"));
			events();
			assert_ok!(approve_capacity(DAVE));
			assert_eq!(Registry::capacity(&DAVE), Some(more.clone()));
			assert_eq!(status(DAVE), before);
			assert_eq!(CapacityRequests::<Test>::iter().count(), 0);
			let changed =
				Event::CapacityChanged { provider: DAVE, capacity: more, cpu_class: text("high") };
			assert_eq!(events(), [changed]);
		});
	}
}

#[test]
fn points_and_users_follow() {
	ExtBuilder::default().build_and_execute(|| {
		active();
		assert_ok!(Registry::reserve(&DAVE, &some()));
		assert_ok!(request(DAVE, resources(20_000, &[("a100", 8)]), "high"));
		assert_ok!(approve_capacity(DAVE));
		// 8 × 3 × 20 + 20 × 2 × 0.1, of which 1 × 3 × 20 + 1 × 2 × 0.1.
		assert_eq!(UsageLog::get().last(), Some(&(DAVE, 484_000_000, 60_200_000)));
		assert_eq!((users("a100", "high"), users("rtx4090", "medium")), ((1, 1), (0, 0)));
	});
}

#[test]
fn it_does_not_fall_below_what_is_reserved() {
	ExtBuilder::default().build_and_execute(|| {
		active();
		assert_ok!(Registry::reserve(&DAVE, &resources(1_000, &[("a100", 2)])));
		assert_ok!(request(DAVE, resources(1_000, &[("a100", 1)]), "medium"));
		assert_noop!(approve_capacity(DAVE), Error::<Test>::BelowReserved);
		let one = Resources { gpus: resources(0, &[("a100", 1)]).gpus, ..Default::default() };
		Registry::release(&DAVE, &one);
		assert_ok!(approve_capacity(DAVE));
	});
}

#[test]
fn less_of_which_all_is_reserved_leaves_nothing_free() {
	ExtBuilder::default().build_and_execute(|| {
		active();
		assert_ok!(Registry::reserve(&DAVE, &some()));
		assert_ok!(request(DAVE, some(), "medium"));
		assert_ok!(approve_capacity(DAVE));
		assert!(Registry::free(&DAVE).unwrap().is_empty());
	});
}

/// The stake required follows.
#[test]
fn a_registered_provider_may_have_the_stake_for_it() {
	for (backing, after) in
		[(Ok(()), ProviderStatus::Active), (Err(Unbacked::StakeTooLow), ProviderStatus::Registered)]
	{
		ExtBuilder::default().build_and_execute(|| {
			registered();
			assert_ok!(request(DAVE, resources(1, &[]), "medium"));
			Backing::set(backing);
			assert_ok!(approve_capacity(DAVE));
			assert_eq!(status(DAVE), Some(after));
		});
	}
}

#[test]
fn what_the_catalogue_lost_meanwhile_is_refused() {
	ExtBuilder::default().build_and_execute(|| {
		registered();
		let cataloguer = || RuntimeOrigin::signed(CATALOGUER);
		let entry = CatalogueEntry { class: Class::UltraHigh, multiplier: 600 };
		assert_ok!(Registry::set_gpu_model(cataloguer(), text("h100"), Some(entry)));
		assert_ok!(request(DAVE, resources(1, &[("h100", 1)]), "high"));
		assert_ok!(Registry::set_cpu_class(cataloguer(), text("high"), None));
		assert_noop!(approve_capacity(DAVE), Error::<Test>::UnknownCpuClass);
		assert_ok!(Registry::set_gpu_model(cataloguer(), text("h100"), None));
		assert_noop!(approve_capacity(DAVE), Error::<Test>::UnknownGpuModel);
	});
}

#[test]
fn what_was_changed_meanwhile_is_not_approved() {
	ExtBuilder::default().build_and_execute(|| {
		active();
		assert_ok!(request(DAVE, resources(1, &[]), "high"));
		let voted_on = CapacityRequests::<Test>::get(DAVE).unwrap().hash();
		let dave = RuntimeOrigin::signed(DAVE);
		assert_ok!(Registry::withdraw_capacity_request(dave));
		assert_ok!(request(DAVE, resources(2, &[]), "high"));
		assert_noop!(
			Registry::approve_capacity(RuntimeOrigin::signed(COUNCIL), DAVE, voted_on),
			Error::<Test>::CapacityRequestChanged
		);
	});
}

#[test]
fn without_a_request_nothing_is_approved() {
	for state in [|| (), proposed, registered, active, in_maintenance, suspended, leaving] {
		ExtBuilder::default().build_and_execute(|| {
			state();
			assert_noop!(approve_capacity(DAVE), Error::<Test>::NoCapacityRequest);
		});
	}
}

#[test]
fn nobody_approves_its_own() {
	ExtBuilder::default().build_and_execute(|| {
		active();
		assert_ok!(request(DAVE, resources(1, &[]), "high"));
		let hash = CapacityRequests::<Test>::get(DAVE).unwrap().hash();
		for who in [DAVE, DAVES_OPERATOR, CATALOGUER, SUSPENDER, STRANGER] {
			let origin = RuntimeOrigin::signed(who);
			assert_noop!(Registry::approve_capacity(origin, DAVE, hash), BadOrigin);
		}
	});
}
