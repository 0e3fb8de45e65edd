//! The course of a lease in the model: what its parties do, what is done when it is due, and how it
//! ends (§8).

use super::{
	leases::{Due, Lease, Stage, Why, HOUR},
	model::{Against, LeaseId, Market, Verdict},
	orders::OrderEnd,
	providers::{Standing, UNSTARTED_FEE},
};
use crate::{
	tests::reference::{arithmetic::gross, ledger::Flow},
	AccountId, Balance,
};

/// The longest service that a lease can have left after an extension: five years.
const LONGEST: u32 = 5 * 365 * 43_200;

impl Market {
	/// What speaks against anything that goes on with a lease: there is none, or its provider's leases
	/// are being closed.
	pub(super) fn against(&self, id: LeaseId) -> Against {
		let mut against = Against::default();
		against
			.when(!self.leases.contains_key(&id), "NoSuchLease")
			.when(self.is_draining(id), "ProviderDraining");
		against
	}

	fn is_draining(&self, id: LeaseId) -> bool {
		let lease = self.leases.get(&id);
		lease.is_some_and(|lease| self.providers[&lease.provider].drain.is_some())
	}

	/// Whether `holds` of a lease.
	pub(super) fn of(&self, id: LeaseId, holds: impl Fn(&Lease) -> bool) -> bool {
		self.leases.get(&id).is_some_and(holds)
	}

	pub(super) fn standing_of(&self, id: LeaseId) -> Option<Standing> {
		Some(self.providers[&self.leases.get(&id)?.provider].standing)
	}

	pub(super) fn lease(&mut self, id: LeaseId) -> &mut Lease {
		self.leases.get_mut(&id).expect("there is such a lease")
	}

	pub(super) fn pay(&mut self, id: LeaseId, flow: Flow) {
		self.ledger.pay(&self.leases[&id].parties(), flow);
	}

	/// The provider confirms (O6, E2).
	pub fn confirm(&mut self, id: LeaseId) -> Verdict {
		let reserving = |lease: &Lease| matches!(lease.stage, Stage::Reserving { .. });
		self.against(id).when(!self.of(id, reserving), "NotReserving").verdict()?;
		let now = self.now;
		let lease = self.lease(id);
		lease.stage = Stage::Ready { since: now };
		let (order, provider) = (lease.order, lease.provider.clone());
		self.providers.get_mut(&provider).unwrap().record.0 += 1;
		self.end_order(order, OrderEnd::Leased);
		Ok(())
	}

	/// The provider reports it up (L1).
	pub fn activate(&mut self, id: LeaseId) -> Verdict {
		let ready = |lease: &Lease| matches!(lease.stage, Stage::Ready { .. });
		self.against(id).when(!self.of(id, ready), "NotReady").verdict()?;
		let now = self.now;
		let lease = self.lease(id);
		lease.stage = Stage::Active;
		(lease.running, lease.activated) = (Some(now), now);
		lease.tell_if_low(now);
		let provider = lease.provider.clone();
		self.providers.get_mut(&provider).unwrap().record.1 += 1;
		Ok(())
	}

	/// Anybody has it settled (E3).
	pub fn settle(&mut self, id: LeaseId) -> Verdict {
		self.exists(id)?;
		let moved = self.catch_up(id);
		let active = self.of(id, |lease| lease.stage == Stage::Active);
		Against::default().when(!active && !moved, "NotActive").verdict()?;
		if active {
			let now = self.now;
			let flow = self.lease(id).settle(now);
			self.pay(id, flow);
		}
		Ok(())
	}

	fn exists(&self, id: LeaseId) -> Verdict {
		Against::default().when(!self.leases.contains_key(&id), "NoSuchLease").verdict()
	}

	/// The tenant closes it (L2, L5).
	pub fn close_by_tenant(&mut self, id: LeaseId) -> Verdict {
		self.exists(id)?;
		let live = self.of(id, Lease::is_live);
		Against::default().when(!live, "AlreadyEnded").verdict()?;
		// What nobody has confirmed is the tenant's to give up (131).
		if !matches!(self.leases[&id].stage, Stage::Reserving { .. }) {
			self.catch_up(id);
		}
		if self.of(id, Lease::is_live) {
			self.end(id, Why::TenantClosed, self.now);
		}
		Ok(())
	}

	/// The provider closes it: at once, or with notice (L2, L5).
	pub fn close_by_provider(&mut self, id: LeaseId) -> Verdict {
		self.exists(id)?;
		// What is due of it is the closing of all leases of its provider.
		let live = self.of(id, Lease::is_live);
		let drained = self.is_draining(id);
		let stage = self.leases[&id].stage;
		let noticed = self.of(id, |lease| lease.notice.is_some());
		let firm = matches!(stage, Stage::Reserving { .. });
		Against::default()
			.when(!live, "AlreadyEnded")
			.when(live && !drained && firm, "BidIsFirm")
			.when(live && !drained && noticed, "NoticeAlreadyGiven")
			.verdict()?;
		let now = self.now;
		if drained {
			self.catch_up(id);
		} else if stage == Stage::Active {
			self.lease(id).notice = Some(now + HOUR);
		} else {
			self.end(id, Why::ManifestTimeout, now);
		}
		Ok(())
	}

	/// The provider says that the workload is gone (L1).
	pub fn confirm_closed(&mut self, id: LeaseId) -> Verdict {
		self.exists(id)?;
		let drained = self.is_draining(id) && self.of(id, Lease::is_live);
		let closing = self.of(id, |lease| lease.stage == Stage::Closing);
		Against::default().when(!closing && !drained, "NotClosing").verdict()?;
		self.catch_up(id);
		if self.of(id, |lease| lease.stage == Stage::Closing) {
			self.free_up(id, self.now);
		}
		Ok(())
	}

	/// The tenant adds `blocks` of service (L4).
	pub fn extend(&mut self, id: LeaseId, blocks: u32) -> Verdict {
		self.may_extend(id).when(blocks == 0, "ZeroExtension").verdict()?;
		let lease = &self.leases[&id];
		let more = lease.service.clone().of_length(lease.service.length.saturating_add(blocks));
		if more.length - lease.served_at(self.now) > LONGEST {
			return Against::default().when(true, "ServiceTooLong").verdict();
		}
		let lock = lease.cost(&more) - lease.cost(&lease.service);
		let unlocked = self.unlocked(&lease.tenant, &lease.token);
		Against::default().when(lock > unlocked, "NotEnoughUnlocked").verdict()?;
		let now = self.now;
		let lease = self.lease(id);
		lease.service = more;
		if lease.stage == Stage::Active {
			lease.tell_if_low(now);
		}
		Ok(())
	}

	/// The tenant adds as many whole blocks as `amount` buys (L4).
	pub fn extend_by_amount(&mut self, id: LeaseId, amount: Balance) -> Verdict {
		self.may_extend(id).when(amount == 0, "ZeroExtension").verdict()?;
		match self.blocks_for(id, amount) {
			0 => Against::default().when(true, "AmountTooSmall").verdict(),
			blocks => self.extend(id, blocks),
		}
	}

	fn may_extend(&self, id: LeaseId) -> Against {
		let mut against = self.against(id);
		against
			.when(self.of(id, |lease| !lease.is_live()), "AlreadyEnded")
			.when(
				self.of(id, |lease| matches!(lease.stage, Stage::Reserving { .. })),
				"NotConfirmed",
			)
			.when(self.standing_of(id) == Some(Standing::Leaving), "ProviderLeaving");
		against
	}

	/// The most blocks whose cost is within `amount`.
	fn blocks_for(&self, id: LeaseId, amount: Balance) -> u32 {
		let lease = &self.leases[&id];
		let cost = |length| lease.cost(&lease.service.clone().of_length(length));
		let now = cost(lease.service.length);
		let (mut enough, mut too_many) = (lease.service.length, u32::MAX);
		while enough + 1 < too_many {
			let middle = enough + (too_many - enough) / 2;
			if cost(middle) - now <= amount {
				enough = middle;
			} else {
				too_many = middle;
			}
		}
		enough - lease.service.length
	}

	/// The tenant offers it to somebody (E6).
	pub fn offer(&mut self, id: LeaseId, to: &AccountId) -> Verdict {
		self.against(id)
			.when(self.of(id, |lease| lease.tenant == *to), "OfferToSelf")
			.when(!self.of(id, Lease::is_active), "NotActive")
			.verdict()?;
		self.lease(id).offered_to = Some(to.clone());
		Ok(())
	}

	/// The tenant takes the offer back.
	pub fn withdraw_offer(&mut self, id: LeaseId) -> Verdict {
		self.exists(id)?;
		let offered = self.of(id, |lease| lease.offered_to.is_some());
		Against::default().when(!offered, "NotOffered").verdict()?;
		self.lease(id).offered_to = None;
		Ok(())
	}

	/// Somebody takes it over, with what is locked for it (E6).
	pub fn accept(&mut self, id: LeaseId, who: &AccountId) -> Verdict {
		let mut against = self.against(id);
		let offered_to = self.leases.get(&id).and_then(|lease| lease.offered_to.clone());
		against
			.when(offered_to.is_none(), "NotOffered")
			.when(offered_to.is_some_and(|to| to != *who), "OfferedToAnother")
			.when(!self.of(id, Lease::is_active), "NotActive");
		against.verdict()?;
		let mut settled = self.leases[&id].clone();
		let flow = settled.settle(self.now);
		let (token, lock) = (&settled.token, settled.lock());
		let over = self.over_bracket(who, token, &settled.occupies(), lock);
		against.all(over).verdict()?;
		self.pay(id, flow);
		self.ledger.withdraw(&settled.tenant, &settled.token, lock);
		self.ledger.deposit(who, &settled.token, lock);
		let handed_over = Lease { tenant: who.clone(), offered_to: None, ..settled };
		self.leases.insert(id, handed_over);
		Ok(())
	}

	/// Its provider attests that it is not healthy, or is well again (A2, A3).
	pub fn report(&mut self, id: LeaseId, healthy: bool) {
		if self.is_draining(id) || !self.of(id, |lease| lease.stage == Stage::Active) {
			return;
		}
		let now = self.now;
		let lease = self.lease(id);
		match (healthy, lease.paused) {
			(false, None) => {
				lease.stop(now);
				lease.paused = Some(now);
			}
			(true, Some(_)) => (lease.paused, lease.running) = (None, Some(now)),
			_ => {}
		}
	}

	/// Does what is `due` of it as of block `at`.
	pub(super) fn serve(&mut self, id: LeaseId, due: Due, at: u32) {
		match due {
			Due::FundsLow => self.lease(id).told = true,
			Due::End => self.end(id, Why::InsufficientFunds, at),
			Due::Ends(why) | Due::Drain(why) => self.end(id, why, at),
			Due::UpdateLate => self.lease(id).update = None,
			Due::Close => self.free_up(id, at),
			Due::Forget => {
				self.leases.remove(&id);
			}
		}
	}

	/// It ends as of block `at`.
	fn end(&mut self, id: LeaseId, why: Why, at: u32) {
		let lease = self.lease(id);
		match lease.stage {
			Stage::Reserving { .. } => {
				lease.ended = Some((at, why));
				self.free_up(id, at);
				self.lose_award(id, why, at);
			}
			Stage::Ready { since } => {
				if !matches!(why, Why::Outage | Why::ProviderSlashed | Why::ProviderSuspended) {
					let cost = gross(lease.service.price, at - since).unwrap_or(Balance::MAX);
					let fees = cost.min(lease.lock());
					let provider = lease.provider.clone();
					self.pay(id, Flow { earned: 0, fees });
					let provider = self.providers.get_mut(&provider).unwrap();
					provider.stake.charge(UNSTARTED_FEE);
				}
				self.lease(id).ended = Some((at, why));
				self.free_up(id, at);
			}
			Stage::Active => {
				lease.update = None;
				let flow = lease.settle(at);
				self.pay(id, flow);
				if why == Why::Outage {
					self.slash_for_outage(id, at);
				}
				let lease = self.lease(id);
				lease.stop(at);
				(lease.paused, lease.notice, lease.offered_to) = (None, None, None);
				lease.ended = Some((at, why));
				lease.stage = Stage::Closing;
			}
			Stage::Closing | Stage::Closed { .. } => unreachable!("a lease ends once"),
		}
	}

	/// What the outage of a lease costs its provider (S4).
	fn slash_for_outage(&mut self, id: LeaseId, at: u32) {
		let lease = &self.leases[&id];
		let worth = |amount| self.value(&lease.token, amount);
		let usd = worth(lease.missed(at)).min(worth(lease.lock()));
		let price = self.in_spon(usd).min(lease.needs.outage_price());
		let now = self.now;
		self.providers.get_mut(&lease.provider.clone()).unwrap().slash(now, price);
	}

	/// Nothing of it is reserved any more as of block `at`.
	fn free_up(&mut self, id: LeaseId, at: u32) {
		let lease = self.lease(id);
		lease.stage = Stage::Closed { since: at };
		let provider = lease.provider.clone();
		self.left_by_one(&provider);
	}

	/// It was not confirmed: whose fault that is, and what becomes of the order (O6, S4).
	fn lose_award(&mut self, id: LeaseId, why: Why, at: u32) {
		let lease = &self.leases[&id];
		let (order, needs, provider) = (lease.order, lease.needs, lease.provider.clone());
		if matches!(why, Why::ReservationTimeout | Why::Outage) {
			// It counts for the era of its deadline, however late that is noticed.
			let era = self.era - u32::from(at < self.era_began);
			let provider = self.providers.get_mut(&provider).unwrap();
			provider.leave_unconfirmed(self.now, era, &needs);
		}
		self.lose_lease(order, why == Why::TenantClosed);
	}
}
