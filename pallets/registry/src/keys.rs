//! The keys that act for a provider: its operator and its attestation key (R4).

use crate::{AttestationKeyOwners, AttestationKeys, Config, Error, Event, Pallet, Providers};
use frame_support::{ensure, traits::Get};
use sp_runtime::DispatchResult;
use spheron_primitives::{
	attestation::proves_possession, traits::OpenBlocks, AttestationId, AttestationProof, OpenBlock,
};

/// The longest period of attestation that a motion can set: a day, in open blocks.
pub const MAX_ATTESTATION_PERIOD: OpenBlock = 43_200;

impl<T: Config> Pallet<T> {
	/// How long a period of attestation is, in open blocks: 1 to [`MAX_ATTESTATION_PERIOD`].
	pub fn attestation_period() -> OpenBlock {
		T::AttestationPeriod::get().clamp(1, MAX_ATTESTATION_PERIOD)
	}

	pub(crate) fn do_set_operator(
		provider: T::AccountId,
		operator: T::AccountId,
	) -> DispatchResult {
		let mut entry = Self::admitted(&provider)?;
		let old = core::mem::replace(&mut entry.details.operator, operator.clone());
		Providers::<T>::insert(&provider, entry);
		Self::deposit_event(Event::OperatorSet { provider, old, operator });
		Ok(())
	}

	pub(crate) fn do_set_attestation_key(
		provider: T::AccountId,
		key: AttestationId,
		proof: AttestationProof,
	) -> DispatchResult {
		let keys = AttestationKeys::<T>::get(&provider).ok_or(Error::<T>::NotAdmitted)?;
		let now = T::Time::now();
		ensure!(
			!keys.is_previous_needed(now, Self::attestation_period()),
			Error::<T>::AttestationKeyJustSet
		);
		Self::ensure_attestation_key_free(&key)?;
		ensure!(proves_possession(&key, &provider, &proof), Error::<T>::BadProof);

		let old = keys.current.clone();
		let (keys, forgotten) = keys.rotate(key.clone(), now);
		if let Some(forgotten) = forgotten {
			AttestationKeyOwners::<T>::remove(forgotten);
		}
		AttestationKeyOwners::<T>::insert(&key, &provider);
		AttestationKeys::<T>::insert(&provider, keys);
		Self::deposit_event(Event::AttestationKeySet { provider, old, key });
		Ok(())
	}

	/// Whether `key` attests for nobody yet, and did not before the last rotation.
	pub(crate) fn ensure_attestation_key_free(key: &AttestationId) -> Result<(), Error<T>> {
		ensure!(!AttestationKeyOwners::<T>::contains_key(key), Error::<T>::AttestationKeyTaken);
		Ok(())
	}
}
