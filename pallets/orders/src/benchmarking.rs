//! Benchmarks of every call, and of what the hook does per item, at their worst.

use super::*;
use alloc::vec::Vec;
use frame_benchmarking::v2::*;
use frame_support::weights::WeightMeter;
use frame_system::RawOrigin;
use spheron_primitives::{
	setup::Setup,
	traits::{FeeSchedule, OpenBlocks},
	BigEndian, OrderId, Tier,
};

/// Index of the tenant, apart from those of providers.
const TENANT: u32 = 1_000;

/// A tenant who can pay for [`Setup::spec`], and whose wallet is worth enough to run it.
fn tenant<T: Config>() -> Result<T::AccountId, BenchmarkError> {
	let spec = T::Setup::spec();
	let lock = types::worst_case(&spec, &T::Fees::rates(&spec.token)).ok_or("cost out of range")?;
	Ok(T::Setup::wallet(TENANT, &spec.token, lock))
}

/// An open order that keeps as many bids as can be, and its tenant.
fn open_order<T: Config>() -> Result<(T::AccountId, OrderId), BenchmarkError> {
	let (tenant, id) = (tenant::<T>()?, NextOrderId::<T>::get());
	Pallet::<T>::do_create(tenant.clone(), T::Setup::spec())?;
	Orders::<T>::mutate(id, |order| {
		if let Some(order) = order {
			order.bids_kept = MAX_BIDS;
		}
	});
	Ok((tenant, id))
}

/// Give the order `id` a bid by each of `best`, in this order, and bids by others, worse or as good
/// but later, until there are `len`.
fn fill_list<T: Config>(
	id: OrderId,
	best: Vec<T::AccountId>,
	len: u32,
) -> Result<(), BenchmarkError> {
	let spec = T::Setup::spec();
	let others = (best.len() as u32..len).map(|i| (account("bidder", i, 0), spec.max_price));
	let bids = best.into_iter().map(|provider| (provider, 1)).chain(others);
	let mut list = ShortList::default();
	for (provider, price) in bids {
		let bid = Bid { provider, price, tier: Tier::Tier7, stake: 0 };
		list.place(spec.strategy, MAX_BIDS, bid).ok_or("the list is full")?;
	}
	Bids::<T>::insert(id, list);
	Ok(())
}

/// Providers, of which all but the last `backed` have no stake any more: of all ways to fail the one
/// that takes longest to find out, and a fault, which takes from all that is unbonding.
fn bidders<T: Config>(unbacked: u32, backed: u32) -> Vec<T::AccountId> {
	(0..unbacked.saturating_add(backed))
		.map(|i| {
			let (provider, _) = T::Setup::provider(i);
			if i < unbacked {
				T::Setup::unbonding(&provider);
			}
			provider
		})
		.collect()
}

/// Let the window of a new order pass, so that it is due.
fn pass_window<T: Config>() {
	T::Setup::pass(3);
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn create() -> Result<(), BenchmarkError> {
		let (tenant, id) = (tenant::<T>()?, NextOrderId::<T>::get());

		#[extrinsic_call]
		_(RawOrigin::Signed(tenant), alloc::boxed::Box::new(T::Setup::spec()));

		assert!(Orders::<T>::contains_key(id));
		Ok(())
	}

	#[benchmark]
	fn cancel() -> Result<(), BenchmarkError> {
		let (tenant, id) = open_order::<T>()?;
		fill_list::<T>(id, Vec::new(), MAX_BIDS)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(tenant), id);

		assert!(History::<T>::contains_key(id));
		Ok(())
	}

	#[benchmark]
	fn bid() -> Result<(), BenchmarkError> {
		let (_, id) = open_order::<T>()?;
		let (provider, operator) = T::Setup::provider(0);
		fill_list::<T>(id, Vec::new(), MAX_BIDS)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(operator), id, provider.clone(), 1);

		let leader = Bids::<T>::get(id).pop_best().map(|best| best.provider);
		assert_eq!(leader, Some(provider));
		Ok(())
	}

	#[benchmark]
	fn poke() {
		#[extrinsic_call]
		_(RawOrigin::Signed(whitelisted_caller()), MAX_POKE);
	}

	#[benchmark]
	fn service_nothing() {
		#[block]
		{
			if T::Time::is_open() {
				Pallet::<T>::service(&mut WeightMeter::new(), u32::MAX);
			}
		}
	}

	#[benchmark]
	fn match_awarded(f: Linear<0, { MAX_BIDS - 1 }>) -> Result<(), BenchmarkError> {
		let (_, id) = open_order::<T>()?;
		fill_list::<T>(id, bidders::<T>(f, 1), MAX_BIDS)?;
		pass_window::<T>();

		#[block]
		{
			Pallet::<T>::service(&mut WeightMeter::new(), 1);
		}

		let state = Orders::<T>::get(id).map(|order| order.state);
		assert!(matches!(state, Some(OrderState::Awarded { .. })));
		assert_eq!(Bids::<T>::get(id).bids().len() as u32, MAX_BIDS - 1 - f);
		Ok(())
	}

	#[benchmark]
	fn match_unserved(f: Linear<0, MAX_BIDS>) -> Result<(), BenchmarkError> {
		let (_, id) = open_order::<T>()?;
		fill_list::<T>(id, bidders::<T>(f, 0), f)?;
		pass_window::<T>();

		#[block]
		{
			Pallet::<T>::service(&mut WeightMeter::new(), 1);
		}

		assert_eq!(History::<T>::get(id).map(|record| record.end), Some(OrderEnd::NoProvider));
		Ok(())
	}

	#[benchmark]
	fn expire() -> Result<(), BenchmarkError> {
		let (tenant, id) = (whitelisted_caller(), OrderId(0));
		let at = T::Time::now();
		History::<T>::insert(id, OrderRecord { tenant, end: OrderEnd::Leased, at });
		Expiries::<T>::insert(BigEndian(at), BigEndian(id.0), ());

		#[block]
		{
			Pallet::<T>::service(&mut WeightMeter::new(), 1);
		}

		assert!(!History::<T>::contains_key(id));
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::ExtBuilder.build(), crate::mock::Test);
}
