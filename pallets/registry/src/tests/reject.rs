use super::*;

#[test]
fn the_deposit_returns() {
	ExtBuilder::default().build_and_execute(|| {
		proposed();
		let proposal = Registry::proposal_hash(&DAVE).unwrap();
		events();
		assert_ok!(reject(DAVE, false));
		assert_eq!(held_and_total(DAVE), (0, ENDOWMENT));
		assert_eq!(Slashed::get(), 0);
		let rejected =
			Event::ProposalRejected { provider: DAVE, proposal, deposit: DEPOSIT, spam: false };
		assert_eq!(events(), [rejected]);
	});
}

#[test]
fn the_deposit_of_spam_is_taken() {
	ExtBuilder::default().build_and_execute(|| {
		proposed();
		let proposal = Registry::proposal_hash(&DAVE).unwrap();
		events();
		assert_ok!(reject(DAVE, true));
		assert_eq!(held_and_total(DAVE), (0, ENDOWMENT - DEPOSIT));
		assert_eq!(Slashed::get(), DEPOSIT);
		let rejected =
			Event::ProposalRejected { provider: DAVE, proposal, deposit: DEPOSIT, spam: true };
		assert_eq!(events(), [rejected]);
	});
}

#[test]
fn nothing_is_left_of_the_proposal() {
	for spam in [false, true] {
		ExtBuilder::default().build_and_execute(|| {
			proposed();
			assert_ok!(reject(DAVE, spam));
			assert_nothing_left();
			proposed();
		});
	}
}

#[test]
fn only_the_approving_origin_may_reject() {
	ExtBuilder::default().build_and_execute(|| {
		proposed();
		let proposal = Registry::proposal_hash(&DAVE).unwrap();
		for who in [DAVE, CATALOGUER, SUSPENDER, STRANGER] {
			let origin = RuntimeOrigin::signed(who);
			assert_noop!(Registry::reject(origin, DAVE, proposal, false), BadOrigin);
		}
	});
}

#[test]
fn only_a_proposal_can_be_rejected() {
	let states: [fn(); 6] = [|| (), registered, active, in_maintenance, suspended, leaving];
	for state in states {
		ExtBuilder::default().build_and_execute(|| {
			state();
			for spam in [false, true] {
				assert_noop!(reject(DAVE, spam), Error::<Test>::NotProposed);
			}
		});
	}
}

/// A motion that calls one proposal spam does not take the deposit of another.
#[test]
fn what_was_changed_meanwhile_is_not_rejected() {
	ExtBuilder::default().build_and_execute(|| {
		proposed();
		let spam = Registry::proposal_hash(&DAVE).unwrap();
		assert_ok!(Registry::withdraw_proposal(RuntimeOrigin::signed(DAVE)));
		pass(1);
		proposed();
		let council = RuntimeOrigin::signed(COUNCIL);
		assert_noop!(Registry::reject(council, DAVE, spam, true), Error::<Test>::ProposalChanged);
	});
}

#[test]
fn the_dearer_way_is_charged() {
	use frame_support::dispatch::GetDispatchInfo;
	let call = Call::<Test>::reject { provider: DAVE, proposal: H256::zero(), spam: false };
	assert_eq!(call.get_dispatch_info().call_weight, <() as WeightInfo>::reject_spam());
}
