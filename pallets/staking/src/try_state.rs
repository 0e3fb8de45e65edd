//! The invariants of the crate's documentation, checked.

use crate::{Config, FaultCount, Faults, HoldReason, Ledger, Ledgers, Pallet};
use frame_support::{ensure, traits::fungible::InspectHold};
use sp_runtime::TryRuntimeError;
use spheron_primitives::traits::OpenBlocks;

impl<T: Config> Pallet<T> {
	/// Check every invariant of this pallet. Cost: two reads per ledger, one per record of faults.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Ledgers::<T>::iter().try_for_each(|(who, ledger)| Self::check_ledger(&who, &ledger))?;
		Faults::<T>::iter_values().try_for_each(|faults| Self::check_faults(&faults))
	}

	fn check_ledger(who: &T::AccountId, ledger: &Ledger) -> Result<(), TryRuntimeError> {
		let on_hold = T::Currency::balance_on_hold(&HoldReason::Stake.into(), who);
		ensure!(ledger.total() == on_hold, "I6: stake recorded is not what is on hold");
		ensure!(ledger.total() > 0, "S1: an empty ledger is stored");
		ensure!(
			ledger.unbonding.iter().all(|unbonding| unbonding.amount > 0),
			"S2: an entry of nothing is unbonding"
		);
		ensure!(
			ledger
				.unbonding
				.iter()
				.zip(ledger.unbonding.iter().skip(1))
				.all(|(earlier, later)| earlier.due < later.due),
			"S2: what is unbonding is not in order"
		);
		Ok(())
	}

	fn check_faults(faults: &FaultCount) -> Result<(), TryRuntimeError> {
		ensure!(faults.count > 0, "S4: a record of no faults is stored");
		ensure!(faults.era <= T::Time::era(), "S4: faults are recorded in an era to come");
		Ok(())
	}
}
