//! The invariants of the crate's documentation, checked.

use crate::{
	Answering, Claims, Config, Deadlines, FaultCount, Faults, HoldReason, Ledger, Ledgers,
	NextSlashId, Pallet, SlashId, SlashKind, SlashOf, Slashes, Stage,
};
use alloc::collections::{BTreeMap, BTreeSet};
use frame_support::{ensure, traits::fungible::InspectHold};
use sp_runtime::TryRuntimeError;
use spheron_primitives::{traits::OpenBlocks, Balance, BigEndian};

impl<T: Config> Pallet<T> {
	/// Check every invariant of this pallet. Cost: two reads per ledger and per slash, one per claim
	/// and per record of faults.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Ledgers::<T>::iter().try_for_each(|(who, ledger)| Self::check_ledger(&who, &ledger))?;
		Faults::<T>::iter_values().try_for_each(|faults| Self::check_faults(&faults))?;
		Slashes::<T>::iter().try_for_each(|(id, slash)| Self::check_slash(id, &slash))?;
		Self::check_held()?;
		Self::check_indexes()?;
		Self::check_claims()
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

	fn check_slash(id: SlashId, slash: &SlashOf<T>) -> Result<(), TryRuntimeError> {
		ensure!(id < NextSlashId::<T>::get(), "S5: a slash has an id that was not given yet");
		ensure!(slash.amount > 0, "S5: a slash of nothing is stored");
		let (mut claims, mut losses) = (0u32, 0u128);
		for claim in Claims::<T>::iter_prefix_values(slash.filed) {
			ensure!(claim.loss > 0, "S5: a claim of nothing is stored");
			claims = claims.saturating_add(1);
			losses = losses.saturating_add(claim.loss);
		}
		ensure!(slash.claims == claims, "I10: a slash does not count its claims");
		match &slash.stage {
			Stage::Waiting { taken } => {
				ensure!(taken.total() == slash.amount, "S5: a slash is not what it took");
				ensure!(slash.due <= slash.deadline, "S5: a slash is applied before it is due");
				ensure!(slash.losses == losses, "I10: a slash does not count its losses");
			}
			Stage::Claimable { left } => {
				ensure!(claims > 0, "S5: a slash waits for claims that nobody has");
				ensure!(*left <= slash.shared(), "S5: more is left than was shared");
				ensure!(losses <= slash.losses, "I10: a slash does not count its losses");
				ensure!(slash.part(losses) <= *left, "S5: less is left than is claimed");
			}
			Stage::Over => {
				let kept = claims > 0 || Self::answers(id, &slash.provider);
				ensure!(kept, "S5: a slash that is over is stored");
			}
		}
		Ok(())
	}

	/// What providers have on hold for slashes is what their slashes say.
	fn check_held() -> Result<(), TryRuntimeError> {
		let mut held = BTreeMap::<T::AccountId, Balance>::new();
		for slash in Slashes::<T>::iter_values() {
			let sum = held.entry(slash.provider.clone()).or_default();
			*sum = sum.saturating_add(slash.held());
		}
		for (who, held) in held {
			let on_hold = T::Currency::balance_on_hold(&HoldReason::Slash.into(), &who);
			ensure!(held == on_hold, "I6: what is slashed is not what is on hold");
		}
		Ok(())
	}

	fn check_indexes() -> Result<(), TryRuntimeError> {
		for (at, id) in Deadlines::<T>::iter_keys() {
			let filed = Slashes::<T>::get(SlashId(id.0)).map(|slash| slash.deadline);
			ensure!(filed == Some(at.0), "I10: a deadline is not that of its slash");
		}
		for (id, slash) in Slashes::<T>::iter() {
			let filed = Deadlines::<T>::contains_key(BigEndian(slash.deadline), BigEndian(id.0));
			ensure!(filed, "I10: a slash does not stand at its deadline");
		}
		Ok(())
	}

	/// Every claim is to one slash, and who answers to tenants can.
	fn check_claims() -> Result<(), TryRuntimeError> {
		let mut files = BTreeSet::new();
		for slash in Slashes::<T>::iter_values() {
			ensure!(files.insert(slash.filed), "I10: two slashes file their claims together");
		}
		ensure!(
			Claims::<T>::iter_keys().all(|(filed, _)| files.contains(&filed)),
			"I10: a claim to no slash is stored"
		);
		for (provider, answer) in Answering::<T>::iter() {
			let answers = Slashes::<T>::get(answer.slash).is_some_and(|slash| {
				slash.provider == provider
					&& slash.kind == SlashKind::Misconduct
					&& slash.price.is_some()
					&& !matches!(slash.stage, Stage::Claimable { .. })
			});
			ensure!(answers, "S5: no slash that waits answers to tenants");
		}
		Ok(())
	}
}
