//! Adding service to a lease (L4), and the locking of what a lease costs more.

use crate::*;
use frame_support::pallet_prelude::*;
use spheron_primitives::{
	traits::{Escrow, OpenBlocks, Providers},
	Balance, LeaseId, OpenBlock,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_extend(who: &T::AccountId, id: LeaseId, by: Extension) -> DispatchResult {
		let mut lease = Self::lease(id)?;
		ensure!(*who == lease.tenant, Error::<T>::NotTheTenant);
		Self::ensure_not_draining(&lease)?;
		Self::catch_up(id, &mut lease)?;
		ensure!(lease.state.end_reason().is_none(), Error::<T>::AlreadyEnded);
		ensure!(lease.state != LeaseState::Reserving, Error::<T>::NotConfirmed);
		ensure!(!T::Providers::is_leaving(&lease.provider), Error::<T>::ProviderLeaving);

		let blocks = Self::blocks_of(&lease, by)?;
		let left = Self::add_service(&mut lease, blocks)?;
		let locked = Self::lock_more(id, &mut lease)?;
		Self::deposit_event(Event::LeaseExtended { lease: id, blocks, locked, left });
		if lease.state.is_in_service() {
			Self::rearm_funds_low(id, &mut lease, left);
		}
		Leases::<T>::insert(id, &lease);
		Self::refile_provider(&lease.provider);
		Ok(())
	}

	/// How many blocks `lease` is to be extended by, at least one.
	fn blocks_of(lease: &LeaseOf<T>, by: Extension) -> Result<OpenBlock, Error<T>> {
		match by {
			Extension::Blocks(0) | Extension::Amount(0) => Err(Error::ZeroExtension),
			Extension::Blocks(blocks) => Ok(blocks),
			Extension::Amount(amount) => match lease.blocks_within(amount) {
				None => Err(Error::CostOutOfRange),
				Some(0) => Err(Error::AmountTooSmall),
				Some(blocks) => Ok(blocks),
			},
		}
	}

	/// Let `lease` end `blocks` of service later, and say how many are left.
	fn add_service(lease: &mut LeaseOf<T>, blocks: OpenBlock) -> Result<OpenBlock, Error<T>> {
		let clock = Self::clock_at(&lease.provider, T::Time::now());
		lease.meter.extend(clock, blocks).ok_or(Error::ServiceTooLong)?;
		let left = lease.meter.left_at(clock);
		ensure!(left <= Self::max_duration(), Error::ServiceTooLong);
		Ok(left)
	}

	/// Lock what the service of `lease` can cost more than is locked for it, and say how much that is.
	pub(crate) fn lock_more(id: LeaseId, lease: &mut LeaseOf<T>) -> Result<Balance, DispatchError> {
		let cost = lease.unpaid().ok_or(Error::<T>::CostOutOfRange)?;
		let more = cost
			.checked_sub(lease.locked)
			.ok_or_else(|| Self::corrupt(id, "more is locked than its service costs"))?;
		if more != 0 {
			T::Escrow::lock(&lease.tenant, &lease.token, more)?;
		}
		lease.locked = cost;
		Ok(more)
	}

	/// `lease`, which is active and has `left` blocks of service left, has new funds: its tenant is
	/// told when they are low, at once if they are (E5).
	fn rearm_funds_low(id: LeaseId, lease: &mut LeaseOf<T>, left: OpenBlock) {
		lease.funds_low = false;
		if left <= Self::funds_low_notice() {
			Self::tell_funds_low(id, lease);
		}
		Self::file_running(id, lease);
	}
}
