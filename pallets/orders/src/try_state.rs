//! The invariants of this pallet (I7, I10, E2, E7, O3, O4).

use crate::{
	types::worst_case, Bids, Config, Deadlines, Expiries, History, NextOrderId, Order, OrderState,
	Orders, Pallet, MAX_BIDS,
};
use alloc::collections::{BTreeMap, BTreeSet};
use frame_support::ensure;
use sp_runtime::TryRuntimeError;
use spheron_primitives::{
	traits::Escrow, Balance, BigEndian, Footprint, OrderId, Resources, Token,
};

impl<T: Config> Pallet<T> {
	/// Check everything that must always be true of orders, bids, deadlines and records.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::try_orders()?;
		Self::try_locks()?;
		Self::try_bids()?;
		Self::try_history()
	}

	/// Every order is what its spec makes it, and an open one has exactly one deadline.
	fn try_orders() -> Result<(), TryRuntimeError> {
		let next = NextOrderId::<T>::get();
		let mut open = 0usize;
		for (id, order) in Orders::<T>::iter() {
			ensure!(id < next, "an order's id was never given");
			ensure!(!History::<T>::contains_key(id), "an order is both live and ended");
			Self::try_order(&order)?;
			if let OrderState::Open { match_at } = order.state {
				open = open.saturating_add(1);
				ensure!(match_at > order.closes_at, "an order is matched within its window");
				ensure!(
					Deadlines::<T>::contains_key(BigEndian(match_at), BigEndian(id.0)),
					"an open order has no deadline at the block that it names"
				);
			}
		}
		// As many deadlines as open orders, each of which has one: so none has another.
		ensure!(Deadlines::<T>::iter_keys().count() == open, "a deadline belongs to no open order");
		Ok(())
	}

	fn try_order(order: &Order<T::AccountId>) -> Result<(), TryRuntimeError> {
		ensure!(
			worst_case(&order.spec, &order.rates) == Some(order.locked),
			"an order's lock is not its worst case"
		);
		ensure!(order.locked > 0, "an order locks nothing");
		ensure!((1..=MAX_BIDS).contains(&order.bids_kept), "an order keeps too many bids, or none");
		ensure!(
			Resources::of_services(&order.spec.services).as_ref() == Some(&order.resources),
			"an order's resources are not those of its services"
		);
		// What its GPUs are worth is the catalogue's word at the time, and may have changed since.
		let gpu_units = order.footprint.gpu_units;
		ensure!(
			order.footprint == Footprint::of(&order.resources, gpu_units.into()),
			"an order's footprint is not that of its resources"
		);
		ensure!(
			gpu_units == 0 || !order.resources.gpus.is_empty(),
			"an order's footprint has GPUs that it does not order"
		);
		Ok(())
	}

	/// The escrow has locked at least what orders have.
	fn try_locks() -> Result<(), TryRuntimeError> {
		let mut locks = BTreeMap::<(T::AccountId, Token), Balance>::new();
		for order in Orders::<T>::iter_values() {
			let sum = locks.entry((order.tenant, order.spec.token)).or_default();
			*sum = sum.checked_add(order.locked).ok_or("a tenant's locks are out of range")?;
		}
		for ((tenant, token), locked) in locks {
			ensure!(
				locked <= T::Escrow::locked(&tenant, &token),
				"orders have locked more than the escrow"
			);
		}
		Ok(())
	}

	/// Bids belong to live orders, are sorted, one per provider, and such as could be made.
	fn try_bids() -> Result<(), TryRuntimeError> {
		for (id, list) in Bids::<T>::iter() {
			let order = Orders::<T>::get(id).ok_or("bids for an order that is not live")?;
			ensure!(list.len() <= order.bids_kept, "more bids are kept than the order paid for");
			let spec = order.spec;
			let bids = list.bids();
			ensure!(!bids.is_empty(), "an empty list of bids is stored");
			ensure!(bids.is_sorted_by_key(|bid| bid.score(spec.strategy)), "bids are not sorted");
			let providers: BTreeSet<_> = bids.iter().map(|bid| &bid.provider).collect();
			ensure!(providers.len() == bids.len(), "a provider has two bids");
			for bid in bids {
				ensure!((1..=spec.max_price).contains(&bid.price), "a bid's price is out of range");
				ensure!(!spec.deny.contains(&bid.provider), "a bid of a provider denied");
				ensure!(
					spec.allow.as_ref().is_none_or(|allow| allow.contains(&bid.provider)),
					"a bid of a provider not allowed"
				);
				ensure!(
					spec.tiers.is_empty() || spec.tiers.contains(&bid.tier),
					"a bid of a tier not accepted"
				);
			}
		}
		Ok(())
	}

	/// Every record has exactly one expiry, and every expiry a record.
	fn try_history() -> Result<(), TryRuntimeError> {
		let next = NextOrderId::<T>::get();
		ensure!(History::<T>::iter_keys().all(|id| id < next), "a record's id was never given");
		let mut seen = BTreeSet::new();
		for (at, id) in Expiries::<T>::iter_keys() {
			let record = History::<T>::get(OrderId(id.0)).ok_or("an expiry without a record")?;
			ensure!(record.at < at.0, "a record expires before its order ended");
			ensure!(seen.insert(id), "a record has two expiries");
		}
		ensure!(History::<T>::iter_keys().count() == seen.len(), "a record never expires");
		Ok(())
	}
}
