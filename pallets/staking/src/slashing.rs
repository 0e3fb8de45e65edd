//! How a slash comes to be, and how it is cancelled (S4, S5).

use crate::{
	Config, Deadlines, Error, Event, HoldReason, Ledgers, NextSlashId, Pallet, Slash, SlashId,
	SlashKind, SlashOf, Slashes, Stage,
};
use frame_support::{
	ensure,
	storage::with_storage_layer,
	traits::{fungible::UnbalancedHold, tokens::Precision, Defensive},
};
use sp_runtime::{DispatchError, DispatchResult, Perbill};
use spheron_primitives::{
	traits::{Drain, DrainReason, OnBacked, OnFault, OpenBlocks, Stake},
	Balance, BigEndian,
};

impl<T: Config> Pallet<T> {
	/// Raise a slash of `asked`, or of all that `provider` has at stake if that is less; it, and how
	/// much it is. `None` if there is nothing. Errors only if less is on hold than the ledger says,
	/// which is a bug (I6).
	pub(crate) fn raise(
		provider: &T::AccountId,
		kind: SlashKind,
		asked: Balance,
	) -> Result<Option<(SlashId, Balance)>, DispatchError> {
		let mut ledger = Ledgers::<T>::get(provider);
		let taken = ledger.take(asked);
		let amount = taken.total();
		if amount == 0 {
			return Ok(None);
		}
		Self::shift(provider, HoldReason::Stake, HoldReason::Slash, amount)?;
		let active = ledger.active;
		ledger.update_or_kill::<T>(provider);

		let id = NextSlashId::<T>::get();
		NextSlashId::<T>::put(id.next());
		let due = T::Time::now().saturating_add(Self::slash_delay());
		let slash = Slash {
			provider: provider.clone(),
			kind,
			amount,
			price: Self::price(),
			filed: id,
			claims: 0,
			losses: 0,
			stage: Stage::Waiting { taken },
			due,
			deadline: due,
		};
		Slashes::<T>::insert(id, slash);
		Deadlines::<T>::insert(BigEndian(due), BigEndian(id.0), ());
		let provider = provider.clone();
		Self::deposit_event(Event::SlashRaised { slash: id, provider, kind, amount, active, due });
		Ok(Some((id, amount)))
	}

	/// [`Pallet::raise`] for those who cannot act on an error: it changes nothing and is logged.
	pub(crate) fn raise_defensively(
		provider: &T::AccountId,
		kind: SlashKind,
		asked: Balance,
	) -> Option<(SlashId, Balance)> {
		with_storage_layer(|| Self::raise(provider, kind, asked))
			.defensive_proof("what is in a ledger is on hold (I6)")
			.ok()
			.flatten()
	}

	/// Misconduct: `part` of all that `provider` has at stake, and of the rewards that it has not
	/// claimed. If too little is left for its capacity, its leases are closed (L5). This slash is first
	/// of the tenants of leases that are being closed, whether for it or already.
	pub(crate) fn do_slash(provider: T::AccountId, part: Perbill) -> DispatchResult {
		T::OnFault::faulted(&provider);
		T::OnFault::forfeit(&provider, part);
		let asked = part.mul_floor(Ledgers::<T>::get(&provider).total());
		let (id, _) = Self::raise(&provider, SlashKind::Misconduct, asked)?
			.ok_or(Error::<T>::NothingToSlash)?;
		if !Self::is_backed(&provider, Self::active(&provider)) {
			T::Drain::drain(&provider, DrainReason::Slashed);
		}
		Self::let_answer(id, &provider)
	}

	pub(crate) fn do_cancel_slash(id: SlashId) -> DispatchResult {
		let mut slash = Self::waiting(id)?;
		let Stage::Waiting { taken } = core::mem::replace(&mut slash.stage, Stage::Over) else {
			return Err(Error::<T>::TooLate.into());
		};
		let (provider, amount) = (slash.provider.clone(), slash.amount);
		Self::shift(&provider, HoldReason::Slash, HoldReason::Stake, amount)?;
		let mut ledger = Ledgers::<T>::get(&provider);
		ledger.put_back(taken);
		let active = ledger.active;
		ledger.update_or_kill::<T>(&provider);
		if Self::answers(id, &provider) {
			// For one that is raised in its place; at its deadline it goes.
			Slashes::<T>::insert(id, slash);
		} else {
			Self::forget(id, slash);
		}
		let backed = Self::is_backed(&provider, active);
		Self::deposit_event(Event::SlashCancelled {
			slash: id,
			provider: provider.clone(),
			amount,
			active,
		});
		if backed {
			T::OnBacked::backed(&provider);
		}
		Ok(())
	}

	/// The slash `id`, while it can be cancelled. Errors: `NoSuchSlash`, `TooLate`.
	pub(crate) fn waiting(id: SlashId) -> Result<SlashOf<T>, Error<T>> {
		let slash = Slashes::<T>::get(id).ok_or(Error::<T>::NoSuchSlash)?;
		ensure!(slash.is_waiting(T::Time::now()), Error::<T>::TooLate);
		Ok(slash)
	}

	/// Let `amount` that `who` has on hold count for another of our reasons. What is free is not
	/// touched, so this does not depend on what the account does with it; and at no time is there
	/// nothing on hold, which could end the account.
	fn shift(
		who: &T::AccountId,
		from: HoldReason,
		to: HoldReason,
		amount: Balance,
	) -> DispatchResult {
		T::Currency::increase_balance_on_hold(&to.into(), who, amount, Precision::Exact)?;
		T::Currency::decrease_balance_on_hold(&from.into(), who, amount, Precision::Exact)?;
		Ok(())
	}
}
