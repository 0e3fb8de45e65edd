//! A lease, its states and what can fall due of it.

use crate::{AccessDetails, Meter, WeightInfo};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::weights::Weight;
use scale_info::TypeInfo;
use sp_core::H256;
use spheron_primitives::{
	money::blocks_for, traits::DrainReason, Award, Balance, Charge, FeeRates, Footprint, LeaseId,
	OpenBlock, OrderId, Resources, Token,
};

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
	/// What is reserved of the provider, until the lease is `Closed`.
	pub resources: Resources,
	/// What it counts for on the tenant's wallet while it is `Ready` or `Active` (E7).
	pub footprint: Footprint,
	/// Hash of the manifest that the tenant sends to the provider.
	pub manifest: H256,
	/// Where in its life it is (L1).
	pub state: LeaseState,
	/// Its price, its length and the blocks served.
	pub meter: Meter,
	/// What is locked of the tenant for it: the cost of all its service less what was paid; nothing
	/// while `Reserving` (the order has the lock) and once it has ended (I4).
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
			funds_low: false,
			block_deadline: None,
			service_deadline: None,
		}
	}

	/// What the service that is still to be paid costs the tenant, up to the end: gross and user
	/// fee (E5). `None` if out of range.
	pub fn unpaid(&self) -> Option<Balance> {
		self.rates.charge(self.meter.gross_at_end()?)?.paid().checked_sub(self.paid.paid())
	}

	/// The most blocks that can be added at the running price so that the service still to be paid
	/// costs at most `amount` more, gross and user fee together (L4). `None` if out of range.
	///
	/// On the totals of the lease, as every charge: an amount buys the same whether it comes at once
	/// or in parts, the rests aside.
	pub fn blocks_within(&self, amount: Balance) -> Option<OpenBlock> {
		let now = self.rates.charge(self.meter.gross_at_end()?)?.paid();
		let gross = self.rates.gross_within(now.checked_add(amount)?);
		let end = blocks_for(self.meter.price, gross.checked_sub(self.meter.done)?);
		Some(end.saturating_sub(self.meter.end))
	}

	/// What is due by `now` in block time, and as of which block.
	pub fn due_by_block(&self, now: OpenBlock) -> Option<(Due, OpenBlock)> {
		let at = self.block_deadline.filter(|at| *at <= now)?;
		Some(match (&self.state, self.notice) {
			(LeaseState::Reserving, _) => (Due::ReservationTimeout, at),
			(LeaseState::Ready { .. }, _) => (Due::ActivationTimeout, at),
			(LeaseState::Active, Some(notice)) if notice <= at => (Due::Notice, notice),
			(LeaseState::Active, _) => (Due::Outage, at),
			(LeaseState::Closing { .. }, _) => (Due::CloseTimeout, at),
			(LeaseState::Closed { .. }, _) => (Due::Expiry, at),
		})
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

/// Where in its life a lease is (L1). Index 3 is kept for `Updating` (L3).
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
			| (Active, Closing { .. }) => true,
			(Closing { reason }, Closed { reason: same }) => reason == same,
			_ => false,
		}
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

	/// Whether the tenant pays the time since the confirmation if the lease ends so in `Ready`
	/// (L2): unless the provider is what failed.
	pub fn charges_reservation(&self) -> bool {
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
	/// The open block in which it began, as of which all leases end and the clock is frozen.
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
			Self::ReservationTimeout => W::serve_reservation_timeout(),
			Self::ActivationTimeout => W::serve_activation_timeout(),
			Self::CloseTimeout => W::serve_close_timeout(),
			Self::Expiry => W::serve_expiry(),
			Self::Drain(_) => Self::heaviest::<W>(),
		}
	}

	/// What serving the dearest of them weighs.
	pub fn heaviest<W: WeightInfo>() -> Weight {
		W::serve_reservation_timeout()
			.max(W::serve_activation_timeout())
			.max(W::serve_drained())
			.max(W::serve_end())
			.max(W::serve_funds_low())
			.max(W::serve_close_timeout())
			.max(W::serve_expiry())
	}
}
