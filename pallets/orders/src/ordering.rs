//! An order is created, or cancelled by its tenant.

use crate::{
	types::worst_case, Config, Deadlines, Error, Event, NextOrderId, Order, OrderEnd, OrderState,
	Orders, Pallet, MAX_DURATION,
};
use frame_support::{ensure, traits::Get};
use sp_runtime::DispatchResult;
use spheron_primitives::{
	traits::{Catalogue, Escrow, FeeSchedule, OpenBlocks},
	BigEndian, Footprint, Mode, OpenBlock, OrderId, OrderSpec, Resources, Service,
};

impl<T: Config> Pallet<T> {
	/// Lock the worst case of `spec`, count it against the tenant's bracket, and open it for bids (O1,
	/// O2, E2, E7).
	pub(crate) fn do_create(tenant: T::AccountId, spec: OrderSpec<T::AccountId>) -> DispatchResult {
		let resources = Self::check_spec(&spec)?;
		T::Escrow::ensure_payment_token(&spec.token)?;
		let rates = T::Fees::rates(&spec.token);
		let locked = worst_case(&spec, &rates).ok_or(Error::<T>::CostOutOfRange)?;
		let footprint = Footprint::of(&resources, T::Catalogue::gpu_units(&resources));
		T::Escrow::occupy(&tenant, &spec.token, &footprint)?;
		T::Escrow::lock(&tenant, &spec.token, locked)?;

		let id = NextOrderId::<T>::mutate(|next| core::mem::replace(next, next.next()));
		let closes_at = T::Time::now().saturating_add(Self::bidding_window());
		let created = Event::OrderCreated {
			order: id,
			tenant: tenant.clone(),
			token: spec.token.clone(),
			max_price: spec.max_price,
			duration: spec.duration,
			strategy: spec.strategy,
			locked,
			footprint,
			closes_at,
		};
		let match_at = closes_at.saturating_add(1);
		let state = OrderState::Open { match_at };
		let order = Order { tenant, spec, resources, footprint, rates, locked, closes_at, state };
		Orders::<T>::insert(id, order);
		Self::file_match(id, match_at);
		Self::deposit_event(created);
		Ok(())
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
		ensure!(!spec.services.is_empty(), Error::<T>::NoServices);
		spec.services.iter().try_for_each(Self::check_service)?;
		ensure!(
			spec.regions.is_disjoint(&spec.excluded_regions),
			Error::<T>::RegionWantedAndExcluded
		);
		if let Some(allow) = &spec.allow {
			ensure!(!allow.is_empty(), Error::<T>::EmptyAllowList);
			ensure!(allow.is_disjoint(&spec.deny), Error::<T>::ProviderAllowedAndDenied);
		}
		let resources =
			Resources::of_services(&spec.services).ok_or(Error::<T>::ResourcesOutOfRange)?;
		ensure!(spec.duration <= Self::max_duration(), Error::<T>::DurationTooLong);
		ensure!(T::Catalogue::knows(&resources), Error::<T>::UnknownGpuModel);
		Ok(resources)
	}

	fn check_service(service: &Service) -> Result<(), Error<T>> {
		ensure!(service.vcpu_millis > 0, Error::<T>::ZeroVcpu);
		ensure!(service.ram_mib > 0, Error::<T>::ZeroRam);
		ensure!(service.replicas > 0, Error::<T>::ZeroReplicas);
		ensure!(service.gpu.as_ref().is_none_or(|gpus| gpus.count > 0), Error::<T>::ZeroGpus);
		Ok(())
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
