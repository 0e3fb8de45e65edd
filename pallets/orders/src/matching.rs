//! What is due is served: orders are matched, old records expire.

use crate::{
	Bid, Bids, Config, Deadlines, Event, Expiries, Order, OrderEnd, OrderState, Orders, Pallet,
	WeightInfo, MAX_BIDS, MAX_POKE,
};
use frame_support::{
	storage::IterableStorageDoubleMap,
	weights::{Weight, WeightMeter},
};
use spheron_primitives::{
	traits::{Drain, Fault, Leases, OpenBlocks, Providers, Stake, Unbacked, Unfit},
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

/// Why a bid cannot be awarded.
struct Refusal {
	/// What stands against it.
	reason: Unfit,
	/// Whether that is a fault of the bidder's, if it is called on at the match.
	at_fault: bool,
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
			// What a match costs is known afterwards only.
			if left == 0 || !meter.can_consume(Self::worst_match_weight()) {
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
		let awarded = T::WeightInfo::match_awarded(MAX_BIDS.saturating_sub(1));
		awarded.max(T::WeightInfo::match_unserved(MAX_BIDS))
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
	/// one without its stake has unbonded it, or lost it by other faults. It is at fault, whichever it
	/// was: [`Fault::NoCapacity`]. Else the cheapest fault would be the way out of all other bids. One
	/// that was suspended cannot be told from one that left, nor a requirement that a motion raised
	/// from stake that went, and both count too; a motion can cancel what that costs (S5). The registry
	/// is asked first, because a provider that is gone also seems to lack stake.
	///
	/// A provider whose leases are all being closed is not at fault: for that, a slash took its stake,
	/// or it would be refused whatever it has, by [`Leases::open`].
	fn open_lease(
		id: OrderId,
		order: &Order<T::AccountId>,
		bid: &Bid<T::AccountId>,
	) -> Result<LeaseId, Refusal> {
		T::Providers::fits(&bid.provider, &order.spec, &order.resources)
			.map_err(|reason| Refusal { reason, at_fault: true })?;
		Self::ensure_backed(&bid.provider).map_err(|reason| Refusal {
			reason,
			at_fault: !T::Drain::is_draining(&bid.provider),
		})?;
		// It fits and has its stake: it is being drained.
		T::Leases::open(order.award(id, bid)).map_err(|reason| Refusal { reason, at_fault: false })
	}

	/// A provider can unbond between its bid and its award, and must not serve without stake (S1).
	/// Faults since the bid do not count: the bid is firm.
	fn ensure_backed(provider: &T::AccountId) -> Result<(), Unfit> {
		match T::Stake::may_bid(provider) {
			Err(Unbacked::StakeTooLow) => Err(Unfit::StakeTooLow),
			Err(Unbacked::TooManyFaults) | Ok(()) => Ok(()),
		}
	}

	/// Award the order to the best bid left that can still be served, or end it (O6). The order has
	/// no deadline at this point.
	fn award_best(id: OrderId, mut order: Order<T::AccountId>, on: Occasion) -> Outcome {
		let mut bids = Bids::<T>::take(id);
		let mut failed = 0u32;
		while let Some(bid) = bids.pop_best() {
			let Refusal { reason, at_fault } = match Self::open_lease(id, &order, &bid) {
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
				Err(refusal) => refusal,
			};
			failed = failed.saturating_add(1);
			if on == Occasion::Match && at_fault {
				let now = T::Time::now();
				T::Stake::fault(&bid.provider, Fault::NoCapacity, &order.resources, now);
			}
			Self::deposit_event(Event::BidFailed { order: id, provider: bid.provider, reason });
		}
		Self::end_or_retry(id, order, OrderEnd::NoProvider);
		Outcome { failed, awarded: false }
	}
}
