//! How orders end, what is remembered of them, and what leases report back.

use crate::{
	Bids, Config, Event, Expiries, History, Order, OrderEnd, OrderRecord, OrderState, Orders,
	Pallet, MAX_HISTORY,
};
use frame_support::{storage::with_storage_layer, traits::Get};
use sp_runtime::DispatchResult;
use spheron_primitives::{
	traits::{Awards, Escrow, OpenBlocks},
	Balance, BigEndian, OpenBlock, OrderId, BLOCKS_PER_HOUR,
};

/// Open blocks after which an order is tried again whose funds the escrow did not unlock.
const RETRY_AFTER: OpenBlock = BLOCKS_PER_HOUR;

impl<T: Config> Pallet<T> {
	/// Unlock what is locked for an order without a deadline, free its place in the tenant's bracket,
	/// and let it end.
	pub(crate) fn end(id: OrderId, order: &Order<T::AccountId>, end: OrderEnd) -> DispatchResult {
		T::Escrow::unlock(&order.tenant, &order.spec.token, order.locked)?;
		T::Escrow::vacate(&order.tenant, &order.spec.token, &order.footprint);
		Self::close_file(id, order, end, order.locked);
		Ok(())
	}

	/// As [`Self::end`], for hooks: cannot fail. Funds that do not unlock show that the escrow's books
	/// are wrong. The order then stays without bids, so that the claim on them is not lost, and ends
	/// `NoProvider` once they unlock. Until then it counts against the tenant's bracket.
	pub(crate) fn end_or_retry(id: OrderId, mut order: Order<T::AccountId>, end: OrderEnd) {
		let Err(error) = with_storage_layer(|| Self::end(id, &order, end)) else { return };
		let retry_at = T::Time::now().saturating_add(RETRY_AFTER);
		order.state = OrderState::Open { match_at: retry_at };
		Orders::<T>::insert(id, order);
		Bids::<T>::remove(id);
		Self::file_match(id, retry_at);
		Self::deposit_event(Event::UnlockFailed { order: id, error, retry_at });
	}

	/// Replace an order and its bids by a record that expires. Its lock and its place in the bracket
	/// are free already, or the lease's from now on.
	fn close_file(id: OrderId, order: &Order<T::AccountId>, end: OrderEnd, unlocked: Balance) {
		let at = T::Time::now();
		let expires = at.saturating_add(T::HistoryBlocks::get().clamp(1, MAX_HISTORY));
		Orders::<T>::remove(id);
		Bids::<T>::remove(id);
		History::<T>::insert(id, OrderRecord { tenant: order.tenant.clone(), end, at });
		Expiries::<T>::insert(BigEndian(expires), BigEndian(id.0), ());
		Self::deposit_event(Event::OrderEnded { order: id, end, unlocked });
	}

	/// Forget the record of the order `id`, filed at `at`.
	pub(crate) fn expire(id: OrderId, at: OpenBlock) {
		Expiries::<T>::remove(BigEndian(at), BigEndian(id.0));
		History::<T>::remove(id);
		Self::deposit_event(Event::RecordExpired { order: id });
	}

	/// The order `id`, if it is awarded.
	fn awarded(id: OrderId) -> Option<Order<T::AccountId>> {
		Orders::<T>::get(id).filter(|order| matches!(order.state, OrderState::Awarded { .. }))
	}
}

/// Total, because leases call it from hooks: what is said of an order that is not awarded changes
/// nothing.
impl<T: Config> Awards for Pallet<T> {
	fn confirmed(id: OrderId) -> Balance {
		let Some(order) = Self::awarded(id) else { return 0 };
		Self::close_file(id, &order, OrderEnd::Leased, 0);
		order.locked
	}

	fn runners_up(id: OrderId) -> u32 {
		Bids::<T>::get(id).len()
	}

	fn lapsed(id: OrderId) {
		if let Some(order) = Self::awarded(id) {
			Self::award_runner_up(id, order);
		}
	}

	fn abandoned(id: OrderId) {
		if let Some(order) = Self::awarded(id) {
			Self::end_or_retry(id, order, OrderEnd::Abandoned);
		}
	}
}
