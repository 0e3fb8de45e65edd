//! Whatever the path, the sums are the same (E8, I3): settling at any times is settling once at the
//! end, and nobody's total ever shrinks.

use super::{deploy, deposit, market, reprice, signed, small, unit};
use crate::{
	books,
	configs::escrow::Funds,
	tests::{
		chain::{dispatch, skip},
		market::{bid, last_lease, order_as, serve},
		reference::{
			arithmetic::{gross, Rates, Service, Totals},
			TOKENS,
		},
	},
	AccountId, Balance, Fees, Leases, Runtime,
};
use frame_support::{
	assert_noop,
	traits::fungibles::{Inspect, Mutate},
};
use pallet_leases::{Call, Extension, LeaseOf};
use proptest::{collection::vec, prelude::*, sample::select, test_runner::RngSeed};
use sp_keyring::Sr25519Keyring::{self, AliceStash, Dave, Ferdie};
use spheron_primitives::{
	traits::{ClockSink, FeeSchedule, FeeSink},
	LeaseId, Token,
};

/// What the tenant of these leases deposits: as large as sums can be that still have room to grow.
const FORTUNE: Balance = 1 << 124;

/// What happens to a lease.
#[derive(Clone, Debug)]
enum Event {
	Serve(u32),
	Settle,
	Pause(u32),
	TopUp,
	ExtendByBlocks(u32),
	ExtendByAmount(u8),
	Reprice(u8),
	HandOver,
}

fn event() -> impl Strategy<Value = Event> {
	prop_oneof![
		4 => (0..900u32).prop_map(Event::Serve),
		4 => Just(Event::Settle),
		1 => (1..1_700u32).prop_map(Event::Pause),
		1 => Just(Event::TopUp),
		1 => (1..900u32).prop_map(Event::ExtendByBlocks),
		1 => any::<u8>().prop_map(Event::ExtendByAmount),
		1 => any::<u8>().prop_map(Event::Reprice),
		1 => Just(Event::HandOver),
	]
}

/// From one unit to the largest price at which [`FORTUNE`] buys some hours, all magnitudes alike.
fn price() -> impl Strategy<Value = Balance> {
	let magnitudes = (1..123u32, any::<Balance>())
		.prop_map(|(bits, digits)| (digits >> (Balance::BITS - bits)).max(1));
	prop_oneof![8 => magnitudes, 1 => 1..2_000u128]
}

/// When the lease is settled.
#[derive(Clone, Copy, PartialEq)]
enum Settling {
	AtTheEnd,
	AsListed,
	AfterEverything,
}

/// What everybody has in the end.
#[derive(Clone, PartialEq, Debug)]
struct End {
	paid: Totals,
	wallets: [(Balance, Balance); 2],
	earned: Balance,
	owed: Balance,
}

impl End {
	fn now(id: LeaseId, token: &Token) -> Self {
		let wallet = |who: Sr25519Keyring| {
			let who = who.to_account_id();
			let wallet = pallet_escrow::Wallets::<Runtime>::get(who, token);
			(wallet.unlocked, wallet.locked)
		};
		Self {
			paid: lease(id).paid.into(),
			wallets: [Ferdie, AliceStash].map(wallet),
			earned: pallet_escrow::Earnings::<Runtime>::get(Dave.to_account_id(), token),
			owed: Fees::owed(token),
		}
	}
}

fn lease(id: LeaseId) -> LeaseOf<Runtime> {
	pallet_leases::Leases::<Runtime>::get(id).unwrap()
}

/// A lease on its way, and what was served of what.
struct Path {
	id: LeaseId,
	service: Service,
	served: u32,
}

impl Path {
	fn has_ended(&self) -> bool {
		self.served == self.service.length
	}

	/// Does what `event` says. Extensions and prices beyond the wallet are refused.
	fn happen(&mut self, event: &Event) {
		let LeaseOf::<Runtime> { tenant, token, meter, .. } = lease(self.id);
		match *event {
			Event::Serve(0) | Event::Settle => {}
			Event::Serve(blocks) => {
				skip(blocks);
				self.served = (self.served + blocks).min(self.service.length);
			}
			Event::Pause(blocks) => {
				Leases::report(&Dave.to_account_id(), &[self.id], None);
				skip(blocks);
				Leases::report(&Dave.to_account_id(), &[], None);
			}
			Event::TopUp => deposit(AliceStash, &token, 2 * unit(&token) + 1),
			Event::ExtendByBlocks(blocks) => self.extend(&tenant, Extension::Blocks(blocks)),
			Event::ExtendByAmount(part) => {
				// Of all there is, or of what some hours cost.
				let most = super::unlocked(&tenant, &token).min(meter.price.saturating_mul(2));
				self.extend(&tenant, Extension::Amount(most / 256 * Balance::from(part)));
			}
			Event::Reprice(part) => {
				let price = meter.price / 128 * Balance::from(part) + 1;
				if reprice(self.id, price).is_ok() {
					self.service.reprice(self.served, price);
				}
			}
			Event::HandOver => {
				let parties = [Ferdie, AliceStash].map(|who| who.to_account_id());
				let to = parties.into_iter().find(|who| *who != tenant).unwrap();
				let lease = self.id;
				dispatch(signed(&tenant), Call::offer { lease, to: to.clone() }).unwrap();
				dispatch(signed(&to), Call::accept { lease }).unwrap();
			}
		}
	}

	fn extend(&mut self, tenant: &AccountId, by: Extension) {
		let before = lease(self.id).meter.end;
		if dispatch(signed(tenant), Call::extend { lease: self.id, by }).is_ok() {
			self.service.length += lease(self.id).meter.end - before;
		}
	}

	fn settle(&self) {
		let anyone = signed(&Dave.to_account_id());
		dispatch(anyone, Call::settle { lease: self.id }).unwrap();
	}
}

/// Mints and deposits [`FORTUNE`] for Ferdie.
fn enrich(token: &Token) {
	Funds::mint_into(token.clone(), &Ferdie.to_account_id(), FORTUNE).unwrap();
	deposit(Ferdie, token, FORTUNE);
}

/// Plays `events` on a lease, at most to its end, and closes it. Everybody's totals only grow.
fn play(token: &Token, price: Balance, duration: u32, events: &[Event], settling: Settling) -> End {
	market().play(|| {
		enrich(token);
		deposit(AliceStash, token, 100 * unit(token));
		let id = deploy(token, unit(token), price, duration);
		let mut path = Path { id, service: Service::new(price, duration), served: 0 };
		let mut before = End::now(id, token);
		for event in events {
			path.happen(event);
			if path.has_ended() {
				break;
			}
			let listed = matches!(event, Event::Settle);
			if settling == Settling::AfterEverything || settling == Settling::AsListed && listed {
				path.settle();
				let paid = Totals::of(path.service.gross(path.served).unwrap(), rates(id)).unwrap();
				assert_eq!(Totals::from(lease(id).paid), paid);
			}
			let now = End::now(id, token);
			assert!(now.paid.is_after(&before.paid), "{event:?}");
			assert!(now.earned >= before.earned && now.owed >= before.owed, "{event:?}");
			before = now;
		}
		if !path.has_ended() {
			let tenant = signed(&lease(id).tenant);
			dispatch(tenant, Call::close { lease: id }).unwrap();
		}
		let end = End::now(id, token);
		let paid = Totals::of(path.service.gross(path.served).unwrap(), rates(id)).unwrap();
		assert_eq!(end.paid, paid);
		assert_eq!((end.earned, end.owed), (paid.net(), paid.fees()));
		assert_eq!(end.wallets.map(|(_, locked)| locked), [0, 0]);
		assert_eq!(books::check(), vec![]);
		end
	})
}

fn rates(id: LeaseId) -> Rates {
	lease(id).rates.into()
}

proptest! {
	#![proptest_config(ProptestConfig {
		cases: 150,
		rng_seed: RngSeed::Fixed(0),
		failure_persistence: None,
		..ProptestConfig::default()
	})]

	#[test]
	fn settling_at_any_times_is_settling_once_at_the_end(
		token in select(TOKENS.to_vec()),
		price in price(),
		duration in 1..3_000u32,
		events in vec(event(), 1..14),
	) {
		// An order must cost a unit at least.
		let price = price.max(Balance::from(1_800u32.div_ceil(duration)));
		let once = play(&token, price, duration, &events, Settling::AtTheEnd);
		for settling in [Settling::AsListed, Settling::AfterEverything] {
			let often = play(&token, price, duration, &events, settling);
			prop_assert_eq!(&once, &often);
		}
	}
}

/// The largest price at which `blocks` cost no more than `funds`, user fee included.
fn largest_price(funds: Balance, blocks: u32, rates: Rates) -> Balance {
	let fits = |price| {
		let totals = gross(price, blocks).and_then(|gross| Totals::of(gross, rates));
		totals.is_some_and(|totals| totals.paid() <= funds)
	};
	let (mut fitting, mut too_much) = (0, Balance::MAX);
	if fits(too_much) {
		return too_much;
	}
	while fitting + 1 < too_much {
		let middle = fitting + (too_much - fitting) / 2;
		if fits(middle) {
			fitting = middle;
		} else {
			too_much = middle;
		}
	}
	fitting
}

/// A tenant with all the tokens that there can be, at the largest price that it can pay.
#[test]
fn the_largest_price_that_fits_is_paid_to_the_last_unit() {
	for token in TOKENS {
		for blocks in [1, 7, 1_799, 1_800, 5_401] {
			market().play(|| {
				let tenant = Ferdie.to_account_id();
				let rest = Balance::MAX - Funds::total_issuance(token.clone());
				Funds::mint_into(token.clone(), &tenant, rest).unwrap();
				let rates = Rates::from(Fees::rates(&token));
				let price = largest_price(rest, blocks, rates);
				deposit(Ferdie, &token, rest);
				if let Some(more) = price.checked_add(1) {
					let spec = Box::new(small(&token, more, blocks));
					let call = pallet_orders::Call::<Runtime>::create { spec };
					assert_noop!(
						dispatch(signed(&tenant), call),
						pallet_escrow::Error::<Runtime>::NotEnoughUnlocked
					);
				}

				let order = order_as(Ferdie, small(&token, price, blocks));
				bid(Dave, order, price);
				skip(3);
				serve(Dave, last_lease());
				let mut path =
					Path { id: last_lease(), service: Service::new(price, blocks), served: 0 };
				while path.served + blocks.div_ceil(3) < blocks {
					path.happen(&Event::Serve(blocks.div_ceil(3)));
					path.settle();
				}
				path.happen(&Event::Serve(blocks - path.served));
				let paid = Totals::of(gross(price, blocks).unwrap(), rates).unwrap();
				let end = End::now(path.id, &token);
				assert_eq!((end.paid, end.earned, end.owed), (paid, paid.net(), paid.fees()));
				assert_eq!(end.wallets[0], (rest - paid.paid(), 0));
				assert_eq!(books::check(), vec![]);
			});
		}
	}
}
