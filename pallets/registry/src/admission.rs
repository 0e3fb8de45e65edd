//! From a proposal to a provider: propose, withdraw, approve, reject (R1, R2).

use crate::{
	AttestationKeyOwners, AttestationKeys, Config, DetailsOf, Error, Event, HoldReason, Pallet,
	Proposal, ProposalOf, Proposals, Provider, ProviderStatus, Providers,
};
use alloc::boxed::Box;
use frame_support::{
	ensure,
	traits::{
		fungible::{BalancedHold, MutateHold},
		tokens::Precision,
		Get, OnUnbalanced,
	},
};
use sp_core::H256;
use sp_runtime::{traits::Convert, DispatchResult};
use spheron_primitives::{
	attestation::proves_possession,
	traits::{OpenBlocks, Trust},
	AttestationId, AttestationProof, Balance, Resources, Tier,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_propose(
		provider: T::AccountId,
		details: Box<DetailsOf<T>>,
		attestation_key: AttestationId,
		proof: AttestationProof,
	) -> DispatchResult {
		Self::ensure_may_propose(&provider)?;
		details.validate::<T>()?;
		Self::ensure_admissible(&details, &attestation_key)?;
		ensure!(proves_possession(&attestation_key, &provider, &proof), Error::<T>::BadProof);

		let deposit = T::ProposalDeposit::get();
		T::Currency::hold(&HoldReason::Proposal.into(), &provider, deposit)?;
		let proposal = Proposal {
			details: (*details).clone(),
			attestation_key: attestation_key.clone(),
			deposit,
			at: T::Time::now(),
		};
		Proposals::<T>::insert(&provider, &proposal);
		Self::deposit_event(Event::ProviderProposed {
			provider,
			proposal: proposal.hash(),
			details,
			attestation_key,
			deposit,
		});
		Ok(())
	}

	pub(crate) fn do_withdraw_proposal(provider: T::AccountId) -> DispatchResult {
		let Proposal { deposit, .. } = Self::take_proposal(&provider)?;
		Self::return_deposit(&provider, deposit)?;
		Self::deposit_event(Event::ProposalWithdrawn { provider, deposit });
		Ok(())
	}

	pub(crate) fn do_reject(provider: T::AccountId, hash: H256, spam: bool) -> DispatchResult {
		let proposal = Self::take_proposal(&provider)?;
		ensure!(proposal.hash() == hash, Error::<T>::ProposalChanged);
		let deposit = proposal.deposit;
		if spam {
			let (credit, _) = T::Currency::slash(&HoldReason::Proposal.into(), &provider, deposit);
			T::Slashed::on_unbalanced(credit);
		} else {
			Self::return_deposit(&provider, deposit)?;
		}
		Self::deposit_event(Event::ProposalRejected { provider, proposal: hash, deposit, spam });
		Ok(())
	}

	pub(crate) fn do_approve(provider: T::AccountId, hash: H256, tier: Tier) -> DispatchResult {
		let proposal = Self::take_proposal(&provider)?;
		ensure!(proposal.hash() == hash, Error::<T>::ProposalChanged);
		ensure!(tier.is_community(), Error::<T>::TierNotCommunity);
		let Proposal { details, attestation_key, deposit, .. } = proposal;
		// All may have changed since it was proposed.
		Self::ensure_admissible(&details, &attestation_key)?;

		Self::return_deposit(&provider, deposit)?;
		let proxy_address = T::ProxyAddress::convert(provider.clone());
		AttestationKeyOwners::<T>::insert(&attestation_key, &provider);
		let keys = spheron_primitives::AttestationKeys::new(attestation_key);
		AttestationKeys::<T>::insert(&provider, keys);
		Self::begin_use(&details);
		T::Trust::admit(&provider, tier);
		Self::relist(&provider, &Default::default(), &Self::listing_of(&provider, &details));
		let entry = Provider::admitted(details, proxy_address.clone());
		Providers::<T>::insert(&provider, &entry);
		Self::tell_usage(&provider, &entry, &Resources::default());
		Self::deposit_event(Event::ProviderApproved {
			provider: provider.clone(),
			proposal: hash,
			tier,
			proxy_address,
		});
		// A provider may stake before it is admitted.
		Self::activate_if_backed(&provider);
		Ok(())
	}

	/// The hash of what `provider` proposed, by which the council decides; `None` if there is no
	/// proposal under way.
	pub fn proposal_hash(provider: &T::AccountId) -> Option<H256> {
		Proposals::<T>::get(provider).map(|proposal| proposal.hash())
	}

	/// Whether `provider` is not in the registry yet. Whatever it has there stays as it is (R3).
	fn ensure_may_propose(provider: &T::AccountId) -> Result<(), Error<T>> {
		use ProviderStatus::*;
		match Self::status(provider) {
			None => Ok(()),
			Some(Proposed) => Err(Error::<T>::AlreadyProposed),
			Some(Registered | Active | Maintenance) => Err(Error::<T>::AlreadyRegistered),
			Some(Suspended) => Err(Error::<T>::Suspended),
			Some(Leaving) => Err(Error::<T>::Leaving),
		}
	}

	/// Whether a provider with these `details` and this key can stand beside the others.
	fn ensure_admissible(details: &DetailsOf<T>, key: &AttestationId) -> Result<(), Error<T>> {
		Self::ensure_listed(&details.capacity, &details.cpu_class)?;
		Self::ensure_attestation_key_free(key)
	}

	/// Take out the proposal of `provider`, on which something is decided now. Its deposit is still
	/// on hold.
	fn take_proposal(provider: &T::AccountId) -> Result<ProposalOf<T>, Error<T>> {
		Proposals::<T>::take(provider).ok_or(Error::<T>::NotProposed)
	}

	fn return_deposit(provider: &T::AccountId, deposit: Balance) -> DispatchResult {
		T::Currency::release(&HoldReason::Proposal.into(), provider, deposit, Precision::Exact)?;
		Ok(())
	}
}
