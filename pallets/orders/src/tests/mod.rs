//! The rules, one file per call or job. Every test ends in `do_try_state`.

mod awards;
mod bid;
mod cancel;
mod create;
mod history;
mod match_orders;
mod poke;
mod properties;
mod score;
mod try_state;

use crate::{
	mock::*, Bids, Deadlines, Error, Event, History, NextOrderId, Order, OrderEnd, OrderState,
	Orders as OrdersMap,
};
use frame_support::{
	assert_noop, assert_ok,
	dispatch::{DispatchResultWithPostInfo, Pays},
};
use sp_runtime::DispatchResult;
use spheron_primitives::{
	traits::{Awards, Fault, Unbacked, Unfit},
	Balance, BigEndian, Footprint, LeaseId, OpenBlock, OrderId, OrderSpec, Strategy, Tier, Token,
};

type E = Error<Test>;

/// An order of [`TENANT`].
fn order_of(spec: OrderSpec<u64>) -> OrderId {
	let id = NextOrderId::<Test>::get();
	assert_ok!(create(TENANT, spec));
	id
}

/// `tenant` orders `spec`.
fn create(tenant: u64, spec: OrderSpec<u64>) -> DispatchResult {
	let created = Orders::create(RuntimeOrigin::signed(tenant), Box::new(spec));
	created.map(drop).map_err(|refused| refused.error)
}

/// An order of [`TENANT`] as [`spec`] has it.
fn order() -> OrderId {
	order_of(spec())
}

/// `who` bids for `provider`.
fn bid_as(who: u64, order: OrderId, provider: u64, price: Balance) -> DispatchResultWithPostInfo {
	Orders::bid(RuntimeOrigin::signed(who), order, provider, price)
}

/// A bid that must succeed; whether it pays a fee.
fn bid(order: OrderId, provider: u64, price: Balance) -> Pays {
	bid_as(operator(provider), order, provider, price).unwrap().pays_fee
}

/// A bid that must fail with `error`, changing nothing.
fn refused(order: OrderId, provider: u64, price: Balance, error: E) {
	assert_noop!(bid_as(operator(provider), order, provider, price), error);
}

/// Who has bids on `order`, best first.
fn bidders(order: OrderId) -> Vec<u64> {
	Bids::<Test>::get(order).bids().iter().map(|bid| bid.provider).collect()
}

/// How `order` ended, if it did.
fn end_of(order: OrderId) -> Option<OrderEnd> {
	assert!(!(History::<Test>::contains_key(order) && OrdersMap::<Test>::contains_key(order)));
	History::<Test>::get(order).map(|record| record.end)
}

/// (unlocked, locked) of [`TENANT`] in the stable token.
fn wallet() -> (Balance, Balance) {
	Wallets::get((TENANT, STABLE))
}

/// What [`TENANT`] runs on its wallet in the stable token.
fn used() -> Footprint {
	Used::get((TENANT, STABLE))
}

/// This pallet's events since the last call, oldest first.
fn events() -> Vec<Event<Test>> {
	System::read_events_for_pallet::<Event<Test>>()
		.into_iter()
		.inspect(|_| System::reset_events())
		.collect()
}

/// Whether the one deadline of `order` stands at `at`.
fn due_at(order: OrderId, at: OpenBlock) -> bool {
	let all: Vec<_> = Deadlines::<Test>::iter_keys()
		.filter(|(_, id)| id.0 == order.0)
		.map(|(at, _)| at.0)
		.collect();
	all == vec![at]
}
