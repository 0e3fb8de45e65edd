//! A market of real tokens: SPON, and two assets under the council's account, each worth a US dollar
//! at first. Fees, prices and providers are fakes of a few lines.

use crate as pallet_escrow;
use crate::{HoldReason, Pallet, Wallet, Wallets, WeightInfo};
use frame_support::{
	derive_impl, parameter_types,
	traits::{
		fungible::{NativeFromLeft, UnionOf},
		fungibles::{Inspect as _, InspectHold as _},
		AsEnsureOriginWithArg, ConstU128, Time,
	},
	weights::Weight,
	PalletId, Twox64Concat,
};
use frame_system::{EnsureRoot, EnsureSigned};
use sp_runtime::{
	traits::IdentityLookup, AccountId32, BuildStorage, DispatchError, DispatchResult, FixedU128,
};
use spheron_primitives::{
	traits::{FeePayout, FeeSink, Prices, Providers, Unfit},
	Balance, FeeKind, Footprint, OrderSpec, Price, Resources, Token,
};

pub type AccountId = AccountId32;
type Block = frame_system::mocking::MockBlock<Test>;

pub const ALICE: AccountId = AccountId::new([1; 32]);
pub const BOB: AccountId = AccountId::new([2; 32]);
pub const CHARLIE: AccountId = AccountId::new([3; 32]);
/// Owns nothing, not even SPON.
pub const POOR: AccountId = AccountId::new([4; 32]);
pub const MALLORY: AccountId = AccountId::new([5; 32]);
pub const COUNCIL: AccountId = AccountId::new([6; 32]);
pub const FOUNDATION: AccountId = AccountId::new([7; 32]);
pub const PROVIDER: AccountId = AccountId::new([8; 32]);
pub const OTHER_PROVIDER: AccountId = AccountId::new([9; 32]);
/// Where [`PROVIDER`] withdraws to; owns nothing at first.
pub const PROXY: AccountId = AccountId::new([10; 32]);
/// Where [`OTHER_PROVIDER`] withdraws to.
pub const OTHER_PROXY: AccountId = AccountId::new([11; 32]);
pub const ZERO: AccountId = AccountId::new([0; 32]);

pub const SPON: Token = Token::Native;
/// 6 decimals, sufficient.
pub const USD: Token = Token::WithId(1);
/// 18 decimals, not sufficient.
pub const GOLD: Token = Token::WithId(2);
/// An asset that nobody listed, and that has no metadata.
pub const UNLISTED: Token = Token::WithId(3);

/// 0.001 SPON.
pub const ED: Balance = 1_000_000_000_000_000;
pub const USD_MIN: Balance = 10_000;
pub const GOLD_MIN: Balance = 2_000_000_000_000_000;

/// One whole token.
pub fn unit(token: &Token) -> Balance {
	match token {
		Token::WithId(1) => 1_000_000,
		_ => 1_000_000_000_000_000_000,
	}
}

/// The minimum deposit of each payment token, half of one.
pub fn min_deposit(token: &Token) -> Balance {
	unit(token) / 2
}

pub const TOKENS: [Token; 3] = [SPON, USD, GOLD];

/// What everybody but [`POOR`], [`PROXY`] and [`ZERO`] owns of each token, in whole ones.
pub const ENDOWMENT: Balance = 1_000;

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
	pub type Assets = pallet_assets;
	#[runtime::pallet_index(3)]
	pub type AssetsHolder = pallet_assets_holder;
	#[runtime::pallet_index(4)]
	pub type Escrow = pallet_escrow;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
	type AccountId = AccountId;
	type Lookup = IdentityLookup<AccountId>;
	type AccountData = pallet_balances::AccountData<Balance>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type AccountStore = System;
	type Balance = Balance;
	type ExistentialDeposit = ConstU128<ED>;
}

#[derive_impl(pallet_assets::config_preludes::TestDefaultConfig)]
impl pallet_assets::Config for Test {
	type Balance = Balance;
	type Currency = Balances;
	type CreateOrigin = AsEnsureOriginWithArg<EnsureSigned<AccountId>>;
	type ForceOrigin = EnsureRoot<AccountId>;
	type Holder = AssetsHolder;
}

impl pallet_assets_holder::Config for Test {
	type RuntimeHoldReason = RuntimeHoldReason;
	type RuntimeEvent = RuntimeEvent;
}

pub type Funds = UnionOf<Balances, Assets, NativeFromLeft, Token, AccountId>;
pub type HeldFunds = UnionOf<Balances, AssetsHolder, NativeFromLeft, Token, AccountId>;

parameter_types! {
	pub const EscrowId: PalletId = PalletId(*b"sphn/esc");
	pub const CouncilAccount: AccountId = COUNCIL;
	pub static FloatPayer: Option<AccountId> = Some(FOUNDATION);
	/// Whether the fake of the fees pallet refuses every credit.
	pub static FeesRefuse: bool = false;
	/// The time, in milliseconds.
	pub static Now: u64 = START;
	pub const MaxPriceAge: u64 = 24 * HOUR;
	pub static MaxPaymentTokens: u32 = MOST_TOKENS;
}

/// One hour, in milliseconds.
pub const HOUR: u64 = 60 * 60 * 1_000;

/// How many payment tokens there can be.
pub const MOST_TOKENS: u32 = 8;

/// When every test begins, and when the first prices were fed.
pub const START: u64 = 1_700_000_000_000;

pub struct MockTime;

impl Time for MockTime {
	type Moment = u64;

	fn now() -> u64 {
		Now::get()
	}
}

/// The last prices: in storage, so that they are rolled back like the real ones.
#[frame_support::storage_alias]
pub type LastPrices = StorageMap<MockOracle, Twox64Concat, Token, Price>;

pub struct MockPrices;

impl Prices for MockPrices {
	fn last(token: &Token) -> Option<Price> {
		LastPrices::get(token)
	}
}

/// Feed a price of `cents` of a US dollar for a whole token, now.
pub fn feed(token: &Token, cents: u128) {
	let usd = FixedU128::from_rational(cents, 100);
	LastPrices::insert(token, Price { usd, at: Now::get() });
}

impl pallet_escrow::Config for Test {
	type RuntimeHoldReason = RuntimeHoldReason;
	type Assets = HeldFunds;
	type Funds = Funds;
	type Roles = Assets;
	type Metadata = Assets;
	type CouncilAccount = CouncilAccount;
	type ListOrigin = EnsureRoot<AccountId>;
	type BracketOrigin = EnsureRoot<AccountId>;
	type FloatPayer = FloatPayer;
	type PalletId = EscrowId;
	type Providers = FakeProviders;
	type Fees = FakeFees;
	type Prices = MockPrices;
	type Time = MockTime;
	type MaxPriceAge = MaxPriceAge;
	type MaxPaymentTokens = MaxPaymentTokens;
	type WeightInfo = ();
	#[cfg(feature = "runtime-benchmarks")]
	type Setup = setup::MockSetup;
}

impl WeightInfo for () {
	fn list_token() -> Weight {
		Weight::from_parts(90_000_000, 0)
	}
	fn deposit() -> Weight {
		Weight::from_parts(80_000_000, 0)
	}
	fn deposit_for() -> Weight {
		Weight::from_parts(80_000_000, 0)
	}
	fn withdraw() -> Weight {
		Weight::from_parts(80_000_000, 0)
	}
	fn withdraw_earnings() -> Weight {
		Weight::from_parts(85_000_000, 0)
	}
	fn transfer() -> Weight {
		Weight::from_parts(30_000_000, 0)
	}
	fn delist_token() -> Weight {
		Weight::from_parts(15_000_000, 0)
	}
	fn set_min_deposit() -> Weight {
		Weight::from_parts(20_000_000, 0)
	}
	fn set_brackets() -> Weight {
		Weight::from_parts(15_000_000, 0)
	}
}

/// Knows two providers, and only where they withdraw to.
pub struct FakeProviders;

impl Providers<AccountId> for FakeProviders {
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
		Default::default()
	}
	fn proxy_address(provider: &AccountId) -> Option<AccountId> {
		match provider {
			who if *who == PROVIDER => Some(PROXY),
			who if *who == OTHER_PROVIDER => Some(OTHER_PROXY),
			_ => None,
		}
	}
}

/// What the fee routes are owed: in storage, so that it is rolled back like the real one.
#[frame_support::storage_alias]
pub type Owed = StorageDoubleMap<
	MockFees,
	Twox64Concat,
	Token,
	Twox64Concat,
	FeeKind,
	Balance,
	frame_support::pallet_prelude::ValueQuery,
>;

pub struct FakeFees;

impl FeeSink for FakeFees {
	fn credit(kind: FeeKind, token: &Token, amount: Balance) -> DispatchResult {
		if FeesRefuse::get() {
			return Err(DispatchError::Other("no fees today"));
		}
		Owed::mutate(token, kind, |owed| *owed += amount);
		Ok(())
	}
	fn owed(token: &Token) -> Balance {
		Owed::iter_prefix_values(token).sum()
	}
}

/// Flush `amount` of what is owed for `kind` to `to`, as the fees pallet does it.
pub fn flush(kind: FeeKind, token: &Token, to: &AccountId, amount: Balance) -> DispatchResult {
	frame_support::storage::with_storage_layer(|| {
		Owed::mutate(token, kind, |owed| *owed -= amount);
		Escrow::pay_out(token, to, amount)
	})
}

/// Burn `amount` of what is owed for `kind`, as the fees pallet does it.
pub fn burn(kind: FeeKind, token: &Token, amount: Balance) -> DispatchResult {
	frame_support::storage::with_storage_layer(|| {
		Owed::mutate(token, kind, |owed| *owed -= amount);
		Escrow::burn(token, amount)
	})
}

#[cfg(feature = "runtime-benchmarks")]
pub mod setup {
	use super::*;
	use frame_support::traits::fungibles::Mutate as _;
	use spheron_primitives::setup::Setup;

	pub struct MockSetup;

	impl Setup<AccountId> for MockSetup {
		fn token() -> Token {
			GOLD
		}
		fn funded(index: u32, token: &Token, amount: Balance) -> AccountId {
			let who = frame_benchmarking::account("funded", index, 0);
			Funds::mint_into(SPON, &who, ENDOWMENT * unit(&SPON)).unwrap();
			Funds::mint_into(token.clone(), &who, amount).unwrap();
			who
		}
		fn wallet(index: u32, token: &Token, amount: Balance) -> AccountId {
			let who = Self::funded(index, token, amount);
			Escrow::deposit(RuntimeOrigin::signed(who.clone()), token.clone(), amount).unwrap();
			who
		}
		fn provider(_: u32) -> (AccountId, AccountId) {
			(PROVIDER, PROVIDER)
		}
		fn spec() -> OrderSpec<AccountId> {
			unimplemented!("the escrow knows no orders")
		}
		fn resources() -> Resources {
			Default::default()
		}
		fn pass(_: u32) {}
	}
}

pub struct ExtBuilder {
	tokens: Vec<(Option<u32>, Balance)>,
}

impl Default for ExtBuilder {
	fn default() -> Self {
		Self {
			tokens: vec![
				(None, min_deposit(&SPON)),
				(Some(1), min_deposit(&USD)),
				(Some(2), min_deposit(&GOLD)),
			],
		}
	}
}

impl ExtBuilder {
	/// With these payment tokens at genesis, and no others.
	pub fn tokens(self, tokens: Vec<(Option<u32>, Balance)>) -> Self {
		Self { tokens }
	}

	pub fn build(self) -> sp_io::TestExternalities {
		FeesRefuse::set(false);
		FloatPayer::set(Some(FOUNDATION));
		Now::set(START);
		MaxPaymentTokens::set(MOST_TOKENS);
		let rich = [ALICE, BOB, CHARLIE, MALLORY, COUNCIL, FOUNDATION, PROVIDER, OTHER_PROXY];
		let of = |token: Token| {
			rich.iter().map(move |who| (who.clone(), ENDOWMENT * unit(&token))).collect::<Vec<_>>()
		};
		let assets =
			|id: u32| of(Token::WithId(id)).into_iter().map(move |(who, amount)| (id, who, amount));
		let storage = RuntimeGenesisConfig {
			system: Default::default(),
			balances: pallet_balances::GenesisConfig { balances: of(SPON), ..Default::default() },
			assets: pallet_assets::GenesisConfig {
				assets: vec![
					(1, COUNCIL, true, USD_MIN),
					(2, COUNCIL, false, GOLD_MIN),
					(3, COUNCIL, false, GOLD_MIN),
				],
				metadata: vec![
					(1, b"US dollar".to_vec(), b"USD".to_vec(), 6),
					(2, b"Gold".to_vec(), b"GOLD".to_vec(), 18),
				],
				accounts: assets(1).chain(assets(2)).chain(assets(3)).collect(),
				..Default::default()
			},
			escrow: pallet_escrow::GenesisConfig { tokens: self.tokens, ..Default::default() },
		}
		.build_storage()
		.unwrap();
		let mut ext = sp_io::TestExternalities::from(storage);
		ext.execute_with(|| {
			System::set_block_number(1);
			TOKENS.iter().for_each(|token| feed(token, 100));
		});
		ext
	}

	/// Run `test`, then check the invariants.
	pub fn build_and_execute(self, test: impl FnOnce()) {
		self.build().execute_with(|| {
			test();
			Escrow::do_try_state().unwrap();
		});
	}
}

/// The escrow's account for `token`.
pub fn escrow(token: &Token) -> AccountId {
	Pallet::<Test>::account_id(token)
}

/// What the escrow has on hold.
pub fn held(token: &Token) -> Balance {
	HeldFunds::balance_on_hold(token.clone(), &HoldReason::Escrow.into(), &escrow(token))
}

/// What `who` owns outside the escrow and free.
pub fn free(who: &AccountId, token: &Token) -> Balance {
	Funds::balance(token.clone(), who)
}

/// `(unlocked, locked)` of a wallet.
pub fn wallet(who: &AccountId, token: &Token) -> (Balance, Balance) {
	let Wallet { unlocked, locked, .. } = Wallets::<Test>::get(who, token);
	(unlocked, locked)
}

/// What runs on a wallet.
pub fn used(who: &AccountId, token: &Token) -> Footprint {
	Wallets::<Test>::get(who, token).used
}

/// So many vCPUs, and nothing else.
pub fn vcpus(n: u64) -> Footprint {
	Footprint { vcpu_millis: n * 1_000, ..Footprint::default() }
}

/// GPUs of so many hundredths of a unit, and nothing else.
pub fn gpus(gpu_units: u64) -> Footprint {
	Footprint { gpu_units, ..Footprint::default() }
}

pub fn earnings(provider: &AccountId, token: &Token) -> Balance {
	crate::Earnings::<Test>::get(provider, token)
}

/// Deposit for oneself, of a token listed and owned.
pub fn deposited(who: AccountId, token: &Token, amount: Balance) {
	Escrow::deposit(RuntimeOrigin::signed(who), token.clone(), amount).unwrap();
}

/// Take a payment token off the list.
pub fn delist(token: &Token) {
	Escrow::delist_token(RuntimeOrigin::root(), token.clone()).unwrap();
}

/// The last event, which must be one of ours.
pub fn last_event() -> crate::Event<Test> {
	match System::events().pop().expect("an event").event {
		RuntimeEvent::Escrow(event) => event,
		other => panic!("not an event of the escrow: {other:?}"),
	}
}
