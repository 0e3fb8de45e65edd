//! From one tenant to another: an offer, and its acceptance (E6).

use crate::*;
use core::mem;
use frame_support::pallet_prelude::*;
use spheron_primitives::{
	traits::{Escrow, OpenBlocks},
	LeaseId,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_offer(who: &T::AccountId, id: LeaseId, to: T::AccountId) -> DispatchResult {
		let mut lease = Self::lease(id)?;
		ensure!(*who == lease.tenant, Error::<T>::NotTheTenant);
		ensure!(to != lease.tenant, Error::<T>::OfferToSelf);
		Self::ensure_active(id, &mut lease)?;

		lease.offered_to = Some(to.clone());
		Leases::<T>::insert(id, &lease);
		Self::refile_provider(&lease.provider);
		Self::deposit_event(Event::LeaseOffered { lease: id, to });
		Ok(())
	}

	/// Whatever is due of the lease, its offer is gone after this.
	pub(crate) fn do_withdraw_offer(who: &T::AccountId, id: LeaseId) -> DispatchResult {
		let mut lease = Self::lease(id)?;
		ensure!(*who == lease.tenant, Error::<T>::NotTheTenant);
		ensure!(lease.offered_to.take().is_some(), Error::<T>::NotOffered);

		Leases::<T>::insert(id, &lease);
		Self::deposit_event(Event::OfferWithdrawn { lease: id });
		Ok(())
	}

	pub(crate) fn do_accept(who: &T::AccountId, id: LeaseId) -> DispatchResult {
		let mut lease = Self::lease(id)?;
		let offered_to = lease.offered_to.as_ref().ok_or(Error::<T>::NotOffered)?;
		ensure!(who == offered_to, Error::<T>::OfferedToAnother);
		Self::ensure_active(id, &mut lease)?;

		Self::settle_to(id, &mut lease, T::Time::now())?;
		let LeaseOf::<T> { tenant, token, locked, footprint, .. } = &lease;
		T::Escrow::hand_over(tenant, who, token, *locked, footprint)?;
		let from = mem::replace(&mut lease.tenant, who.clone());
		lease.offered_to = None;
		Leases::<T>::insert(id, &lease);
		Self::refile_provider(&lease.provider);
		let (to, locked) = (lease.tenant, lease.locked);
		Self::deposit_event(Event::LeaseHandedOver { lease: id, from, to, locked });
		Ok(())
	}

	/// `lease` is `Active`, without an update pending, after all that is due of it was done, and is to
	/// stay so. Its provider is to be filed anew after this.
	fn ensure_active(id: LeaseId, lease: &mut LeaseOf<T>) -> DispatchResult {
		Self::ensure_not_draining(lease)?;
		Self::catch_up(id, lease)?;
		ensure!(lease.state == LeaseState::Active, Error::<T>::NotActive);
		Ok(())
	}
}
