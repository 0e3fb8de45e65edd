use super::*;

/// `who` shows that it has the key made of `seed`, and takes it.
fn set(who: AccountId, seed: AccountId) -> sp_runtime::DispatchResult {
	let origin = RuntimeOrigin::signed(who);
	Registry::set_attestation_key(origin, key(seed), proof(seed, who))
}

#[test]
fn the_new_key_is_in_force_and_the_old_one_is_remembered() {
	for state in ADMITTED {
		ExtBuilder::default().build_and_execute(|| {
			state();
			pass(5);
			events();
			assert_ok!(set(DAVE, 7));
			let keys = Registry::attestation_keys(&DAVE).unwrap();
			assert_eq!(keys.current, key(7));
			assert_eq!(keys.previous, Some((key(DAVE), Now::get())));
			let set = Event::AttestationKeySet { provider: DAVE, old: key(DAVE), key: key(7) };
			assert_eq!(events(), [set]);
		});
	}
}

#[test]
fn the_key_before_the_old_one_is_forgotten_and_free() {
	ExtBuilder::default().build_and_execute(|| {
		active();
		assert_ok!(set(DAVE, 7));
		pass(PERIOD);
		assert_ok!(set(DAVE, 8));
		assert_eq!(AttestationKeyOwners::<Test>::get(key(DAVE)), None);
		pass(PERIOD);
		assert_ok!(set(DAVE, DAVE));
		assert_eq!(AttestationKeyOwners::<Test>::get(key(7)), None);
	});
}

/// The key before would be forgotten in the period for which it is promised to be good.
#[test]
fn within_a_period_of_the_last_change_it_is_refused() {
	for (period, wait) in [(PERIOD, PERIOD), (0, 1), (u32::MAX, MAX_ATTESTATION_PERIOD)] {
		ExtBuilder::default().build_and_execute(|| {
			AttestationPeriod::set(period);
			active();
			pass(41);
			assert_ok!(set(DAVE, 7));
			pass(wait - 1);
			assert_noop!(set(DAVE, 8), Error::<Test>::AttestationKeyJustSet);
			let keys = Registry::attestation_keys(&DAVE).unwrap();
			assert_eq!(keys.previous, Some((key(DAVE), 42)));
			pass(1);
			assert_ok!(set(DAVE, 8));
		});
	}
}

#[test]
fn a_key_in_use_is_refused() {
	ExtBuilder::default().build_and_execute(|| {
		active();
		assert_ok!(propose(EVE, details(EVES_OPERATOR)));
		assert_ok!(approve(EVE, Tier::Tier6));
		assert_ok!(set(DAVE, 7));
		pass(PERIOD);
		// One step back, too.
		for seed in [EVE, DAVE, 7] {
			assert_noop!(set(DAVE, seed), Error::<Test>::AttestationKeyTaken);
		}
		assert_noop!(set(EVE, DAVE), Error::<Test>::AttestationKeyTaken);
	});
}

#[test]
fn a_proof_by_another_key_or_for_another_account_is_refused() {
	ExtBuilder::default().build_and_execute(|| {
		active();
		for bad in [proof(8, DAVE), proof(7, EVE)] {
			let origin = RuntimeOrigin::signed(DAVE);
			assert_noop!(
				Registry::set_attestation_key(origin, key(7), bad),
				Error::<Test>::BadProof
			);
		}
	});
}

#[test]
fn who_is_not_admitted_has_no_key() {
	for state in NOT_ADMITTED {
		ExtBuilder::default().build_and_execute(|| {
			state();
			assert_noop!(set(DAVE, 7), Error::<Test>::NotAdmitted);
		});
	}
}

#[test]
fn the_operator_cannot_replace_it() {
	ExtBuilder::default().build_and_execute(|| {
		active();
		assert_noop!(set(DAVES_OPERATOR, 7), Error::<Test>::NotAdmitted);
		let unsigned = RuntimeOrigin::none();
		assert_noop!(Registry::set_attestation_key(unsigned, key(7), proof(7, DAVE)), BadOrigin);
	});
}
