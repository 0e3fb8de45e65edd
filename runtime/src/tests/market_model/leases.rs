//! Leases in the model: what becomes of an award (§8).

use super::{
	amounts::Amounts,
	model::{OrderId, HISTORY},
	orders::Order,
	providers::Bid,
	updates::Update,
};
use crate::{
	tests::reference::{
		arithmetic::{gross, Rates, Service, Totals},
		ledger::{Flow, Parties, Use},
	},
	AccountId, Balance,
};
use spheron_primitives::Token;

/// Time to confirm an award (O6).
const CONFIRM_WITHIN: u32 = 30;

/// Time to activate after the confirmation (L2).
const ACTIVATE_WITHIN: u32 = 300;

/// Time to say that the workload is gone (L1).
const CLOSE_WITHIN: u32 = 150;

/// An hour: the notice that a provider gives (L5), the longest outage (L5), and the service left at
/// which the tenant is told (E5).
pub const HOUR: u32 = 1_800;

/// Why a lease ended (L5).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[allow(missing_docs)] // each is the reason of that name
pub enum Why {
	TenantClosed,
	ProviderClosed,
	InsufficientFunds,
	ReservationTimeout,
	ManifestTimeout,
	ActivationTimeout,
	Outage,
	ProviderSlashed,
	ProviderSuspended,
}

/// Where a lease stands (L1). One that is in service is `Updating` if it has an update.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stage {
	/// Awarded in that block.
	Reserving { since: u32 },
	/// Confirmed in that block.
	Ready { since: u32 },
	/// In service.
	Active,
	/// Over; the workload may not be gone.
	Closing,
	/// Over, and everything is free since that block.
	Closed { since: u32 },
}

/// What falls due of a lease.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Due {
	/// Little service is left.
	FundsLow,
	/// All is served (E5).
	End,
	/// It ends for another reason.
	Ends(Why),
	/// Its update was not answered, or not applied, in time (L3).
	UpdateLate,
	/// Its workload counts as gone.
	Close,
	/// It is forgotten.
	Forget,
	/// All leases of its provider are closed.
	Drain(Why),
}

impl Due {
	/// Whether it is due in service time.
	pub fn is_in_service(&self) -> bool {
		matches!(self, Self::FundsLow | Self::End)
	}
}

/// A lease.
#[derive(Clone, Debug)]
pub struct Lease {
	/// Of what order.
	pub order: OrderId,
	/// Who pays now.
	pub tenant: AccountId,
	/// Who earns.
	pub provider: AccountId,
	/// In what.
	pub token: Token,
	/// At what rates (F6).
	pub rates: Rates,
	/// What it needs.
	pub needs: Amounts,
	/// Which manifest it runs.
	pub manifest: u8,
	/// What is served, at what price.
	pub service: Service,
	/// Where it stands.
	pub stage: Stage,
	/// As of when it ended, and why.
	pub ended: Option<(u32, Why)>,
	/// What was paid at the last settlement.
	pub paid: Totals,
	/// Whether its tenant was told that funds are low since they were last put in (E5).
	pub told: bool,
	/// Off the clock since.
	pub paused: Option<u32>,
	/// When it ends by the provider's notice.
	pub notice: Option<u32>,
	/// Who may take it over.
	pub offered_to: Option<AccountId>,
	/// What its tenant asked for (L3).
	pub update: Option<Update>,
	/// Blocks served before it last went on the clock.
	pub served: u32,
	/// On the clock since.
	pub running: Option<u32>,
	/// Activated in that block.
	pub activated: u32,
}

impl Lease {
	/// The lease of order `id`, won with `bid` in block `now`.
	pub fn new(id: OrderId, order: &Order, bid: &Bid, now: u32) -> Self {
		let spec = order.spec.clone();
		Self {
			order: id,
			tenant: spec.tenant,
			provider: bid.provider.clone(),
			token: spec.token,
			rates: order.rates,
			needs: spec.needs,
			manifest: super::steps::FIRST_MANIFEST,
			service: Service::new(bid.price, spec.duration),
			stage: Stage::Reserving { since: now },
			ended: None,
			paid: Totals::default(),
			told: false,
			paused: None,
			notice: None,
			offered_to: None,
			update: None,
			served: 0,
			running: None,
			activated: 0,
		}
	}

	/// Whether it has not ended.
	pub fn is_live(&self) -> bool {
		self.ended.is_none()
	}

	/// Whether it has, and everything is free.
	pub fn is_closed(&self) -> bool {
		matches!(self.stage, Stage::Closed { .. })
	}

	/// Whether it is in service, and nothing else is asked of it.
	pub fn is_active(&self) -> bool {
		self.stage == Stage::Active && self.update.is_none()
	}

	/// Whether it is on its tenant's wallet: its order has the lock before, nobody after (I4).
	pub fn is_funded(&self) -> bool {
		matches!(self.stage, Stage::Ready { .. } | Stage::Active)
	}

	/// Between whom its money moves.
	pub fn parties(&self) -> Parties {
		let Self { tenant, provider, token, .. } = self.clone();
		Parties { tenant, provider, token }
	}

	/// What it takes of its tenant's wallet, if anything.
	pub fn uses(&self) -> Option<Use> {
		let place = (self.tenant.clone(), self.token.clone());
		let uses = Use { place, lock: self.lock(), footprint: self.occupies() };
		self.is_funded().then_some(uses)
	}

	/// Blocks served by block `now` (E5, A3).
	pub fn served_at(&self, now: u32) -> u32 {
		let running = self.running.map_or(0, |since| now - since);
		(self.served + running).min(self.service.length)
	}

	pub fn left_at(&self, now: u32) -> u32 {
		self.service.length - self.served_at(now)
	}

	/// What is locked for it (E5): all that it can cost, less what was paid.
	pub fn lock(&self) -> Balance {
		match self.is_funded() {
			true => self.cost(&self.service) - self.paid.paid(),
			false => 0,
		}
	}

	/// What its tenant pays at most if it were `service`.
	pub fn cost(&self, service: &Service) -> Balance {
		Totals::of(self.most_gross(service), self.rates).unwrap().paid()
	}

	/// It is settled to block `now`: what moves (E8).
	pub fn settle(&mut self, now: u32) -> Flow {
		let gross = self.service.gross(self.served_at(now)).unwrap();
		let then = Totals::of(gross, self.rates).unwrap();
		assert!(then.is_after(&self.paid), "a total shrank: {:?}, then {then:?}", self.paid);
		let earned = then.net() - self.paid.net();
		let fees = then.fees() - self.paid.fees();
		self.paid = then;
		Flow { earned, fees }
	}

	/// All that falls due of it, as far as that can be said now. Of what is due in the same block the
	/// first of these comes first: the normal end, an outage before a notice, and an end before the end
	/// of an update.
	pub fn dues(&self) -> impl Iterator<Item = (u32, Due)> {
		let at = |since: Option<u32>, within, due| since.map(|since| (since + within, due));
		match (self.stage, self.ended) {
			(Stage::Reserving { since }, _) => {
				vec![at(Some(since), CONFIRM_WITHIN, Due::Ends(Why::ReservationTimeout))]
			}
			(Stage::Ready { since }, _) => {
				vec![at(Some(since), ACTIVATE_WITHIN, Due::Ends(Why::ActivationTimeout))]
			}
			(Stage::Active, _) => vec![
				self.due_in_service(),
				at(self.paused, HOUR, Due::Ends(Why::Outage)),
				at(self.notice, 0, Due::Ends(Why::ProviderClosed)),
				at(self.update.as_ref().map(|update| update.deadline), 0, Due::UpdateLate),
			],
			(Stage::Closing, Some((ended, _))) => vec![at(Some(ended), CLOSE_WITHIN, Due::Close)],
			(Stage::Closed { since }, _) => vec![at(Some(since), HISTORY, Due::Forget)],
			(Stage::Closing, None) => unreachable!("what is closing has ended"),
		}
		.into_iter()
		.flatten()
	}

	/// When its funds are low, or when it ends, if it is on the clock.
	fn due_in_service(&self) -> Option<(u32, Due)> {
		let end = self.running? + (self.service.length - self.served);
		Some(match self.told {
			true => (end, Due::End),
			false => (end.saturating_sub(HOUR), Due::FundsLow),
		})
	}

	/// Its tenant is told at once if funds are low (E5).
	pub fn tell_if_low(&mut self, now: u32) {
		self.told = self.left_at(now) <= HOUR;
	}

	/// It goes off the clock.
	pub fn stop(&mut self, now: u32) {
		self.served = self.served_at(now);
		self.running = None;
	}

	/// From block `now` on it costs `price`; what is left stays the same (L3).
	pub fn reprice(&mut self, now: u32, price: Balance) {
		self.service.reprice(self.served_at(now), price);
	}

	/// The gross of the service that an outage kept from its tenant by block `at` (S4).
	pub fn missed(&self, at: u32) -> Balance {
		let Some(since) = self.paused else { return 0 };
		let missed = at - since.max(self.activated);
		gross(self.service.price, missed.min(self.left_at(at))).unwrap()
	}
}
