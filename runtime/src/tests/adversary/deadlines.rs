//! Leases, opened over many blocks by a tenant and a provider who are one, that all end in the same
//! block (E5).

use super::*;
use crate::{
	configs::system::MaxServiceWeight,
	dynamic_params::market::ConfirmWithin,
	tests::{
		chain::{dispatch, next_block, on_chain, run_to, skip},
		market::{access, bid, last_lease, open_market, order_as, serve, USD},
	},
};
use frame_system::RawOrigin;
use pallet_leases::{LeaseState, WeightInfo as _};
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
		let end = Eras::now() + 500;
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
		assert_about((ordered + served) / crate::MILLI_SPON, 38);
	});
}

/// Each with one bid, all of one provider: as many as a block takes in, for as long as it takes until the
/// first is a fault.
#[test]
fn awards_that_nobody_confirms_keep_the_hook_busy_for_a_while() {
	on_chain("development", || {
		open_market(10_000 * USD);
		next_block();
		let mut orders = 0;
		let fees = spent(Ferdie, || {
			orders =
				fill_block(Ferdie, || pallet_orders::Call::create { spec: Box::new(tiny()) }.into())
		});
		let awards = Balance::from(orders * ConfirmWithin::get());
		assert_about(awards, 1_560);
		assert_about(fees * Balance::from(ConfirmWithin::get()) / crate::SPON, 47);

		type Measured = weights::pallet_leases::WeightInfo<Runtime>;
		let lapse = Measured::serve_reservation_timeout(0) + Measured::service_base() * 2;
		let in_a_block = MaxServiceWeight::get().checked_div_per_component(&lapse).unwrap();
		assert_about(awards / Balance::from(in_a_block), 65);
	});
}
