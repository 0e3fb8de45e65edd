//! Who provides and who rents: every step is a call that the market allows, dispatched without a
//! transaction around it.

use crate::chain::GENESIS;
use codec::Encode;
use frame_support::traits::{fungible::Mutate as _, fungibles::Mutate as _, Hooks};
use frame_system::{offchain::CreateAuthorizedTransaction, RawOrigin};
use pallet_attestation::{Attestation, Unhealthy};
use sp_core::{sr25519, Pair, H256};
use sp_runtime::{traits::Dispatchable, FixedU128};
use spheron_primitives::{
	resources::Gpus, AttestationId, LeaseId, Mode, OpenBlock, OrderId, OrderSpec, Resources,
	Service, Strategy, Tier, Token,
};
use spheron_runtime::{
	configs::oracle::feeders, presets::USPON, AccountId, Assets, Balance, Balances, BlockNumber,
	Orders, Registry, Runtime, RuntimeCall, Staking, UncheckedExtrinsic, DAYS, SPON,
};
use std::collections::{BTreeMap, BTreeSet};

/// How many leases each provider has that has any: the one that is measured has as many on a small
/// market as on a large one.
const LEASES_EACH: u32 = 10;

/// What all is paid in.
const TOKEN: Token = Token::WithId(USPON);

/// One uSPON, which is worth a dollar.
const USD: Balance = 1_000_000;

/// What a tenant deposits: enough for what its leases cost, and for the bracket that they need.
const DEPOSIT: Balance = 100 * USD;

/// What a tenant pays at most for an hour, and what is bid.
const MAX_PRICE: Balance = USD / 100;
const PRICE: Balance = MAX_PRICE / 2;

fn seed(role: &str, index: u32) -> [u8; 32] {
	sp_io::hashing::blake2_256(&(role, index).encode())
}

fn provider(index: u32) -> AccountId {
	seed("provider", index).into()
}

fn tenant(index: u32) -> AccountId {
	seed("tenant", index).into()
}

/// With what the node of provider `index` attests.
fn attestation_key(index: u32) -> sr25519::Pair {
	sr25519::Pair::from_seed(&seed("attestation", index))
}

fn bytes<B: TryFrom<Vec<u8>, Error: std::fmt::Debug>>(text: &str) -> B {
	text.as_bytes().to_vec().try_into().expect("it is short")
}

fn dispatch(origin: RawOrigin<AccountId>, call: impl Into<RuntimeCall>) {
	call.into().dispatch(origin.into()).expect("the market allows it");
}

fn submit(who: &AccountId, call: impl Into<RuntimeCall>) {
	dispatch(RawOrigin::Signed(who.clone()), call);
}

/// Every feeder says that all tokens are worth a dollar.
pub fn set_prices() {
	for feeder in feeders() {
		let prices = [Token::Native, TOKEN].map(|token| (token, FixedU128::from_u32(1)));
		let values = prices.to_vec().try_into().expect("so many can be fed at once");
		submit(&feeder, pallet_oracle::Call::feed_values { values });
	}
}

/// Provider `index` is admitted, and has the stake that it needs.
pub fn admit(index: u32) {
	let (who, key) = (provider(index), attestation_key(index));
	Balances::set_balance(&who, 1_000 * SPON);
	let proof = key.sign(&[b"POP_".as_slice(), who.as_ref()].concat()).into();
	let attestation_key = AttestationId::from(key.public());
	let details = Box::new(details(&who));
	submit(&who, pallet_registry::Call::propose { details, attestation_key, proof });

	let proposal = Registry::proposal_hash(&who).expect("it has proposed itself");
	let tier = Tier::Tier6;
	let approve = pallet_registry::Call::approve { provider: who.clone(), proposal, tier };
	dispatch(RawOrigin::Root, approve);
	let amount = Staking::required(&who).expect("it is admitted");
	submit(&who, pallet_provider_staking::Call::bond { amount });
}

/// What the provider `who` says of itself: room for more than [`LEASES_EACH`] leases, so that it earns
/// points.
fn details(who: &AccountId) -> pallet_registry::DetailsOf<Runtime> {
	pallet_registry::Details {
		name: bytes("Provider"),
		region: bytes("us-west"),
		mode: Mode::Provider,
		capacity: Resources {
			vcpu_millis: 32_000,
			ram_mib: 131_072,
			storage_gib: 2_048,
			gpus: BTreeMap::from([(bytes("rtx3060"), LEASES_EACH + 2)])
				.try_into()
				.expect("one model is not too many"),
		},
		cpu_class: bytes("medium"),
		host_uri: bytes("https://provider.example:8443"),
		tls_hash: H256::repeat_byte(1),
		tokens: BTreeSet::from([Token::Native, TOKEN])
			.try_into()
			.expect("two tokens are not too many"),
		reward_account: who.clone(),
		operator: who.clone(),
		attributes: Default::default(),
	}
}

/// A small GPU for so long that nothing falls due while it is measured.
fn spec() -> OrderSpec<AccountId> {
	let service = Service {
		vcpu_millis: 1_000,
		ram_mib: 4_096,
		storage_gib: 50,
		gpu: Some(Gpus { model: bytes("rtx3060"), count: 1 }),
		replicas: 1,
	};
	OrderSpec {
		services: vec![service].try_into().expect("one service is not too many"),
		regions: Default::default(),
		excluded_regions: Default::default(),
		attributes: Default::default(),
		tiers: Default::default(),
		mode: Mode::Provider,
		token: TOKEN,
		max_price: MAX_PRICE,
		duration: 30 * DAYS,
		manifest: H256::repeat_byte(2),
		strategy: Strategy::Balanced,
		allow: None,
		deny: Default::default(),
	}
}

/// So many leases are ordered, [`LEASES_EACH`] by every tenant, and bid on, those of a tenant by the
/// provider of the same number.
pub fn order(leases: u32) {
	for index in 0..leases / LEASES_EACH {
		let (tenant, provider) = (tenant(index), provider(index));
		Assets::mint_into(USPON, &tenant, DEPOSIT).expect("any account can have uSPON");
		submit(&tenant, pallet_escrow::Call::deposit { token: TOKEN, amount: DEPOSIT });
		for _ in 0..LEASES_EACH {
			let order: OrderId = pallet_orders::NextOrderId::<Runtime>::get();
			submit(&tenant, pallet_orders::Call::create { spec: Box::new(spec()) });
			let bid = pallet_orders::Call::bid { order, provider: provider.clone(), price: PRICE };
			submit(&provider, bid);
		}
	}
}

/// What is ordered is matched, which is so many leases, and all of them are put into service.
pub fn serve(leases: u32) {
	let awarded = || pallet_leases::NextLeaseId::<Runtime>::get().0;
	while awarded() < u64::from(leases) {
		let before = awarded();
		// As many as a block has room for.
		<Orders as Hooks<BlockNumber>>::on_initialize(0);
		assert!(awarded() > before, "an order found no provider");
	}
	let access = pallet_leases::AccessDetails {
		host: bytes("gpu.example"),
		ports: Default::default(),
		url: None,
	};
	for lease in (0..u64::from(leases)).map(LeaseId) {
		let entry = pallet_leases::Leases::<Runtime>::get(lease).expect("it was awarded");
		submit(&entry.provider, pallet_leases::Call::confirm { lease });
		let access = access.clone();
		submit(&entry.provider, pallet_leases::Call::activate { lease, access });
	}
}

/// The attestation of this number of provider `index`, that all is well, signed in block `at`.
fn attestation(index: u32, sequence: u32, at: OpenBlock) -> RuntimeCall {
	let attestation = Attestation {
		provider: provider(index),
		sequence,
		signed_at: at,
		unhealthy: Unhealthy::None,
	};
	let signature = attestation_key(index).sign(&attestation.statement(&GENESIS)).into();
	pallet_attestation::Call::attest { attestation, signature }.into()
}

/// Provider `index` makes its attestation of this number, in this block.
pub fn attest(index: u32, sequence: u32, now: OpenBlock) {
	dispatch(RawOrigin::Authorized, attestation(index, sequence, now));
}

/// The transaction of the same, as it comes from the wire.
pub fn attestation_of(index: u32, sequence: u32, at: OpenBlock) -> UncheckedExtrinsic {
	let call = attestation(index, sequence, at);
	<Runtime as CreateAuthorizedTransaction<RuntimeCall>>::create_authorized_transaction(call)
}
