//! Trust tiers: who has which, and how they move (R2, X3).

use crate::{
	Config, CurrentEra, Error, Event, Now, Outcome, Pallet, Standing, Standings, Streak, Tiers,
	Trusted,
};
use sp_runtime::DispatchResult;
use spheron_primitives::{
	traits::{OnTier, Trust},
	EraIndex, OpenBlock, Tier,
};

impl<T: Config> Pallet<T> {
	/// `provider`, which was `before`, has had `eras` eras from `first` on that all were as `outcome`
	/// says: up for `up` of `open` blocks together. How it is trusted after them.
	pub(crate) fn judged(
		provider: &T::AccountId,
		before: Trusted,
		first: EraIndex,
		eras: u32,
		(up, open): (OpenBlock, OpenBlock),
		outcome: Outcome,
	) -> Trusted {
		let provider = provider.clone();
		Self::deposit_event(Event::UptimeJudged { provider, first, eras, up, open, outcome });
		before.after(outcome, eras)
	}

	/// Put `provider` from tier `from` into tier `to`.
	pub(crate) fn move_tier(provider: &T::AccountId, from: Tier, to: Tier) {
		if from == to {
			return;
		}
		Tiers::<T>::insert(provider, to);
		T::OnTier::moved(provider, from, to);
		Self::deposit_event(Event::TierMoved { provider: provider.clone(), from, to });
	}

	pub(crate) fn do_promote(provider: T::AccountId) -> DispatchResult {
		let mut standing = Self::touch(&provider).ok_or(Error::<T>::NotAdmitted)?;
		let tier = Tiers::<T>::get(&provider).ok_or(Error::<T>::NotAdmitted)?;
		let trusted = Trusted { tier, streak: standing.streak };
		let next = trusted.earned().ok_or(Error::<T>::NotEarned)?;
		standing.streak = Streak::default();
		Standings::<T>::insert(&provider, standing);
		Self::move_tier(&provider, tier, next);
		Ok(())
	}
}

impl<T: Config> Trust<T::AccountId> for Pallet<T> {
	fn admit(provider: &T::AccountId, tier: Tier) {
		// What it earned before, if it was ever admitted, stays its own.
		Self::retire(provider);
		let era = CurrentEra::<T>::get();
		// At genesis no block has passed, and era 0 waits for the first.
		let standing = Standing::admitted(era.index, Now::<T>::get().max(era.started));
		Standings::<T>::insert(provider, standing);
		Tiers::<T>::insert(provider, tier);
		Self::deposit_event(Event::TierAssigned { provider: provider.clone(), tier });
	}

	fn forget(provider: &T::AccountId) {
		Self::retire(provider);
		if Tiers::<T>::take(provider).is_some() {
			Self::deposit_event(Event::TierRemoved { provider: provider.clone() });
		}
	}

	/// As it was when the provider was last touched.
	fn tier(provider: &T::AccountId) -> Option<Tier> {
		Tiers::<T>::get(provider)
	}
}
