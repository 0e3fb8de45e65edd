//! What leases, wallets and earnings must be after every step, from the rules and the model's own
//! arithmetic. It learns from the chain only what the market decided: who won an order, at what
//! price.

use crate::{
	dynamic_params::market,
	tests::reference::{
		arithmetic::{gross, Rates, Service, Totals},
		ledger::{Flow, Parties, Use},
	},
	AccountId, Balance,
};
use frame_support::traits::Get;
use pallet_leases::EndReason;
use spheron_primitives::{Footprint, Token};

/// What an order is, from its creation on (F6: its rates stay).
#[derive(Clone, Debug)]
pub struct Order {
	/// Who pays.
	pub tenant: AccountId,
	/// In what.
	pub token: Token,
	/// The rates in force when it was made.
	pub rates: Rates,
	/// What it may cost per hour.
	pub max_price: Balance,
	/// Blocks of service.
	pub duration: u32,
	/// What it counts for.
	pub footprint: Footprint,
}

impl Order {
	/// What is locked for it (E2).
	pub fn lock(&self) -> Balance {
		Service::new(self.max_price, self.duration).totals_at_end(self.rates).unwrap().paid()
	}

	/// What it takes of its tenant's wallet.
	pub fn uses(&self) -> Use {
		let place = (self.tenant.clone(), self.token.clone());
		Use { place, lock: self.lock(), footprint: self.footprint }
	}
}

/// Where a lease stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stage {
	/// Awarded at that block.
	Reserving(u32),
	/// Confirmed at that block.
	Ready(u32),
	/// In service.
	Active,
	/// Over, as of that block.
	Ended(u32, EndReason),
}

/// A lease.
#[derive(Clone, Debug)]
pub struct Lease {
	/// Who pays now.
	pub tenant: AccountId,
	/// Who earns.
	pub provider: AccountId,
	/// In what.
	pub token: Token,
	/// At what rates (F6).
	pub rates: Rates,
	/// What it counts for.
	pub footprint: Footprint,
	/// What is served, at what price.
	pub service: Service,
	/// Where it stands.
	pub stage: Stage,
	/// What was paid at the last settlement.
	pub paid: Totals,
	/// Whether its tenant was told that funds are low since they were last put in (E5).
	pub told: bool,
	/// Blocks served before it last went on the clock.
	served: u32,
	/// On the clock since.
	running: Option<u32>,
	/// Off the clock since.
	paused: Option<u32>,
	/// When it ends by the provider's notice.
	notice: Option<u32>,
}

impl Lease {
	/// The lease of `order`, won by `provider` at `price` in block `now`.
	pub fn new(order: &Order, provider: AccountId, price: Balance, now: u32) -> Self {
		Self {
			tenant: order.tenant.clone(),
			provider,
			token: order.token.clone(),
			rates: order.rates,
			footprint: order.footprint,
			service: Service::new(price, order.duration),
			stage: Stage::Reserving(now),
			paid: Totals::default(),
			told: false,
			served: 0,
			running: None,
			paused: None,
			notice: None,
		}
	}

	/// Between whom its money moves.
	pub fn parties(&self) -> Parties {
		let Self { tenant, provider, token, .. } = self.clone();
		Parties { tenant, provider, token }
	}

	/// What it takes of its tenant's wallet, if anything.
	pub fn uses(&self) -> Option<Use> {
		let place = (self.tenant.clone(), self.token.clone());
		self.is_funded().then(|| Use { place, lock: self.lock(), footprint: self.footprint })
	}

	/// Whether it is on its tenant's wallet: its order has the lock before, nobody after.
	pub fn is_funded(&self) -> bool {
		matches!(self.stage, Stage::Ready(_) | Stage::Active)
	}

	/// Whether it is over.
	pub fn has_ended(&self) -> bool {
		matches!(self.stage, Stage::Ended(..))
	}

	/// Whether it is off the clock.
	pub fn is_paused(&self) -> bool {
		self.paused.is_some()
	}

	/// Blocks served by block `now` (E5, A3).
	pub fn served_at(&self, now: u32) -> u32 {
		let running = self.running.map_or(0, |since| now - since);
		(self.served + running).min(self.service.length)
	}

	/// What everybody has paid or got once it is settled to block `now`.
	pub fn totals_at(&self, now: u32) -> Totals {
		Totals::of(self.service.gross(self.served_at(now)).unwrap(), self.rates).unwrap()
	}

	/// What is locked for it (E5).
	pub fn lock(&self) -> Balance {
		if self.is_funded() {
			self.service.totals_at_end(self.rates).unwrap().paid() - self.paid.paid()
		} else {
			0
		}
	}

	/// It is settled: what moves to make its totals `then`.
	pub fn pay(&mut self, then: Totals) -> Flow {
		assert!(then.is_after(&self.paid), "a total shrank: {:?}, then {then:?}", self.paid);
		let flow =
			Flow { earned: then.net() - self.paid.net(), fees: then.fees() - self.paid.fees() };
		self.paid = then;
		flow
	}

	/// The provider confirmed.
	pub fn confirm(&mut self, now: u32) {
		self.stage = Stage::Ready(now);
	}

	/// The provider reported it up.
	pub fn activate(&mut self, now: u32) {
		self.stage = Stage::Active;
		self.running = Some(now);
		self.tell(now);
	}

	/// It went off the clock.
	pub fn pause(&mut self, now: u32) {
		self.served = self.served_at(now);
		self.running = None;
		self.paused = Some(now);
	}

	/// It is back on the clock.
	pub fn resume(&mut self, now: u32) {
		self.paused = None;
		self.running = Some(now);
	}

	/// The provider gave notice (L5).
	pub fn give_notice(&mut self, now: u32) {
		self.notice = Some(now + market::ProviderNotice::get());
	}

	/// It was extended by `blocks`.
	pub fn extend(&mut self, now: u32, blocks: u32) {
		self.service.length += blocks;
		self.told = false;
		self.tell(now);
	}

	/// How many blocks `amount` buys: the most whose cost is within it (L4).
	pub fn blocks_for(&self, amount: Balance) -> u32 {
		let cost = |length| {
			let service = self.service.clone().of_length(length);
			service.totals_at_end(self.rates).map(|totals| totals.paid())
		};
		let now = cost(self.service.length).unwrap();
		let (mut enough, mut too_many) = (self.service.length, u32::MAX);
		while enough + 1 < too_many {
			let middle = enough + (too_many - enough) / 2;
			if cost(middle).is_some_and(|cost| cost - now <= amount) {
				enough = middle;
			} else {
				too_many = middle;
			}
		}
		enough - self.service.length
	}

	/// From here on a block costs `price` per hour.
	pub fn reprice(&mut self, now: u32, price: Balance) {
		self.service.reprice(self.served_at(now), price);
	}

	/// Time has come to `now`: what moves if it has ended by itself meanwhile.
	pub fn advance(&mut self, now: u32) -> Flow {
		let flow = match self.due().filter(|(at, _)| *at <= now) {
			Some((at, reason)) => self.end(at, reason),
			None => Flow::default(),
		};
		self.tell(now);
		flow
	}

	/// When it will end by itself, and why. Of ends in the same block the normal one comes first, and an
	/// outage before a notice.
	fn due(&self) -> Option<(u32, EndReason)> {
		match self.stage {
			Stage::Reserving(at) => {
				Some((at + market::ConfirmWithin::get(), EndReason::ReservationTimeout))
			}
			Stage::Ready(at) => {
				Some((at + market::ActivateWithin::get(), EndReason::ActivationTimeout))
			}
			Stage::Active => {
				let left = self.service.length - self.served;
				let end = self.running.map(|since| (since + left, EndReason::InsufficientFunds));
				let notice = self.notice.map(|at| (at, EndReason::ProviderClosed));
				let limit = market::OutageLimit::get();
				let outage = self.paused.map(|since| (since + limit, EndReason::Outage));
				[end, outage, notice].into_iter().flatten().min_by_key(|(at, _)| *at)
			}
			Stage::Ended(..) => None,
		}
	}

	/// It ends as of block `at`: what moves (E4, L2).
	pub fn end(&mut self, at: u32, reason: EndReason) -> Flow {
		let flow = match self.stage {
			Stage::Active => self.pay(self.totals_at(at)),
			Stage::Ready(since) => {
				let cost = gross(self.service.price, at - since).unwrap_or(Balance::MAX);
				Flow { earned: 0, fees: cost.min(self.lock()) }
			}
			Stage::Reserving(_) | Stage::Ended(..) => Flow::default(),
		};
		self.served = self.served_at(at);
		(self.running, self.paused, self.notice) = (None, None, None);
		self.stage = Stage::Ended(at, reason);
		flow
	}

	/// Its tenant is told if funds are low by block `now` (E5).
	fn tell(&mut self, now: u32) {
		let left = self.service.length - self.served_at(now);
		let is_low = left <= market::FundsLowNotice::get();
		self.told |= self.stage == Stage::Active && is_low;
	}
}
