//! Every state of a lease.

use super::{
	assert_capacity, assert_every_call_is_named, assert_lock, bid_both, expected, locked, market,
	ordered, outcome, refuse_all, signed,
	tables::{arrows, lease_edges, pairs, refusals, Edge},
	Caller, Expected, Seen, PRICE,
};
use crate::{
	books,
	tests::{
		chain::{dispatch, skip},
		market::{access, last_lease, order_as},
	},
	Balance, Eras, Runtime, RuntimeCall,
};
use frame_support::{assert_ok, traits::GetCallName};
use pallet_leases::{Call, EndReason, Extension, LeaseOf, LeaseState, Leases, PendingUpdate};
use sp_core::H256;
use sp_keyring::Sr25519Keyring::{Dave, DaveStash, Ferdie};
use sp_runtime::Perbill;
use spheron_primitives::{
	traits::{ClockSink, Drain, DrainReason, OpenBlocks},
	Charge, LeaseId, LeaseUpdate,
};

/// What `docs/market.md` calls the states, from the special to the general.
const STATES: [&[&str]; 12] = [
	&["Reserving"],
	&["Ready"],
	&["Active"],
	&["Offered", "Active"],
	&["Noticed", "Active"],
	&["Asked", "Updating"],
	&["Agreed", "Updating"],
	&["Parting", "Asked", "Updating"],
	&["Failing", "Asked", "Updating"],
	&["Closing"],
	&["Closed"],
	&["None"],
];

fn lease(id: LeaseId) -> LeaseOf<Runtime> {
	Leases::<Runtime>::get(id).unwrap()
}

/// Whether `id` is in what `docs/market.md` calls `state`.
fn is_in(id: LeaseId, state: &str) -> bool {
	let Some(lease) = Leases::<Runtime>::get(id) else { return state == "None" };
	let agreed = lease.update.as_ref().is_some_and(PendingUpdate::is_accepted);
	match lease.state {
		LeaseState::Reserving => state == "Reserving",
		LeaseState::Ready { .. } => state == "Ready",
		LeaseState::Active => match state {
			"Offered" => lease.offered_to.is_some(),
			"Noticed" => lease.notice.is_some(),
			state => state == "Active",
		},
		LeaseState::Updating => match state {
			"Asked" => !agreed,
			"Agreed" => agreed,
			"Parting" => lease.notice.is_some(),
			"Failing" => lease.off_clock.is_some(),
			state => state == "Updating",
		},
		LeaseState::Closing { .. } => state == "Closing",
		LeaseState::Closed { .. } => state == "Closed",
	}
}

/// A lease of Ferdie and Dave in `state`.
fn lease_in(state: &str) -> LeaseId {
	let order = order_as(Ferdie, ordered());
	bid_both(order);
	skip(3);
	let id = last_lease();
	let path: &[(_, &str)] = match state {
		"Reserving" => &[],
		"Ready" => &[(DaveStash, "confirm")],
		"Active" => &[(DaveStash, "confirm"), (DaveStash, "activate")],
		"Offered" => &[(DaveStash, "confirm"), (DaveStash, "activate"), (Ferdie, "offer")],
		"Noticed" => &[(DaveStash, "confirm"), (DaveStash, "activate"), (Dave, "close")],
		"Asked" => &[(DaveStash, "confirm"), (DaveStash, "activate"), (Ferdie, "request_update")],
		"Agreed" => &[
			(DaveStash, "confirm"),
			(DaveStash, "activate"),
			(Ferdie, "request_update"),
			(DaveStash, "accept_update"),
		],
		"Closing" | "Closed" | "None" => {
			&[(DaveStash, "confirm"), (DaveStash, "activate"), (Ferdie, "close")]
		}
		"Parting" => &[(DaveStash, "confirm"), (DaveStash, "activate"), (Dave, "close")],
		"Failing" => &[(DaveStash, "confirm"), (DaveStash, "activate")],
		state => panic!("no lease can be in {state}"),
	};
	for (who, name) in path {
		assert_ok!(dispatch(signed(*who), call(name, id)));
		// So that there is something to settle.
		skip(10);
	}
	if matches!(state, "Parting" | "Failing") {
		if state == "Failing" {
			crate::Leases::report(&Dave.to_account_id(), &[id], None);
		}
		// Almost to its end, which is due before an update can time out.
		skip(lease(id).block_deadline.unwrap() - Eras::now() - 20);
		assert_ok!(dispatch(signed(Ferdie), call("request_update", id)));
	}
	if matches!(state, "Closed" | "None") {
		assert_ok!(dispatch(signed(DaveStash), call("confirm_closed", id)));
	}
	if state == "None" {
		skip_to_deadline(id);
	}
	assert!(is_in(id, state), "{state}");
	id
}

/// Twice what was ordered, for up to three times the price.
fn update() -> LeaseUpdate {
	let mut services = ordered().services;
	for service in services.iter_mut() {
		service.replicas = 2;
	}
	LeaseUpdate { services, manifest: H256::repeat_byte(10), max_price: 3 * PRICE }
}

fn call(name: &str, lease: LeaseId) -> RuntimeCall {
	let new_tenant = Caller::NewTenant.account().unwrap();
	let call: Call<Runtime> = match name {
		"confirm" => Call::confirm { lease },
		"activate" => Call::activate { lease, access: access() },
		"close" => Call::close { lease },
		"confirm_closed" => Call::confirm_closed { lease },
		"settle" => Call::settle { lease },
		"poke" => Call::poke { limit: 1 },
		"extend" => Call::extend { lease, by: Extension::Blocks(100) },
		"offer" => Call::offer { lease, to: new_tenant },
		"withdraw_offer" => Call::withdraw_offer { lease },
		"accept" => Call::accept { lease },
		"request_update" => Call::request_update { lease, update: update() },
		"accept_update" => {
			let update = crate::Leases::update_hash(lease).unwrap_or_default();
			Call::accept_update { lease, update, price: 2 * PRICE }
		}
		"refuse_update" => Call::refuse_update { lease },
		"apply_update" => Call::apply_update { lease },
		"withdraw_update" => Call::withdraw_update { lease },
		name => panic!("leases have no call {name}"),
	};
	call.into()
}

/// Skips to the lease's deadline in block time: until then, nothing has changed.
fn skip_to_deadline(id: LeaseId) {
	let before = lease(id);
	skip(before.block_deadline.unwrap() - Eras::now() - 1);
	assert_eq!(lease(id).state, before.state, "it is not due yet");
	skip(1);
}

/// Lets come to pass what is no call on leases.
fn come_to_pass(how: &str, id: LeaseId) {
	let dave = Dave.to_account_id();
	let decide = |call: RuntimeCall| dispatch(Caller::Motion.origin(), call).unwrap();
	match how {
		"time to confirm" | "time to activate" | "time to answer" | "time to apply"
		| "notice runs out" | "time to clear up" | "end of the history" => skip_to_deadline(id),
		"unhealthy for too long" if is_in(id, "Failing") => skip_to_deadline(id),
		"unhealthy for too long" => {
			crate::Leases::report(&dave, &[id], None);
			skip_to_deadline(id);
		}
		"end of service" => {
			let end = lease(id).meter.ends_at().unwrap();
			skip(end - Eras::now() - 1);
			assert_eq!(lease(id).state, LeaseState::Active, "its last block is not served yet");
			skip(1);
		}
		"provider suspended" => {
			decide(pallet_registry::Call::suspend { provider: dave }.into());
			skip(1);
		}
		"provider slashed" => {
			let part = Perbill::from_percent(50);
			decide(pallet_provider_staking::Call::slash { provider: dave, part }.into());
			skip(1);
		}
		// As if it had been for longer than the limit: other deadlines come before that.
		"provider down" => {
			crate::Leases::drain(&dave, DrainReason::Outage);
			skip(1);
		}
		how => panic!("what is {how}?"),
	}
}

/// Walks `edge` from a state that `from` names, by `caller` if it is a call.
fn walk(edge: &Edge, from: &str, caller: Option<Caller>) {
	let id = lease_in(from);
	let (before, lock, reason) = (Seen::now(), lease(id).locked, lease(id).state.end_reason());
	match caller {
		Some(caller) => dispatch(caller.origin(), call(&edge.how, id)).unwrap(),
		None => come_to_pass(&edge.how, id),
	}
	let what = format!("{edge:?} from {from} by {caller:?}");
	assert!(is_in(id, &edge.to), "{what}: {:?}", Leases::<Runtime>::get(id));
	assert!(edge.from == edge.to || !is_in(id, &edge.from) || edge.from == "Active", "{what}");
	assert_lock(edge, &before);
	assert_capacity(edge, &before);
	if let Some(after) = Leases::<Runtime>::get(id) {
		let reason = match edge.reason.as_str() {
			"" => None,
			"the same" => reason,
			_ => after.state.end_reason(),
		};
		assert_eq!(after.state.end_reason(), reason, "{what}");
		if !matches!(edge.reason.as_str(), "" | "the same") {
			assert_eq!(format!("{:?}", reason.unwrap()), edge.reason, "{what}");
			assert_eq!((after.locked, after.update), (0, None), "{what}");
		} else if edge.lock == "same" && edge.from != "Reserving" {
			assert_eq!(after.locked, lock, "{what}");
		}
	}
	assert_eq!(books::check(), vec![], "{what}");
}

/// The states from which `edge` leads: those that it names, but for calls on which a special row says
/// something else.
fn sources(edge: &Edge, edges: &[Edge], caller: Option<Caller>) -> Vec<&'static str> {
	let refusals = refusals("lease refusals");
	STATES
		.into_iter()
		.filter(|names| names.contains(&edge.from.as_str()))
		.filter(|names| match caller {
			// What comes to pass by itself depends on what else is due.
			None => names[0] == edge.from || (edge.from == "Updating" && names.len() == 2),
			Some(caller) => {
				let expected = expected(edges, &refusals, names, &edge.how, caller, "NoSuchLease");
				let special = |other: &&Edge| other.is(&edge.how, caller) && names[0] == other.from;
				let other = edges.iter().find(special);
				matches!(expected, Expected::Step) && (names[0] == edge.from || other.is_none())
			}
		})
		.map(|names| names[0])
		.collect()
}

#[test]
fn every_edge_leads_where_the_table_says() {
	let edges = lease_edges();
	let mut walked = 0;
	for edge in &edges {
		let callers: Vec<_> = match edge.is_call {
			true => Caller::ALL.into_iter().filter(|who| who.is(&edge.by)).map(Some).collect(),
			false => vec![None],
		};
		assert!(!callers.is_empty(), "{edge:?}");
		for caller in callers {
			let sources = sources(edge, &edges, caller);
			assert!(!sources.is_empty(), "{edge:?}");
			for from in sources {
				market().play(|| walk(edge, from, caller));
				walked += 1;
			}
		}
	}
	assert!(walked > edges.len(), "{walked}");
}

#[test]
fn whatever_is_no_edge_is_refused_whoever_tries_and_changes_nothing() {
	let tables = (lease_edges(), refusals("lease refusals"));
	let mut refused = 0;
	for names in STATES {
		market().play(|| {
			let id = lease_in(names[0]);
			let tables = (&tables.0[..], &tables.1[..]);
			refused += refuse_all(tables, names, "NoSuchLease", |name| call(name, id));
		});
	}
	assert!(refused > 1_000, "{refused}");
}

#[test]
fn the_table_of_refusals_names_every_call() {
	assert_every_call_is_named::<Call<Runtime>>(&refusals("lease refusals"));
}

/// What a state with a special name is called in the code.
fn general(state: &str) -> String {
	match state {
		"Offered" | "Noticed" => "Active",
		"Asked" | "Agreed" | "Parting" | "Failing" => "Updating",
		state => state,
	}
	.into()
}

#[test]
fn the_diagram_shows_the_table() {
	let mut pairs = pairs(&lease_edges(), general);
	// From an order, whose table has it.
	pairs.insert(("None".into(), "Reserving".into()));
	assert_eq!(arrows("Leases"), pairs);
}

#[test]
fn the_table_is_that_of_the_code() {
	let reason = EndReason::Outage;
	let states = [
		("Reserving", LeaseState::Reserving),
		("Ready", LeaseState::Ready { since: 1 }),
		("Active", LeaseState::Active),
		("Updating", LeaseState::Updating),
		("Closing", LeaseState::Closing { reason }),
		("Closed", LeaseState::Closed { reason }),
	];
	let mut pairs = pairs(&lease_edges(), general);
	pairs.retain(|(_, to)| to != "None");
	for (from, state) in states {
		for (to, next) in states {
			let edge = pairs.contains(&(from.into(), to.into()));
			assert_eq!(state.leads_to(&next), edge, "{from} to {to}");
		}
	}
}

/// What comes of a lease in the state `from` of which nobody has noticed for some blocks that something
/// is due, if then somebody does `act`, and the hook finds room only after that.
fn fate(
	from: &str,
	act: impl FnOnce(LeaseId),
) -> (Option<EndReason>, Option<u32>, Charge, Balance) {
	market().play(|| {
		let id = lease_in(from);
		let at = match from {
			"Active" => lease(id).meter.ends_at(),
			_ => lease(id).block_deadline,
		};
		pallet_eras::Now::<Runtime>::put(at.unwrap() + 5);
		act(id);
		skip(1);
		assert_eq!(books::check(), vec![]);
		let lease = lease(id);
		(lease.state.end_reason(), lease.ended, lease.paid, locked(Ferdie))
	})
}

#[test]
fn no_call_that_comes_too_late_changes_how_a_lease_ends() {
	for from in ["Reserving", "Ready", "Active", "Noticed", "Closing"] {
		let alone = fate(from, |_| ());
		assert!(alone.0.is_some(), "{from}");
		for name in Call::<Runtime>::get_call_names() {
			for caller in [Caller::Tenant, Caller::Provider, Caller::Operator, Caller::Stranger] {
				let late = fate(from, |id| {
					let _ = outcome(caller.origin(), call(name, id));
				});
				assert_eq!(late, alone, "{name} by {caller:?} in {from}");
			}
		}
	}
}

#[test]
fn an_answer_to_an_update_that_comes_too_late_is_refused() {
	let answers = [
		("Asked", "accept_update", Caller::Operator),
		("Asked", "refuse_update", Caller::Operator),
		("Asked", "withdraw_update", Caller::Tenant),
		("Agreed", "apply_update", Caller::Operator),
		("Agreed", "refuse_update", Caller::Operator),
	];
	for (from, name, caller) in answers {
		fate(from, |id| {
			let late = outcome(caller.origin(), call(name, id));
			assert_eq!(late, Err("TooLate".into()), "{name} in {from}");
		});
	}
}
