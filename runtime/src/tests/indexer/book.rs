//! What an indexer that sees nothing but blocks and their events knows of the market.

use super::clock::Clock;
use crate::{
	dynamic_params::market::{FundsLowNotice, ParametersKey, ParametersValue},
	parameters::{RuntimeParametersKey, RuntimeParametersValue},
	AccountId, BlockNumber, Runtime, RuntimeEvent,
};
use frame_support::traits::Get;
use pallet_attestation::Event::Attested;
use pallet_eras::Event::TimeStoodStill;
use pallet_leases::{ActivationRecord, LeaseOf, MAX_WINDOW};
use pallet_orders::{Bid, Event as OrderEvent, Order, OrderRecord, OrderState};
use pallet_parameters::Event::Updated;
use spheron_primitives::{LeaseId, OpenBlock, OrderId, Resources};
use std::collections::BTreeMap;

/// The market, rebuilt.
#[derive(Default)]
pub struct Book {
	/// The number of the block whose events are being read, by its header.
	block: BlockNumber,
	/// How many of the blocks so far were not open.
	not_open: u32,
	pub orders: BTreeMap<OrderId, Order<AccountId>>,
	/// The bids of live orders, best first.
	pub bids: BTreeMap<OrderId, Vec<Bid<AccountId>>>,
	pub history: BTreeMap<OrderId, OrderRecord<AccountId>>,
	pub leases: BTreeMap<LeaseId, LeaseOf<Runtime>>,
	/// What is reserved of every provider.
	pub reserved: BTreeMap<AccountId, Resources>,
	/// Whose leases are being closed, and since which open block.
	pub draining: BTreeMap<AccountId, OpenBlock>,
	/// How often providers confirmed and activated.
	pub records: BTreeMap<AccountId, ActivationRecord>,
	/// How long providers were alive.
	pub(super) clocks: BTreeMap<AccountId, Clock>,
	/// When leases end that are off the clock.
	pub(super) outages: BTreeMap<LeaseId, OpenBlock>,
	/// The service left at which low funds are announced, in force and unless a motion says otherwise.
	funds_low_notice: OpenBlock,
	default_notice: OpenBlock,
}

impl Book {
	/// At genesis parameters are read, once: the one of which the events of leases do not tell.
	pub fn at_genesis() -> Self {
		let notice = FundsLowNotice::get();
		Self { funds_low_notice: notice, default_notice: notice, ..Self::default() }
	}

	/// What comes now are the events of the block with this number.
	pub fn turn_to(&mut self, block: BlockNumber) {
		self.block = block;
	}

	/// The number of the open block.
	pub fn now(&self) -> OpenBlock {
		self.block - self.not_open
	}

	/// How long before the end of service low funds are announced.
	pub(super) fn funds_low_notice(&self) -> OpenBlock {
		self.funds_low_notice.clamp(1, MAX_WINDOW)
	}

	pub fn read(&mut self, event: RuntimeEvent) {
		match event {
			RuntimeEvent::Eras(TimeStoodStill { at }) => {
				self.not_open += 1;
				assert_eq!(self.now(), at);
			}
			RuntimeEvent::Parameters(Updated { key, new_value, .. }) => {
				self.read_parameter(key, new_value);
			}
			RuntimeEvent::Attestation(Attested { provider, alive, until, .. }) => {
				let now = self.now();
				self.clocks.entry(provider).or_default().attested(now, alive, until);
			}
			RuntimeEvent::Orders(event) => self.read_order(event),
			RuntimeEvent::Leases(event) => self.read_lease(event),
			_ => {}
		}
	}

	fn read_parameter(&mut self, key: RuntimeParametersKey, value: Option<RuntimeParametersValue>) {
		if key != RuntimeParametersKey::Market(ParametersKey::FundsLowNotice(FundsLowNotice)) {
			return;
		}
		self.funds_low_notice = match value {
			None => self.default_notice,
			Some(RuntimeParametersValue::Market(ParametersValue::FundsLowNotice(notice))) => notice,
			Some(other) => panic!("{other:?} is no notice"),
		};
	}

	fn read_order(&mut self, event: OrderEvent<Runtime>) {
		match event {
			OrderEvent::OrderCreated {
				order,
				tenant,
				spec,
				rates,
				locked,
				footprint,
				bids_kept,
				closes_at,
			} => {
				let spec = *spec;
				let resources = Resources::of_services(&spec.services).unwrap();
				let state = OrderState::Open { match_at: closes_at + 1 };
				let created = Order {
					tenant,
					spec,
					resources,
					footprint,
					rates,
					locked,
					bids_kept,
					closes_at,
					state,
				};
				assert!(self.orders.insert(order, created).is_none());
			}
			OrderEvent::BidPlaced { order, provider, price, tier, stake, rank } => {
				let bids = self.bids.entry(order).or_default();
				bids.insert(rank as usize, Bid { provider, price, tier, stake });
			}
			OrderEvent::BidDropped { order, provider } => {
				let last = self.bids.get_mut(&order).and_then(Vec::pop);
				assert_eq!(last.map(|bid| bid.provider), Some(provider));
			}
			OrderEvent::OrderAwarded { order, provider, price, lease } => {
				let bid = self.best_bid(order);
				assert_eq!((bid.provider, bid.price), (provider, price));
				self.orders.get_mut(&order).unwrap().state = OrderState::Awarded { lease };
			}
			OrderEvent::BidFailed { order, provider, .. } => {
				assert_eq!(self.best_bid(order).provider, provider);
			}
			OrderEvent::OrderEnded { order, end, .. } => {
				let tenant = self.orders.remove(&order).unwrap().tenant;
				self.bids.remove(&order);
				self.history.insert(order, OrderRecord { tenant, end, at: self.now() });
			}
			OrderEvent::UnlockFailed { order, retry_at, .. } => {
				self.bids.remove(&order);
				let state = OrderState::Open { match_at: retry_at };
				self.orders.get_mut(&order).unwrap().state = state;
			}
			OrderEvent::RecordExpired { order } => {
				self.history.remove(&order).unwrap();
			}
			event => panic!("nobody knows what to do with {event:?}"),
		}
	}

	/// Takes the best bid out of the list.
	fn best_bid(&mut self, order: OrderId) -> Bid<AccountId> {
		let bids = self.bids.get_mut(&order).unwrap();
		let best = bids.remove(0);
		if bids.is_empty() {
			self.bids.remove(&order);
		}
		best
	}
}
