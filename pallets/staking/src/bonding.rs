//! Stake comes and goes (S1, S2).

use crate::{Config, Error, Event, HoldReason, Ledgers, Pallet};
use frame_support::{
	ensure,
	traits::{fungible::MutateHold, tokens::Precision},
};
use sp_runtime::DispatchResult;
use spheron_primitives::{
	traits::{OnBacked, OpenBlocks, Providers},
	Balance,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_bond(provider: T::AccountId, amount: Balance) -> DispatchResult {
		ensure!(amount > 0, Error::<T>::ZeroAmount);
		let mut ledger = Ledgers::<T>::get(&provider);
		ledger.bond(amount)?;
		let active = ledger.active;
		T::Currency::hold(&HoldReason::Stake.into(), &provider, amount)?;
		ledger.update_or_kill::<T>(&provider);
		Self::deposit_event(Event::Bonded { provider: provider.clone(), amount, active });
		if Self::is_backed(&provider, active) {
			T::OnBacked::backed(&provider);
		}
		Ok(())
	}

	pub(crate) fn do_unbond(provider: T::AccountId, amount: Balance) -> DispatchResult {
		ensure!(amount > 0, Error::<T>::ZeroAmount);
		let due = T::Time::now().saturating_add(Self::unbonding_period());
		let mut ledger = Ledgers::<T>::get(&provider);
		ledger.unbond::<T>(amount, due)?;
		let active = ledger.active;
		ensure!(
			T::Providers::reserved(&provider).is_empty() || Self::is_backed(&provider, active),
			Error::<T>::StakeRequired
		);
		ledger.update_or_kill::<T>(&provider);
		Self::deposit_event(Event::Unbonded { provider, amount, active, due });
		Ok(())
	}

	pub(crate) fn do_withdraw_unbonded(provider: T::AccountId) -> DispatchResult {
		let mut ledger = Ledgers::<T>::get(&provider);
		let amount = ledger.take_due(T::Time::now());
		ensure!(amount > 0, Error::<T>::NothingDue);
		T::Currency::release(&HoldReason::Stake.into(), &provider, amount, Precision::Exact)?;
		ledger.update_or_kill::<T>(&provider);
		Self::deposit_event(Event::Withdrawn { provider, amount });
		Ok(())
	}
}
