//! A chain with this pallet, and fakes of the rest of the market.

mod scenarios;

pub use scenarios::*;

use crate as pallet_registry;
use crate::*;
use frame_support::{
	assert_ok, derive_impl, ord_parameter_types, parameter_types,
	traits::{fungible::Credit, Imbalance, OnUnbalanced},
	weights::Weight,
};
use frame_system::EnsureSignedBy;
use sp_io::TestExternalities;
use sp_keystore::{testing::MemoryKeystore, KeystoreExt};
use sp_runtime::{traits::Convert, BuildStorage};
use spheron_primitives::{
	traits::{Drain, DrainReason, Fault, OpenBlocks, Stake, Trust, Unbacked, Usage},
	Balance, EraIndex, OpenBlock, Points, Resources, Tier, Token,
};
use std::collections::{BTreeMap, BTreeSet};

pub type AccountId = u64;

pub const COUNCIL: AccountId = 100;
pub const CATALOGUER: AccountId = 101;
pub const STRANGER: AccountId = 102;
pub const SUSPENDER: AccountId = 103;
pub const DAVE: AccountId = 1;
pub const EVE: AccountId = 2;
pub const POOR: AccountId = 3;
pub const DAVES_OPERATOR: AccountId = 11;
pub const EVES_OPERATOR: AccountId = 12;
pub const DEPOSIT: Balance = 500;
pub const ENDOWMENT: Balance = 10_000;
pub const NOTICE: OpenBlock = 100;
pub const LONGEST: OpenBlock = 1_000;
pub const PERIOD: OpenBlock = 150;

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
	pub type Balances = pallet_balances;
	#[runtime::pallet_index(2)]
	pub type Registry = pallet_registry;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = frame_system::mocking::MockBlock<Test>;
	type AccountData = pallet_balances::AccountData<Balance>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig as pallet_balances::DefaultConfig)]
impl pallet_balances::Config for Test {
	type Balance = Balance;
	type AccountStore = System;
}

parameter_types! {
	pub static ProposalDeposit: Balance = DEPOSIT;
	pub static Tiers: BTreeMap<AccountId, Tier> = BTreeMap::new();
	pub static Backing: Result<(), Unbacked> = Err(Unbacked::StakeTooLow);
	pub static UsageLog: Vec<(AccountId, Points, Points)> = Vec::new();
	pub static Slashed: Balance = 0;
	pub static Now: OpenBlock = 1;
	pub static MaintenanceNotice: OpenBlock = NOTICE;
	pub static MaintenanceGap: OpenBlock = 1;
	pub static MaxMaintenance: OpenBlock = LONGEST;
	pub static AttestationPeriod: OpenBlock = PERIOD;
	pub static DrainLog: Vec<(AccountId, DrainReason)> = Vec::new();
	pub static Draining: BTreeSet<AccountId> = BTreeSet::new();
}

ord_parameter_types! {
	pub const Council: AccountId = COUNCIL;
	pub const Cataloguer: AccountId = CATALOGUER;
	pub const Suspender: AccountId = SUSPENDER;
}

/// It is block `Now`.
pub struct FakeTime;
impl OpenBlocks for FakeTime {
	fn now() -> OpenBlock {
		Now::get()
	}
	fn is_open() -> bool {
		true
	}
	fn era() -> EraIndex {
		0
	}
}

/// Remembers what it is told; those drain who `Draining` says.
pub struct FakeDrain;
impl Drain<AccountId> for FakeDrain {
	fn drain(provider: &AccountId, reason: DrainReason) {
		DrainLog::mutate(|log| log.push((*provider, reason)));
	}
	fn draining(provider: &AccountId) -> Option<(DrainReason, OpenBlock)> {
		Draining::get().contains(provider).then_some((DrainReason::Suspended, 1))
	}
}

/// Tiers as they were admitted.
pub struct FakeTrust;
impl Trust<AccountId> for FakeTrust {
	fn admit(provider: &AccountId, tier: Tier) {
		Tiers::mutate(|tiers| tiers.insert(*provider, tier));
	}
	fn forget(provider: &AccountId) {
		Tiers::mutate(|tiers| tiers.remove(provider));
	}
	fn tier(provider: &AccountId) -> Option<Tier> {
		Tiers::get().get(provider).copied()
	}
}

/// Everybody is backed as `Backing` says.
pub struct FakeStake;
impl Stake<AccountId> for FakeStake {
	fn active(_: &AccountId) -> Balance {
		0
	}
	fn may_bid(_: &AccountId) -> Result<(), Unbacked> {
		Backing::get()
	}
	fn fault(_: &AccountId, _: Fault, _: &Resources, _: OpenBlock) {}
}

/// Remembers what it is told.
pub struct FakeUsage;
impl Usage<AccountId> for FakeUsage {
	fn changed(provider: &AccountId, capacity: Points, reserved: Points) {
		UsageLog::mutate(|log| log.push((*provider, capacity, reserved)));
	}
}

/// Counts what it is given, and burns it.
pub struct CountSlashed;
impl OnUnbalanced<Credit<AccountId, Balances>> for CountSlashed {
	fn on_nonzero_unbalanced(credit: Credit<AccountId, Balances>) {
		Slashed::mutate(|sum| *sum += credit.peek());
	}
}

pub struct PlusThousand;
impl Convert<AccountId, AccountId> for PlusThousand {
	fn convert(account: AccountId) -> AccountId {
		account + 1_000
	}
}

impl Config for Test {
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type ProposalDeposit = ProposalDeposit;
	type Slashed = CountSlashed;
	type CatalogueOrigin = EnsureSignedBy<Cataloguer, AccountId>;
	type ApproveOrigin = EnsureSignedBy<Council, AccountId>;
	type SuspendOrigin = EnsureSignedBy<Suspender, AccountId>;
	type MaintenanceNotice = MaintenanceNotice;
	type MaintenanceGap = MaintenanceGap;
	type MaxMaintenance = MaxMaintenance;
	type AttestationPeriod = AttestationPeriod;
	type Time = FakeTime;
	type ProxyAddress = PlusThousand;
	type Trust = FakeTrust;
	type Stake = FakeStake;
	type Drain = FakeDrain;
	type Usage = FakeUsage;
	type WeightInfo = ();
	#[cfg(feature = "runtime-benchmarks")]
	type Setup = FakeSetup;
}

impl WeightInfo for () {
	fn set_gpu_model() -> Weight {
		Weight::from_parts(1, 0)
	}
	fn set_cpu_class() -> Weight {
		Weight::from_parts(2, 0)
	}
	fn propose() -> Weight {
		Weight::from_parts(3, 0)
	}
	fn withdraw_proposal() -> Weight {
		Weight::from_parts(4, 0)
	}
	fn approve() -> Weight {
		Weight::from_parts(5, 0)
	}
	fn reject() -> Weight {
		Weight::from_parts(6, 0)
	}
	fn reject_spam() -> Weight {
		Weight::from_parts(7, 0)
	}
	fn set_operator() -> Weight {
		Weight::from_parts(8, 0)
	}
	fn suspend() -> Weight {
		Weight::from_parts(9, 0)
	}
	fn reinstate() -> Weight {
		Weight::from_parts(10, 0)
	}
	fn leave() -> Weight {
		Weight::from_parts(11, 0)
	}
	fn departures_base() -> Weight {
		Weight::from_parts(1, 0)
	}
	fn serve_departure() -> Weight {
		Weight::from_parts(10, 0)
	}
	fn announce_maintenance() -> Weight {
		Weight::from_parts(12, 0)
	}
	fn cancel_maintenance() -> Weight {
		Weight::from_parts(13, 0)
	}
	fn end_maintenance() -> Weight {
		Weight::from_parts(14, 0)
	}
	fn update() -> Weight {
		Weight::from_parts(15, 0)
	}
	fn request_capacity() -> Weight {
		Weight::from_parts(16, 0)
	}
	fn withdraw_capacity_request() -> Weight {
		Weight::from_parts(17, 0)
	}
	fn approve_capacity() -> Weight {
		Weight::from_parts(18, 0)
	}
	fn reject_capacity() -> Weight {
		Weight::from_parts(19, 0)
	}
	fn set_attestation_key() -> Weight {
		Weight::from_parts(20, 0)
	}
	fn activate() -> Weight {
		Weight::from_parts(21, 0)
	}
}

#[cfg(feature = "runtime-benchmarks")]
pub struct FakeSetup;
#[cfg(feature = "runtime-benchmarks")]
impl spheron_primitives::setup::Setup<AccountId> for FakeSetup {
	fn token() -> Token {
		Token::Native
	}
	fn funded(index: u32, _: &Token, amount: Balance) -> AccountId {
		use frame_support::traits::fungible::Mutate;
		let account = 5_000 + AccountId::from(index);
		assert_ok!(Balances::mint_into(&account, amount));
		account
	}
	fn wallet(index: u32, token: &Token, amount: Balance) -> AccountId {
		Self::funded(index, token, amount)
	}
	fn provider(index: u32) -> (AccountId, AccountId) {
		Backing::set(Ok(()));
		let operator = 6_000 + AccountId::from(index);
		let provider = Self::funded(index, &Token::Native, DEPOSIT * 2);
		let details = benchmarking::largest_details::<Test>(operator);
		benchmarking::admit::<Test>(&provider, details);
		(provider, operator)
	}
	fn spec() -> spheron_primitives::OrderSpec<AccountId> {
		unimplemented!("there are no orders")
	}
	fn resources() -> Resources {
		unimplemented!("there are no orders")
	}
	fn pass(blocks: u32) {
		pass(blocks);
	}
}

pub struct ExtBuilder {
	deposit: Balance,
	gpu_models: Vec<(String, Class, u32)>,
	cpu_classes: Vec<(String, Class, u32)>,
}

impl Default for ExtBuilder {
	fn default() -> Self {
		Self {
			deposit: DEPOSIT,
			gpu_models: vec![
				("rtx4090".into(), Class::Medium, 150),
				("a100".into(), Class::High, 300),
			],
			cpu_classes: vec![
				("medium".into(), Class::Medium, 100),
				("high".into(), Class::High, 200),
			],
		}
	}
}

impl ExtBuilder {
	pub fn deposit(self, deposit: Balance) -> Self {
		Self { deposit, ..self }
	}

	pub fn gpu_models(self, models: &[(&str, u32)]) -> Self {
		let listed =
			|(name, multiplier): &(&str, u32)| (name.to_string(), Class::Medium, *multiplier);
		Self { gpu_models: models.iter().map(listed).collect(), ..self }
	}

	pub fn build(self) -> TestExternalities {
		// Not part of the storage, so left over from another chain of this thread.
		ProposalDeposit::set(self.deposit);
		Tiers::set(BTreeMap::new());
		Backing::set(Err(Unbacked::StakeTooLow));
		UsageLog::set(Vec::new());
		Slashed::set(0);
		Now::set(1);
		MaintenanceNotice::set(NOTICE);
		MaintenanceGap::set(1);
		MaxMaintenance::set(LONGEST);
		AttestationPeriod::set(PERIOD);
		DrainLog::set(Vec::new());
		Draining::set(BTreeSet::new());

		let storage = RuntimeGenesisConfig {
			balances: pallet_balances::GenesisConfig {
				balances: vec![(DAVE, ENDOWMENT), (EVE, ENDOWMENT), (POOR, DEPOSIT)],
				..Default::default()
			},
			registry: GenesisConfig {
				gpu_models: self.gpu_models,
				cpu_classes: self.cpu_classes,
				..Default::default()
			},
			..Default::default()
		}
		.build_storage()
		.unwrap();
		let mut ext = TestExternalities::from(storage);
		ext.register_extension(KeystoreExt::new(MemoryKeystore::new()));
		// Events are not kept in block 0.
		ext.execute_with(|| System::set_block_number(1));
		ext
	}

	pub fn build_and_execute(self, test: impl FnOnce()) {
		self.build().execute_with(|| {
			test();
			assert_ok!(Registry::do_try_state());
			assert_only_proposals_hold();
		});
	}
}

/// Nothing is on hold for accounts that are not in the registry, which the pallet cannot see.
fn assert_only_proposals_hold() {
	let held: Balance = pallet_balances::Holds::<Test>::iter_values()
		.flat_map(|holds| holds.into_iter().map(|hold| hold.amount))
		.sum();
	assert_eq!(held, Proposals::<Test>::iter_values().map(|proposal| proposal.deposit).sum());
}
