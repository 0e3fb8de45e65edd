//! The calls by which a lease takes its course.

use crate::*;
use frame_support::{
	dispatch::{DispatchResultWithPostInfo, PostDispatchInfo, WithPostDispatchInfo},
	pallet_prelude::*,
	weights::WeightMeter,
};
use spheron_primitives::{
	traits::{Awards, Drain, Escrow, OpenBlocks, Providers},
	LeaseId,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn close_weight() -> Weight {
		T::WeightInfo::close_reserving()
			.max(T::WeightInfo::close_ready())
			.max(T::WeightInfo::close_active())
			.max(T::WeightInfo::close_with_notice())
			.max(Self::step_weight())
	}

	/// The weight of a `poke` for `limit` leases.
	pub(crate) fn poke_weight(limit: u32) -> Weight {
		Self::poke_room(limit).max(T::WeightInfo::poke())
	}

	fn poke_room(limit: u32) -> Weight {
		Self::step_weight().saturating_mul(limit.clamp(1, MAX_POKE).into())
	}

	pub(crate) fn do_confirm(who: &T::AccountId, id: LeaseId) -> DispatchResult {
		let mut lease = Self::lease(id)?;
		ensure!(Self::is_provider(who, &lease), Error::<T>::NotTheProvider);
		ensure!(lease.state == LeaseState::Reserving, Error::<T>::NotReserving);
		Self::ensure_in_time(&lease)?;

		let handed = T::Awards::confirmed(lease.order);
		let cost = lease.unpaid().ok_or_else(|| Self::corrupt(id, "its cost is out of range"))?;
		let excess = handed
			.checked_sub(cost)
			.ok_or_else(|| Self::corrupt(id, "its order locked less than it costs"))?;
		if excess != 0 {
			T::Escrow::unlock(&lease.tenant, &lease.token, excess)?;
		}
		lease.locked = cost;
		let since = T::Time::now();
		Self::transition(id, &mut lease, LeaseState::Ready { since }, since)
	}

	pub(crate) fn do_activate(
		who: &T::AccountId,
		id: LeaseId,
		access: AccessDetails,
	) -> DispatchResult {
		let mut lease = Self::lease(id)?;
		ensure!(Self::is_provider(who, &lease), Error::<T>::NotTheProvider);
		ensure!(matches!(lease.state, LeaseState::Ready { .. }), Error::<T>::NotReady);
		Self::ensure_in_time(&lease)?;
		access.check().map_err(Error::<T>::from)?;

		let now = T::Time::now();
		lease.access = Some(access);
		lease.activated = Some(now);
		lease.meter.start(Self::clock_at(&lease.provider, now));
		let is_low = lease.meter.end <= Self::funds_low_notice();
		lease.funds_low = is_low;
		Self::file_running(id, &mut lease);
		Self::transition(id, &mut lease, LeaseState::Active, now)?;
		if is_low {
			Self::tell_funds_low(id, &mut lease);
		}
		Self::refile_provider(&lease.provider);
		Ok(())
	}

	pub(crate) fn do_close(who: &T::AccountId, id: LeaseId) -> DispatchResult {
		let mut lease = Self::lease(id)?;
		let is_tenant = *who == lease.tenant;
		ensure!(is_tenant || Self::is_provider(who, &lease), Error::<T>::NotAParty);
		ensure!(lease.state.end_reason().is_none(), Error::<T>::AlreadyEnded);

		let now = T::Time::now();
		// Else the award would go on to the runner-up, if its provider's leases are being closed.
		let in_time = lease.due_by_block(now).is_none();
		if is_tenant && in_time && lease.state == LeaseState::Reserving {
			return Self::end(id, &mut lease, EndReason::TenantClosed, now);
		}
		Self::catch_up(id, &mut lease)?;
		match lease.state {
			// It has just ended by itself.
			LeaseState::Closing { .. } | LeaseState::Closed { .. } => {}
			_ if is_tenant => Self::end(id, &mut lease, EndReason::TenantClosed, now)?,
			LeaseState::Reserving => return Err(Error::<T>::BidIsFirm.into()),
			LeaseState::Ready { .. } => Self::end(id, &mut lease, EndReason::ManifestTimeout, now)?,
			LeaseState::Active | LeaseState::Updating => Self::give_notice(id, &mut lease)?,
		}
		Self::refile_provider(&lease.provider);
		Ok(())
	}

	fn give_notice(id: LeaseId, lease: &mut LeaseOf<T>) -> DispatchResult {
		ensure!(lease.notice.is_none(), Error::<T>::NoticeAlreadyGiven);
		let ends_at = T::Time::now().saturating_add(Self::provider_notice());
		lease.notice = Some(ends_at);
		Self::file_active(id, lease);
		Leases::<T>::insert(id, &*lease);
		Self::deposit_event(Event::ProviderNotice { lease: id, ends_at });
		Ok(())
	}

	pub(crate) fn do_confirm_closed(who: &T::AccountId, id: LeaseId) -> DispatchResult {
		let mut lease = Self::lease(id)?;
		ensure!(Self::is_provider(who, &lease), Error::<T>::NotTheProvider);
		let moved = Self::catch_up(id, &mut lease)?;
		match lease.state {
			LeaseState::Closing { .. } => Self::finish_closing(id, &mut lease, T::Time::now())?,
			// It has just closed by itself.
			LeaseState::Closed { .. } if moved => {}
			_ => return Err(Error::<T>::NotClosing.into()),
		}
		Self::refile_provider(&lease.provider);
		Ok(())
	}

	pub(crate) fn do_settle(id: LeaseId) -> DispatchResult {
		let mut lease = Self::lease(id)?;
		let moved = Self::catch_up(id, &mut lease)?;
		if lease.state.is_in_service() {
			Self::settle_to(id, &mut lease, T::Time::now())?;
			Leases::<T>::insert(id, &lease);
		} else {
			ensure!(moved, Error::<T>::NotActive);
		}
		Self::refile_provider(&lease.provider);
		Ok(())
	}

	pub(crate) fn do_poke(limit: u32) -> DispatchResultWithPostInfo {
		let now = T::Time::now();
		let due = Self::next_in_blocks(None).is_some_and(|(at, _)| at <= now);
		ensure!(due, Error::<T>::NothingDue.with_weight(T::WeightInfo::poke()));
		let mut meter = WeightMeter::with_limit(Self::poke_room(limit));
		Self::serve_due(&mut meter);
		let actual = T::WeightInfo::poke().max(meter.consumed());
		Ok(PostDispatchInfo { actual_weight: Some(actual), pays_fee: Pays::Yes })
	}

	pub(crate) fn lease(id: LeaseId) -> Result<LeaseOf<T>, Error<T>> {
		Leases::<T>::get(id).ok_or(Error::NoSuchLease)
	}

	/// Whether `who` is the provider of `lease`, or its operator key (R4).
	pub(crate) fn is_provider(who: &T::AccountId, lease: &LeaseOf<T>) -> bool {
		*who == lease.provider || T::Providers::is_operator(&lease.provider, who)
	}

	pub(crate) fn ensure_not_draining(lease: &LeaseOf<T>) -> DispatchResult {
		ensure!(!Self::is_draining(&lease.provider), Error::<T>::ProviderDraining);
		Ok(())
	}

	/// The provider of `lease` is not being drained, and the lease's deadline has not come.
	fn ensure_in_time(lease: &LeaseOf<T>) -> DispatchResult {
		Self::ensure_not_draining(lease)?;
		ensure!(lease.due_by_block(T::Time::now()).is_none(), Error::<T>::TooLate);
		Ok(())
	}
}
