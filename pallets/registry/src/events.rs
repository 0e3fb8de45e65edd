//! What an indexer can follow.

use frame_support::pallet_macros::pallet_section;

/// The events of the pallet.
#[pallet_section]
mod events {
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A GPU model of the catalogue was listed or changed, or removed if there is no entry.
		GpuModelSet {
			/// The model.
			model: GpuModel,
			/// Its entry from now on.
			entry: Option<CatalogueEntry>,
		},
		/// A CPU class of the catalogue was listed or changed, or removed if there is no entry.
		CpuClassSet {
			/// The class.
			class: CpuClass,
			/// Its entry from now on.
			entry: Option<CatalogueEntry>,
		},
		/// A provider proposed itself.
		ProviderProposed {
			/// The provider.
			provider: T::AccountId,
			/// The hash of what it proposed, by which the council decides.
			proposal: H256,
			/// What it says of itself.
			details: Box<DetailsOf<T>>,
			/// The key with which its node will attest.
			attestation_key: AttestationId,
			/// What is on hold, in units of SPON.
			deposit: Balance,
		},
		/// A provider took its proposal back.
		ProposalWithdrawn {
			/// The provider that would have been.
			provider: T::AccountId,
			/// What was returned, in units of SPON.
			deposit: Balance,
		},
		/// The council rejected a proposal.
		ProposalRejected {
			/// The provider that would have been.
			provider: T::AccountId,
			/// The hash of what it proposed.
			proposal: H256,
			/// What was on hold, in units of SPON.
			deposit: Balance,
			/// Whether the deposit was taken as spam; else it was returned.
			spam: bool,
		},
		/// The council approved a proposal; its deposit was returned.
		ProviderApproved {
			/// The provider.
			provider: T::AccountId,
			/// The hash of what it proposed.
			proposal: H256,
			/// The trust tier it starts in.
			tier: Tier,
			/// Where its earnings will be withdrawn to.
			proxy_address: T::AccountId,
		},
		/// A provider has its stake and is now active.
		ProviderActivated {
			/// The provider.
			provider: T::AccountId,
		},
		/// A provider was suspended; its leases are being closed.
		ProviderSuspended {
			/// The provider.
			provider: T::AccountId,
		},
		/// A provider is no longer suspended: it is registered.
		ProviderReinstated {
			/// The provider.
			provider: T::AccountId,
		},
		/// A provider is leaving: it takes on nothing more.
		ProviderLeaving {
			/// The provider.
			provider: T::AccountId,
		},
		/// A provider that was leaving is gone.
		ProviderLeft {
			/// The provider that was.
			provider: T::AccountId,
		},
		/// A provider announced a maintenance, which begins and ends by itself.
		MaintenanceAnnounced {
			/// The provider.
			provider: T::AccountId,
			/// The first open block of it.
			starts_at: OpenBlock,
			/// The first open block after it.
			ends_at: OpenBlock,
		},
		/// The maintenance of a provider that was ahead will not be.
		MaintenanceCancelled {
			/// The provider.
			provider: T::AccountId,
		},
		/// The maintenance of a provider ended before its time.
		MaintenanceEnded {
			/// The provider.
			provider: T::AccountId,
			/// The first open block after it.
			ended_at: OpenBlock,
		},
		/// A provider changed data of its own.
		ProviderUpdated {
			/// The provider.
			provider: T::AccountId,
			/// What it changed.
			update: Box<UpdateOf<T>>,
		},
		/// A provider asked for another capacity.
		CapacityRequested {
			/// The provider.
			provider: T::AccountId,
			/// The hash of the request, by which the council approves it.
			request: H256,
			/// All that it would have.
			capacity: Resources,
			/// The class of its vCPUs.
			cpu_class: CpuClass,
		},
		/// A provider took its request for another capacity back, or dropped it by leaving.
		CapacityRequestWithdrawn {
			/// The provider.
			provider: T::AccountId,
		},
		/// A provider has another capacity, as it asked for.
		CapacityChanged {
			/// The provider.
			provider: T::AccountId,
			/// All that it has from now on.
			capacity: Resources,
			/// The class of its vCPUs from now on.
			cpu_class: CpuClass,
		},
		/// The council rejected a request for another capacity.
		CapacityRejected {
			/// The provider.
			provider: T::AccountId,
		},
		/// A provider has another attestation key.
		AttestationKeySet {
			/// The provider.
			provider: T::AccountId,
			/// The key until now, which stays good for the period that is running.
			old: AttestationId,
			/// The key from now on.
			key: AttestationId,
		},
		/// A provider has another operator key.
		OperatorSet {
			/// The provider.
			provider: T::AccountId,
			/// The key until now.
			old: T::AccountId,
			/// The key from now on.
			operator: T::AccountId,
		},
		/// What is reserved of a provider changed.
		ReservedChanged {
			/// The provider.
			provider: T::AccountId,
			/// All that is reserved of it from now on.
			reserved: Resources,
		},
	}
}
