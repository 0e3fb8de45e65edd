//! A chain with this pallet, and another one for it to call.

use crate as pallet_governance;
use frame_support::{
	derive_impl, ord_parameter_types,
	traits::{Contains, EitherOfDiverse},
	weights::{constants::ParityDbWeight, Weight},
};
use frame_system::{EnsureRoot, EnsureSignedBy};
use sp_runtime::BuildStorage;

/// Stands for a motion of the council.
pub const MOTION: u64 = 1;
/// The council's account.
pub const COUNCIL_ACCOUNT: u64 = 2;
pub const STRANGER: u64 = 3;

/// Stands for whatever the council's account may call.
#[frame_support::pallet(dev_mode)]
pub mod ledger {
	use frame_support::{dispatch::WithPostDispatchInfo, pallet_prelude::*};
	use frame_system::pallet_prelude::*;

	#[pallet::pallet]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config {}

	/// Who signed last.
	#[pallet::storage]
	pub type Signer<T: Config> = StorageValue<_, T::AccountId>;

	#[pallet::error]
	pub enum Error<T> {
		/// It was told to fail.
		ToldToFail,
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Write down who signed.
		#[pallet::weight((Weight::from_parts(500, 50), DispatchClass::Operational))]
		pub fn sign(origin: OriginFor<T>) -> DispatchResult {
			Signer::<T>::put(ensure_signed(origin)?);
			Ok(())
		}

		/// Write down who signed, having used `used`.
		#[pallet::weight(Weight::from_parts(500, 50))]
		pub fn sign_cheaply(origin: OriginFor<T>, used: Weight) -> DispatchResultWithPostInfo {
			Signer::<T>::put(ensure_signed(origin)?);
			Ok(Some(used).into())
		}

		/// Write down who signed, and fail, having used `used`.
		#[pallet::weight(Weight::from_parts(500, 50))]
		pub fn sign_and_fail(origin: OriginFor<T>, used: Weight) -> DispatchResultWithPostInfo {
			Signer::<T>::put(ensure_signed(origin)?);
			Err(Error::<T>::ToldToFail.with_weight(used))
		}

		/// As [`Pallet::sign`], but the runtime's filter does not let it through.
		#[pallet::weight(Weight::from_parts(500, 50))]
		pub fn filtered(origin: OriginFor<T>) -> DispatchResult {
			Self::sign(origin)
		}
	}
}

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(RuntimeCall, RuntimeEvent, RuntimeError, RuntimeOrigin, RuntimeTask)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Ledger = ledger;
	#[runtime::pallet_index(2)]
	pub type Governance = pallet_governance;
}

/// Everything but `ledger.filtered`.
pub struct BaseFilter;

impl Contains<RuntimeCall> for BaseFilter {
	fn contains(call: &RuntimeCall) -> bool {
		!matches!(call, RuntimeCall::Ledger(ledger::Call::filtered {}))
	}
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = frame_system::mocking::MockBlock<Test>;
	type BaseCallFilter = BaseFilter;
	type DbWeight = ParityDbWeight;
}

impl ledger::Config for Test {}

ord_parameter_types! {
	pub const Motion: u64 = MOTION;
	pub const CouncilAccount: u64 = COUNCIL_ACCOUNT;
}

impl pallet_governance::Config for Test {
	type RuntimeCall = RuntimeCall;
	type CouncilOrigin = EitherOfDiverse<EnsureRoot<u64>, EnsureSignedBy<Motion, u64>>;
	type CouncilAccount = CouncilAccount;
	type WeightInfo = ();
}

impl crate::WeightInfo for () {
	fn dispatch_as_council() -> Weight {
		Weight::from_parts(1_000, 100)
	}
}

/// The chain in its first block.
pub fn new_test_ext() -> sp_io::TestExternalities {
	let storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
	let mut ext = sp_io::TestExternalities::new(storage);
	ext.execute_with(|| System::set_block_number(1));
	ext
}
