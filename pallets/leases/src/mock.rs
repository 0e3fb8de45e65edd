//! A chain of this pallet alone. The other pallets are played by fakes that keep their state in
//! storage, so that a rolled back call rolls them back too.

use crate as pallet_leases;
use crate::*;
use frame_support::{
	derive_impl, parameter_types,
	storage_alias,
	traits::{ConstU32, Get, Hooks},
	weights::Weight,
	Blake2_128Concat, BoundedBTreeMap,
};
use sp_runtime::{BuildStorage, DispatchError, DispatchResult, Permill};
use spheron_primitives::{
	traits::{self, AliveClock, Fault, Leases as _, Unbacked, Unfit},
	Award, Balance, EraIndex, FeeKind, FeeRates, LeaseId, OpenBlock, OrderId, OrderSpec, Payment,
	Resources, Token,
};
use std::{cell::RefCell, collections::BTreeMap};

pub type AccountId = u64;

pub const TENANT: AccountId = 1;
pub const STRANGER: AccountId = 2;
pub const PROVIDER: AccountId = 10;
pub const RUNNER_UP: AccountId = 11;
pub const SPON: Token = Token::Native;
pub const USD: Token = Token::WithId(1);
/// The account of the operator key of a provider.
pub const fn operator(provider: AccountId) -> AccountId {
	provider + 1_000
}

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(
		RuntimeCall,
		RuntimeEvent,
		RuntimeError,
		RuntimeOrigin,
		RuntimeFreezeReason,
		RuntimeHoldReason,
		RuntimeTask
	)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type LeasesPallet = pallet_leases;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = frame_system::mocking::MockBlock<Test>;
}

parameter_types! {
	pub static ConfirmWithin: OpenBlock = 30;
	pub static ActivateWithin: OpenBlock = 300;
	pub static CloseWithin: OpenBlock = 150;
	pub static ProviderNotice: OpenBlock = 1_800;
	pub static FundsLowNotice: OpenBlock = 1_800;
	pub static OutageLimit: OpenBlock = 1_800;
	pub static HistoryBlocks: OpenBlock = 10_000;
	pub static MaxServiceWeight: Weight = Weight::from_parts(1_000_000, 1_000_000);
	pub static IsOpen: bool = true;
}

impl Config for Test {
	type Time = Time;
	type Escrow = Ledger;
	type Providers = Registry;
	type Stake = Staking;
	type Awards = Orders;
	type Clock = Clocks;
	type ConfirmWithin = ConfirmWithin;
	type ActivateWithin = ActivateWithin;
	type CloseWithin = CloseWithin;
	type ProviderNotice = ProviderNotice;
	type FundsLowNotice = FundsLowNotice;
	type OutageLimit = OutageLimit;
	type HistoryBlocks = HistoryBlocks;
	type MaxServiceWeight = MaxServiceWeight;
	type WeightInfo = ();
	#[cfg(feature = "runtime-benchmarks")]
	type Setup = Market;
}

/// A look costs 1, a step 10.
impl WeightInfo for () {
	fn confirm() -> Weight {
		step()
	}
	fn activate() -> Weight {
		step()
	}
	fn close_reserving() -> Weight {
		step()
	}
	fn close_ready() -> Weight {
		step()
	}
	fn close_active() -> Weight {
		step()
	}
	fn close_with_notice() -> Weight {
		step()
	}
	fn confirm_closed() -> Weight {
		step()
	}
	fn settle() -> Weight {
		step()
	}
	fn poke() -> Weight {
		step()
	}
	fn service_base() -> Weight {
		Weight::from_parts(1, 1)
	}
	fn serve_provider() -> Weight {
		Weight::from_parts(1, 1)
	}
	fn serve_reservation_timeout() -> Weight {
		step()
	}
	fn serve_activation_timeout() -> Weight {
		step()
	}
	fn serve_funds_low() -> Weight {
		step()
	}
	fn serve_end() -> Weight {
		step()
	}
	fn serve_close_timeout() -> Weight {
		step()
	}
	fn serve_expiry() -> Weight {
		step()
	}
}

const fn step() -> Weight {
	Weight::from_parts(10, 10)
}

/// Every block is an open one unless `IsOpen` says otherwise.
pub struct Time;
impl traits::OpenBlocks for Time {
	fn now() -> OpenBlock {
		System::block_number() as u32
	}
	fn is_open() -> bool {
		IsOpen::get()
	}
	fn era() -> EraIndex {
		0
	}
}

#[storage_alias]
pub type Locked = StorageMap<Fakes, Blake2_128Concat, (AccountId, Token), Balance, ValueQuery>;
#[storage_alias]
pub type Unlocked = StorageMap<Fakes, Blake2_128Concat, (AccountId, Token), Balance, ValueQuery>;
#[storage_alias]
pub type Earned = StorageMap<Fakes, Blake2_128Concat, (AccountId, Token), Balance, ValueQuery>;
#[storage_alias]
pub type Fees = StorageMap<Fakes, Blake2_128Concat, (FeeKind, Token), Balance, ValueQuery>;
/// Payments by this account fail.
#[storage_alias]
pub type FailingPayer = StorageValue<Fakes, AccountId, OptionQuery>;

pub struct Ledger;
impl Ledger {
	fn take(who: AccountId, token: &Token, amount: Balance) -> DispatchResult {
		Locked::try_mutate((who, token.clone()), |locked| {
			*locked = locked.checked_sub(amount).ok_or(DispatchError::Other("too little locked"))?;
			Ok(())
		})
	}
}
impl traits::Escrow<AccountId> for Ledger {
	fn lock(who: &AccountId, token: &Token, amount: Balance) -> DispatchResult {
		Unlocked::try_mutate((who, token.clone()), |free| {
			*free = free.checked_sub(amount).ok_or(DispatchError::Other("too little unlocked"))?;
			Ok::<_, DispatchError>(())
		})?;
		Locked::mutate((who, token.clone()), |locked| *locked += amount);
		Ok(())
	}
	fn unlock(who: &AccountId, token: &Token, amount: Balance) -> DispatchResult {
		Self::take(*who, token, amount)?;
		Unlocked::mutate((who, token.clone()), |free| *free += amount);
		Ok(())
	}
	fn pay(payment: &Payment<AccountId>) -> DispatchResult {
		let Payment { payer, token, earned, fees } = payment;
		if FailingPayer::get() == Some(*payer) {
			return Err(DispatchError::Unavailable);
		}
		Self::take(*payer, token, payment.total().unwrap())?;
		if let Some((who, amount)) = earned {
			Earned::mutate((who, token.clone()), |sum| *sum += amount);
		}
		for (kind, amount) in fees {
			Fees::mutate((kind, token.clone()), |sum| *sum += amount);
		}
		Ok(())
	}
	fn locked(who: &AccountId, token: &Token) -> Balance {
		Locked::get((who, token.clone()))
	}
}

#[storage_alias]
pub type Reserved = StorageMap<Fakes, Blake2_128Concat, AccountId, Resources, ValueQuery>;

/// A provider has 1 000 vCPU and 1 000 GPUs.
pub struct Registry;
impl traits::Providers<AccountId> for Registry {
	fn of_operator(who: &AccountId) -> Option<AccountId> {
		who.checked_sub(1_000)
	}
	fn fits(_: &AccountId, _: &OrderSpec<AccountId>, _: &Resources) -> Result<(), Unfit> {
		Ok(())
	}
	fn reserve(provider: &AccountId, resources: &Resources) -> Result<(), Unfit> {
		let reserved = Reserved::get(provider).checked_add(resources).unwrap();
		if !Self::capacity(provider).unwrap().covers(&reserved) {
			return Err(Unfit::NoCapacity);
		}
		Reserved::insert(provider, reserved);
		Ok(())
	}
	fn release(provider: &AccountId, resources: &Resources) {
		Reserved::mutate(provider, |reserved| *reserved = reserved.checked_sub(resources).unwrap());
	}
	fn capacity(_: &AccountId) -> Option<Resources> {
		Some(resources_of(1_000))
	}
	fn reserved(provider: &AccountId) -> Resources {
		Reserved::get(provider)
	}
	fn proxy_address(provider: &AccountId) -> Option<AccountId> {
		Some(*provider)
	}
}

#[storage_alias]
pub type Faults = StorageMap<Fakes, Blake2_128Concat, AccountId, u32, ValueQuery>;

pub struct Staking;
impl traits::Stake<AccountId> for Staking {
	fn active(_: &AccountId) -> Balance {
		0
	}
	fn may_bid(_: &AccountId) -> Result<(), Unbacked> {
		Ok(())
	}
	fn fault(provider: &AccountId, fault: Fault, _: &Resources) {
		assert_eq!(fault, Fault::Unconfirmed);
		Faults::mutate(provider, |count| *count += 1);
	}
}

/// What became of an order.
#[derive(Clone, Copy, PartialEq, Eq, Debug, codec::Encode, codec::Decode)]
pub enum Outcome {
	Confirmed,
	Abandoned,
	NoProvider,
}

/// The locks of orders that are not confirmed: tenant, token, amount.
#[storage_alias]
pub type OrderLocks =
	StorageMap<Fakes, Blake2_128Concat, OrderId, (AccountId, Token, Balance), OptionQuery>;
#[storage_alias]
pub type Outcomes = StorageMap<Fakes, Blake2_128Concat, OrderId, Outcome, OptionQuery>;

thread_local! {
	static RUNNERS_UP: RefCell<BTreeMap<OrderId, Award<AccountId>>> = RefCell::default();
}

pub struct Orders;
impl Orders {
	pub fn runner_up(award: Award<AccountId>) {
		RUNNERS_UP.with_borrow_mut(|awards| awards.insert(award.order, award));
	}
	fn release(order: OrderId, outcome: Outcome) {
		let (tenant, token, amount) = OrderLocks::take(order).unwrap();
		<Ledger as traits::Escrow<_>>::unlock(&tenant, &token, amount).unwrap();
		Outcomes::insert(order, outcome);
	}
}
impl traits::Awards for Orders {
	fn confirmed(order: OrderId) -> Balance {
		Outcomes::insert(order, Outcome::Confirmed);
		OrderLocks::take(order).map_or(0, |(_, _, amount)| amount)
	}
	fn lapsed(order: OrderId) {
		let next = RUNNERS_UP.with_borrow_mut(|awards| awards.remove(&order));
		if next.is_none_or(|award| LeasesPallet::open(award).is_err()) {
			Self::release(order, Outcome::NoProvider);
		}
	}
	fn abandoned(order: OrderId) {
		Self::release(order, Outcome::Abandoned);
	}
}

/// A segment of an alive clock: `A(n) = base + min(n, until) - mark`.
#[derive(Clone, Copy, codec::Encode, codec::Decode)]
pub struct Segment {
	pub base: u32,
	pub mark: u32,
	pub until: u32,
}
impl Segment {
	fn alive(&self, n: u32) -> u32 {
		self.base + n.min(self.until).saturating_sub(self.mark)
	}
	fn reaches(&self, alive: u32) -> Option<u32> {
		let block = self.mark + alive.saturating_sub(self.base);
		(block <= self.until).then_some(block)
	}
}

/// The last segment, the one before, and since when the clock stands still if a report said so.
#[storage_alias]
pub type Segments =
	StorageMap<Fakes, Blake2_128Concat, AccountId, (Segment, Segment, Option<u32>), OptionQuery>;

/// A clock that was never attested always runs; an attestation makes it run for 300 blocks.
pub struct Clocks;
impl Clocks {
	/// The provider attests; `healthy` unless all its leases are not.
	pub fn attest(provider: AccountId, healthy: bool) {
		let now = <Time as traits::OpenBlocks>::now();
		let (last, _, _) = Self::get(provider);
		let down = <Self as AliveClock<_>>::down_since(&provider, now);
		let until = if healthy { now + 300 } else { now };
		let next = Segment { base: last.alive(now), mark: now, until };
		let down = if healthy { None } else { Some(down.unwrap_or(now)) };
		Segments::insert(provider, (next, last, down));
		<LeasesPallet as traits::ClockSink<_>>::clock_moved(&provider);
	}
	fn get(provider: AccountId) -> (Segment, Segment, Option<u32>) {
		let always = Segment { base: 0, mark: 0, until: u32::MAX };
		Segments::get(provider).unwrap_or((always, always, None))
	}
}
impl AliveClock<AccountId> for Clocks {
	fn alive(provider: &AccountId, n: OpenBlock) -> OpenBlock {
		let (last, before, _) = Self::get(*provider);
		if n < last.mark { before.alive(n) } else { last.alive(n) }
	}
	fn until(provider: &AccountId) -> OpenBlock {
		Self::get(*provider).0.until
	}
	fn reaches(provider: &AccountId, alive: OpenBlock) -> Option<OpenBlock> {
		let (last, before, _) = Self::get(*provider);
		if alive <= last.base { before.reaches(alive) } else { last.reaches(alive) }
	}
	fn down_since(provider: &AccountId, now: OpenBlock) -> Option<OpenBlock> {
		let (last, _, down) = Self::get(*provider);
		down.or(Some(last.until).filter(|until| *until < now))
	}
}

#[cfg(feature = "runtime-benchmarks")]
pub struct Market;
#[cfg(feature = "runtime-benchmarks")]
impl spheron_primitives::setup::Setup<AccountId> for Market {
	fn token() -> Token {
		USD
	}
	fn funded(_: u32, _: &Token, _: Balance) -> AccountId {
		TENANT
	}
	fn wallet(index: u32, token: &Token, amount: Balance) -> AccountId {
		Unlocked::insert((u64::from(index), token.clone()), amount);
		index.into()
	}
	fn provider(index: u32) -> (AccountId, AccountId) {
		let provider = u64::from(index) + 100;
		(provider, operator(provider))
	}
	fn spec() -> OrderSpec<AccountId> {
		unimplemented!("orders are not made here")
	}
	fn resources() -> Resources {
		resources_of(1)
	}
	fn pass(blocks: u32) {
		System::set_block_number(System::block_number() + u64::from(blocks));
	}
	fn awarded(tenant: &AccountId, operator: &AccountId) -> LeaseId {
		let order = Order { tenant: *tenant, provider: operator - 1_000, ..Order::default() };
		order.open_with_runner_up()
	}
}

pub fn resources_of(units: u32) -> Resources {
	let mut gpus = BoundedBTreeMap::<_, _, ConstU32<16>>::new();
	gpus.try_insert(b"rtx4090".to_vec().try_into().unwrap(), units).unwrap();
	Resources {
		vcpu_millis: 1_000 * u64::from(units),
		ram_mib: 1_024 * u64::from(units),
		storage_gib: 10 * u64::from(units),
		gpus,
	}
}

/// An order that has just been matched.
#[derive(Clone)]
pub struct Order {
	pub tenant: AccountId,
	pub provider: AccountId,
	pub token: Token,
	pub max_price: Balance,
	pub price: Balance,
	pub duration: OpenBlock,
}
impl Default for Order {
	fn default() -> Self {
		Self {
			tenant: TENANT,
			provider: PROVIDER,
			token: USD,
			max_price: 2_000_000,
			price: 1_000_003,
			duration: 5_000,
		}
	}
}
impl Order {
	pub fn award(&self, order: OrderId) -> Award<AccountId> {
		Award {
			order,
			tenant: self.tenant,
			provider: self.provider,
			token: self.token.clone(),
			price: self.price,
			duration: self.duration,
			resources: resources_of(1),
			manifest: sp_core::H256::repeat_byte(7),
			rates: rates(&self.token),
		}
	}
	/// The order's lock: the worst case (E2).
	pub fn lock(&self) -> Balance {
		let gross = spheron_primitives::money::gross(self.max_price, self.duration).unwrap();
		rates(&self.token).charge(gross).unwrap().paid()
	}
	/// Lock what the order locks, and give its id.
	fn place(&self) -> OrderId {
		let lock = self.lock();
		let order = OrderId(OrderLocks::iter().count() as u64 + Outcomes::iter().count() as u64);
		Locked::mutate((self.tenant, self.token.clone()), |locked| *locked += lock);
		OrderLocks::insert(order, (self.tenant, self.token.clone(), lock));
		order
	}
	pub fn open(&self) -> LeaseId {
		LeasesPallet::open(self.award(self.place())).unwrap()
	}
	pub fn open_with_runner_up(&self) -> LeaseId {
		let order = self.place();
		let second = Self { provider: RUNNER_UP, price: self.price + 1_000, ..self.clone() };
		Orders::runner_up(second.award(order));
		LeasesPallet::open(self.award(order)).unwrap()
	}
	pub fn ready(&self) -> LeaseId {
		let id = self.open();
		LeasesPallet::confirm(signed(self.provider), id).unwrap();
		id
	}
	pub fn active(&self) -> LeaseId {
		let id = self.ready();
		LeasesPallet::activate(signed(self.provider), id, access()).unwrap();
		id
	}
}

pub fn rates(token: &Token) -> FeeRates {
	let (user, provider) = if *token == SPON { (0, 0) } else { (2, 1) };
	FeeRates {
		user: Permill::from_percent(user),
		provider: Permill::from_percent(provider),
		share: Permill::from_percent(20),
	}
}

pub fn access() -> AccessDetails {
	AccessDetails {
		host: b"node-1.example.com".to_vec().try_into().unwrap(),
		ports: vec![PortMapping { service: 80, external: 30_080 }].try_into().unwrap(),
		url: Some(b"https://node-1.example.com:30080".to_vec().try_into().unwrap()),
	}
}

pub fn signed(who: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

pub fn lease(id: LeaseId) -> LeaseOf<Test> {
	Leases::<Test>::get(id).unwrap()
}

pub fn state(id: LeaseId) -> LeaseState {
	lease(id).state
}

/// The number of the current block.
pub fn now() -> OpenBlock {
	<Time as traits::OpenBlocks>::now()
}

/// Go to the block `blocks` further on, running the hook in each.
pub fn run(blocks: u32) {
	for _ in 0..blocks {
		System::set_block_number(System::block_number() + 1);
		LeasesPallet::on_initialize(System::block_number());
	}
}

/// Go there without running the hook: as if it had no room.
pub fn skip(blocks: u32) {
	System::set_block_number(System::block_number() + u64::from(blocks));
}

/// The events of this pallet since the last call.
pub fn events() -> Vec<Event<Test>> {
	let events = System::events()
		.into_iter()
		.filter_map(|record| match record.event {
			RuntimeEvent::LeasesPallet(event) => Some(event),
			_ => None,
		})
		.collect();
	System::reset_events();
	events
}

/// Everything that can change about money and capacity in a test with one tenant and provider.
#[derive(PartialEq, Eq, Debug)]
pub struct Books {
	pub locked: Balance,
	pub unlocked: Balance,
	pub earned: Balance,
	pub fees: Balance,
	pub reservation: Balance,
	pub share: Balance,
	pub reserved: u64,
}
impl Books {
	pub fn in_token(token: &Token) -> Self {
		let fee = |kind| Fees::get((kind, token.clone()));
		Self {
			locked: Locked::get((TENANT, token.clone())),
			unlocked: Unlocked::get((TENANT, token.clone())),
			earned: Earned::get((PROVIDER, token.clone())),
			fees: fee(FeeKind::User) + fee(FeeKind::Provider),
			reservation: fee(FeeKind::Reservation),
			share: fee(FeeKind::FoundationShare),
			reserved: Reserved::get(PROVIDER).vcpu_millis / 1_000,
		}
	}
	pub fn total(&self) -> Balance {
		self.locked + self.unlocked + self.earned + self.fees + self.reservation + self.share
	}
}

pub fn books() -> Books {
	Books::in_token(&USD)
}

/// The books after `blocks` of service of one default order at `price`, all settled and over.
pub fn books_after(order: &Order, blocks: u32) -> Books {
	let gross = order.price * u128::from(blocks) / 1_800;
	let (share, user) = (gross / 5, (gross * 2).div_ceil(100));
	let provider_fee = (gross - share) / 80;
	Books {
		locked: 0,
		unlocked: order.lock() - gross - user,
		earned: gross - share - provider_fee,
		fees: user + provider_fee,
		reservation: 0,
		share,
		reserved: 0,
	}
}

#[derive(Default)]
pub struct ExtBuilder;
impl ExtBuilder {
	pub fn build(self) -> sp_io::TestExternalities {
		ConfirmWithin::set(30);
		ActivateWithin::set(300);
		CloseWithin::set(150);
		ProviderNotice::set(1_800);
		FundsLowNotice::set(1_800);
		OutageLimit::set(1_800);
		HistoryBlocks::set(10_000);
		MaxServiceWeight::set(Weight::from_parts(1_000_000, 1_000_000));
		IsOpen::set(true);
		RUNNERS_UP.with_borrow_mut(BTreeMap::clear);
		let storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
		let mut ext = sp_io::TestExternalities::new(storage);
		ext.execute_with(|| System::set_block_number(1));
		ext
	}
	pub fn build_and_execute(self, test: impl FnOnce()) {
		self.build().execute_with(|| {
			test();
			LeasesPallet::do_try_state().unwrap();
		});
	}
}

#[cfg(feature = "runtime-benchmarks")]
pub fn new_test_ext() -> sp_io::TestExternalities {
	ExtBuilder.build()
}
