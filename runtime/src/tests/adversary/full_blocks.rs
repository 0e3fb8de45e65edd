//! Blocks full of orders, one after the other.

use super::{
	fees::{course, multiplier, Fee, Update, USUAL},
	figures::{
		assert_stated,
		Figure::{self, About, Exactly},
	},
	*,
};
use crate::{
	configs::{system::of_block, transaction_payment::MinimumMultiplier},
	tests::{
		chain::{next_block, on_chain},
		market::{open_market, USD},
		rotation::run_to_eve_of_rotation,
	},
	Session, DAYS, HOURS,
};
use pallet_transaction_payment::Multiplier;
use sp_keyring::Sr25519Keyring::Ferdie;
use sp_runtime::traits::Convert;

/// How many are filled; what comes after them is computed with the runtime's own update of the
/// multiplier.
const BLOCKS: u32 = 20;

/// Blocks full of orders: what each of them takes in.
pub struct Flood {
	orders: u32,
	/// What each order pays.
	fee: Fee,
	/// What all of them weigh.
	weight: Weight,
}

impl Flood {
	/// Fills [`BLOCKS`] blocks, and does `more` in each once it is full. They take in as many orders each,
	/// which cost what the first does, and move the multiplier as [`course`] does.
	pub fn begin(mut more: impl FnMut()) -> Self {
		next_block();
		let fee = Fee::of(|| spent(Ferdie, || submit(Ferdie, create())));
		next_block();
		let mut filled = Vec::new();
		for _ in 0..BLOCKS {
			let (before, mut orders) = (multiplier(), 0_u32);
			let paid = in_spon(spent(Ferdie, || orders = fill_block(Ferdie, create)));
			let expected = f64::from(orders) * fee.at(before);
			assert!((paid / expected - 1.0).abs() < 0.001, "{paid} SPON, not {expected}");
			assert_within_weight();
			filled.push(Self { orders, fee, weight: users_weight() });

			let after = Update::convert(before);
			assert!(after > before);
			more();
			next_block();
			assert_eq!(multiplier(), after);
		}
		let last = filled.pop().expect("there are some");
		assert!(filled.iter().all(|block| block.orders == last.orders));
		last
	}

	/// What a block costs at this multiplier, in SPON.
	pub fn block(&self, multiplier: Multiplier) -> f64 {
		f64::from(self.orders) * self.fee.at(multiplier)
	}

	/// What so many cost whose multiplier is `first` at first, in SPON.
	pub fn blocks(&self, first: Multiplier, blocks: u32) -> f64 {
		let multipliers = course(first, self.weight).take(blocks as usize);
		multipliers.map(|multiplier| self.block(multiplier)).sum()
	}

	/// What an hour and a day of it cost, in SPON and in dollars.
	fn sums(&self, first: Multiplier) -> [Figure; 4] {
		let [hour, day] = [HOURS, DAYS].map(|blocks| self.blocks(first, blocks));
		[hour, hour * SPON_IN_USD, day, day * SPON_IN_USD].map(About)
	}
}

/// Fills a block in which the session rotates, and does `more` in it: how many orders it takes in.
pub fn fill_rotation_block(more: impl FnOnce()) -> u32 {
	let mut orders = 0;
	on_chain("fast", || {
		open_market(1_000 * USD);
		run_to_eve_of_rotation();
		let sessions = Session::current_index();
		next_block();
		assert_eq!(Session::current_index(), sessions + 1);
		assert_eq!(users_weight(), Weight::zero());
		orders = fill_block(Ferdie, create);
		assert!(users_weight().all_lte(of_block(250)));
		more();
	});
	orders
}

#[test]
fn blocks_full_of_orders_cost_what_the_table_says() {
	let in_a_rotation = fill_rotation_block(|| ());
	on_chain("development", || {
		open_market(1_000 * USD);
		let flood = Flood::begin(|| ());
		let (fee, least) = (flood.fee, MinimumMultiplier::get());
		let figures = [
			About(flood.orders.into()),
			About(in_a_rotation.into()),
			About(fee.at(USUAL)),
			About(flood.block(USUAL)),
		]
		.into_iter()
		.chain(flood.sums(USUAL))
		.chain([Exactly(least.to_float()), About(fee.at(least))])
		.chain(flood.sums(least));
		assert_stated([("| fill every block with orders |", figures.collect())]);
	});
}

#[test]
fn the_multiplier_takes_days_to_fall_and_a_day_to_rise() {
	on_chain("development", || {
		open_market(1_000 * USD);
		next_block();
		let empty = users_weight();
		assert_eq!(empty, Weight::zero());
		fill_block(Ferdie, create);
		let full = users_weight();

		let least = MinimumMultiplier::get();
		let hours = |blocks: usize| About(blocks as f64 / f64::from(HOURS));
		let falls = course(USUAL, empty).take_while(|multiplier| *multiplier > least).count();
		let rises = course(least, full).take_while(|multiplier| *multiplier < USUAL).count();
		let after = |blocks: u32| {
			let last = course(USUAL, full).nth(blocks as usize);
			About(last.expect("it has no end").to_float())
		};
		let (usual, least) = (Exactly(USUAL.to_float()), Exactly(least.to_float()));
		let fall_and_rise = vec![usual, hours(falls), least, hours(rises), usual];
		let rise = vec![usual, after(HOURS), after(DAYS)];
		assert_stated([("hours of empty blocks", [fall_and_rise, rise].concat())]);
	});
}
