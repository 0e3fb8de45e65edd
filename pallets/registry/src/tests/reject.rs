use super::*;

fn reject(provider: AccountId, spam: bool) -> sp_runtime::DispatchResult {
	Registry::reject(RuntimeOrigin::signed(COUNCIL), provider, spam)
}

#[test]
fn the_deposit_returns() {
	ExtBuilder::default().build_and_execute(|| {
		proposed();
		events();
		assert_ok!(reject(DAVE, false));
		assert_eq!(held_and_total(DAVE), (0, ENDOWMENT));
		assert_eq!(Slashed::get(), 0);
		let rejected = Event::ProposalRejected { provider: DAVE, deposit: DEPOSIT, spam: false };
		assert_eq!(events(), [rejected]);
	});
}

#[test]
fn the_deposit_of_spam_is_taken() {
	ExtBuilder::default().build_and_execute(|| {
		proposed();
		events();
		assert_ok!(reject(DAVE, true));
		assert_eq!(held_and_total(DAVE), (0, ENDOWMENT - DEPOSIT));
		assert_eq!(Slashed::get(), DEPOSIT);
		let rejected = Event::ProposalRejected { provider: DAVE, deposit: DEPOSIT, spam: true };
		assert_eq!(events(), [rejected]);
	});
}

#[test]
fn nothing_is_left_of_the_proposal() {
	for spam in [false, true] {
		ExtBuilder::default().build_and_execute(|| {
			proposed();
			assert_ok!(reject(DAVE, spam));
			assert_eq!(Providers::<Test>::iter().count(), 0);
			assert_eq!(Operators::<Test>::iter().count(), 0);
			assert_eq!(users("a100", "medium"), (0, 0));
			proposed();
		});
	}
}

#[test]
fn only_the_approving_origin_may_reject() {
	ExtBuilder::default().build_and_execute(|| {
		proposed();
		for who in [DAVE, CATALOGUER, STRANGER] {
			let origin = RuntimeOrigin::signed(who);
			assert_noop!(Registry::reject(origin, DAVE, false), BadOrigin);
		}
	});
}

#[test]
fn only_a_proposal_can_be_rejected() {
	ExtBuilder::default().build_and_execute(|| {
		registered();
		for spam in [false, true] {
			assert_noop!(reject(DAVE, spam), Error::<Test>::NotProposed);
			assert_noop!(reject(EVE, spam), Error::<Test>::NotProposed);
		}
	});
}

#[test]
fn the_dearer_way_is_charged() {
	use frame_support::dispatch::GetDispatchInfo;
	let call = Call::<Test>::reject { provider: DAVE, spam: false };
	assert_eq!(call.get_dispatch_info().call_weight, <() as WeightInfo>::reject_spam());
}
