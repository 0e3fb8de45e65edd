//! Orders and leases can be rebuilt from events alone: an indexer does so through random sequences that
//! come across every event, and is compared with storage after every step.

mod book;

use super::{
	chain::{dispatch, skip},
	market::{access, price_all, spec, USD},
	money::market,
};
use crate::{
	books, dynamic_params::market as parameters, presets::USPON, AccountId, Balance, Eras,
	Registry, Runtime, RuntimeCall, RuntimeEvent, RuntimeParameters, System, DAYS, SPON,
};
use book::Book;
use frame_system::RawOrigin;
use pallet_leases::{Call, Extension, LeaseState};
use scale_info::{TypeDef, TypeInfo};
use sp_core::H256;
use sp_keyring::Sr25519Keyring::{self, AliceStash, Dave, Eve, Ferdie};
use sp_runtime::FixedU128;
use spheron_primitives::{
	resources::Gpus,
	traits::{ClockSink, Drain, DrainReason, OpenBlocks, Providers},
	LeaseId, LeaseUpdate, OrderId, OrderSpec, Resources, Service, Strategy, Token,
};
use std::collections::{BTreeMap, BTreeSet};

const SEQUENCES: u64 = 90;
const STEPS: usize = 300;

const TENANTS: [Sr25519Keyring; 2] = [Ferdie, AliceStash];
const PROVIDERS: [Sr25519Keyring; 2] = [Dave, Eve];

/// A simple generator of numbers: the same sequences every time.
struct Dice(u64);

impl Dice {
	fn roll(&mut self, sides: u64) -> u64 {
		self.0 ^= self.0 << 13;
		self.0 ^= self.0 >> 7;
		self.0 ^= self.0 << 17;
		(self.0 >> 11) % sides
	}

	fn pick<T: Clone>(&mut self, from: &[T]) -> Option<T> {
		let index = self.roll(from.len().max(1) as u64) as usize;
		from.get(index).cloned()
	}
}

/// What was come across: names of events, reasons of ends, outcomes of updates.
type Seen = BTreeSet<String>;

/// An indexer beside the chain.
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
	fn listen(&mut self) {
		let events = System::events();
		for record in events.into_iter().skip(self.read) {
			self.read += 1;
			self.note(&record.event);
			self.book.read(Eras::now(), record.event.clone());
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
			_ => {}
		}
	}

	/// What was rebuilt is what is stored, field by field.
	fn compare(&self) {
		assert_same("order", pallet_orders::Orders::<Runtime>::iter(), &self.book.orders);
		let bids = pallet_orders::Bids::<Runtime>::iter();
		let bids = bids.map(|(order, list)| (order, list.bids().to_vec()));
		assert_same("bids", bids, &self.book.bids);
		assert_same("record", pallet_orders::History::<Runtime>::iter(), &self.book.history);
		assert_same("lease", pallet_leases::Leases::<Runtime>::iter(), &self.book.leases);
		let records = pallet_leases::Records::<Runtime>::iter();
		assert_same("record of", records, &self.book.records);
		let draining = pallet_leases::Draining::<Runtime>::iter_keys().collect();
		assert_eq!(self.book.draining, draining);
		for provider in PROVIDERS.map(|provider| provider.to_account_id()) {
			let reserved = self.book.reserved.get(&provider).cloned().unwrap_or_default();
			assert_eq!(reserved, Registry::reserved(&provider), "reserved of {provider}");
		}
	}

	/// Time passes.
	fn pass(&mut self, blocks: u32) {
		self.listen();
		skip(blocks);
		self.read = 0;
		self.listen();
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

fn signed(who: &AccountId) -> RawOrigin<AccountId> {
	RawOrigin::Signed(who.clone())
}

fn token(dice: &mut Dice) -> Token {
	if dice.roll(3) == 0 {
		Token::Native
	} else {
		Token::WithId(USPON)
	}
}

fn services(dice: &mut Dice) -> Vec<Service> {
	let gpu = (dice.roll(2) == 0)
		.then(|| Gpus { model: b"rtx3060".to_vec().try_into().unwrap(), count: 1 });
	let service = Service {
		vcpu_millis: 500 * (1 + dice.roll(12)) as u32,
		ram_mib: 1_024 * (1 + dice.roll(8)) as u32,
		storage_gib: 10 * (1 + dice.roll(8)) as u32,
		gpu,
		replicas: 1 + dice.roll(2) as u32,
	};
	vec![service; 1 + dice.roll(2) as usize]
}

fn price(dice: &mut Dice, token: &Token) -> Balance {
	let unit = if *token == Token::Native { SPON } else { USD };
	unit / 1_000 * Balance::from(1 + dice.roll(999)) + Balance::from(dice.roll(1_000))
}

fn order(dice: &mut Dice) -> OrderSpec<AccountId> {
	let token = token(dice);
	let strategies = [Strategy::Cheapest, Strategy::Balanced, Strategy::MostTrusted];
	OrderSpec {
		services: services(dice).try_into().unwrap(),
		max_price: price(dice, &token),
		token,
		duration: dice.pick(&[40, 1_900, 4_000, 20_000]).unwrap(),
		manifest: H256::from_low_u64_be(dice.roll(1_000)),
		strategy: dice.pick(&strategies).unwrap(),
		..spec()
	}
}

/// The leases that are not `Closed`.
fn live_leases() -> Vec<LeaseId> {
	pallet_leases::Leases::<Runtime>::iter()
		.filter(|(_, lease)| !matches!(lease.state, LeaseState::Closed { .. }))
		.map(|(id, _)| id)
		.collect()
}

/// A random call by somebody who may, if the state lets him.
fn random_call(dice: &mut Dice) -> Option<(AccountId, RuntimeCall)> {
	let orders: Vec<OrderId> = pallet_orders::Orders::<Runtime>::iter_keys().collect();
	let leases = live_leases();
	let tenant = dice.pick(&TENANTS).unwrap().to_account_id();
	let kind = dice.roll(24);
	let of_order: Option<(AccountId, RuntimeCall)> = match kind {
		0..=2 => {
			let spec = Box::new(order(dice));
			Some((tenant.clone(), pallet_orders::Call::create { spec }.into()))
		}
		3..=6 => dice.pick(&orders).map(|order| {
			let most = pallet_orders::Orders::<Runtime>::get(order).unwrap().spec.max_price;
			let price = most / 256 * Balance::from(1 + dice.roll(256));
			let provider = dice.pick(&PROVIDERS).unwrap().to_account_id();
			(provider.clone(), pallet_orders::Call::bid { order, provider, price }.into())
		}),
		7 => dice.pick(&orders).filter(|_| dice.roll(4) == 0).map(|order| {
			let tenant = pallet_orders::Orders::<Runtime>::get(order).unwrap().tenant;
			(tenant, pallet_orders::Call::<Runtime>::cancel { order }.into())
		}),
		_ => None,
	};
	if of_order.is_some() || kind < 8 {
		return of_order;
	}

	let id = dice.pick(&leases)?;
	let lease = pallet_leases::Leases::<Runtime>::get(id)?;
	let (mine, theirs) = (lease.tenant.clone(), lease.provider.clone());
	let (who, call): (_, Call<Runtime>) = match kind {
		8 | 9 => (theirs, Call::confirm { lease: id }),
		10 | 11 => (theirs, Call::activate { lease: id, access: access() }),
		12 if dice.roll(3) == 0 => (mine, Call::close { lease: id }),
		12 => (theirs, Call::confirm_closed { lease: id }),
		13 if dice.roll(3) == 0 => (theirs, Call::close { lease: id }),
		13 | 14 => (tenant, Call::settle { lease: id }),
		15 if dice.roll(2) == 0 => {
			(mine, Call::extend { lease: id, by: Extension::Blocks(1 + dice.roll(3_000) as u32) })
		}
		15 => {
			let amount = price(dice, &lease.token);
			(mine, Call::extend { lease: id, by: Extension::Amount(amount) })
		}
		16 => (mine, Call::offer { lease: id, to: tenant }),
		17 if dice.roll(2) == 0 => (mine, Call::withdraw_offer { lease: id }),
		17 => (lease.offered_to?, Call::accept { lease: id }),
		18 | 19 => {
			let update = LeaseUpdate {
				services: services(dice).try_into().unwrap(),
				manifest: H256::from_low_u64_be(dice.roll(1_000)),
				max_price: price(dice, &lease.token),
			};
			(mine, Call::request_update { lease: id, update })
		}
		20 => {
			let pallet_leases::PendingUpdate { hash: update, max_price, .. } = lease.update?;
			let price = 1 + max_price / 256 * Balance::from(dice.roll(256));
			(theirs, Call::accept_update { lease: id, update, price })
		}
		21 | 22 if dice.roll(2) == 0 => (theirs, Call::apply_update { lease: id }),
		_ if dice.roll(2) == 0 => (theirs, Call::refuse_update { lease: id }),
		_ => (mine, Call::withdraw_update { lease: id }),
	};
	Some((who, call.into()))
}

/// All leases of a provider are to be closed.
fn ruin(dice: &mut Dice, provider: &AccountId) {
	match dice.roll(3) {
		0 => {
			let suspend = pallet_registry::Call::suspend { provider: provider.clone() };
			let _ = dispatch(RawOrigin::Root, suspend);
		}
		1 => crate::Leases::drain(provider, DrainReason::Outage),
		_ => crate::Leases::drain(provider, DrainReason::Slashed),
	}
}

/// A provider attests that about half of its leases are not healthy, or that all are.
fn attest(dice: &mut Dice, provider: &AccountId) {
	let mut unhealthy = live_leases();
	let sides = 1 + dice.roll(2);
	unhealthy.retain(|_| dice.roll(2) < sides - 1);
	crate::Leases::report(provider, &unhealthy);
}

fn random_step(dice: &mut Dice, indexer: &mut Indexer) {
	let provider = dice.pick(&PROVIDERS).unwrap().to_account_id();
	match dice.roll(50) {
		0 if dice.roll(2) == 0 => ruin(dice, &provider),
		0..=2 => {
			let reinstate = pallet_registry::Call::reinstate { provider };
			let _ = dispatch(RawOrigin::Root, reinstate);
		}
		3 | 4 => attest(dice, &provider),
		5..=14 => indexer.pass(dice.pick(&[1, 1, 1, 1, 2, 3]).unwrap()),
		15 | 16 => {
			let blocks = [10, 29, 30, 31, 60, 149, 150, 299, 300, 1_799, 1_800, 2_500];
			indexer.pass(dice.pick(&blocks).unwrap());
		}
		17 if dice.roll(8) == 0 => {
			indexer.pass(7 * DAYS);
			price_all(FixedU128::from_rational(1, 2)).unwrap();
		}
		_ => {
			if let Some((who, call)) = random_call(dice) {
				let _ = dispatch(signed(&who), call);
			}
		}
	}
}

/// Plays a random sequence: what was come across in it.
fn play(sequence: u64) -> Seen {
	market().play(|| {
		for who in TENANTS.map(|tenant| tenant.to_account_id()) {
			for (token, amount) in
				[(Token::Native, 10_000 * SPON), (Token::WithId(USPON), 10_000 * USD)]
			{
				dispatch(signed(&who), pallet_escrow::Call::deposit { token, amount }).unwrap();
			}
		}
		// With two providers, only a list of one is ever full.
		if sequence.is_multiple_of(3) {
			use parameters::{BidsKept, Parameters};
			let key_value = RuntimeParameters::Market(Parameters::BidsKept(BidsKept, Some(1)));
			let set = pallet_parameters::Call::set_parameter { key_value };
			dispatch(RawOrigin::Root, set).unwrap();
		}
		let mut indexer = Indexer { book: Book::default(), read: 0, seen: Seen::new() };
		// What came before is no business of the market's.
		indexer.read = System::events().len();
		let mut dice =
			Dice(0x9E37_79B9_7F4A_7C15 ^ (sequence + 1).wrapping_mul(0xD134_2543_DE82_EF95));
		for _ in 0..STEPS {
			random_step(&mut dice, &mut indexer);
			indexer.listen();
		}
		assert_eq!(books::check(), vec![]);
		// And all comes to an end.
		for blocks in [1, 30, 30, 300, 100_000, 1, 150, 1, 7 * DAYS, 1, 7 * DAYS, 1] {
			indexer.pass(blocks);
		}
		assert!(indexer.book.orders.is_empty() && indexer.book.leases.is_empty());
		assert!(indexer.book.history.is_empty() && indexer.book.bids.is_empty());
		assert!(indexer
			.book
			.reserved
			.into_values()
			.all(|reserved| reserved == Resources::default()));
		indexer.seen
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
		// and updates.
		"Refused",
		"Withdrawn",
		"AnswerTimeout",
		"Failed",
		"ApplyTimeout",
		"LeaseEnded",
	];
	expected.extend(others.map(String::from));
	assert_eq!(seen.symmetric_difference(&expected).collect::<Vec<_>>(), Vec::<&String>::new());
}
