//! The invariants of the crate's documentation, checked.

use crate::{Config, NextRootCallId, Pallet, RootCall, RootCallId, RootCalls, MAX_ROOT_DELAY};
use frame_support::{
	ensure,
	traits::{schedule::v3::Named, Get, QueryPreimage},
};
use sp_runtime::TryRuntimeError;
use spheron_primitives::traits::OpenBlocks;

impl<T: Config> Pallet<T> {
	/// Check every invariant of this pallet. Cost: a few reads per call under way to root.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		let (counted, calls) = (RootCalls::<T>::count(), RootCalls::<T>::iter_keys().count());
		ensure!(usize::try_from(counted) == Ok(calls), "I10: root calls are miscounted");
		ensure!(counted <= T::MaxRootCalls::get(), "G1: too many root calls are under way");
		RootCalls::<T>::iter().try_for_each(|(id, call)| Self::check_root_call(id, &call))
	}

	fn check_root_call(id: RootCallId, call: &RootCall<T::Hash>) -> Result<(), TryRuntimeError> {
		let now = T::Time::now();
		ensure!(id < NextRootCallId::<T>::get(), "G1: the number of a root call was not given out");
		ensure!(
			call.due <= now.saturating_add(MAX_ROOT_DELAY),
			"G1: a root call is due later than the longest delay"
		);
		if call.due <= now {
			return Ok(());
		}
		ensure!(
			T::Scheduler::next_dispatch_time(Self::task_name(id)) == Ok(call.due),
			"I10: a root call is not with the scheduler for its block"
		);
		ensure!(
			call.preimage.is_none_or(|hash| {
				T::Preimages::is_requested(&hash) && T::Preimages::len(&hash).is_some()
			}),
			"I10: the preimage of a root call is gone"
		);
		Ok(())
	}
}
