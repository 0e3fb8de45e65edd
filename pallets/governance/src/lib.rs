//! # Governance: what the council does beyond motions
//!
//! ## Overview
//!
//! The council decides by motions, and most of what it decides it does in its own name: it admits a
//! provider, lists a token, sets a parameter. Some things only an *account* can do. A token that
//! tenants pay with must belong to nobody but the council, so that nobody can freeze or burn other
//! people's funds (T2): its owner is the *council's account*, for which there is no key. This pallet
//! lets a motion act as that account: mint such a token, thaw what was frozen, hand its roles over,
//! or send what the account holds.
//!
//! ## Implementation
//!
//! * [`Call::dispatch_as_council`] runs any call of the runtime, signed by the council's account. That
//!   gives it the rights of this one account, not those of the council or of root: neither a motion's
//!   origin nor this call's own can be had by it.
//! * The runtime's filter of calls holds for it as for any signed call, even where root asks for it,
//!   and so does every narrower filter of the origin that asked.
//! * The call is all or nothing. Its error is the motion's error, and nothing of it remains.
//! * It weighs what the call weighs and its own share; what the call turns out not to use is given
//!   back. It is of the call's class.
//!
//! ## Invariants
//!
//! None: this pallet stores nothing.

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

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod dispatch;
#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;
pub mod weights;

pub use pallet::*;
pub use weights::WeightInfo;

#[allow(
	clippy::cast_possible_truncation,
	clippy::expect_used,
	reason = "FRAME's macros expand to them; what is ours in this module is thin"
)]
#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use alloc::boxed::Box;
	use frame_support::{
		dispatch::{GetDispatchInfo, PostDispatchInfo},
		pallet_prelude::*,
	};
	use frame_system::pallet_prelude::*;
	use sp_runtime::traits::Dispatchable;

	/// The version of this pallet's storage.
	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// The calls of the runtime.
		type RuntimeCall: Parameter
			+ Dispatchable<RuntimeOrigin = Self::RuntimeOrigin, PostInfo = PostDispatchInfo>
			+ GetDispatchInfo;
		/// Who may act as the council's account: a motion of the council.
		type CouncilOrigin: EnsureOrigin<Self::RuntimeOrigin>;
		/// The council's account, for which there is no key; owner of listed assets (T2).
		#[pallet::constant]
		type CouncilAccount: Get<Self::AccountId>;
		/// Weights of the calls.
		type WeightInfo: WeightInfo;
	}

	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A call was run as the council's account and succeeded. What it did is in the events before
		/// this one.
		DispatchedAsCouncil,
	}

	#[pallet::call(weight = <T as Config>::WeightInfo)]
	impl<T: Config> Pallet<T> {
		/// Run `call`, signed by the council's account: mint, thaw or hand over the assets that it owns,
		/// or send what it holds (T2).
		///
		/// Origin: [`Config::CouncilOrigin`]. Fails with the error of `call`, which then has changed
		/// nothing, or with `CallFiltered` of `frame_system` if the runtime does not allow it.
		#[pallet::call_index(0)]
		#[pallet::weight({
			let info = call.get_dispatch_info();
			(Pallet::<T>::overhead().saturating_add(info.call_weight), info.class)
		})]
		pub fn dispatch_as_council(
			origin: OriginFor<T>,
			call: Box<<T as Config>::RuntimeCall>,
		) -> DispatchResultWithPostInfo {
			T::CouncilOrigin::ensure_origin(origin.clone())?;
			Self::do_dispatch_as_council(origin, *call)
		}
	}
}
