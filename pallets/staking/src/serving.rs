//! What falls due of slashes: their application, and the end of their claims (S5).

use crate::{
	Claims, Config, Deadlines, Error, Event, HoldReason, Pallet, SlashId, SlashOf, Slashes, Stage,
	WeightInfo, CLAIMS_PAGE, RETRY_AFTER,
};
use frame_support::{
	defensive, ensure,
	traits::{fungible::BalancedHold, OnUnbalanced},
	weights::{Weight, WeightMeter},
};
use sp_runtime::DispatchResult;
use spheron_primitives::{traits::OpenBlocks, Balance, BigEndian, OpenBlock};

impl<T: Config> Pallet<T> {
	/// What one step weighs at most, the looking for it included.
	pub(crate) fn step_weight() -> Weight {
		T::WeightInfo::serve_application()
			.max(T::WeightInfo::serve_expiry())
			.max(T::WeightInfo::serve_sweep())
	}

	/// Do what is due by now, earliest first, as far as `meter` goes. Every step moves the deadline
	/// of its slash beyond this block or ends it, so nothing is met twice.
	pub(crate) fn serve_due(meter: &mut WeightMeter) {
		let now = T::Time::now();
		while meter.try_consume(T::WeightInfo::service_base()).is_ok() {
			let Some((at, id)) = Self::first_deadline().filter(|(at, _)| *at <= now) else {
				return;
			};
			if meter.try_consume(Self::step_weight()).is_err() {
				return;
			}
			match Slashes::<T>::get(id).filter(|slash| slash.deadline == at) {
				Some(slash) => Self::serve(id, slash),
				None => {
					defensive!("a deadline of a slash that does not know of it");
					Deadlines::<T>::remove(BigEndian(at), BigEndian(id.0));
				}
			}
		}
	}

	pub(crate) fn do_apply_slash(id: SlashId) -> DispatchResult {
		let slash = Slashes::<T>::get(id).ok_or(Error::<T>::NoSuchSlash)?;
		ensure!(slash.deadline <= T::Time::now(), Error::<T>::NotDue);
		ensure!(!Self::is_closing_leases(id, &slash), Error::<T>::StillDraining);
		Self::serve(id, slash);
		Ok(())
	}

	/// Do what is due of `slash`.
	fn serve(id: SlashId, mut slash: SlashOf<T>) {
		match slash.stage {
			Stage::Waiting { .. } if Self::is_closing_leases(id, &slash) => {
				let due = T::Time::now().saturating_add(RETRY_AFTER);
				Self::file(id, &mut slash, due);
				Slashes::<T>::insert(id, slash);
				Self::deposit_event(Event::SlashPostponed { slash: id, due });
			}
			Stage::Waiting { .. } => {
				Self::apply(id, &mut slash);
				match slash.claims {
					0 => Self::forget(id, slash),
					_ => Slashes::<T>::insert(id, slash),
				}
			}
			Stage::Claimable { .. } => {
				let routed = Self::route_rest(&mut slash);
				Self::deposit_event(Event::ClaimsExpired { slash: id, routed });
				Self::forget(id, slash);
			}
			Stage::Over => {
				Self::answer_no_more(id, &slash.provider);
				Self::sweep(id, slash);
			}
		}
	}

	/// The wait of `slash` is over: what does not belong to tenants goes to the fee routes at once.
	/// The time to claim runs from the block in which it was due.
	///
	/// Left to the caller: to store `slash`, or to forget it if nobody has a claim.
	pub(crate) fn apply(id: SlashId, slash: &mut SlashOf<T>) {
		let (amount, shared) = (slash.amount, slash.shared());
		let routed = amount.saturating_sub(shared);
		let provider = slash.provider.clone();
		Self::route(&provider, routed);
		slash.stage = Stage::Claimable { left: shared };
		Self::file(id, slash, slash.deadline.saturating_add(Self::claim_period()));
		Self::answer_no_more(id, &provider);
		Self::deposit_event(Event::SlashApplied { slash: id, provider, amount, shared, routed });
	}

	/// Whether leases that `slash` answers for are still being closed: not all claims are known then.
	pub(crate) fn is_closing_leases(id: SlashId, slash: &SlashOf<T>) -> bool {
		matches!(slash.stage, Stage::Waiting { .. }) && Self::answering(&slash.provider) == Some(id)
	}

	/// Nothing is to be paid of `slash` any more: to the fee routes with what is left of it. How much
	/// that was.
	pub(crate) fn route_rest(slash: &mut SlashOf<T>) -> Balance {
		let rest = slash.held();
		Self::route(&slash.provider, rest);
		slash.stage = Stage::Over;
		rest
	}

	/// Send `amount` that was slashed of `provider` to the fee routes (F7).
	fn route(provider: &T::AccountId, amount: Balance) {
		if amount == 0 {
			return;
		}
		let (credit, missing) = T::Currency::slash(&HoldReason::Slash.into(), provider, amount);
		if missing > 0 {
			defensive!("what was slashed is on hold until it is paid");
		}
		T::Slashed::on_unbalanced(credit);
	}

	/// Nothing is on hold for `slash` any more. If claims are recorded, they are removed first, page
	/// by page from the next block on.
	pub(crate) fn forget(id: SlashId, mut slash: SlashOf<T>) {
		if slash.claims == 0 {
			Deadlines::<T>::remove(BigEndian(slash.deadline), BigEndian(id.0));
			Slashes::<T>::remove(id);
			Self::forget_faults(&slash.provider);
		} else {
			slash.stage = Stage::Over;
			Self::file(id, &mut slash, T::Time::now().saturating_add(1));
			Slashes::<T>::insert(id, slash);
		}
	}

	/// Remove a page of claims to `slash`, which nobody can make any more.
	fn sweep(id: SlashId, mut slash: SlashOf<T>) {
		let gone = Claims::<T>::drain_prefix(slash.filed).take(CLAIMS_PAGE).count();
		slash.claims = match u32::try_from(gone) {
			// An empty page is the last, whatever the count says.
			Ok(0) | Err(_) => 0,
			Ok(gone) => slash.claims.saturating_sub(gone),
		};
		Self::forget(id, slash);
	}

	/// File `slash` at block `at` instead of where it stands.
	fn file(id: SlashId, slash: &mut SlashOf<T>, at: OpenBlock) {
		Deadlines::<T>::remove(BigEndian(slash.deadline), BigEndian(id.0));
		Deadlines::<T>::insert(BigEndian(at), BigEndian(id.0), ());
		slash.deadline = at;
	}

	/// The first of the deadlines.
	fn first_deadline() -> Option<(OpenBlock, SlashId)> {
		Deadlines::<T>::iter_keys().next().map(|(at, id)| (at.0, SlashId(id.0)))
	}
}
