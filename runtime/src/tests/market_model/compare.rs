//! Whether everything on the chain is what it is in the model.

use super::{
	acts::resources,
	leases::{Due, Lease, Stage, Why},
	model::Market,
	orders::{Order, OrderEnd},
	providers::{Provider, Standing},
};
use crate::{
	tests::reference::arithmetic::{Rates, Totals},
	AccountId, Balance, Eras, Registry, Runtime,
};
use alloc::collections::BTreeMap;
use pallet_leases::{EndReason, LeaseOf, LeaseState, PendingUpdate};
use pallet_orders::OrderState;
use pallet_registry::ProviderStatus;
use proptest::{prop_assert_eq, test_runner::TestCaseResult};
use sp_core::H256;
use spheron_primitives::{traits::OpenBlocks, Footprint, Resources, Token};

/// Compares everything: time, money, orders, leases and providers.
pub fn compare(market: &Market) -> TestCaseResult {
	prop_assert_eq!((Eras::now(), Eras::era()), (market.now, market.era));
	compare_orders(market)?;
	compare_leases(market)?;
	for (who, provider) in &market.providers {
		prop_assert_eq!(ProviderView::on_chain(who), ProviderView::of(market, who, provider));
	}
	market.ledger.check(market.uses())
}

/// An order, as both sides see it.
#[derive(PartialEq, Debug)]
struct OrderView {
	tenant: AccountId,
	/// Its match, or its lease.
	state: Result<u32, u64>,
	closes_at: u32,
	locked: Balance,
	needs: Resources,
	footprint: Footprint,
	rates: Rates,
	bids: Vec<(AccountId, Balance)>,
}

impl OrderView {
	fn of(order: &Order) -> Self {
		Self {
			tenant: order.spec.tenant.clone(),
			state: order.match_at().ok_or(order.awarded.unwrap_or_default()),
			closes_at: order.closes_at,
			locked: order.lock(),
			needs: resources(&order.spec.needs),
			footprint: order.spec.needs.footprint(),
			rates: order.rates,
			bids: order.bids.iter().map(|bid| (bid.provider.clone(), bid.price)).collect(),
		}
	}

	fn on_chain(
		id: spheron_primitives::OrderId,
		order: pallet_orders::Order<AccountId>,
	) -> (u64, Self) {
		let bids = pallet_orders::Bids::<Runtime>::get(id);
		let view = Self {
			tenant: order.tenant,
			state: match order.state {
				OrderState::Open { match_at } => Ok(match_at),
				OrderState::Awarded { lease } => Err(lease.0),
			},
			closes_at: order.closes_at,
			locked: order.locked,
			needs: order.resources,
			footprint: order.footprint,
			rates: order.rates.into(),
			bids: bids.bids().iter().map(|bid| (bid.provider.clone(), bid.price)).collect(),
		};
		(id.0, view)
	}
}

fn compare_orders(market: &Market) -> TestCaseResult {
	let chain: BTreeMap<_, _> = pallet_orders::Orders::<Runtime>::iter()
		.map(|(id, order)| OrderView::on_chain(id, order))
		.collect();
	let model = market.orders.iter().map(|(id, order)| (*id, OrderView::of(order))).collect();
	prop_assert_eq!(chain, model);

	let chain: BTreeMap<_, _> = pallet_orders::History::<Runtime>::iter()
		.map(|(id, record)| (id.0, (order_end(record.end), record.at)))
		.collect();
	prop_assert_eq!(&chain, &market.ended_orders);
	Ok(())
}

fn order_end(end: pallet_orders::OrderEnd) -> OrderEnd {
	match end {
		pallet_orders::OrderEnd::Leased => OrderEnd::Leased,
		pallet_orders::OrderEnd::NoProvider => OrderEnd::NoProvider,
		pallet_orders::OrderEnd::Cancelled => OrderEnd::Cancelled,
		pallet_orders::OrderEnd::Abandoned => OrderEnd::Abandoned,
	}
}

/// Where a lease stands.
#[derive(PartialEq, Debug)]
enum State {
	Reserving(u32),
	Ready(u32),
	Active,
	Updating,
	Closing(Why),
	Closed(Why),
}

/// What was asked for of a lease.
#[derive(PartialEq, Debug)]
struct UpdateView {
	needs: Resources,
	footprint: Footprint,
	manifest: H256,
	max_price: Balance,
	price: Option<Balance>,
	deadline: u32,
}

/// A lease, as both sides see it.
#[derive(PartialEq, Debug)]
struct LeaseView {
	order: u64,
	state: State,
	tenant: AccountId,
	provider: AccountId,
	token: Token,
	rates: Rates,
	price: Balance,
	/// Blocks of service left, unless it has ended.
	left: Option<u32>,
	needs: Resources,
	footprint: Footprint,
	manifest: H256,
	locked: Balance,
	paid: Totals,
	ended: Option<u32>,
	notice: Option<u32>,
	paused: Option<u32>,
	offered_to: Option<AccountId>,
	update: Option<UpdateView>,
	/// Whether its tenant was told that funds are low, while it is in service.
	told: bool,
	/// Its earliest deadline in block time, and in service time (I7).
	deadlines: (Option<u32>, Option<u32>),
}

impl LeaseView {
	fn of(lease: &Lease, now: u32) -> Self {
		let deadline = |in_service| {
			let dues =
				lease.dues().filter(|(_, due): &(u32, Due)| due.is_in_service() == in_service);
			dues.map(|(at, _)| at).min()
		};
		let why = lease.ended.map(|(_, why)| why);
		Self {
			order: lease.order,
			state: match (lease.stage, why) {
				(Stage::Reserving { since }, _) => State::Reserving(since),
				(Stage::Ready { since }, _) => State::Ready(since),
				(Stage::Active, _) if lease.update.is_some() => State::Updating,
				(Stage::Active, _) => State::Active,
				(Stage::Closing, why) => State::Closing(why.unwrap()),
				(Stage::Closed { .. }, why) => State::Closed(why.unwrap()),
			},
			tenant: lease.tenant.clone(),
			provider: lease.provider.clone(),
			token: lease.token.clone(),
			rates: lease.rates,
			price: lease.service.price,
			left: lease.is_live().then(|| lease.service.length - lease.served_at(now)),
			needs: resources(&lease.needs),
			footprint: lease.needs.footprint(),
			manifest: H256::repeat_byte(lease.manifest),
			locked: lease.lock(),
			paid: lease.paid,
			ended: lease.ended.map(|(at, _)| at),
			notice: lease.notice,
			paused: lease.paused,
			offered_to: lease.offered_to.clone(),
			update: lease.update.as_ref().map(|update| UpdateView {
				needs: resources(&update.needs),
				footprint: update.needs.footprint(),
				manifest: H256::repeat_byte(update.manifest),
				max_price: update.max_price,
				price: update.price,
				deadline: update.deadline,
			}),
			told: lease.stage == Stage::Active && lease.told,
			deadlines: (deadline(false), deadline(true)),
		}
	}

	fn on_chain(lease: LeaseOf<Runtime>, now: u32) -> Self {
		Self {
			order: lease.order.0,
			state: match lease.state {
				LeaseState::Reserving => State::Reserving(lease.opened),
				LeaseState::Ready { since } => State::Ready(since),
				LeaseState::Active => State::Active,
				LeaseState::Updating => State::Updating,
				LeaseState::Closing { reason } => State::Closing(end_reason(reason)),
				LeaseState::Closed { reason } => State::Closed(end_reason(reason)),
			},
			left: lease.state.end_reason().is_none().then(|| lease.meter.left_at(now)),
			told: lease.state.is_in_service() && lease.funds_low,
			tenant: lease.tenant,
			provider: lease.provider,
			token: lease.token,
			rates: lease.rates.into(),
			price: lease.meter.price,
			needs: lease.resources,
			footprint: lease.footprint,
			manifest: lease.manifest,
			locked: lease.locked,
			paid: lease.paid.into(),
			ended: lease.ended,
			notice: lease.notice,
			paused: lease.off_clock,
			offered_to: lease.offered_to,
			update: lease.update.map(
				|PendingUpdate {
				     resources,
				     footprint,
				     manifest,
				     max_price,
				     price,
				     deadline,
				     ..
				 }| UpdateView {
					needs: resources,
					footprint,
					manifest,
					max_price,
					price,
					deadline,
				},
			),
			deadlines: (lease.block_deadline, lease.service_deadline),
		}
	}
}

fn end_reason(reason: EndReason) -> Why {
	match reason {
		EndReason::TenantClosed => Why::TenantClosed,
		EndReason::ProviderClosed => Why::ProviderClosed,
		EndReason::InsufficientFunds => Why::InsufficientFunds,
		EndReason::ReservationTimeout => Why::ReservationTimeout,
		EndReason::ManifestTimeout => Why::ManifestTimeout,
		EndReason::ActivationTimeout => Why::ActivationTimeout,
		EndReason::Outage => Why::Outage,
		EndReason::ProviderSlashed => Why::ProviderSlashed,
		EndReason::ProviderSuspended => Why::ProviderSuspended,
	}
}

fn compare_leases(market: &Market) -> TestCaseResult {
	let now = market.now;
	let chain: BTreeMap<_, _> = pallet_leases::Leases::<Runtime>::iter()
		.map(|(id, lease)| (id.0, LeaseView::on_chain(lease, now)))
		.collect();
	let ids: Vec<_> = chain.keys().collect();
	prop_assert_eq!(ids, market.leases.keys().collect::<Vec<_>>());
	for ((id, chain), lease) in chain.iter().zip(market.leases.values()) {
		let model = LeaseView::of(lease, now);
		prop_assert_eq!(chain, &model, "lease {}", id);
	}
	Ok(())
}

/// A provider, as both sides see it.
#[derive(PartialEq, Debug)]
struct ProviderView {
	standing: Standing,
	reserved: Resources,
	active: Balance,
	charged: Balance,
	unbonding: Vec<(u32, Balance)>,
	/// The slashes that wait and are not due: when they are, and how much they took. After a long time
	/// so many can be due that they take several blocks.
	slashes: Vec<(u32, Balance)>,
	faults: u32,
	is_draining: bool,
	record: (u32, u32),
}

impl ProviderView {
	fn of(market: &Market, who: &AccountId, provider: &Provider) -> Self {
		Self {
			standing: provider.standing,
			reserved: resources(&market.reserved(who)),
			active: provider.stake.active,
			charged: provider.stake.charged,
			unbonding: provider.stake.unbonding.iter().map(|(at, sum)| (*at, *sum)).collect(),
			slashes: provider.slashes.clone(),
			faults: provider.faults_in(market.era),
			is_draining: provider.drain.is_some(),
			record: provider.record,
		}
	}

	fn on_chain(who: &AccountId) -> Self {
		let ledger = pallet_provider_staking::Ledgers::<Runtime>::get(who);
		let mut slashes: Vec<_> = pallet_provider_staking::Slashes::<Runtime>::iter_values()
			.filter(|slash| slash.provider == *who && slash.is_waiting(Eras::now()))
			.map(|slash| (slash.deadline, slash.amount))
			.collect();
		slashes.sort();
		let record = pallet_leases::Records::<Runtime>::get(who);
		Self {
			standing: match Registry::status(who) {
				None => Standing::Gone,
				Some(ProviderStatus::Registered) => Standing::Registered,
				Some(ProviderStatus::Active) => Standing::Active,
				Some(ProviderStatus::Suspended) => Standing::Suspended,
				Some(ProviderStatus::Leaving) => Standing::Leaving,
				Some(other) => unreachable!("nobody is {other:?}"),
			},
			reserved: pallet_registry::Reserved::<Runtime>::get(who),
			active: ledger.active,
			charged: ledger.charged,
			unbonding: ledger.unbonding.iter().map(|it| (it.due, it.amount)).collect(),
			slashes,
			faults: pallet_provider_staking::Faults::<Runtime>::get(who).in_era(Eras::era()),
			is_draining: pallet_leases::Draining::<Runtime>::contains_key(who),
			record: (record.confirmed, record.activated),
		}
	}
}
