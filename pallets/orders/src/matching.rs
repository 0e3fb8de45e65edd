//! What is due is served: orders are matched, old records expire.

use crate::{
	Bid, Bids, Config, Deadlines, Event, Expiries, Order, OrderEnd, OrderState, Orders, Pallet,
	WeightInfo, MAX_BIDS, MAX_POKE,
};
use frame_support::{
	dispatch::DispatchClass,
	ensure,
	storage::IterableStorageDoubleMap,
	traits::Get,
	weights::{Weight, WeightMeter},
};
use spheron_primitives::{
	traits::{Drain, DrainReason, Fault, Leases, OpenBlocks, Providers, Stake, Unfit},
	BigEndian, LeaseId, OpenBlock, OrderId,
};

/// On what occasion the best bid left is called on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Occasion {
	/// At the match. A bid is firm: not to fit the order any more is a fault (S4).
	Match,
	/// Later, because the winner did not confirm. Runners-up owe nothing any more.
	RunnerUp,
}

/// What came of calling on the bids of an order.
struct Outcome {
	/// How many bids failed.
	failed: u32,
	/// Whether one was awarded.
	awarded: bool,
}

/// The entries of a map of deadlines that are due by `now`, earliest first.
///
/// The entry last returned may be removed while iterating, and later ones may be added.
fn due<M>(now: OpenBlock) -> impl Iterator<Item = (OpenBlock, OrderId)>
where
	M: IterableStorageDoubleMap<BigEndian<OpenBlock>, BigEndian<u64>, ()>,
{
	M::iter_keys().map(|(at, id)| (at.0, OrderId(id.0))).take_while(move |(at, _)| *at <= now)
}

impl<T: Config> Pallet<T> {
	/// Serve at most `limit` of what is due, within the weight left in `meter`: first matches, then
	/// expiries. What finds no room stays first in line.
	pub(crate) fn service(meter: &mut WeightMeter, limit: u32) {
		let now = T::Time::now();
		let mut left = limit;
		for (at, id) in due::<Deadlines<T>>(now) {
			// What a match costs is known afterwards only; how much at most, from its list.
			let bids = Bids::<T>::get(id).len();
			if left == 0 || !meter.can_consume(Self::match_weight(bids)) {
				break;
			}
			left = left.saturating_sub(1);
			meter.consume(Self::serve_match(id, at));
		}
		for (at, id) in due::<Expiries<T>>(now) {
			if left == 0 || meter.try_consume(T::WeightInfo::expire()).is_err() {
				break;
			}
			left = left.saturating_sub(1);
			Self::expire(id, at);
		}
	}

	/// Serve at most `limit` of what is due; the weight it took.
	pub(crate) fn do_poke(limit: u32) -> Weight {
		let mut meter = WeightMeter::with_limit(Self::poke_weight(limit));
		if meter.try_consume(T::WeightInfo::poke()).is_ok() {
			Self::service(&mut meter, limit.min(MAX_POKE));
		}
		meter.consumed()
	}

	/// The most that `poke(limit)` can take.
	pub(crate) fn poke_weight(limit: u32) -> Weight {
		let item = Self::worst_match_weight().max(T::WeightInfo::expire());
		T::WeightInfo::poke().saturating_add(item.saturating_mul(limit.min(MAX_POKE).into()))
	}

	/// The most that matching one order can take; also the most that
	/// [`Awards::lapsed`](spheron_primitives::traits::Awards::lapsed) can take.
	pub fn worst_match_weight() -> Weight {
		Self::match_weight(MAX_BIDS)
	}

	/// The most that matching an order with so many bids can take.
	pub(crate) fn match_weight(bids: u32) -> Weight {
		let awarded = T::WeightInfo::match_awarded(bids.saturating_sub(1));
		awarded.max(T::WeightInfo::match_unserved(bids))
	}

	/// The most weight that the hook needs for the orders of one block: as many as users' part of it
	/// takes in, if each has a full list, and as many records that expire.
	///
	/// All orders of a block are due in the same block, and no others, so they are matched in it if
	/// [`Config::MaxServiceWeight`] is that much. It always is if it is users' part and what an empty
	/// hook takes: an order weighs more than its match.
	pub fn intake_weight() -> Weight {
		let weights = T::BlockWeights::get();
		let users = weights.get(DispatchClass::Normal).max_total.unwrap_or(weights.max_block);
		let most = (1..=MAX_BIDS).fold(Weight::zero(), |most, kept| {
			let each = Self::create_weight(kept);
			let orders = users.checked_div_per_component(&each).unwrap_or(u64::MAX);
			most.max(Self::prepaid_weight(kept).saturating_mul(orders))
		});
		T::WeightInfo::service_nothing().saturating_add(most)
	}

	/// Match the order `id`, filed at `at`; the weight it took.
	fn serve_match(id: OrderId, at: OpenBlock) -> Weight {
		Deadlines::<T>::remove(BigEndian(at), BigEndian(id.0));
		let outcome = match Orders::<T>::get(id) {
			Some(order) => Self::award_best(id, order, Occasion::Match),
			None => Outcome { failed: 0, awarded: false },
		};
		match outcome.awarded {
			true => T::WeightInfo::match_awarded(outcome.failed),
			false => T::WeightInfo::match_unserved(outcome.failed),
		}
	}

	/// On to the runner-up of an order that lost its lease (O6).
	pub(crate) fn award_runner_up(id: OrderId, order: Order<T::AccountId>) {
		Self::award_best(id, order, Occasion::RunnerUp);
	}

	/// Open the lease of `bid`, or say what stands against it.
	///
	/// A bid is kept only of a provider that fits and has its stake. One that does not fit any more
	/// has left, is in a maintenance that it announced, has changed its data or has taken on too much;
	/// one without its stake has unbonded it, or lost it by other faults. The registry is asked first,
	/// because a provider that is gone also seems to lack stake.
	fn open_lease(
		id: OrderId,
		order: &Order<T::AccountId>,
		bid: &Bid<T::AccountId>,
	) -> Result<LeaseId, Unfit> {
		T::Providers::fits(&bid.provider, &order.spec, &order.resources)?;
		ensure!(T::Stake::is_firm(&bid.provider), Unfit::StakeTooLow);
		T::Leases::open(order.award(id, bid))
	}

	/// Whether it is a fault that a bid of `provider` comes to nothing at the match, for `reason`. It
	/// is, whichever that was: else the cheapest would be the way out of all other bids. But not if the
	/// council suspended it, or a slash took its stake and closes its leases. That its leases are closed
	/// for an outage is no excuse: that can be had on purpose, and for little. What a motion took by
	/// raising the requirement counts, and a motion can cancel what that costs (S5).
	fn is_fault(provider: &T::AccountId, reason: Unfit) -> bool {
		let draining = T::Drain::draining(provider).map(|(reason, _)| reason);
		let excused = matches!(draining, Some(DrainReason::Slashed | DrainReason::Suspended));
		reason != Unfit::Suspended && !excused
	}

	/// Award the order to the best bid left that can still be served, or end it (O6). The order has
	/// no deadline at this point.
	fn award_best(id: OrderId, mut order: Order<T::AccountId>, on: Occasion) -> Outcome {
		let mut bids = Bids::<T>::take(id);
		let mut failed = 0u32;
		while let Some(bid) = bids.pop_best() {
			let reason = match Self::open_lease(id, &order, &bid) {
				Ok(lease) => {
					order.state = OrderState::Awarded { lease };
					Orders::<T>::insert(id, order);
					if !bids.is_empty() {
						Bids::<T>::insert(id, bids);
					}
					let (provider, price) = (bid.provider, bid.price);
					Self::deposit_event(Event::OrderAwarded { order: id, provider, price, lease });
					return Outcome { failed, awarded: true };
				}
				Err(reason) => reason,
			};
			failed = failed.saturating_add(1);
			if on == Occasion::Match && Self::is_fault(&bid.provider, reason) {
				let now = T::Time::now();
				T::Stake::fault(&bid.provider, Fault::NoCapacity, &order.resources, now);
			}
			Self::deposit_event(Event::BidFailed { order: id, provider: bid.provider, reason });
		}
		Self::end_or_retry(id, order, OrderEnd::NoProvider);
		Outcome { failed, awarded: false }
	}
}
