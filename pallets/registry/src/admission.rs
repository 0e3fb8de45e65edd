//! From a proposal to an active provider: propose, withdraw, approve, reject, activate; and the
//! operator key (R1–R4).

use crate::{
	Config, DetailsOf, Error, Event, HoldReason, Operators, Pallet, Provider, ProviderOf, Providers,
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
use sp_runtime::{traits::Convert, DispatchResult};
use spheron_primitives::{
	traits::{OnBacked, Stake, Trust, Unbacked},
	Balance, Resources, Tier,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_propose(provider: T::AccountId, details: Box<DetailsOf<T>>) -> DispatchResult {
		ensure!(!Providers::<T>::contains_key(&provider), Error::<T>::AlreadyRegistered);
		details.validate::<T>()?;
		Self::ensure_listed(&details)?;
		ensure!(!Operators::<T>::contains_key(&details.operator), Error::<T>::OperatorTaken);

		let deposit = T::ProposalDeposit::get();
		T::Currency::hold(&HoldReason::Proposal.into(), &provider, deposit)?;
		Operators::<T>::insert(&details.operator, &provider);
		Self::begin_use(&details);
		Providers::<T>::insert(&provider, Provider::proposed((*details).clone(), deposit));
		Self::deposit_event(Event::ProviderProposed { provider, details, deposit });
		Ok(())
	}

	pub(crate) fn do_withdraw_proposal(provider: T::AccountId) -> DispatchResult {
		let proposal = Self::proposal(&provider)?;
		Self::return_deposit(&provider, proposal.deposit)?;
		Self::forget_proposal(&provider, &proposal);
		Self::deposit_event(Event::ProposalWithdrawn { provider, deposit: proposal.deposit });
		Ok(())
	}

	pub(crate) fn do_reject(provider: T::AccountId, spam: bool) -> DispatchResult {
		let proposal = Self::proposal(&provider)?;
		let deposit = proposal.deposit;
		if spam {
			let (credit, _) = T::Currency::slash(&HoldReason::Proposal.into(), &provider, deposit);
			T::Slashed::on_unbalanced(credit);
		} else {
			Self::return_deposit(&provider, deposit)?;
		}
		Self::forget_proposal(&provider, &proposal);
		Self::deposit_event(Event::ProposalRejected { provider, deposit, spam });
		Ok(())
	}

	pub(crate) fn do_approve(provider: T::AccountId, tier: Tier) -> DispatchResult {
		let mut entry = Self::proposal(&provider)?;
		ensure!(tier.is_community(), Error::<T>::TierNotCommunity);

		Self::return_deposit(&provider, entry.deposit)?;
		let proxy_address = T::ProxyAddress::convert(provider.clone());
		entry.approve(proxy_address.clone());
		Providers::<T>::insert(&provider, &entry);
		T::Trust::admit(&provider, tier);
		Self::tell_usage(&provider, &entry.details, &Resources::default());
		Self::deposit_event(Event::ProviderApproved {
			provider: provider.clone(),
			tier,
			proxy_address,
		});

		// A provider may stake before it is admitted, and is then told of by nobody. One with
		// `TooManyFaults` has its stake.
		if T::Stake::may_bid(&provider) != Err(Unbacked::StakeTooLow) {
			Self::backed(&provider);
		}
		Ok(())
	}

	pub(crate) fn do_set_operator(
		provider: T::AccountId,
		operator: T::AccountId,
	) -> DispatchResult {
		let mut entry = Providers::<T>::get(&provider).ok_or(Error::<T>::NotRegistered)?;
		let holder = Operators::<T>::get(&operator);
		ensure!(holder.is_none_or(|holder| holder == provider), Error::<T>::OperatorTaken);

		let old = core::mem::replace(&mut entry.details.operator, operator.clone());
		Operators::<T>::remove(&old);
		Operators::<T>::insert(&operator, &provider);
		Providers::<T>::insert(&provider, entry);
		Self::deposit_event(Event::OperatorSet { provider, old, operator });
		Ok(())
	}

	/// The entry of `provider`, of which the council has still to decide.
	fn proposal(provider: &T::AccountId) -> Result<ProviderOf<T>, Error<T>> {
		Providers::<T>::get(provider).filter(Provider::is_proposed).ok_or(Error::<T>::NotProposed)
	}

	fn return_deposit(provider: &T::AccountId, deposit: Balance) -> DispatchResult {
		T::Currency::release(&HoldReason::Proposal.into(), provider, deposit, Precision::Exact)?;
		Ok(())
	}

	/// Remove all that `proposal` put into the registry, but the deposit.
	fn forget_proposal(provider: &T::AccountId, proposal: &ProviderOf<T>) {
		Providers::<T>::remove(provider);
		Operators::<T>::remove(&proposal.details.operator);
		Self::end_use(&proposal.details);
	}
}

impl<T: Config> OnBacked<T::AccountId> for Pallet<T> {
	fn backed(provider: &T::AccountId) {
		let Some(mut entry) = Providers::<T>::get(provider) else { return };
		if entry.activate() {
			Providers::<T>::insert(provider, entry);
			Self::deposit_event(Event::ProviderActivated { provider: provider.clone() });
		}
	}
}
