//! Who does what: the calls with their usual callers, and providers in every state.

use super::*;
use crate::types::Tokens;
use codec::Encode;
use frame_support::{traits::Hooks, weights::Weight};
use sp_application_crypto::Pair;
use sp_core::H256;
use sp_runtime::DispatchResult;
use spheron_primitives::{
	attestation::AttestationPair, AttestationId, AttestationProof, Attributes, Mode,
};

/// The bounded form of a name.
pub fn text<Bound: sp_core::Get<u32>>(text: &str) -> frame_support::BoundedVec<u8, Bound> {
	text.as_bytes().to_vec().try_into().unwrap()
}

/// Resources with GPUs of some models.
pub fn resources(vcpu_millis: u64, gpus: &[(&str, u32)]) -> Resources {
	let mut resources =
		Resources { vcpu_millis, ram_mib: 1_024, storage_gib: 10, ..Default::default() };
	for (model, count) in gpus {
		resources.gpus.try_insert(text(model), *count).unwrap();
	}
	resources
}

/// 16 vCPU, 64 GiB, 1 TiB, 4 RTX 4090 and 2 A100.
pub fn capacity() -> Resources {
	Resources {
		ram_mib: 65_536,
		storage_gib: 1_024,
		..resources(16_000, &[("rtx4090", 4), ("a100", 2)])
	}
}

/// Capacity points of [`capacity`] with `medium` vCPUs, in millionths:
/// (4 × 1.5 + 2 × 3) × 20 + 16 × 1 × 0.1.
pub const CAPACITY_POINTS: Points = 241_600_000;

/// What a provider with this operator says of itself.
pub fn details(operator: AccountId) -> DetailsOf<Test> {
	let mut tokens = Tokens::new();
	tokens.try_insert(Token::Native).unwrap();
	tokens.try_insert(Token::WithId(1)).unwrap();
	let mut attributes = Attributes::new();
	attributes.try_insert(text("storage/class"), text("beta3")).unwrap();
	attributes.try_insert(text("tier"), text("community")).unwrap();
	Details {
		name: text("Data Centre"),
		region: text("us-west"),
		mode: Mode::Provider,
		capacity: capacity(),
		cpu_class: text("medium"),
		host_uri: text("https://provider.example:8443"),
		tls_hash: H256::repeat_byte(7),
		tokens,
		reward_account: operator + 10,
		operator,
		attributes,
	}
}

/// The attestation key made of `seed`.
pub fn key(seed: AccountId) -> AttestationId {
	pair(seed).public()
}

/// The proof that `owner` has the key made of `seed`.
pub fn proof(seed: AccountId, owner: AccountId) -> AttestationProof {
	use sp_core::proof_of_possession::statement_of_ownership;
	let statement = owner.using_encoded(statement_of_ownership);
	pair(seed).into_inner().sign(&statement).into()
}

fn pair(seed: AccountId) -> AttestationPair {
	let mut bytes = [0; 32];
	bytes[..8].copy_from_slice(&seed.to_le_bytes());
	AttestationPair::from_seed(&bytes)
}

/// `provider` proposes itself, with the attestation key made of its account.
pub fn propose(provider: AccountId, details: DetailsOf<Test>) -> DispatchResult {
	propose_with_key(provider, details, provider)
}

pub fn propose_with_key(
	provider: AccountId,
	details: DetailsOf<Test>,
	seed: AccountId,
) -> DispatchResult {
	let origin = RuntimeOrigin::signed(provider);
	Registry::propose(origin, Box::new(details), key(seed), proof(seed, provider))
}

/// The council approves whatever `provider` proposed.
pub fn approve(provider: AccountId, tier: Tier) -> DispatchResult {
	let proposal = Registry::proposal_hash(&provider).unwrap_or_default();
	Registry::approve(RuntimeOrigin::signed(COUNCIL), provider, proposal, tier)
}

/// The council rejects whatever `provider` proposed.
pub fn reject(provider: AccountId, spam: bool) -> DispatchResult {
	let proposal = Registry::proposal_hash(&provider).unwrap_or_default();
	Registry::reject(RuntimeOrigin::signed(COUNCIL), provider, proposal, spam)
}

pub fn suspend(provider: AccountId) -> DispatchResult {
	Registry::suspend(RuntimeOrigin::signed(SUSPENDER), provider)
}

pub fn reinstate(provider: AccountId) -> DispatchResult {
	Registry::reinstate(RuntimeOrigin::signed(SUSPENDER), provider)
}

pub fn leave(provider: AccountId) -> DispatchResult {
	Registry::leave(RuntimeOrigin::signed(provider))
}

/// `provider` announces maintenance for the blocks of `window`.
pub fn announce(provider: AccountId, window: std::ops::Range<OpenBlock>) -> DispatchResult {
	let origin = RuntimeOrigin::signed(provider);
	Registry::announce_maintenance(origin, window.start, window.end)
}

pub fn update(provider: AccountId, update: UpdateOf<Test>) -> DispatchResult {
	Registry::update(RuntimeOrigin::signed(provider), Box::new(update))
}

pub fn request(provider: AccountId, capacity: Resources, cpu_class: &str) -> DispatchResult {
	Registry::request_capacity(RuntimeOrigin::signed(provider), capacity, text(cpu_class))
}

/// The council approves whatever capacity `provider` asked for.
pub fn approve_capacity(provider: AccountId) -> DispatchResult {
	let hash =
		CapacityRequests::<Test>::get(provider).map(|request| request.hash()).unwrap_or_default();
	Registry::approve_capacity(RuntimeOrigin::signed(COUNCIL), provider, hash)
}

/// Let open blocks pass.
pub fn pass(blocks: OpenBlock) {
	Now::mutate(|now| *now += blocks);
}

/// The rest of a block that has room for everything.
pub fn idle() {
	idle_in(u64::MAX);
}

/// The rest of a block that has so much room, in picoseconds; what is used of it.
pub fn idle_in(room: u64) -> u64 {
	Registry::on_idle(1, Weight::from_parts(room, 0)).ref_time()
}

/// Dave, proposed.
pub fn proposed() {
	assert_ok!(propose(DAVE, details(DAVES_OPERATOR)));
}

/// Dave, registered: approved without a stake.
pub fn registered() {
	proposed();
	Backing::set(Err(Unbacked::StakeTooLow));
	assert_ok!(approve(DAVE, Tier::Tier6));
}

/// Dave, active: approved with his stake in place.
pub fn active() {
	proposed();
	Backing::set(Ok(()));
	assert_ok!(approve(DAVE, Tier::Tier6));
}

/// Dave, active and in the first block of a maintenance of 50.
pub fn in_maintenance() {
	active();
	let starts_at = Now::get() + NOTICE;
	assert_ok!(announce(DAVE, starts_at..starts_at + 50));
	pass(NOTICE);
}

/// Dave, suspended when he was active.
pub fn suspended() {
	active();
	assert_ok!(suspend(DAVE));
}

/// What is reserved of Dave by [`leaving`].
pub fn some() -> Resources {
	resources(1_000, &[("a100", 1)])
}

/// Dave, leaving with something reserved.
pub fn leaving() {
	use spheron_primitives::traits::Providers;
	active();
	assert_ok!(Registry::reserve(&DAVE, &some()));
	assert_ok!(leave(DAVE));
}

pub fn status(provider: AccountId) -> Option<ProviderStatus> {
	Registry::status(&provider)
}

/// The events of this pallet since the last call.
pub fn events() -> Vec<Event<Test>> {
	let events = System::read_events_for_pallet::<Event<Test>>();
	System::reset_events();
	events
}
