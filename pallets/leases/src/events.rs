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
