//! An order is created, or cancelled by its tenant.

use crate::{
	types::worst_case, Config, Deadlines, Error, Event, NextOrderId, Order, OrderEnd, OrderState,
	Orders, Pallet, WeightInfo, MAX_BIDS, MAX_DURATION,
};
use alloc::boxed::Box;
use frame_support::{ensure, traits::Get, weights::Weight};
use sp_runtime::{DispatchError, DispatchResult};
use spheron_primitives::{
	order::{self, BadServices},
	traits::{Catalogue, Escrow, FeeSchedule, OpenBlocks},
	BigEndian, Footprint, Mode, OpenBlock, OrderId, OrderSpec, Resources,
};

impl<T> From<BadServices> for Error<T> {
	fn from(bad: BadServices) -> Self {
		match bad {
			BadServices::Empty => Self::NoServices,
			BadServices::ZeroVcpu => Self::ZeroVcpu,
			BadServices::ZeroRam => Self::ZeroRam,
			BadServices::ZeroGpus => Self::ZeroGpus,
			BadServices::ZeroReplicas => Self::ZeroReplicas,
			BadServices::OutOfRange => Self::ResourcesOutOfRange,
			BadServices::UnknownGpuModel => Self::UnknownGpuModel,
		}
	}
}

impl<T: Config> Pallet<T> {
	/// Lock the worst case of `spec`, count it against the tenant's bracket, and open it for bids (O1,
	/// O2, E2, E7); how many of them it keeps.
	pub(crate) fn do_create(
		tenant: T::AccountId,
		spec: OrderSpec<T::AccountId>,
	) -> Result<u32, DispatchError> {
		let resources = Self::check_spec(&spec)?;
		T::Escrow::ensure_payment_token(&spec.token)?;
		let rates = T::Fees::rates(&spec.token);
		let locked = worst_case(&spec, &rates).ok_or(Error::<T>::CostOutOfRange)?;
		ensure!(locked > 0, Error::<T>::CostTooLow);
		let footprint = Footprint::of(&resources, T::Catalogue::gpu_units(&resources));
		T::Escrow::occupy(&tenant, &spec.token, &footprint)?;
		T::Escrow::lock(&tenant, &spec.token, locked)?;

		let id = NextOrderId::<T>::mutate(|next| core::mem::replace(next, next.next()));
		let closes_at = T::Time::now().saturating_add(Self::bidding_window());
		let match_at = closes_at.saturating_add(1);
		let state = OrderState::Open { match_at };
		let bids_kept = Self::bids_kept();
		let created = Event::OrderCreated {
			order: id,
			tenant: tenant.clone(),
			spec: Box::new(spec.clone()),
			rates,
			locked,
			footprint,
			bids_kept,
			closes_at,
		};
		let order = Order {
			tenant,
			spec,
			resources,
			footprint,
			rates,
			locked,
			bids_kept,
			closes_at,
			state,
		};
		Orders::<T>::insert(id, order);
		Self::file_match(id, match_at);
		Self::deposit_event(created);
		Ok(bids_kept)
	}

	/// What an order that keeps so many bids weighs: its creation, and what it will cost in hooks
	/// whatever becomes of it, which is the match of a full list and the expiry of its record.
	pub(crate) fn create_weight(bids_kept: u32) -> Weight {
		T::WeightInfo::create().saturating_add(Self::prepaid_weight(bids_kept))
	}

	/// The part of [`Self::create_weight`] that is spent later.
	pub(crate) fn prepaid_weight(bids_kept: u32) -> Weight {
		Self::match_weight(bids_kept).saturating_add(T::WeightInfo::expire())
	}

	/// End an order of `tenant` that still takes bids (O6).
	pub(crate) fn do_cancel(tenant: T::AccountId, id: OrderId) -> DispatchResult {
		let order = Orders::<T>::get(id).ok_or(Error::<T>::UnknownOrder)?;
		ensure!(order.tenant == tenant, Error::<T>::NotTenant);
		ensure!(order.takes_bids(T::Time::now()), Error::<T>::WindowClosed);
		if let OrderState::Open { match_at } = order.state {
			Deadlines::<T>::remove(BigEndian(match_at), BigEndian(id.0));
		}
		Self::end(id, &order, OrderEnd::Cancelled)
	}

	/// What `spec` needs, if it can be served at all (O1). The cheap checks come first.
	fn check_spec(spec: &OrderSpec<T::AccountId>) -> Result<Resources, Error<T>> {
		ensure!(spec.mode != Mode::Fizz, Error::<T>::FizzNotSupported);
		ensure!(spec.max_price > 0, Error::<T>::ZeroMaxPrice);
		ensure!(spec.duration > 0, Error::<T>::ZeroDuration);
		ensure!(
			spec.regions.is_disjoint(&spec.excluded_regions),
			Error::<T>::RegionWantedAndExcluded
		);
		if let Some(allow) = &spec.allow {
			ensure!(!allow.is_empty(), Error::<T>::EmptyAllowList);
			ensure!(allow.is_disjoint(&spec.deny), Error::<T>::ProviderAllowedAndDenied);
		}
		ensure!(spec.duration <= Self::max_duration(), Error::<T>::DurationTooLong);
		order::needs::<T::Catalogue>(&spec.services).map_err(Error::from)
	}

	/// How many bids are kept of an order created now (O4).
	fn bids_kept() -> u32 {
		T::BidsKept::get().clamp(1, MAX_BIDS)
	}

	/// How many open blocks after its own an order takes bids (O2).
	fn bidding_window() -> OpenBlock {
		T::BiddingWindow::get().clamp(1, 2)
	}

	/// The longest duration of an order, in blocks of service.
	fn max_duration() -> OpenBlock {
		T::MaxDuration::get().clamp(1, MAX_DURATION)
	}

	/// Have the open order `id` matched at the start of block `at`.
	pub(crate) fn file_match(id: OrderId, at: OpenBlock) {
		Deadlines::<T>::insert(BigEndian(at), BigEndian(id.0), ());
	}
}
