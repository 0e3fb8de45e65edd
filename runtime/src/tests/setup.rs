//! What benchmarks start from, with the real pallets.

use super::chain::on_chain;
use crate::{benchmark_setup::MarketSetup, Balance, Leases, Registry, Runtime, Staking};
use frame_support::assert_ok;
use frame_system::RawOrigin;
use pallet_leases::{BlockDeadlines, LeaseState, ProviderDeadlines};
use pallet_orders::{Bids, MAX_BIDS};
use pallet_provider_staking::{Ledgers, MAX_UNBONDING};
use pallet_registry::{types::MAX_TOKENS, Departures, Providers};
use spheron_primitives::{
	provider::MAX_ATTRIBUTES,
	resources::MAX_GPU_MODELS,
	setup::Setup,
	traits::{Drain, Stake, Unbacked},
};

#[test]
fn a_provider_is_as_large_as_it_can_be() {
	on_chain("development", || {
		let (provider, _) = MarketSetup::provider(0);
		let details = Providers::<Runtime>::get(provider).unwrap().details;
		assert_eq!(details.capacity.gpus.len(), MAX_GPU_MODELS as usize);
		assert_eq!(details.tokens.len(), MAX_TOKENS as usize);
		assert_eq!(details.attributes.len(), MAX_ATTRIBUTES as usize);
	});
}

/// So that a suspension has something to take off the agenda.
#[test]
fn a_lease_is_served_until_its_provider_is_suspended() {
	on_chain("development", || {
		let tenant = MarketSetup::wallet(1, &MarketSetup::token(), Balance::MAX >> 32);
		let (provider, operator) = MarketSetup::provider(1);
		let lease = MarketSetup::serving(&tenant, &operator);
		let lease = pallet_leases::Leases::<Runtime>::get(lease).unwrap();
		assert_eq!((lease.state, &lease.provider), (LeaseState::Active, &provider));
		let filed = ProviderDeadlines::<Runtime>::get(&provider);
		assert!(filed.is_some() && BlockDeadlines::<Runtime>::iter().count() > 0);

		assert_ok!(Registry::suspend(RawOrigin::Root.into(), provider.clone()));
		assert!(Leases::is_draining(&provider));
	});
}

/// So that a reservation that lapses costs as much as it can: all but the last are tried in vain.
#[test]
fn an_award_has_as_many_runners_up_as_there_can_be() {
	on_chain("development", || {
		let tenant = MarketSetup::wallet(1, &MarketSetup::token(), Balance::MAX >> 32);
		let (_, operator) = MarketSetup::provider(1);
		let lease = MarketSetup::awarded(&tenant, &operator);
		let order = pallet_leases::Leases::<Runtime>::get(lease).unwrap().order;
		let bids = Bids::<Runtime>::get(order);
		let backed: Vec<_> =
			bids.bids().iter().map(|bid| Staking::may_bid(&bid.provider)).collect();
		let mut expected = vec![Err(Unbacked::StakeTooLow); MAX_BIDS as usize - 2];
		expected.push(Ok(()));
		assert_eq!(backed, expected);
	});
}

/// So that whatever takes from the stake takes as many parts as there can be, and puts them back.
#[test]
fn a_slash_takes_from_a_full_ledger() {
	on_chain("development", || {
		MarketSetup::wallet(1, &MarketSetup::token(), 1 << 80);
		let (provider, _) = MarketSetup::provider(1);
		let parts = || Ledgers::<Runtime>::get(&provider).unbonding.len();
		assert_eq!((parts(), Staking::may_bid(&provider)), (MAX_UNBONDING as usize, Ok(())));
		MarketSetup::misconduct(&provider);
		assert_eq!((parts(), Staking::active(&provider)), (MAX_UNBONDING as usize, 1));
		MarketSetup::reinstated(&provider);
		assert_eq!(Registry::status(&provider), Some(pallet_registry::ProviderStatus::Registered));
	});
}

#[test]
fn nothing_keeps_a_provider_that_leaves_after_its_lease() {
	on_chain("development", || {
		let tenant = MarketSetup::wallet(1, &MarketSetup::token(), Balance::MAX >> 32);
		let (provider, operator) = MarketSetup::provider(1);
		MarketSetup::serving(&tenant, &operator);
		MarketSetup::leaving(&provider);
		assert!(!Departures::<Runtime>::contains_key(&provider));
		MarketSetup::misconduct(&provider);
		MarketSetup::drained(&provider);
		assert!(Departures::<Runtime>::contains_key(&provider));
	});
}
