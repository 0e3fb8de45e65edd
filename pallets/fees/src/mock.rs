//! A chain with this pallet and real SPON, and an escrow that has enough of everything and counts
//! what it pays out.

use crate as pallet_fees;
use frame_support::{
	assert_ok, derive_impl, parameter_types,
	traits::{
		fungible::{Balanced, Credit, Mutate},
		tokens::{Fortitude::Force, Precision::Exact, Preservation::Expendable},
		ConstU128, Hooks, OnUnbalanced,
	},
	weights::Weight,
	PalletId, Twox64Concat,
};
use frame_system::EnsureRoot;
use sp_runtime::{BuildStorage, DispatchError, DispatchResult, Permill, TokenError};
use spheron_primitives::{traits::FeePayout, Balance, Token};

type Block = frame_system::mocking::MockBlock<Test>;
pub type AccountId = u64;

/// The foundation's account at genesis.
pub const FOUNDATION: AccountId = 100;
/// The account that pays activity rewards.
pub const REWARD_POT: AccountId = 150;
/// The author of the first block.
pub const AUTHOR: AccountId = 160;
/// The account in which the escrow keeps SPON.
pub const ESCROW: AccountId = 170;
/// Anybody.
pub const ANYONE: AccountId = 1;
/// The native token.
pub const SPON: Token = Token::Native;
/// Another token.
pub const USPON: Token = Token::WithId(1);
/// What a token says that refuses.
pub const REFUSAL: DispatchError = DispatchError::Token(TokenError::Blocked);
/// The existential deposit.
pub const ED: Balance = 100;
/// What the escrow has of SPON.
pub const PLENTY: Balance = 1 << 100;

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
	pub type Fees = pallet_fees;
}

parameter_types! {
	pub const FeesId: PalletId = PalletId(*b"sphn/fee");
	pub const RewardAccount: AccountId = REWARD_POT;
	/// The rates; by default those of the protocol.
	pub static SponUserFee: Permill = Permill::zero();
	pub static SponProviderFee: Permill = Permill::zero();
	pub static OtherUserFee: Permill = Permill::from_percent(2);
	pub static OtherProviderFee: Permill = Permill::from_percent(1);
	pub static FoundationShare: Permill = Permill::from_percent(20);
	/// Who authors the running block.
	pub static Authoring: Option<AccountId> = Some(AUTHOR);
	/// Whether assets refuse to be sent and burnt.
	pub static Refusing: bool = false;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
	type AccountData = pallet_balances::AccountData<Balance>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type AccountStore = System;
	type Balance = Balance;
	type ExistentialDeposit = ConstU128<ED>;
}

impl pallet_fees::Config for Test {
	type Currency = Balances;
	type PalletId = FeesId;
	type SponUserFee = SponUserFee;
	type SponProviderFee = SponProviderFee;
	type OtherUserFee = OtherUserFee;
	type OtherProviderFee = OtherProviderFee;
	type FoundationShare = FoundationShare;
	type Author = Authoring;
	type RewardPot = RewardAccount;
	type FoundationOrigin = EnsureRoot<AccountId>;
	type RatesOrigin = EnsureRoot<AccountId>;
	type RouteOrigin = EnsureRoot<AccountId>;
	type Payout = Escrow;
	type WeightInfo = ();
	#[cfg(feature = "runtime-benchmarks")]
	type Setup = Setup;
}

/// Who has received how much of which asset: in storage, so that it is rolled back like the real
/// one. What was burnt stands under [`ESCROW`].
#[frame_support::storage_alias]
pub type Received = StorageDoubleMap<
	MockEscrow,
	Twox64Concat,
	Token,
	Twox64Concat,
	AccountId,
	Balance,
	frame_support::pallet_prelude::ValueQuery,
>;

/// An escrow that has enough of everything.
pub struct Escrow;

impl FeePayout<AccountId> for Escrow {
	fn pay_out(token: &Token, to: &AccountId, amount: Balance) -> DispatchResult {
		match token {
			Token::Native => Balances::transfer(&ESCROW, to, amount, Expendable).map(drop),
			Token::WithId(_) => Self::count(token, to, amount),
		}
	}

	fn burn(token: &Token, amount: Balance) -> DispatchResult {
		match token {
			Token::Native => {
				Balances::burn_from(&ESCROW, amount, Expendable, Exact, Force).map(drop)
			}
			Token::WithId(_) => Self::count(token, &ESCROW, amount),
		}
	}
}

impl Escrow {
	fn count(token: &Token, to: &AccountId, amount: Balance) -> DispatchResult {
		frame_support::ensure!(!Refusing::get(), REFUSAL);
		Received::mutate(token, to, |sum| *sum += amount);
		Ok(())
	}
}

/// What `to` has received in `token`.
pub fn received(to: AccountId, token: Token) -> Balance {
	match token {
		Token::Native => Balances::free_balance(to),
		Token::WithId(_) => Received::get(token, to),
	}
}

/// How much of `token` was burnt since genesis, if all new SPON came in by [`collected`] and
/// [`slashed`], `issued` together.
pub fn burnt(token: Token, issued: Balance) -> Balance {
	match token {
		Token::Native => PLENTY + ED + issued - Balances::total_issuance(),
		Token::WithId(_) => Received::get(token, ESCROW),
	}
}

/// A transaction paid `amount`.
pub fn collected(amount: Balance) {
	crate::TransactionFees::<Test>::on_unbalanced(issue(amount));
}

/// Somebody was slashed by `amount`.
pub fn slashed(amount: Balance) {
	crate::Slashes::<Test>::on_unbalanced(issue(amount));
}

/// A provider paid `amount` for a lease that ended before its activation.
pub fn unstarted(amount: Balance) {
	crate::ReservationFees::<Test>::on_unbalanced(issue(amount));
}

fn issue(amount: Balance) -> Credit<AccountId, Balances> {
	<Balances as Balanced<AccountId>>::issue(amount)
}

/// The running block ends, and the next one begins.
pub fn end_block() {
	let now = System::block_number();
	Fees::on_finalize(now);
	System::set_block_number(now + 1);
	Fees::on_initialize(now + 1);
}

/// What lies in the pot beyond its float.
pub fn in_pot() -> Balance {
	Balances::free_balance(Fees::pot_account()) - ED
}

/// The rest of the market, for benchmarks.
#[cfg(feature = "runtime-benchmarks")]
pub struct Setup;

#[cfg(feature = "runtime-benchmarks")]
impl spheron_primitives::setup::Setup<AccountId> for Setup {
	fn token() -> Token {
		USPON
	}
	fn funded(index: u32, _: &Token, _: Balance) -> AccountId {
		index.into()
	}
	fn wallet(index: u32, _: &Token, _: Balance) -> AccountId {
		index.into()
	}
	fn provider(_: u32) -> (AccountId, AccountId) {
		unimplemented!("fees know no providers")
	}
	fn spec() -> spheron_primitives::OrderSpec<AccountId> {
		unimplemented!("fees know no orders")
	}
	fn resources() -> spheron_primitives::Resources {
		unimplemented!("fees know no orders")
	}
	fn pass(_: u32) {}
}

impl crate::WeightInfo for () {
	fn set_foundation() -> Weight {
		Weight::from_parts(1, 0)
	}
	fn flush_spon() -> Weight {
		Weight::from_parts(2, 0)
	}
	fn flush_asset() -> Weight {
		Weight::from_parts(3, 0)
	}
	fn set_rates() -> Weight {
		Weight::from_parts(4, 0)
	}
	fn set_route() -> Weight {
		Weight::from_parts(5, 0)
	}
	fn on_finalize() -> Weight {
		Weight::from_parts(6, 0)
	}
}

/// Builds a chain for a test.
pub struct ExtBuilder {
	foundation: Option<AccountId>,
}

impl Default for ExtBuilder {
	fn default() -> Self {
		Self { foundation: Some(FOUNDATION) }
	}
}

impl ExtBuilder {
	/// A chain whose foundation has no account yet.
	pub fn without_foundation(mut self) -> Self {
		self.foundation = None;
		self
	}

	/// The chain in its first block.
	pub fn build(self) -> sp_io::TestExternalities {
		SponUserFee::set(Permill::zero());
		SponProviderFee::set(Permill::zero());
		OtherUserFee::set(Permill::from_percent(2));
		OtherProviderFee::set(Permill::from_percent(1));
		FoundationShare::set(Permill::from_percent(20));
		Authoring::set(Some(AUTHOR));
		Refusing::set(false);
		let storage = RuntimeGenesisConfig {
			system: Default::default(),
			balances: pallet_balances::GenesisConfig {
				balances: vec![(ESCROW, PLENTY)],
				..Default::default()
			},
			fees: pallet_fees::GenesisConfig { foundation: self.foundation },
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
			assert_ok!(Fees::do_try_state());
			test();
			assert_ok!(Fees::do_try_state());
		});
	}
}

/// The chain in its first block, for benchmarks.
#[cfg(feature = "runtime-benchmarks")]
pub fn new_test_ext() -> sp_io::TestExternalities {
	ExtBuilder::default().build()
}

/// The events of this pallet, oldest first, which are then forgotten.
pub fn take_events() -> Vec<crate::Event<Test>> {
	let events = System::read_events_for_pallet::<crate::Event<Test>>();
	System::reset_events();
	events
}
