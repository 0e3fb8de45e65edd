//! What is due of a lease, and the doing of it. Calls and the hook go through here, so that nothing
//! depends on when the hook had room.

use crate::*;
use frame_support::pallet_prelude::*;
use spheron_primitives::{
	traits::{AliveClock, Drain, DrainReason, OpenBlocks},
	LeaseId, OpenBlock,
};

impl<T: Config> Pallet<T> {
	/// The first thing that is due of `lease` by block `now`, and the block as of which it takes
	/// effect. Of what is due in the same block the normal end comes first.
	pub(crate) fn next_due(lease: &LeaseOf<T>, now: OpenBlock) -> Option<(Due, OpenBlock)> {
		let drain = match lease.state.end_reason() {
			Some(_) => None,
			None => Self::draining(&lease.provider),
		};
		let in_service = Self::due_by_service(lease, drain.map_or(now, |(_, since)| since));
		let drained = drain.map(|(reason, since)| (Due::Drain(reason), since));
		in_service
			.into_iter()
			.chain(lease.due_by_block(now))
			.chain(drained)
			.min_by_key(|(_, at)| *at)
	}

	/// What is due of `lease` by block `now` in service time.
	fn due_by_service(lease: &LeaseOf<T>, now: OpenBlock) -> Option<(Due, OpenBlock)> {
		let clock = lease.service_deadline?;
		let at = T::Clock::reaches(&lease.provider, clock).filter(|at| *at <= now)?;
		let due = if lease.funds_low { Due::End } else { Due::FundsLow };
		Some((due, at))
	}

	/// Whether to serve something of `lease` begins to close all leases of its provider, which is lost: else
	/// the others would go on if this is the last in service.
	pub(crate) fn begins_draining(lease: &LeaseOf<T>) -> bool {
		lease.state.end_reason().is_none()
			&& !Draining::<T>::contains_key(&lease.provider)
			&& Self::lost_since(&lease.provider).is_some()
	}

	/// Do what is `due` of `lease` as of block `at`. Its provider is to be filed anew after this.
	pub(crate) fn serve(
		id: LeaseId,
		lease: &mut LeaseOf<T>,
		due: Due,
		at: OpenBlock,
	) -> DispatchResult {
		if Self::begins_draining(lease) {
			Self::drain(&lease.provider, DrainReason::Outage);
		}
		match due {
			Due::FundsLow => {
				Self::tell_funds_low(id, lease);
				Self::file_running(id, lease);
				Leases::<T>::insert(id, &*lease);
				Ok(())
			}
			Due::End => Self::end(id, lease, EndReason::InsufficientFunds, at),
			Due::ReservationTimeout => Self::end(id, lease, EndReason::ReservationTimeout, at),
			Due::ActivationTimeout => Self::end(id, lease, EndReason::ActivationTimeout, at),
			Due::Notice if Self::is_out(lease, at) => Self::end(id, lease, EndReason::Outage, at),
			Due::Notice => Self::end(id, lease, EndReason::ProviderClosed, at),
			Due::Outage => match Self::outage_end(lease, at).filter(|end| *end > at) {
				// A maintenance has begun since it was filed, or a motion allows more.
				Some(later) => {
					Self::file_off_clock(id, lease, later);
					Leases::<T>::insert(id, &*lease);
					Ok(())
				}
				None => Self::end(id, lease, EndReason::Outage, at),
			},
			Due::UpdateTimeout => match lease.update.as_ref().map(PendingUpdate::timeout) {
				Some(outcome) => Self::end_update(id, lease, outcome),
				None => Err(Self::corrupt(id, "no update")),
			},
			Due::Drain(reason) => Self::end(id, lease, reason.into(), at),
			Due::CloseTimeout => Self::finish_closing(id, lease, at),
			Due::Expiry => {
				Self::file_block(id, lease, None);
				Leases::<T>::remove(id);
				Self::deposit_event(Event::LeaseExpired { lease: id });
				Ok(())
			}
		}
	}

	/// Tell the tenant how little service is left, once per funding (E5).
	pub(crate) fn tell_funds_low(id: LeaseId, lease: &mut LeaseOf<T>) {
		lease.funds_low = true;
		let left = lease.meter.left_at(Self::clock_at(&lease.provider, T::Time::now()));
		Self::deposit_event(Event::FundsLow { lease: id, left });
	}

	/// `Closing` → `Closed`, as of block `at`.
	pub(crate) fn finish_closing(
		id: LeaseId,
		lease: &mut LeaseOf<T>,
		at: OpenBlock,
	) -> DispatchResult {
		let reason = lease.state.end_reason().ok_or_else(|| Self::corrupt(id, "not closing"))?;
		Self::transition(id, lease, LeaseState::Closed { reason }, at)
	}

	/// Do everything that is due of `lease`, and say whether there was anything. Its provider is to
	/// be filed anew after this.
	///
	/// Ends, because every step moves the lease on and there is no way back: at most the end of its
	/// update, low funds, the end, the closing and the end of the history; and an outage is put off once
	/// for each maintenance.
	pub(crate) fn catch_up(id: LeaseId, lease: &mut LeaseOf<T>) -> Result<bool, DispatchError> {
		let now = T::Time::now();
		let mut any = false;
		while let Some((due, at)) = Self::next_due(lease, now) {
			Self::serve(id, lease, due, at)?;
			any = true;
		}
		Ok(any)
	}
}
