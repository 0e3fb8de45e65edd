//! Orders and leases can be rebuilt from blocks and their events alone: an indexer does so through random
//! sequences that come across every event, with motions that change parameters and migrations over
//! several blocks among them, and is compared with storage after every step.
//!
//! `book` is what it knows, `leases` how it reads their events, `clock` and `meter` how it counts service;
//! `steps` is what happens to the chain, and `stories` some courses that chance takes too seldom.

mod book;
mod clock;
mod leases;
mod meter;
mod steps;
mod stories;

use super::{
	attestation::silence,
	chain::{arrive_after, dispatch, leave_block},
	market::{PROVIDERS, USD},
	money::{market, signed},
};
use crate::{
	books, dynamic_params, presets::USPON, Eras, Registry, Runtime, RuntimeEvent,
	RuntimeParameters, System, DAYS, SPON,
};
use book::Book;
use frame_support::migrations::SteppedMigrations;
use pallet_migrations::{ActiveCursor, Cursor, CursorOf, MigrationCursor};
use scale_info::{TypeDef, TypeInfo};
use sp_keyring::Sr25519Keyring::{self, AliceStash, Ferdie};
use spheron_primitives::{
	traits::{OpenBlocks, Providers},
	Resources, Token,
};
use std::collections::{BTreeMap, BTreeSet};
use steps::{decide, random_step, take_back_all, Dice};

const SEQUENCES: u64 = 90;
const STEPS: usize = 300;

const TENANTS: [Sr25519Keyring; 2] = [Ferdie, AliceStash];

/// What was come across: names of events, reasons of ends, outcomes of updates.
type Seen = BTreeSet<String>;

/// An indexer beside the chain. It sees the blocks, by their numbers, and their events.
struct Indexer {
	book: Book,
	/// How many events of the present block have been read.
	read: usize,
	seen: Seen,
}

/// The name of an event's variant.
fn name(event: impl core::fmt::Debug) -> String {
	let debug = format!("{event:?}");
	let variant = debug.trim_start_matches("Event::");
	variant.chars().take_while(|letter| letter.is_alphanumeric()).collect()
}

impl Indexer {
	/// It has read what there is to read at genesis, and the events of the first block so far.
	fn start() -> Self {
		assert_eq!(System::block_number(), 1);
		let mut indexer = Self { book: Book::at_genesis(), read: 0, seen: Seen::new() };
		indexer.book.turn_to(System::block_number());
		indexer.listen();
		indexer
	}

	/// Reads the events since it did last. What was rebuilt is then what is stored.
	fn listen(&mut self) {
		for record in System::events().into_iter().skip(self.read) {
			self.read += 1;
			self.note(&record.event);
			self.book.read(record.event);
		}
		self.compare();
	}

	fn note(&mut self, event: &RuntimeEvent) {
		use pallet_leases::Event::{LeaseClosed, LeaseClosing, UpdateEnded};
		match event {
			RuntimeEvent::Orders(event) => {
				self.seen.insert(name(event));
				if let pallet_orders::Event::OrderEnded { end, .. } = event {
					self.seen.insert(format!("{end:?}"));
				}
			}
			RuntimeEvent::Leases(event) => {
				self.seen.insert(name(event));
				match event {
					LeaseClosing { reason, .. } | LeaseClosed { reason, .. } => {
						self.seen.insert(format!("{reason:?}"));
					}
					UpdateEnded { outcome, .. } => {
						self.seen.insert(format!("{outcome:?}"));
					}
					_ => {}
				}
			}
			RuntimeEvent::Eras(pallet_eras::Event::TimeStoodStill { .. }) => {
				self.seen.insert("a migration".into());
			}
			RuntimeEvent::Parameters(_) => {
				self.seen.insert("a motion".into());
			}
			_ => {}
		}
	}

	/// What was rebuilt is what is stored, field by field.
	fn compare(&self) {
		let book = &self.book;
		assert_eq!(book.now(), Eras::now());
		assert_same("order", pallet_orders::Orders::<Runtime>::iter(), &book.orders);
		let bids = pallet_orders::Bids::<Runtime>::iter();
		let bids = bids.map(|(order, list)| (order, list.bids().to_vec()));
		assert_same("bids", bids, &book.bids);
		assert_same("record", pallet_orders::History::<Runtime>::iter(), &book.history);
		assert_same("lease", pallet_leases::Leases::<Runtime>::iter(), &book.leases);
		assert_same("record of", pallet_leases::Records::<Runtime>::iter(), &book.records);
		let draining = pallet_leases::Draining::<Runtime>::iter();
		let draining = draining.map(|(provider, drain)| (provider, drain.since));
		assert_same("draining", draining, &book.draining);
		for provider in PROVIDERS.map(|provider| provider.to_account_id()) {
			let reserved = book.reserved.get(&provider).cloned().unwrap_or_default();
			assert_eq!(reserved, Registry::reserved(&provider), "reserved of {provider}");
		}
	}

	/// The present block ends, and the one `blocks` later begins.
	fn pass(&mut self, blocks: u32) {
		self.pass_and(blocks, || {});
	}

	/// The same; between the two blocks `upgrade` happens.
	fn pass_and(&mut self, blocks: u32, upgrade: impl FnOnce()) {
		leave_block();
		self.listen();
		upgrade();
		arrive_after(blocks);
		self.read = 0;
		self.book.turn_to(System::block_number());
		self.listen();
	}

	/// The next `blocks` are of a migration, as the migrations pallet says, which ends it in the last of
	/// them; nobody can send anything before the block after it.
	fn migrate(&mut self, blocks: u32) {
		let open = Eras::now();
		for left in (0..blocks).rev() {
			self.pass_and(1, || Cursor::<Runtime>::put(cursor(left == 0)));
			assert_eq!(Eras::now(), open);
		}
		assert!(!Cursor::<Runtime>::exists());
		self.pass(1);
		assert_eq!(Eras::now(), open + 1);
	}

	fn is_empty(&self) -> bool {
		let book = &self.book;
		let free = |reserved: &Resources| *reserved == Resources::default();
		book.orders.is_empty()
			&& book.bids.is_empty()
			&& book.history.is_empty()
			&& book.leases.is_empty()
			&& book.draining.is_empty()
			&& book.reserved.values().all(free)
	}
}

/// Where a migration stands that does nothing: past the last step, or before it.
fn cursor(is_done: bool) -> CursorOf<Runtime> {
	type Migrations = <Runtime as pallet_migrations::Config>::Migrations;
	match is_done {
		true => MigrationCursor::Active(ActiveCursor {
			index: <Migrations as SteppedMigrations>::len(),
			inner_cursor: None,
			started_at: System::block_number(),
		}),
		false => MigrationCursor::Stuck,
	}
}

fn assert_same<Key, Value>(
	what: &str,
	stored: impl Iterator<Item = (Key, Value)>,
	rebuilt: &BTreeMap<Key, Value>,
) where
	Key: Ord + core::fmt::Debug,
	Value: PartialEq + core::fmt::Debug,
{
	let stored: BTreeMap<_, _> = stored.collect();
	for (key, value) in &stored {
		assert_eq!(rebuilt.get(key), Some(value), "{what} {key:?}");
	}
	assert_eq!(stored.len(), rebuilt.len(), "{what}s too many");
}

/// Plays `story` beside an indexer, on a market with tenants who have deposited, and providers who have
/// more at stake than they must, and have not attested yet.
fn on_market<R>(story: impl FnOnce(&mut Indexer) -> R) -> R {
	market().play(|| {
		silence();
		let mut indexer = Indexer::start();
		for tenant in TENANTS.map(|tenant| signed(&tenant.to_account_id())) {
			for (token, amount) in
				[(Token::Native, 10_000 * SPON), (Token::WithId(USPON), 10_000 * USD)]
			{
				let deposit = pallet_escrow::Call::deposit { token, amount };
				dispatch(tenant.clone(), deposit).unwrap();
			}
		}
		for provider in PROVIDERS.map(|provider| signed(&provider.to_account_id())) {
			let bond = pallet_provider_staking::Call::bond { amount: 10_000 * SPON };
			dispatch(provider, bond).unwrap();
		}
		indexer.listen();
		let result = story(&mut indexer);
		assert_eq!(books::check(), vec![]);
		result
	})
}

/// Plays a random sequence: what was come across in it.
fn play(sequence: u64) -> Seen {
	on_market(|indexer| {
		use dynamic_params::{market, staking};
		// However often it fails, a provider goes on.
		let faults = staking::Parameters::MaxFaultsPerEra(staking::MaxFaultsPerEra, Some(u32::MAX));
		decide(RuntimeParameters::Staking(faults)).unwrap();
		// With two providers, only a list of one is ever full.
		if sequence.is_multiple_of(3) {
			let kept = market::Parameters::BidsKept(market::BidsKept, Some(1));
			decide(RuntimeParameters::Market(kept)).unwrap();
		}
		indexer.listen();
		let mut dice = Dice::new(sequence);
		for _ in 0..STEPS {
			random_step(&mut dice, indexer);
		}
		assert_eq!(books::check(), vec![]);
		// And all comes to an end.
		take_back_all();
		indexer.listen();
		for blocks in [1, 30, 30, 300, 100_000, 1, 150, 1, 7 * DAYS, 1, 7 * DAYS, 1] {
			indexer.pass(blocks);
		}
		assert!(indexer.is_empty());
		core::mem::take(&mut indexer.seen)
	})
}

/// The names of all events of a pallet.
fn events_of<Event: TypeInfo>() -> Seen {
	let TypeDef::Variant(events) = Event::type_info().type_def else { panic!("an enum") };
	events.variants.iter().map(|event| event.name.to_string()).collect()
}

#[test]
fn everything_is_rebuilt_from_events_alone() {
	let seen: Seen = (0..SEQUENCES).flat_map(play).collect();

	let mut expected = events_of::<pallet_orders::Event<Runtime>>();
	expected.extend(events_of::<pallet_leases::Event<Runtime>>());
	// Generics leave a variant that cannot be.
	expected.remove("__Ignore");
	// These tell of books that are wrong.
	expected.remove("UnlockFailed");
	expected.remove("ServiceFailed");
	let others = [
		// How orders end,
		"Leased",
		"NoProvider",
		"Cancelled",
		"Abandoned",
		// leases,
		"TenantClosed",
		"ProviderClosed",
		"InsufficientFunds",
		"ReservationTimeout",
		"ManifestTimeout",
		"ActivationTimeout",
		"Outage",
		"ProviderSlashed",
		"ProviderSuspended",
		// and updates;
		"Refused",
		"Withdrawn",
		"AnswerTimeout",
		"Failed",
		"ApplyTimeout",
		"LeaseEnded",
		// and what is not the market's.
		"a migration",
		"a motion",
	];
	expected.extend(others.map(String::from));
	assert_eq!(seen.symmetric_difference(&expected).collect::<Vec<_>>(), Vec::<&String>::new());
}
