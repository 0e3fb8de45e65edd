//! Tried by someone who wants to cheat. Every test shows the refusal, or the loss to the unit, and
//! that nothing else has changed: of a refusal, not a byte of the state; of a loss, nobody's funds but
//! those named, and no provider's records but the cheat's.
//!
//! Calls are dispatched as their signers would have them, without transactions around them, so that
//! no fee blurs the sums.

mod admission;
mod attended;
mod capacity;
mod compensation;
mod maintenance;
mod nodes;
mod operator;
mod outages;
mod phantom;
mod self_dealing;
mod stake;
mod standing;
mod votes;

use super::{
	chain::{changed_since, dispatch, skip, state, Motion, Snapshot},
	market::{self, access, last_lease, open_market, USD},
};
use crate::{
	books, presets::USPON, AccountId, Balance, Runtime, RuntimeCall, RuntimeOrigin, Staking, SPON,
};
use frame_system::RawOrigin;
use pallet_collective::Instance1;
use sp_keyring::Sr25519Keyring::{self, Alice, AliceStash, Bob, BobStash, Dave, Eve, Ferdie};
use sp_runtime::{DispatchError, DispatchResult};
use spheron_primitives::{LeaseId, OrderSpec, Token};
use standing::{Has, Standing};
use std::{collections::BTreeSet, sync::OnceLock};

type Council = pallet_collective::Error<Runtime, Instance1>;
type Escrow = pallet_escrow::Call<Runtime>;
type Leases = pallet_leases::Call<Runtime>;
type Orders = pallet_orders::Call<Runtime>;
type Registry = pallet_registry::Call<Runtime>;
type Stake = pallet_provider_staking::Call<Runtime>;

/// An account that is no provider yet.
const CANDIDATE: Sr25519Keyring = AliceStash;

/// An account that nobody knows to be Dave's, too.
const ALIAS: Sr25519Keyring = BobStash;

/// What Dave and Eve have at stake each, which is what their capacity requires.
const STAKE: Balance = 152 * SPON;

const DEPOSIT: Balance = 10 * SPON;

const TOKEN: Token = Token::WithId(USPON);

/// Of the preset `fast`, in open blocks.
const SLASH_DELAY: u32 = 15;
const UNBONDING: u32 = 30;

/// Runs `test` on a chain on which Dave and Eve provide, SPON is worth half a dollar, and Ferdie has
/// $10; at its end the books must agree.
fn on_market(test: impl FnOnce()) {
	static MARKET: OnceLock<Snapshot> = OnceLock::new();
	let market = MARKET.get_or_init(|| {
		Snapshot::of("fast", || {
			open_market(10 * USD);
			for provider in market::PROVIDERS {
				assert_eq!(Staking::required(&provider.to_account_id()), Some(STAKE));
			}
		})
	});
	market.play(|| {
		test();
		assert_eq!(books::check(), vec![]);
	});
}

fn signed(who: Sr25519Keyring) -> RawOrigin<AccountId> {
	RawOrigin::Signed(who.to_account_id())
}

/// `who` makes `call`, which succeeds.
fn act(who: Sr25519Keyring, call: impl Into<RuntimeCall>) {
	let call = call.into();
	assert_eq!(dispatch(signed(who), call.clone()), Ok(()), "{call:?}");
}

/// `who` makes `call`, which is refused with `error` and changes nothing.
fn refused(who: Sr25519Keyring, call: impl Into<RuntimeCall>, error: impl Into<DispatchError>) {
	refused_to(signed(who), call, error);
}

/// More than half of the council decide `call`, which is refused with `error` and changes nothing.
fn refused_to_council(call: impl Into<RuntimeCall>, error: impl Into<DispatchError>) {
	refused_to(pallet_collective::RawOrigin::Members(2, 3), call, error);
}

fn refused_to(
	origin: impl Into<RuntimeOrigin>,
	call: impl Into<RuntimeCall>,
	error: impl Into<DispatchError>,
) {
	let (before, call) = (state(), call.into());
	assert_eq!(dispatch(origin, call.clone()), Err(error.into()), "{call:?}");
	assert_eq!(changed_since(&before), BTreeSet::new(), "{call:?}");
}

/// Alice moves that `call` be made, and agrees; two votes are enough.
fn moved(call: impl Into<RuntimeCall>) -> Motion {
	let (motion, propose) = Motion::new(2, call);
	act(Alice, propose);
	act(Alice, motion.vote(true));
	motion
}

/// Bob agrees to `motion`, too, and closes it. What came of its call.
fn carried(motion: &Motion) -> DispatchResult {
	act(Bob, motion.vote(true));
	act(Bob, motion.close());
	act(Bob, motion.release());
	Motion::outcome()
}

/// Bob carries `motion`, whose call is refused with `error`: but for the motion itself, and Alice's
/// deposit for it, which she has back, nothing changes.
fn carried_in_vain(motion: &Motion, error: impl Into<DispatchError>) {
	let (before, all) = (Standing::now(), state());
	assert_eq!(carried(motion), Err(error.into()));
	let deposit = SPON as i128;
	let changes = [
		(id(Alice), Has::Held(Token::Native), -deposit),
		(id(Alice), Has::Free(Token::Native), deposit),
	];
	before.expect(Alice, changes);
	assert_eq!(changed_since(&all), BTreeSet::from(["Balances", "Council", "System"]));
}

/// The council decides `call`.
fn decided(call: impl Into<RuntimeCall>) {
	assert_eq!(carried(&moved(call)), Ok(()));
}

/// `who` proposes itself and is approved.
fn admitted(who: Sr25519Keyring) {
	act(who, market::proposal(who));
	decided(market::approval(who));
}

/// `tenant` orders `spec`, on which Dave bids all that it offers.
fn ordered(tenant: Sr25519Keyring, spec: OrderSpec<AccountId>) {
	let order = pallet_orders::NextOrderId::<Runtime>::get();
	let price = spec.max_price;
	act(tenant, Orders::create { spec: Box::new(spec) });
	act(Dave, Orders::bid { order, provider: id(Dave), price });
}

/// `tenant` orders `spec`, and Dave has confirmed it and reported it up in this block.
fn leased(tenant: Sr25519Keyring, spec: OrderSpec<AccountId>) -> LeaseId {
	ordered(tenant, spec);
	skip(3);
	let lease = last_lease();
	act(Dave, Leases::confirm { lease });
	act(Dave, Leases::activate { lease, access: access() });
	lease
}

/// So many thousandths of a SPON, as a change.
fn milli_spon(amount: i128) -> i128 {
	amount * (SPON / 1_000) as i128
}

/// Where what was slashed goes.
fn pot() -> AccountId {
	crate::Fees::pot_account()
}

fn id(who: Sr25519Keyring) -> AccountId {
	who.to_account_id()
}
