//! A market around this pallet, each neighbour in a few lines. Their state lies in storage, so that
//! it is rolled back with ours.

use crate as pallet_orders;
use crate::{OrderState, Orders as OrdersMap, WeightInfo};
use codec::{Decode, Encode};
use frame_support::{
	derive_impl, dispatch::DispatchClass, ensure, parameter_types, storage_alias, traits::Hooks,
	weights::Weight, Twox64Concat,
};
use frame_system::limits::BlockWeights;
use sp_core::H256;
use sp_runtime::{BuildStorage, DispatchError, DispatchResult, Permill};
use spheron_primitives::{
	traits::*, Award, Balance, EraIndex, FeeRates, Footprint, GpuModel, LeaseId, Mode, OpenBlock,
	OrderId, OrderSpec, Payment, Resources, Service, Strategy, Tier, Token,
};

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(RuntimeCall, RuntimeEvent, RuntimeError, RuntimeOrigin, RuntimeTask)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Orders = pallet_orders;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = frame_system::mocking::MockBlock<Test>;
	type BlockWeights = Weights;
}

parameter_types! {
	/// Users have [`UsersWeight`] of a block.
	pub Weights: BlockWeights = BlockWeights::builder()
		.base_block(Weight::zero())
		.for_class(DispatchClass::all(), |class| class.base_extrinsic = Weight::zero())
		.for_class(DispatchClass::Normal, |class| class.max_total = Some(UsersWeight::get()))
		.build_or_panic();
	pub static UsersWeight: Weight = Weight::from_parts(100_000, u64::MAX);
	pub static Now: OpenBlock = 1;
	pub static IsOpen: bool = true;
	pub static Window: OpenBlock = 2;
	pub static Kept: u32 = 8;
	pub static LongestDuration: OpenBlock = 100_000;
	pub static KeepHistory: OpenBlock = 50;
	pub static ServiceWeight: Weight = Weight::from_parts(100_000, 0);
	/// The most vCPU that a wallet may run, in thousandths (E7).
	pub static Bracket: u64 = u64::MAX;
	/// What a GPU of any model counts for, in hundredths.
	pub static GpuMultiplier: u128 = 150;
	/// Awards handed to leases, in order.
	pub static Opened: Vec<Award<u64>> = vec![];
	/// The providers whose leases are all being closed.
	pub static Draining: Vec<u64> = vec![];
	/// What the registry was last asked whether a provider fits.
	pub static Asked: Option<(OrderSpec<u64>, Resources)> = None;
	/// Faults reported, in order.
	pub static Faults: Vec<(u64, Fault, Resources)> = vec![];
	/// As of which blocks.
	pub static FaultsAt: Vec<OpenBlock> = vec![];
	/// Weight of the last block's hook.
	pub static HookWeight: Weight = Weight::zero();
}

impl pallet_orders::Config for Test {
	type Time = FakeTime;
	type Escrow = FakeEscrow;
	type Fees = FakeFees;
	type Providers = FakeRegistry;
	type Catalogue = FakeRegistry;
	type Trust = FakeRegistry;
	type Stake = FakeStake;
	type Leases = FakeLeases;
	type Drain = FakeLeases;
	type BiddingWindow = Window;
	type BidsKept = Kept;
	type MaxDuration = LongestDuration;
	type HistoryBlocks = KeepHistory;
	type MaxServiceWeight = ServiceWeight;
	type WeightInfo = ();
	#[cfg(feature = "runtime-benchmarks")]
	type Setup = FakeSetup;
}

/// Figures that are easy to add up.
impl WeightInfo for () {
	fn create() -> Weight {
		Weight::from_parts(1_000, 0)
	}
	fn cancel() -> Weight {
		Weight::from_parts(1_000, 0)
	}
	fn bid() -> Weight {
		Weight::from_parts(1_000, 0)
	}
	fn poke() -> Weight {
		Weight::from_parts(20, 0)
	}
	fn service_nothing() -> Weight {
		Weight::from_parts(10, 0)
	}
	fn match_awarded(f: u32) -> Weight {
		Weight::from_parts(100 + 10 * u64::from(f), 0)
	}
	fn match_unserved(f: u32) -> Weight {
		Weight::from_parts(50 + 10 * u64::from(f), 0)
	}
	fn expire() -> Weight {
		Weight::from_parts(5, 0)
	}
}

pub struct FakeTime;
impl OpenBlocks for FakeTime {
	fn now() -> OpenBlock {
		Now::get()
	}
	fn is_open() -> bool {
		IsOpen::get()
	}
	fn era() -> EraIndex {
		0
	}
}

/// (unlocked, locked).
#[storage_alias]
pub type Wallets = StorageMap<
	Mock,
	Twox64Concat,
	(u64, Token),
	(Balance, Balance),
	frame_support::pallet_prelude::ValueQuery,
>;

/// What each wallet runs.
#[storage_alias]
pub type Used = StorageMap<
	Mock,
	Twox64Concat,
	(u64, Token),
	Footprint,
	frame_support::pallet_prelude::ValueQuery,
>;

pub struct FakeEscrow;
impl Escrow<u64> for FakeEscrow {
	fn ensure_payment_token(token: &Token) -> DispatchResult {
		ensure!(matches!(token, Token::Native | Token::WithId(1)), "not a payment token");
		Ok(())
	}
	fn lock(who: &u64, token: &Token, amount: Balance) -> DispatchResult {
		Wallets::try_mutate((who, token), |(unlocked, locked)| {
			*unlocked = unlocked.checked_sub(amount).ok_or("too little unlocked")?;
			*locked += amount;
			Ok(())
		})
	}
	fn unlock(who: &u64, token: &Token, amount: Balance) -> DispatchResult {
		Wallets::try_mutate((who, token), |(unlocked, locked)| {
			*unlocked += amount;
			*locked = locked.checked_sub(amount).ok_or("too little locked")?;
			Ok::<_, DispatchError>(())
		})
	}
	fn pay(_: &Payment<u64>) -> DispatchResult {
		unreachable!("orders pay nobody")
	}
	fn locked(who: &u64, token: &Token) -> Balance {
		Wallets::get((who, token)).1
	}
	fn occupy(who: &u64, token: &Token, more: &Footprint) -> DispatchResult {
		let used = Used::get((who, token)).checked_add(more).ok_or("too much to count")?;
		ensure!(used.vcpu_millis <= Bracket::get(), "beyond the bracket");
		Used::insert((who, token), used);
		Ok(())
	}
	fn vacate(who: &u64, token: &Token, less: &Footprint) {
		Used::mutate((who, token), |used| *used = used.checked_sub(less).unwrap());
	}
	fn hand_over(_: &u64, _: &u64, _: &Token, _: Balance, _: &Footprint) -> DispatchResult {
		unreachable!("orders hand over nothing")
	}
}

parameter_types! {
	/// Rates for tokens other than SPON.
	pub static OtherRates: FeeRates = FeeRates {
		user: Permill::from_percent(2),
		provider: Permill::from_percent(1),
		share: Permill::from_percent(20),
	};
}

pub struct FakeFees;
impl FeeSchedule for FakeFees {
	fn rates(token: &Token) -> FeeRates {
		match token {
			Token::Native => FeeRates { share: Permill::from_percent(20), ..Default::default() },
			Token::WithId(_) => OtherRates::get(),
		}
	}
}

/// A provider, as registry, staking and eras know it.
#[derive(Clone, Encode, Decode)]
pub struct Machine {
	pub unfit: Option<Unfit>,
	pub unbacked: Option<Unbacked>,
	pub tier: Option<Tier>,
	pub stake: Balance,
	pub capacity: Resources,
	pub reserved: Resources,
}

#[storage_alias]
pub type Machines = StorageMap<Mock, Twox64Concat, u64, Machine>;

/// The operator key of `provider`.
pub fn operator(provider: u64) -> u64 {
	provider + 1_000
}

/// The operator key of every provider besides.
pub const SHARED_OPERATOR: u64 = 2_000;

pub struct FakeRegistry;
impl Providers<u64> for FakeRegistry {
	fn is_operator(provider: &u64, who: &u64) -> bool {
		Machines::contains_key(provider) && [operator(*provider), SHARED_OPERATOR].contains(who)
	}
	fn fits(provider: &u64, spec: &OrderSpec<u64>, need: &Resources) -> Result<(), Unfit> {
		Asked::set(Some((spec.clone(), need.clone())));
		let machine = Machines::get(provider).ok_or(Unfit::NotActive)?;
		match machine.unfit {
			Some(unfit) => Err(unfit),
			None if machine.capacity.checked_sub(&machine.reserved).unwrap().covers(need) => Ok(()),
			None => Err(Unfit::NoCapacity),
		}
	}
	fn reserve(provider: &u64, need: &Resources) -> Result<(), Unfit> {
		let mut machine = Machines::get(provider).ok_or(Unfit::NotActive)?;
		let reserved = machine.reserved.checked_add(need).ok_or(Unfit::NoCapacity)?;
		match machine.unfit {
			Some(unfit) => Err(unfit),
			None if machine.capacity.covers(&reserved) => {
				machine.reserved = reserved;
				Machines::insert(provider, machine);
				Ok(())
			}
			None => Err(Unfit::NoCapacity),
		}
	}
	fn release(provider: &u64, resources: &Resources) {
		set(*provider, |machine| {
			machine.reserved = machine.reserved.checked_sub(resources).unwrap()
		});
	}
	fn capacity(provider: &u64) -> Option<Resources> {
		Machines::get(provider).map(|machine| machine.capacity)
	}
	fn reserved(provider: &u64) -> Resources {
		Machines::get(provider).map(|machine| machine.reserved).unwrap_or_default()
	}
	fn proxy_address(_: &u64) -> Option<u64> {
		None
	}
}

impl Catalogue for FakeRegistry {
	fn knows(resources: &Resources) -> bool {
		resources.gpus.keys().all(|known| *known == model("rtx4090"))
	}
	fn gpu_units(resources: &Resources) -> u128 {
		resources.gpus.values().map(|count| u128::from(*count) * GpuMultiplier::get()).sum()
	}
}

impl Trust<u64> for FakeRegistry {
	fn admit(_: &u64, _: Tier) {}
	fn forget(_: &u64) {}
	fn tier(provider: &u64) -> Option<Tier> {
		Machines::get(provider)?.tier
	}
}

pub struct FakeStake;
impl Stake<u64> for FakeStake {
	fn active(provider: &u64) -> Balance {
		Machines::get(provider).map_or(0, |machine| machine.stake)
	}
	fn may_bid(provider: &u64) -> Result<(), Unbacked> {
		Machines::get(provider).and_then(|machine| machine.unbacked).map_or(Ok(()), Err)
	}
	fn fault(provider: &u64, fault: Fault, resources: &Resources, at: OpenBlock) {
		FaultsAt::mutate(|blocks| blocks.push(at));
		Faults::mutate(|faults| faults.push((*provider, fault, resources.clone())));
	}
}

pub struct FakeLeases;
impl Leases<u64> for FakeLeases {
	fn open(award: Award<u64>) -> Result<LeaseId, Unfit> {
		ensure!(!Draining::get().contains(&award.provider), Unfit::NotActive);
		FakeRegistry::reserve(&award.provider, &award.resources)?;
		Ok(Opened::mutate(|opened| {
			opened.push(award);
			LeaseId(opened.len() as u64)
		}))
	}
}

impl Drain<u64> for FakeLeases {
	fn drain(_: &u64, _: DrainReason) {
		unreachable!("orders close no leases")
	}
	fn draining(provider: &u64) -> Option<(DrainReason, OpenBlock)> {
		Draining::get().contains(provider).then_some((DrainReason::Slashed, 1))
	}
}

pub const TENANT: u64 = 500;
pub const OTHER_TENANT: u64 = 501;
pub const STABLE: Token = Token::WithId(1);
/// What each tenant has unlocked of SPON and of the stable token.
pub const FUNDS: Balance = 1_000_000;
/// What [`spec`] locks: 1 800 for an hour, and 2 % of it.
pub const LOCK: Balance = 1_836;

pub fn model(name: &str) -> GpuModel {
	name.as_bytes().to_vec().try_into().unwrap()
}

/// One service of 1 vCPU.
pub fn service() -> Service {
	Service { vcpu_millis: 1_000, ram_mib: 1_024, storage_gib: 10, gpu: None, replicas: 1 }
}

/// An hour of one small service, at no more than a unit per block.
pub fn spec() -> OrderSpec<u64> {
	OrderSpec {
		services: vec![service()].try_into().unwrap(),
		regions: Default::default(),
		excluded_regions: Default::default(),
		attributes: Default::default(),
		tiers: Default::default(),
		mode: Mode::Provider,
		token: STABLE,
		max_price: 1_800,
		duration: 1_800,
		manifest: H256::repeat_byte(7),
		strategy: Strategy::Cheapest,
		allow: None,
		deny: Default::default(),
	}
}

/// What [`spec`] needs.
pub fn need() -> Resources {
	Resources::of_services(&spec().services).unwrap()
}

/// What `orders` orders of [`spec`] count for.
pub fn footprint(orders: u64) -> Footprint {
	Footprint {
		vcpu_millis: 1_000 * orders,
		ram_mib: 1_024 * orders,
		storage_gib: 10 * orders,
		gpu_units: 0,
	}
}

/// A provider with room for 100 of [`spec`], in tier 4, staked.
pub fn add_provider(provider: u64) {
	let huge = Service { replicas: 100, ..service() };
	let machine = Machine {
		unfit: None,
		unbacked: None,
		tier: Some(Tier::Tier4),
		stake: 100,
		capacity: Resources::of_services(&[huge]).unwrap(),
		reserved: Resources::default(),
	};
	Machines::insert(provider, machine);
}

/// Change what is known of `provider`.
pub fn set(provider: u64, change: impl FnOnce(&mut Machine)) {
	Machines::mutate(provider, |machine| change(machine.as_mut().unwrap()));
}

/// Leave `provider` no room.
pub fn fill(provider: u64) {
	set(provider, |machine| machine.reserved = machine.capacity.clone());
}

/// Let an open block begin: time moves on, then the hook runs.
pub fn next_block() {
	Now::mutate(|now| *now += 1);
	run_hook();
}

/// Run the hook of a block, without time moving on.
pub fn run_hook() {
	System::set_block_number(System::block_number() + 1);
	HookWeight::set(Orders::on_initialize(System::block_number()));
}

/// Let open blocks begin until `block` has.
pub fn run_to(block: OpenBlock) {
	while Now::get() < block {
		next_block();
	}
}

/// The lease of an awarded order.
pub fn lease_of(order: OrderId) -> Option<LeaseId> {
	match OrdersMap::<Test>::get(order)?.state {
		OrderState::Awarded { lease } => Some(lease),
		OrderState::Open { .. } => None,
	}
}

#[derive(Default)]
pub struct ExtBuilder;

impl ExtBuilder {
	pub fn build(self) -> sp_io::TestExternalities {
		Now::set(1);
		IsOpen::set(true);
		Window::set(2);
		Kept::set(8);
		Bracket::set(u64::MAX);
		GpuMultiplier::set(150);
		Opened::set(vec![]);
		Draining::set(vec![]);
		Asked::set(None);
		Faults::set(vec![]);
		FaultsAt::set(vec![]);
		let storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
		let mut ext = sp_io::TestExternalities::new(storage);
		ext.execute_with(|| {
			System::set_block_number(1);
			(1..=20).for_each(add_provider);
			for tenant in [TENANT, OTHER_TENANT] {
				for token in [STABLE, Token::Native] {
					Wallets::insert((tenant, token), (FUNDS, 0));
				}
			}
		});
		ext
	}

	/// Run `test`, and check the invariants.
	pub fn build_and_execute(self, test: impl FnOnce()) {
		self.build().execute_with(|| {
			test();
			Orders::do_try_state().unwrap();
		});
	}
}

#[cfg(feature = "runtime-benchmarks")]
pub struct FakeSetup;
#[cfg(feature = "runtime-benchmarks")]
impl spheron_primitives::setup::Setup<u64> for FakeSetup {
	fn token() -> Token {
		STABLE
	}
	fn funded(index: u32, _: &Token, _: Balance) -> u64 {
		10_000 + u64::from(index)
	}
	fn wallet(index: u32, token: &Token, amount: Balance) -> u64 {
		let account = 20_000 + u64::from(index);
		Wallets::insert((account, token), (amount, 0));
		account
	}
	fn provider(index: u32) -> (u64, u64) {
		let provider = 1 + u64::from(index);
		add_provider(provider);
		(provider, operator(provider))
	}
	fn unbonding(provider: &u64) {
		set(*provider, |machine| machine.unbacked = Some(Unbacked::StakeTooLow));
	}
	fn spec() -> OrderSpec<u64> {
		spec()
	}
	fn resources() -> Resources {
		need()
	}
	fn pass(blocks: u32) {
		Now::mutate(|now| *now += blocks);
	}
}
