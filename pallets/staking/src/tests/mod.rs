//! The rules of provider staking, one behaviour per test.

use crate::{mock::*, Error, Event, FaultCount, Faults, Ledger, Ledgers, Unbonding};
use frame_support::{assert_err, assert_noop, assert_ok, dispatch::DispatchResult};
use sp_runtime::{DispatchError::BadOrigin, TokenError};
use spheron_primitives::{
	traits::{Fault, Stake, Unbacked},
	Balance, OpenBlock, Resources,
};

mod bidding;
mod bond;
mod properties;
mod requirement;
mod try_state;
mod unbond;
mod withdraw_unbonded;

fn bond(who: AccountId, amount: Balance) -> DispatchResult {
	Staking::bond(RuntimeOrigin::signed(who), amount)
}

fn unbond(who: AccountId, amount: Balance) -> DispatchResult {
	Staking::unbond(RuntimeOrigin::signed(who), amount)
}

fn withdraw(who: AccountId) -> DispatchResult {
	Staking::withdraw_unbonded(RuntimeOrigin::signed(who))
}

/// A ledger of `active` stake, and amounts unbonding until blocks.
fn ledger(active: Balance, unbonding: &[(Balance, OpenBlock)]) -> Ledger {
	let unbonding: Vec<_> =
		unbonding.iter().map(|(amount, due)| Unbonding { amount: *amount, due: *due }).collect();
	Ledger { active, unbonding: unbonding.try_into().unwrap() }
}
