//! How a lease comes to be, and the one function by which it changes its state (L1).

use crate::*;
use core::mem;
use frame_support::pallet_prelude::*;
use spheron_primitives::{
	traits::{self, Awards, Drain, Fault, OpenBlocks, Providers, Stake, Unfit},
	Award, BigEndian, LeaseId, OpenBlock,
};

impl<T: Config> traits::Leases<T::AccountId> for Pallet<T> {
	fn open(award: Award<T::AccountId>) -> Result<LeaseId, Unfit> {
		ensure!(!Self::is_draining(&award.provider), Unfit::NotActive);
		T::Providers::reserve(&award.provider, &award.resources)?;
		let now = T::Time::now();
		let id = NextLeaseId::<T>::get();
		NextLeaseId::<T>::put(id.next());

		let confirm_by = now.saturating_add(Self::confirm_within());
		let mut lease = Lease::of_award(award, now);
		Self::file_block(id, &mut lease, Some(confirm_by));
		Leases::<T>::insert(id, &lease);
		ByProvider::<T>::insert(&lease.provider, BigEndian(id.0), ());

		let Lease { order, tenant, provider, token, meter, .. } = lease;
		Self::deposit_event(Event::LeaseOpened {
			lease: id,
			order,
			tenant,
			provider,
			token,
			price: meter.price,
			duration: meter.end,
			confirm_by,
		});
		Ok(id)
	}
}

impl<T: Config> Pallet<T> {
	/// Move `lease` into the state `to` as of block `at`, with everything that this requires:
	/// deadlines, clock, index, capacity, record and event. Money must have been seen to before: a
	/// lease does not end with funds in it (I4).
	///
	/// Errors only if the caller has a bug: no such edge, or funds are left.
	pub(crate) fn transition(
		id: LeaseId,
		lease: &mut LeaseOf<T>,
		to: LeaseState,
		at: OpenBlock,
	) -> DispatchResult {
		ensure!(lease.state.leads_to(&to), Self::corrupt(id, "no such change of state"));
		let ends = to.end_reason().is_some();
		ensure!(!ends || lease.locked == 0, Self::corrupt(id, "ended with funds in it"));

		let from = mem::replace(&mut lease.state, to);
		if ends {
			lease.ended.get_or_insert(at);
			Self::leave_clock(id, lease, at);
			lease.offered_to = None;
		}
		let within = |blocks| Some(at.saturating_add(blocks));
		match lease.state {
			LeaseState::Reserving => Self::file_block(id, lease, within(Self::confirm_within())),
			LeaseState::Ready { .. } => {
				Self::file_block(id, lease, within(Self::activate_within()))
			}
			LeaseState::Active | LeaseState::Updating => Self::file_active(id, lease),
			LeaseState::Closing { .. } => Self::file_block(id, lease, within(Self::close_within())),
			LeaseState::Closed { .. } => {
				Self::file_block(id, lease, within(Self::history_blocks()))
			}
		}
		Leases::<T>::insert(id, &*lease);
		Self::record(from, lease);
		Self::announce(id, from, lease);

		if matches!(lease.state, LeaseState::Closed { .. }) {
			T::Providers::release(&lease.provider, &lease.resources);
			ByProvider::<T>::remove(&lease.provider, BigEndian(id.0));
			Self::left_by_one(&lease.provider);
		}
		Ok(())
	}

	/// End `lease` for `reason` as of block `at`: see to its money, then to its state, then tell
	/// whom it concerns. Its provider is to be filed anew after this.
	pub(crate) fn end(
		id: LeaseId,
		lease: &mut LeaseOf<T>,
		reason: EndReason,
		at: OpenBlock,
	) -> DispatchResult {
		match lease.state {
			LeaseState::Reserving => {
				Self::transition(id, lease, LeaseState::Closed { reason }, at)?;
				Self::give_back_award(lease, reason, at);
				Ok(())
			}
			LeaseState::Ready { since } => {
				if reason.charges_both() {
					Self::pay_reservation(id, lease, at.saturating_sub(since))?;
					Self::charge_unstarted(id, lease);
				}
				Self::report_loss(id, lease, reason, at);
				Self::leave_wallet(lease)?;
				Self::transition(id, lease, LeaseState::Closed { reason }, at)
			}
			LeaseState::Active | LeaseState::Updating => {
				// First: what was locked for the update is not what the tenant had left to spend.
				Self::drop_update(id, lease, UpdateOutcome::LeaseEnded)?;
				Self::settle_to(id, lease, at)?;
				Self::report_loss(id, lease, reason, at);
				Self::leave_wallet(lease)?;
				Self::transition(id, lease, LeaseState::Closing { reason }, at)
			}
			LeaseState::Closing { .. } | LeaseState::Closed { .. } => {
				Err(Self::corrupt(id, "ended twice"))
			}
		}
	}

	/// The order of an award that was not confirmed by block `at` is over if its tenant closed it, and
	/// goes on to the runner-up otherwise (O6). That an outage came before the confirmation is no
	/// excuse (S4): it can be had on purpose, and for little.
	fn give_back_award(lease: &LeaseOf<T>, reason: EndReason, at: OpenBlock) {
		if matches!(reason, EndReason::ReservationTimeout | EndReason::Outage) {
			T::Stake::fault(&lease.provider, Fault::Unconfirmed, &lease.resources, at);
		}
		match reason.by() {
			EndedBy::Tenant => T::Awards::abandoned(lease.order),
			EndedBy::Provider | EndedBy::Chain => T::Awards::lapsed(lease.order),
		}
	}

	/// Count what `lease`, which comes out of the state `from`, says of its provider (L2).
	fn record(from: LeaseState, lease: &LeaseOf<T>) {
		let count = |change: fn(&mut ActivationRecord) -> &mut u32| {
			Records::<T>::mutate(&lease.provider, |record| {
				let counter = change(record);
				*counter = counter.saturating_add(1);
			});
		};
		match (from, lease.state) {
			(_, LeaseState::Ready { .. }) => count(|record| &mut record.confirmed),
			(LeaseState::Ready { .. }, LeaseState::Active) => count(|record| &mut record.activated),
			_ => {}
		}
	}

	/// Say what state `lease` has come into out of `from`. Updates speak for themselves.
	fn announce(id: LeaseId, from: LeaseState, lease: &LeaseOf<T>) {
		let deadline = lease.block_deadline.unwrap_or_default();
		let ended = lease.ended.unwrap_or_default();
		let event = match lease.state {
			LeaseState::Reserving | LeaseState::Updating => None,
			LeaseState::Active if from == LeaseState::Updating => None,
			LeaseState::Ready { .. } => Some(Event::LeaseConfirmed {
				lease: id,
				locked: lease.locked,
				activate_by: deadline,
			}),
			LeaseState::Active => {
				lease.access.clone().map(|access| Event::LeaseActivated { lease: id, access })
			}
			LeaseState::Closing { reason } => {
				let (by, closes_at) = (reason.by(), deadline);
				Some(Event::LeaseClosing { lease: id, reason, by, ended, closes_at })
			}
			LeaseState::Closed { reason } => {
				let (by, kept_until) = (reason.by(), deadline);
				Some(Event::LeaseClosed { lease: id, reason, by, ended, kept_until })
			}
		};
		if let Some(event) = event {
			Self::deposit_event(event);
		}
	}

	/// The error of what cannot happen.
	pub(crate) fn corrupt(id: LeaseId, what: &str) -> DispatchError {
		log::error!(target: LOG_TARGET, "{id:?}: {what}");
		DispatchError::Corruption
	}
}
