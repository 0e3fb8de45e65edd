//! A chain with nothing but this pallet, and an escrow that counts what it pays out.

use crate as pallet_fees;
use frame_support::{assert_ok, derive_impl, parameter_types, weights::Weight};
use frame_system::EnsureRoot;
use sp_runtime::{BuildStorage, DispatchError, DispatchResult, Permill, TokenError};
use spheron_primitives::{traits::FeePayout, Balance, Token};
use std::collections::BTreeMap;

type Block = frame_system::mocking::MockBlock<Test>;
type AccountId = u64;

/// The foundation's account at genesis.
pub const FOUNDATION: AccountId = 100;
/// Anybody.
pub const ANYONE: AccountId = 1;
/// The native token.
pub const SPON: Token = Token::Native;
/// Another token.
pub const USPON: Token = Token::WithId(1);
/// What a token says that refuses.
pub const REFUSAL: DispatchError = DispatchError::Token(TokenError::Blocked);

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
	pub type Fees = pallet_fees;
}

parameter_types! {
	/// The rates; by default those of the protocol.
	pub static SponUserFee: Permill = Permill::zero();
	pub static SponProviderFee: Permill = Permill::zero();
	pub static OtherUserFee: Permill = Permill::from_percent(2);
	pub static OtherProviderFee: Permill = Permill::from_percent(1);
	pub static FoundationShare: Permill = Permill::from_percent(20);
	/// Whether every token refuses to be sent.
	pub static Refusing: bool = false;
	/// What the escrow has paid out, by receiver and token.
	pub static Paid: BTreeMap<(AccountId, Token), Balance> = BTreeMap::new();
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
}

impl pallet_fees::Config for Test {
	type SponUserFee = SponUserFee;
	type SponProviderFee = SponProviderFee;
	type OtherUserFee = OtherUserFee;
	type OtherProviderFee = OtherProviderFee;
	type FoundationShare = FoundationShare;
	type FoundationOrigin = EnsureRoot<AccountId>;
	type Payout = Escrow;
	type WeightInfo = ();
	#[cfg(feature = "runtime-benchmarks")]
	type Setup = Setup;
}

/// An escrow that has enough of everything.
pub struct Escrow;

impl FeePayout<AccountId> for Escrow {
	fn pay_out(token: &Token, to: &AccountId, amount: Balance) -> DispatchResult {
		frame_support::ensure!(!Refusing::get(), REFUSAL);
		Paid::mutate(|paid| *paid.entry((*to, token.clone())).or_default() += amount);
		Ok(())
	}
}

/// What `to` has received in `token`.
pub fn paid(to: AccountId, token: Token) -> Balance {
	Paid::get().get(&(to, token)).copied().unwrap_or(0)
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

	fn flush() -> Weight {
		Weight::from_parts(2, 0)
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
		Refusing::set(false);
		Paid::set(BTreeMap::new());
		let storage = RuntimeGenesisConfig {
			fees: pallet_fees::GenesisConfig { foundation: self.foundation },
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
