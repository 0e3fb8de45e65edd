//! # Eras: protocol time and trust tiers
//!
//! ## Overview
//!
//! Every window and deadline of the market is counted in *open blocks*: blocks in which users could
//! send transactions. This pallet is the clock. It counts them, and every so many of them (24 hours
//! by default) it starts the next *era* (X1). While the chain migrates its storage over several
//! blocks, users can send nothing, so the clock stands still and nobody misses a deadline.
//!
//! It also keeps the *trust tier* of every admitted provider, 1 (most trusted) to 7 (X3). The
//! council names the tier at admission (R2).
//!
//! ## Implementation notes
//!
//! There are no calls. Other pallets ask through
//! [`OpenBlocks`](spheron_primitives::traits::OpenBlocks) and
//! [`Trust`](spheron_primitives::traits::Trust). This pallet must stand before every pallet that
//! reads the time in a hook, so that all of them see the number of their own block.
//!
//! The change of era costs the same whatever the number of providers: nothing is iterated. An era
//! ends when it has *lasted* the era's length, not at a multiple of it: a motion that changes the
//! length takes effect on the running era, and no era is ever skipped.
//!
//! ## Invariants
//!
//! * Era `n` starts at open block `n + 1` or later, as every era lasts at least one block (X1).
//! * The current era has started: at the current open block, or before (X1).

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

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;
mod tick;
mod trust;
mod try_state;
mod types;
pub mod weights;

pub use pallet::*;
pub use types::Era;
pub use weights::WeightInfo;

#[allow(
	clippy::cast_possible_truncation,
	clippy::expect_used,
	reason = "FRAME's macros expand to them; what is ours in this module is thin"
)]
#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use frame_support::pallet_prelude::*;
	use frame_system::pallet_prelude::*;
	use spheron_primitives::{EraIndex, OpenBlock, Tier};

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	/// The pallet: protocol time and trust tiers.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// What the runtime supplies.
	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// Length of an era, in open blocks (X1). 0 counts as 1.
		type EraLength: Get<OpenBlock>;
		/// Measured weights.
		type WeightInfo: WeightInfo;
	}

	/// The number of the current open block; the first is 1. During a multi-block migration, the
	/// number of the last one before it.
	#[pallet::storage]
	pub type Now<T> = StorageValue<_, OpenBlock, ValueQuery>;

	/// The current era (X1).
	#[pallet::storage]
	pub type CurrentEra<T> = StorageValue<_, Era, ValueQuery>;

	/// The trust tier of every admitted provider (X3).
	///
	/// `Blake2_128Concat`, as users choose their account ids. At most one entry per provider that
	/// the council admitted.
	#[pallet::storage]
	pub type Tiers<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, Tier, OptionQuery>;

	/// What happened.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// An era started.
		EraStarted {
			/// Number of the era that started; the one before it is over.
			era: EraIndex,
			/// Its first open block.
			at: OpenBlock,
		},
		/// A provider was put into a trust tier.
		TierAssigned {
			/// The provider.
			provider: T::AccountId,
			/// Its tier from now on.
			tier: Tier,
		},
		/// A provider is gone, and its trust tier with it.
		TierRemoved {
			/// The provider.
			provider: T::AccountId,
		},
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn on_initialize(_: BlockNumberFor<T>) -> Weight {
			Self::tick()
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}
}
