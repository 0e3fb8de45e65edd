//! Which slash answers to the tenants of leases that are being closed (S5). Who began to close them is
//! another question: it may have been an outage, or a slash that was cancelled since.

use crate::{
	Answer, Answering, Config, Deadlines, Error, Event, Pallet, SlashId, SlashOf, Slashes, Stage,
};
use frame_support::ensure;
use sp_runtime::DispatchResult;
use spheron_primitives::{
	traits::{Drain, DrainReason},
	BigEndian, OpenBlock,
};

impl<T: Config> Pallet<T> {
	/// Slash `id` for misconduct has just been raised: from now on it answers for the leases of
	/// `provider` that are being closed, unless more is left for their tenants of one that does
	/// already. If one that did was cancelled, it takes over the claims to that. Errors: `NoPrice`.
	pub(crate) fn let_answer(id: SlashId, provider: &T::AccountId) -> DispatchResult {
		let Some(mut slash) = Slashes::<T>::get(id) else { return Ok(()) };
		let closing = Self::closing_since(provider);
		let before = Answering::<T>::get(provider)
			.and_then(|answer| Slashes::<T>::get(answer.slash).map(|other| (answer, other)));
		let since = match (before, closing) {
			(Some((answer, other)), _) if other.stage == Stage::Over => {
				Self::take_over(id, &mut slash, answer.slash, other);
				closing.unwrap_or(answer.since)
			}
			(Some((answer, other)), Some(since))
				if answer.since == since && other.unclaimed() >= slash.amount =>
			{
				return Ok(());
			}
			(_, Some(since)) => since,
			(_, None) => return Ok(()),
		};
		// Without a price nobody could say how much SPON the tenants lost.
		ensure!(slash.price.is_some(), Error::<T>::NoPrice);
		Slashes::<T>::insert(id, slash);
		Answering::<T>::insert(provider, Answer { slash: id, since });
		Ok(())
	}

	/// The claims to slash `from`, which was cancelled, are claims to `slash` now: at the price at
	/// which they are made out, and filed where they are.
	fn take_over(id: SlashId, slash: &mut SlashOf<T>, from: SlashId, cancelled: SlashOf<T>) {
		Deadlines::<T>::remove(BigEndian(cancelled.deadline), BigEndian(from.0));
		Slashes::<T>::remove(from);
		slash.price = cancelled.price;
		slash.filed = cancelled.filed;
		slash.claims = cancelled.claims;
		slash.losses = cancelled.losses;
		Self::deposit_event(Event::ClaimsTakenOver { from, slash: id, claims: slash.claims });
	}

	/// The slash to which the tenants of leases of `provider` that are closed now have a claim.
	pub(crate) fn answering(provider: &T::AccountId) -> Option<SlashId> {
		let answer = Answering::<T>::get(provider)?;
		(Self::closing_since(provider) == Some(answer.since)).then_some(answer.slash)
	}

	/// Whether slash `id` is the one that answers, or answered last, for leases of `provider`.
	pub(crate) fn answers(id: SlashId, provider: &T::AccountId) -> bool {
		Answering::<T>::get(provider).is_some_and(|answer| answer.slash == id)
	}

	/// Leases of `provider` that are closed from now on are not the business of slash `id`.
	pub(crate) fn answer_no_more(id: SlashId, provider: &T::AccountId) {
		if Self::answers(id, provider) {
			Answering::<T>::remove(provider);
		}
	}

	/// Since when leases of `provider` are being closed for whose loss it answers with its stake.
	fn closing_since(provider: &T::AccountId) -> Option<OpenBlock> {
		match T::Drain::draining(provider)? {
			(DrainReason::Outage | DrainReason::Slashed, since) => Some(since),
			(DrainReason::Suspended, _) => None,
		}
	}
}
