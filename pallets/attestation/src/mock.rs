//! A chain with this pallet alone; the other pallets, and the agent, are a few lines each.

mod loopback;
mod node;
#[cfg(feature = "runtime-benchmarks")]
mod setup;

pub use loopback::Agent;
pub use node::{node, Node};
#[cfg(feature = "runtime-benchmarks")]
pub use setup::Market;

use crate as pallet_attestation;
use crate::{AttestationOf, Clocks, Unhealthy};
use frame_support::{derive_impl, parameter_types, traits::ConstU64, weights::Weight};
use sp_application_crypto::RuntimeAppPublic;
use sp_core::H256;
use sp_io::TestExternalities;
use sp_runtime::{generic, testing::TestXt, traits::BlakeTwo256, BuildStorage};
use spheron_primitives::{
	traits::{ClockSink, OnAttest, OpenBlocks, Providers},
	AttestationId, AttestationKeys, AttestationSignature, LeaseId, OpenBlock, OrderSpec, Resources,
};
use std::collections::BTreeMap;

pub type AccountId = u64;
pub type TxExtension = frame_system::AuthorizeCall<Test>;
pub type Extrinsic = TestXt<RuntimeCall, TxExtension>;
type Block = generic::Block<generic::Header<u64, BlakeTwo256>, Extrinsic>;

pub const DAVE: AccountId = 4;
pub const EVE: AccountId = 5;
pub const GENESIS: H256 = H256::repeat_byte(9);

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(
		RuntimeCall,
		RuntimeEvent,
		RuntimeError,
		RuntimeOrigin,
		RuntimeTask,
		RuntimeHoldReason,
		RuntimeFreezeReason
	)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type AttestationPallet = pallet_attestation;
}

parameter_types! {
	pub static Now: OpenBlock = 1;
	pub static IsOpen: bool = true;
	pub static Period: OpenBlock = 150;
	pub static MaxAge: OpenBlock = 30;
	pub static MaxUnhealthy: u32 = 256;
	/// The keys of the admitted providers.
	pub static Admitted: BTreeMap<AccountId, AttestationKeys> = BTreeMap::new();
	/// Whose leases are being closed.
	pub static Draining: Vec<AccountId> = vec![];
	/// What the other pallets were told, in order.
	pub static Told: Vec<Tell> = vec![];
	/// The number of leases that a report looks at.
	pub static LookedAt: u32 = 0;
}

/// What another pallet was told, and what the clock showed then: its sequence.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Tell {
	Before(AccountId, u32),
	Moved(AccountId, u32),
	Report(AccountId, Vec<LeaseId>),
}

fn tell(what: Tell) {
	Told::mutate(|told| told.push(what));
}

pub struct Time;
impl OpenBlocks for Time {
	fn now() -> OpenBlock {
		Now::get()
	}
	fn is_open() -> bool {
		IsOpen::get()
	}
	fn era() -> u32 {
		0
	}
}

pub struct Registry;
impl Providers<AccountId> for Registry {
	fn fits(
		_: &AccountId,
		_: &OrderSpec<AccountId>,
		_: &Resources,
	) -> Result<(), spheron_primitives::traits::Unfit> {
		Ok(())
	}
	fn reserve(_: &AccountId, _: &Resources) -> Result<(), spheron_primitives::traits::Unfit> {
		Ok(())
	}
	fn release(_: &AccountId, _: &Resources) {}
	fn capacity(_: &AccountId) -> Option<Resources> {
		None
	}
	fn reserved(_: &AccountId) -> Resources {
		Default::default()
	}
	fn proxy_address(_: &AccountId) -> Option<AccountId> {
		None
	}
	fn attestation_keys(provider: &AccountId) -> Option<AttestationKeys> {
		Admitted::get().remove(provider)
	}
	fn of_attestation_key(key: &AttestationId) -> Option<AccountId> {
		let has = |keys: &AttestationKeys| {
			keys.current == *key || keys.previous.as_ref().is_some_and(|(old, _)| old == key)
		};
		Admitted::get().into_iter().find(|(_, keys)| has(keys)).map(|(provider, _)| provider)
	}
}

pub struct Eras;
impl OnAttest<AccountId> for Eras {
	fn before(provider: &AccountId) {
		tell(Tell::Before(*provider, clock(*provider).sequence));
	}
}

pub struct Leases;
impl ClockSink<AccountId> for Leases {
	fn clock_moved(provider: &AccountId) {
		tell(Tell::Moved(*provider, clock(*provider).sequence));
	}
	fn report(provider: &AccountId, unhealthy: &[LeaseId], _: Option<OpenBlock>) -> u32 {
		tell(Tell::Report(*provider, unhealthy.to_vec()));
		LookedAt::get()
	}
	fn hears(provider: &AccountId) -> bool {
		!Draining::get().contains(provider)
	}
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
}

pub const PRIORITY: u64 = 1 << 40;

impl crate::Config for Test {
	type Time = Time;
	type Providers = Registry;
	type Accrual = Eras;
	type Leases = Leases;
	type Period = Period;
	type MaxAge = MaxAge;
	type MaxUnhealthy = MaxUnhealthy;
	type Priority = ConstU64<PRIORITY>;
	type WeightInfo = ();
	#[cfg(feature = "runtime-benchmarks")]
	type Setup = Market;
}

/// 1 for each lease, 1 000 for the attestation.
impl crate::WeightInfo for () {
	fn attest(leases: u32) -> Weight {
		Weight::from_parts(1_000 + u64::from(leases), 0)
	}
	fn authorize_attest() -> Weight {
		Weight::from_parts(500, 0)
	}
}

impl<C> frame_system::offchain::CreateTransactionBase<C> for Test
where
	RuntimeCall: From<C>,
{
	type RuntimeCall = RuntimeCall;
	type Extrinsic = Extrinsic;
}

impl<C> frame_system::offchain::CreateTransaction<C> for Test
where
	RuntimeCall: From<C>,
{
	type Extension = TxExtension;
	fn create_transaction(call: RuntimeCall, extension: TxExtension) -> Extrinsic {
		Extrinsic::new_transaction(call, extension)
	}
}

impl<C> frame_system::offchain::CreateAuthorizedTransaction<C> for Test
where
	RuntimeCall: From<C>,
{
	fn create_extension() -> TxExtension {
		TxExtension::new()
	}
}

/// The key made of `seed`, whose secret half is in the keystore from now on.
pub fn key(seed: &str) -> AttestationId {
	AttestationId::generate_pair(Some(format!("//{seed}").into_bytes()))
}

/// `provider` is admitted with the key made of `seed`.
pub fn admit(provider: AccountId, seed: &str) {
	Admitted::mutate(|all| all.insert(provider, AttestationKeys::new(key(seed))));
}

/// `provider` replaces its key by the one made of `seed`.
pub fn rotate(provider: AccountId, seed: &str) {
	Admitted::mutate(|all| {
		let (keys, _) = all.remove(&provider).unwrap().rotate(key(seed), Now::get());
		all.insert(provider, keys);
	});
}

pub fn clock(provider: AccountId) -> crate::ClockState {
	Clocks::<Test>::get(provider)
}

/// Let `blocks` open blocks pass.
pub fn pass(blocks: u32) {
	Now::mutate(|now| *now += blocks);
}

/// What the next attestation of `provider` would be, of this block.
pub fn attestation(provider: AccountId, unhealthy: Unhealthy) -> AttestationOf<Test> {
	let sequence = clock(provider).sequence + 1;
	crate::Attestation { provider, sequence, signed_at: Now::get(), unhealthy }
}

/// `attestation` signed for this chain with the key made of `seed`.
pub fn sign(seed: &str, attestation: &AttestationOf<Test>) -> AttestationSignature {
	key(seed).sign(&attestation.statement(&GENESIS)).unwrap()
}

pub fn listed(ids: impl IntoIterator<Item = u64>) -> Unhealthy {
	Unhealthy::Listed(ids.into_iter().map(LeaseId).collect::<Vec<_>>().try_into().unwrap())
}

/// Builds a chain for a test.
#[derive(Default)]
pub struct ExtBuilder;

impl ExtBuilder {
	pub fn build(self) -> TestExternalities {
		Now::set(1_000);
		IsOpen::set(true);
		Period::set(150);
		MaxAge::set(30);
		MaxUnhealthy::set(256);
		Admitted::set(BTreeMap::new());
		Draining::set(vec![]);
		Told::set(vec![]);
		LookedAt::set(0);
		let storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
		let mut ext = TestExternalities::new(storage);
		Node::equip(&mut ext);
		ext.execute_with(|| {
			System::set_block_number(1);
			frame_system::BlockHash::<Test>::insert(0, GENESIS);
		});
		ext
	}

	/// Run `test`, then check the invariants.
	pub fn build_and_execute(self, test: impl FnOnce()) {
		self.build().execute_with(|| {
			test();
			AttestationPallet::do_try_state().unwrap();
		});
	}
}

#[cfg(feature = "runtime-benchmarks")]
pub fn new_test_ext() -> TestExternalities {
	ExtBuilder.build()
}
