//! The market as `protocol.md` says it is, in plain Rust: everybody's orders, leases, money and stake,
//! and time. It knows nothing of the pallets, and learns nothing from them.
//!
//! What a call does is a method here: it does it, or says why not, which may be several reasons; the
//! rules do not say which of them is named.
//!
//! Two things that the rules leave open are taken from the chain as it is documented. Of what is due
//! in the same block, orders come before leases, orders by their numbers; the order among leases and
//! providers is [`Market::turn`]'s. What a provider has reserved is looked at in that order.

use super::{
	amounts::brackets,
	leases::{Due, Lease, Stage, Why},
	orders::{Order, OrderEnd},
	providers::{Drain, Provider, Standing},
};
use crate::{
	tests::reference::{
		arithmetic::Rates,
		ledger::{Ledger, Use},
	},
	AccountId, Balance,
};
use alloc::collections::{BTreeMap, BTreeSet};
use spheron_primitives::{Footprint, Token};

/// The number of an order.
pub type OrderId = u64;

/// The number of a lease.
pub type LeaseId = u64;

/// Why something is refused: every reason there is.
pub type Reasons = BTreeSet<&'static str>;

/// Done, or refused.
pub type Verdict = Result<(), Reasons>;

/// How long what has ended is remembered: 7 days.
pub const HISTORY: u32 = 7 * DAY;

/// How long a price is good for (E7): 24 h; also the length of an era (X1).
const DAY: u32 = 43_200;

/// What speaks against something.
#[derive(Debug, Default)]
pub struct Against(Reasons);

impl Against {
	/// `reason` does if `holds`.
	pub fn when(&mut self, holds: bool, reason: &'static str) -> &mut Self {
		self.all(holds.then_some(reason))
	}

	/// All `reasons` do.
	pub fn all(&mut self, reasons: impl IntoIterator<Item = &'static str>) -> &mut Self {
		self.0.extend(reasons);
		self
	}

	/// What does.
	pub fn reasons(&mut self) -> Reasons {
		core::mem::take(&mut self.0)
	}

	/// Whether nothing does.
	pub fn verdict(&mut self) -> Verdict {
		match self.reasons() {
			none if none.is_empty() => Ok(()),
			reasons => Err(reasons),
		}
	}
}

impl Rates {
	/// The rates of payments in `token` (F1–F3).
	pub fn of(token: &Token) -> Self {
		match token {
			Token::Native => Self { user: 0, provider: 0, share: 200_000 },
			Token::WithId(_) => Self { user: 20_000, provider: 10_000, share: 200_000 },
		}
	}
}

/// What something can be due of, in block time.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Item {
	/// A lease.
	Lease(LeaseId),
	/// A provider: the first of its leases in service time, or the closing of all of them.
	Provider(AccountId),
}

/// The market.
#[derive(Clone, Debug)]
pub struct Market {
	/// The open block.
	pub now: u32,
	/// The era.
	pub era: u32,
	/// When it began.
	pub era_began: u32,
	/// Everybody's money.
	pub ledger: Ledger,
	/// Orders that have not ended.
	pub orders: BTreeMap<OrderId, Order>,
	/// How and when others ended.
	pub ended_orders: BTreeMap<OrderId, (OrderEnd, u32)>,
	/// Leases.
	pub leases: BTreeMap<LeaseId, Lease>,
	/// Providers.
	pub providers: BTreeMap<AccountId, Provider>,
	/// How many blocks after its own an order takes bids (O2).
	pub window: u32,
	/// How many bids of an order made now are kept (O4).
	pub kept: usize,
	/// What SPON is worth, in cents; the other tokens are a dollar.
	pub cents: u32,
	/// When prices were fed.
	pub fed: u32,
	/// The number of the next order.
	pub next_order: OrderId,
	/// The number of the next lease.
	pub next_lease: LeaseId,
	/// What decides between items that are due in the same block: the lower goes first.
	pub turn: fn(&Item) -> [u8; 16],
}

impl Market {
	/// What an account can spend of a token.
	pub fn unlocked(&self, who: &AccountId, token: &Token) -> Balance {
		let locked: Balance = self.uses_of(who, token).map(|it| it.lock).sum();
		self.ledger.funds(who, token).checked_sub(locked).expect("no more is locked than there is")
	}

	/// What orders and leases take of wallets.
	pub fn uses(&self) -> impl Iterator<Item = Use> + '_ {
		let orders = self.orders.values().map(Order::uses);
		orders.chain(self.leases.values().filter_map(Lease::uses))
	}

	fn uses_of<'a>(
		&'a self,
		who: &'a AccountId,
		token: &'a Token,
	) -> impl Iterator<Item = Use> + 'a {
		self.uses().filter(move |it| it.place.0 == *who && it.place.1 == *token)
	}

	/// What speaks against `more` running on a wallet that is given `funds` (E7).
	pub fn over_bracket(
		&self,
		who: &AccountId,
		token: &Token,
		more: &Footprint,
		funds: Balance,
	) -> Vec<&'static str> {
		if *more == Footprint::default() {
			return Vec::new();
		}
		let sum = |sum: Footprint, it: Use| sum.checked_add(&it.footprint).unwrap();
		let used = self.uses_of(who, token).fold(*more, sum);
		let value = self.value(token, self.ledger.funds(who, token) + funds);
		let over = brackets(&used).into_iter().filter(|(_, least)| *least > value);
		let stale = (self.now - self.fed > DAY).then_some("PriceStale");
		over.map(|(name, _)| name).chain(stale).collect()
	}

	/// What `amount` of `token` is worth, in millionths of a dollar.
	pub fn value(&self, token: &Token, amount: Balance) -> Balance {
		match token {
			Token::Native => amount * Balance::from(self.cents) / 10u128.pow(14),
			Token::WithId(crate::presets::USPON) => amount,
			Token::WithId(_) => amount / 10u128.pow(12),
		}
	}

	/// What so many millionths of a dollar are in SPON.
	pub fn in_spon(&self, usd: Balance) -> Balance {
		usd * 10u128.pow(14) / Balance::from(self.cents)
	}

	/// Time goes on to `now`, in which block all is done that is due.
	pub fn go_to(&mut self, now: u32) {
		self.let_go();
		self.now = now;
		if now - self.era_began >= DAY {
			(self.era, self.era_began) = (self.era + 1, now);
		}
		self.serve_orders();
		self.serve_items();
		for provider in self.providers.values_mut() {
			provider.slashes.retain(|(due, _)| *due > now);
		}
	}

	/// When something is due next, if anything is.
	pub fn next_due(&self) -> Option<u32> {
		let orders = self.orders.values().filter_map(Order::match_at);
		orders.chain(self.items().map(|(at, _)| at)).min()
	}

	/// What is due in block time, and when (I7).
	fn items(&self) -> impl Iterator<Item = (u32, Item)> + '_ {
		let leases = self.leases.iter().filter_map(|(id, lease)| {
			let at = lease.dues().filter(|(_, due)| !due.is_in_service()).map(|(at, _)| at).min();
			Some((at?, Item::Lease(*id)))
		});
		let providers = self.providers.iter().filter_map(|(who, provider)| {
			let at = match provider.drain {
				Some(drain) => (!drain.served).then_some(drain.since),
				None => self.on_clock(who).next().map(|(at, _)| at),
			};
			Some((at?, Item::Provider(who.clone())))
		});
		leases.chain(providers)
	}

	/// The leases of a provider that something is due of in service time, in that order.
	fn on_clock(&self, who: &AccountId) -> impl Iterator<Item = (u32, LeaseId)> {
		let mut all: Vec<_> = self
			.leases
			.iter()
			.filter(|(_, lease)| lease.provider == *who)
			.filter_map(|(id, lease)| {
				let at = lease.dues().filter(|(_, due)| due.is_in_service()).map(|(at, _)| at);
				Some((at.min()?, *id))
			})
			.collect();
		all.sort();
		all.into_iter()
	}

	/// Goes once through all that is due.
	fn serve_items(&mut self) {
		let mut last = None;
		loop {
			let due = self.items().filter(|(at, _)| *at <= self.now);
			let in_turn = due.map(|(at, item)| ((at, (self.turn)(&item)), item));
			let next = in_turn.filter(|(turn, _)| Some(*turn) > last).min_by_key(|(turn, _)| *turn);
			let Some((turn, item)) = next else { return };
			match item {
				Item::Lease(id) => drop(self.catch_up(id)),
				Item::Provider(who) => self.serve_provider(&who),
			}
			last = Some(turn);
		}
	}

	fn serve_provider(&mut self, who: &AccountId) {
		let ids: Vec<LeaseId> = if self.providers[who].drain.is_some() {
			let of = |lease: &Lease| lease.provider == *who && !lease.is_closed();
			self.leases.iter().filter(|(_, lease)| of(lease)).map(|(id, _)| *id).collect()
		} else {
			let now = self.now;
			self.on_clock(who).take_while(|(at, _)| *at <= now).map(|(_, id)| id).collect()
		};
		for id in ids {
			self.catch_up(id);
		}
		if let Some(drain) = &mut self.providers.get_mut(who).unwrap().drain {
			drain.served = true;
		}
	}

	/// Does all that is due of a lease by now; whether there was anything.
	pub(super) fn catch_up(&mut self, id: LeaseId) -> bool {
		let mut any = false;
		while let Some(lease) = self.leases.get(&id) {
			let drain = self.providers[&lease.provider].drain.filter(|_| lease.is_live());
			let drain = drain.map(|drain| (drain.since, Due::Drain(drain.why)));
			let due = lease.dues().chain(drain).filter(|(at, _)| *at <= self.now);
			let Some((at, due)) = due.min_by_key(|(at, _)| *at) else { break };
			self.serve(id, due, at);
			any = true;
		}
		any
	}

	/// From now on all leases of a provider are closed (L5).
	pub(super) fn drain(&mut self, who: &AccountId, why: Why) {
		let has_leases =
			self.leases.values().any(|lease| lease.provider == *who && !lease.is_closed());
		let provider = self.providers.get_mut(who).unwrap();
		if provider.drain.is_none() && has_leases {
			provider.drain = Some(Drain { since: self.now, why, served: false });
		}
	}

	/// A lease of a provider is closed: so may be the draining.
	pub(super) fn left_by_one(&mut self, who: &AccountId) {
		let idle = !self
			.leases
			.values()
			.any(|lease| lease.provider == *who && !matches!(lease.stage, Stage::Closed { .. }));
		let provider = self.providers.get_mut(who).unwrap();
		if idle {
			provider.drain = None;
		}
	}

	/// At the end of a block those are gone that are leaving and that no lease keeps (R3).
	pub(super) fn let_go(&mut self) {
		let idle: Vec<_> = self
			.providers
			.iter()
			.filter(|(_, provider)| provider.standing == Standing::Leaving)
			.map(|(who, _)| who.clone())
			.filter(|who| self.reserved(who).is_nothing())
			.collect();
		for who in idle {
			self.providers.get_mut(&who).unwrap().standing = Standing::Gone;
		}
	}
}
