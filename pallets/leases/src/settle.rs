//! Where money moves: always from the tenant's lock, on cumulative totals (E3, E8).

use crate::*;
use alloc::vec;
use frame_support::pallet_prelude::*;
use spheron_primitives::{
	money::gross,
	traits::{AliveClock, Escrow, Stake},
	FeeKind, LeaseId, OpenBlock, Payment,
};

impl<T: Config> Pallet<T> {
	/// The value of the clock of `provider` at block `at`; frozen while it is being drained.
	pub(crate) fn clock_at(provider: &T::AccountId, at: OpenBlock) -> OpenBlock {
		let frozen = Draining::<T>::get(provider).map_or(at, |drain| drain.since.min(at));
		T::Clock::alive(provider, frozen)
	}

	/// Pay for the service of `lease` up to block `at`. What is paid depends on the blocks served
	/// alone, not on how often or when it is settled (I3).
	///
	/// The lock is what all the service costs, and totals only grow, so this never fails in
	/// practice.
	pub(crate) fn settle_to(id: LeaseId, lease: &mut LeaseOf<T>, at: OpenBlock) -> DispatchResult {
		let out_of_range = || Self::corrupt(id, "the charge is out of range");
		let clock = Self::clock_at(&lease.provider, at);
		let total = lease.meter.gross_at(clock).ok_or_else(out_of_range)?;
		if total <= lease.paid.gross {
			return Ok(());
		}
		lease.meter.settle(clock);
		let charge = lease.rates.charge(total).ok_or_else(out_of_range)?;
		let step = charge.since(&lease.paid).ok_or_else(out_of_range)?;
		let (payer, provider) = (lease.tenant.clone(), lease.provider.clone());
		Self::pay(id, lease, Payment::of_charge(payer, lease.token.clone(), provider, &step))?;
		lease.paid = charge;
		Self::deposit_event(Event::LeaseSettled { lease: id, at, step, net: step.net() });
		Ok(())
	}

	/// Pay for `blocks` in `Ready`, at most what is locked, to the fee routes (L2).
	pub(crate) fn pay_reservation(
		id: LeaseId,
		lease: &mut LeaseOf<T>,
		blocks: OpenBlock,
	) -> DispatchResult {
		let cost = gross(lease.meter.price, blocks).unwrap_or(lease.locked);
		let amount = cost.min(lease.locked);
		if amount == 0 {
			return Ok(());
		}
		let payment = Payment {
			payer: lease.tenant.clone(),
			token: lease.token.clone(),
			earned: None,
			fees: vec![(FeeKind::Reservation, amount)],
		};
		Self::pay(id, lease, payment)?;
		Self::deposit_event(Event::ReservationCharged { lease: id, amount });
		Ok(())
	}

	/// `lease` ends in `Ready`: its provider pays for that, too, as far as it has stake (L2).
	pub(crate) fn charge_unstarted(id: LeaseId, lease: &LeaseOf<T>) {
		let fee = T::UnstartedFee::get().min(MAX_UNSTARTED_FEE);
		let amount = T::Stake::charge(&lease.provider, fee);
		if amount != 0 {
			let provider = lease.provider.clone();
			Self::deposit_event(Event::UnstartedCharged { lease: id, provider, amount });
		}
	}

	/// Carry out `payment` from the lock of `lease`.
	fn pay(id: LeaseId, lease: &mut LeaseOf<T>, payment: Payment<T::AccountId>) -> DispatchResult {
		let left = payment
			.total()
			.and_then(|total| lease.locked.checked_sub(total))
			.ok_or_else(|| Self::corrupt(id, "more to pay than is locked"))?;
		T::Escrow::pay(&payment)?;
		lease.locked = left;
		Ok(())
	}

	/// `lease` leaves its tenant's wallet: what is left of its lock unlocks (E4), and it does not
	/// count there any more (E7).
	pub(crate) fn leave_wallet(lease: &mut LeaseOf<T>) -> DispatchResult {
		if lease.locked != 0 {
			T::Escrow::unlock(&lease.tenant, &lease.token, lease.locked)?;
			lease.locked = 0;
		}
		T::Escrow::vacate(&lease.tenant, &lease.token, &lease.footprint);
		Ok(())
	}
}
