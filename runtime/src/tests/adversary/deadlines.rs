//! Leases of a tenant and a provider who are one, of which more falls due than a block can serve: that end
//! in the same block (E5), or that nobody confirms (O6).

use super::{
	figures::{
		assert_stated,
		Figure::{About, Exactly},
	},
	*,
};
use crate::{
	configs::system::MaxServiceWeight,
	dynamic_params::market::ConfirmWithin,
	tests::{
		chain::{dispatch, next_block, on_chain, run_to, skip},
		market::{access, bid, last_lease, open_market, order_as, serve, USD},
	},
};
use frame_system::RawOrigin;
use pallet_leases::{LeaseState, Leases, WeightInfo as _};
use pallet_orders::{Bids, NextOrderId};
use sp_keyring::Sr25519Keyring::{Dave, Eve, Ferdie};
use spheron_primitives::{traits::OpenBlocks, OpenBlock};

const LEASES: u32 = 2_000;

/// How many are opened at a time.
const BATCH: u32 = 100;

/// Of how many leases the service goes on, for all that their storage says.
fn running() -> usize {
	let active = |lease: &pallet_leases::LeaseOf<Runtime>| lease.state == LeaseState::Active;
	pallet_leases::Leases::<Runtime>::iter_values().filter(active).count()
}

/// How many ends of service find room in a block, with the search for each.
fn per_block() -> Balance {
	type Measured = weights::pallet_leases::WeightInfo<Runtime>;
	let one = Measured::serve_end() + Measured::service_base() * 2;
	MaxServiceWeight::get().checked_div_per_component(&one).unwrap().into()
}

/// A number that follows from others: right within a quarter.
#[track_caller]
fn assert_about(found: impl TryInto<u128>, stated: u128) {
	let found = found.try_into().ok().unwrap();
	assert!((stated * 3..=stated * 5).contains(&(found * 4)), "{found}, not about {stated}");
}

/// What a tenant pays for `blocks` of service at a unit each: 2 % more, rounded up.
fn with_user_fee(blocks: OpenBlock) -> Balance {
	Balance::from(blocks) + Balance::from(blocks).div_ceil(50)
}

/// Opens a batch of leases of Ferdie's that Dave serves, and that end in block `end`; what they cost.
fn open_batch(end: OpenBlock) -> Balance {
	let (tenant, provider) = (Ferdie.to_account_id(), Dave.to_account_id());
	let by = |who: &AccountId| RawOrigin::Signed(who.clone());
	let duration = end - (Eras::now() + 3);
	for _ in 0..BATCH {
		let order = pallet_orders::NextOrderId::<Runtime>::get();
		let spec = Box::new(OrderSpec { duration, ..tiny() });
		dispatch(by(&tenant), pallet_orders::Call::create { spec }).unwrap();
		let call = pallet_orders::Call::bid { order, provider: provider.clone(), price: 1_800 };
		dispatch(by(&provider), call).unwrap();
	}
	skip(3);
	let last = last_lease().0;
	for lease in (last + 1 - u64::from(BATCH)..=last).map(LeaseId) {
		dispatch(by(&provider), pallet_leases::Call::confirm { lease }).unwrap();
		let access = access();
		dispatch(by(&provider), pallet_leases::Call::activate { lease, access }).unwrap();
	}
	with_user_fee(duration) * Balance::from(BATCH)
}

#[test]
fn thousands_of_leases_that_end_in_one_block_delay_no_order_and_overcharge_nobody() {
	on_chain("development", || {
		open_market(100_000 * USD);
		deposit(BYSTANDER, 10 * USD);
		next_block();
		let (before, bystander_before) = (wallet(Ferdie).0, wallet(BYSTANDER).0);
		// Far enough from the next rotation of the session, which uses up a block.
		let end = Eras::now() + 350;
		let cost: Balance = (0..LEASES / BATCH).map(|_| open_batch(end)).sum();
		// A lease of somebody else's that ends in the same block, after all the others.
		let order = order_as(BYSTANDER, OrderSpec { duration: end - Eras::now() - 3, ..tiny() });
		bid(Eve, order, 1_800);
		skip(3);
		let bystanders_cost = with_user_fee(end - Eras::now());
		serve(Eve, last_lease());
		skip(end - Eras::now() - 1);
		assert_eq!(running() as u32, LEASES + 1);

		let ordered = System::block_number();
		let order = order_as(BYSTANDER, tiny());
		bid(Eve, order, 1_800);
		let mut served = Vec::new();
		while running() > 0 {
			let left = running();
			next_block();
			assert_within_weight();
			let hooks = System::block_weight().get(DispatchClass::Mandatory).ref_time();
			assert!(hooks < MaxServiceWeight::get().ref_time() + MAX_BLOCK_WEIGHT.ref_time() / 50);
			if System::block_number() <= ordered + 3 {
				assert_eq!(awarded(order).is_some(), System::block_number() == ordered + 3);
			}
			served.push(left - running());
		}
		assert_about(served[0], per_block());
		assert_about(served.len(), Balance::from(LEASES) / per_block());

		// Each was charged to the block in which it ended, whenever it was served.
		assert_eq!(wallet(Ferdie), (before - cost, 0));
		// Nobody confirmed the order meanwhile.
		assert_eq!(wallet(BYSTANDER), (bystander_before - bystanders_cost, 0));
	});
}

#[test]
fn each_such_lease_costs_its_fees() {
	on_chain("development", || {
		open_market(10 * USD);
		next_block();
		let mut order = OrderId(0);
		let ordered = spent(Ferdie, || order = order_as(Ferdie, tiny()));
		assert_eq!(spent(Dave, || bid(Dave, order, 1_800)), 0, "it leads");
		run_to(System::block_number() + 3);
		let served = spent(Dave, || serve(Dave, last_lease()));
		let (each, leases) = (in_spon(ordered + served), f64::from(LEASES));
		// As long as the load table says of half as many, and twice.
		let figures =
			vec![Exactly(leases), About(each), About(each * leases), Exactly(leases / 2.0)];
		assert_stated([("that end in one block", figures)]);
	});
}

/// A bid of `who` on the order that was made last, if it has none, else the next order.
fn order_or_bid(who: &AccountId) -> RuntimeCall {
	let last = NextOrderId::<Runtime>::get().0.checked_sub(1).map(OrderId);
	match last.filter(|order| !Bids::<Runtime>::contains_key(order)) {
		Some(order) => {
			let provider = who.clone();
			pallet_orders::Call::bid { order, provider, price: 1_800 }.into()
		}
		None => create(),
	}
}

/// Fills blocks with orders of Dave's on each of which it bids itself, until the first award, none of which
/// it confirms, is about to be a fault. What the fees of one block are, and how many awards there will be.
fn flood_with_awards() -> (Balance, u32) {
	let dave = Dave.to_account_id();
	let mut orders = 0;
	let fees = spent(Dave, || orders = fill_block(Dave, || order_or_bid(&dave)) / 2);
	// From here on as many, without signatures.
	for _ in 1..ConfirmWithin::get() {
		skip(1);
		for _ in 0..2 * orders {
			dispatch(RawOrigin::Signed(dave.clone()), order_or_bid(&dave)).unwrap();
		}
	}
	(fees, orders * ConfirmWithin::get())
}

fn is_reserving(id: LeaseId) -> bool {
	Leases::<Runtime>::get(id).is_some_and(|lease| lease.state == LeaseState::Reserving)
}

#[test]
fn awards_that_nobody_confirms_keep_the_hook_busy_for_a_while() {
	on_chain("development", || {
		open_market(10 * USD);
		deposit(Dave, 10_000 * USD);
		deposit(BYSTANDER, 10 * USD);
		next_block();
		let (staked, first_due) = (stake(Dave), Eras::now() + 3 + ConfirmWithin::get());
		let (fees, awards) = flood_with_awards();

		// One of somebody else's is due after all of them, and not confirmed either.
		skip(1);
		let last = order_as(BYSTANDER, tiny());
		bid(Eve, last, 1_800);
		(0..2).for_each(|_| skip(1));
		let waiting = Leases::<Runtime>::iter_keys().filter(|id| is_reserving(*id)).count();
		assert_eq!((waiting, stake(Dave)), (awards as usize, staked));
		skip(1);
		assert_eq!(Eras::now(), first_due);
		let last = awarded(last).expect("orders do not wait");
		let due = Leases::<Runtime>::get(last).unwrap().block_deadline.unwrap();
		let other = order_as(BYSTANDER, tiny());
		bid(Eve, other, 1_800);
		(0..3).for_each(|_| skip(1));
		assert!(awarded(other).is_some(), "nor does this one");
		while is_reserving(last) {
			skip(1);
		}
		let (busy, waited) = (Eras::now() + 1 - first_due, Eras::now() - due);

		let lost = staked - stake(Dave);
		assert_eq!(lost, staked.min(fault(&tiny()) * Balance::from(awards)), "all are served");
		assert_stated([(
			"and confirm none",
			vec![
				About(awards.into()),
				About(in_spon(fees) * f64::from(ConfirmWithin::get())),
				About(in_spon(lost)),
				Exactly(in_spon(fault(&tiny()))),
				About(busy.into()),
				About(waited.into()),
			],
		)]);
	});
}
