//! A chain with balances and this pallet, a migration that can be switched on, and a market that says
//! what it is told to.

use crate as pallet_eras;
use frame_support::{
	assert_ok, derive_impl, migrations::MultiStepMigrator, parameter_types, traits::ConstU128,
	weights::Weight,
};
use frame_system::EnsureRoot;
use sp_runtime::{traits::Dispatchable, BuildStorage, DispatchResult, Permill};
use spheron_primitives::{
	traits::{AliveClock, Fault, OnTier, OpenBlocks, Providers, Stake, Unbacked, Unfit, Usage},
	Balance, MaintenanceWindow, OpenBlock, OrderSpec, Points, Resources, Tier,
};
use std::collections::BTreeMap;

type Block = frame_system::mocking::MockBlock<Test>;
/// An account.
pub type AccountId = u64;

/// The existential deposit.
pub const EXISTENTIAL_DEPOSIT: Balance = 5;
/// The reward pot.
pub const POT: AccountId = 90;
/// What it has at genesis, the existential deposit aside.
pub const ENDOWMENT: Balance = 1_000_000;
/// Accounts that can be providers, and their reward accounts, all of which exist.
pub const PROVIDERS: [AccountId; 4] = [1, 2, 3, 4];
/// The first of them.
pub const PROVIDER: AccountId = 1;
/// The second of them.
pub const OTHER: AccountId = 2;
/// What each of them has at genesis.
pub const WEALTH: Balance = 1_000;
/// An account that is no provider.
pub const STRANGER: AccountId = 80;
/// What providers have staked unless a test says otherwise.
pub const STAKE: Balance = 1_000_000_000;

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
	pub type Eras = pallet_eras;
}

parameter_types! {
	/// Whether a multi-block migration is going on.
	pub static Migrating: bool = false;
	/// Length of an era.
	pub static EraLength: u32 = 10;
	/// How long an era takes points after its end.
	pub static FreezeAfter: u32 = 3;
	/// For how many eras rewards can be claimed.
	pub static ClaimEras: u32 = 5;
	/// The most for an era.
	pub static EraBudget: Balance = 10_000;
	/// The most for a point for an hour: no limit.
	pub static MaxPerPointHour: Balance = Balance::MAX;
	/// The most of the stake.
	pub static StakeShare: Permill = Permill::from_percent(1);
	/// The reward pot.
	pub const RewardPot: AccountId = POT;
	/// When each provider attested, and until when that lets its clock run.
	pub static Attested: BTreeMap<AccountId, Vec<(OpenBlock, OpenBlock)>> = BTreeMap::new();
	/// The maintenance windows of each provider.
	pub static Windows: BTreeMap<AccountId, Vec<MaintenanceWindow>> = BTreeMap::new();
	/// What providers have staked, if not [`STAKE`].
	pub static Staked: BTreeMap<AccountId, Balance> = BTreeMap::new();
	/// The reward accounts of providers; others have none.
	pub static RewardAccounts: BTreeMap<AccountId, AccountId> = BTreeMap::new();
	/// What the registry was told of tiers, in order.
	pub static MovedLog: Vec<(AccountId, Tier, Tier)> = vec![];
}

/// A migration that goes on for as long as [`Migrating`] says.
pub struct Migrator;

impl MultiStepMigrator for Migrator {
	fn ongoing() -> bool {
		Migrating::get()
	}

	fn step() -> Weight {
		Weight::zero()
	}
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
	type MultiBlockMigrator = Migrator;
	type AccountData = pallet_balances::AccountData<Balance>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type Balance = Balance;
	type ExistentialDeposit = ConstU128<EXISTENTIAL_DEPOSIT>;
	type AccountStore = System;
}

impl pallet_eras::Config for Test {
	type EraLength = EraLength;
	type FreezeAfter = FreezeAfter;
	type ClaimEras = ClaimEras;
	type EraBudget = EraBudget;
	type MaxPerPointHour = MaxPerPointHour;
	type StakeShare = StakeShare;
	type Currency = Balances;
	type RewardPot = RewardPot;
	type Clock = Market;
	type Providers = Market;
	type Stake = Market;
	type OnTier = Market;
	type PromoteOrigin = EnsureRoot<AccountId>;
	type WeightInfo = ();
	#[cfg(feature = "runtime-benchmarks")]
	type Setup = Market;
}

/// The rest of the market.
pub struct Market;

/// A clock that remembers every attestation.
impl AliveClock<AccountId> for Market {
	fn alive(provider: &AccountId, n: OpenBlock) -> OpenBlock {
		let attested = Attested::get().get(provider).cloned().unwrap_or_default();
		let next = attested.iter().skip(1).map(|(mark, _)| *mark).chain([OpenBlock::MAX]);
		attested
			.iter()
			.zip(next)
			.map(|((mark, until), next)| n.min(*until).min(next).saturating_sub(*mark))
			.sum()
	}
	fn until(_: &AccountId) -> OpenBlock {
		unimplemented!("not asked by eras")
	}
	fn reaches(_: &AccountId, _: OpenBlock) -> Option<OpenBlock> {
		unimplemented!("not asked by eras")
	}
	fn down_since(_: &AccountId, _: OpenBlock) -> Option<OpenBlock> {
		unimplemented!("not asked by eras")
	}
}

impl Providers<AccountId> for Market {
	fn fits(_: &AccountId, _: &OrderSpec<AccountId>, _: &Resources) -> Result<(), Unfit> {
		Err(Unfit::NotActive)
	}
	fn reserve(_: &AccountId, _: &Resources) -> Result<(), Unfit> {
		Err(Unfit::NotActive)
	}
	fn release(_: &AccountId, _: &Resources) {}
	fn capacity(_: &AccountId) -> Option<Resources> {
		None
	}
	fn reserved(_: &AccountId) -> Resources {
		Resources::default()
	}
	fn proxy_address(_: &AccountId) -> Option<AccountId> {
		None
	}
	/// Like the registry, it knows no more than the last two windows that were announced.
	fn maintenance(provider: &AccountId, n: OpenBlock) -> Option<MaintenanceWindow> {
		let windows = Windows::get().get(provider).cloned().unwrap_or_default();
		windows.into_iter().rev().take(2).find(|window| window.starts_at <= n)
	}
	fn reward_account(provider: &AccountId) -> Option<AccountId> {
		RewardAccounts::get().get(provider).copied()
	}
}

impl Stake<AccountId> for Market {
	fn active(provider: &AccountId) -> Balance {
		Staked::get().get(provider).copied().unwrap_or(STAKE)
	}
	fn may_bid(_: &AccountId) -> Result<(), Unbacked> {
		Ok(())
	}
	fn fault(_: &AccountId, _: Fault, _: &Resources, _: OpenBlock) {}
}

impl OnTier<AccountId> for Market {
	fn moved(provider: &AccountId, from: Tier, to: Tier) {
		MovedLog::mutate(|log| log.push((*provider, from, to)));
	}
}

#[cfg(feature = "runtime-benchmarks")]
impl spheron_primitives::setup::Setup<AccountId> for Market {
	fn token() -> spheron_primitives::Token {
		spheron_primitives::Token::Native
	}
	fn funded(_: u32, _: &spheron_primitives::Token, _: Balance) -> AccountId {
		STRANGER
	}
	fn wallet(_: u32, _: &spheron_primitives::Token, _: Balance) -> AccountId {
		STRANGER
	}
	fn provider(_: u32) -> (AccountId, AccountId) {
		admit(PROVIDER, Tier::Tier6);
		(PROVIDER, PROVIDER)
	}
	fn spec() -> OrderSpec<AccountId> {
		unimplemented!("eras knows no orders")
	}
	fn resources() -> Resources {
		unimplemented!("eras knows no orders")
	}
	fn pass(_: u32) {
		unimplemented!("eras is the time")
	}
}

/// Weight of a block without a new era, in the mock.
pub const SAME_ERA: Weight = Weight::from_parts(1, 0);
/// Weight of a block with a new era, in the mock.
pub const NEW_ERA: Weight = Weight::from_parts(2, 0);
/// Weight of a block that freezes an era, in the mock.
pub const FREEZE: Weight = Weight::from_parts(3, 0);

impl crate::WeightInfo for () {
	fn on_initialize_same_era() -> Weight {
		SAME_ERA
	}

	fn on_initialize_new_era() -> Weight {
		NEW_ERA
	}

	fn on_initialize_freeze() -> Weight {
		FREEZE
	}

	fn accrue() -> Weight {
		Weight::from_parts(10, 0)
	}

	fn claim() -> Weight {
		Weight::from_parts(11, 0)
	}

	fn promote() -> Weight {
		Weight::from_parts(12, 0)
	}
}

/// The chain at genesis.
pub fn new_test_ext() -> sp_io::TestExternalities {
	Migrating::set(false);
	EraLength::set(10);
	FreezeAfter::set(3);
	ClaimEras::set(5);
	EraBudget::set(10_000);
	MaxPerPointHour::set(Balance::MAX);
	StakeShare::set(Permill::from_percent(1));
	Attested::set(BTreeMap::new());
	Windows::set(BTreeMap::new());
	Staked::set(BTreeMap::new());
	RewardAccounts::set(BTreeMap::new());
	MovedLog::set(vec![]);
	let balances = PROVIDERS.into_iter().chain([STRANGER]).map(|who| (who, WEALTH));
	let pot = (POT, ENDOWMENT + EXISTENTIAL_DEPOSIT);
	let storage = RuntimeGenesisConfig {
		balances: pallet_balances::GenesisConfig {
			balances: balances.chain([pot]).collect(),
			..Default::default()
		},
		..Default::default()
	}
	.build_storage()
	.unwrap();
	storage.into()
}

/// Builds a chain for a test.
pub struct ExtBuilder;

impl ExtBuilder {
	/// Run `test` on the chain at genesis, then check the invariants.
	pub fn build_and_execute(self, test: impl FnOnce()) {
		new_test_ext().execute_with(|| {
			assert_ok!(Eras::do_try_state());
			test();
			assert_ok!(Eras::do_try_state());
		});
	}
}

/// Let `blocks` blocks pass.
pub fn run(blocks: u64) {
	System::run_to_block::<AllPalletsWithSystem>(System::block_number() + blocks);
}

/// Go on to the first block of the next era, without the blocks between.
pub fn next_era() {
	let last = crate::CurrentEra::<Test>::get().started + Eras::era_length() - 1;
	crate::Now::<Test>::mutate(|now| *now = last.max(*now));
	run(1);
}

/// Admit `provider` into `tier`.
pub fn admit(provider: AccountId, tier: Tier) {
	use spheron_primitives::traits::Trust;
	Eras::admit(&provider, tier);
}

/// `provider` offers `capacity` points, of which `reserved` are in use: whole points.
pub fn offer(provider: AccountId, capacity: Points, reserved: Points) {
	Eras::changed(&provider, capacity * 1_000_000, reserved * 1_000_000);
}

/// `provider` attests, which lets its clock run for `blocks`.
pub fn attest(provider: AccountId, blocks: OpenBlock) {
	use spheron_primitives::traits::OnAttest;
	Eras::before(&provider);
	let mark = Eras::now();
	let segment = (mark, mark.saturating_add(blocks));
	Attested::mutate(|attested| attested.entry(provider).or_default().push(segment));
}

/// `provider` announces a maintenance; the registry tells its usage first.
pub fn maintain(provider: AccountId, starts_at: OpenBlock, ends_at: OpenBlock) {
	accrue(provider).expect("it is admitted");
	let window = MaintenanceWindow { starts_at, ends_at };
	Windows::mutate(|windows| windows.entry(provider).or_default().push(window));
}

/// Dispatch `call` as a transaction is: a refusal changes nothing.
fn dispatch(origin: RuntimeOrigin, call: crate::Call<Test>) -> DispatchResult {
	RuntimeCall::from(call).dispatch(origin).map(drop).map_err(|refused| refused.error)
}

/// Somebody brings `provider` up to date.
pub fn accrue(provider: AccountId) -> DispatchResult {
	dispatch(RuntimeOrigin::signed(STRANGER), crate::Call::accrue { provider })
}

/// Somebody claims for `provider`.
pub fn claim(provider: AccountId, era: u32) -> DispatchResult {
	dispatch(RuntimeOrigin::signed(STRANGER), crate::Call::claim { provider, era })
}

/// A motion moves `provider` up.
pub fn promote(provider: AccountId) -> DispatchResult {
	dispatch(RuntimeOrigin::root(), crate::Call::promote { provider })
}

/// The events of this pallet, oldest first, which are then forgotten.
pub fn take_events() -> Vec<crate::Event<Test>> {
	let events = System::read_events_for_pallet::<crate::Event<Test>>();
	System::reset_events();
	events
}
