//! What the pallet announces.

/// The part of the pallet that declares its events.
#[frame_support::pallet_macros::pallet_section]
mod events {
	/// What happened.
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// An award became a lease; the provider has until `confirm_by` to confirm.
		LeaseOpened {
			/// The lease.
			lease: LeaseId,
			/// The order that it serves.
			order: OrderId,
			/// Who pays.
			tenant: T::AccountId,
			/// Who serves.
			provider: T::AccountId,
			/// The token it is paid in.
			token: Token,
			/// Units of the token per hour.
			price: Balance,
			/// Blocks of service.
			duration: OpenBlock,
			/// The open block at which the award lapses.
			confirm_by: OpenBlock,
		},
		/// The provider confirmed and waits for the manifest.
		LeaseConfirmed {
			/// The lease.
			lease: LeaseId,
			/// What stays locked for it, from the order's lock.
			locked: Balance,
			/// The open block at which it closes unless activated.
			activate_by: OpenBlock,
		},
		/// The deployment is up; charging has started.
		LeaseActivated {
			/// The lease.
			lease: LeaseId,
			/// How the tenant reaches it.
			access: AccessDetails,
		},
		/// Service was paid for, from the tenant's lock.
		LeaseSettled {
			/// The lease.
			lease: LeaseId,
			/// The block up to which it is paid.
			at: OpenBlock,
			/// What was charged on top of what had been.
			step: Charge,
			/// The provider's part of it.
			net: Balance,
		},
		/// The tenant added service, and locked what it costs.
		LeaseExtended {
			/// The lease.
			lease: LeaseId,
			/// Blocks of service added.
			blocks: OpenBlock,
			/// What was locked for them.
			locked: Balance,
			/// Blocks of service now left.
			left: OpenBlock,
		},
		/// The tenant offered the lease to another account, which may accept it; an earlier offer is
		/// void. An offer ends with the service.
		LeaseOffered {
			/// The lease.
			lease: LeaseId,
			/// Who may accept it.
			to: T::AccountId,
		},
		/// The tenant took its offer back.
		OfferWithdrawn {
			/// The lease.
			lease: LeaseId,
		},
		/// The offer was accepted: the lease has another tenant, with what was locked for it.
		LeaseHandedOver {
			/// The lease.
			lease: LeaseId,
			/// Who was its tenant, and paid for it up to here.
			from: T::AccountId,
			/// Who is its tenant now.
			to: T::AccountId,
			/// What is locked for it, after the settlement.
			locked: Balance,
		},
		/// The tenant asked for an update: `Active` → `Updating`. Nothing changes but what is held for
		/// it. If the lease was on offer, it is not any more.
		UpdateRequested {
			/// The lease.
			lease: LeaseId,
			/// By which the provider names it.
			update: H256,
			/// What it would run.
			services: Services,
			/// What that would need of its provider.
			resources: Resources,
			/// What it would count for on its tenant's wallet; until the end of the update the larger of
			/// this and what it is counts, resource by resource.
			footprint: Footprint,
			/// Hash of its manifest then.
			manifest: H256,
			/// The most that it may cost then: units of its token per hour.
			max_price: Balance,
			/// What was locked for it.
			locked: Balance,
			/// The open block at which it ends unless accepted.
			answer_by: OpenBlock,
		},
		/// The provider accepted the update, and has reserved what it needs more.
		UpdateAccepted {
			/// The lease.
			lease: LeaseId,
			/// What the lease will cost: units of its token per hour.
			price: Balance,
			/// What was reserved.
			reserved: Resources,
			/// The open block at which the update ends unless applied.
			apply_by: OpenBlock,
		},
		/// The provider applied the update: `Updating` → `Active`, at the new price from this block
		/// on. What is not needed any more of the provider is free.
		UpdateApplied {
			/// The lease.
			lease: LeaseId,
			/// What it costs from here on: units of its token per hour.
			price: Balance,
			/// What it needs of its provider from here on.
			resources: Resources,
			/// What it counts for on its tenant's wallet from here on.
			footprint: Footprint,
			/// Hash of its manifest.
			manifest: H256,
			/// What was locked too much.
			unlocked: Balance,
		},
		/// The update came to nothing: the lease is what it was, `Active` if it has not ended. What was
		/// reserved for the update is free.
		UpdateEnded {
			/// The lease.
			lease: LeaseId,
			/// Why.
			outcome: UpdateOutcome,
			/// What was locked for it.
			unlocked: Balance,
		},
		/// The lease ended in `Ready` through nobody's proven fault, and its provider paid for that
		/// from its stake, to the fee routes.
		UnstartedCharged {
			/// The lease.
			lease: LeaseId,
			/// Who paid.
			provider: T::AccountId,
			/// What was paid, in units of SPON.
			amount: Balance,
		},
		/// The time between the confirmation and the end in `Ready` was paid, to the fee routes.
		ReservationCharged {
			/// The lease.
			lease: LeaseId,
			/// What was paid.
			amount: Balance,
		},
		/// Little service is left of what the tenant paid for.
		FundsLow {
			/// The lease.
			lease: LeaseId,
			/// Blocks of service left.
			left: OpenBlock,
		},
		/// The provider gave notice.
		ProviderNotice {
			/// The lease.
			lease: LeaseId,
			/// The open block at which it ends.
			ends_at: OpenBlock,
		},
		/// Service and charging have ended, all is settled; the provider is to clear up.
		LeaseClosing {
			/// The lease.
			lease: LeaseId,
			/// Why.
			reason: EndReason,
			/// Who ended it.
			by: EndedBy,
			/// The open block as of which it ended.
			ended: OpenBlock,
			/// The open block at which it is `Closed` without the provider's word.
			closes_at: OpenBlock,
		},
		/// The lease is over and its capacity free.
		LeaseClosed {
			/// The lease.
			lease: LeaseId,
			/// Why.
			reason: EndReason,
			/// Who ended it.
			by: EndedBy,
			/// The open block as of which it ended.
			ended: OpenBlock,
			/// The open block at which its record is removed.
			kept_until: OpenBlock,
		},
		/// The record of a closed lease was removed.
		LeaseExpired {
			/// The lease.
			lease: LeaseId,
		},
		/// The lease was reported unhealthy: it is not charged from here on.
		ClockPaused {
			/// The lease.
			lease: LeaseId,
			/// The open block from which on it counts as unhealthy: this one, or the one in which its
			/// provider had gone down, or that of its activation if that was later (L5).
			since: OpenBlock,
			/// The open block at which it ends unless it is healthy again; `OutageEndSet` says if that
			/// moves.
			ends_at: OpenBlock,
		},
		/// When bad health ends the lease, which is off the clock for it, was computed anew. It has moved
		/// if its provider has had a maintenance since, or a motion changed the limit (L5).
		OutageEndSet {
			/// The lease.
			lease: LeaseId,
			/// The open block at which it ends unless it is healthy again.
			ends_at: OpenBlock,
		},
		/// The lease is healthy again: it is charged from here on.
		ClockResumed {
			/// The lease.
			lease: LeaseId,
		},
		/// All leases of the provider are being closed.
		ProviderDraining {
			/// The provider.
			provider: T::AccountId,
			/// Why.
			reason: DrainReason,
			/// The block as of which they end, as far as they do not end before by themselves.
			since: OpenBlock,
		},
		/// The last lease of a provider that was being drained is closed.
		ProviderDrained {
			/// The provider.
			provider: T::AccountId,
		},
		/// Something due of the lease could not be done, and will be tried again: a bug to be
		/// reported.
		ServiceFailed {
			/// The lease.
			lease: LeaseId,
			/// What went wrong.
			error: DispatchError,
		},
	}
}
