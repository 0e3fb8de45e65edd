//! What transactions cost, and how that follows demand.

use super::{
	figures::{assert_stated, Figure::About},
	*,
};
use crate::{
	configs::transaction_payment::MinimumMultiplier,
	tests::{
		chain::{next_block, on_chain, run_to},
		market::{bid, last_lease, open_market, order_as, serve, USD},
	},
};
use pallet_orders::{Call, NextOrderId};
use pallet_transaction_payment::{Multiplier, NextFeeMultiplier};
use sp_keyring::Sr25519Keyring::{Dave, Eve, Ferdie};
use sp_runtime::traits::Convert;

/// What moves the multiplier from a block to the next.
pub type Update = <Runtime as pallet_transaction_payment::Config>::FeeMultiplierUpdate;

/// The multiplier at genesis.
pub const USUAL: Multiplier = Multiplier::from_u32(1);

/// The multiplier in this block.
pub fn multiplier() -> Multiplier {
	NextFeeMultiplier::<Runtime>::get()
}

/// The multipliers of one block after the other, beginning with `first`, if `users` is what users'
/// transactions weigh in each of them. To be read before anything else is said of this block's weight.
pub fn course(first: Multiplier, users: Weight) -> impl Iterator<Item = Multiplier> {
	System::set_block_consumed_resources(users, 0);
	core::iter::successors(Some(first), |multiplier| Some(Update::convert(*multiplier)))
}

/// The fee of a transaction, in SPON: the multiplier concerns what it weighs, but not its length, nor
/// what every transaction takes.
#[derive(Clone, Copy)]
pub struct Fee {
	fixed: f64,
	weighed: f64,
}

impl Fee {
	/// Of that which costs as much as `play` says. Leaves the multiplier at [`USUAL`].
	pub fn of(mut play: impl FnMut() -> Balance) -> Self {
		let least = MinimumMultiplier::get();
		let [low, high] = [least, USUAL].map(|multiplier| {
			NextFeeMultiplier::<Runtime>::put(multiplier);
			in_spon(play())
		});
		let weighed = (high - low) / (USUAL - least).to_float();
		Self { fixed: high - weighed, weighed }
	}

	/// At this multiplier.
	pub fn at(self, multiplier: Multiplier) -> f64 {
		self.fixed + self.weighed * multiplier.to_float()
	}
}

/// What everybody pays who takes part in the market, as the table names it.
fn fees() -> [(&'static str, Balance); 5] {
	let order = spent(Ferdie, || submit(Ferdie, create()));
	let last = OrderId(NextOrderId::<Runtime>::get().0 - 1);
	let cancellation = spent(Ferdie, || submit(Ferdie, Call::cancel { order: last }));
	let refused = spent(Ferdie, order_in_vain);
	let taken = order_as(Ferdie, tiny());
	assert_eq!(spent(Dave, || bid(Dave, taken, 1_800)), 0, "it leads");
	let second = spent(Eve, || bid(Eve, taken, 1_800));
	run_to(System::block_number() + 3);
	let service = spent(Dave, || serve(Dave, last_lease()));
	[
		("| an order |", order),
		("| its cancellation |", cancellation),
		("| an order that is refused |", refused),
		("| a bid that does not lead |", second),
		("| the confirmation and activation of a lease |", service),
	]
}

#[test]
fn fees_are_what_the_table_says_at_the_multiplier_of_genesis_and_at_the_least() {
	on_chain("development", || {
		assert_eq!(multiplier(), USUAL);
		open_market(1_000 * USD);
		next_block();
		let [usual, least] = [USUAL, MinimumMultiplier::get()].map(|multiplier| {
			NextFeeMultiplier::<Runtime>::put(multiplier);
			fees()
		});
		assert_stated(usual.into_iter().zip(least).map(|((what, usual), (_, least))| {
			(what, [usual, least].map(|fee| About(in_spon(fee))).to_vec())
		}));
	});
}
