//! Money, exact to the last unit: the real runtime against arithmetic of the tests' own.

mod acts;
mod arithmetic;
mod lease_acts;
mod ledger;
mod model;
mod nasty_assets;
mod oracle;
mod paths;
mod properties;
mod steps;
mod story;
mod worked;

use super::{
	chain::{skip, submit, Snapshot},
	market::{admit_providers, bid, last_lease, order_as, price_all, serve, spec},
};
use crate::{
	presets::{TDAI, USPON},
	AccountId, Balance, Eras, Escrow, Runtime, SPON,
};
use frame_support::storage::with_storage_layer;
use frame_system::RawOrigin;
use pallet_leases::Leases;
use sp_keyring::Sr25519Keyring::{self, Dave, Ferdie};
use sp_runtime::{DispatchError, DispatchResult, FixedU128};
use spheron_primitives::{
	traits::{AliveClock, Escrow as _, OpenBlocks},
	LeaseId, OrderSpec, Service, Token,
};
use std::sync::OnceLock;

/// SPON, an asset of 6 decimals and one of 18.
pub const TOKENS: [Token; 3] = [Token::Native, Token::WithId(USPON), Token::WithId(TDAI)];

/// What one whole token has in units.
pub fn unit(token: &Token) -> Balance {
	match token {
		Token::WithId(USPON) => 1_000_000,
		_ => SPON,
	}
}

/// A call of `who`.
pub fn signed(who: &AccountId) -> RawOrigin<AccountId> {
	RawOrigin::Signed(who.clone())
}

/// What a wallet can spend.
pub fn unlocked(who: &AccountId, token: &Token) -> Balance {
	pallet_escrow::Wallets::<Runtime>::get(who, token).unlocked
}

/// A chain with prices and providers on which nobody has deposited yet. SPON is worth half a dollar.
pub fn market() -> &'static Snapshot {
	static MARKET: OnceLock<Snapshot> = OnceLock::new();
	MARKET.get_or_init(|| {
		Snapshot::of("development", || {
			admit_providers();
			price_all(FixedU128::from_rational(1, 2)).unwrap();
		})
	})
}

/// A deployment that any deposit can run, and any provider serve: `duration` blocks for at most
/// `max_price` per hour.
pub fn small(token: &Token, max_price: Balance, duration: u32) -> OrderSpec<AccountId> {
	let service =
		Service { vcpu_millis: 100, ram_mib: 128, storage_gib: 1, gpu: None, replicas: 1 };
	OrderSpec {
		services: vec![service].try_into().unwrap(),
		token: token.clone(),
		max_price,
		duration,
		..spec()
	}
}

/// `who` deposits `amount`.
pub fn deposit(who: Sr25519Keyring, token: &Token, amount: Balance) {
	submit(who, pallet_escrow::Call::deposit { token: token.clone(), amount });
}

/// Ferdie deposits, and orders a [`small`] deployment, which Dave serves at `price` from now on.
pub fn deploy(token: &Token, amount: Balance, price: Balance, duration: u32) -> LeaseId {
	deposit(Ferdie, token, amount);
	let order = order_as(Ferdie, small(token, price, duration));
	bid(Dave, order, price);
	skip(3);
	serve(Dave, last_lease());
	last_lease()
}

/// From here on `lease` costs `price` per hour: what an accepted update will do (L3), which no call
/// can do yet.
pub fn reprice(id: LeaseId, price: Balance) -> DispatchResult {
	let out_of_range = || DispatchError::from("out of range");
	with_storage_layer(|| {
		let mut lease = Leases::<Runtime>::get(id).ok_or_else(out_of_range)?;
		let clock = <Runtime as pallet_leases::Config>::Clock::alive(&lease.provider, Eras::now());
		lease.meter.change_price(clock, price).ok_or_else(out_of_range)?;
		let cost = lease.unpaid().ok_or_else(out_of_range)?;
		if cost > lease.locked {
			Escrow::lock(&lease.tenant, &lease.token, cost - lease.locked)?;
		} else {
			Escrow::unlock(&lease.tenant, &lease.token, lease.locked - cost)?;
		}
		lease.locked = cost;
		Leases::<Runtime>::insert(id, lease);
		Ok(())
	})
}
