//! What an indexer that hears nothing but events knows of the market.

use crate::{dynamic_params::market::FundsLowNotice, AccountId, Runtime, RuntimeEvent};
use frame_support::traits::Get;
use pallet_leases::{
	ActivationRecord, Event as LeaseEvent, Lease, LeaseOf, LeaseState, Meter, PendingUpdate,
};
use pallet_orders::{Bid, Event as OrderEvent, Order, OrderRecord, OrderState};
use spheron_primitives::{Charge, LeaseId, OpenBlock, OrderId, Resources};
use std::collections::{BTreeMap, BTreeSet};

/// The market, rebuilt.
#[derive(Default)]
pub struct Book {
	/// The open block of the events that are being read: an indexer counts them.
	now: OpenBlock,
	pub orders: BTreeMap<OrderId, Order<AccountId>>,
	/// The bids of live orders, best first.
	pub bids: BTreeMap<OrderId, Vec<Bid<AccountId>>>,
	pub history: BTreeMap<OrderId, OrderRecord<AccountId>>,
	pub leases: BTreeMap<LeaseId, LeaseOf<Runtime>>,
	/// What is reserved of every provider.
	pub reserved: BTreeMap<AccountId, Resources>,
	/// Whose leases are being closed.
	pub draining: BTreeSet<AccountId>,
	/// How often providers confirmed and activated.
	pub records: BTreeMap<AccountId, ActivationRecord>,
	/// When leases end that are off the clock.
	outages: BTreeMap<LeaseId, OpenBlock>,
}

impl Book {
	/// Reads what happened in open block `now`.
	pub fn read(&mut self, now: OpenBlock, event: RuntimeEvent) {
		self.now = now;
		match event {
			RuntimeEvent::Orders(event) => self.read_order(event),
			RuntimeEvent::Leases(event) => self.read_lease(event),
			_ => {}
		}
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
				self.history.insert(order, OrderRecord { tenant, end, at: self.now });
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

	fn lease(&mut self, id: LeaseId) -> &mut LeaseOf<Runtime> {
		self.leases.get_mut(&id).unwrap()
	}

	fn read_lease(&mut self, event: LeaseEvent<Runtime>) {
		let now = self.now;
		match event {
			LeaseEvent::LeaseOpened {
				lease,
				order,
				tenant,
				provider,
				token,
				price,
				duration,
				confirm_by,
			} => {
				let ordered = &self.orders[&order];
				let opened = Lease {
					order,
					tenant,
					provider: provider.clone(),
					token,
					rates: ordered.rates,
					resources: ordered.resources.clone(),
					footprint: ordered.footprint,
					manifest: ordered.spec.manifest,
					state: LeaseState::Reserving,
					meter: Meter { done: 0, price, served: 0, from: None, end: duration },
					locked: 0,
					paid: Charge::default(),
					opened: now,
					activated: None,
					ended: None,
					access: None,
					notice: None,
					off_clock: None,
					offered_to: None,
					update: None,
					funds_low: false,
					block_deadline: Some(confirm_by),
					service_deadline: None,
				};
				self.reserve(&provider, &opened.resources.clone());
				assert!(self.leases.insert(lease, opened).is_none());
			}
			LeaseEvent::LeaseConfirmed { lease: id, locked, activate_by } => {
				let lease = self.lease(id);
				lease.state = LeaseState::Ready { since: now };
				lease.locked = locked;
				lease.block_deadline = Some(activate_by);
				let provider = lease.provider.clone();
				self.records.entry(provider).or_default().confirmed += 1;
			}
			LeaseEvent::LeaseActivated { lease: id, access } => {
				let lease = self.lease(id);
				lease.state = LeaseState::Active;
				lease.access = Some(access);
				lease.activated = Some(now);
				lease.meter.from = Some(now);
				let provider = lease.provider.clone();
				self.records.entry(provider).or_default().activated += 1;
				self.file(id);
			}
			LeaseEvent::LeaseSettled { lease: id, step, net } => {
				assert_eq!(net, step.gross - step.share - step.provider_fee);
				let lease = self.lease(id);
				lease.locked -= step.gross + step.user_fee;
				lease.paid.gross += step.gross;
				lease.paid.user_fee += step.user_fee;
				lease.paid.share += step.share;
				lease.paid.provider_fee += step.provider_fee;
			}
			LeaseEvent::LeaseExtended { lease: id, blocks, locked, left } => {
				let lease = self.lease(id);
				// Service that was missed being noticed is not given again.
				if lease.meter.from.is_some() {
					stop(&mut lease.meter, now);
					lease.meter.from = Some(now);
				}
				lease.meter.end += blocks;
				lease.locked += locked;
				lease.funds_low = false;
				assert_eq!(left, lease.meter.end - lease.meter.served);
				self.file(id);
			}
			LeaseEvent::LeaseOffered { lease, to } => self.lease(lease).offered_to = Some(to),
			LeaseEvent::OfferWithdrawn { lease } => self.lease(lease).offered_to = None,
			LeaseEvent::LeaseHandedOver { lease, from, to, locked } => {
				let lease = self.lease(lease);
				assert_eq!((&lease.tenant, lease.locked), (&from, locked));
				lease.tenant = to;
				lease.offered_to = None;
			}
			LeaseEvent::UpdateRequested {
				lease: id,
				update: hash,
				services: _,
				resources,
				footprint,
				manifest,
				max_price,
				locked,
				answer_by: deadline,
			} => {
				let lease = self.lease(id);
				let served = served(&lease.meter, now);
				lease.state = LeaseState::Updating;
				lease.locked += locked;
				lease.update = Some(PendingUpdate {
					hash,
					resources,
					footprint,
					manifest,
					max_price,
					served,
					price: None,
					deadline,
				});
				self.file(id);
			}
			LeaseEvent::UpdateAccepted { lease: id, price, reserved, apply_by } => {
				let lease = self.lease(id);
				let update = lease.update.as_mut().unwrap();
				update.price = Some(price);
				update.deadline = apply_by;
				let provider = lease.provider.clone();
				self.reserve(&provider, &reserved);
				self.file(id);
			}
			LeaseEvent::UpdateApplied {
				lease: id,
				price,
				resources,
				footprint,
				manifest,
				unlocked,
			} => {
				let lease = self.lease(id);
				let meter = &mut lease.meter;
				let (before, after) = (served(meter, now), meter.end - served(meter, now));
				// Only a change of price starts a period (E8).
				if price != meter.price {
					*meter = Meter {
						done: meter.done + meter.price * u128::from(before) / 1_800,
						price,
						served: 0,
						from: meter.from.map(|_| now),
						end: after,
					};
				}
				let held = held(lease);
				lease.resources = resources.clone();
				lease.footprint = footprint;
				lease.manifest = manifest;
				lease.locked -= unlocked;
				lease.update = None;
				lease.state = LeaseState::Active;
				let provider = lease.provider.clone();
				self.release(&provider, &held);
				self.reserve(&provider, &resources);
				self.file(id);
			}
			LeaseEvent::UpdateEnded { lease: id, unlocked, .. } => {
				let lease = self.lease(id);
				let held = held(lease);
				lease.locked -= unlocked;
				lease.update = None;
				lease.state = LeaseState::Active;
				let (provider, resources) = (lease.provider.clone(), lease.resources.clone());
				self.release(&provider, &held);
				self.reserve(&provider, &resources);
				self.file(id);
			}
			LeaseEvent::UnstartedCharged { lease, provider, .. } => {
				assert_eq!(self.lease(lease).provider, provider);
			}
			LeaseEvent::ReservationCharged { lease, amount } => self.lease(lease).locked -= amount,
			LeaseEvent::FundsLow { lease: id, left } => {
				let lease = self.lease(id);
				assert_eq!(left, lease.meter.end - served(&lease.meter, now));
				lease.funds_low = true;
				self.file(id);
			}
			LeaseEvent::ProviderNotice { lease: id, ends_at } => {
				self.lease(id).notice = Some(ends_at);
				self.file(id);
			}
			LeaseEvent::ClockPaused { lease: id, ends_at } => {
				let lease = self.lease(id);
				stop(&mut lease.meter, now);
				lease.off_clock = Some(now);
				self.outages.insert(id, ends_at);
				self.file(id);
			}
			LeaseEvent::ClockResumed { lease: id } => {
				let lease = self.lease(id);
				lease.meter.from = Some(now);
				lease.off_clock = None;
				self.outages.remove(&id);
				self.file(id);
			}
			LeaseEvent::LeaseClosing { lease: id, reason, by, ended, closes_at } => {
				assert_eq!(reason.by(), by);
				self.end(id, LeaseState::Closing { reason }, ended, closes_at);
			}
			LeaseEvent::LeaseClosed { lease: id, reason, by, ended, kept_until } => {
				assert_eq!(reason.by(), by);
				self.end(id, LeaseState::Closed { reason }, ended, kept_until);
				let lease = self.lease(id);
				let (provider, resources) = (lease.provider.clone(), lease.resources.clone());
				self.release(&provider, &resources);
			}
			LeaseEvent::LeaseExpired { lease } => {
				self.leases.remove(&lease).unwrap();
			}
			LeaseEvent::ProviderDraining { provider, .. } => {
				assert!(self.draining.insert(provider));
			}
			LeaseEvent::ProviderDrained { provider } => assert!(self.draining.remove(&provider)),
			event => panic!("nobody knows what to do with {event:?}"),
		}
	}

	/// The lease ended as of block `ended`: what was left of its lock is free.
	fn end(&mut self, id: LeaseId, state: LeaseState, ended: OpenBlock, deadline: OpenBlock) {
		self.outages.remove(&id);
		let lease = self.lease(id);
		lease.state = state;
		lease.locked = 0;
		stop(&mut lease.meter, ended);
		(lease.notice, lease.off_clock, lease.offered_to) = (None, None, None);
		assert_eq!(*lease.ended.get_or_insert(ended), ended);
		(lease.block_deadline, lease.service_deadline) = (Some(deadline), None);
	}

	/// A lease in service falls due at the earliest of what can end it or its update; and, while it is
	/// on the clock, when its funds are low or used up.
	fn file(&mut self, id: LeaseId) {
		let outage = self.outages.get(&id).copied();
		let lease = self.lease(id);
		if !matches!(lease.state, LeaseState::Active | LeaseState::Updating) {
			return;
		}
		let update = lease.update.as_ref().map(|update| update.deadline);
		lease.block_deadline = [lease.notice, outage, update].into_iter().flatten().min();
		let end = lease.meter.from.map(|from| from + lease.meter.end - lease.meter.served);
		let notice = if lease.funds_low { 0 } else { FundsLowNotice::get() };
		lease.service_deadline = end.map(|end| end.saturating_sub(notice));
	}

	fn reserve(&mut self, provider: &AccountId, resources: &Resources) {
		let reserved = self.reserved.entry(provider.clone()).or_default();
		*reserved = reserved.checked_add(resources).unwrap();
	}

	fn release(&mut self, provider: &AccountId, resources: &Resources) {
		let reserved = self.reserved.get_mut(provider).unwrap();
		*reserved = reserved.checked_sub(resources).unwrap();
	}
}

/// What is reserved for `lease`, of which an update may have been accepted.
fn held(lease: &LeaseOf<Runtime>) -> Resources {
	let Some(update) = lease.update.as_ref().filter(|update| update.price.is_some()) else {
		return lease.resources.clone();
	};
	let (old, new) = (&lease.resources, &update.resources);
	let mut gpus = old.gpus.clone().into_inner();
	for (model, count) in &new.gpus {
		let most = gpus.entry(model.clone()).or_default();
		*most = (*most).max(*count);
	}
	Resources {
		vcpu_millis: old.vcpu_millis.max(new.vcpu_millis),
		ram_mib: old.ram_mib.max(new.ram_mib),
		storage_gib: old.storage_gib.max(new.storage_gib),
		gpus: gpus.try_into().unwrap(),
	}
}

/// Blocks served in the running price period.
fn served(meter: &Meter, now: OpenBlock) -> OpenBlock {
	meter.end.min(meter.served + meter.from.map_or(0, |from| now - from))
}

/// Off the clock from block `at` on.
fn stop(meter: &mut Meter, at: OpenBlock) {
	if meter.from.is_some() {
		meter.served = served(meter, at);
		meter.from = None;
	}
}
