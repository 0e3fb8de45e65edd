//! # Registry: who provides what
//!
//! ## Overview
//!
//! A data centre or GPU owner that wants to serve tenants **proposes** itself: it says where its
//! machines stand, what they have, which tokens it takes and how it is reached, and puts down a
//! deposit (R1). The council **approves** or **rejects** (R2). Either way the deposit comes back,
//! unless the council calls the proposal spam. An approved provider becomes **active** as soon as
//! it has staked what its capacity requires, and may then take on orders (R3).
//!
//! Day-to-day business is done by an **operator key**, which can bid, confirm and report, but can
//! move no funds. The provider's own account can replace it at any time (R4).
//!
//! The registry also keeps the **catalogue**: the GPU models and CPU classes that the council
//! recognises, and what a unit of each counts in **capacity points** (R5).
//!
//! And it keeps account of what is **reserved** of each provider, so that nothing is rented out
//! twice.
//!
//! ## Implementation notes
//!
//! * The rest of the market asks through `Providers` (`match_impls.rs`) and `Catalogue`
//!   (`catalogue.rs`) of `spheron-primitives`; staking tells through `OnBacked` (`admission.rs`).
//! * A proposed provider's capacity is known to all, so that it can stake before it is admitted;
//!   no order reaches it.
//! * An entry of the catalogue that a provider's capacity names cannot be removed: each entry has
//!   a count of its users, so that the check is O(1). It can be changed; a new multiplier counts
//!   at once, but a provider's points are told anew (`Usage`) with its next reservation or
//!   release, because finding all its users would be O(providers).
//! * `Fizz` mode is refused until Fizz nodes (R6–R8) are built.
//! * No hooks: everything happens in calls and through the traits.
//!
//! ## Invariants
//!
//! Checked by [`Pallet::do_try_state`]:
//!
//! * What is reserved of a provider never exceeds its capacity, is never empty, and only an
//!   approved provider has any (I5; that it is the sum over leases is theirs to check).
//! * Every provider's operator is indexed as its own, and nothing else is indexed (I10).
//! * What is on hold for proposals is exactly the recorded deposits, and only proposals under way
//!   have one (R2).
//! * Exactly the approved providers have a trust tier and a proxy address (R2).
//! * All that providers name is in the catalogue, each entry's count of users is right, and every
//!   multiplier is in range (R5, I10).
//! * The details of every provider are still such as `propose` would accept (R1).

#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(
	not(feature = "std"),
	deny(
		clippy::unwrap_used,
		clippy::expect_used,
		clippy::panic,
		clippy::indexing_slicing,
		clippy::arithmetic_side_effects,
		clippy::cast_possible_truncation,
		clippy::cast_possible_wrap,
		clippy::cast_sign_loss
	)
)]

extern crate alloc;

mod admission;
#[cfg(feature = "runtime-benchmarks")]
#[allow(
	clippy::unwrap_used,
	clippy::arithmetic_side_effects,
	clippy::cast_possible_truncation,
	reason = "not part of a live chain"
)]
pub mod benchmarking;
mod catalogue;
mod match_impls;
#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;
mod try_state;
pub mod types;
pub mod weights;

pub use pallet::*;
pub use types::{CatalogueEntry, Class, Details, Provider, ProviderStatus};
pub use weights::WeightInfo;

/// The details of a provider of this chain.
pub type DetailsOf<T> = Details<<T as frame_system::Config>::AccountId>;

/// The registry's entry of a provider of this chain.
pub type ProviderOf<T> = Provider<<T as frame_system::Config>::AccountId>;

#[allow(
	clippy::cast_possible_truncation,
	clippy::expect_used,
	reason = "FRAME's macros expand to them; what is ours in this module is thin"
)]
#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use alloc::{boxed::Box, string::String, vec::Vec};
	use frame_support::{
		pallet_prelude::*,
		traits::{fungible, OnUnbalanced},
	};
	use frame_system::pallet_prelude::*;
	use sp_runtime::traits::Convert;
	use spheron_primitives::{
		traits::{Stake, Trust, Usage},
		Balance, CpuClass, GpuModel, Multiplier, Resources, Tier,
	};

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// SPON, in which the deposit of a proposal is held.
		type Currency: fungible::Inspect<Self::AccountId, Balance = Balance>
			+ fungible::MutateHold<Self::AccountId, Reason = Self::RuntimeHoldReason>
			+ fungible::BalancedHold<Self::AccountId>;

		/// The runtime's reasons for a hold.
		type RuntimeHoldReason: From<HoldReason>;

		/// The deposit of a proposal, in units of SPON. Any value will do: a proposal keeps the
		/// deposit of its day, 0 holds nothing, and one that nobody can pay closes the door.
		type ProposalDeposit: Get<Balance>;

		/// Where the deposit of a proposal that is spam goes (F7).
		type Slashed: OnUnbalanced<fungible::Credit<Self::AccountId, Self::Currency>>;

		/// Who keeps the catalogue (R5).
		type CatalogueOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Who approves and rejects proposals (R2).
		type ApproveOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// From a provider's account to its proxy address: its derivative account 0 (R2).
		type ProxyAddress: Convert<Self::AccountId, Self::AccountId>;

		/// Told of every provider admitted (X3).
		type Trust: Trust<Self::AccountId>;

		/// Asked whether a provider just admitted has its stake already (S1).
		type Stake: Stake<Self::AccountId>;

		/// Told of every change of what is reserved, and of a capacity just admitted (X2).
		type Usage: Usage<Self::AccountId>;

		/// Measured weights of the calls.
		type WeightInfo: WeightInfo;

		/// What benchmarks need of the rest of the market.
		#[cfg(feature = "runtime-benchmarks")]
		type Setup: spheron_primitives::setup::Setup<Self::AccountId>;
	}

	/// Why this pallet holds SPON.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// The deposit of a proposal, until it is withdrawn or decided (R1, R2).
		#[codec(index = 0)]
		Proposal,
	}

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

	/// How many providers have GPUs of a model, proposed ones too; none is not stored.
	///
	/// `Twox64Concat`: its keys are keys of the catalogue, and so is its bound.
	#[pallet::storage]
	pub type GpuModelUsers<T: Config> = StorageMap<_, Twox64Concat, GpuModel, u32, ValueQuery>;

	/// How many providers have vCPUs of a class, proposed ones too; none is not stored.
	///
	/// `Twox64Concat`: its keys are keys of the catalogue, and so is its bound.
	#[pallet::storage]
	pub type CpuClassUsers<T: Config> = StorageMap<_, Twox64Concat, CpuClass, u32, ValueQuery>;

	/// All providers, from proposal on, by their account.
	///
	/// `Blake2_128Concat`: anyone can propose from an account of their choice. Bounded by what
	/// deposits and approvals let in; nothing iterates it on chain.
	#[pallet::storage]
	pub type Providers<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, ProviderOf<T>>;

	/// The provider of each operator key (R4).
	///
	/// `Blake2_128Concat`: providers choose the keys. One entry per provider.
	#[pallet::storage]
	pub type Operators<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, T::AccountId>;

	/// What is reserved of each provider; nothing is not stored (I5).
	///
	/// `Blake2_128Concat`: its keys are keys of [`Providers`], and so is its bound. Apart from it,
	/// because it changes with every lease.
	#[pallet::storage]
	pub type Reserved<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, Resources, ValueQuery>;

	/// The catalogue at the start of the chain: name, class, multiplier in hundredths.
	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// GPU models.
		pub gpu_models: Vec<(String, Class, Multiplier)>,
		/// CPU classes.
		pub cpu_classes: Vec<(String, Class, Multiplier)>,
		#[doc(hidden)]
		#[serde(skip)]
		pub _config: PhantomData<T>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		#[allow(
			clippy::expect_used,
			clippy::panic,
			reason = "a chain must not start from a catalogue that it cannot represent"
		)]
		fn build(&self) {
			let name = |name: &String| -> types::EntryName {
				name.clone().into_bytes().try_into().expect("a catalogue name has at most 32 bytes")
			};
			for (model, class, multiplier) in &self.gpu_models {
				let (model, class, multiplier) = (name(model), *class, *multiplier);
				assert!(!GpuModels::<T>::contains_key(&model), "a GPU model is listed twice");
				Pallet::<T>::set_entry::<GpuModels<T>, GpuModelUsers<T>>(
					&model,
					Some(CatalogueEntry { class, multiplier }),
				)
				.expect("a GPU model has a name and a multiplier in range");
			}
			for (cpu, class, multiplier) in &self.cpu_classes {
				let (cpu, class, multiplier) = (name(cpu), *class, *multiplier);
				assert!(!CpuClasses::<T>::contains_key(&cpu), "a CPU class is listed twice");
				Pallet::<T>::set_entry::<CpuClasses<T>, CpuClassUsers<T>>(
					&cpu,
					Some(CatalogueEntry { class, multiplier }),
				)
				.expect("a CPU class has a name and a multiplier in range");
			}
		}
	}

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
			/// What it says of itself.
			details: Box<DetailsOf<T>>,
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
			/// What was on hold, in units of SPON.
			deposit: Balance,
			/// Whether the deposit was taken as spam; else it was returned.
			spam: bool,
		},
		/// The council approved a proposal; its deposit was returned.
		ProviderApproved {
			/// The provider.
			provider: T::AccountId,
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

	#[pallet::error]
	pub enum Error<T> {
		/// The account already is a provider, or has a proposal under way. Nothing was changed; to
		/// change a proposal, withdraw it first.
		AlreadyRegistered,
		/// The account is not a provider and has no proposal under way. Propose first.
		NotRegistered,
		/// There is no proposal of this account under way: it was never made, was withdrawn, or is
		/// decided already.
		NotProposed,
		/// The name is empty. Give one of 1 to 64 bytes.
		EmptyName,
		/// The region is empty. Give one of 1 to 32 bytes, such as `us-west`.
		EmptyRegion,
		/// Mode `Fizz` is not supported yet. Propose in mode `Provider`.
		FizzNotSupported,
		/// The capacity is empty. Say what there is to rent.
		EmptyCapacity,
		/// A GPU model is given with a count of 0. Leave that model out.
		ModelWithoutGpus,
		/// A GPU model is not in the catalogue. Use a listed name, or ask the council to list it.
		UnknownGpuModel,
		/// The CPU class is not in the catalogue. Use a listed name, or ask the council to list it.
		UnknownCpuClass,
		/// The host URI is empty. Give one of 1 to 128 bytes.
		EmptyHostUri,
		/// No payment token is accepted. Name at least one.
		NoTokens,
		/// An attribute has an empty key. Name it, or leave it out.
		EmptyAttributeKey,
		/// The account is the operator of another provider. Use an account of its own.
		OperatorTaken,
		/// A provider starts in a community tier. Name one from 4 to 7.
		TierNotCommunity,
		/// The name of a catalogue entry is empty. Give one of 1 to 32 bytes.
		EmptyEntryName,
		/// The multiplier is out of range. Give 1 to 10 000 hundredths.
		MultiplierOutOfRange,
		/// The catalogue has no such entry, so it cannot be removed. Check the spelling.
		NotListed,
		/// A provider's capacity names the entry, so it cannot be removed. It can be changed.
		EntryInUse,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call(weight = <T as Config>::WeightInfo)]
	impl<T: Config> Pallet<T> {
		/// List or change a GPU model of the catalogue, or remove it if no `entry` is given (R5).
		///
		/// By [`Config::CatalogueOrigin`]. A model that a provider has cannot be removed.
		#[pallet::call_index(0)]
		pub fn set_gpu_model(
			origin: OriginFor<T>,
			model: GpuModel,
			entry: Option<CatalogueEntry>,
		) -> DispatchResult {
			T::CatalogueOrigin::ensure_origin(origin)?;
			Self::do_set_gpu_model(model, entry)
		}

		/// List or change a CPU class of the catalogue, or remove it if no `entry` is given (R5).
		///
		/// By [`Config::CatalogueOrigin`]. A class that a provider has cannot be removed.
		#[pallet::call_index(1)]
		pub fn set_cpu_class(
			origin: OriginFor<T>,
			class: CpuClass,
			entry: Option<CatalogueEntry>,
		) -> DispatchResult {
			T::CatalogueOrigin::ensure_origin(origin)?;
			Self::do_set_cpu_class(class, entry)
		}

		/// Propose the caller as a provider (R1).
		///
		/// [`Config::ProposalDeposit`] is held until the proposal is withdrawn or decided. See
		/// [`Details`] for what each part must be.
		#[pallet::call_index(2)]
		pub fn propose(origin: OriginFor<T>, details: Box<DetailsOf<T>>) -> DispatchResult {
			let provider = ensure_signed(origin)?;
			Self::do_propose(provider, details)
		}

		/// Take the caller's proposal back, and its deposit.
		#[pallet::call_index(3)]
		pub fn withdraw_proposal(origin: OriginFor<T>) -> DispatchResult {
			let provider = ensure_signed(origin)?;
			Self::do_withdraw_proposal(provider)
		}

		/// Admit `provider`, which proposed itself, into trust tier `tier`, from 4 to 7 (R2).
		///
		/// By [`Config::ApproveOrigin`]. Returns the deposit. The provider is active at once if
		/// it has its stake.
		#[pallet::call_index(4)]
		pub fn approve(origin: OriginFor<T>, provider: T::AccountId, tier: Tier) -> DispatchResult {
			T::ApproveOrigin::ensure_origin(origin)?;
			Self::do_approve(provider, tier)
		}

		/// Reject the proposal of `provider` (R2).
		///
		/// By [`Config::ApproveOrigin`]. Returns the deposit, or takes it if the proposal is
		/// `spam`. The account may propose again.
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::reject().max(T::WeightInfo::reject_spam()))]
		pub fn reject(origin: OriginFor<T>, provider: T::AccountId, spam: bool) -> DispatchResult {
			T::ApproveOrigin::ensure_origin(origin)?;
			Self::do_reject(provider, spam)
		}

		/// Replace the operator key of the caller, a provider (R4). The old one is powerless at
		/// once.
		#[pallet::call_index(6)]
		pub fn set_operator(origin: OriginFor<T>, operator: T::AccountId) -> DispatchResult {
			let provider = ensure_signed(origin)?;
			Self::do_set_operator(provider, operator)
		}
	}
}
