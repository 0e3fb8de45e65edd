//! Changing what a lease runs, and its price: asked by the tenant, accepted and applied by the
//! provider, or come to nothing (L3).

use crate::*;
use frame_support::pallet_prelude::*;
use sp_core::H256;
use spheron_primitives::{
	order::needs,
	traits::{Catalogue, Escrow, OpenBlocks, Providers, Stake, Unfit},
	Balance, Footprint, LeaseId, LeaseUpdate, Resources,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_request_update(
		who: &T::AccountId,
		id: LeaseId,
		update: LeaseUpdate,
	) -> DispatchResult {
		let mut lease = Self::lease(id)?;
		ensure!(*who == lease.tenant, Error::<T>::NotTheTenant);
		Self::ensure_not_draining(&lease)?;
		Self::catch_up(id, &mut lease)?;
		ensure!(lease.update.is_none(), Error::<T>::UpdatePending);
		ensure!(lease.state == LeaseState::Active, Error::<T>::NotActive);
		ensure!(!T::Providers::is_leaving(&lease.provider), Error::<T>::ProviderLeaving);

		let services = update.services.clone();
		let update = Self::pending_of(&lease, update)?;
		let grows_by = update.footprint.beyond(&lease.footprint);
		T::Escrow::occupy(&lease.tenant, &lease.token, &grows_by)?;
		lease.update = Some(update.clone());
		let locked = Self::lock_more(id, &mut lease)?;
		if lease.offered_to.take().is_some() {
			Self::deposit_event(Event::OfferWithdrawn { lease: id });
		}
		let PendingUpdate { hash, resources, footprint, manifest, max_price, deadline, .. } =
			update;
		Self::deposit_event(Event::UpdateRequested {
			lease: id,
			update: hash,
			services,
			resources,
			footprint,
			manifest,
			max_price,
			locked,
			answer_by: deadline,
		});
		Self::transition(id, &mut lease, LeaseState::Updating, T::Time::now())?;
		Self::refile_provider(&lease.provider);
		Ok(())
	}

	pub(crate) fn do_accept_update(
		who: &T::AccountId,
		id: LeaseId,
		named: H256,
		price: Balance,
	) -> DispatchResult {
		let mut lease = Self::lease(id)?;
		ensure!(Self::is_provider(who, &lease), Error::<T>::NotTheProvider);
		let mut update = Self::pending(id, &mut lease)?;
		ensure!(!update.is_accepted(), Error::<T>::AlreadyAccepted);
		ensure!(update.hash == named, Error::<T>::UpdateChanged);
		ensure!(!T::Providers::is_leaving(&lease.provider), Error::<T>::ProviderLeaving);
		ensure!(price > 0, Error::<T>::ZeroPrice);
		ensure!(price <= update.max_price, Error::<T>::PriceTooHigh);

		let reserved = update.resources.beyond(&lease.resources);
		if !reserved.is_empty() {
			ensure!(T::Stake::is_firm(&lease.provider), Error::<T>::StakeTooLow);
			T::Providers::reserve(&lease.provider, &reserved).map_err(Error::<T>::from)?;
		}
		let apply_by = T::Time::now().saturating_add(Self::update_apply_within());
		update.price = Some(price);
		update.deadline = apply_by;
		lease.update = Some(update);
		Self::file_active(id, &mut lease);
		Leases::<T>::insert(id, &lease);
		Self::refile_provider(&lease.provider);
		Self::deposit_event(Event::UpdateAccepted { lease: id, price, reserved, apply_by });
		Ok(())
	}

	pub(crate) fn do_refuse_update(who: &T::AccountId, id: LeaseId) -> DispatchResult {
		let mut lease = Self::lease(id)?;
		ensure!(Self::is_provider(who, &lease), Error::<T>::NotTheProvider);
		let outcome = Self::pending(id, &mut lease)?.refusal();
		Self::end_update(id, &mut lease, outcome)?;
		Self::refile_provider(&lease.provider);
		Ok(())
	}

	pub(crate) fn do_withdraw_update(who: &T::AccountId, id: LeaseId) -> DispatchResult {
		let mut lease = Self::lease(id)?;
		ensure!(*who == lease.tenant, Error::<T>::NotTheTenant);
		let update = Self::pending(id, &mut lease)?;
		ensure!(!update.is_accepted(), Error::<T>::AlreadyAccepted);
		Self::end_update(id, &mut lease, UpdateOutcome::Withdrawn)?;
		Self::refile_provider(&lease.provider);
		Ok(())
	}

	/// From this block on the lease is what was asked for, at the price that was accepted.
	pub(crate) fn do_apply_update(who: &T::AccountId, id: LeaseId) -> DispatchResult {
		let mut lease = Self::lease(id)?;
		ensure!(Self::is_provider(who, &lease), Error::<T>::NotTheProvider);
		let update = Self::pending(id, &mut lease)?;
		let price = update.price.ok_or(Error::<T>::NotAccepted)?;

		let now = T::Time::now();
		let PendingUpdate { resources, footprint, manifest, .. } = update;
		let freed = lease.resources.beyond(&resources);
		let vacated = lease.footprint.beyond(&footprint);
		lease
			.meter
			.change_price(Self::clock_at(&lease.provider, now), price)
			.ok_or_else(|| Self::corrupt(id, "its cost is out of range"))?;
		lease.resources = resources.clone();
		lease.footprint = footprint;
		lease.manifest = manifest;
		lease.update = None;
		let unlocked = Self::give_back(id, &mut lease, &freed, &vacated)?;
		Self::deposit_event(Event::UpdateApplied {
			lease: id,
			price,
			resources,
			footprint,
			manifest,
			unlocked,
		});
		Self::transition(id, &mut lease, LeaseState::Active, now)?;
		Self::refile_provider(&lease.provider);
		Ok(())
	}

	/// The pending update of `lease` ended in `outcome`: the lease is what it was.
	pub(crate) fn end_update(
		id: LeaseId,
		lease: &mut LeaseOf<T>,
		outcome: UpdateOutcome,
	) -> DispatchResult {
		Self::drop_update(id, lease, outcome)?;
		Self::transition(id, lease, LeaseState::Active, T::Time::now())
	}

	/// Give back all that is held for the update of `lease`, if one is pending. Where the lease goes
	/// from there is the caller's.
	pub(crate) fn drop_update(
		id: LeaseId,
		lease: &mut LeaseOf<T>,
		outcome: UpdateOutcome,
	) -> DispatchResult {
		let Some(update) = lease.update.take() else { return Ok(()) };
		let freed = match update.is_accepted() {
			true => update.resources.beyond(&lease.resources),
			false => Resources::default(),
		};
		let vacated = update.footprint.beyond(&lease.footprint);
		let unlocked = Self::give_back(id, lease, &freed, &vacated)?;
		Self::deposit_event(Event::UpdateEnded { lease: id, outcome, unlocked });
		Ok(())
	}

	/// `lease`, of which no update is pending any more, does not need `freed` of its provider and does
	/// not count for `vacated` any more. Unlock, too, what its service does not cost, and say how much
	/// that is.
	fn give_back(
		id: LeaseId,
		lease: &mut LeaseOf<T>,
		freed: &Resources,
		vacated: &Footprint,
	) -> Result<Balance, DispatchError> {
		if !freed.is_empty() {
			T::Providers::release(&lease.provider, freed);
		}
		T::Escrow::vacate(&lease.tenant, &lease.token, vacated);
		let cost = lease.unpaid().ok_or_else(|| Self::corrupt(id, "its cost is out of range"))?;
		let excess = lease
			.locked
			.checked_sub(cost)
			.ok_or_else(|| Self::corrupt(id, "less is locked than its service costs"))?;
		if excess != 0 {
			T::Escrow::unlock(&lease.tenant, &lease.token, excess)?;
		}
		lease.locked = cost;
		Ok(excess)
	}

	/// By which the provider names the update that is pending of a lease; none if there is none.
	pub fn update_hash(id: LeaseId) -> Option<H256> {
		Leases::<T>::get(id)?.update.map(|update| update.hash)
	}

	/// What `update` asks for, as it stands with `lease` from now on, if it can be served at all and
	/// changes anything.
	fn pending_of(lease: &LeaseOf<T>, update: LeaseUpdate) -> Result<PendingUpdate, Error<T>> {
		let deadline = T::Time::now().saturating_add(Self::update_answer_within());
		let hash = PendingUpdate::hash_of(&update, deadline);
		let LeaseUpdate { services, manifest, max_price } = update;
		ensure!(max_price > 0, Error::<T>::ZeroMaxPrice);
		let resources = needs::<T::Catalogue>(&services)?;
		let same = resources == lease.resources;
		let nothing = same && manifest == lease.manifest && max_price == lease.meter.price;
		ensure!(!nothing, Error::<T>::NothingToUpdate);
		let footprint = match same {
			true => lease.footprint,
			false => Footprint::of(&resources, T::Catalogue::gpu_units(&resources)),
		};
		Ok(PendingUpdate {
			hash,
			resources,
			footprint,
			manifest,
			max_price,
			served: lease.meter.served_at(Self::clock_at(&lease.provider, T::Time::now())),
			price: None,
			deadline,
		})
	}

	/// The update that is pending of `lease` and not too late, after all that is due of the lease was
	/// done. Its provider is to be filed anew after this.
	fn pending(id: LeaseId, lease: &mut LeaseOf<T>) -> Result<PendingUpdate, DispatchError> {
		Self::ensure_not_draining(lease)?;
		let update = lease.update.as_ref().ok_or(Error::<T>::NoUpdate)?;
		ensure!(T::Time::now() < update.deadline, Error::<T>::TooLate);
		Self::catch_up(id, lease)?;
		Ok(lease.update.clone().ok_or(Error::<T>::NoUpdate)?)
	}
}

impl<T> From<Unfit> for Error<T> {
	fn from(unfit: Unfit) -> Self {
		match unfit {
			Unfit::NoCapacity => Self::NoCapacity,
			_ => Self::ProviderNotActive,
		}
	}
}
