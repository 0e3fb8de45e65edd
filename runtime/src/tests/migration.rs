//! An upgrade of the runtime with a migration over several blocks, as on a chain: in the first block of
//! the new version the executive takes the migration on, and goes a step in this one and in each that
//! follows. Only the code is the same before and after.

use super::chain::{changed_since, end_block, start_block, state};
use crate::{Eras, Runtime, VERSION};
use frame_support::{
	migrations::{SteppedMigration, SteppedMigrationError},
	parameter_types,
	weights::WeightMeter,
};
use frame_system::{LastRuntimeUpgrade, LastRuntimeUpgradeInfo};
use sp_io::hashing::twox_128;
use sp_runtime::ExtrinsicInclusionMode;
use spheron_primitives::traits::OpenBlocks;

parameter_types! {
	/// Which migration it is: each is run once.
	storage TestMigrationId: u32 = 0;
	/// How many blocks it takes.
	storage TestMigrationBlocks: u32 = 1;
}

/// What no block of a migration changes: all that is the market's, and everybody's funds.
const KEPT: [&str; 12] = [
	"Balances",
	"Assets",
	"AssetsHolder",
	"Eras",
	"Orders",
	"Leases",
	"Fees",
	"Escrow",
	"Registry",
	"Staking",
	"Oracle",
	"Attestation",
];

/// The migration of every upgrade: from its first step to its last, all that orders and leases have in
/// storage stands there with every bit inverted. Whoever reads or writes it meanwhile does damage.
pub struct TestMigration;

impl SteppedMigration for TestMigration {
	type Cursor = u32;
	type Identifier = u32;

	fn id() -> u32 {
		TestMigrationId::get()
	}

	fn max_steps() -> Option<u32> {
		Some(TestMigrationBlocks::get())
	}

	/// The cursor says how many steps were taken before.
	fn step(taken: Option<u32>, _: &mut WeightMeter) -> Result<Option<u32>, SteppedMigrationError> {
		if taken.is_none() {
			invert();
		}
		let taken = taken.unwrap_or_default() + 1;
		if taken < TestMigrationBlocks::get() {
			return Ok(Some(taken));
		}
		invert();
		Ok(None)
	}
}

/// Which the pallet asks for where it can be measured.
#[cfg(feature = "runtime-benchmarks")]
impl pallet_migrations::MockedMigrations for TestMigration {
	fn set_fail_after(_: u32) {
		unreachable!("nothing is measured here")
	}

	fn set_success_after(_: u32) {
		unreachable!("nothing is measured here")
	}
}

/// Inverts every bit that orders and leases have in storage.
fn invert() {
	let prefixes = ["Orders", "Leases"].map(|pallet| twox_128(pallet.as_bytes()));
	for (key, value) in state() {
		if prefixes.iter().any(|prefix| key.starts_with(prefix)) {
			let inverted: Vec<u8> = value.iter().map(|byte| !byte).collect();
			sp_io::storage::set(&key, &inverted);
		}
	}
}

/// Between two blocks: the code is that of this version from here on, and was that of the one before.
pub fn apply_code() {
	LastRuntimeUpgrade::<Runtime>::put(LastRuntimeUpgradeInfo {
		spec_version: (VERSION.spec_version - 1).into(),
		spec_name: VERSION.spec_name,
	});
}

/// The same; and this version has a migration that takes so many `blocks`.
pub fn apply_code_with_migration(blocks: u32) {
	TestMigrationId::set(&(TestMigrationId::get() + 1));
	TestMigrationBlocks::set(&blocks);
	apply_code();
}

/// Ends the current block, upgrades the runtime, and starts the next open block: after a migration over
/// so many `blocks`, in which nobody can send a transaction, no time passes, and nothing is served or
/// charged.
pub fn upgrade(blocks: u32) {
	let mut parent = end_block();
	apply_code_with_migration(blocks);
	let (now, before) = (Eras::now(), state());
	for _ in 0..blocks {
		assert_eq!(start_block(parent, 1), ExtrinsicInclusionMode::OnlyInherents);
		assert!(!Eras::is_open());
		assert_eq!(Eras::now(), now);
		parent = end_block();
	}
	let changed = changed_since(&before);
	let touched: Vec<_> = KEPT.into_iter().filter(|pallet| changed.contains(pallet)).collect();
	assert_eq!(touched, Vec::<&str>::new());

	assert_eq!(start_block(parent, 1), ExtrinsicInclusionMode::AllExtrinsics);
	assert!(Eras::is_open());
	assert_eq!(Eras::now(), now + 1);
}
