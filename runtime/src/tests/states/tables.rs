//! Reading the tables and diagrams of `docs/market.md`.

use super::Caller;
use crate::tests::docs::{rows, MARKET};
use std::collections::BTreeSet;

/// A way from one state to another.
#[derive(Clone, Debug)]
pub struct Edge {
	pub from: String,
	pub to: String,
	pub by: String,
	/// A call, or what comes to pass.
	pub how: String,
	pub is_call: bool,
	/// With which reason; empty if it has none.
	pub reason: String,
	pub lock: String,
	pub capacity: String,
}

impl Edge {
	/// Whether `call` of `caller` leads over it.
	pub fn is(&self, call: &str, caller: Caller) -> bool {
		self.is_call && self.how == call && caller.is(&self.by)
	}
}

/// Where a call is refused.
#[derive(Debug)]
pub struct Refusal {
	pub call: String,
	pub signed_by: Vec<String>,
	/// What all others are told.
	pub by_others: String,
	/// None if no state refuses it.
	pub errors: Vec<RefusedIn>,
}

/// An error, the states in which it comes, and for whom if not for all who may sign.
#[derive(Debug)]
pub struct RefusedIn {
	pub name: String,
	pub states: Vec<String>,
	pub by: Vec<String>,
}

fn plain(cell: &str) -> String {
	cell.replace('`', "")
}

fn list(cell: &str) -> Vec<String> {
	plain(cell).split(", ").map(Into::into).collect()
}

fn edge(from: &str, to: &str, by: &str, how: &str) -> Edge {
	Edge {
		from: plain(from),
		to: plain(to),
		by: by.into(),
		how: plain(how),
		is_call: how.starts_with('`'),
		reason: String::new(),
		lock: String::new(),
		capacity: String::new(),
	}
}

/// The edges of orders.
pub fn order_edges() -> Vec<Edge> {
	rows("order edges")
		.into_iter()
		.map(|row| match &row[..] {
			[from, to, by, how, lock, _] => Edge { lock: lock.clone(), ..edge(from, to, by, how) },
			row => panic!("not an edge: {row:?}"),
		})
		.collect()
}

/// The edges of leases.
pub fn lease_edges() -> Vec<Edge> {
	rows("lease edges")
		.into_iter()
		.map(|row| match &row[..] {
			[from, to, by, how, reason, lock, capacity, _] => Edge {
				reason: plain(reason),
				lock: lock.clone(),
				capacity: capacity.clone(),
				..edge(from, to, by, how)
			},
			row => panic!("not an edge: {row:?}"),
		})
		.collect()
}

/// The refusals of the table `name`.
pub fn refusals(name: &str) -> Vec<Refusal> {
	rows(name)
		.into_iter()
		.map(|row| match &row[..] {
			[call, signed_by, by_others, errors] => Refusal {
				call: plain(call),
				signed_by: list(signed_by),
				by_others: plain(by_others),
				errors: match errors.as_str() {
					"in no state" => vec![],
					errors => errors.split("; ").map(refused_in).collect(),
				},
			},
			row => panic!("not a refusal: {row:?}"),
		})
		.collect()
}

/// `` `Error` in `State`, `State` by somebody, somebody ``.
fn refused_in(text: &str) -> RefusedIn {
	let (name, rest) = text.split_once(" in ").expect("an error and its states");
	let (states, by) = match rest.split_once(" by ") {
		Some((states, by)) => (states, list(by)),
		None => (rest, vec![]),
	};
	RefusedIn { name: plain(name), states: list(states), by }
}

/// The arrows between different states of the diagram below the heading `name`.
pub fn arrows(name: &str) -> BTreeSet<(String, String)> {
	let (_, rest) = MARKET.split_once(&format!("## {name}\n")).expect("the heading is there");
	let (_, rest) = rest.split_once("```mermaid").expect("the diagram is there");
	let state = |name: &str| name.trim().replace("[*]", "None");
	rest.lines()
		.take_while(|line| *line != "```")
		.filter_map(|line| line.split_once("-->"))
		.map(|(from, to)| (state(from), state(to.split(':').next().expect("a state"))))
		.filter(|(from, to)| from != to)
		.collect()
}

/// The same pairs of states, as `edges` have them, with states called by their `general` names.
pub fn pairs(edges: &[Edge], general: impl Fn(&str) -> String) -> BTreeSet<(String, String)> {
	edges
		.iter()
		.map(|edge| (general(&edge.from), general(&edge.to)))
		.filter(|(from, to)| from != to)
		.collect()
}
