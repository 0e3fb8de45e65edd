//! Orders in the model: made, bid on, cancelled, matched (§7).

use super::{
	amounts::Amounts,
	leases::{Lease, Stage, Why},
	model::{Against, LeaseId, Market, OrderId, Reasons, Verdict, HISTORY},
	providers::{Bid, Standing, Wishes},
};
use crate::{
	tests::reference::{
		arithmetic::{Rates, Service},
		ledger::Use,
	},
	AccountId, Balance,
};
use spheron_primitives::{Strategy, Token};

/// What is ordered.
#[derive(Clone, Debug)]
pub struct Spec {
	/// Who pays.
	pub tenant: AccountId,
	/// In what.
	pub token: Token,
	/// What its services need together.
	pub needs: Amounts,
	/// What it may cost per hour.
	pub max_price: Balance,
	/// Blocks of service.
	pub duration: u32,
	/// By what the best bid is chosen.
	pub strategy: Strategy,
	/// What it asks of who serves it.
	pub wishes: Wishes,
}

/// An order that has not ended.
#[derive(Clone, Debug)]
pub struct Order {
	/// What is ordered.
	pub spec: Spec,
	/// The rates at which it was made (F6).
	pub rates: Rates,
	/// The last block in which it takes bids (O2).
	pub closes_at: u32,
	/// How many bids are kept (O4).
	pub kept: usize,
	/// How many have taken the lead.
	pub leads: usize,
	/// The bids, the best first.
	pub bids: Vec<Bid>,
	/// The lease that waits for its confirmation.
	pub awarded: Option<LeaseId>,
}

/// How an order ended (O6).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum OrderEnd {
	/// As a lease.
	Leased,
	/// Without a provider.
	NoProvider,
	/// By its tenant, in the window.
	Cancelled,
	/// By its tenant, who closed its lease before that was confirmed.
	Abandoned,
}

/// Whether a bid that cannot be served is a fault (S4).
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Occasion {
	/// It is: a bid is firm at the match.
	Match,
	/// It is not, if it is called on later.
	RunnerUp,
}

impl Order {
	/// What is locked for it (E2).
	pub fn lock(&self) -> Balance {
		cost(self.spec.max_price, self.spec.duration, self.rates)
	}

	/// What it takes of its tenant's wallet.
	pub fn uses(&self) -> Use {
		let place = (self.spec.tenant.clone(), self.spec.token.clone());
		Use { place, lock: self.lock(), footprint: self.spec.needs.footprint() }
	}

	/// When it is matched, unless it was (O2).
	pub fn match_at(&self) -> Option<u32> {
		self.awarded.is_none().then_some(self.closes_at + 1)
	}

	fn takes_bids(&self, now: u32) -> bool {
		self.awarded.is_none() && now <= self.closes_at
	}
}

/// What the whole of a service costs its tenant.
fn cost(price: Balance, duration: u32, rates: Rates) -> Balance {
	Service::new(price, duration).totals_at_end(rates).unwrap().paid()
}

impl Market {
	/// Somebody orders (O1, E2, E7).
	pub fn create(&mut self, spec: Spec) -> Verdict {
		let Spec { tenant, token, needs, max_price, duration, wishes, .. } = &spec;
		let rates = Rates::of(token);
		let lock = cost(*max_price, (*duration).max(1), rates);
		let unlocked = self.unlocked(tenant, token);
		Against::default()
			.when(*max_price == 0, "ZeroMaxPrice")
			.when(*duration == 0, "ZeroDuration")
			.when(!wishes.regions.is_disjoint(&wishes.not_in), "RegionWantedAndExcluded")
			.when(wishes.allow.as_ref().is_some_and(|allow| allow.is_empty()), "EmptyAllowList")
			.when(
				wishes.allow.as_ref().is_some_and(|allow| !allow.is_disjoint(&wishes.deny)),
				"ProviderAllowedAndDenied",
			)
			.when(lock == 0, "CostTooLow")
			.when(lock > unlocked, "NotEnoughUnlocked")
			.all(self.over_bracket(tenant, token, &needs.footprint(), 0))
			.verdict()?;
		let closes_at = self.now + self.window;
		let (kept, bids) = (self.kept, Vec::new());
		let order = Order { spec, rates, closes_at, kept, leads: 0, bids, awarded: None };
		self.orders.insert(self.next_order, order);
		self.next_order += 1;
		Ok(())
	}

	/// The tenant of an order thinks better of it (O6).
	pub fn cancel(&mut self, id: OrderId) -> Verdict {
		let order = self.orders.get(&id);
		Against::default()
			.when(order.is_none(), "UnknownOrder")
			.when(order.is_some_and(|order| !order.takes_bids(self.now)), "WindowClosed")
			.verdict()?;
		self.end_order(id, OrderEnd::Cancelled);
		Ok(())
	}

	/// `who` bids (O3, O4); whether it pays a fee: not if it leads, unless as many have led before as
	/// are kept.
	pub fn bid(&mut self, id: OrderId, who: &AccountId, price: Balance) -> Result<bool, Reasons> {
		let mut against = Against::default();
		let Some(order) = self.orders.get(&id) else {
			return Err(against.when(true, "UnknownOrder").reasons());
		};
		let provider = &self.providers[who];
		let Spec { needs, max_price, strategy, wishes, token, .. } = &order.spec;
		let stake = provider.stake.active;
		let tier = provider.tier_in(self.era);
		let bid = Bid { provider: who.clone(), price, tier, stake };
		let beats = |other: &Bid| bid.beats(other, *strategy);
		let place = order.bids.iter().position(beats).unwrap_or(order.bids.len());
		let allowed = wishes.allow.as_ref().is_none_or(|allow| allow.contains(who));
		against
			.when(!order.takes_bids(self.now), "WindowClosed")
			.when(price == 0, "ZeroPrice")
			.when(price > *max_price, "PriceTooHigh")
			.when(provider.standing == Standing::Gone, "NotTheOperator")
			.when(wishes.deny.contains(who), "ProviderDenied")
			.when(!allowed, "ProviderNotAllowed")
			.when(order.bids.iter().any(|bid| bid.provider == *who), "AlreadyBid")
			.when(!wishes.tiers.is_empty() && !wishes.tiers.contains(&bid.tier), "WrongTier")
			.when(place >= order.kept, "ListFull")
			.when(!provider.is_backed(), "StakeTooLow")
			.when(provider.drain.is_some(), "ProviderNotActive")
			.when(provider.is_barred(self.era), "TooManyFaults")
			.all(provider.unfit(wishes, token, &self.free(who), needs))
			.verdict()?;
		let order = self.orders.get_mut(&id).unwrap();
		order.bids.insert(place, bid);
		order.bids.truncate(order.kept);
		let pays = place > 0 || order.leads >= order.kept;
		order.leads += usize::from(place == 0);
		Ok(pays)
	}

	/// What is due of orders: the matches, in the order in which they are (O2).
	pub(super) fn serve_orders(&mut self) {
		let due = |order: &Order| order.match_at().filter(|at| *at <= self.now);
		let mut all: Vec<_> =
			self.orders.iter().filter_map(|(id, order)| Some((due(order)?, *id))).collect();
		all.sort();
		for (_, id) in all {
			self.award(id, Occasion::Match);
		}
		let now = self.now;
		self.ended_orders.retain(|_, (_, at)| *at + HISTORY > now);
	}

	/// Gives an order to the best bid left that can be served (O6).
	pub(super) fn award(&mut self, id: OrderId, on: Occasion) {
		loop {
			let order = self.orders.get_mut(&id).unwrap();
			order.awarded = None;
			if order.bids.is_empty() {
				return self.end_order(id, OrderEnd::NoProvider);
			}
			let bid = order.bids.remove(0);
			let order = order.clone();
			if self.takes_on(&order, &bid.provider, on) {
				let lease = Lease::new(id, &order, &bid, self.now);
				self.leases.insert(self.next_lease, lease);
				self.orders.get_mut(&id).unwrap().awarded = Some(self.next_lease);
				self.next_lease += 1;
				return;
			}
		}
	}

	/// Whether `who` can serve `order` still; what it costs if not (S4).
	fn takes_on(&mut self, order: &Order, who: &AccountId, on: Occasion) -> bool {
		let (spec, free, now) = (&order.spec, self.free(who), self.now);
		let provider = self.providers.get_mut(who).unwrap();
		let fits = provider.unfit(&spec.wishes, &spec.token, &free, &spec.needs).is_empty();
		let (backed, draining) = (provider.is_firm(), provider.drain.is_some());
		let cause = provider.drain.as_ref().map(|drain| drain.why);
		let excused = matches!(cause, Some(Why::ProviderSlashed | Why::ProviderSuspended))
			|| provider.standing == Standing::Suspended;
		if on == Occasion::Match && !(fits && backed) && !excused {
			provider.slash(now, spec.needs.fault_price());
		}
		fits && backed && !draining
	}

	/// An order is over: nothing of it is locked any more but what its lease has.
	pub(super) fn end_order(&mut self, id: OrderId, end: OrderEnd) {
		self.orders.remove(&id);
		self.ended_orders.insert(id, (end, self.now));
	}

	/// The lease of an order was not confirmed.
	pub(super) fn lose_lease(&mut self, id: OrderId, by_tenant: bool) {
		if by_tenant {
			self.end_order(id, OrderEnd::Abandoned);
		} else {
			self.award(id, Occasion::RunnerUp);
		}
	}

	/// What is not reserved of a provider (I5).
	pub fn free(&self, who: &AccountId) -> Amounts {
		let reserved = self.reserved(who).0;
		let capacity = self.providers[who].capacity.0;
		Amounts(core::array::from_fn(|kind| {
			capacity[kind].checked_sub(reserved[kind]).expect("no more is reserved than there is")
		}))
	}

	/// What is reserved of a provider: all that its leases that are not closed take (I5).
	pub fn reserved(&self, who: &AccountId) -> Amounts {
		self.leases
			.values()
			.filter(|lease| lease.provider == *who && !matches!(lease.stage, Stage::Closed { .. }))
			.fold(Amounts::default(), |sum, lease| sum.plus(lease.reserves()))
	}
}
