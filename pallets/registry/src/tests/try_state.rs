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
	found("capacity is reserved of an unknown provider", || {
		Reserved::<Test>::insert(STRANGER, resources(1, &[]));
	});
}

#[test]
fn a_reservation_of_a_proposed_provider_is_found() {
	found("capacity is reserved of a proposed provider", || {
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
fn an_operator_that_is_not_indexed_is_found() {
	found("a provider's operator is not indexed as its own", || {
		change(|entry| entry.details.operator = STRANGER);
	});
}

#[test]
fn an_operator_without_provider_is_found() {
	found("an operator is indexed without its provider", || {
		Operators::<Test>::insert(STRANGER, DAVE);
	});
}

#[test]
fn a_deposit_that_is_not_on_hold_is_found() {
	found("the deposit recorded is not the one on hold", || {
		assert_ok!(propose(EVE, details(EVES_OPERATOR)));
		Providers::<Test>::mutate(EVE, |entry| entry.as_mut().unwrap().deposit += 1);
	});
}

#[test]
fn a_deposit_after_the_decision_is_found() {
	found("a decided proposal still has a deposit", || change(|entry| entry.deposit = 1));
}

#[test]
fn a_missing_tier_is_found() {
	found("exactly the approved providers have a trust tier", || {
		FakeTrust::forget(&DAVE);
	});
}

#[test]
fn a_missing_proxy_address_is_found() {
	found("exactly the approved providers have a proxy address", || {
		change(|entry| entry.proxy_address = None);
	});
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
