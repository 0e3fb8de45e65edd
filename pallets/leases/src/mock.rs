//! A chain of this pallet alone, with fakes for the others.

mod fakes;
mod weights;
pub use weights::LESS_WITHOUT_RUNNER_UP;

pub use fakes::*;

use crate as pallet_leases;
use crate::*;
use frame_support::{
	derive_impl, parameter_types,
	traits::{ConstU32, Hooks},
	weights::Weight,
	BoundedBTreeMap, BoundedVec,
};
use sp_runtime::{BuildStorage, DispatchResult, Permill};
use spheron_primitives::{
	order::MAX_SERVICES, resources::Gpus, traits::Leases as _, Award, Balance, FeeKind, FeeRates,
	Footprint, LeaseId, LeaseUpdate, OpenBlock, OrderId, Resources, Service, Token,
};
use std::collections::BTreeMap;

pub type AccountId = u64;

pub const TENANT: AccountId = 1;
pub const STRANGER: AccountId = 2;
pub const PROVIDER: AccountId = 10;
pub const RUNNER_UP: AccountId = 11;
/// What tenants have besides what they ordered with, where it is to be enough for anything.
pub const FUNDS: Balance = 1_000_000_000;
pub const SPON: Token = Token::Native;
pub const USD: Token = Token::WithId(1);
/// What a lease that ends in `Ready` costs its provider.
pub const UNSTARTED: Balance = 100;
/// A GPU model that is not in the catalogue.
pub const UNKNOWN_MODEL: &[u8] = b"abacus";
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
	pub static UpdateAnswerWithin: OpenBlock = 30;
	pub static UpdateApplyWithin: OpenBlock = 60;
	pub static UnstartedFee: Balance = UNSTARTED;
	pub static HistoryBlocks: OpenBlock = 10_000;
	pub static MaxDuration: OpenBlock = 20_000;
	pub static MaxServiceWeight: Weight = Weight::from_parts(1_000_000, 1_000_000);
	pub static IsOpen: bool = true;
}

impl Config for Test {
	type Time = Time;
	type Escrow = Ledger;
	type Providers = Registry;
	type Catalogue = Models;
	type Stake = Staking;
	type Valuation = Worth;
	type Awards = Orders;
	type Clock = Clocks;
	type ConfirmWithin = ConfirmWithin;
	type ActivateWithin = ActivateWithin;
	type CloseWithin = CloseWithin;
	type ProviderNotice = ProviderNotice;
	type FundsLowNotice = FundsLowNotice;
	type OutageLimit = OutageLimit;
	type MaxDuration = MaxDuration;
	type UpdateAnswerWithin = UpdateAnswerWithin;
	type UpdateApplyWithin = UpdateApplyWithin;
	type UnstartedFee = UnstartedFee;
	type HistoryBlocks = HistoryBlocks;
	type MaxServiceWeight = MaxServiceWeight;
	type WeightInfo = ();
	#[cfg(feature = "runtime-benchmarks")]
	type Setup = Market;
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

/// One service that needs [`resources_of`] `units`.
pub fn services_of(units: u32) -> BoundedVec<Service, ConstU32<MAX_SERVICES>> {
	let model = b"rtx4090".to_vec().try_into().unwrap();
	let service = Service {
		vcpu_millis: 1_000,
		ram_mib: 1_024,
		storage_gib: 10,
		gpu: Some(Gpus { model, count: 1 }),
		replicas: units,
	};
	vec![service].try_into().unwrap()
}

/// An update to so many units and another manifest.
pub fn update_to(units: u32, max_price: Balance) -> LeaseUpdate {
	let manifest = sp_core::H256::repeat_byte(8);
	LeaseUpdate { services: services_of(units), manifest, max_price }
}

/// What so many units count for on the tenant's wallet.
pub fn footprint_of(units: u32) -> Footprint {
	Footprint::of(&resources_of(units), 150 * u128::from(units))
}

/// What every order, and its lease, counts for on the tenant's wallet.
pub fn footprint() -> Footprint {
	footprint_of(1)
}

/// An order that has just been matched.
#[derive(Clone, Debug)]
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
			footprint: footprint(),
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
		Used::mutate((self.tenant, self.token.clone()), |used| {
			*used = used.checked_add(&footprint()).unwrap();
		});
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
	/// In service, with an update to `units` for at most `max_price` that waits for its answer; the
	/// tenant has [`FUNDS`] besides.
	pub fn updating(&self, units: u32, max_price: Balance) -> LeaseId {
		let id = self.active();
		deposit(self.tenant, &self.token, FUNDS);
		request(id, units, max_price).unwrap();
		id
	}
	/// The same, and it is accepted at `price`.
	pub fn accepted(&self, units: u32, price: Balance) -> LeaseId {
		let id = self.updating(units, price);
		LeasesPallet::accept_update(signed(self.provider), id, asked(id), price).unwrap();
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

/// A unit of gross per block, 5 000 blocks.
pub fn plain() -> Order {
	Order { price: 1_800, max_price: 1_800, ..Order::default() }
}

/// The tenant of the lease asks for so many units.
pub fn request(id: LeaseId, units: u32, max_price: Balance) -> DispatchResult {
	let tenant = Leases::<Test>::get(id).map_or(TENANT, |lease| lease.tenant);
	LeasesPallet::request_update(signed(tenant), id, update_to(units, max_price))
}

/// By which the pending update of the lease is named; whatever will do if there is none.
pub fn asked(id: LeaseId) -> sp_core::H256 {
	LeasesPallet::update_hash(id).unwrap_or_default()
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
	<Time as spheron_primitives::traits::OpenBlocks>::now()
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

/// On every wallet counts just what runs on it: its orders that wait for a confirmation, and its
/// leases from there to their end (E7).
pub fn assert_wallets_carry_what_runs() {
	let orders = OrderLocks::iter_values().map(|(tenant, token, _)| (tenant, token, footprint()));
	let leases = Leases::<Test>::iter_values()
		.filter(|lease| lease.state.runs_on_wallet())
		.map(|lease| (lease.tenant, lease.token.clone(), lease.occupied()));
	let mut sums = BTreeMap::<_, Footprint>::new();
	for (tenant, token, footprint) in orders.chain(leases) {
		let sum = sums.entry((tenant, token)).or_default();
		*sum = sum.checked_add(&footprint).unwrap();
	}
	let used = Used::iter().filter(|(_, used)| !used.is_empty());
	assert_eq!(used.collect::<BTreeMap<_, _>>(), sums);
}

/// What the account has in its wallet: locked, unlocked.
pub fn wallet(who: AccountId, token: &Token) -> (Balance, Balance) {
	(Locked::get((who, token.clone())), Unlocked::get((who, token.clone())))
}

/// Put `amount` into the wallet of `who`.
pub fn deposit(who: AccountId, token: &Token, amount: Balance) {
	Unlocked::mutate((who, token.clone()), |unlocked| *unlocked += amount);
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
		UpdateAnswerWithin::set(30);
		UpdateApplyWithin::set(60);
		UnstartedFee::set(UNSTARTED);
		HistoryBlocks::set(10_000);
		MaxDuration::set(20_000);
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
			assert_wallets_carry_what_runs();
		});
	}
}

#[cfg(feature = "runtime-benchmarks")]
pub fn new_test_ext() -> sp_io::TestExternalities {
	ExtBuilder.build()
}
