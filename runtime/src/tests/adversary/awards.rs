//! Bids that are not meant (S4): each that wins and fails is a loss to who made it.

use super::*;
use crate::{
	dynamic_params::market::{self, ConfirmWithin},
	tests::{
		chain::{council_decides, dispatch, next_block, on_chain, run_to, skip},
		market::{bid, last_lease, open_market, order_as, serve, USD},
	},
	Registry, RuntimeParameters, Staking, DAYS, HOURS, MICRO_SPON, MILLI_SPON, SPON,
};
use frame_support::traits::Get;
use frame_system::RawOrigin;
use pallet_orders::{Error, NextOrderId, OrderEnd};
use pallet_registry::Details;
use sp_core::{sr25519, Pair};
use sp_keyring::Sr25519Keyring::{Dave, Eve, EveStash, Ferdie};
use spheron_primitives::{attestation::AttestationId, Resources};
use std::collections::BTreeSet;

/// A second provider of whoever is behind Dave.
const ACCOMPLICE: Sr25519Keyring = EveStash;

/// Admits and stakes `provider`, with all that Dave has.
fn admit(provider: Sr25519Keyring) {
	let who = provider.to_account_id();
	let like = pallet_registry::Providers::<Runtime>::get(Dave.to_account_id()).unwrap().details;
	let details = Details { operator: who.clone(), reward_account: who.clone(), ..like };
	let key = sr25519::Pair::from_string(&format!("{}//node", provider.to_seed()), None).unwrap();
	let propose = pallet_registry::Call::propose {
		details: Box::new(details),
		attestation_key: AttestationId::from(key.public()),
		proof: key.sign(&[b"POP_".as_slice(), who.as_ref()].concat()).into(),
	};
	submit(provider, propose);
	let proposal = Registry::proposal_hash(&who).unwrap();
	let tier = Tier::Tier6;
	council_decides(pallet_registry::Call::approve { provider: who.clone(), proposal, tier });
	let amount = Staking::required(&who).unwrap();
	submit(provider, pallet_provider_staking::Call::bond { amount });
}

/// What `provider` has at stake.
fn stake(provider: Sr25519Keyring) -> Balance {
	pallet_provider_staking::Ledgers::<Runtime>::get(provider.to_account_id()).active
}

/// A bid that must be refused with `error`.
fn refused(provider: Sr25519Keyring, order: OrderId, price: Balance, error: Error<Runtime>) {
	let call = pallet_orders::Call::bid { order, provider: provider.to_account_id(), price };
	assert_eq!(submit_as(&provider.pair(), call), Ok(Err(error.into())));
}

/// Who serves `order`, and at what price.
fn served_by(order: OrderId) -> (AccountId, Balance) {
	let lease = pallet_leases::Leases::<Runtime>::get(awarded(order).unwrap()).unwrap();
	(lease.provider, lease.meter.price)
}

/// Lets the time pass in which an award is confirmed.
fn let_it_lapse() {
	skip(ConfirmWithin::get() + 1);
}

/// [`spec`] for a month: 720 hours of a small GPU.
fn month() -> OrderSpec<AccountId> {
	OrderSpec { duration: 30 * DAYS, ..spec() }
}

/// What a fault costs at an order of `spec`.
fn fault(spec: &OrderSpec<AccountId>) -> Balance {
	Staking::fault_price(&Resources::of_services(&spec.services).unwrap())
}

#[test]
fn bids_on_hundreds_of_orders_with_capacity_for_one_cost_all_stake() {
	const ORDERS: u64 = 200;
	on_chain("development", || {
		open_market(10_000 * USD);
		next_block();
		// All that a provider has.
		let mut all = spec();
		all.services[0].replicas = 4;
		let first = NextOrderId::<Runtime>::get().0;
		for _ in 0..ORDERS {
			let spec = Box::new(all.clone());
			let tenant = RawOrigin::Signed(Ferdie.to_account_id());
			dispatch(tenant, pallet_orders::Call::create { spec }).unwrap();
		}
		let orders = || (first..first + ORDERS).map(OrderId);
		let fees = spent(Dave, || orders().for_each(|order| bid(Dave, order, USD / 2)));
		assert_eq!(fees, 0, "each leads");
		let last = OrderId(first + ORDERS - 1);
		bid(Eve, last, USD);
		let staked = stake(Dave);
		assert_eq!(staked, Staking::required(&Dave.to_account_id()).unwrap());

		for _ in 0..3 {
			assert_eq!(orders().filter_map(awarded).count(), 0);
			next_block();
			assert_within_weight();
		}
		// All are decided in the block in which they are due; who bid in earnest serves.
		assert!(nothing_is_due());
		assert_eq!(served_by(OrderId(first)), (Dave.to_account_id(), USD / 2));
		assert_eq!(served_by(last), (Eve.to_account_id(), USD));
		assert_eq!(orders().filter_map(awarded).count(), 2);
		assert_eq!(wallet(Ferdie).1, 2 * (USD + USD / 50));

		// A fault each, until nothing is left.
		let one = fault(&all);
		assert_about(one / (SPON / 10), 68);
		assert_about(staked / SPON, 152);
		assert!(one * Balance::from(ORDERS - 1) > staked);
		assert_eq!(stake(Dave), 0);
		refused(Dave, order_as(Ferdie, all), USD / 2, Error::StakeTooLow);
	});
}

#[test]
fn an_award_that_is_not_confirmed_goes_to_the_next_best_not_to_the_dearest() {
	on_chain("development", || {
		open_market(1_000 * USD);
		admit(ACCOMPLICE);
		next_block();
		let order = order_as(Ferdie, month());
		bid(ACCOMPLICE, order, USD);
		bid(Eve, order, USD * 6 / 10);
		bid(Dave, order, USD / 10);
		let staked = stake(Dave);
		skip(3);
		assert_eq!(served_by(order).0, Dave.to_account_id());
		let_it_lapse();
		assert_eq!(served_by(order), (Eve.to_account_id(), USD * 6 / 10));
		serve(Eve, last_lease());
		assert!(!pallet_orders::Bids::<Runtime>::contains_key(order));

		let lost = staked - stake(Dave);
		assert_eq!(lost, fault(&month()));
		assert_about(lost / (SPON / 100), 177);
	});
}

#[test]
fn low_bids_that_keep_the_honest_out_of_the_list_keep_the_dear_one_out_too() {
	on_chain("development", || {
		open_market(1_000 * USD);
		admit(ACCOMPLICE);
		// A list of one, so that one low bid fills it.
		council_decides(pallet_parameters::Call::set_parameter {
			key_value: RuntimeParameters::Market(market::Parameters::BidsKept(
				market::BidsKept,
				Some(1),
			)),
		});
		next_block();
		let before = wallet(Ferdie);
		let order = order_as(Ferdie, month());
		bid(Dave, order, USD / 10);
		refused(Eve, order, USD * 6 / 10, Error::ListFull);
		refused(ACCOMPLICE, order, USD, Error::ListFull);
		let staked = stake(Dave);
		skip(3);
		let_it_lapse();
		// The tenant has lost a minute for each of them, and nothing else.
		let end = pallet_orders::History::<Runtime>::get(order).unwrap().end;
		assert_eq!((end, wallet(Ferdie)), (OrderEnd::NoProvider, before));
		assert_eq!(staked - stake(Dave), fault(&month()));
		// To fill a list of 8.
		assert_about(8 * fault(&month()) / (SPON / 10), 142);
	});
}

/// L2: it is no fault. All runners-up are forgotten with the confirmation.
#[test]
fn who_confirms_and_closes_costs_the_tenant_its_order_and_nothing_else() {
	on_chain("development", || {
		open_market(1_000 * USD);
		next_block();
		let before = wallet(Ferdie);
		let order = order_as(Ferdie, month());
		bid(Eve, order, USD * 6 / 10);
		bid(Dave, order, USD / 10);
		let staked = stake(Dave);
		run_to(System::block_number() + 3);
		let lease = last_lease();
		let fees = spent(Dave, || {
			submit(Dave, pallet_leases::Call::confirm { lease });
			submit(Dave, pallet_leases::Call::close { lease });
		});
		let end = pallet_orders::History::<Runtime>::get(order).unwrap().end;
		assert_eq!((end, wallet(Ferdie)), (OrderEnd::Leased, before));
		assert_eq!(staked - stake(Dave), SPON / 10);
		assert_about((SPON / 10 + fees) / MILLI_SPON, 155);
		let record = pallet_leases::Records::<Runtime>::get(Dave.to_account_id());
		assert_eq!((record.confirmed, record.activated), (1, 0));

		// It has less than is required now, and so no other bid until it has made up for that.
		refused(Dave, order_as(Ferdie, month()), USD / 10, Error::StakeTooLow);
	});
}

/// Who has a lease with a provider in `Ready` chooses when to close it.
#[test]
fn a_tenant_cannot_make_its_providers_other_bids_fail() {
	on_chain("development", || {
		open_market(1_000 * USD);
		deposit(BYSTANDER, 1_000 * USD);
		admit(ACCOMPLICE);
		next_block();
		let small = order_as(Ferdie, tiny());
		bid(Dave, small, 1_800);
		skip(3);
		let lease = last_lease();
		submit(Dave, pallet_leases::Call::confirm { lease });
		let order = order_as(BYSTANDER, month());
		bid(Dave, order, USD / 10);
		bid(ACCOMPLICE, order, USD);
		skip(2);
		let staked = stake(Dave);
		submit(Ferdie, pallet_leases::Call::close { lease });
		assert_eq!(staked - stake(Dave), SPON / 10);
		skip(1);
		assert_eq!(served_by(order), (Dave.to_account_id(), USD / 10));
		assert_eq!(staked - stake(Dave), SPON / 10, "no fault");
	});
}

/// The one way in which it works: whoever bid in earnest is kept busy elsewhere meanwhile.
#[test]
fn a_dear_bid_can_take_over_if_the_honest_one_is_full_by_then_but_the_tenant_may_go() {
	on_chain("development", || {
		open_market(1_000 * USD);
		admit(ACCOMPLICE);
		deposit(BYSTANDER, 1_000 * USD);
		next_block();
		let before = wallet(Ferdie);
		let order = order_as(Ferdie, month());
		bid(ACCOMPLICE, order, USD);
		bid(Eve, order, USD * 6 / 10);
		bid(Dave, order, USD / 10);
		skip(3);
		// All that Eve has is ordered by somebody else.
		let mut all = spec();
		all.services[0].replicas = 4;
		all.allow = Some(BTreeSet::from([Eve.to_account_id()]).try_into().unwrap());
		let elsewhere = order_as(BYSTANDER, all);
		bid(Eve, elsewhere, USD);
		skip(3);
		serve(Eve, last_lease());
		let staked = stake(Eve);
		skip(ConfirmWithin::get() - 2);
		assert_eq!(served_by(order), (ACCOMPLICE.to_account_id(), USD));
		assert_eq!(stake(Eve), staked, "a runner-up that is full is not at fault");

		// The tenant knows by the event, and goes at no cost; or at that of the blocks since.
		submit(Ferdie, pallet_leases::Call::close { lease: last_lease() });
		assert_eq!(wallet(Ferdie), before);

		// Four fifths of what the dear bid asks more, in cents of a dollar per hour; the fault, at half
		// a dollar per SPON; after how many hours it is worth it.
		let gain = (USD - USD * 6 / 10) * 8 / 10 * 100 / USD;
		let lost = fault(&month()) * 50 / SPON;
		assert_eq!((gain, lost), (32, 88));
		assert!(lost > 2 * gain, "not before the third hour");
		assert_eq!(month().duration, 720 * HOURS);
	});
}

#[test]
fn whoever_does_not_confirm_three_times_in_an_era_bids_no_more_in_it() {
	on_chain("development", || {
		open_market(1_000 * USD);
		next_block();
		let staked = stake(Dave);
		let order = order_as(Ferdie, spec());
		bid(Dave, order, USD);
		skip(3);
		let_it_lapse();
		// With the stake required and no more, once is enough.
		refused(Dave, order_as(Ferdie, spec()), USD, Error::StakeTooLow);
		submit(Dave, pallet_provider_staking::Call::bond { amount: 10 * SPON });
		for _ in 0..2 {
			let order = order_as(Ferdie, spec());
			bid(Dave, order, USD);
			skip(3);
			let_it_lapse();
		}
		refused(Dave, order_as(Ferdie, spec()), USD, Error::TooManyFaults);
		assert_eq!(staked + 10 * SPON - stake(Dave), 3 * fault(&spec()));
	});
}

/// The ninth lead of an order pays as any other bid (O4).
#[test]
fn whoever_outbids_without_end_pays_after_as_many_leads_as_bids_are_kept() {
	on_chain("development", || {
		open_market(1_000 * USD);
		admit(ACCOMPLICE);
		council_decides(pallet_parameters::Call::set_parameter {
			key_value: RuntimeParameters::Market(market::Parameters::BidsKept(
				market::BidsKept,
				Some(1),
			)),
		});
		next_block();
		let order = order_as(Ferdie, spec());
		assert_eq!(spent(Dave, || bid(Dave, order, USD)), 0);
		for price in 1..5 {
			let (who, price) = ([Dave, ACCOMPLICE][price % 2], USD - price as Balance);
			let fee = spent(who, || bid(who, order, price));
			assert_about(fee / MICRO_SPON, 4_600);
		}
	});
}
