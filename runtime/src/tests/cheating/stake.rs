//! Stake taken out from under leases, or ahead of a slash (S2, S5).

use super::*;
use crate::{
	tests::{chain::submit_as, market::spec},
	RuntimeEvent,
};
use pallet_provider_staking::{Error, SlashId};
use pallet_transaction_payment::Event::TransactionFeePaid;
use sp_runtime::Perbill;

type Refusal = Error<Runtime>;

/// Dave is slashed for misconduct.
fn slash(percent: u32) -> Stake {
	Stake::slash { provider: id(Dave), part: Perbill::from_percent(percent) }
}

fn all() -> Stake {
	Stake::unbond { amount: STAKE }
}

/// Dave's stake has become `staked`, he has `slashed` waiting and `free` more in hand, and `routed`
/// has gone to the fee routes.
fn expect(before: &Standing, staked: i128, slashed: i128, free: i128, routed: i128) {
	let spon = |amount: i128| milli_spon(1_000 * amount);
	let changes = [
		(id(Dave), Has::Staked, spon(staked)),
		(id(Dave), Has::Slashed, spon(slashed)),
		(id(Dave), Has::Free(Token::Native), spon(free)),
		(pot(), Has::Free(Token::Native), spon(routed)),
	];
	assert_eq!(staked + slashed + free + routed, 0, "nothing is lost");
	before.expect(Dave, changes);
}

#[test]
fn stake_does_not_fall_below_the_requirement_with_leases() {
	on_market(|| {
		act(Dave, Stake::bond { amount: 5 * SPON });
		let before = Standing::now();
		let lease = leased(Ferdie, spec());
		let refused = |amount, error: Refusal| refused(Dave, Stake::unbond { amount }, error);
		refused(5 * SPON + 1, Error::StakeRequired);
		refused(STAKE + 5 * SPON, Error::StakeRequired);
		refused(STAKE + 5 * SPON + 1, Error::NotEnoughStake);
		// The excess goes, in parts, and no unit more.
		act(Dave, Stake::unbond { amount: 2 * SPON });
		act(Dave, Stake::unbond { amount: 3 * SPON });
		refused(1, Error::StakeRequired);

		// Nor does it on the way out, or while the workload may still be up.
		act(Dave, Registry::leave {});
		refused(1, Error::StakeRequired);
		act(Ferdie, Leases::close { lease });
		refused(1, Error::StakeRequired);
		act(Dave, Leases::confirm_closed { lease });
		act(Dave, all());
		before.expect(Dave, []);
	});
}

/// As a transaction, a refusal costs its fee and nothing else.
#[test]
fn who_tries_to_unbond_below_the_requirement_pays_the_fee() {
	on_market(|| {
		leased(Ferdie, spec());
		let before = Standing::now();
		let tried = submit_as(&Dave.pair(), all());
		assert_eq!(tried, Ok(Err(Refusal::StakeRequired.into())));
		let fee = crate::System::events().iter().rev().find_map(|record| match record.event {
			RuntimeEvent::TransactionPayment(TransactionFeePaid { actual_fee, .. }) => {
				Some(actual_fee as i128)
			}
			_ => None,
		});
		let native = Has::Free(Token::Native);
		let fee = fee.expect("a fee is paid");
		let changes = [(id(Dave), native.clone(), -fee), (pot(), native, fee)];
		// Nobody's records have changed, Dave's neither.
		before.expect(ALIAS, changes);
	});
}

/// From the award on, before it is even confirmed.
#[test]
fn stake_does_not_fall_below_the_requirement_with_an_award() {
	on_market(|| {
		ordered(Ferdie, spec());
		skip(3);
		refused(Dave, Stake::unbond { amount: 1 }, Refusal::StakeRequired);
		refused(Dave, all(), Refusal::StakeRequired);
	});
}

#[test]
fn what_waits_in_a_slash_does_not_count_as_stake() {
	on_market(|| {
		act(Dave, Stake::bond { amount: STAKE });
		leased(Ferdie, spec());
		decided(slash(50));
		refused(Dave, Stake::unbond { amount: 1 }, Refusal::StakeRequired);
		refused(Dave, Stake::unbond { amount: STAKE + 1 }, Refusal::NotEnoughStake);
	});
}

/// The motion is public before it is decided.
#[test]
fn who_unbonds_when_it_sees_the_motion_is_slashed_all_the_same() {
	on_market(|| {
		let before = Standing::now();
		let motion = moved(slash(100));
		act(Dave, all());
		assert_eq!(carried(&motion), Ok(()));
		expect(&before, -152, 152, 0, 0);
		skip(SLASH_DELAY);
		expect(&before, -152, 0, 0, 152);
		skip(UNBONDING);
		refused(Dave, Stake::withdraw_unbonded {}, Refusal::NothingDue);
	});
}

/// What is at stake does not depend on what else the account has.
#[test]
fn who_empties_its_account_ahead_of_a_slash_is_slashed_all_the_same() {
	on_market(|| {
		let dest = sp_runtime::MultiAddress::Id(id(ALIAS));
		let keep_alive = false;
		act(Dave, pallet_balances::Call::<Runtime>::transfer_all { dest, keep_alive });
		act(Dave, all());
		let before = Standing::now();
		decided(slash(100));
		refused(Dave, Stake::withdraw_unbonded {}, Refusal::NothingDue);
		expect(&before, -152, 152, 0, 0);
		skip(SLASH_DELAY);
		expect(&before, -152, 0, 0, 152);
	});
}

/// In the same block, after the motion is closed or just before the wait is over.
#[test]
fn who_unbonds_before_the_slash_is_applied_is_slashed_all_the_same() {
	for waited in [0, SLASH_DELAY - 1] {
		on_market(|| {
			let before = Standing::now();
			decided(slash(50));
			if waited > 0 {
				skip(waited);
			}
			refused(Dave, all(), Refusal::NotEnoughStake);
			act(Dave, Stake::unbond { amount: STAKE / 2 });
			refused(Dave, Stake::unbond { amount: 1 }, Refusal::NotEnoughStake);
			expect(&before, -76, 76, 0, 0);
			skip(SLASH_DELAY - waited);
			expect(&before, -76, 0, 0, 76);
		});
	}
}

#[test]
fn a_slash_takes_what_is_unbonding_when_nothing_else_is_left() {
	on_market(|| {
		let before = Standing::now();
		act(Dave, Stake::unbond { amount: STAKE / 4 });
		skip(1);
		act(Dave, Stake::unbond { amount: STAKE / 4 });
		// All that is active, and half of the first.
		decided(slash(50));
		expect(&before, -76, 76, 0, 0);
		decided(slash(25));
		expect(&before, -95, 95, 0, 0);
		// Due in the order in which it was unbonded, less what was taken.
		skip(UNBONDING - 1);
		act(Dave, Stake::withdraw_unbonded {});
		expect(&before, -114, 0, 19, 95);
		skip(1);
		act(Dave, Stake::withdraw_unbonded {});
		expect(&before, -152, 0, 57, 95);
	});
}

#[test]
fn what_matures_while_a_slash_waits_is_withdrawn_without_what_was_slashed() {
	on_market(|| {
		let before = Standing::now();
		act(Dave, all());
		skip(UNBONDING - 5);
		decided(slash(50));
		refused(Dave, Stake::withdraw_unbonded {}, Refusal::NothingDue);
		skip(5);
		act(Dave, Stake::withdraw_unbonded {});
		expect(&before, -152, 76, 76, 0);
		refused(Dave, Stake::withdraw_unbonded {}, Refusal::NothingDue);
		skip(SLASH_DELAY - 5);
		expect(&before, -152, 0, 76, 76);
		refused(Dave, Stake::withdraw_unbonded {}, Refusal::NothingDue);
	});
}

/// What was due and not withdrawn yet is in reach of a slash.
#[test]
fn what_has_matured_is_slashed_until_it_is_withdrawn() {
	on_market(|| {
		let before = Standing::now();
		act(Dave, all());
		skip(UNBONDING + 10);
		decided(slash(100));
		refused(Dave, Stake::withdraw_unbonded {}, Refusal::NothingDue);
		skip(SLASH_DELAY);
		expect(&before, -152, 0, 0, 152);
	});
}

#[test]
fn a_cancelled_slash_puts_unbonding_stake_back_with_its_due_block() {
	on_market(|| {
		let before = Standing::now();
		act(Dave, all());
		skip(UNBONDING - 5);
		decided(slash(100));
		decided(Stake::cancel_slash { slash: SlashId(0) });
		refused(Dave, Stake::withdraw_unbonded {}, Refusal::NothingDue);
		before.expect(Dave, []);
		skip(5);
		act(Dave, Stake::withdraw_unbonded {});
		expect(&before, -152, 0, 152, 0);
	});
}

#[test]
fn nobody_cancels_applies_or_claims_a_slash_out_of_turn() {
	on_market(|| {
		decided(slash(50));
		let slash = SlashId(0);
		for who in [Dave, Alice] {
			refused(who, Stake::cancel_slash { slash }, DispatchError::BadOrigin);
			refused(who, Stake::apply_slash { slash }, Refusal::NotDue);
			let lease = LeaseId(0);
			refused(who, Stake::claim { slash, lease }, Refusal::NoSuchClaim);
		}
		// The wait is over at its last block, before anybody can act in it.
		let cancel = moved(Stake::cancel_slash { slash });
		skip(SLASH_DELAY);
		assert_eq!(carried(&cancel), Err(Refusal::NoSuchSlash.into()));
	});
}

/// A lease does not begin without stake, and a bid is firm: that is a fault, which what is unbonding
/// pays for, too.
#[test]
fn who_unbonds_between_bid_and_match_gets_no_lease_and_is_slashed() {
	on_market(|| {
		let before = Standing::now();
		ordered(Ferdie, spec());
		act(Dave, Stake::unbond { amount: STAKE });
		skip(3);
		assert_eq!(pallet_leases::Leases::<Runtime>::iter().count(), 0);
		let resources = spheron_primitives::Resources::of_services(&spec().services).unwrap();
		let price = Staking::fault_price(&resources) as i128;
		before.expect(Dave, [(id(Dave), Has::Staked, -price), (id(Dave), Has::Slashed, price)]);
	});
}
