//! Money, exact to the last unit: the real runtime against arithmetic of the tests' own.

mod acts;
mod lease_acts;
mod model;
mod nasty_assets;
mod oracle;
mod paths;
mod properties;
mod steps;
mod story;
mod worked;

use super::{
	chain::{dispatch, skip, submit, Snapshot},
	market::{admit_providers, bid, last_lease, order_as, price_all, serve, spec},
};
use crate::{presets::USPON, AccountId, Balance, Leases, Runtime, SPON};
use frame_support::storage::with_storage_layer;
use frame_system::RawOrigin;
use pallet_leases::Call;
use sp_io::hashing::blake2_256;
use sp_keyring::Sr25519Keyring::{self, Dave, Ferdie};
use sp_runtime::{DispatchResult, FixedU128};
use spheron_primitives::{
	resources::Gpus, LeaseId, LeaseUpdate, OrderSpec, Resources, Service, Token,
};
use std::sync::OnceLock;

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

/// From here on lease `id` costs `price` per hour: an update to another manifest is asked for, accepted
/// and applied in this block (L3), or not even asked for.
pub fn reprice(id: LeaseId, price: Balance) -> DispatchResult {
	let lease = pallet_leases::Leases::<Runtime>::get(id).expect("it is in service");
	let gpus = lease.resources.gpus.iter().next();
	let service = Service {
		vcpu_millis: lease.resources.vcpu_millis.try_into().unwrap(),
		ram_mib: lease.resources.ram_mib.try_into().unwrap(),
		storage_gib: lease.resources.storage_gib.try_into().unwrap(),
		gpu: gpus.map(|(model, count)| Gpus { model: model.clone(), count: *count }),
		replicas: 1,
	};
	assert_eq!(Resources::of_services(core::slice::from_ref(&service)), Some(lease.resources));
	let services = vec![service].try_into().unwrap();
	let manifest = blake2_256(lease.manifest.as_bytes()).into();
	let update = LeaseUpdate { services, manifest, max_price: price };
	let (tenant, provider) = (signed(&lease.tenant), signed(&lease.provider));
	with_storage_layer(|| {
		dispatch(tenant, Call::request_update { lease: id, update })?;
		let update = Leases::update_hash(id).unwrap();
		dispatch(provider.clone(), Call::accept_update { lease: id, update, price })?;
		dispatch(provider, Call::apply_update { lease: id })
	})
}
