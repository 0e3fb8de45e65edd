//! A chain with nothing but this pallet, and a migration that can be switched on.

use crate as pallet_eras;
use frame_support::{
	assert_ok, derive_impl, migrations::MultiStepMigrator, parameter_types, weights::Weight,
};
use sp_runtime::BuildStorage;

type Block = frame_system::mocking::MockBlock<Test>;

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
	pub type Eras = pallet_eras;
}

parameter_types! {
	/// Whether a multi-block migration is going on.
	pub static Migrating: bool = false;
	/// Length of an era.
	pub static EraLength: u32 = 10;
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
}

impl pallet_eras::Config for Test {
	type EraLength = EraLength;
	type WeightInfo = ();
}

/// Weight of a block without a new era, in the mock.
pub const SAME_ERA: Weight = Weight::from_parts(1, 0);
/// Weight of a block with a new era, in the mock.
pub const NEW_ERA: Weight = Weight::from_parts(2, 0);

impl crate::WeightInfo for () {
	fn on_initialize_same_era() -> Weight {
		SAME_ERA
	}

	fn on_initialize_new_era() -> Weight {
		NEW_ERA
	}
}

/// The chain at genesis.
pub fn new_test_ext() -> sp_io::TestExternalities {
	Migrating::set(false);
	EraLength::set(10);
	let storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
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

/// The events of this pallet, oldest first, which are then forgotten.
pub fn take_events() -> Vec<crate::Event<Test>> {
	let events = System::read_events_for_pallet::<crate::Event<Test>>();
	System::reset_events();
	events
}
