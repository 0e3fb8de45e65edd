//! The keys that act for a provider: its operator and its attestation key (R4).

use crate::{
	AttestationKeyOwners, AttestationKeys, Config, Error, Event, Operators, Pallet, Providers,
};
use frame_support::ensure;
use sp_runtime::DispatchResult;
use spheron_primitives::{
	attestation::proves_possession, traits::OpenBlocks, AttestationId, AttestationProof,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_set_operator(
		provider: T::AccountId,
		operator: T::AccountId,
	) -> DispatchResult {
		let mut entry = Self::admitted(&provider)?;
		let old = core::mem::replace(&mut entry.details.operator, operator.clone());
		if old != operator {
			Self::ensure_operator_free(&operator)?;
		}
		Operators::<T>::remove(&old);
		Operators::<T>::insert(&operator, &provider);
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
		Self::ensure_attestation_key_free(&key)?;
		ensure!(proves_possession(&key, &provider, &proof), Error::<T>::BadProof);

		let old = keys.current.clone();
		let (keys, forgotten) = keys.rotate(key.clone(), T::Time::now());
		if let Some(forgotten) = forgotten {
			AttestationKeyOwners::<T>::remove(forgotten);
		}
		AttestationKeyOwners::<T>::insert(&key, &provider);
		AttestationKeys::<T>::insert(&provider, keys);
		Self::deposit_event(Event::AttestationKeySet { provider, old, key });
		Ok(())
	}

	/// Whether `operator` is nobody's operator yet.
	pub(crate) fn ensure_operator_free(operator: &T::AccountId) -> Result<(), Error<T>> {
		ensure!(!Operators::<T>::contains_key(operator), Error::<T>::OperatorTaken);
		Ok(())
	}

	/// Whether `key` attests for nobody yet, and did not before the last rotation.
	pub(crate) fn ensure_attestation_key_free(key: &AttestationId) -> Result<(), Error<T>> {
		ensure!(!AttestationKeyOwners::<T>::contains_key(key), Error::<T>::AttestationKeyTaken);
		Ok(())
	}
}
