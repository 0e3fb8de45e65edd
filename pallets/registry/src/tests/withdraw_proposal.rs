use super::*;

fn withdraw(who: AccountId) -> sp_runtime::DispatchResult {
	Registry::withdraw_proposal(RuntimeOrigin::signed(who))
}

#[test]
fn the_deposit_returns_and_nothing_is_left() {
	ExtBuilder::default().build_and_execute(|| {
		proposed();
		events();
		assert_ok!(withdraw(DAVE));
		assert_eq!(held_and_total(DAVE), (0, ENDOWMENT));
		assert_nothing_left();
		assert_eq!(events(), [Event::ProposalWithdrawn { provider: DAVE, deposit: DEPOSIT }]);
	});
}

#[test]
fn the_deposit_of_the_day_returns() {
	ExtBuilder::default().build_and_execute(|| {
		proposed();
		ProposalDeposit::set(DEPOSIT * 3);
		assert_eq!(held_and_total(DAVE), (DEPOSIT, ENDOWMENT));
		assert_ok!(withdraw(DAVE));
		assert_eq!(held_and_total(DAVE), (0, ENDOWMENT));
	});
}

#[test]
fn the_account_may_propose_again() {
	ExtBuilder::default().build_and_execute(|| {
		proposed();
		assert_ok!(withdraw(DAVE));
		proposed();
	});
}

#[test]
fn who_proposed_nothing_has_nothing_to_withdraw() {
	ExtBuilder::default().build_and_execute(|| {
		proposed();
		assert_noop!(withdraw(STRANGER), Error::<Test>::NotProposed);
		assert_noop!(withdraw(DAVES_OPERATOR), Error::<Test>::NotProposed);
		assert_noop!(Registry::withdraw_proposal(RuntimeOrigin::none()), BadOrigin);
	});
}

#[test]
fn what_is_decided_cannot_be_withdrawn() {
	for state in ADMITTED {
		ExtBuilder::default().build_and_execute(|| {
			state();
			assert_noop!(withdraw(DAVE), Error::<Test>::NotProposed);
		});
	}
}
