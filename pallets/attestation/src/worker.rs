//! The off-chain worker: the node of a provider asks the provider's agent, and attests what it says
//! (A1).

use crate::{
	address,
	agent::{self, NoAnswer},
	lock::Lock,
	Attestation, Call, ClockState, Clocks, Config, Pallet, LEAD, LOG_TARGET,
};
use alloc::collections::BTreeSet;
use frame_system::offchain::SubmitTransaction;
use sp_application_crypto::RuntimeAppPublic;
use sp_core::offchain::Duration;
use spheron_primitives::{
	traits::{ClockSink, OpenBlocks, Providers},
	AttestationId, OpenBlock,
};

/// How long one worker has to ask and to sign: longer than the agent may take.
const WORK_WITHIN: Duration = Duration::from_millis(agent::ANSWER_WITHIN + 5_000);

/// How long an attestation that was handed in has to be included, before another is made.
const INCLUDED_WITHIN: Duration = Duration::from_millis(10_000);

/// Why nothing is attested now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Idle {
	/// The period is not over.
	NotDue,
	/// The provider's leases are being closed.
	NotHeard,
	/// The key in the keystore is one that was replaced too long ago.
	NoKey,
	/// The node was given no agent.
	NoAgent,
	/// Another worker of this node is at it, or has just handed in an attestation.
	Busy,
	/// The agent did not answer.
	NoAnswer(NoAnswer),
	/// Signing failed.
	NotSigned,
	/// This took so long that another worker has taken over.
	TooSlow,
	/// The node's transaction pool refused it.
	Refused,
}

impl<T: Config> Pallet<T> {
	/// What the worker does after each new best block. Does nothing where the keystore has no attestation
	/// key of a provider.
	pub(crate) fn work() {
		if !T::Time::is_open() {
			return;
		}
		let local: BTreeSet<AttestationId> = AttestationId::all().into_iter().collect();
		let owners = local.iter().filter_map(T::Providers::of_attestation_key);
		for provider in owners.collect::<BTreeSet<_>>() {
			match Self::attest_for(&provider, &local) {
				Ok(sequence) => {
					log::info!(target: LOG_TARGET, "{provider:?}: attestation {sequence} handed in");
				}
				Err(Idle::NoAnswer(why)) => {
					log::warn!(target: LOG_TARGET, "{provider:?}: the agent does not answer: {why:?}");
				}
				Err(why) => log::debug!(target: LOG_TARGET, "{provider:?}: {why:?}"),
			}
		}
	}

	/// Attest for `provider` if it is time, with one of its keys that is among `local` ones. The number
	/// of the attestation, or why there is none.
	pub(crate) fn attest_for(
		provider: &T::AccountId,
		local: &BTreeSet<AttestationId>,
	) -> Result<u32, Idle> {
		let (clock, now) = (Clocks::<T>::get(provider), T::Time::now());
		if !Self::is_due(&clock, now) {
			return Err(Idle::NotDue);
		}
		if !T::Leases::hears(provider) {
			return Err(Idle::NotHeard);
		}
		let keys = T::Providers::attestation_keys(provider).ok_or(Idle::NoKey)?;
		let key = Self::good_keys(&keys, now).find(|key| local.contains(key)).ok_or(Idle::NoKey)?;
		let address = address::kept().ok_or(Idle::NoAgent)?;

		let sequence = clock.sequence.saturating_add(1);
		let lock = Lock::take(provider, sequence, WORK_WITHIN).ok_or(Idle::Busy)?;
		let unhealthy = match agent::ask(&address, provider, Self::max_unhealthy()) {
			Ok(unhealthy) => unhealthy,
			Err(why) => {
				lock.release();
				return Err(Idle::NoAnswer(why));
			}
		};
		let attestation =
			Attestation { provider: provider.clone(), sequence, signed_at: now, unhealthy };
		let statement = attestation.statement(&Self::genesis_hash());
		let signature = key.sign(&statement).ok_or(Idle::NotSigned)?;
		// Before it is handed in: whoever takes the lock over must not find it free in between.
		lock.keep(INCLUDED_WITHIN).map_err(|()| Idle::TooSlow)?;
		let call = Call::<T>::attest { attestation, signature };
		let transaction = T::create_authorized_transaction(call.into());
		SubmitTransaction::<T, Call<T>>::submit_transaction(transaction)
			.map_err(|()| Idle::Refused)?;
		Ok(sequence)
	}

	/// Whether the next attestation after `clock` is due in block `now`: nodes that are behind must
	/// find the period over, too. Short periods are waited after less, so that the clock does not stop.
	pub(crate) fn is_due(clock: &ClockState, now: OpenBlock) -> bool {
		let period = Self::period();
		let wait = LEAD.min(period / 4);
		let due = clock.attested.saturating_add(period).saturating_add(wait);
		clock.sequence == 0 || now >= due
	}
}
