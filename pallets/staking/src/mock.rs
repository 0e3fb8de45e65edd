//! A chain with balances and this pallet, and a market that says what it is told to.

use crate as pallet_provider_staking;
use frame_support::{
	assert_ok, derive_impl, parameter_types,
	traits::{
		fungible::{Balanced, Credit, InspectHold},
		ConstU128, Hooks, OnUnbalanced,
	},
	weights::Weight,
};
use frame_system::EnsureRoot;
use sp_runtime::{BuildStorage, FixedU128, Perbill, Permill};
use spheron_primitives::{
	traits::{
		Catalogue, Drain, DrainReason, OnBacked, OnFault, OpenBlocks, Prices, Providers, Unfit,
	},
	Balance, EraIndex, GpuModel, OpenBlock, OrderSpec, Price, Resources, Token,
};
use std::collections::BTreeMap;

type Block = frame_system::mocking::MockBlock<Test>;
/// An account.
pub type AccountId = u64;

/// One SPON in its units.
pub const SPON: Balance = 1_000_000_000_000_000_000;
/// The existential deposit.
pub const EXISTENTIAL_DEPOSIT: Balance = SPON / 1_000;
/// What every account has at genesis.
pub const ENDOWMENT: Balance = 10_000 * SPON;
/// A provider; [`ExtBuilder`] gives it the capacity of [`machine`].
pub const PROVIDER: AccountId = 1;
/// An account that is no provider.
pub const STRANGER: AccountId = 2;
/// The provider's operator key, which the registry says is a party.
pub const OPERATOR: AccountId = 3;
/// Tenants.
pub const TENANTS: [AccountId; 3] = [10, 11, 12];
/// Where what goes to the fee routes arrives.
pub const ROUTES: AccountId = 99;
/// Everybody who has something, or may get something.
pub const EVERYBODY: [AccountId; 7] =
	[PROVIDER, STRANGER, OPERATOR, TENANTS[0], TENANTS[1], TENANTS[2], ROUTES];
/// How long a slash waits.
pub const DELAY: OpenBlock = 302_400;
/// How long a slash can be claimed.
pub const PERIOD: OpenBlock = 3_628_800;
/// What [`machine`] requires: 2 GPUs of multiplier 2, 16 vCPU, 64 GiB of RAM and 1 TiB of storage.
pub const REQUIRED: Balance = (200 + 8 + 16 + 2) * SPON;

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
	pub type Staking = pallet_provider_staking;
}

parameter_types! {
	pub static Now: OpenBlock = 1;
	pub static Era: EraIndex = 0;
	/// The first block of the current era.
	pub static EraStarted: OpenBlock = 1;
	pub static StakePerGpu: Balance = 50 * SPON;
	pub static StakePerVcpu: Balance = SPON / 2;
	pub static StakePerGibRam: Balance = SPON / 4;
	pub static StakePerTibStorage: Balance = 2 * SPON;
	pub static UnbondingPeriod: OpenBlock = 907_200;
	pub static MaxFaultsPerEra: u32 = 3;
	pub static FaultShare: Permill = Permill::from_percent(5);
	pub static FaultFee: Balance = SPON / 10;
	pub static OutageShare: Permill = Permill::from_percent(10);
	pub static SlashDelay: OpenBlock = DELAY;
	pub static ClaimPeriod: OpenBlock = PERIOD;
	pub static MaxServiceWeight: Weight = Weight::from_parts(10_000, 0);
	pub static IsOpen: bool = true;
	/// What a whole SPON is worth.
	pub static SponPrice: Option<FixedU128> = Some(FixedU128::from_u32(2));
	/// Providers whose leases are being closed, why, and since when.
	pub static Draining: BTreeMap<AccountId, (DrainReason, OpenBlock)> = BTreeMap::new();
	/// Capacity of every provider.
	pub static Capacities: BTreeMap<AccountId, Resources> = BTreeMap::new();
	/// What is reserved of every provider.
	pub static Reserved: BTreeMap<AccountId, Resources> = BTreeMap::new();
	/// What eras was told of faults, in order: whose, and the part of rewards that it costs.
	pub static FaultLog: Vec<(AccountId, Option<Perbill>)> = vec![];
	/// Who the registry was told is backed, in order.
	pub static Backed: Vec<AccountId> = vec![];
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
	type AccountData = pallet_balances::AccountData<Balance>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type Balance = Balance;
	type ExistentialDeposit = ConstU128<EXISTENTIAL_DEPOSIT>;
	type AccountStore = System;
}

impl pallet_provider_staking::Config for Test {
	type RuntimeHoldReason = RuntimeHoldReason;
	type Currency = Balances;
	type Time = Time;
	type Providers = Market;
	type Catalogue = Market;
	type OnBacked = Market;
	type OnFault = Market;
	type Prices = Market;
	type Drain = Market;
	type Slashed = Routes;
	type Charged = Routes;
	type SlashOrigin = EnsureRoot<AccountId>;
	type CancelOrigin = EnsureRoot<AccountId>;
	type StakePerGpu = StakePerGpu;
	type StakePerVcpu = StakePerVcpu;
	type StakePerGibRam = StakePerGibRam;
	type StakePerTibStorage = StakePerTibStorage;
	type UnbondingPeriod = UnbondingPeriod;
	type MaxFaultsPerEra = MaxFaultsPerEra;
	type FaultShare = FaultShare;
	type FaultFee = FaultFee;
	type OutageShare = OutageShare;
	type SlashDelay = SlashDelay;
	type ClaimPeriod = ClaimPeriod;
	type MaxServiceWeight = MaxServiceWeight;
	type WeightInfo = ();
	#[cfg(feature = "runtime-benchmarks")]
	type Setup = Market;
}

/// Time as [`Now`] and [`Era`] say.
pub struct Time;

impl OpenBlocks for Time {
	fn now() -> OpenBlock {
		Now::get()
	}
	fn is_open() -> bool {
		IsOpen::get()
	}
	fn era() -> EraIndex {
		Era::get()
	}
	fn era_at(n: OpenBlock) -> EraIndex {
		if n >= EraStarted::get() {
			Era::get()
		} else {
			Era::get() - 1
		}
	}
}

/// The rest of the market.
pub struct Market;

impl Providers<AccountId> for Market {
	fn fits(_: &AccountId, _: &OrderSpec<AccountId>, _: &Resources) -> Result<(), Unfit> {
		Err(Unfit::NotActive)
	}
	fn reserve(provider: &AccountId, resources: &Resources) -> Result<(), Unfit> {
		Reserved::mutate(|reserved| reserved.insert(*provider, resources.clone()));
		Ok(())
	}
	fn release(provider: &AccountId, _: &Resources) {
		Reserved::mutate(|reserved| reserved.remove(provider));
	}
	fn capacity(provider: &AccountId) -> Option<Resources> {
		Capacities::get().get(provider).cloned()
	}
	fn reserved(provider: &AccountId) -> Resources {
		Reserved::get().get(provider).cloned().unwrap_or_default()
	}
	fn proxy_address(_: &AccountId) -> Option<AccountId> {
		None
	}
	fn is_party(provider: &AccountId, who: &AccountId) -> bool {
		provider == who || *who == OPERATOR
	}
}

impl Prices for Market {
	fn last(token: &Token) -> Option<Price> {
		assert_eq!(*token, Token::Native);
		SponPrice::get().map(|usd| Price { usd, at: 0 })
	}
}

impl Drain<AccountId> for Market {
	/// As leases do it: a provider without any, or that is being drained, is left as it is.
	fn drain(provider: &AccountId, reason: DrainReason) {
		if Reserved::get().contains_key(provider) {
			let closing = (reason, Now::get());
			Draining::mutate(|draining| *draining.entry(*provider).or_insert(closing));
		}
	}
	fn draining(provider: &AccountId) -> Option<(DrainReason, OpenBlock)> {
		Draining::get().get(provider).copied()
	}
}

/// The fee routes: an account.
pub struct Routes;

impl OnUnbalanced<Credit<AccountId, Balances>> for Routes {
	fn on_nonzero_unbalanced(credit: Credit<AccountId, Balances>) {
		Balances::resolve(&ROUTES, credit).expect("its account exists");
	}
}

impl Catalogue for Market {
	fn knows(_: &Resources) -> bool {
		true
	}
	/// An `entry` GPU has the multiplier 0.25, every other one 2.
	fn gpu_units(resources: &Resources) -> u128 {
		let multiplier = |model: &GpuModel| if model.as_slice() == b"entry" { 25 } else { 200 };
		resources.gpus.iter().map(|(model, count)| multiplier(model) * u128::from(*count)).sum()
	}
}

impl OnBacked<AccountId> for Market {
	fn backed(provider: &AccountId) {
		Backed::mutate(|backed| backed.push(*provider));
	}
}

impl OnFault<AccountId> for Market {
	fn faulted(provider: &AccountId) {
		FaultLog::mutate(|log| log.push((*provider, None)));
	}
	fn forfeit(provider: &AccountId, part: Perbill) {
		FaultLog::mutate(|log| log.push((*provider, Some(part))));
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
		TENANTS[0]
	}
	fn provider(_: u32) -> (AccountId, AccountId) {
		assert_ok!(Staking::bond(RuntimeOrigin::signed(PROVIDER), REQUIRED));
		(PROVIDER, PROVIDER)
	}
	fn spec() -> OrderSpec<AccountId> {
		unimplemented!("staking knows no orders")
	}
	fn resources() -> Resources {
		machine()
	}
	fn pass(blocks: u32) {
		pass(blocks);
		if blocks >= 43_200 {
			next_era();
		}
	}
	fn drained(_: &AccountId) {
		drained();
	}
	fn awarded(_: &AccountId, _: &AccountId) -> spheron_primitives::LeaseId {
		set_leased(true);
		spheron_primitives::LeaseId::default()
	}
}

impl crate::WeightInfo for () {
	fn bond() -> Weight {
		Weight::from_parts(1, 0)
	}

	fn unbond() -> Weight {
		Weight::from_parts(2, 0)
	}

	fn withdraw_unbonded() -> Weight {
		Weight::from_parts(3, 0)
	}

	fn slash() -> Weight {
		Weight::from_parts(4, 0)
	}

	fn cancel_slash() -> Weight {
		Weight::from_parts(5, 0)
	}

	fn strike_claim() -> Weight {
		Weight::from_parts(6, 0)
	}

	fn apply_slash() -> Weight {
		Weight::from_parts(7, 0)
	}

	fn claim() -> Weight {
		Weight::from_parts(8, 0)
	}

	fn service_base() -> Weight {
		Weight::from_parts(10, 0)
	}

	fn serve_application() -> Weight {
		Weight::from_parts(100, 0)
	}

	fn serve_expiry() -> Weight {
		Weight::from_parts(50, 0)
	}

	fn serve_sweep() -> Weight {
		Weight::from_parts(70, 0)
	}
}

/// GPUs of one model.
pub fn gpus(model: &str, count: u32) -> Resources {
	let mut resources = Resources::default();
	let model = model.as_bytes().to_vec().try_into().unwrap();
	resources.gpus.try_insert(model, count).unwrap();
	resources
}

/// The provider's machine, which requires [`REQUIRED`].
pub fn machine() -> Resources {
	Resources { vcpu_millis: 16_000, ram_mib: 65_536, storage_gib: 1_024, ..gpus("rtx4090", 2) }
}

/// Builds a chain for a test.
pub struct ExtBuilder;

impl ExtBuilder {
	/// The chain in its first block.
	pub fn build(self) -> sp_io::TestExternalities {
		Now::set(1);
		Era::set(0);
		EraStarted::set(1);
		StakePerGpu::set(50 * SPON);
		StakePerVcpu::set(SPON / 2);
		StakePerGibRam::set(SPON / 4);
		StakePerTibStorage::set(2 * SPON);
		UnbondingPeriod::set(907_200);
		MaxFaultsPerEra::set(3);
		FaultShare::set(Permill::from_percent(5));
		FaultFee::set(SPON / 10);
		OutageShare::set(Permill::from_percent(10));
		SlashDelay::set(DELAY);
		ClaimPeriod::set(PERIOD);
		MaxServiceWeight::set(Weight::from_parts(10_000, 0));
		IsOpen::set(true);
		SponPrice::set(Some(FixedU128::from_u32(2)));
		Draining::set(BTreeMap::new());
		Capacities::set([(PROVIDER, machine())].into());
		Reserved::set(BTreeMap::new());
		FaultLog::set(vec![]);
		Backed::set(vec![]);
		let storage = RuntimeGenesisConfig {
			balances: pallet_balances::GenesisConfig {
				balances: EVERYBODY.map(|who| (who, ENDOWMENT)).to_vec(),
				..Default::default()
			},
			..Default::default()
		}
		.build_storage()
		.unwrap();
		let mut ext: sp_io::TestExternalities = storage.into();
		ext.execute_with(|| System::set_block_number(1));
		ext
	}

	/// Run `test` in the first block, then check the invariants.
	pub fn build_and_execute(self, test: impl FnOnce()) {
		self.build().execute_with(|| {
			test();
			check();
		});
	}
}

/// The pallet's own checks, and that nobody has anything on hold that no ledger and no slash knows
/// of (I6).
pub fn check() {
	assert_ok!(Staking::do_try_state());
	for who in EVERYBODY {
		assert_eq!(on_hold(who), crate::Ledgers::<Test>::get(who).total());
		let slashes = crate::Slashes::<Test>::iter_values().filter(|slash| slash.provider == who);
		assert_eq!(slashed(who), slashes.map(|slash| slash.held()).sum::<Balance>());
	}
}

/// The chain in its first block, for benchmarks.
#[cfg(feature = "runtime-benchmarks")]
pub fn new_test_ext() -> sp_io::TestExternalities {
	ExtBuilder.build()
}

/// What `who` has at stake on hold.
pub fn on_hold(who: AccountId) -> Balance {
	Balances::balance_on_hold(&crate::HoldReason::Stake.into(), &who)
}

/// What `who` has on hold for slashes.
pub fn slashed(who: AccountId) -> Balance {
	Balances::balance_on_hold(&crate::HoldReason::Slash.into(), &who)
}

/// All of the provider's leases are closed.
pub fn drained() {
	Draining::mutate(|draining| draining.remove(&PROVIDER));
	Reserved::mutate(|reserved| reserved.remove(&PROVIDER));
}

/// Let `blocks` open blocks pass, then run the hook of the last of them.
pub fn pass_and_serve(blocks: OpenBlock) -> Weight {
	pass(blocks);
	Staking::on_initialize(Now::get().into())
}

/// The provider has a lease, or none any more.
pub fn set_leased(leased: bool) {
	let lease = gpus("rtx4090", 1);
	if leased {
		assert_ok!(Market::reserve(&PROVIDER, &lease));
	} else {
		Market::release(&PROVIDER, &lease);
	}
}

/// An era begins with this block.
pub fn next_era() {
	Era::mutate(|era| *era += 1);
	EraStarted::set(Now::get());
}

/// Let `blocks` open blocks pass.
pub fn pass(blocks: OpenBlock) {
	Now::mutate(|now| *now += blocks);
}

/// The events of this pallet, oldest first, which are then forgotten.
pub fn take_events() -> Vec<crate::Event<Test>> {
	let events = System::read_events_for_pallet::<crate::Event<Test>>();
	System::reset_events();
	events
}
