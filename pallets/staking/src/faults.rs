//! Who may bid, and what the market reports and takes of providers (S1, S4, S5, L2).

use crate::{Config, Event, Faults, HoldReason, Ledgers, Pallet, SlashKind};
use frame_support::{
	defensive, ensure,
	traits::{fungible::BalancedHold, OnUnbalanced},
};
use spheron_primitives::{
	price::MicroUsd,
	traits::{Fault, OnFault, OpenBlocks, Stake, Unbacked, Victim},
	Balance, OpenBlock, Resources,
};

impl<T: Config> Stake<T::AccountId> for Pallet<T> {
	fn active(provider: &T::AccountId) -> Balance {
		Ledgers::<T>::get(provider).active
	}

	fn may_bid(provider: &T::AccountId) -> Result<(), Unbacked> {
		ensure!(Self::is_backed(provider, Self::active(provider)), Unbacked::StakeTooLow);
		let faults = Faults::<T>::get(provider).in_era(T::Time::era());
		ensure!(faults < Self::max_faults_per_era(), Unbacked::TooManyFaults);
		Ok(())
	}

	fn is_firm(provider: &T::AccountId) -> bool {
		let ledger = Ledgers::<T>::get(provider);
		Self::is_backed(provider, ledger.active.saturating_add(ledger.charged))
	}

	/// It counts in the era in which it was due, but costs stake, which waits, and rewards from now on.
	fn fault(provider: &T::AccountId, fault: Fault, resources: &Resources, at: OpenBlock) {
		T::OnFault::faulted(provider);
		let era = T::Time::era_at(at);
		let mut faults = Faults::<T>::get(provider);
		if fault == Fault::Unconfirmed {
			faults = faults.one_more(era);
			Faults::<T>::insert(provider, faults);
		}
		let count = faults.in_era(era);
		Self::deposit_event(Event::FaultRecorded { provider: provider.clone(), fault, era, count });
		Self::raise_defensively(provider, SlashKind::Award(fault), Self::fault_price(resources));
	}

	fn outage(
		provider: &T::AccountId,
		resources: &Resources,
		missed: MicroUsd,
		victim: Victim<T::AccountId>,
	) {
		T::OnFault::faulted(provider);
		let asked = Self::outage_price(resources, missed.min(victim.unspent));
		let raised = Self::raise_defensively(provider, SlashKind::Outage, asked);
		let taken = raised.map_or(0, |(_, taken)| taken);
		if let Some((id, _)) = raised {
			Self::record_loss(id, victim.clone(), 0);
		}
		// The rest of the stake is where it was slashed to meanwhile.
		let short = taken < asked;
		if let Some(id) = short.then(|| Self::answering(provider)).flatten() {
			Self::record_loss(id, victim, taken);
		}
	}

	fn charge(provider: &T::AccountId, amount: Balance) -> Balance {
		let mut ledger = Ledgers::<T>::get(provider);
		let amount = ledger.charge(amount);
		if amount == 0 {
			return 0;
		}
		let (credit, missing) = T::Currency::slash(&HoldReason::Stake.into(), provider, amount);
		if missing > 0 {
			defensive!("what is in a ledger is on hold (I6)");
		}
		T::Charged::on_unbalanced(credit);
		let active = ledger.active;
		ledger.update_or_kill::<T>(provider);
		Self::deposit_event(Event::Charged { provider: provider.clone(), amount, active });
		amount
	}

	fn slash_closed(provider: &T::AccountId, victim: Victim<T::AccountId>) {
		if let Some(id) = Self::answering(provider) {
			Self::record_loss(id, victim, 0);
		}
	}
}

impl<T: Config> Pallet<T> {
	/// Drop the record of the faults of `provider` if it has nothing at stake any more, and their era
	/// is over.
	pub(crate) fn forget_faults(provider: &T::AccountId) {
		let faults = Faults::<T>::get(provider);
		let over = faults.count > 0 && faults.era < T::Time::era();
		if over && !Ledgers::<T>::contains_key(provider) {
			Faults::<T>::remove(provider);
		}
	}
}
