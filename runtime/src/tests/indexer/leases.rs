//! What events say of leases.

use super::{
	book::Book,
	meter::{change_price, served, settle, stop},
};
use crate::{AccountId, Runtime};
use pallet_leases::{Event as LeaseEvent, Lease, LeaseOf, LeaseState, Meter, PendingUpdate};
use spheron_primitives::{Balance, Charge, LeaseId, OpenBlock, Resources};

impl Book {
	pub(super) fn read_lease(&mut self, event: LeaseEvent<Runtime>) {
		use LeaseEvent::*;
		match event {
			LeaseOpened { .. } => self.read_award(event),
			LeaseConfirmed { .. }
			| LeaseActivated { .. }
			| ProviderNotice { .. }
			| LeaseClosing { .. }
			| LeaseClosed { .. }
			| LeaseExpired { .. }
			| ProviderDraining { .. }
			| ProviderDrained { .. } => self.read_course(event),
			LeaseSettled { .. }
			| LeaseExtended { .. }
			| UnstartedCharged { .. }
			| ReservationCharged { .. }
			| FundsLow { .. } => self.read_money(event),
			LeaseOffered { .. } | OfferWithdrawn { .. } | LeaseHandedOver { .. } => {
				self.read_offer(event);
			}
			UpdateRequested { .. }
			| UpdateAccepted { .. }
			| UpdateApplied { .. }
			| UpdateEnded { .. } => self.read_update(event),
			ClockPaused { .. } | OutageEndSet { .. } | ClockResumed { .. } => {
				self.read_health(event);
			}
			event => lost(event),
		}
	}

	fn read_award(&mut self, event: LeaseEvent<Runtime>) {
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
					opened: self.now(),
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
				self.reserve(&provider, &opened.resources);
				assert!(self.leases.insert(lease, opened).is_none());
			}
			event => lost(event),
		}
	}

	fn read_course(&mut self, event: LeaseEvent<Runtime>) {
		let now = self.now();
		match event {
			LeaseEvent::LeaseConfirmed { lease: id, locked, activate_by } => {
				let lease = self.lease(id);
				lease.state = LeaseState::Ready { since: now };
				lease.locked = locked;
				lease.block_deadline = Some(activate_by);
				let provider = lease.provider.clone();
				self.records.entry(provider).or_default().confirmed += 1;
			}
			LeaseEvent::LeaseActivated { lease: id, access } => {
				let clock = self.clock(id, now);
				let lease = self.lease(id);
				lease.state = LeaseState::Active;
				lease.access = Some(access);
				lease.activated = Some(now);
				lease.meter.from = Some(clock);
				let provider = lease.provider.clone();
				self.records.entry(provider).or_default().activated += 1;
				self.file_in_blocks(id);
				self.file_in_service(id);
			}
			LeaseEvent::ProviderNotice { lease: id, ends_at } => {
				self.lease(id).notice = Some(ends_at);
				self.file_in_blocks(id);
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
			LeaseEvent::ProviderDraining { provider, since, .. } => {
				assert_eq!(self.draining.insert(provider, since), None);
			}
			LeaseEvent::ProviderDrained { provider } => {
				self.draining.remove(&provider).unwrap();
			}
			event => lost(event),
		}
	}

	fn read_money(&mut self, event: LeaseEvent<Runtime>) {
		let now = self.now();
		match event {
			LeaseEvent::LeaseSettled { lease: id, at, step, net } => {
				assert_eq!(net, step.gross - step.share - step.provider_fee);
				let clock = self.clock(id, at);
				let lease = self.lease(id);
				settle(&mut lease.meter, clock);
				lease.locked -= step.gross + step.user_fee;
				lease.paid.gross += step.gross;
				lease.paid.user_fee += step.user_fee;
				lease.paid.share += step.share;
				lease.paid.provider_fee += step.provider_fee;
			}
			LeaseEvent::LeaseExtended { lease: id, blocks, locked, left } => {
				let clock = self.clock(id, now);
				let lease = self.lease(id);
				// Service that was missed being noticed is not given again.
				if lease.meter.from.is_some() {
					settle(&mut lease.meter, clock);
				}
				lease.meter.end += blocks;
				lease.locked += locked;
				lease.funds_low = false;
				assert_eq!(left, lease.meter.end - lease.meter.served);
				self.file_in_service(id);
			}
			LeaseEvent::UnstartedCharged { lease, provider, .. } => {
				assert_eq!(self.lease(lease).provider, provider);
			}
			LeaseEvent::ReservationCharged { lease, amount } => self.lease(lease).locked -= amount,
			LeaseEvent::FundsLow { lease: id, left } => {
				let clock = self.clock(id, now);
				let lease = self.lease(id);
				assert_eq!(left, lease.meter.end - served(&lease.meter, clock));
				lease.funds_low = true;
				self.file_in_service(id);
			}
			event => lost(event),
		}
	}

	fn read_offer(&mut self, event: LeaseEvent<Runtime>) {
		match event {
			LeaseEvent::LeaseOffered { lease, to } => self.lease(lease).offered_to = Some(to),
			LeaseEvent::OfferWithdrawn { lease } => self.lease(lease).offered_to = None,
			LeaseEvent::LeaseHandedOver { lease, from, to, locked } => {
				let lease = self.lease(lease);
				assert_eq!((&lease.tenant, lease.locked), (&from, locked));
				lease.tenant = to;
				lease.offered_to = None;
			}
			event => lost(event),
		}
	}

	fn read_update(&mut self, event: LeaseEvent<Runtime>) {
		let now = self.now();
		match event {
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
				let clock = self.clock(id, now);
				let lease = self.lease(id);
				let served = served(&lease.meter, clock);
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
				self.file_in_blocks(id);
			}
			LeaseEvent::UpdateAccepted { lease: id, price, reserved, apply_by } => {
				let lease = self.lease(id);
				let update = lease.update.as_mut().unwrap();
				update.price = Some(price);
				update.deadline = apply_by;
				let provider = lease.provider.clone();
				self.reserve(&provider, &reserved);
				self.file_in_blocks(id);
			}
			LeaseEvent::UpdateApplied {
				lease: id,
				price,
				resources,
				footprint,
				manifest,
				unlocked,
			} => {
				let clock = self.clock(id, now);
				let lease = self.lease(id);
				change_price(&mut lease.meter, clock, price);
				let held = held(lease);
				lease.resources = resources;
				lease.footprint = footprint;
				lease.manifest = manifest;
				self.end_update(id, &held, unlocked);
			}
			LeaseEvent::UpdateEnded { lease: id, unlocked, .. } => {
				let held = held(self.lease(id));
				self.end_update(id, &held, unlocked);
			}
			event => lost(event),
		}
	}

	/// No update of the lease, for which `held` was reserved, is pending any more.
	fn end_update(&mut self, id: LeaseId, held: &Resources, unlocked: Balance) {
		let lease = self.lease(id);
		lease.locked -= unlocked;
		lease.update = None;
		lease.state = LeaseState::Active;
		let (provider, resources) = (lease.provider.clone(), lease.resources.clone());
		self.release(&provider, held);
		self.reserve(&provider, &resources);
		self.file_in_blocks(id);
	}

	fn read_health(&mut self, event: LeaseEvent<Runtime>) {
		let now = self.now();
		match event {
			LeaseEvent::ClockPaused { lease: id, since, ends_at } => {
				let clock = self.clock(id, now);
				let lease = self.lease(id);
				stop(&mut lease.meter, clock);
				lease.off_clock = Some(since);
				assert_eq!(self.outages.insert(id, ends_at), None);
				self.file_in_blocks(id);
				self.file_in_service(id);
			}
			LeaseEvent::OutageEndSet { lease: id, ends_at } => {
				*self.outages.get_mut(&id).unwrap() = ends_at;
				self.file_in_blocks(id);
			}
			LeaseEvent::ClockResumed { lease: id } => {
				let clock = self.clock(id, now);
				let lease = self.lease(id);
				lease.meter.from = Some(clock);
				lease.off_clock = None;
				self.outages.remove(&id).unwrap();
				self.file_in_blocks(id);
				self.file_in_service(id);
			}
			event => lost(event),
		}
	}

	/// The lease ended as of block `ended`: what was left of its lock is free.
	fn end(&mut self, id: LeaseId, state: LeaseState, ended: OpenBlock, deadline: OpenBlock) {
		let clock = self.clock(id, ended);
		self.outages.remove(&id);
		let lease = self.lease(id);
		lease.state = state;
		lease.locked = 0;
		stop(&mut lease.meter, clock);
		(lease.notice, lease.off_clock, lease.offered_to) = (None, None, None);
		assert_eq!(*lease.ended.get_or_insert(ended), ended);
		(lease.block_deadline, lease.service_deadline) = (Some(deadline), None);
	}

	fn lease(&mut self, id: LeaseId) -> &mut LeaseOf<Runtime> {
		self.leases.get_mut(&id).unwrap()
	}

	/// What the clock of the provider of lease `id` shows in block `n`; it is frozen while all leases of
	/// the provider are being closed.
	fn clock(&self, id: LeaseId, n: OpenBlock) -> OpenBlock {
		let provider = &self.leases[&id].provider;
		let frozen = self.draining.get(provider).map_or(n, |since| n.min(*since));
		self.clocks.get(provider).map_or(0, |clock| clock.at(frozen))
	}

	/// In block time a lease in service falls due at the earliest of what can end it or its update.
	fn file_in_blocks(&mut self, id: LeaseId) {
		let outage = self.outages.get(&id).copied();
		let lease = self.lease(id);
		let update = lease.update.as_ref().map(|update| update.deadline);
		lease.block_deadline = [lease.notice, outage, update].into_iter().flatten().min();
	}

	/// In service time a lease falls due, while it is on the clock, when its funds are low, if its tenant
	/// was not told yet, else when they are used up. The notice is the one that is in force when the lease
	/// is filed.
	fn file_in_service(&mut self, id: LeaseId) {
		let notice = self.funds_low_notice();
		let lease = self.lease(id);
		let end = lease.meter.from.map(|from| from + lease.meter.end - lease.meter.served);
		let before = if lease.funds_low { 0 } else { notice };
		lease.service_deadline = end.map(|end| end.saturating_sub(before));
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

fn lost(event: LeaseEvent<Runtime>) -> ! {
	panic!("nobody knows what to do with {event:?}")
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
