//! The invariants, as code.

use crate::{Clocks, Config, Pallet};
use frame_support::ensure;
use sp_runtime::TryRuntimeError;
use spheron_primitives::traits::OpenBlocks;

impl<T: Config> Pallet<T> {
	/// Check every invariant of the pallet against its whole state.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		let now = T::Time::now();
		for clock in Clocks::<T>::iter_values() {
			let (running, before) = (clock.running, clock.before);
			ensure!(clock.sequence > 0, "a clock of a provider that never attested");
			ensure!(running.mark <= now, "a clock was marked in the future");
			ensure!(before.mark <= running.mark, "a clock was marked out of order");
			ensure!(running.until >= running.mark, "a clock stopped before it was marked");
			ensure!(running.base == before.alive(running.mark), "a clock has jumped");
			ensure!(
				clock.down.is_none_or(|down| down <= running.mark && running.until == running.mark),
				"a clock runs though its provider is down"
			);
		}
		Ok(())
	}
}
