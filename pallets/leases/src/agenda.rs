//! Taking what is due from the front of the deadlines, under a weight cap.

use crate::*;
use core::ops::ControlFlow;
use frame_support::{pallet_prelude::*, storage::with_storage_layer, weights::WeightMeter};
use spheron_primitives::{
	traits::{AliveClock, Awards, Drain, DrainReason, OpenBlocks},
	BigEndian, LeaseId, OpenBlock,
};

/// Whether there is weight left to go on.
pub(crate) type Flow = ControlFlow<()>;

/// The stop for want of weight.
const NO_ROOM: Flow = ControlFlow::Break(());

impl<T: Config> Pallet<T> {
	/// What the dearest single step weighs at most: of a lease which begins to close all leases of the
	/// provider that stands for it.
	pub(crate) fn step_weight() -> Weight {
		T::WeightInfo::service_base()
			.saturating_add(T::WeightInfo::service_base())
			.saturating_add(T::WeightInfo::serve_provider())
			.saturating_add(T::WeightInfo::serve_provider())
			.saturating_add(Due::heaviest::<T::WeightInfo>())
	}

	/// Serve what is due by now, earliest first, as far as `meter` goes.
	///
	/// One pass from front to back: an item that is still due when it was looked at, because it
	/// failed or for want of weight, is met again in the next block.
	pub(crate) fn serve_due(meter: &mut WeightMeter) {
		let now = T::Time::now();
		let mut last = None;
		while meter.try_consume(T::WeightInfo::service_base()).is_ok() {
			let Some(entry) = Self::next_in_blocks(last.as_ref()).filter(|(at, _)| *at <= now)
			else {
				return;
			};
			let flow = match &entry {
				(at, DeadlineItem::Lease(id)) => Self::serve_lease(*at, *id, meter),
				(at, DeadlineItem::Provider(provider)) => {
					Self::serve_provider(*at, provider, meter)
				}
			};
			if flow.is_break() {
				return;
			}
			last = Some(entry);
		}
	}

	/// Serve all that is due of the lease that stands at block `filed`.
	fn serve_lease(filed: OpenBlock, id: LeaseId, meter: &mut WeightMeter) -> Flow {
		let Some(lease) = Leases::<T>::get(id).filter(|l| l.block_deadline == Some(filed)) else {
			log::error!(target: LOG_TARGET, "{id:?} does not know of its deadline {filed}");
			BlockDeadlines::<T>::remove(BigEndian(filed), DeadlineItem::Lease(id));
			return Flow::Continue(());
		};
		let flow = Self::serve_steps(id, meter);
		if lease.service_deadline.is_some() {
			Self::refile_provider(&lease.provider);
		}
		flow
	}

	/// Serve all that is due of lease `id`, step by step.
	fn serve_steps(id: LeaseId, meter: &mut WeightMeter) -> Flow {
		let now = T::Time::now();
		while let Some(mut lease) = Leases::<T>::get(id) {
			let Some((due, at)) = Self::next_due(&lease, now) else { break };
			if meter.try_consume(Self::weight_of(due, &lease)).is_err() {
				return NO_ROOM;
			}
			if let Err(error) = with_storage_layer(|| Self::serve(id, &mut lease, due, at)) {
				Self::report_failure(id, error);
				Self::postpone(id, due);
				break;
			}
			if meter.try_consume(T::WeightInfo::service_base()).is_err() {
				return NO_ROOM;
			}
		}
		Flow::Continue(())
	}

	/// What it weighs at most to serve `due` of `lease`.
	fn weight_of(due: Due, lease: &LeaseOf<T>) -> Weight {
		let weight = match due {
			Due::ReservationTimeout => {
				T::WeightInfo::serve_reservation_timeout(T::Awards::runners_up(lease.order))
			}
			due => due.weight::<T::WeightInfo>(),
		};
		match Self::begins_draining(lease) {
			true => weight.saturating_add(T::WeightInfo::serve_provider()),
			false => weight,
		}
	}

	/// Serve what is due of the provider that stands at block `filed`: a page of its draining, or
	/// its due leases in service time, or a clock that has stood still for too long.
	fn serve_provider(filed: OpenBlock, provider: &T::AccountId, meter: &mut WeightMeter) -> Flow {
		if ProviderDeadlines::<T>::get(provider).map(|entry| entry.filed) != Some(filed) {
			log::error!(target: LOG_TARGET, "{provider:?} does not know of its deadline {filed}");
			BlockDeadlines::<T>::remove(BigEndian(filed), DeadlineItem::Provider(provider.clone()));
			return Flow::Continue(());
		}
		if meter.try_consume(T::WeightInfo::serve_provider()).is_err() {
			return NO_ROOM;
		}
		let mut flow = Flow::Continue(());
		if !Draining::<T>::contains_key(provider) {
			flow = Self::serve_heads(provider, meter);
			if flow.is_continue() && Self::lost_since(provider).is_some() {
				Self::drain(provider, DrainReason::Outage);
			}
		}
		if flow.is_continue() {
			flow = Self::serve_drain(provider, meter);
		}
		Self::refile_provider(provider);
		flow
	}

	/// Serve the leases of `provider` that are due in service time.
	fn serve_heads(provider: &T::AccountId, meter: &mut WeightMeter) -> Flow {
		let now = T::Time::now();
		let mut last = None;
		while let Some((clock, id)) = Self::next_in_service(provider, last) {
			if T::Clock::reaches(provider, clock).is_none_or(|at| at > now) {
				break;
			}
			if meter.try_consume(T::WeightInfo::service_base()).is_err() {
				return NO_ROOM;
			}
			let known = Leases::<T>::get(id).is_some_and(|l| l.service_deadline == Some(clock));
			if !known {
				log::error!(target: LOG_TARGET, "{id:?} does not know of its deadline in service");
				ServiceDeadlines::<T>::remove((provider, BigEndian(clock), BigEndian(id.0)));
			} else if Self::serve_steps(id, meter).is_break() {
				return NO_ROOM;
			}
			last = Some((clock, id));
		}
		Flow::Continue(())
	}

	/// Log and announce that something due of lease `id` failed.
	pub(crate) fn report_failure(id: LeaseId, error: DispatchError) {
		log::error!(target: LOG_TARGET, "{id:?} could not be served: {error:?}");
		Self::deposit_event(Event::ServiceFailed { lease: id, error });
	}

	/// Move lease `id`, of which what is `due` failed, out of the way of the others. Service that
	/// goes on meanwhile is not charged past its end.
	fn postpone(id: LeaseId, due: Due) {
		Leases::<T>::mutate(id, |lease| {
			let Some(lease) = lease else { return };
			let now = T::Time::now();
			match due {
				Due::FundsLow | Due::End => {
					let clock = Self::clock_at(&lease.provider, now).saturating_add(RETRY_AFTER);
					Self::file_service(id, lease, Some(clock));
				}
				_ => Self::file_block(id, lease, Some(now.saturating_add(RETRY_AFTER))),
			}
		});
	}
}
