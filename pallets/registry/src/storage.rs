//! What the registry keeps.

use frame_support::pallet_macros::pallet_section;

/// The storage of the pallet.
#[pallet_section]
mod storage {
	/// The GPU models of the catalogue (R5).
	///
	/// `Twox64Concat`: only the council chooses keys. As many as it lists.
	#[pallet::storage]
	pub type GpuModels<T: Config> = StorageMap<_, Twox64Concat, GpuModel, CatalogueEntry>;

	/// The CPU classes of the catalogue (R5).
	///
	/// `Twox64Concat`: only the council chooses keys. As many as it lists.
	#[pallet::storage]
	pub type CpuClasses<T: Config> = StorageMap<_, Twox64Concat, CpuClass, CatalogueEntry>;

	/// How many admitted providers have GPUs of a model; none is not stored.
	///
	/// `Twox64Concat`: its keys are keys of the catalogue, and so is its bound.
	#[pallet::storage]
	pub type GpuModelUsers<T: Config> = StorageMap<_, Twox64Concat, GpuModel, u32, ValueQuery>;

	/// How many admitted providers have vCPUs of a class; none is not stored.
	///
	/// `Twox64Concat`: its keys are keys of the catalogue, and so is its bound.
	#[pallet::storage]
	pub type CpuClassUsers<T: Config> = StorageMap<_, Twox64Concat, CpuClass, u32, ValueQuery>;

	/// Proposals on which the council has not decided, by the account that would be the provider.
	///
	/// `Blake2_128Concat`: anyone can propose from an account of their choice. Each has a deposit on
	/// hold; nothing iterates it on chain.
	#[pallet::storage]
	pub type Proposals<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, ProposalOf<T>>;

	/// All admitted providers, by their account.
	///
	/// `Blake2_128Concat`: providers choose their accounts. Bounded by what the council lets in;
	/// nothing iterates it on chain.
	#[pallet::storage]
	pub type Providers<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, ProviderOf<T>>;

	/// The attestation keys of each provider (R4).
	///
	/// `Blake2_128Concat`: its keys are keys of [`Providers`], and so is its bound.
	#[pallet::storage]
	pub type AttestationKeys<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, spheron_primitives::AttestationKeys>;

	/// The provider of each attestation key, the one before the last change included: no two have
	/// the same (R4).
	///
	/// `Blake2_128Concat`: providers choose the keys. Two per admitted provider at most.
	#[pallet::storage]
	pub type AttestationKeyOwners<T: Config> =
		StorageMap<_, Blake2_128Concat, AttestationId, T::AccountId>;

	/// The capacities that providers ask for, on which the council has not decided (R4).
	///
	/// `Blake2_128Concat`: its keys are keys of [`Providers`], and so is its bound.
	#[pallet::storage]
	pub type CapacityRequests<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, CapacityRequest>;

	/// The admitted providers of each region, GPU model, tier and token, whatever their status.
	///
	/// `Blake2_128Concat` twice: providers choose regions and accounts. A provider has at most 34
	/// entries: one region, one tier, 16 models, 16 tokens. For readers; nothing iterates it on
	/// chain.
	#[pallet::storage]
	pub type Index<T: Config> = StorageDoubleMap<
		_,
		Blake2_128Concat,
		Facet,
		Blake2_128Concat,
		T::AccountId,
		(),
		OptionQuery,
	>;

	/// What the providers of each entry of [`Index`] have together; nothing is not stored.
	///
	/// `Blake2_128Concat`: providers choose regions. At most one entry per entry of [`Index`].
	#[pallet::storage]
	pub type Totals<T: Config> = StorageMap<_, Blake2_128Concat, Facet, FacetTotals, ValueQuery>;

	/// The providers that are leaving and that nothing keeps any more: they are gone as soon as a
	/// block has room for it (R3).
	///
	/// `Blake2_128Concat`: its keys are keys of [`Providers`], and so is its bound.
	#[pallet::storage]
	pub type Departures<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, ()>;

	/// What is reserved of each provider; nothing is not stored (I5).
	///
	/// `Blake2_128Concat`: its keys are keys of [`Providers`], and so is its bound. Apart from it,
	/// because it changes with every lease.
	#[pallet::storage]
	pub type Reserved<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, Resources, ValueQuery>;
}
