//! Courses that chance takes too seldom.

use super::{on_market, signed, steps::attest, Indexer};
use crate::{
	dynamic_params::{attestation::AttestationPeriod, market::OutageLimit},
	tests::{
		chain::dispatch,
		market::{access, last_lease, spec, USD},
	},
	AccountId, RuntimeCall, DAYS,
};
use frame_support::traits::Get;
use pallet_attestation::Unhealthy;
use pallet_leases::{EndReason, LeaseState};
use sp_keyring::Sr25519Keyring::{self, Dave, Ferdie};
use spheron_primitives::{LeaseId, OpenBlock, OrderId, OrderSpec};

fn act(who: Sr25519Keyring, call: impl Into<RuntimeCall>) {
	dispatch(signed(&who.to_account_id()), call).unwrap();
}

fn dave_attests(indexer: &mut Indexer, unhealthy: Unhealthy) {
	attest(&Dave.to_account_id(), unhealthy).unwrap();
	indexer.listen();
}

fn listed(lease: LeaseId) -> Unhealthy {
	Unhealthy::Listed(vec![lease].try_into().unwrap())
}

/// Ferdie orders a day of a GPU, on which Dave bids.
fn order(indexer: &mut Indexer) {
	let order = OrderId(0);
	let spec: OrderSpec<AccountId> = OrderSpec { duration: DAYS, ..spec() };
	act(Ferdie, pallet_orders::Call::create { spec: Box::new(spec) });
	act(Dave, pallet_orders::Call::bid { order, provider: Dave.to_account_id(), price: USD });
	indexer.listen();
}

/// A lease that Dave serves from this block on, in which he attests.
fn lease(indexer: &mut Indexer) -> LeaseId {
	order(indexer);
	indexer.pass(3);
	let lease = last_lease();
	act(Dave, pallet_leases::Call::confirm { lease });
	act(Dave, pallet_leases::Call::activate { lease, access: access() });
	dave_attests(indexer, Unhealthy::None);
	lease
}

/// Goes to open block `n`.
fn pass_to(indexer: &mut Indexer, n: OpenBlock) {
	indexer.pass(n - indexer.book.now());
}

#[test]
fn bad_health_began_when_the_provider_had_gone_down() {
	on_market(|indexer| {
		let lease = lease(indexer);
		let down = indexer.book.now() + 2 * AttestationPeriod::get();
		pass_to(indexer, down + 1_000);
		dave_attests(indexer, listed(lease));
		assert_eq!(indexer.book.leases[&lease].off_clock, Some(down));
		assert_eq!(indexer.book.leases[&lease].block_deadline, Some(down + OutageLimit::get()));
	});
}

/// At the block in which it would have ended, of which nothing else tells.
#[test]
fn a_maintenance_puts_the_end_of_bad_health_off() {
	on_market(|indexer| {
		let lease = lease(indexer);
		let (now, limit) = (indexer.book.now(), OutageLimit::get());
		let (starts_at, ends_at) = (now + limit, now + limit + 100);
		act(Dave, pallet_registry::Call::announce_maintenance { starts_at, ends_at });
		let since = now + 200;
		pass_to(indexer, since);
		dave_attests(indexer, listed(lease));
		assert_eq!(indexer.book.leases[&lease].block_deadline, Some(since + limit));
		pass_to(indexer, since + limit);
		assert_eq!(indexer.book.leases[&lease].block_deadline, Some(ends_at + limit));
		pass_to(indexer, ends_at + limit);
		let ended = &indexer.book.leases[&lease];
		assert_eq!(ended.state, LeaseState::Closing { reason: EndReason::Outage });
		assert_eq!(ended.ended, Some(ends_at + limit));
	});
}

/// With windows open, a clock running, bad health and an update pending.
#[test]
fn nothing_goes_on_in_a_migration() {
	on_market(|indexer| {
		order(indexer);
		indexer.migrate(7);
		indexer.pass(2);
		let lease = last_lease();
		act(Dave, pallet_leases::Call::confirm { lease });
		act(Dave, pallet_leases::Call::activate { lease, access: access() });
		dave_attests(indexer, Unhealthy::None);
		let activated = indexer.book.now();
		assert_eq!(activated, 4);
		indexer.migrate(1_000);
		act(Ferdie, pallet_leases::Call::settle { lease });
		indexer.listen();
		assert_eq!(indexer.book.leases[&lease].paid.gross, USD / 1_800);
		pass_to(indexer, activated + AttestationPeriod::get());
		dave_attests(indexer, listed(lease));
		let ends_at = indexer.book.now() + OutageLimit::get();
		indexer.migrate(5);
		pass_to(indexer, ends_at - 1);
		assert_eq!(indexer.book.leases[&lease].state, LeaseState::Active);
		indexer.migrate(5);
		assert_eq!(indexer.book.leases[&lease].ended, Some(ends_at));
	});
}
