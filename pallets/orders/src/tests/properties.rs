//! What holds of any list of bids, and of any life of orders.

use super::*;
use crate::{Bid, ShortList, MAX_BIDS};
use proptest::{collection::vec, prelude::*, strategy::Strategy as _};
use spheron_primitives::{traits::Providers, Strategy};

const TIERS: [Tier; 4] = [Tier::Tier1, Tier::Tier2, Tier::Tier6, Tier::Tier7];

fn a_strategy() -> impl proptest::strategy::Strategy<Value = Strategy> {
	prop_oneof![Just(Strategy::Cheapest), Just(Strategy::Balanced), Just(Strategy::MostTrusted)]
}

fn an_unfit() -> impl proptest::strategy::Strategy<Value = Option<Unfit>> {
	prop_oneof![
		Just(None),
		Just(Some(Unfit::NotActive)),
		Just(Some(Unfit::WrongRegion)),
		Just(Some(Unfit::TokenNotAccepted)),
	]
}

/// What may befall orders.
#[derive(Clone, Debug)]
enum Step {
	Create(Strategy),
	Cancel(usize),
	Bid(usize, u64, Balance),
	Confirm(usize),
	Lapse(usize),
	Abandon(usize),
	Fill(u64),
	Free(u64),
	Change(u64, Option<Unfit>),
	Poke(u32),
	NextBlock,
	SkipHook,
}

fn step() -> impl proptest::strategy::Strategy<Value = Step> {
	let nth = 0..6usize;
	prop_oneof![
		2 => a_strategy().prop_map(Step::Create),
		1 => nth.clone().prop_map(Step::Cancel),
		6 => (nth.clone(), 1..=20u64, 1..=1_800u128).prop_map(|(n, p, at)| Step::Bid(n, p, at)),
		1 => nth.clone().prop_map(Step::Confirm),
		1 => nth.clone().prop_map(Step::Lapse),
		1 => nth.prop_map(Step::Abandon),
		1 => (1..=20u64).prop_map(Step::Fill),
		1 => (1..=20u64).prop_map(Step::Free),
		1 => (1..=20u64, an_unfit()).prop_map(|(p, unfit)| Step::Change(p, unfit)),
		1 => (0..3u32).prop_map(Step::Poke),
		3 => Just(Step::NextBlock),
		1 => Just(Step::SkipHook),
	]
}

/// Take `step`; orders are counted from the newest. What a confirmed order hands over.
fn take(step: Step) -> Balance {
	let nth = |n: usize| OrderId(NextOrderId::<Test>::get().0.saturating_sub(1 + n as u64));
	match step {
		Step::Create(strategy) => {
			order_of(OrderSpec { strategy, ..spec() });
		}
		Step::Cancel(n) => {
			let _ = Orders::cancel(RuntimeOrigin::signed(TENANT), nth(n));
		}
		Step::Bid(n, provider, price) => {
			let _ = bid_as(operator(provider), nth(n), provider, price);
		}
		Step::Confirm(n) => return Orders::confirmed(nth(n)),
		Step::Lapse(n) => Orders::lapsed(nth(n)),
		Step::Abandon(n) => Orders::abandoned(nth(n)),
		Step::Fill(provider) => fill(provider),
		Step::Free(provider) => {
			let reserved = FakeRegistry::reserved(&provider);
			FakeRegistry::release(&provider, &reserved);
		}
		Step::Change(provider, unfit) => set(provider, |machine| machine.unfit = unfit),
		Step::Poke(limit) => {
			assert_ok!(Orders::poke(RuntimeOrigin::signed(TENANT), limit));
		}
		Step::NextBlock => next_block(),
		Step::SkipHook => Now::mutate(|now| *now += 1),
	}
	0
}

/// How many orders of [`spec`] lock `amount`.
fn orders_in(amount: Balance) -> u64 {
	(amount / LOCK) as u64
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(128))]

	/// O4: keeping the best as they come is sorting them all and keeping the first.
	#[test]
	fn the_short_list_is_sort_and_truncate(
		strategy in a_strategy(),
		keep in 1..=MAX_BIDS,
		bids in vec((1..12u128, 0..TIERS.len(), 0..3u128), 0..40),
	) {
		let mut list = ShortList::default();
		let mut all: Vec<Bid<u64>> = Vec::new();
		for (provider, (price, tier, stake)) in bids.into_iter().enumerate() {
			let bid = Bid { provider: provider as u64, price, tier: TIERS[tier], stake };
			all.push(bid.clone());
			list.place(strategy, keep, bid);
		}
		// Stable: of equals, the earlier comes first.
		all.sort_by_key(|bid| bid.score(strategy));
		all.truncate(keep as usize);
		prop_assert_eq!(list.bids(), &all[..]);
	}

	/// Whatever happens, the invariants hold, money and use are conserved, and once it is quiet nothing
	/// is left of orders but what they handed over.
	#[test]
	fn any_life_of_orders_keeps_the_books(steps in vec(step(), 1..60)) {
		ExtBuilder.build_and_execute(|| {
			let mut handed_over = 0;
			for step in steps {
				handed_over += take(step);
				Orders::do_try_state().unwrap();
				let live: Balance = OrdersMap::<Test>::iter_values().map(|order| order.locked).sum();
				assert_eq!(wallet(), (FUNDS - live - handed_over, live + handed_over));
				assert_eq!(used(), footprint(orders_in(live + handed_over)));
			}
			for _ in 0..3 {
				next_block();
			}
			for id in OrdersMap::<Test>::iter_keys().collect::<Vec<_>>() {
				Orders::abandoned(id);
			}
			assert_eq!(wallet(), (FUNDS - handed_over, handed_over));
			assert_eq!(used(), footprint(orders_in(handed_over)));
			run_to(Now::get() + 50);
			assert_eq!(Bids::<Test>::iter().count() + History::<Test>::iter().count(), 0);
		});
	}
}
