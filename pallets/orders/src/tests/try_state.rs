//! That the invariants are really checked.

use super::*;
use crate::{Bid, Expiries, OrderRecord, ShortList, MAX_BIDS};

/// The invariants must fail with `error` on an order with two bids, once `corrupt` is done.
fn broken(error: &'static str, corrupt: impl FnOnce(OrderId)) {
	ExtBuilder.build().execute_with(|| {
		let id = order();
		bid(id, 1, 1_000);
		bid(id, 2, 1_100);
		Orders::do_try_state().unwrap();
		corrupt(id);
		assert_eq!(Orders::do_try_state(), Err(error.into()));
	});
}

fn change(id: OrderId, change: impl FnOnce(&mut Order<u64>)) {
	OrdersMap::<Test>::mutate(id, |order| change(order.as_mut().unwrap()));
}

/// A list of bids by these providers at these prices, sorted by a strategy that is not the order's.
fn list(bids: &[(u64, Balance, Tier)]) -> ShortList<u64> {
	let mut list = ShortList::default();
	for (provider, price, tier) in bids.iter().cloned() {
		let bid = Bid { provider, price, tier, stake: 0 };
		list.place(Strategy::MostTrusted, MAX_BIDS, bid).unwrap();
	}
	list
}

#[test]
fn an_open_order_without_its_deadline() {
	let error = "an open order has no deadline at the block that it names";
	broken(error, |id| Deadlines::<Test>::remove(BigEndian(4), BigEndian(id.0)));
}

#[test]
fn an_open_order_with_two_deadlines() {
	broken("a deadline belongs to no open order", |id| {
		Deadlines::<Test>::insert(BigEndian(9), BigEndian(id.0), ())
	});
}

#[test]
fn an_awarded_order_with_a_deadline() {
	broken("a deadline belongs to no open order", |id| {
		change(id, |order| order.state = OrderState::Awarded { lease: LeaseId(1) })
	});
}

#[test]
fn a_match_within_the_window() {
	broken("an order is matched within its window", |id| change(id, |order| order.closes_at = 4));
}

#[test]
fn an_order_that_locks_nothing() {
	broken("an order locks nothing", |id| {
		change(id, |order| (order.spec.max_price, order.spec.duration, order.locked) = (1, 1, 0))
	});
}

#[test]
fn an_order_that_keeps_no_bids() {
	broken("an order keeps too many bids, or none", |id| {
		change(id, |order| order.bids_kept = MAX_BIDS + 1)
	});
}

#[test]
fn more_bids_than_the_order_keeps() {
	broken("more bids are kept than the order paid for", |id| {
		change(id, |order| order.bids_kept = 1)
	});
}

#[test]
fn an_id_that_was_never_given() {
	broken("an order's id was never given", NextOrderId::<Test>::put);
}

#[test]
fn a_lock_that_is_not_the_worst_case() {
	broken("an order's lock is not its worst case", |id| change(id, |order| order.locked -= 1));
}

#[test]
fn resources_that_are_not_those_of_the_services() {
	broken("an order's resources are not those of its services", |id| {
		change(id, |order| order.resources.ram_mib += 1)
	});
}

#[test]
fn a_footprint_that_is_not_that_of_the_resources() {
	broken("an order's footprint is not that of its resources", |id| {
		change(id, |order| order.footprint.storage_gib -= 1)
	});
}

#[test]
fn a_footprint_with_gpus_that_were_not_ordered() {
	broken("an order's footprint has GPUs that it does not order", |id| {
		change(id, |order| order.footprint.gpu_units = 1)
	});
}

#[test]
fn more_locked_than_the_escrow_knows() {
	broken("orders have locked more than the escrow", |_| {
		Wallets::insert((TENANT, STABLE), (0, LOCK - 1))
	});
}

#[test]
fn bids_for_an_order_that_is_gone() {
	broken("bids for an order that is not live", |id| {
		Bids::<Test>::insert(id.next(), Bids::<Test>::get(id))
	});
}

#[test]
fn an_empty_list() {
	broken("an empty list of bids is stored", |id| Bids::<Test>::insert(id, ShortList::default()));
}

#[test]
fn bids_out_of_order() {
	broken("bids are not sorted", |id| {
		Bids::<Test>::insert(id, list(&[(1, 9, Tier::Tier1), (2, 8, Tier::Tier2)]))
	});
}

#[test]
fn two_bids_of_a_provider() {
	broken("a provider has two bids", |id| {
		Bids::<Test>::insert(id, list(&[(1, 8, Tier::Tier1), (1, 9, Tier::Tier1)]))
	});
}

#[test]
fn a_bid_above_the_max_price() {
	broken("a bid's price is out of range", |id| {
		Bids::<Test>::insert(id, list(&[(1, 1_801, Tier::Tier1)]))
	});
}

#[test]
fn a_bid_of_a_provider_denied() {
	broken("a bid of a provider denied", |id| {
		change(id, |order| order.spec.deny.try_insert(1).map(|_| ()).unwrap())
	});
}

#[test]
fn a_bid_of_a_provider_not_allowed() {
	broken("a bid of a provider not allowed", |id| {
		change(id, |order| order.spec.allow = Some(Default::default()))
	});
}

#[test]
fn a_bid_of_a_tier_not_accepted() {
	broken("a bid of a tier not accepted", |id| {
		change(id, |order| order.spec.tiers.try_insert(Tier::Tier1).map(|_| ()).unwrap())
	});
}

fn record(at: OpenBlock) -> OrderRecord<u64> {
	OrderRecord { tenant: TENANT, end: OrderEnd::Leased, at }
}

#[test]
fn an_order_both_live_and_ended() {
	broken("an order is both live and ended", |id| History::<Test>::insert(id, record(1)));
}

#[test]
fn a_record_that_never_expires() {
	broken("a record never expires", |id| {
		NextOrderId::<Test>::put(OrderId(9));
		History::<Test>::insert(id.next(), record(1))
	});
}

#[test]
fn a_record_of_an_order_that_never_was() {
	broken("a record's id was never given", |id| History::<Test>::insert(id.next(), record(1)));
}

#[test]
fn an_expiry_without_a_record() {
	broken("an expiry without a record", |id| {
		Expiries::<Test>::insert(BigEndian(9), BigEndian(id.0), ())
	});
}

#[test]
fn a_record_with_two_expiries() {
	broken("a record has two expiries", |id| {
		NextOrderId::<Test>::put(OrderId(9));
		History::<Test>::insert(id.next(), record(1));
		Expiries::<Test>::insert(BigEndian(9), BigEndian(id.next().0), ());
		Expiries::<Test>::insert(BigEndian(10), BigEndian(id.next().0), ());
	});
}

#[test]
fn a_record_that_expires_at_once() {
	broken("a record expires before its order ended", |id| {
		NextOrderId::<Test>::put(OrderId(9));
		History::<Test>::insert(id.next(), record(9));
		Expiries::<Test>::insert(BigEndian(9), BigEndian(id.next().0), ());
	});
}
