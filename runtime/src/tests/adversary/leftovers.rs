//! What is left in storage of orders that ended, however they did.

use super::*;
use crate::{
	dynamic_params::market::{ConfirmWithin, HistoryBlocks},
	tests::{
		chain::{on_chain, skip},
		market::{bid, last_lease, open_market, order, price_all, serve, USD},
	},
};
use frame_support::traits::Get;
use sp_keyring::Sr25519Keyring::{Dave, Eve, Ferdie};
use sp_runtime::FixedU128;
use std::collections::BTreeSet;

/// The storage of these pallets.
fn keys(pallets: &[&str]) -> BTreeSet<Vec<u8>> {
	let of = |pallet: &&str| {
		let prefix = sp_io::hashing::twox_128(pallet.as_bytes()).to_vec();
		let next = |key: &Vec<u8>| sp_io::storage::next_key(key);
		core::iter::successors(next(&prefix), next)
			.take_while(move |key| key.starts_with(&prefix))
			.collect::<Vec<_>>()
	};
	pallets.iter().flat_map(of).collect()
}

/// Whether `key` is of `item` of `pallet`.
fn is_of(key: &[u8], pallet: &str, item: &str) -> bool {
	let prefix = [pallet, item].map(|name| sp_io::hashing::twox_128(name.as_bytes())).concat();
	key.starts_with(&prefix)
}

/// Nobody can serve it.
fn without_bids() {
	order();
	skip(3);
}

/// It is cancelled, with bids.
fn cancelled() {
	let order = order();
	bid(Dave, order, USD);
	bid(Eve, order, USD);
	submit(Ferdie, pallet_orders::Call::cancel { order });
}

/// The tenant closes the lease before the winner, who leaves a runner-up, confirms.
fn abandoned() {
	let order = order();
	bid(Dave, order, USD);
	bid(Eve, order, USD);
	skip(3);
	submit(Ferdie, pallet_leases::Call::close { lease: last_lease() });
}

/// It becomes a lease, which the tenant closes in service.
fn served() {
	let order = order();
	bid(Dave, order, USD);
	bid(Eve, order, USD);
	skip(3);
	let lease = last_lease();
	serve(Dave, lease);
	skip(10);
	submit(Ferdie, pallet_leases::Call::close { lease });
	submit(Dave, pallet_leases::Call::confirm_closed { lease });
}

/// Nobody who wins confirms.
fn lapsed() {
	let order = order();
	bid(Dave, order, USD);
	bid(Eve, order, USD);
	skip(3);
	skip(ConfirmWithin::get() + 1);
	skip(ConfirmWithin::get() + 1);
}

/// Lets all records expire.
fn forget() {
	skip(HistoryBlocks::get() + 1);
	skip(1);
}

#[test]
fn an_order_that_ended_leaves_a_record_that_expires_and_nothing_else() {
	const MARKET: [&str; 4] = ["Orders", "Leases", "Escrow", "Registry"];
	let ends: [fn(); 5] = [without_bids, cancelled, abandoned, served, lapsed];
	on_chain("development", || {
		open_market(10 * USD);
		let priced = || price_all(FixedU128::from_rational(1, 2)).unwrap();
		// What there is once per account is there from here on.
		served();
		forget();
		for end in ends {
			priced();
			let before = keys(&MARKET);
			end();
			let after = keys(&MARKET);
			assert!(before.is_subset(&after));
			let left = |pallet, item| {
				after.difference(&before).filter(|key| is_of(key, pallet, item)).count()
			};
			assert_eq!((left("Orders", "History"), left("Orders", "Expiries")), (1, 1));
			// Those of its leases, too.
			let leases = left("Leases", "Leases");
			assert_eq!(left("Leases", "BlockDeadlines"), leases);
			assert_eq!(after.len() - before.len(), 2 + 2 * leases);
			forget();
			assert_eq!(keys(&MARKET), before);
		}
	});
}
