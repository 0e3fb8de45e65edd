//! Bids that are not meant (S4): each that wins and fails is a loss to who made it.

use super::{
	figures::{
		assert_stated,
		Figure::{About, Exactly},
	},
	*,
};
use crate::{
	dynamic_params::{
		market::ConfirmWithin,
		staking::{FaultFee, FaultShare},
		time::EraLength,
	},
	tests::{
		chain::{dispatch, next_block, on_chain, run_to, skip},
		market::{admit as admit_with, bid, last_lease, open_market, order_as, serve, USD},
	},
	RuntimeEvent, DAYS, HOURS, SLOT_MILLIS,
};
use frame_system::RawOrigin;
use pallet_orders::{Error, History, NextOrderId, OrderEnd};
use pallet_registry::Details;
use sp_keyring::Sr25519Keyring::{
	Alice, Bob, BobStash, Charlie, CharlieStash, Dave, DaveStash, Eve, EveStash, Ferdie,
	FerdieStash,
};
use std::collections::BTreeSet;

/// A second provider of whoever is behind Dave.
const ACCOMPLICE: Sr25519Keyring = EveStash;

/// As many as bids are kept of an order, and one more, all of whoever is behind Dave.
const RING: [Sr25519Keyring; 9] =
	[Dave, ACCOMPLICE, Alice, Bob, BobStash, Charlie, CharlieStash, DaveStash, FerdieStash];

/// Admits and stakes `provider`, with all that Dave has.
fn admit(provider: Sr25519Keyring) {
	let who = provider.to_account_id();
	let like = pallet_registry::Providers::<Runtime>::get(Dave.to_account_id()).unwrap().details;
	let details = Details { operator: who.clone(), reward_account: who, ..like };
	admit_with(provider, details, Tier::Tier6);
}

/// Admits those of [`RING`] who are no providers yet.
fn admit_ring() {
	assert_eq!(RING.len(), BidsKept::get() as usize + 1);
	for provider in &RING[1..] {
		admit(*provider);
		next_block();
	}
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
		let slashes = slashes_in_this_block();
		assert!(nothing_is_due());
		assert_eq!(served_by(OrderId(first)), (Dave.to_account_id(), USD / 2));
		assert_eq!(served_by(last), (Eve.to_account_id(), USD));
		assert_eq!(orders().filter_map(awarded).count(), 2);
		assert_eq!(wallet(Ferdie).1, 2 * (USD + USD / 50));

		// A fault each, until nothing is left.
		assert_eq!(stake(Dave), 0);
		assert_eq!(slashes.iter().sum::<Balance>(), staked);
		let (one, faults) = (fault(&all), slashes.len());
		assert!(slashes[..faults - 1].iter().all(|slash| *slash == one));
		let decided = orders().filter(|order| History::<Runtime>::contains_key(order)).count() + 2;
		let replicas = all.services[0].replicas;
		refused(Dave, order_as(Ferdie, all), USD / 2, Error::StakeTooLow);
		assert_stated([(
			"orders with capacity for one |",
			vec![
				Exactly(ORDERS as f64),
				Exactly(f64::from(FaultShare::get().deconstruct()) / 10_000.0),
				Exactly(in_spon(FaultFee::get())),
				Exactly(in_spon(one)),
				Exactly(replicas.into()),
				Exactly(in_spon(staked)),
				Exactly(faults as f64),
				Exactly(decided as f64),
			],
		)]);
	});
}

/// What was slashed in this block, one after the other.
fn slashes_in_this_block() -> Vec<Balance> {
	let slash = |event: RuntimeEvent| match event {
		RuntimeEvent::Staking(pallet_provider_staking::Event::SlashRaised { amount, .. }) => {
			Some(amount)
		}
		_ => None,
	};
	System::events().into_iter().filter_map(|record| slash(record.event)).collect()
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
		let era = f64::from(EraLength::get()) / f64::from(HOURS);
		let figures = [in_spon(lost), era, ConfirmWithin::get().into()].map(Exactly);
		assert_stated([("| win with a low bid and not confirm |", figures.to_vec())]);
	});
}

#[test]
fn a_list_full_of_low_bids_costs_a_fault_each_and_the_tenant_minutes() {
	on_chain("development", || {
		open_market(1_000 * USD);
		admit_ring();
		let (dear, low) = RING.split_last().unwrap();
		let at_stake = || low.iter().map(|who| stake(*who)).sum::<Balance>();
		let (before, staked) = (wallet(Ferdie), at_stake());
		let (order, ordered) = (order_as(Ferdie, month()), Eras::now());
		for (price, who) in (1..=USD / 10).rev().zip(low) {
			assert_eq!(spent(*who, || bid(*who, order, price)), 0, "it leads");
		}
		refused(Eve, order, USD * 6 / 10, Error::ListFull);
		refused(*dear, order, USD, Error::ListFull);

		skip(3);
		for winner in low.iter().rev() {
			assert_eq!(served_by(order).0, winner.to_account_id());
			skip(ConfirmWithin::get() - 1);
			assert_eq!(served_by(order).0, winner.to_account_id());
			skip(1);
		}
		// The tenant has lost a minute for each of them, and nothing else.
		let record = History::<Runtime>::get(order).unwrap();
		assert_eq!((record.end, wallet(Ferdie)), (OrderEnd::NoProvider, before));
		let (one, lost, blocks) = (fault(&month()), staked - at_stake(), record.at - ordered);
		assert_eq!(lost, one * low.len() as Balance);
		let minutes = f64::from(blocks) * SLOT_MILLIS as f64 / 60_000.0;
		let figures = [low.len() as f64, in_spon(one), in_spon(lost), minutes, blocks.into()];
		assert_stated([("| fill the list with low bids", figures.map(Exactly).to_vec())]);
	});
}

/// L2: it is no fault. All runners-up are forgotten with the confirmation.
#[test]
fn who_confirms_and_closes_costs_the_tenant_its_order_and_nothing_else() {
	on_chain("development", || {
		open_market(1_000 * USD);
		next_block();
		let before = wallet(Ferdie);
		let mut order = OrderId(0);
		let ordered = spent(Ferdie, || order = order_as(Ferdie, month()));
		bid(Eve, order, USD * 6 / 10);
		bid(Dave, order, USD / 10);
		let staked = stake(Dave);
		run_to(System::block_number() + 3);
		let lease = last_lease();
		let fees = spent(Dave, || {
			submit(Dave, pallet_leases::Call::confirm { lease });
			submit(Dave, pallet_leases::Call::close { lease });
		});
		let end = History::<Runtime>::get(order).unwrap().end;
		assert_eq!((end, wallet(Ferdie)), (OrderEnd::Leased, before));
		let lost = staked - stake(Dave);
		assert_eq!(lost, SPON / 10);
		let figures =
			[About(in_spon(lost + fees)), Exactly(in_spon(lost)), About(in_spon(ordered))];
		assert_stated([("| win, confirm, and close before it is up |", figures.to_vec())]);
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

		// Four fifths of what the dear bid asks more per hour, against the fault.
		let (dear, honest) = (1.0, 0.6);
		let gain = (dear - honest) * 0.8;
		let lost = in_spon(fault(&month()));
		assert!(lost * SPON_IN_USD > 2.0 * gain, "not before the third hour");
		assert!(lost * SPON_IN_USD < 3.0 * gain);
		assert_eq!(month().duration, 720 * HOURS);
		let figures = [lost, lost * SPON_IN_USD, dear, honest, gain].map(Exactly);
		assert_stated([("**Low bids do not make a dear one win.**", figures.to_vec())]);
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
		admit_ring();
		let order = order_as(Ferdie, spec());
		let free = BidsKept::get() as usize;
		// Each drops the bid of whoever bids next.
		let leads = (1..=USD).rev().zip(RING.iter().cycle());
		let fees: Vec<_> = leads
			.take(free + 3)
			.map(|(price, who)| spent(*who, || bid(*who, order, price)))
			.collect();
		assert!(fees[..free].iter().all(|fee| *fee == 0));
		for fee in &fees[free..] {
			assert_stated([("| outbid each other without end |", vec![About(in_spon(*fee))])]);
		}
	});
}
