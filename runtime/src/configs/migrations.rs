//! Migrations over several blocks.

use super::system::of_block;
use crate::*;
use frame_support::{
	migrations::ForceUnstuckOnFailedMigration, parameter_types, traits::ConstU32, weights::Weight,
};

parameter_types! {
	/// What a migration may take of a block.
	pub MaxMigrationWeight: Weight = of_block(750);
}

impl pallet_migrations::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	#[cfg(not(any(test, feature = "runtime-benchmarks")))]
	type Migrations = ();
	#[cfg(all(not(test), feature = "runtime-benchmarks"))]
	type Migrations = pallet_migrations::mock_helpers::MockedMigrations;
	// As long as each test wants it.
	#[cfg(test)]
	type Migrations = crate::tests::migration::TestMigration;
	type CursorMaxLen = ConstU32<65_536>;
	type IdentifierMaxLen = ConstU32<256>;
	type MigrationStatusHandler = ();
	// A stuck migration must not keep the council from mending it.
	type FailedMigrationHandler = ForceUnstuckOnFailedMigration;
	type MaxServiceWeight = MaxMigrationWeight;
	type WeightInfo = pallet_migrations::weights::SubstrateWeight<Runtime>;
}
