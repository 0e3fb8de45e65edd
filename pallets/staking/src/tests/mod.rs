//! The rules of provider staking, one behaviour per test.

use crate::{
	mock::*, Answer, Answering, Claim, Claims, Deadlines, Error, Event, FaultCount, Faults, Ledger,
	Ledgers, NextSlashId, Slash, SlashId, SlashKind, Slashes, Stage, Unbonding,
};
use frame_support::{
	assert_err, assert_noop, assert_ok, assert_storage_noop, dispatch::DispatchResult,
};
use sp_runtime::{DispatchError::BadOrigin, FixedU128, Perbill, Permill, TokenError};
use spheron_primitives::{
	price::{MicroUsd, USD},
	traits::{Drain, DrainReason, Fault, Stake, Unbacked, Victim},
	Balance, BigEndian, LeaseId, OpenBlock, Resources,
};

mod answering;
mod apply_slash;
mod bidding;
mod bond;
mod cancel_slash;
mod charge;
mod claim;
mod fault;
mod on_fault;
mod outage;
mod properties;
mod requirement;
mod service;
mod slash;
mod slash_closed;
mod slash_properties;
mod strike_claim;
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
	Ledger { active, unbonding: unbonding.try_into().unwrap(), charged: 0 }
}

/// What an order needs that requires 100 SPON of stake.
fn order() -> Resources {
	gpus("rtx4090", 1)
}

fn slash(part: Perbill) -> DispatchResult {
	Staking::slash(RuntimeOrigin::root(), PROVIDER, part)
}

/// Slash all that the provider has; the slash.
fn slash_all() -> SlashId {
	let id = NextSlashId::<Test>::get();
	assert_ok!(slash(Perbill::one()));
	id
}

fn cancel(id: SlashId) -> DispatchResult {
	Staking::cancel_slash(RuntimeOrigin::root(), id)
}

fn strike(id: SlashId, lease: u64) -> DispatchResult {
	Staking::strike_claim(RuntimeOrigin::root(), id, LeaseId(lease))
}

fn apply(id: SlashId) -> DispatchResult {
	Staking::apply_slash(RuntimeOrigin::signed(STRANGER), id)
}

fn claim(id: SlashId, lease: u64) -> DispatchResult {
	Staking::claim(RuntimeOrigin::signed(STRANGER), id, LeaseId(lease))
}

/// The tenant of `lease`, of which funds worth `unspent` are left.
fn victim(lease: u64, tenant: AccountId, unspent: MicroUsd) -> Victim<AccountId> {
	Victim { lease: LeaseId(lease), tenant, unspent }
}

/// The slash that answers, or answered last, to the tenants of leases that are being closed.
fn answering() -> Option<SlashId> {
	Answering::<Test>::get(PROVIDER).map(|answer| answer.slash)
}

/// The provider has a lease, and has been down for too long.
fn down() {
	set_leased(true);
	Market::drain(&PROVIDER, DrainReason::Outage);
}

/// An outage ends `lease` of `tenant`, an [`order`], after service worth `missed` was not rendered and
/// with funds worth `unspent` left.
fn out(lease: u64, tenant: AccountId, missed: MicroUsd, unspent: MicroUsd) {
	Staking::outage(&PROVIDER, &order(), missed, victim(lease, tenant, unspent));
}

/// A slash closes `lease` of `tenant`, with funds worth `unspent` left.
fn closed(lease: u64, tenant: AccountId, unspent: MicroUsd) {
	Staking::slash_closed(&PROVIDER, victim(lease, tenant, unspent));
}

/// The provider has 100 SPON at stake and leases. Slash 60 of them, close a lease of each of the
/// first two tenants, of which `unspent` is left, and all others.
fn slash_with_victims(unspent: [MicroUsd; 2]) -> SlashId {
	assert_ok!(bond(PROVIDER, 100 * SPON));
	set_leased(true);
	let id = NextSlashId::<Test>::get();
	assert_ok!(slash(Perbill::from_percent(60)));
	closed(0, TENANTS[0], unspent[0]);
	closed(1, TENANTS[1], unspent[1]);
	drained();
	id
}

fn stored(id: SlashId) -> Slash<AccountId> {
	Slashes::<Test>::get(id).expect("there is such a slash")
}

/// What `who` has received since genesis.
fn gained(who: AccountId) -> Balance {
	Balances::free_balance(who) - ENDOWMENT
}
