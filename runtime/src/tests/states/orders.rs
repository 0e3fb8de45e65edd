//! Every state of an order.

use super::{
	assert_every_call_is_named, assert_lock, bid, bid_both, bid_call, expected, locked, market,
	ordered, refuse_all,
	tables::{arrows, order_edges, pairs, refusals, Edge},
	Caller, Expected, Seen, PRICE,
};
use crate::{
	books,
	dynamic_params::market::HistoryBlocks,
	tests::{
		chain::{dispatch, skip},
		market::{last_lease, order_as, price_all},
	},
	Eras, Runtime, RuntimeCall,
};
use frame_support::{
	assert_ok,
	traits::{Get, GetCallName},
};
use pallet_leases::Leases;
use pallet_orders::{Bids, History, OrderEnd, OrderState, Orders};
use sp_keyring::Sr25519Keyring::{Dave, DaveStash, Ferdie};
use sp_runtime::FixedU128;
use spheron_primitives::{traits::OpenBlocks, OrderId};

/// What `docs/market.md` calls the states, from the special to the general.
const STATES: [&[&str]; 9] = [
	&["Open"],
	&["Deserted", "Late"],
	&["Late"],
	&["Awarded"],
	&["Leased"],
	&["NoProvider"],
	&["Cancelled"],
	&["Abandoned"],
	&["None"],
];

/// What `docs/market.md` calls the state of `order`.
fn state(id: OrderId) -> &'static str {
	match (Orders::<Runtime>::get(id), History::<Runtime>::get(id)) {
		(Some(order), None) => match order.state {
			OrderState::Open { .. } if order.takes_bids(Eras::now()) => "Open",
			OrderState::Open { .. } if Bids::<Runtime>::get(id).is_empty() => "Deserted",
			OrderState::Open { .. } => "Late",
			OrderState::Awarded { .. } => "Awarded",
		},
		(None, Some(record)) => match record.end {
			OrderEnd::Leased => "Leased",
			OrderEnd::NoProvider => "NoProvider",
			OrderEnd::Cancelled => "Cancelled",
			OrderEnd::Abandoned => "Abandoned",
		},
		(None, None) => "None",
		both => panic!("live and ended: {both:?}"),
	}
}

/// Ferdie's order, in `state`.
fn order_in(state: &str) -> OrderId {
	let order = order_as(Ferdie, ordered());
	let leases = |who, call: pallet_leases::Call<Runtime>| {
		assert_ok!(dispatch(super::signed(who), call));
	};
	match state {
		"Open" => {}
		"Late" | "Deserted" => {
			if state == "Late" {
				bid_both(order);
			}
			// As if the blocks between had had no room for their deadlines.
			pallet_eras::Now::<Runtime>::mutate(|now| *now += 3);
		}
		"Awarded" => {
			bid_both(order);
			skip(3);
		}
		"Leased" => {
			bid(DaveStash, Dave, order, PRICE);
			skip(3);
			leases(DaveStash, pallet_leases::Call::confirm { lease: last_lease() });
		}
		"NoProvider" => skip(3),
		"Cancelled" => {
			assert_ok!(dispatch(super::signed(Ferdie), call("cancel", order)));
		}
		"Abandoned" => {
			bid(DaveStash, Dave, order, PRICE);
			skip(3);
			leases(Ferdie, pallet_leases::Call::close { lease: last_lease() });
		}
		"None" => {
			skip(3);
			skip(HistoryBlocks::get());
			// By now the last ones are too old to order with.
			price_all(FixedU128::from_rational(1, 2)).unwrap();
		}
		state => panic!("no order can be in {state}"),
	}
	assert_eq!(self::state(order), state);
	order
}

fn call(name: &str, order: OrderId) -> RuntimeCall {
	match name {
		"create" => pallet_orders::Call::create { spec: Box::new(ordered()) }.into(),
		"bid" => bid_call(order, Dave, PRICE).into(),
		"cancel" => pallet_orders::Call::<Runtime>::cancel { order }.into(),
		"poke" => pallet_orders::Call::<Runtime>::poke { limit: 1 }.into(),
		name => panic!("orders have no call {name}"),
	}
}

/// Skips to the deadline of the order's lease.
fn let_lapse() {
	let lease = Leases::<Runtime>::get(last_lease()).unwrap();
	skip(lease.block_deadline.unwrap() - Eras::now());
}

/// Lets come to pass what is no call of `caller` on orders.
fn come_to_pass(edge: &Edge, order: OrderId, caller: Caller) {
	let lease = |call: pallet_leases::Call<Runtime>| dispatch(caller.origin(), call).unwrap();
	match edge.how.as_str() {
		"the match" if edge.from == "Late" => skip(1),
		"the match" => {
			bid_both(order);
			skip(3);
		}
		"the match finds no bid" if edge.from == "Deserted" => skip(1),
		"the match finds no bid" => skip(3),
		"the lease is confirmed" => lease(pallet_leases::Call::confirm { lease: last_lease() }),
		"the lease is closed" => lease(pallet_leases::Call::close { lease: last_lease() }),
		"not confirmed, runner-up" => let_lapse(),
		"not confirmed, nobody left" => {
			let_lapse();
			let_lapse();
		}
		"end of the history" => {
			skip(HistoryBlocks::get() - 1);
			assert_eq!(state(order), edge.from, "its record can be read to the last block");
			skip(1);
		}
		how => panic!("what is {how}?"),
	}
}

fn walk(edge: &Edge, caller: Caller) {
	// What an ended order has locked is its lease's.
	let (order, first) = match edge.from.as_str() {
		"None" => (OrderId(0), true),
		from => (order_in(from), false),
	};
	let before = Seen::now();
	if edge.is_call {
		assert_ok!(dispatch(caller.origin(), call(&edge.how, order)));
	} else {
		come_to_pass(edge, order, caller);
	}
	assert_eq!(state(order), edge.to, "{edge:?}");
	match first {
		true if caller != Caller::Tenant => {}
		// The lock of a lease goes on with the lease.
		_ if edge.from == "Leased" => assert!(locked(Ferdie) <= before.locked),
		_ => assert_lock(edge, &before),
	}
	assert_eq!(books::check(), vec![]);
}

#[test]
fn every_edge_leads_where_the_table_says() {
	let mut walked = 0;
	for edge in order_edges() {
		let callers: Vec<_> = match edge.by.as_str() {
			"chain" => vec![Caller::Nobody],
			// Who has nothing deposited cannot order.
			"anyone" if edge.how == "create" => vec![Caller::Tenant],
			whom => Caller::ALL.into_iter().filter(|caller| caller.is(whom)).collect(),
		};
		assert!(!callers.is_empty(), "{edge:?}");
		for caller in callers {
			market().play(|| walk(&edge, caller));
			walked += 1;
		}
	}
	assert!(walked > order_edges().len(), "{walked}");
}

#[test]
fn whatever_is_no_edge_is_refused_whoever_tries_and_changes_nothing() {
	let tables = (order_edges(), refusals("order refusals"));
	let mut refused = 0;
	for names in STATES {
		market().play(|| {
			let order = order_in(names[0]);
			let tables = (&tables.0[..], &tables.1[..]);
			refused += refuse_all(tables, names, "UnknownOrder", |name| call(name, order));
		});
	}
	assert!(refused > 100, "{refused}");
}

#[test]
fn the_edges_are_those_that_are_not_refused() {
	let (edges, refusals) = (order_edges(), refusals("order refusals"));
	for edge in edges.iter().filter(|edge| edge.is_call) {
		for caller in Caller::ALL.into_iter().filter(|caller| caller.is(&edge.by)) {
			let from = [edge.from.as_str()];
			let expected = expected(&edges, &refusals, &from, &edge.how, caller, "UnknownOrder");
			assert!(matches!(expected, Expected::Step), "{edge:?}");
		}
	}
}

#[test]
fn poke_with_nothing_due_changes_nothing() {
	for names in STATES.into_iter().filter(|names| !names.contains(&"Late")) {
		market().play(|| {
			let order = order_in(names[0]);
			for caller in Caller::ALL.into_iter().filter(|caller| caller.account().is_some()) {
				let poke = call("poke", order);
				frame_support::assert_storage_noop!(assert_ok!(dispatch(caller.origin(), poke)));
			}
		});
	}
}

#[test]
fn what_no_state_refuses_is_done_in_all_of_them_and_moves_an_order_only_over_an_edge() {
	let edges = order_edges();
	for refusal in refusals("order refusals").iter().filter(|refusal| refusal.errors.is_empty()) {
		for names in STATES {
			let leads_on = edges.iter().any(|edge| {
				edge.is(&refusal.call, Caller::Tenant) && names.contains(&edge.from.as_str())
			});
			market().play(|| {
				let order = order_in(names[0]);
				let call = call(&refusal.call, order);
				assert_eq!(
					dispatch(Caller::Tenant.origin(), call),
					Ok(()),
					"{refusal:?} {names:?}"
				);
				assert!(leads_on || state(order) == names[0], "{refusal:?} {names:?}");
			});
		}
	}
}

#[test]
fn the_diagram_shows_the_table_and_the_tables_name_every_call() {
	let general = |state: &str| state.replace("Late", "Open").replace("Deserted", "Open");
	let edges = order_edges();
	assert_eq!(arrows("Orders"), pairs(&edges, general));
	for name in pallet_orders::Call::<Runtime>::get_call_names() {
		assert!(edges.iter().any(|edge| edge.is_call && edge.how == *name), "{name}");
	}
	assert_every_call_is_named::<pallet_orders::Call<Runtime>>(&refusals("order refusals"));
}
