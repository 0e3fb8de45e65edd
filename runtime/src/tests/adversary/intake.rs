//! Orders, and nothing but orders: what a block takes in, it can match (O2).

use super::{
	figures::{
		assert_stated,
		Figure::{About, Exactly},
	},
	*,
};
use crate::{
	configs::{
		system::{of_block, MaxMatchWeight, Weights},
		transaction_payment::WeightFee,
	},
	dynamic_params::market::{self, HistoryBlocks},
	tests::{
		chain::{council_decides, dispatch, next_block, on_chain, run_to},
		market::{bid, open_market, order_as, USD},
		rotation::run_to_eve_of_rotation,
	},
	Orders, RuntimeParameters, Session,
};
use frame_support::dispatch::GetDispatchInfo;
use frame_system::RawOrigin;
use pallet_orders::{Call, NextOrderId, OrderEnd, MAX_POKE};
use sp_keyring::Sr25519Keyring::{Dave, Eve, Ferdie};

/// How `order` ended, if it did.
fn end_of(order: OrderId) -> Option<OrderEnd> {
	pallet_orders::History::<Runtime>::get(order).map(|record| record.end)
}

#[test]
fn the_hook_has_room_for_all_orders_that_a_block_takes_in() {
	sp_io::TestExternalities::default().execute_with(|| {
		assert!(Orders::intake_weight().all_lte(MaxMatchWeight::get()));
		// Whatever is measured next: an order weighs more than its match.
		let users = Weights::get().get(DispatchClass::Normal).max_total.unwrap();
		assert!(users.all_lte(MaxMatchWeight::get()));
	});
}

#[test]
fn the_largest_poke_fits_into_a_block() {
	sp_io::TestExternalities::default().execute_with(|| {
		let largest = Weights::get().get(DispatchClass::Normal).max_extrinsic.unwrap();
		let orders: RuntimeCall = Call::poke { limit: MAX_POKE }.into();
		let leases: RuntimeCall =
			pallet_leases::Call::poke { limit: pallet_leases::MAX_POKE }.into();
		for poke in [orders, leases] {
			let weight = poke.get_dispatch_info().call_weight;
			assert!(weight.all_lte(largest), "{poke:?} weighs {weight:?}, more than {largest:?}");
		}
	});
}

/// Every block is filled with orders, each of which becomes the dearest match that there is, before,
/// in and after a block in which the session rotates.
#[test]
fn every_order_is_matched_in_the_third_block_after_it_however_many_there_are() {
	on_chain("fast", || {
		open_market(10_000 * USD);
		deposit(BYSTANDER, 10 * USD);
		run_to_eve_of_rotation();
		run_to(System::block_number() + 5);
		let (first_block, sessions) = (System::block_number(), Session::current_index());
		let mut waiting = Vec::new();
		while System::block_number() < first_block + 11 {
			let block = System::block_number();
			if block < first_block + 8 {
				let other = order_as(BYSTANDER, tiny());
				bid(Eve, other, 1_800);
				let orders = flood();
				waiting.push((block + 3, [vec![other], orders].concat()));
			}
			assert!(users_weight().all_lte(of_block(600)));
			let rotates = System::block_weight().get(DispatchClass::Mandatory).ref_time()
				>= MAX_BLOCK_WEIGHT.ref_time();
			match rotates {
				true => assert!(users_weight().all_lte(of_block(250))),
				false => assert_within_weight(),
			}
			next_block();
			for (due, orders) in waiting.extract_if(.., |(due, _)| *due == block + 1) {
				assert!(orders.into_iter().all(|id| awarded(id).is_some()), "due in {due}");
			}
			assert!(nothing_is_due());
		}
		assert!(waiting.is_empty());
		assert_eq!(Session::current_index(), sessions + 1);
	});
}

/// Fills the block with orders, each of which becomes the dearest match that there is.
fn flood() -> Vec<OrderId> {
	let first = NextOrderId::<Runtime>::get();
	fill_block(Ferdie, create);
	let flood = move || (first.0..NextOrderId::<Runtime>::get().0).map(OrderId);
	flood().for_each(|id| give_dearest_list(id, Dave));
	flood().collect()
}

#[test]
fn a_motion_that_shortens_the_window_delays_matches_by_a_block_once() {
	on_chain("development", || {
		open_market(10_000 * USD);
		next_block();
		let (ordered, before) = (System::block_number(), flood());
		next_block();
		council_decides(pallet_parameters::Call::set_parameter {
			key_value: RuntimeParameters::Market(market::Parameters::BiddingWindow(
				market::BiddingWindow,
				Some(1),
			)),
		});
		let after = flood();
		// The orders of two blocks are due in one, the older ones first.
		run_to(ordered + 3);
		assert!(before.into_iter().all(|id| awarded(id).is_some()));
		assert!(!nothing_is_due());
		assert_within_weight();
		next_block();
		assert!(after.into_iter().all(|id| awarded(id).is_some()));
		assert!(nothing_is_due());
	});
}

/// More than a block ever takes in. All of them lock, wait, are matched oldest first, and none is lost.
#[test]
fn a_thousand_orders_whose_windows_end_in_one_block_are_matched_as_fast_as_the_cap_allows() {
	const ORDERS: u64 = 1_000;
	on_chain("development", || {
		open_market(10_000 * USD);
		next_block();
		let first = NextOrderId::<Runtime>::get().0;
		for id in first..first + ORDERS {
			let tenant = RawOrigin::Signed(Ferdie.to_account_id());
			dispatch(tenant, Call::create { spec: Box::new(tiny()) }).unwrap();
			give_dearest_list(OrderId(id), Dave);
		}
		let ordered = System::block_number();
		let nothing = weights::pallet_orders::WeightInfo::<Runtime>::service_nothing();
		let per_block =
			(MaxMatchWeight::get() - nothing).checked_div_per_component(&dearest_match()).unwrap();
		run_to(ordered + 2);
		let mut matched = 0;
		while matched < ORDERS {
			next_block();
			assert_within_weight();
			matched = (matched + per_block).min(ORDERS);
			let mut done = (first..).map(OrderId).map(|id| awarded(id).is_some());
			assert!(done.by_ref().take(matched as usize).all(|done| done));
			assert!(done.take((ORDERS - matched) as usize).all(|done| !done));
		}
		let blocks = u64::from(System::block_number() - (ordered + 2));
		assert_eq!(blocks, ORDERS.div_ceil(per_block));
		assert_eq!(wallet(Ferdie).1, Balance::from(2 * ORDERS));
		assert_stated([(
			"whose windows end in one block",
			vec![Exactly(ORDERS as f64), About(per_block as f64), About(blocks as f64)],
		)]);
	});
}

#[test]
fn ordering_and_cancelling_in_a_loop_pays_for_every_match_that_never_is() {
	on_chain("development", || {
		open_market(10_000 * USD);
		deposit(BYSTANDER, 10 * USD);
		next_block();
		let mut others = Vec::new();
		let mut rounds = 0;
		let mut paid = 0;
		let before = wallet(Ferdie);
		for _ in 0..6 {
			let other = order_as(BYSTANDER, tiny());
			bid(Eve, other, 1_800);
			others.push((System::block_number() + 3, other));
			let mut cancels = false;
			paid += spent(Ferdie, || {
				rounds += fill_block(Ferdie, || {
					cancels = !cancels;
					let newest = OrderId(NextOrderId::<Runtime>::get().0 - 1);
					match cancels {
						true => create(),
						false => Call::cancel { order: newest }.into(),
					}
				}) / 2;
			});
			assert_within_weight();
			next_block();
			for (due, other) in &others {
				assert_eq!(awarded(*other).is_some(), *due <= System::block_number());
			}
			// Nothing is left to match of what was cancelled.
			let hooks = System::block_weight().get(DispatchClass::Mandatory).ref_time();
			assert!(hooks < of_block(100).ref_time());
		}
		assert_eq!(wallet(Ferdie), before, "all that was locked is free again");
		// At least what the match that never was weighs.
		let per_round = paid / Balance::from(rounds);
		assert!(per_round > fee_of_match());
		assert!(pallet_orders::History::<Runtime>::iter_values()
			.all(|record| record.end == OrderEnd::Cancelled));
		let kept = f64::from(HistoryBlocks::get()) / f64::from(crate::DAYS);
		assert_stated([(
			"| order and cancel in a loop |",
			vec![About(in_spon(per_round)), About(f64::from(rounds) / 6.0), Exactly(kept)],
		)]);
	});
}

/// What the weight of the dearest match costs, in units of SPON.
fn fee_of_match() -> Balance {
	Balance::from(dearest_match().ref_time()) * WeightFee::get()
}

/// Who cancels pays no less than who does not.
#[test]
fn what_an_order_paid_for_its_match_is_not_given_back_when_it_is_cancelled() {
	on_chain("development", || {
		open_market(10_000 * USD);
		next_block();
		let ordered = spent(Ferdie, || {
			order_as(Ferdie, tiny());
		});
		let id = OrderId(NextOrderId::<Runtime>::get().0 - 1);
		let cancelled = spent(Ferdie, || submit(Ferdie, Call::cancel { order: id }));
		assert_eq!(end_of(id), Some(OrderEnd::Cancelled));
		assert!(ordered > fee_of_match());
		assert!(cancelled > 0);
		// One that is refused pays for itself only.
		let refused = spent(Ferdie, order_in_vain);
		assert!(refused < ordered - fee_of_match());
		assert_stated([("| have orders refused |", vec![About(in_spon(refused))])]);
	});
}
