//! Calls on their way to root: scheduled, cancelled, run (G1).

use crate::{
	Call, Config, Error, Event, NextRootCallId, Pallet, RootCall, RootCallId, RootCalls,
	WeightInfo, MAX_ROOT_DELAY, MIN_ROOT_DELAY,
};
use alloc::boxed::Box;
use codec::{DecodeLimit, Encode};
use frame_support::{
	dispatch::{extract_actual_weight, GetDispatchInfo},
	ensure,
	pallet_prelude::{DispatchResult, DispatchResultWithPostInfo},
	traits::{
		schedule::{
			v3::{Named, TaskName},
			DispatchTime, HIGHEST_PRIORITY,
		},
		Get, QueryPreimage, StorePreimage,
	},
	Blake2_256, StorageHasher, MAX_EXTRINSIC_DEPTH,
};
use frame_system::RawOrigin;
use sp_runtime::{
	traits::{Dispatchable, Hash},
	ArithmeticError,
};
use spheron_primitives::{traits::OpenBlocks, OpenBlock};

impl<T: Config> Pallet<T> {
	/// Let the scheduler run `call` as root once the delay is over.
	pub(crate) fn do_schedule_root(call: <T as Config>::RuntimeCall) -> DispatchResult {
		ensure!(Self::length_of(&call) <= T::MaxCallLength::get(), Error::<T>::CallTooLong);
		ensure!(RootCalls::<T>::count() < T::MaxRootCalls::get(), Error::<T>::TooManyRootCalls);
		let id = NextRootCallId::<T>::get();
		let hash = T::Hashing::hash_of(&call);
		let task: <T as Config>::RuntimeCall = Call::enact_root { id, call: Box::new(call) }.into();
		let weight = task.get_dispatch_info().call_weight;
		ensure!(weight.all_lte(T::MaxCallWeight::get()), Error::<T>::CallTooHeavy);

		let due =
			T::Time::now().checked_add(Self::root_delay()).ok_or(ArithmeticError::Overflow)?;
		let task = T::Preimages::bound(task)?;
		let preimage = task.lookup_hash();
		T::Scheduler::schedule_named(
			Self::task_name(id),
			DispatchTime::At(due),
			None,
			HIGHEST_PRIORITY,
			RawOrigin::Root.into(),
			task,
		)?;
		// The scheduler has requested it as well, and gives back only its own request.
		Self::release(preimage);

		NextRootCallId::<T>::put(id.checked_add(1).ok_or(ArithmeticError::Overflow)?);
		RootCalls::<T>::insert(id, RootCall { hash, preimage, due });
		Self::deposit_event(Event::RootCallScheduled { id, hash, due });
		Ok(())
	}

	/// As [`Pallet::do_schedule_root`], with the call whose preimage has `hash` and `length`.
	pub(crate) fn do_schedule_root_by_hash(hash: &T::Hash, length: u32) -> DispatchResult {
		ensure!(length <= T::MaxCallLength::get(), Error::<T>::CallTooLong);
		let preimage =
			T::Preimages::fetch(hash, Some(length)).map_err(|_| Error::<T>::UnknownPreimage)?;
		let call = <T as Config>::RuntimeCall::decode_all_with_depth_limit(
			MAX_EXTRINSIC_DEPTH,
			&mut preimage.as_ref(),
		)
		.map_err(|_| Error::<T>::NotACall)?;
		Self::do_schedule_root(call)
	}

	/// Take call `id` off the list and, unless it was put off there, out of the scheduler.
	pub(crate) fn do_cancel_root(id: RootCallId) -> DispatchResult {
		let call = RootCalls::<T>::take(id).ok_or(Error::<T>::NotUnderWay)?;
		// The scheduler gives a preimage back once it has run, not if it is cancelled by its name.
		if T::Scheduler::cancel_named(Self::task_name(id)).is_ok() {
			Self::release(call.preimage);
		}
		Self::deposit_event(Event::RootCallCancelled { id });
		Ok(())
	}

	/// Run `call`, number `id`, as root, if it is still on the list.
	pub(crate) fn do_enact_root(
		id: RootCallId,
		call: <T as Config>::RuntimeCall,
	) -> DispatchResultWithPostInfo {
		RootCalls::<T>::take(id).ok_or(Error::<T>::NotUnderWay)?;
		let info = call.get_dispatch_info();
		let result = call.dispatch(RawOrigin::Root.into());
		let weight =
			T::WeightInfo::enact_root().saturating_add(extract_actual_weight(&result, &info));
		let result = result.map(drop).map_err(|failed| failed.error);
		Self::deposit_event(Event::RootCallEnacted { id, result });
		Ok(Some(weight).into())
	}

	/// The length of `call`, in bytes.
	pub(crate) fn length_of(call: &<T as Config>::RuntimeCall) -> u32 {
		u32::try_from(call.encoded_size()).unwrap_or(u32::MAX)
	}

	/// By which name the scheduler knows call `id`.
	pub(crate) fn task_name(id: RootCallId) -> TaskName {
		(b"spheron/root", id).using_encoded(Blake2_256::hash)
	}

	/// The delay in force.
	fn root_delay() -> OpenBlock {
		T::RootDelay::get().clamp(MIN_ROOT_DELAY, MAX_ROOT_DELAY)
	}

	/// Give back one request of a preimage.
	fn release(preimage: Option<T::Hash>) {
		if let Some(hash) = preimage.filter(T::Preimages::is_requested) {
			T::Preimages::unrequest(&hash);
		}
	}
}
