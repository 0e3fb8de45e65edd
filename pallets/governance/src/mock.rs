//! A chain with this pallet, the SDK's scheduler and preimages, and another pallet to call.

use crate as pallet_governance;
use frame_support::{
	assert_ok, derive_impl, ord_parameter_types, parameter_types,
	traits::{ConstU32, Contains, EitherOfDiverse, EqualPrivilegeOnly},
	weights::{
		constants::{ParityDbWeight, WEIGHT_REF_TIME_PER_MILLIS},
		Weight,
	},
};
use frame_system::{EnsureRoot, EnsureSignedBy};
use sp_runtime::{traits::BlockNumberProvider, BuildStorage};
use spheron_primitives::{traits::OpenBlocks, EraIndex, OpenBlock};

/// Stands for a motion of more than half of the council.
pub const MOTION: u64 = 1;
/// The council's account.
pub const COUNCIL_ACCOUNT: u64 = 2;
pub const STRANGER: u64 = 3;
/// Stands for a motion of three quarters of the council.
pub const LARGE_MOTION: u64 = 4;

/// Stands for whatever can be called.
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

	/// What root has ruled, oldest first.
	#[pallet::storage]
	#[pallet::unbounded]
	pub type Rulings<T: Config> = StorageValue<_, Vec<u32>, ValueQuery>;

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

		/// Write down what root rules.
		#[pallet::weight(Weight::from_parts(500, 50))]
		pub fn rule(origin: OriginFor<T>, ruling: u32, _reasons: Vec<u8>) -> DispatchResult {
			ensure_root(origin)?;
			Rulings::<T>::append(ruling);
			Ok(())
		}

		/// As [`Pallet::rule`], at a given weight, having used half of it.
		#[pallet::weight(*weight)]
		pub fn rule_heavily(
			origin: OriginFor<T>,
			ruling: u32,
			weight: Weight,
		) -> DispatchResultWithPostInfo {
			Self::rule(origin, ruling, Vec::new())?;
			Ok(Some(weight / 2).into())
		}

		/// As [`Pallet::rule`], and fail.
		#[pallet::weight(Weight::from_parts(500, 50))]
		pub fn rule_and_fail(origin: OriginFor<T>, ruling: u32) -> DispatchResult {
			Self::rule(origin, ruling, Vec::new())?;
			Err(Error::<T>::ToldToFail.into())
		}
	}
}

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(
		RuntimeCall,
		RuntimeEvent,
		RuntimeError,
		RuntimeOrigin,
		RuntimeHoldReason,
		RuntimeTask
	)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Ledger = ledger;
	#[runtime::pallet_index(2)]
	pub type Governance = pallet_governance;
	#[runtime::pallet_index(3)]
	pub type Preimage = pallet_preimage;
	#[runtime::pallet_index(4)]
	pub type Scheduler = pallet_scheduler;
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

impl pallet_preimage::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = ();
	type Currency = ();
	type ManagerOrigin = EnsureRoot<u64>;
	type Consideration = ();
}

/// So many thousandths of a second, and as many megabytes.
const fn millis(millis: u64) -> Weight {
	Weight::from_parts(WEIGHT_REF_TIME_PER_MILLIS, 1_000_000).saturating_mul(millis)
}

/// What the scheduler can take of a block.
pub const MAX_TASKS_WEIGHT: Weight = millis(100);
/// The heaviest call.
pub const MAX_CALL_WEIGHT: Weight = millis(80);
/// The longest call.
pub const MAX_CALL_LENGTH: u32 = 1_000;
/// The most calls that can be under way to root.
pub const MAX_ROOT_CALLS: u32 = 3;

parameter_types! {
	/// What the scheduler has in this block.
	pub static SchedulerWeight: Weight = MAX_TASKS_WEIGHT;
	/// How long calls wait, before it is clamped.
	pub static RootDelay: OpenBlock = 20;
	pub const MaxCallWeight: Weight = MAX_CALL_WEIGHT;
}

/// Every block is open.
pub struct Clock;

impl OpenBlocks for Clock {
	fn now() -> OpenBlock {
		System::block_number() as OpenBlock
	}

	fn is_open() -> bool {
		true
	}

	fn era() -> EraIndex {
		0
	}
}

impl BlockNumberProvider for Clock {
	type BlockNumber = OpenBlock;

	fn current_block_number() -> OpenBlock {
		Self::now()
	}
}

impl pallet_scheduler::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeOrigin = RuntimeOrigin;
	type PalletsOrigin = OriginCaller;
	type RuntimeCall = RuntimeCall;
	type MaximumWeight = SchedulerWeight;
	type ScheduleOrigin = EnsureRoot<u64>;
	type OriginPrivilegeCmp = EqualPrivilegeOnly;
	type MaxScheduledPerBlock = ConstU32<10>;
	type WeightInfo = ();
	type Preimages = Preimage;
	type BlockNumberProvider = Clock;
}

ord_parameter_types! {
	pub const Motion: u64 = MOTION;
	pub const LargeMotion: u64 = LARGE_MOTION;
	pub const CouncilAccount: u64 = COUNCIL_ACCOUNT;
}

impl pallet_governance::Config for Test {
	type RuntimeCall = RuntimeCall;
	type CouncilOrigin = EitherOfDiverse<EnsureRoot<u64>, EnsureSignedBy<Motion, u64>>;
	type CouncilAccount = CouncilAccount;
	type RootOrigin = EnsureSignedBy<LargeMotion, u64>;
	type CancelOrigin = EnsureSignedBy<Motion, u64>;
	type RootDelay = RootDelay;
	type MaxRootCalls = ConstU32<MAX_ROOT_CALLS>;
	type MaxCallLength = ConstU32<MAX_CALL_LENGTH>;
	type MaxCallWeight = MaxCallWeight;
	type Time = Clock;
	type Scheduler = Scheduler;
	type Preimages = Preimage;
	type WeightInfo = ();
}

/// What [`crate::Call::enact_root`] weighs without the call.
pub const ENACT_WEIGHT: Weight = Weight::from_parts(2_000, 200);

impl crate::WeightInfo for () {
	fn dispatch_as_council() -> Weight {
		Weight::from_parts(1_000, 100)
	}

	fn schedule_root(l: u32) -> Weight {
		Weight::from_parts(10_000 + u64::from(l), 0)
	}

	fn schedule_root_by_hash(l: u32) -> Weight {
		Weight::from_parts(20_000 + u64::from(l), 0)
	}

	fn cancel_root() -> Weight {
		Weight::from_parts(3_000, 0)
	}

	fn enact_root() -> Weight {
		ENACT_WEIGHT
	}
}

/// The chain in its first block.
pub fn new_test_ext() -> sp_io::TestExternalities {
	SchedulerWeight::set(MAX_TASKS_WEIGHT);
	RootDelay::set(20);
	let storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
	let mut ext = sp_io::TestExternalities::new(storage);
	ext.execute_with(|| System::set_block_number(1));
	ext
}

/// Builds a chain for a test.
pub struct ExtBuilder;

impl ExtBuilder {
	/// Run `test` on the chain in its first block, then check the invariants.
	pub fn build_and_execute(self, test: impl FnOnce()) {
		new_test_ext().execute_with(|| {
			test();
			assert_ok!(Governance::do_try_state());
		});
	}
}

/// Go on to block `number`.
pub fn run_to(number: OpenBlock) {
	System::run_to_block::<AllPalletsWithSystem>(number.into());
}
