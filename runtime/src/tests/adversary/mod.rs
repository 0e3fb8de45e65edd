//! What an attack on the market costs the chain, its users and whoever tries: real transactions, at
//! real weights, against the real pallets. The numbers stand in `docs/market.md`.

mod attestations;
mod awards;
mod deadlines;
mod fees;
mod figures;
mod full_blocks;
mod intake;
mod leftovers;

use super::{
	chain::{submit, submit_as},
	market::spec,
};
use crate::{
	configs::system::MAX_BLOCK_WEIGHT, dynamic_params::market::BidsKept, presets::USPON, weights,
	AccountId, Balance, Balances, Eras, Runtime, RuntimeCall, Staking, System, SPON,
};
use frame_support::{dispatch::DispatchClass, traits::Get, weights::Weight};
use pallet_orders::{Bid, Order, OrderState, ShortList, WeightInfo};
use sp_keyring::Sr25519Keyring::{self, Ferdie};
use sp_runtime::transaction_validity::{InvalidTransaction, TransactionValidityError};
use spheron_primitives::{
	traits::OpenBlocks, LeaseId, OrderId, OrderSpec, Resources, Service, Tier, Token,
};

/// A user who has nothing to do with the attack.
const BYSTANDER: Sr25519Keyring = Sr25519Keyring::AliceStash;

/// What everything is paid in.
const TOKEN: Token = Token::WithId(USPON);

/// What a SPON is taken to be worth, in dollars.
const SPON_IN_USD: f64 = 0.5;

/// The cheapest order that there is: it locks a unit and the user fee.
fn tiny() -> OrderSpec<AccountId> {
	let service = Service { vcpu_millis: 1, ram_mib: 1, storage_gib: 0, gpu: None, replicas: 1 };
	OrderSpec {
		services: vec![service].try_into().unwrap(),
		max_price: 1_800,
		duration: 1,
		..spec()
	}
}

/// Orders a [`tiny`] deployment.
fn create() -> RuntimeCall {
	pallet_orders::Call::create { spec: Box::new(tiny()) }.into()
}

/// Ferdie submits an order that is refused.
fn order_in_vain() {
	let spec = Box::new(OrderSpec { max_price: 0, ..tiny() });
	let refused = submit_as(&Ferdie.pair(), pallet_orders::Call::create { spec });
	assert_eq!(refused, Ok(Err(pallet_orders::Error::<Runtime>::ZeroMaxPrice.into())));
}

/// `who` deposits `amount` of uSPON.
fn deposit(who: Sr25519Keyring, amount: Balance) {
	submit(who, pallet_escrow::Call::deposit { token: TOKEN, amount });
}

/// Submits what `call` makes, signed by `who`, until the block takes no more; how many it took.
fn fill_block(who: Sr25519Keyring, mut call: impl FnMut() -> RuntimeCall) -> u32 {
	let pair = who.pair();
	let mut taken = 0;
	loop {
		match submit_as(&pair, call()) {
			Ok(done) => done.expect("succeeds"),
			Err(TransactionValidityError::Invalid(InvalidTransaction::ExhaustsResources)) => {
				return taken
			}
			Err(refused) => panic!("{refused:?}"),
		}
		taken += 1;
	}
}

/// What `who` loses of its SPON by `act`.
fn spent(who: Sr25519Keyring, act: impl FnOnce()) -> Balance {
	let before = Balances::free_balance(who.to_account_id());
	act();
	before - Balances::free_balance(who.to_account_id())
}

/// What `who` has unlocked and locked.
fn wallet(who: Sr25519Keyring) -> (Balance, Balance) {
	let wallet = pallet_escrow::Wallets::<Runtime>::get(who.to_account_id(), TOKEN);
	(wallet.unlocked, wallet.locked)
}

/// What `provider` has at stake.
fn stake(provider: Sr25519Keyring) -> Balance {
	pallet_provider_staking::Ledgers::<Runtime>::get(provider.to_account_id()).active
}

/// What a fault costs at an order of `spec`.
fn fault(spec: &OrderSpec<AccountId>) -> Balance {
	Staking::fault_price(&Resources::of_services(&spec.services).unwrap())
}

/// An amount in whole SPON.
fn in_spon(amount: Balance) -> f64 {
	amount as f64 / SPON as f64
}

/// The lease that `order` was awarded as.
fn awarded(order: OrderId) -> Option<LeaseId> {
	match pallet_orders::Orders::<Runtime>::get(order)?.state {
		OrderState::Awarded { lease } => Some(lease),
		OrderState::Open { .. } => None,
	}
}

/// What the transactions of users weigh so far in this block.
fn users_weight() -> Weight {
	*System::block_weight().get(DispatchClass::Normal)
}

/// The block, with all that its hooks did, is within its weight.
fn assert_within_weight() {
	let total = System::block_weight().total();
	assert!(total.all_lte(MAX_BLOCK_WEIGHT), "block {}: {total:?}", System::block_number());
}

/// Whether every order that is due has been matched.
fn nothing_is_due() -> bool {
	let now = Eras::now();
	pallet_orders::Deadlines::<Runtime>::iter_keys().all(|(at, _)| at.0 > now)
}

/// What matching an order with a full list of bids takes if all but the last of them fail.
fn dearest_match() -> Weight {
	weights::pallet_orders::WeightInfo::<Runtime>::match_awarded(BidsKept::get() - 1)
}

/// Gives `order` as many bids as it keeps, all but the last of which will fail, and the last of which
/// is of `winner`, who takes anything: the dearest match that there is.
fn give_dearest_list(order: OrderId, winner: Sr25519Keyring) {
	let Order { spec, bids_kept, .. } = pallet_orders::Orders::<Runtime>::get(order).unwrap();
	let gone = (1..bids_kept).map(|i| (AccountId::from([i as u8; 32]), 1));
	let mut list = ShortList::default();
	for (provider, price) in gone.chain([(winner.to_account_id(), spec.max_price)]) {
		let bid = Bid { provider, price, tier: Tier::Tier6, stake: 0 };
		list.place(spec.strategy, bids_kept, bid).unwrap();
	}
	pallet_orders::Bids::<Runtime>::insert(order, list);
}
