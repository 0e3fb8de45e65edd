//! Steps of a deployment, as their parties sign them.

use super::chain::{council_decides, dispatch, submit};
use crate::{
	configs::oracle::feeders,
	presets::{TDAI, USPON},
	Balance, Registry, Runtime, Staking, HOURS,
};
use alloc::collections::{BTreeMap, BTreeSet};
use frame_system::RawOrigin;
use sp_core::{sr25519, Pair, H256};
use sp_keyring::Sr25519Keyring::{self, Dave, Eve, Ferdie};
use sp_runtime::{DispatchResult, FixedU128};
use spheron_primitives::{
	attestation::{AttestationId, AttestationProof},
	resources::Gpus,
	LeaseId, Mode, OrderId, OrderSpec, Resources, Service, Strategy, Tier, Token,
};

/// One uSPON, which is worth a dollar.
pub const USD: Balance = 1_000_000;

/// The providers of every test, each its own operator.
pub const PROVIDERS: [Sr25519Keyring; 2] = [Dave, Eve];

/// Admits and stakes [`PROVIDERS`], prices every token, and gives Ferdie a wallet of `deposit` in
/// uSPON.
pub fn open_market(deposit: Balance) {
	admit_providers();
	price_all(FixedU128::from_rational(1, 2)).unwrap();
	submit(Ferdie, pallet_escrow::Call::deposit { token: Token::WithId(USPON), amount: deposit });
}

/// Has every feeder say that SPON is worth `spon` dollars, and the stable tokens one.
pub fn price_all(spon: FixedU128) -> DispatchResult {
	let one = FixedU128::from_u32(1);
	let prices =
		[(Token::Native, spon), (Token::WithId(USPON), one), (Token::WithId(TDAI), one)].to_vec();
	feeders().into_iter().try_for_each(|feeder| {
		let values = prices.clone().try_into().unwrap();
		dispatch(RawOrigin::Signed(feeder), pallet_oracle::Call::feed_values { values })
	})
}

/// Admits and stakes [`PROVIDERS`].
pub fn admit_providers() {
	for provider in PROVIDERS {
		admit(provider, details(provider), Tier::Tier6);
	}
}

/// Admits `provider` with `details` into `tier`, and has it stake what its capacity requires.
pub fn admit(provider: Sr25519Keyring, details: pallet_registry::DetailsOf<Runtime>, tier: Tier) {
	submit(provider, proposal_of(provider, details));
	council_decides(approval_in(provider, tier));
	let required = Staking::required(&provider.to_account_id()).unwrap();
	submit(provider, pallet_provider_staking::Call::bond { amount: required });
	stay_alive(&provider.to_account_id());
}

/// Lets the clock of `provider` show the open block whatever happens, as if it had attested in every
/// period since the first block: most tests are about something else, and skip time.
pub fn stay_alive(provider: &crate::AccountId) {
	let mut clock = pallet_attestation::ClockState::default();
	clock.attest(0, Some(u32::MAX));
	pallet_attestation::Clocks::<Runtime>::insert(provider, clock);
}

/// `provider` proposes itself, with [`details`].
pub fn proposal(provider: Sr25519Keyring) -> pallet_registry::Call<Runtime> {
	proposal_of(provider, details(provider))
}

fn proposal_of(
	provider: Sr25519Keyring,
	details: pallet_registry::DetailsOf<Runtime>,
) -> pallet_registry::Call<Runtime> {
	let key = attestation_key(provider);
	pallet_registry::Call::propose {
		details: Box::new(details),
		attestation_key: AttestationId::from(key.public()),
		proof: proof(&key, provider),
	}
}

/// Approves what `provider` proposed.
pub fn approval(provider: Sr25519Keyring) -> pallet_registry::Call<Runtime> {
	approval_in(provider, Tier::Tier6)
}

fn approval_in(provider: Sr25519Keyring, tier: Tier) -> pallet_registry::Call<Runtime> {
	let provider = provider.to_account_id();
	let proposal = Registry::proposal_hash(&provider).unwrap();
	pallet_registry::Call::approve { provider, proposal, tier }
}

/// The key with which the node of `provider` attests.
pub fn attestation_key(provider: Sr25519Keyring) -> sr25519::Pair {
	sr25519::Pair::from_string(&format!("{}//attestation", provider.to_seed()), None).unwrap()
}

/// That `owner` has the secret half of `key`.
pub fn proof(key: &sr25519::Pair, owner: Sr25519Keyring) -> AttestationProof {
	key.sign(&[b"POP_".as_slice(), owner.to_account_id().as_ref()].concat()).into()
}

/// What `provider` says of itself: all that it has requires a stake of 152 SPON.
pub fn details(provider: Sr25519Keyring) -> pallet_registry::DetailsOf<Runtime> {
	let text = |text: &str| text.as_bytes().to_vec();
	pallet_registry::Details {
		name: text(&provider.to_string()).try_into().unwrap(),
		region: text("us-west").try_into().unwrap(),
		mode: Mode::Provider,
		capacity: Resources {
			vcpu_millis: 32_000,
			ram_mib: 131_072,
			storage_gib: 2_048,
			gpus: BTreeMap::from([(text("rtx3060").try_into().unwrap(), 4)]).try_into().unwrap(),
		},
		cpu_class: text("medium").try_into().unwrap(),
		host_uri: text("https://provider.example:8443").try_into().unwrap(),
		tls_hash: H256::repeat_byte(7),
		tokens: BTreeSet::from([Token::Native, Token::WithId(USPON), Token::WithId(TDAI)])
			.try_into()
			.unwrap(),
		reward_account: provider.to_account_id(),
		operator: provider.to_account_id(),
		attributes: Default::default(),
	}
}

/// A small GPU for an hour, for at most a dollar; a wallet must be worth $5 to run it.
pub fn spec() -> OrderSpec<crate::AccountId> {
	let service = Service {
		vcpu_millis: 8_000,
		ram_mib: 16_384,
		storage_gib: 200,
		gpu: Some(Gpus { model: b"rtx3060".to_vec().try_into().unwrap(), count: 1 }),
		replicas: 1,
	};
	OrderSpec {
		services: vec![service].try_into().unwrap(),
		regions: Default::default(),
		excluded_regions: Default::default(),
		attributes: Default::default(),
		tiers: Default::default(),
		mode: Mode::Provider,
		token: Token::WithId(USPON),
		max_price: USD,
		duration: HOURS,
		manifest: H256::repeat_byte(9),
		strategy: Strategy::Cheapest,
		allow: None,
		deny: Default::default(),
	}
}

/// Ferdie orders [`spec`].
pub fn order() -> OrderId {
	order_as(Ferdie, spec())
}

/// `tenant` orders `spec`.
pub fn order_as(tenant: Sr25519Keyring, spec: OrderSpec<crate::AccountId>) -> OrderId {
	let order = pallet_orders::NextOrderId::<Runtime>::get();
	submit(tenant, pallet_orders::Call::create { spec: Box::new(spec) });
	order
}

/// `provider` bids `price` per hour.
pub fn bid(provider: Sr25519Keyring, order: OrderId, price: Balance) {
	let call = pallet_orders::Call::bid { order, provider: provider.to_account_id(), price };
	submit(provider, call);
}

/// The lease that was opened last.
pub fn last_lease() -> LeaseId {
	LeaseId(pallet_leases::NextLeaseId::<Runtime>::get().0 - 1)
}

/// `provider` confirms `lease` and reports it up.
pub fn serve(provider: Sr25519Keyring, lease: LeaseId) {
	submit(provider, pallet_leases::Call::confirm { lease });
	submit(provider, pallet_leases::Call::activate { lease, access: access() });
}

/// Where a deployment answers.
pub fn access() -> pallet_leases::AccessDetails {
	pallet_leases::AccessDetails {
		host: b"gpu.example".to_vec().try_into().unwrap(),
		ports: vec![pallet_leases::PortMapping { service: 8_888, external: 30_000 }]
			.try_into()
			.unwrap(),
		url: Some(b"https://gpu.example:30000".to_vec().try_into().unwrap()),
	}
}
