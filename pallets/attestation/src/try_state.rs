//! The invariants, as code.

use crate::{ClockState, Clocks, Config, Pallet};
use frame_support::ensure;
use sp_runtime::TryRuntimeError;
use spheron_primitives::{traits::OpenBlocks, OpenBlock};

impl<T: Config> Pallet<T> {
	/// Check every invariant of the pallet against its whole state.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		let now = T::Time::now();
		for clock in Clocks::<T>::iter_values() {
			let ClockState { running, before, attested, down, sequence } = clock;
			// The clock goes on where the run before left it.
			let started = before.alive(OpenBlock::MAX).saturating_add(running.missed);
			ensure!(sequence > 0, "a clock of a provider that never attested");
			ensure!(attested <= now, "a clock was attested in the future");
			ensure!(before.missed <= before.until, "a clock missed more than there was");
			ensure!(before.until <= started, "a clock has jumped");
			ensure!(started <= running.until.min(attested), "a run ended before it began");
			ensure!(!down || running.until <= attested, "a clock runs though its provider is down");
		}
		Ok(())
	}
}
