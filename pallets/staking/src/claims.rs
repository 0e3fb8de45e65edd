//! What tenants lost, and how they get it back (S5). Each step is about one lease.

use crate::{Claim, Claims, Config, Error, Event, HoldReason, Pallet, SlashId, Slashes, Stage};
use frame_support::{
	ensure,
	traits::{
		fungible::MutateHold,
		tokens::{Fortitude, Precision, Restriction},
	},
};
use sp_runtime::DispatchResult;
use spheron_primitives::{
	traits::{OpenBlocks, Providers, Victim},
	Balance, LeaseId,
};

impl<T: Config> Pallet<T> {
	/// `victim` has a claim to slash `id`, which is not applied yet, less what it gets `elsewhere`:
	/// unless it is the provider itself in another shape, or its loss comes to nothing.
	pub(crate) fn record_loss(id: SlashId, victim: Victim<T::AccountId>, elsewhere: Balance) {
		let lease = victim.lease;
		let Some(mut slash) =
			Slashes::<T>::get(id).filter(|slash| !matches!(slash.stage, Stage::Claimable { .. }))
		else {
			return;
		};
		if T::Providers::is_party(&slash.provider, &victim.tenant)
			|| Claims::<T>::contains_key(slash.filed, lease)
		{
			return;
		}
		let Some(claim) = Claim::new(&slash, victim, elsewhere) else { return };
		slash.add_claim(claim.loss);
		Claims::<T>::insert(slash.filed, lease, &claim);
		Slashes::<T>::insert(id, slash);
		let Claim { tenant, unspent, loss } = claim;
		Self::deposit_event(Event::LossRecorded { slash: id, lease, tenant, unspent, loss });
	}

	pub(crate) fn do_strike_claim(id: SlashId, lease: LeaseId) -> DispatchResult {
		let mut slash = Self::waiting(id)?;
		let claim = Claims::<T>::take(slash.filed, lease).ok_or(Error::<T>::NoSuchClaim)?;
		slash.strike_claim(claim.loss);
		Slashes::<T>::insert(id, slash);
		Self::deposit_event(Event::ClaimStruck { slash: id, lease });
		Ok(())
	}

	pub(crate) fn do_claim(id: SlashId, lease: LeaseId) -> DispatchResult {
		let now = T::Time::now();
		let mut slash = Slashes::<T>::get(id).ok_or(Error::<T>::NoSuchSlash)?;
		let claim = Claims::<T>::get(slash.filed, lease).ok_or(Error::<T>::NoSuchClaim)?;
		ensure!(!slash.is_waiting(now), Error::<T>::StillWaiting);
		if matches!(slash.stage, Stage::Waiting { .. }) {
			ensure!(!Self::is_closing_leases(id, &slash), Error::<T>::StillDraining);
			Self::apply(id, &mut slash);
		}
		let open = matches!(slash.stage, Stage::Claimable { .. }) && now < slash.deadline;
		ensure!(open, Error::<T>::ClaimsExpired);

		let amount = slash.part(claim.loss);
		if amount > 0 {
			T::Currency::transfer_on_hold(
				&HoldReason::Slash.into(),
				&slash.provider,
				&claim.tenant,
				amount,
				Precision::Exact,
				Restriction::Free,
				Fortitude::Force,
			)?;
		}
		slash.pay_claim(amount);
		Claims::<T>::remove(slash.filed, lease);
		let tenant = claim.tenant;
		Self::deposit_event(Event::Claimed { slash: id, lease, tenant, amount });

		if slash.claims == 0 {
			let routed = Self::route_rest(&mut slash);
			Self::deposit_event(Event::SlashSettled { slash: id, routed });
			Self::forget(id, slash);
		} else {
			Slashes::<T>::insert(id, slash);
		}
		Ok(())
	}
}
