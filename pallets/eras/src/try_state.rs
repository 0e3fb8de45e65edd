//! The invariants of the crate's documentation, checked.

use crate::{Config, CurrentEra, Now, Pallet};
use frame_support::ensure;
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Check every invariant of this pallet. Cost: two reads.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		let era = CurrentEra::<T>::get();
		// Before the first block nothing has passed, and era 0 waits for it.
		let now = Now::<T>::get().max(1);
		ensure!(era.index < era.started, "X1: an era lasted less than one block");
		ensure!(era.started <= now, "X1: the current era has not started yet");
		Ok(())
	}
}
