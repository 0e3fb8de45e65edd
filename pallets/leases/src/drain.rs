//! Closing all leases of a provider, page by page (L5, R3).

use crate::{agenda::Flow, *};
use frame_support::{pallet_prelude::*, storage::with_storage_layer, weights::WeightMeter};
use spheron_primitives::{
	traits::{Drain, DrainReason, OpenBlocks},
	BigEndian, LeaseId, OpenBlock,
};

impl<T: Config> Drain<T::AccountId> for Pallet<T> {
	/// All leases of `provider` end as of this block, for this `reason`; or for the outage by which it was
	/// lost before, and as of then. A provider that has none, or is being drained already, is left as it
	/// is.
	fn drain(provider: &T::AccountId, reason: DrainReason) {
		if Draining::<T>::contains_key(provider) || !Self::has_leases(provider) {
			return;
		}
		let now = T::Time::now();
		let (reason, since) = Self::draining(provider).unwrap_or((reason, now));
		let on_clock_since = ProviderDeadlines::<T>::get(provider).map_or(now, |entry| entry.since);
		let down = match reason {
			DrainReason::Outage => Self::outage_since(provider, on_clock_since),
			DrainReason::Slashed | DrainReason::Suspended => None,
		};
		let next = Some(now);
		let state = DrainState { reason, since, down, cursor: None, next, again: false };
		Draining::<T>::insert(provider, state);
		Self::refile_provider(provider);
		let provider = provider.clone();
		Self::deposit_event(Event::ProviderDraining { provider, reason, since });
	}

	/// Of a lost provider, whose leases the hook has had no room yet to begin closing, as if it had.
	fn draining(provider: &T::AccountId) -> Option<(DrainReason, OpenBlock)> {
		match Draining::<T>::get(provider) {
			Some(drain) => Some((drain.reason, drain.since)),
			None => Self::lost_since(provider).map(|since| (DrainReason::Outage, since)),
		}
	}
}

impl<T: Config> Pallet<T> {
	/// Since when `provider`, with leases on the clock, has been down for longer than the limit, if it has
	/// (L5).
	///
	/// Not before its entry was due: else a limit that a motion lowers would cut off a provider whom the
	/// hook would let be.
	pub(crate) fn lost_since(provider: &T::AccountId) -> Option<OpenBlock> {
		let now = T::Time::now();
		let entry = ProviderDeadlines::<T>::get(provider).filter(|entry| entry.filed <= now)?;
		let down = Self::outage_since(provider, entry.since)?;
		let lost = down.saturating_add(Self::outage_limit()).max(entry.filed);
		(lost <= now && Self::next_in_service(provider, None).is_some()).then_some(lost)
	}

	fn has_leases(provider: &T::AccountId) -> bool {
		ByProvider::<T>::iter_key_prefix(provider).next().is_some()
	}

	/// The first lease of `provider` after `cursor`.
	fn next_of(provider: &T::AccountId, cursor: Option<LeaseId>) -> Option<LeaseId> {
		let mut ids = match cursor {
			None => ByProvider::<T>::iter_key_prefix(provider),
			Some(id) => ByProvider::<T>::iter_key_prefix_from(
				provider,
				ByProvider::<T>::hashed_key_for(provider, BigEndian(id.0)),
			),
		};
		ids.next().map(|id| LeaseId(id.0))
	}

	/// A lease of `provider` is `Closed`. If it was being drained and this was the last, that is
	/// done.
	pub(crate) fn left_by_one(provider: &T::AccountId) {
		if Draining::<T>::contains_key(provider) && !Self::has_leases(provider) {
			Draining::<T>::remove(provider);
			Self::refile_provider(provider);
			Self::deposit_event(Event::ProviderDrained { provider: provider.clone() });
		}
	}

	/// End the next leases of `provider`, if it is being drained: up to [`DRAIN_PAGE`], or as far as
	/// `meter` goes. The next page is for the next block, so that others have their turn.
	pub(crate) fn serve_drain(provider: &T::AccountId, meter: &mut WeightMeter) -> Flow {
		let Some(mut drain) = Draining::<T>::get(provider) else { return Flow::Continue(()) };
		let now = T::Time::now();
		let step = T::WeightInfo::service_base().saturating_add(Due::heaviest::<T::WeightInfo>());
		let mut flow = Flow::Continue(());
		drain.next = Some(now.saturating_add(1));
		for _ in 0..DRAIN_PAGE {
			let Some(id) = Self::next_of(provider, drain.cursor) else {
				// A pass in which something failed is followed by another.
				let retry = drain.again.then(|| now.saturating_add(RETRY_AFTER));
				drain = DrainState { cursor: None, next: retry, again: false, ..drain };
				break;
			};
			if meter.try_consume(step).is_err() {
				flow = Flow::Break(());
				break;
			}
			drain.cursor = Some(id);
			if let Err(error) = with_storage_layer(|| Self::drain_lease(id)) {
				Self::report_failure(id, error);
				drain.again = true;
			}
		}
		// Gone with the last lease.
		if Draining::<T>::contains_key(provider) {
			Draining::<T>::insert(provider, drain);
		}
		flow
	}

	/// Do all that is due of lease `id`, its end for the draining included.
	fn drain_lease(id: LeaseId) -> DispatchResult {
		match Leases::<T>::get(id) {
			Some(mut lease) => Self::catch_up(id, &mut lease).map(|_| ()),
			None => Err(Self::corrupt(id, "in the index only")),
		}
	}
}
