//! A lease, its states and what can fall due of it.

use crate::{AccessDetails, Meter, PendingUpdate, WeightInfo};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::weights::Weight;
use scale_info::TypeInfo;
use sp_core::H256;
use spheron_primitives::{
	order::MAX_BIDS, traits::DrainReason, Award, Balance, Charge, FeeRates, Footprint, LeaseId,
	OpenBlock, OrderId, Resources, Token,
};

/// Most bids that are left of an order of which one was awarded.
pub const MAX_RUNNERS_UP: u32 = MAX_BIDS - 1;

/// The life of one deployment, from the reservation to the end of its history (§8).
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Lease<AccountId> {
	/// The order that it serves.
	pub order: OrderId,
	/// Who pays.
	pub tenant: AccountId,
	/// Who serves and earns.
	pub provider: AccountId,
	/// The token it is paid in.
	pub token: Token,
	/// The fee rates in force at its order (F6).
	pub rates: FeeRates,
	/// What it needs, and what is reserved of the provider until the lease is `Closed`; more if an
	/// accepted update needs more: see [`Lease::reserved`].
	pub resources: Resources,
	/// What it counts for on the tenant's wallet while it runs (E7); more if a pending update does: see
	/// [`Lease::occupied`].
	pub footprint: Footprint,
	/// Hash of the manifest that the tenant sends to the provider.
	pub manifest: H256,
	/// Where in its life it is (L1).
	pub state: LeaseState,
	/// Its price, its length and the blocks served.
	pub meter: Meter,
	/// What is locked of the tenant for it: the most that all its service can cost, less what was
	/// paid; nothing while `Reserving` (the order has the lock) and once it has ended (I4).
	pub locked: Balance,
	/// What was charged for its service so far, as cumulative totals (E8).
	pub paid: Charge,
	/// The open block of the award.
	pub opened: OpenBlock,
	/// The open block in which the provider reported it up and charging started.
	pub activated: Option<OpenBlock>,
	/// The open block as of which it ended, whenever that was noticed.
	pub ended: Option<OpenBlock>,
	/// How the tenant reaches it, once `Active`.
	pub access: Option<AccessDetails>,
	/// The open block at which it ends because the provider gave notice (L5).
	pub notice: Option<OpenBlock>,
	/// The open block since which it is off the clock because it was reported unhealthy (A3).
	pub off_clock: Option<OpenBlock>,
	/// Who may take it over (E6).
	pub offered_to: Option<AccountId>,
	/// What is to become of it, while `Updating` (L3).
	pub update: Option<PendingUpdate>,
	/// Whether the tenant was told that its present funds are low (E5).
	pub funds_low: bool,
	/// Where it stands in the deadlines by block (I7).
	pub block_deadline: Option<OpenBlock>,
	/// Where it stands in the deadlines by service: a value of its provider's clock (I7).
	pub service_deadline: Option<OpenBlock>,
}

impl<AccountId> Lease<AccountId> {
	/// The lease of an award made in open block `now`.
	pub fn of_award(award: Award<AccountId>, now: OpenBlock) -> Self {
		Self {
			order: award.order,
			tenant: award.tenant,
			provider: award.provider,
			token: award.token,
			rates: award.rates,
			resources: award.resources,
			footprint: award.footprint,
			manifest: award.manifest,
			state: LeaseState::Reserving,
			meter: Meter::new(award.price, award.duration),
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
			block_deadline: None,
			service_deadline: None,
		}
	}

	/// What the service that is still to be paid costs the tenant at most, up to the end: gross and
	/// user fee (E5); also if a pending update is applied at its max price (L3). `None` if out of
	/// range.
	pub fn unpaid(&self) -> Option<Balance> {
		self.most_paid()?.checked_sub(self.paid.paid())
	}

	/// The most blocks that can be added so that the service still to be paid costs at most `amount`
	/// more, gross and user fee together: at the running price, or at the price asked if an update is
	/// pending and it is higher (L4). `None` if out of range.
	///
	/// On the totals of the lease, as every charge: an amount buys the same whether it comes at once
	/// or in parts, the rests aside.
	pub fn blocks_within(&self, amount: Balance) -> Option<OpenBlock> {
		let gross = self.rates.gross_within(self.most_paid()?.checked_add(amount)?);
		let (served, price) = self.dearest();
		let end = self.meter.end_within(served, price, gross)?;
		Some(end.saturating_sub(self.meter.end))
	}

	/// What the tenant pays at most for all the service, from the beginning to the end.
	fn most_paid(&self) -> Option<Balance> {
		let (served, price) = self.dearest();
		Some(self.rates.charge(self.meter.most_gross(served, price)?)?.paid())
	}

	/// The highest price that it can come to, and after how many blocks of the running price period at
	/// the earliest.
	fn dearest(&self) -> (OpenBlock, Balance) {
		match &self.update {
			Some(update) => (update.served, update.max_price),
			None => (0, self.meter.price),
		}
	}

	/// What is due by `now` in block time, and as of which block.
	pub fn due_by_block(&self, now: OpenBlock) -> Option<(Due, OpenBlock)> {
		let at = self.block_deadline.filter(|at| *at <= now)?;
		Some(match self.state {
			LeaseState::Reserving => (Due::ReservationTimeout, at),
			LeaseState::Ready { .. } => (Due::ActivationTimeout, at),
			LeaseState::Active | LeaseState::Updating => self.due_in_service(at),
			LeaseState::Closing { .. } => (Due::CloseTimeout, at),
			LeaseState::Closed { .. } => (Due::Expiry, at),
		})
	}

	/// What is due of a lease in service that stands at block `at`, and as of which block: the earlier
	/// of its notice and the time of its update, if they are over; else it was off the clock for too
	/// long. In the same block the end comes before the end of the update, which it includes.
	fn due_in_service(&self, at: OpenBlock) -> (Due, OpenBlock) {
		let notice = self.notice.map(|notice| (Due::Notice, notice));
		let update = self.update.as_ref().map(|update| (Due::UpdateTimeout, update.deadline));
		notice
			.into_iter()
			.chain(update)
			.filter(|(_, due)| *due <= at)
			.min_by_key(|(_, due)| *due)
			.unwrap_or((Due::Outage, at))
	}
}

/// By how much a lease is to be extended (L4).
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Extension {
	/// So many blocks of service.
	#[codec(index = 0)]
	Blocks(OpenBlock),
	/// As many whole blocks as this buys: units of the lease's token, gross and user fee together.
	#[codec(index = 1)]
	Amount(Balance),
}

/// Where in its life a lease is (L1).
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum LeaseState {
	/// Capacity is reserved; the provider is to confirm.
	#[codec(index = 0)]
	Reserving,
	/// The provider confirmed and waits for the manifest.
	#[codec(index = 1)]
	Ready {
		/// The open block of the confirmation.
		since: OpenBlock,
	},
	/// The deployment is up and charged for.
	#[codec(index = 2)]
	Active,
	/// The same, and an update is pending (L3).
	#[codec(index = 3)]
	Updating,
	/// Money has stopped and is settled; the provider is to confirm that the workload is gone.
	#[codec(index = 4)]
	Closing {
		/// Why it ended.
		reason: EndReason,
	},
	/// Over; only the record is left, for a while.
	#[codec(index = 5)]
	Closed {
		/// Why it ended.
		reason: EndReason,
	},
}

impl LeaseState {
	/// Whether a lease may go from this state into `to`.
	pub fn leads_to(&self, to: &Self) -> bool {
		use LeaseState::*;
		match (self, to) {
			(Reserving, Ready { .. } | Closed { .. })
			| (Ready { .. }, Active | Closed { .. })
			| (Active, Updating | Closing { .. })
			| (Updating, Active | Closing { .. }) => true,
			(Closing { reason }, Closed { reason: same }) => reason == same,
			_ => false,
		}
	}

	/// Whether the deployment is up and charged for: with an update pending or without (L3).
	pub fn is_in_service(&self) -> bool {
		matches!(self, Self::Active | Self::Updating)
	}

	/// Whether the lease runs on its tenant's wallet: something is locked for it (I4), and it counts
	/// against the bracket (E7).
	pub fn runs_on_wallet(&self) -> bool {
		self.is_in_service() || matches!(self, Self::Ready { .. })
	}

	/// Why the lease ended, if it did.
	pub fn end_reason(&self) -> Option<EndReason> {
		match self {
			LeaseState::Closing { reason } | LeaseState::Closed { reason } => Some(*reason),
			_ => None,
		}
	}
}

/// Why a lease ended (L5).
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum EndReason {
	/// The tenant closed it.
	TenantClosed,
	/// The provider closed it, with notice.
	ProviderClosed,
	/// All the service that was paid for is served: the normal end (E5).
	InsufficientFunds,
	/// The provider did not confirm in time (O6).
	ReservationTimeout,
	/// The provider closed it in `Ready`: no manifest came (L2).
	ManifestTimeout,
	/// It was not activated in time (L2).
	ActivationTimeout,
	/// The provider, or this deployment, was down for too long.
	Outage,
	/// A slash took the provider's stake below what is required.
	ProviderSlashed,
	/// The council suspended the provider.
	ProviderSuspended,
}

impl EndReason {
	/// Who ended it.
	pub fn by(&self) -> EndedBy {
		match self {
			Self::TenantClosed => EndedBy::Tenant,
			Self::ProviderClosed | Self::ManifestTimeout => EndedBy::Provider,
			_ => EndedBy::Chain,
		}
	}

	/// Whether each side pays its part if the lease ends so in `Ready`: the tenant the time since the
	/// confirmation, the provider [`Config::UnstartedFee`](crate::Config::UnstartedFee) (L2). Not if
	/// the provider is what failed, which has a price of its own.
	pub fn charges_both(&self) -> bool {
		!matches!(self, Self::Outage | Self::ProviderSlashed | Self::ProviderSuspended)
	}
}

impl From<DrainReason> for EndReason {
	fn from(reason: DrainReason) -> Self {
		match reason {
			DrainReason::Outage => Self::Outage,
			DrainReason::Slashed => Self::ProviderSlashed,
			DrainReason::Suspended => Self::ProviderSuspended,
		}
	}
}

/// How many of its awards a provider confirmed, and how many of those it activated: its public record
/// of activation (L2). Counts since its first lease; each stays at the most that it can be.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Default,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct ActivationRecord {
	/// Leases that it confirmed.
	pub confirmed: u32,
	/// Leases that it activated.
	pub activated: u32,
}

/// Who ended a lease (L5).
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum EndedBy {
	/// Its tenant.
	Tenant,
	/// Its provider.
	Provider,
	/// The chain, by itself.
	Chain,
}

/// What stands in the deadlines by block.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum DeadlineItem<AccountId> {
	/// A lease, at its earliest deadline in block time.
	#[codec(index = 0)]
	Lease(LeaseId),
	/// A provider with leases on the clock, or being drained.
	#[codec(index = 1)]
	Provider(AccountId),
}

/// A provider's place in the deadlines by block.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct ProviderDeadline {
	/// The open block that it stands at.
	pub filed: OpenBlock,
	/// Since when it has had leases on the clock without a break; an outage is not counted from
	/// earlier (L5).
	pub since: OpenBlock,
}

/// How far the closing of all leases of a provider has come.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct DrainState {
	/// Why.
	pub reason: DrainReason,
	/// The open block as of which all leases end and the clock is frozen: that in which it began, or in
	/// which the provider was lost.
	pub since: OpenBlock,
	/// Since when the provider had been down, with leases on the clock, if that is why: what its
	/// tenants missed is counted from there, whatever the provider sends meanwhile (S4).
	pub down: Option<OpenBlock>,
	/// The last lease that was looked at.
	pub cursor: Option<LeaseId>,
	/// When the next page is served; none when every lease was, and only `Closing` ones are left.
	pub next: Option<OpenBlock>,
	/// Whether a lease failed on the way and another pass is needed.
	pub again: bool,
}

/// What can fall due of a lease.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Due {
	/// Little service is left: tell the tenant.
	FundsLow,
	/// The last block of service was served.
	End,
	/// The time to confirm has passed.
	ReservationTimeout,
	/// The time to activate has passed.
	ActivationTimeout,
	/// The provider's notice has run out.
	Notice,
	/// It was unhealthy for too long.
	Outage,
	/// The time to accept its update, or to apply it, has passed.
	UpdateTimeout,
	/// The time to confirm that the workload is gone has passed.
	CloseTimeout,
	/// Its history has been kept long enough.
	Expiry,
	/// All leases of its provider are being closed.
	Drain(DrainReason),
}

impl Due {
	/// What serving it weighs at most.
	pub fn weight<W: WeightInfo>(&self) -> Weight {
		match self {
			Self::FundsLow => W::serve_funds_low(),
			Self::End | Self::Notice | Self::Outage => W::serve_end(),
			Self::UpdateTimeout => W::serve_update_timeout(),
			Self::ReservationTimeout => W::serve_reservation_timeout(MAX_RUNNERS_UP),
			Self::ActivationTimeout => W::serve_activation_timeout(),
			Self::CloseTimeout => W::serve_close_timeout(),
			Self::Expiry => W::serve_expiry(),
			Self::Drain(_) => Self::heaviest::<W>(),
		}
	}

	/// What serving the dearest of them weighs.
	pub fn heaviest<W: WeightInfo>() -> Weight {
		W::serve_reservation_timeout(MAX_RUNNERS_UP)
			.max(W::serve_activation_timeout())
			.max(W::serve_drained())
			.max(W::serve_end())
			.max(W::serve_funds_low())
			.max(W::serve_update_timeout())
			.max(W::serve_close_timeout())
			.max(W::serve_expiry())
	}
}
