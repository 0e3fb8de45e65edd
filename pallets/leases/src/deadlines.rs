//! Filing: where leases and providers stand in the deadlines (I7), and the lengths of time that
//! they are made of.

use crate::*;
use frame_support::pallet_prelude::*;
use spheron_primitives::{
	traits::{AliveClock, Drain, DrainReason, OpenBlocks, Providers},
	BigEndian, LeaseId, OpenBlock,
};

/// Parameters are not validated where they are set; out of range, they count as the nearest value
/// in range.
macro_rules! windows {
	($($name:ident: $param:ident <= $max:ident,)*) => {
		impl<T: Config> Pallet<T> {$(
			pub(crate) fn $name() -> OpenBlock {
				T::$param::get().clamp(1, $max)
			}
		)*}
	};
}
windows! {
	confirm_within: ConfirmWithin <= MAX_WINDOW,
	activate_within: ActivateWithin <= MAX_WINDOW,
	close_within: CloseWithin <= MAX_WINDOW,
	provider_notice: ProviderNotice <= MAX_WINDOW,
	funds_low_notice: FundsLowNotice <= MAX_WINDOW,
	outage_limit: OutageLimit <= MAX_WINDOW,
	update_answer_within: UpdateAnswerWithin <= MAX_WINDOW,
	update_apply_within: UpdateApplyWithin <= MAX_WINDOW,
	history_blocks: HistoryBlocks <= MAX_HISTORY,
	max_duration: MaxDuration <= MAX_DURATION,
}

impl<T: Config> Pallet<T> {
	/// File `lease` at block `at`, or nowhere, instead of where it stood.
	pub(crate) fn file_block(id: LeaseId, lease: &mut LeaseOf<T>, at: Option<OpenBlock>) {
		if lease.block_deadline == at {
			return;
		}
		let item = DeadlineItem::Lease(id);
		if let Some(old) = lease.block_deadline {
			BlockDeadlines::<T>::remove(BigEndian(old), &item);
		}
		if let Some(new) = at {
			BlockDeadlines::<T>::insert(BigEndian(new), &item, ());
		}
		lease.block_deadline = at;
	}

	/// File a `lease` in service at the earliest of what can end it, or its update, in block time: the
	/// provider's notice, a bad health that lasts, the time to answer the update or to apply it.
	pub(crate) fn file_active(id: LeaseId, lease: &mut LeaseOf<T>) {
		match Self::outage_end(lease, T::Time::now()) {
			Some(ends_at) => Self::file_off_clock(id, lease, ends_at),
			None => Self::file_in_service(id, lease, None),
		}
	}

	/// The same, with the block `outage` at which a bad health that lasts ends it.
	pub(crate) fn file_in_service(id: LeaseId, lease: &mut LeaseOf<T>, outage: Option<OpenBlock>) {
		let update = lease.update.as_ref().map(|update| update.deadline);
		let at = lease.notice.into_iter().chain(outage).chain(update).min();
		Self::file_block(id, lease, at);
	}

	/// The same of a `lease` that its bad health ends at block `ends_at`; and say so, because maintenance
	/// and motions move that, and nothing else tells of it.
	pub(crate) fn file_off_clock(id: LeaseId, lease: &mut LeaseOf<T>, ends_at: OpenBlock) {
		Self::file_in_service(id, lease, Some(ends_at));
		Self::deposit_event(Event::OutageEndSet { lease: id, ends_at });
	}

	/// At which block a bad health that lasts ends `lease`, which is off the clock for it, as far as
	/// maintenance that began before block `n` tells (L5).
	pub(crate) fn outage_end(lease: &LeaseOf<T>, n: OpenBlock) -> Option<OpenBlock> {
		let since = Self::counted_from(&lease.provider, lease.off_clock?, n);
		Some(since.saturating_add(Self::outage_limit()))
	}

	/// Whether `lease`, which is in service, has been down past the limit by block `at`, for its own
	/// health or with its provider, even if that has not been served (L5).
	pub(crate) fn is_out(lease: &LeaseOf<T>, at: OpenBlock) -> bool {
		let alone = Self::outage_end(lease, at);
		let with_all = match Self::draining(&lease.provider) {
			Some((DrainReason::Outage, since)) => Some(since),
			_ => None,
		};
		alone.into_iter().chain(with_all).any(|end| end <= at)
	}

	/// File `lease` at the value `at` of its provider's clock, or nowhere, instead of where it
	/// stood. Its provider is to be filed anew after this.
	pub(crate) fn file_service(id: LeaseId, lease: &mut LeaseOf<T>, at: Option<OpenBlock>) {
		if lease.service_deadline == at {
			return;
		}
		if let Some(old) = lease.service_deadline {
			ServiceDeadlines::<T>::remove((&lease.provider, BigEndian(old), BigEndian(id.0)));
		}
		if let Some(new) = at {
			ServiceDeadlines::<T>::insert((&lease.provider, BigEndian(new), BigEndian(id.0)), ());
		}
		lease.service_deadline = at;
	}

	/// File `lease`, which is on the clock, where its funds are low, if its tenant was not told
	/// yet, else where it ends.
	pub(crate) fn file_running(id: LeaseId, lease: &mut LeaseOf<T>) {
		let at = match (lease.meter.ends_at(), lease.funds_low) {
			(Some(end), false) => Some(end.saturating_sub(Self::funds_low_notice())),
			(end, _) => end,
		};
		Self::file_service(id, lease, at);
	}

	/// `lease` has ended as of block `at`: it leaves the clock and the deadlines in service time.
	pub(crate) fn leave_clock(id: LeaseId, lease: &mut LeaseOf<T>, at: OpenBlock) {
		if lease.meter.from.is_some() {
			lease.meter.stop(Self::clock_at(&lease.provider, at));
		}
		Self::file_service(id, lease, None);
		if lease.off_clock.take().is_some() {
			Self::forget_off_clock(id, lease);
		}
		lease.notice = None;
	}

	/// File `provider` anew. To be called after every change of its head in service time, of its
	/// clock, or of its draining.
	pub(crate) fn refile_provider(provider: &T::AccountId) {
		let now = T::Time::now();
		let old = ProviderDeadlines::<T>::get(provider);
		let since = old.map_or(now, |entry| entry.since);
		let ends = |down: OpenBlock| {
			let end = down.saturating_add(Self::outage_limit());
			// A limit that a motion has lowered ends nothing as of a block before this one.
			old.filter(|old| old.filed > now).map_or(end, |_| end.max(now))
		};
		let filed = Self::provider_due(provider, since, ends);
		if old.map(|entry| entry.filed) == filed {
			return;
		}
		let item = DeadlineItem::Provider(provider.clone());
		if let Some(old) = old {
			BlockDeadlines::<T>::remove(BigEndian(old.filed), &item);
		}
		match filed {
			Some(filed) => {
				BlockDeadlines::<T>::insert(BigEndian(filed), &item, ());
				ProviderDeadlines::<T>::insert(provider, ProviderDeadline { filed, since });
			}
			None => ProviderDeadlines::<T>::remove(provider),
		}
	}

	/// When something is due of `provider`, which has had leases on the clock since `since`: the
	/// next page if it is being drained; else the first of its leases in service time, if the clock
	/// gets there; else the block in which the clock will have stopped; once it has, where an outage
	/// counted from some block `ends` (L5). None if it has no lease on the clock.
	pub(crate) fn provider_due(
		provider: &T::AccountId,
		since: OpenBlock,
		ends: impl FnOnce(OpenBlock) -> OpenBlock,
	) -> Option<OpenBlock> {
		if let Some(drain) = Draining::<T>::get(provider) {
			return drain.next;
		}
		let (clock, _) = Self::next_in_service(provider, None)?;
		let reached = T::Clock::reaches(provider, clock);
		Some(reached.unwrap_or_else(|| match Self::outage_since(provider, since) {
			Some(down) => ends(down),
			None => T::Clock::until(provider).saturating_add(1),
		}))
	}

	/// From which block on an outage of `provider` is counted, which has had leases on the clock since
	/// `since`, if it is down: the last of going down, the activation and the end of a maintenance
	/// (L5). In a maintenance that is this block, so that it is looked at again after the limit, however
	/// early the maintenance ends.
	pub(crate) fn outage_since(provider: &T::AccountId, since: OpenBlock) -> Option<OpenBlock> {
		let now = T::Time::now();
		let down = T::Clock::down_since(provider, now)?.max(since);
		Some(Self::counted_from(provider, down, now))
	}

	/// Since when `provider`, if it is down, has been down with leases on the clock, maintenance aside.
	pub(crate) fn down_with_leases(provider: &T::AccountId) -> Option<OpenBlock> {
		let entry = ProviderDeadlines::<T>::get(provider)?;
		Some(T::Clock::down_since(provider, T::Time::now())?.max(entry.since))
	}

	/// From which block on an outage of `provider` that began at block `since` is counted, as of block
	/// `n`: anew from the end of every maintenance that began before the outage was over the limit (L5).
	/// One that began later puts nothing off, even if the outage has not been served yet.
	pub(crate) fn counted_from(
		provider: &T::AccountId,
		since: OpenBlock,
		n: OpenBlock,
	) -> OpenBlock {
		let mut from = since;
		loop {
			let due = from.saturating_add(Self::outage_limit());
			let maintained = Self::maintained_until(provider, n.min(due));
			// Every round but the last goes on to the end of a later window, of which two are known.
			if maintained <= from {
				return from;
			}
			from = maintained;
		}
	}

	/// The end of the last maintenance of `provider` that began before block `n`, or the current block
	/// while it goes on; 0 if there was none.
	///
	/// One that begins with block `n` does not count: an outage that is over the limit by then had all
	/// of it outside maintenance.
	fn maintained_until(provider: &T::AccountId, n: OpenBlock) -> OpenBlock {
		let window = T::Providers::maintenance(provider, n.saturating_sub(1));
		window.map_or(0, |window| window.ends_at.min(T::Time::now()))
	}

	/// The first lease of `provider` in service time, or the first after the entry `after`, and the
	/// clock value that it stands at.
	pub(crate) fn next_in_service(
		provider: &T::AccountId,
		after: Option<(OpenBlock, LeaseId)>,
	) -> Option<(OpenBlock, LeaseId)> {
		let mut entries = match after {
			None => ServiceDeadlines::<T>::iter_key_prefix((provider.clone(),)),
			Some((clock, id)) => ServiceDeadlines::<T>::iter_key_prefix_from(
				(provider.clone(),),
				ServiceDeadlines::<T>::hashed_key_for((
					provider,
					BigEndian(clock),
					BigEndian(id.0),
				)),
			),
		};
		entries.next().map(|(clock, id)| (clock.0, LeaseId(id.0)))
	}

	/// The first entry in block time, or the first after the entry `after`.
	pub(crate) fn next_in_blocks(
		after: Option<&(OpenBlock, DeadlineItem<T::AccountId>)>,
	) -> Option<(OpenBlock, DeadlineItem<T::AccountId>)> {
		let mut entries = match after {
			None => BlockDeadlines::<T>::iter_keys(),
			Some((block, item)) => BlockDeadlines::<T>::iter_keys_from(
				BlockDeadlines::<T>::hashed_key_for(BigEndian(*block), item),
			),
		};
		entries.next().map(|(block, item)| (block.0, item))
	}
}
