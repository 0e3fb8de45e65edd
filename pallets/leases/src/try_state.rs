//! The invariants, as code.

use crate::*;
use alloc::collections::{BTreeMap, BTreeSet};
use frame_support::pallet_prelude::*;
use sp_runtime::TryRuntimeError;
use spheron_primitives::{
	traits::{DrainReason, Escrow, OpenBlocks, Providers},
	Balance, BigEndian, LeaseId, OpenBlock, Resources,
};

impl<T: Config> Pallet<T> {
	/// Check every invariant of the pallet against its whole state.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		let leases: BTreeMap<LeaseId, LeaseOf<T>> = Leases::<T>::iter().collect();
		for (id, lease) in &leases {
			ensure!(*id < NextLeaseId::<T>::get(), "a lease has an id that was not given yet");
			Self::try_state_of(*id, lease)?;
		}
		Self::try_state_of_indices(&leases)?;
		Self::try_state_of_locks(&leases)?;
		Self::try_state_of_capacity(&leases)?;
		Self::try_state_of_records(&leases)?;
		Self::try_state_of_providers(&leases)
	}

	/// What a lease says of itself, and of where it is filed (I4, I7, E5).
	fn try_state_of(id: LeaseId, lease: &LeaseOf<T>) -> Result<(), TryRuntimeError> {
		let in_service = lease.state.is_in_service();
		let is_active = lease.state == LeaseState::Active;
		let is_running = lease.meter.from.is_some();
		ensure!(
			lease.ended.is_some() == lease.state.end_reason().is_some(),
			"only a lease that has ended says when"
		);
		ensure!(is_running || lease.service_deadline.is_none(), "filed in service, off the clock");
		ensure!(!is_running || lease.service_deadline.is_some(), "on the clock, not in service");
		ensure!(!is_running || in_service, "on the clock without being in service");
		ensure!(
			!in_service || is_running != lease.off_clock.is_some(),
			"neither on the clock nor off"
		);
		ensure!(in_service || lease.off_clock.is_none(), "off the clock without being in service");
		ensure!(in_service || lease.notice.is_none(), "notice without being in service");
		ensure!(is_active || lease.offered_to.is_none(), "on offer without being active");
		ensure!(
			lease.offered_to.as_ref() != Some(&lease.tenant),
			"a lease is on offer to its own tenant"
		);
		ensure!(
			lease.block_deadline.is_some()
				== (!is_active || lease.off_clock.is_some() || lease.notice.is_some()),
			"a lease lacks a deadline in block time, or has one too many"
		);

		let locked = match lease.state.runs_on_wallet() {
			true => lease.unpaid().ok_or("the cost of a lease is out of range")?,
			false => 0,
		};
		ensure!(lease.locked == locked, "a lease does not have locked what its service costs");
		let clock = Self::clock_at(&lease.provider, T::Time::now());
		Self::try_state_of_update(lease, clock)?;
		let gross = lease.meter.gross_at(clock).ok_or("the gross of a lease is out of range")?;
		ensure!(lease.paid.gross <= gross, "a lease was charged for more than was served");
		ensure!(
			lease.rates.charge(lease.paid.gross) == Some(lease.paid),
			"what was paid is not the charge of its gross"
		);

		let key = BigEndian(id.0);
		let is_listed = ByProvider::<T>::contains_key(&lease.provider, key);
		let is_closed = matches!(lease.state, LeaseState::Closed { .. });
		ensure!(is_listed != is_closed, "the index of leases does not agree with a state");
		ensure!(
			OffClock::<T>::get(&lease.provider).contains(&id) == lease.off_clock.is_some(),
			"the list of leases off the clock does not agree with a lease"
		);
		Ok(())
	}

	/// Just a lease that is `Updating` has an update, and one that makes sense (L3).
	fn try_state_of_update(lease: &LeaseOf<T>, clock: OpenBlock) -> Result<(), TryRuntimeError> {
		let is_updating = lease.state == LeaseState::Updating;
		ensure!(
			lease.update.is_some() == is_updating,
			"a lease has an update without being updating, or none"
		);
		let Some(update) = &lease.update else { return Ok(()) };
		let in_range = |price: Balance| (1..=update.max_price).contains(&price);
		ensure!(update.price.is_none_or(in_range), "an update was accepted at no price it allows");
		ensure!(update.max_price > 0, "an update allows no price");
		ensure!(
			update.served <= lease.meter.served_at(clock),
			"an update was asked for after more service than there was"
		);
		Ok(())
	}

	/// Records count at least what the leases say that are still known (L2).
	fn try_state_of_records(leases: &BTreeMap<LeaseId, LeaseOf<T>>) -> Result<(), TryRuntimeError> {
		let mut known: BTreeMap<&T::AccountId, ActivationRecord> = BTreeMap::new();
		for lease in leases.values() {
			let record = known.entry(&lease.provider).or_default();
			let activated = u32::from(lease.activated.is_some());
			let ready = u32::from(matches!(lease.state, LeaseState::Ready { .. }));
			record.activated = record.activated.saturating_add(activated);
			record.confirmed = record.confirmed.saturating_add(activated.max(ready));
		}
		for (provider, known) in known {
			let record = Records::<T>::get(provider);
			ensure!(
				record.activated >= known.activated && record.confirmed >= known.confirmed,
				"a record counts less than there is"
			);
		}
		ensure!(
			Records::<T>::iter_values().all(|record| record.activated <= record.confirmed),
			"a provider activated more than it confirmed"
		);
		Ok(())
	}

	/// Nothing is filed, listed or indexed that its lease does not know of (I7, I10).
	fn try_state_of_indices(leases: &BTreeMap<LeaseId, LeaseOf<T>>) -> Result<(), TryRuntimeError> {
		let mut in_blocks = 0usize;
		for (block, item) in BlockDeadlines::<T>::iter_keys() {
			let known = match &item {
				DeadlineItem::Lease(id) => {
					in_blocks = in_blocks.saturating_add(1);
					leases.get(id).and_then(|lease| lease.block_deadline)
				}
				DeadlineItem::Provider(provider) => {
					ProviderDeadlines::<T>::get(provider).map(|entry| entry.filed)
				}
			};
			ensure!(
				known == Some(block.0),
				"a deadline in block time that its owner does not know"
			);
		}
		let filed = leases.values().filter(|lease| lease.block_deadline.is_some()).count();
		ensure!(in_blocks == filed, "a lease is not where it is filed in block time");

		let mut in_service = 0usize;
		for (provider, clock, id) in ServiceDeadlines::<T>::iter_keys() {
			let lease = leases.get(&LeaseId(id.0)).ok_or("a lease in service is gone")?;
			ensure!(
				lease.provider == provider && lease.service_deadline == Some(clock.0),
				"a deadline in service time that its lease does not know"
			);
			in_service = in_service.saturating_add(1);
		}
		let filed = leases.values().filter(|lease| lease.service_deadline.is_some()).count();
		ensure!(in_service == filed, "a lease is not where it is filed in service time");

		for (provider, id) in ByProvider::<T>::iter_keys() {
			let lease = leases.get(&LeaseId(id.0)).ok_or("an indexed lease is gone")?;
			ensure!(lease.provider == provider, "a lease is indexed for another provider");
		}
		for (provider, off) in OffClock::<T>::iter() {
			ensure!(!off.is_empty(), "an empty list of leases off the clock");
			let owned = |id| leases.get(id).is_some_and(|l: &LeaseOf<T>| l.provider == provider);
			ensure!(off.iter().all(owned), "a list of leases off the clock names another's");
		}
		Ok(())
	}

	/// The escrow has locked what the leases say.
	fn try_state_of_locks(leases: &BTreeMap<LeaseId, LeaseOf<T>>) -> Result<(), TryRuntimeError> {
		let mut sums = BTreeMap::new();
		for lease in leases.values() {
			let sum: &mut u128 = sums.entry((&lease.tenant, &lease.token)).or_default();
			*sum = sum.checked_add(lease.locked).ok_or("the locks of a tenant overflow")?;
		}
		for ((tenant, token), sum) in sums {
			ensure!(sum <= T::Escrow::locked(tenant, token), "locks are not covered by the escrow");
		}
		Ok(())
	}

	/// What is reserved of a provider is what its leases and their accepted updates need (I5).
	fn try_state_of_capacity(
		leases: &BTreeMap<LeaseId, LeaseOf<T>>,
	) -> Result<(), TryRuntimeError> {
		let mut sums: BTreeMap<&T::AccountId, Resources> = BTreeMap::new();
		for lease in leases.values() {
			let sum = sums.entry(&lease.provider).or_default();
			if !matches!(lease.state, LeaseState::Closed { .. }) {
				let reserved = lease.reserved().ok_or("a reservation is out of range")?;
				*sum = sum.checked_add(&reserved).ok_or("reservations overflow")?;
			}
		}
		for (provider, sum) in sums {
			let reserved = T::Providers::reserved(provider);
			ensure!(
				sum.covers(&reserved) && reserved.covers(&sum),
				"what is reserved of a provider is not what its leases need"
			);
		}
		Ok(())
	}

	/// Each provider stands in the deadlines exactly if it must, and not too late (I7); each mark of
	/// a draining has leases under it.
	fn try_state_of_providers(
		leases: &BTreeMap<LeaseId, LeaseOf<T>>,
	) -> Result<(), TryRuntimeError> {
		let now = T::Time::now();
		let mut providers: BTreeSet<_> = leases.values().map(|l| l.provider.clone()).collect();
		providers.extend(ProviderDeadlines::<T>::iter_keys());
		for provider in providers {
			let entry = ProviderDeadlines::<T>::get(&provider);
			// The limit may have been greater when it was filed.
			let since = entry.map_or(now, |entry| entry.since);
			let due = Self::provider_due(&provider, since, |down| down.saturating_add(MAX_WINDOW));
			ensure!(entry.is_some() == due.is_some(), "a provider lacks its deadline, or has one");
			if let (Some(entry), Some(due)) = (entry, due) {
				ensure!(entry.filed <= due, "a provider is filed later than what is due of it");
				ensure!(
					BlockDeadlines::<T>::contains_key(
						BigEndian(entry.filed),
						DeadlineItem::Provider(provider.clone())
					),
					"a provider is not where it is filed"
				);
			}
		}
		let counts_rightly = |drain: DrainState| {
			let is_outage = drain.reason == DrainReason::Outage;
			drain.down.is_none_or(|down| is_outage && down <= drain.since)
		};
		ensure!(
			Draining::<T>::iter_values().all(counts_rightly),
			"a draining counts an outage that it is not for"
		);
		let has_leases = |p: T::AccountId| ByProvider::<T>::iter_key_prefix(&p).next().is_some();
		ensure!(
			Draining::<T>::iter_keys().all(has_leases),
			"a provider without leases is being drained"
		);
		Ok(())
	}
}
