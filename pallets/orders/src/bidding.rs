//! A bid is weighed, and kept if it is one of the best.

use crate::{Bid, Bids, Config, Error, Event, Order, Orders, Pallet};
use frame_support::{dispatch::Pays, ensure};
use sp_runtime::DispatchError;
use spheron_primitives::{
	traits::{Drain, OpenBlocks, Providers, Stake, Trust, Unbacked, Unfit},
	Balance, OrderId,
};

impl<T: Config> Pallet<T> {
	/// Keep the bid of `operator` for `provider`, if nothing speaks against it (O3, O4); whether it pays
	/// a fee.
	///
	/// What costs least to find out is asked first, and the registry, which reads most, last.
	pub(crate) fn do_bid(
		operator: T::AccountId,
		id: OrderId,
		provider: T::AccountId,
		price: Balance,
	) -> Result<Pays, DispatchError> {
		let order = Orders::<T>::get(id).ok_or(Error::<T>::UnknownOrder)?;
		ensure!(order.takes_bids(T::Time::now()), Error::<T>::WindowClosed);
		ensure!(price > 0, Error::<T>::ZeroPrice);
		ensure!(price <= order.spec.max_price, Error::<T>::PriceTooHigh);
		ensure!(T::Providers::is_operator(&provider, &operator), Error::<T>::NotTheOperator);
		Self::check_lists(&order, &provider)?;
		let mut bids = Bids::<T>::get(id);
		ensure!(!bids.has(&provider), Error::<T>::AlreadyBid);
		// Every provider that was approved has a tier.
		let tier = T::Trust::tier(&provider).ok_or(Error::<T>::ProviderNotActive)?;
		let tiers = &order.spec.tiers;
		ensure!(tiers.is_empty() || tiers.contains(&tier), Error::<T>::WrongTier);
		let stake = T::Stake::active(&provider);
		let bid = Bid { provider: provider.clone(), price, tier, stake };
		let placed =
			bids.place(order.spec.strategy, order.bids_kept, bid).ok_or(Error::<T>::ListFull)?;
		T::Stake::may_bid(&provider).map_err(Error::<T>::from)?;
		// It could not be awarded anything, and would not be at fault.
		ensure!(!T::Drain::is_draining(&provider), Error::<T>::ProviderNotActive);
		T::Providers::fits(&provider, &order.spec, &order.resources).map_err(Error::<T>::from)?;

		Bids::<T>::insert(id, bids);
		if let Some(provider) = placed.dropped {
			Self::deposit_event(Event::BidDropped { order: id, provider });
		}
		let rank = placed.rank;
		Self::deposit_event(Event::BidPlaced { order: id, provider, price, tier, stake, rank });
		Ok(placed.pays)
	}

	/// The tenant's own lists (O3).
	fn check_lists(order: &Order<T::AccountId>, provider: &T::AccountId) -> Result<(), Error<T>> {
		ensure!(!order.spec.deny.contains(provider), Error::<T>::ProviderDenied);
		let allowed = order.spec.allow.as_ref().is_none_or(|allow| allow.contains(provider));
		ensure!(allowed, Error::<T>::ProviderNotAllowed);
		Ok(())
	}
}

impl<T> From<Unfit> for Error<T> {
	fn from(unfit: Unfit) -> Self {
		match unfit {
			Unfit::NotActive | Unfit::Suspended => Error::ProviderNotActive,
			Unfit::WrongMode => Error::WrongMode,
			Unfit::WrongRegion => Error::WrongRegion,
			Unfit::MissingAttribute => Error::MissingAttribute,
			Unfit::TokenNotAccepted => Error::TokenNotAccepted,
			Unfit::NoCapacity => Error::NoCapacity,
			Unfit::StakeTooLow => Error::StakeTooLow,
		}
	}
}

impl<T> From<Unbacked> for Error<T> {
	fn from(unbacked: Unbacked) -> Self {
		match unbacked {
			Unbacked::StakeTooLow => Error::StakeTooLow,
			Unbacked::TooManyFaults => Error::TooManyFaults,
		}
	}
}
