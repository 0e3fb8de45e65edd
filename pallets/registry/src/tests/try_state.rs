use super::*;

/// After this corruption of an active Dave's storage, the books do not agree for this reason.
fn found(reason: &'static str, corrupt: impl FnOnce()) {
	ExtBuilder::default().build().execute_with(|| {
		active();
		assert_ok!(Registry::do_try_state());
		corrupt();
		assert_eq!(Registry::do_try_state(), Err(reason.into()));
	});
}

fn change(change: impl FnOnce(&mut ProviderOf<Test>)) {
	Providers::<Test>::mutate(DAVE, |entry| change(entry.as_mut().unwrap()));
}

#[test]
fn too_much_reserved_is_found() {
	found("more is reserved than there is capacity", || {
		let all = capacity().checked_add(&resources(1, &[])).unwrap();
		Reserved::<Test>::insert(DAVE, all);
	});
}

#[test]
fn a_reservation_of_a_stranger_is_found() {
	found("capacity is reserved of a provider that is not admitted", || {
		Reserved::<Test>::insert(STRANGER, resources(1, &[]));
	});
}

#[test]
fn a_reservation_of_a_proposed_provider_is_found() {
	found("capacity is reserved of a provider that is not admitted", || {
		assert_ok!(propose(EVE, details(EVES_OPERATOR)));
		Reserved::<Test>::insert(EVE, resources(1, &[]));
	});
}

#[test]
fn an_empty_reservation_is_found() {
	found("an empty reservation is kept", || {
		Reserved::<Test>::insert(DAVE, Resources::default());
	});
}

#[test]
fn a_deposit_that_is_not_on_hold_is_found() {
	found("the deposit recorded is not the one on hold", || {
		assert_ok!(propose(EVE, details(EVES_OPERATOR)));
		Proposals::<Test>::mutate(EVE, |proposal| proposal.as_mut().unwrap().deposit += 1);
	});
}

#[test]
fn a_deposit_after_the_decision_is_found() {
	found("a deposit is on hold after the decision", || {
		use frame_support::traits::fungible::MutateHold;
		assert_ok!(Balances::hold(&HoldReason::Proposal.into(), &DAVE, 1));
	});
}

#[test]
fn a_proposal_of_an_admitted_provider_is_found() {
	found("a provider is both proposed and admitted", || {
		assert_ok!(propose(EVE, details(EVES_OPERATOR)));
		let proposal = Proposals::<Test>::get(EVE).unwrap();
		Proposals::<Test>::insert(DAVE, proposal);
	});
}

#[test]
fn a_status_that_is_not_stored_is_found() {
	for status in [ProviderStatus::Proposed, ProviderStatus::Maintenance] {
		found("a status is stored that is not stored", || {
			change(|entry| entry.force_status(status));
		});
	}
}

#[test]
fn windows_out_of_order_are_found() {
	use codec::{Decode, Encode};
	use spheron_primitives::MaintenanceWindow;
	let window = |starts_at, ends_at| Some(MaintenanceWindow { starts_at, ends_at });
	for (last, next) in [(window(5, 9), window(8, 12)), (window(5, 5), None), (None, window(9, 5))]
	{
		found("maintenance windows are not in order", || {
			let encoded = (0u32, last, next).encode();
			change(|entry| entry.maintenance = Maintenance::decode(&mut &encoded[..]).unwrap());
		});
	}
}

#[test]
fn who_should_be_gone_is_found() {
	found("not exactly the providers that nothing keeps are queued to go", || {
		change(|entry| entry.force_status(ProviderStatus::Leaving));
	});
}

#[test]
fn who_goes_but_stays_is_found() {
	found("not exactly the providers that nothing keeps are queued to go", || {
		Departures::<Test>::insert(DAVE, ());
	});
}

#[test]
fn who_goes_and_never_was_is_found() {
	found("a provider that is gone is queued to go", || {
		Departures::<Test>::insert(STRANGER, ());
	});
}

#[test]
fn a_missing_tier_is_found() {
	found("an admitted provider has no trust tier", || {
		FakeTrust::forget(&DAVE);
	});
}

#[test]
fn missing_or_foreign_attestation_keys_are_found() {
	let reason = "not exactly the admitted providers have attestation keys";
	found(reason, || AttestationKeys::<Test>::remove(DAVE));
	found(reason, || {
		let keys = AttestationKeys::<Test>::get(DAVE).unwrap();
		AttestationKeys::<Test>::insert(EVE, keys);
	});
}

#[test]
fn an_attestation_key_that_two_have_is_found() {
	found("an attestation key is there twice", || {
		assert_ok!(propose(EVE, details(EVES_OPERATOR)));
		assert_ok!(approve(EVE, Tier::Tier6));
		let keys = AttestationKeys::<Test>::get(DAVE).unwrap();
		AttestationKeys::<Test>::insert(EVE, keys);
	});
}

#[test]
fn a_wrong_index_of_attestation_keys_is_found() {
	let reason = "an attestation key is not indexed as its provider's";
	found(reason, || AttestationKeyOwners::<Test>::remove(key(DAVE)));
	found(reason, || AttestationKeyOwners::<Test>::insert(key(DAVE), EVE));
	found(reason, || AttestationKeyOwners::<Test>::insert(key(7), DAVE));
}

#[test]
fn a_capacity_asked_for_by_nobody_is_found() {
	let reason = "a capacity is asked for by nobody who can have it";
	let asked = CapacityRequest { capacity: resources(1, &[]), cpu_class: text("high"), at: 1 };
	found(reason, || CapacityRequests::<Test>::insert(EVE, &asked));
	found(reason, || {
		assert_ok!(Registry::reserve(&DAVE, &some()));
		assert_ok!(leave(DAVE));
		CapacityRequests::<Test>::insert(DAVE, &asked);
	});
}

#[test]
fn a_wrong_index_is_found() {
	let reason = "the index is not what the providers are";
	let tier = Facet::Tier(Tier::Tier6);
	found(reason, || Index::<Test>::remove(&tier, DAVE));
	found(reason, || Index::<Test>::insert(&tier, EVE, ()));
	found(reason, || change(|entry| entry.details.region = text("nowhere")));
}

#[test]
fn wrong_totals_are_found() {
	let reason = "totals are not those of the providers";
	let tier = Facet::Tier(Tier::Tier6);
	found(reason, || Totals::<Test>::remove(&tier));
	found(reason, || Totals::<Test>::mutate(&tier, |totals| totals.reserved.gpus += 1));
	found(reason, || Totals::<Test>::insert(Facet::Tier(Tier::Tier1), FacetTotals::default()));
}

#[test]
fn miscounted_users_are_found() {
	let model: types::EntryName = text("a100");
	let reason = "the users of a catalogue entry are miscounted";
	found(reason, || GpuModelUsers::<Test>::insert(&model, 2));
	found(reason, || CpuClassUsers::<Test>::remove(text::<sp_core::ConstU32<32>>("medium")));
}

#[test]
fn what_is_used_and_not_listed_is_found() {
	found("a provider uses what is not in the catalogue", || {
		GpuModels::<Test>::remove(text::<sp_core::ConstU32<32>>("a100"));
	});
}

#[test]
fn a_multiplier_out_of_range_is_found() {
	found("a multiplier is out of range", || {
		let name: types::EntryName = text("high");
		CpuClasses::<Test>::insert(name, CatalogueEntry { class: Class::High, multiplier: 0 });
	});
}

#[test]
fn details_that_would_not_be_accepted_are_found() {
	ExtBuilder::default().build().execute_with(|| {
		active();
		change(|entry| entry.details.tokens = Default::default());
		assert_eq!(Registry::do_try_state(), Err(Error::<Test>::NoTokens.into()));
	});
}
