//! Whether an attestation counts, and what it does (A2–A4).

use crate::{
	Attestation, AttestationOf, Clocks, Config, Error, Event, Pallet, Refusal, Unhealthy,
	WeightInfo, LEAD, MAX_AGE, MAX_PERIOD, MAX_UNHEALTHY,
};
use frame_support::{
	dispatch::{DispatchResultWithPostInfo, PostDispatchInfo},
	ensure,
	pallet_prelude::*,
};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_application_crypto::RuntimeAppPublic;
use sp_runtime::{traits::Zero, transaction_validity::TransactionValidityWithRefund};
use spheron_primitives::{
	traits::{ClockSink, OnAttest, OpenBlocks, Providers},
	AttestationId, AttestationKeys, AttestationSignature, OpenBlock,
};

impl<T: Config> Pallet<T> {
	/// How long a period is, in open blocks: 1 to [`MAX_PERIOD`].
	pub fn period() -> OpenBlock {
		T::Period::get().clamp(1, MAX_PERIOD)
	}

	/// How old an attestation can be, in open blocks: 1 to [`MAX_AGE`].
	pub fn max_age() -> OpenBlock {
		T::MaxAge::get().clamp(1, MAX_AGE)
	}

	/// How many leases an attestation can name: at most [`MAX_UNHEALTHY`].
	pub fn max_unhealthy() -> u32 {
		T::MaxUnhealthy::get().min(MAX_UNHEALTHY)
	}

	/// The hash of the chain's genesis block.
	pub(crate) fn genesis_hash() -> T::Hash {
		frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::zero())
	}

	/// The keys with which `keys` let their provider sign in block `now`: the current one, and for the
	/// period in which it was replaced the one before (R4).
	pub(crate) fn good_keys(
		keys: &AttestationKeys,
		now: OpenBlock,
	) -> impl Iterator<Item = &AttestationId> {
		let previous =
			keys.previous.as_ref().filter(|_| keys.is_previous_needed(now, Self::period()));
		core::iter::once(&keys.current).chain(previous.map(|(key, _)| key))
	}

	/// The keys of the provider if everything but the signature of `attestation` is as it must be.
	/// What costs the least is looked at first.
	fn check(attestation: &AttestationOf<T>) -> Result<AttestationKeys, Refusal> {
		let Attestation { provider, sequence, signed_at, unhealthy } = attestation;
		ensure!(unhealthy.count() <= Self::max_unhealthy(), Refusal::TooMany);
		let now = T::Time::now();
		ensure!(*signed_at <= now.saturating_add(LEAD), Refusal::FromTheFuture);
		ensure!(now <= signed_at.saturating_add(Self::max_age()), Refusal::TooOld);

		let clock = Clocks::<T>::get(provider);
		ensure!(*sequence > clock.sequence, Refusal::Repeated);
		ensure!(*sequence == clock.sequence.saturating_add(1), Refusal::OutOfOrder);
		// The first one is never too soon.
		let next = clock.attested.saturating_add(Self::period());
		ensure!(clock.sequence == 0 || now >= next, Refusal::TooSoon);

		let keys = T::Providers::attestation_keys(provider).ok_or(Refusal::UnknownProvider)?;
		ensure!(T::Leases::hears(provider), Refusal::NotHeard);
		Ok(keys)
	}

	/// Whether `attestation` can be included, asked by the transaction pool and again when it is.
	///
	/// Attestations of one provider with the same number exclude each other; of those, the one signed
	/// last is preferred, whichever node it comes from.
	pub(crate) fn authorize_attest(
		_source: TransactionSource,
		attestation: &AttestationOf<T>,
		signature: &AttestationSignature,
	) -> TransactionValidityWithRefund {
		let keys = Self::check(attestation).map_err(InvalidTransaction::from)?;
		let now = T::Time::now();
		let statement = attestation.statement(&Self::genesis_hash());
		let is_signed = Self::good_keys(&keys, now).any(|key| key.verify(&statement, signature));
		ensure!(is_signed, InvalidTransaction::from(Refusal::BadSignature));

		let Attestation { provider, sequence, signed_at, .. } = attestation;
		let good_for = signed_at.saturating_add(Self::max_age()).saturating_sub(now);
		ValidTransaction::with_tag_prefix("Attestation")
			.priority(T::Priority::get().saturating_add((*signed_at).into()))
			.and_provides((provider, sequence))
			.longevity(good_for.max(1).into())
			.propagate(true)
			.build()
			.map(|validity| (validity, Weight::zero()))
	}

	/// Whatever was authorized is looked at again, but for the signature.
	pub(crate) fn do_attest(attestation: AttestationOf<T>) -> DispatchResultWithPostInfo {
		Self::check(&attestation).map_err(Error::<T>::from)?;
		let Attestation { provider, sequence, unhealthy, .. } = attestation;
		let now = T::Time::now();

		T::Accrual::before(&provider);
		let listed = unhealthy.count();
		let alive_for = match unhealthy {
			Unhealthy::All => None,
			Unhealthy::None | Unhealthy::Listed(_) => Some(Self::period().saturating_mul(2)),
		};
		let (clock, down) = Clocks::<T>::mutate(&provider, |clock| {
			let down = clock.down_since(now);
			clock.attest(now, alive_for);
			(clock.clone(), down)
		});
		T::Leases::clock_moved(&provider);
		let looked_at = match alive_for {
			Some(_) => T::Leases::report(&provider, unhealthy.listed(), down),
			None => 0,
		};
		Self::deposit_event(Event::Attested {
			provider,
			sequence,
			alive: clock.alive(now),
			until: clock.running.until.max(now),
			unhealthy,
		});
		let actual = T::WeightInfo::attest(looked_at.max(listed));
		Ok(PostDispatchInfo { actual_weight: Some(actual), pays_fee: Pays::No })
	}
}
