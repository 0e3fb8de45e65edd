//! What attestations say of leases: the clock has moved on, these are not healthy (A2, A3).

use crate::*;
use alloc::collections::BTreeSet;
use frame_support::{pallet_prelude::*, storage::with_storage_layer};
use spheron_primitives::{
	traits::{ClockSink, Drain, OpenBlocks},
	LeaseId, OpenBlock,
};

impl<T: Config> ClockSink<T::AccountId> for Pallet<T> {
	fn clock_moved(provider: &T::AccountId) {
		Self::refile_provider(provider);
	}

	/// At most [`MAX_OFF_CLOCK`] ids are looked at. Nothing is heard while the provider is being
	/// drained.
	fn report(provider: &T::AccountId, unhealthy: &[LeaseId], down: Option<OpenBlock>) -> u32 {
		if Draining::<T>::contains_key(provider) {
			return 0;
		}
		let most = usize::try_from(MAX_OFF_CLOCK).unwrap_or(usize::MAX);
		let named: BTreeSet<LeaseId> = unhealthy.iter().take(most).copied().collect();
		let off = OffClock::<T>::get(provider);
		let mut looked_at = 0u32;
		for id in off.difference(&named) {
			Self::of_running(provider, *id, Self::resume);
			looked_at = looked_at.saturating_add(1);
		}
		for id in named.difference(&off) {
			Self::of_running(provider, *id, |id, lease| Self::pause(id, lease, down));
			looked_at = looked_at.saturating_add(1);
		}
		Self::refile_provider(provider);
		looked_at
	}

	fn hears(provider: &T::AccountId) -> bool {
		!Self::is_draining(provider)
	}
}

impl<T: Config> Pallet<T> {
	/// Apply `change` to lease `id` if it is one of `provider` in service, after doing what is due of
	/// it. A failure is reported and changes nothing.
	fn of_running(
		provider: &T::AccountId,
		id: LeaseId,
		change: impl FnOnce(LeaseId, &mut LeaseOf<T>) -> DispatchResult,
	) {
		let result = with_storage_layer(|| {
			let Some(mut lease) = Leases::<T>::get(id).filter(|l| l.provider == *provider) else {
				return Ok(());
			};
			Self::catch_up(id, &mut lease)?;
			if !lease.state.is_in_service() {
				return Ok(());
			}
			change(id, &mut lease)?;
			Leases::<T>::insert(id, lease);
			Ok(())
		});
		if let Err(error) = result {
			Self::report_failure(id, error);
		}
	}

	/// Take `lease` off the clock: it keeps what was left, and ends if this lasts. If its provider was
	/// `down` until now, it has lasted since then, or since the activation.
	fn pause(id: LeaseId, lease: &mut LeaseOf<T>, down: Option<OpenBlock>) -> DispatchResult {
		let now = T::Time::now();
		OffClock::<T>::try_mutate(&lease.provider, |off| off.try_insert(id))
			.map_err(|_| Self::corrupt(id, "too many leases are off the clock"))?;
		lease.meter.stop(Self::clock_at(&lease.provider, now));
		Self::file_service(id, lease, None);
		let since = down.map_or(now, |down| down.max(lease.activated.unwrap_or(now)));
		lease.off_clock = Some(since);
		let outage = Self::outage_end(lease, now);
		Self::file_in_service(id, lease, outage);
		let ends_at = outage.unwrap_or(now);
		Self::deposit_event(Event::ClockPaused { lease: id, since, ends_at });
		Ok(())
	}

	/// Put `lease` back on the clock, with what was left.
	fn resume(id: LeaseId, lease: &mut LeaseOf<T>) -> DispatchResult {
		Self::forget_off_clock(id, lease);
		lease.meter.start(Self::clock_at(&lease.provider, T::Time::now()));
		Self::file_running(id, lease);
		lease.off_clock = None;
		Self::file_active(id, lease);
		Self::deposit_event(Event::ClockResumed { lease: id });
		Ok(())
	}

	/// Strike `lease` from its provider's list.
	pub(crate) fn forget_off_clock(id: LeaseId, lease: &LeaseOf<T>) {
		OffClock::<T>::mutate_exists(&lease.provider, |slot| {
			if let Some(off) = slot {
				off.remove(&id);
				if off.is_empty() {
					*slot = None;
				}
			}
		});
	}
}
