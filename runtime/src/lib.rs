//! The Spheron chain's runtime: wiring only.
//!
//! - [`configs`]: each pallet's configuration, a file each;
//! - [`parameters`]: the values that a council motion can change;
//! - [`apis`]: what the node and clients can call;
//! - [`books`]: whether all the books agree;
//! - [`presets`]: the genesis of development chains.

#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(
	not(feature = "std"),
	deny(
		clippy::unwrap_used,
		clippy::expect_used,
		clippy::panic,
		clippy::indexing_slicing,
		clippy::arithmetic_side_effects,
		clippy::cast_possible_wrap,
		clippy::cast_sign_loss
	)
)]
// The macros that make a runtime generate items without docs.
#![allow(missing_docs)]
// They nest deeply, too.
#![recursion_limit = "512"]

extern crate alloc;

#[cfg(feature = "std")]
include!(concat!(env!("OUT_DIR"), "/wasm_binary.rs"));

pub mod apis;
#[cfg(feature = "runtime-benchmarks")]
mod benchmark_setup;
pub mod books;
pub mod class;
pub mod configs;
#[allow(clippy::expect_used, reason = "FRAME's macros expand to it")]
pub mod genesis_parameters;
pub mod parameters;
pub mod presets;
#[cfg(test)]
mod tests;
pub mod weights;

use alloc::{borrow::Cow, vec::Vec};
use sp_runtime::{
	generic,
	traits::{BlakeTwo256, IdentifyAccount, Verify},
	MultiAddress, MultiSignature,
};
use sp_version::RuntimeVersion;

pub use class::NormalUnlessAuthorized;
pub use configs::session::SessionKeys;
pub use parameters::{dynamic_params, RuntimeParameters};

/// A signature of any of the supported schemes.
pub type Signature = MultiSignature;
/// An account.
pub type AccountId = <<Signature as Verify>::Signer as IdentifyAccount>::AccountId;
/// An amount of a token, in its smallest unit.
pub type Balance = spheron_primitives::Balance;
/// Number of a block of the chain.
pub type BlockNumber = u32;
/// Number of an account's transactions.
pub type Nonce = u32;
/// A hash.
pub type Hash = sp_core::H256;
/// How accounts are given in calls.
pub type Address = MultiAddress<AccountId, ()>;
/// A block's header.
pub type Header = generic::Header<BlockNumber, BlakeTwo256>;
/// A block.
pub type Block = generic::Block<Header, UncheckedExtrinsic>;
/// A transaction as it comes from the wire.
pub type UncheckedExtrinsic =
	generic::UncheckedExtrinsic<Address, RuntimeCall, Signature, TxExtension>;
/// What is signed.
pub type SignedPayload = generic::SignedPayload<RuntimeCall, TxExtension>;
/// What every transaction carries besides its call. `AuthorizeCall` comes first: it gives calls
/// that authorize themselves their origin.
pub type TxExtension = (
	frame_system::AuthorizeCall<Runtime>,
	frame_system::CheckNonZeroSender<Runtime>,
	frame_system::CheckSpecVersion<Runtime>,
	frame_system::CheckTxVersion<Runtime>,
	frame_system::CheckGenesis<Runtime>,
	frame_system::CheckMortality<Runtime>,
	frame_system::CheckNonce<Runtime>,
	NormalUnlessAuthorized<(
		frame_system::CheckWeight<Runtime>,
		pallet_transaction_payment::ChargeTransactionPayment<Runtime>,
		frame_metadata_hash_extension::CheckMetadataHash<Runtime>,
		frame_system::WeightReclaim<Runtime>,
	)>,
);
/// Runs blocks.
pub type Executive = frame_executive::Executive<
	Runtime,
	Block,
	frame_system::ChainContext<Runtime>,
	Runtime,
	AllPalletsWithSystem,
>;

/// Types for the node, which does not look into transactions.
pub mod opaque {
	use super::*;
	pub use sp_runtime::OpaqueExtrinsic as UncheckedExtrinsic;

	/// A block with opaque transactions.
	pub type Block = generic::Block<Header, UncheckedExtrinsic>;
}

/// One SPON (T1).
pub const SPON: Balance = 1_000_000_000_000_000_000;
/// A thousandth of a SPON.
pub const MILLI_SPON: Balance = SPON / 1_000;
/// A millionth of a SPON.
pub const MICRO_SPON: Balance = MILLI_SPON / 1_000;

/// Length of a slot, in milliseconds.
pub const SLOT_MILLIS: u64 = 2_000;
/// Blocks in a minute.
pub const MINUTES: BlockNumber = 30;
/// Blocks in an hour.
pub const HOURS: BlockNumber = 60 * MINUTES;
/// Blocks in a day.
pub const DAYS: BlockNumber = 24 * HOURS;

// What puts the version into the wasm as a section of its own reads nothing but literals.
macro_rules! version {
	($spec_version:tt) => {
		/// The runtime's version.
		#[sp_version::runtime_version]
		pub const VERSION: RuntimeVersion = RuntimeVersion {
			spec_name: Cow::Borrowed("spheron"),
			impl_name: Cow::Borrowed("spheron"),
			authoring_version: 1,
			spec_version: $spec_version,
			impl_version: 1,
			apis: apis::RUNTIME_API_VERSIONS,
			transaction_version: 1,
			system_version: 1,
		};
	};
}

#[cfg(not(feature = "next"))]
version!(1);
// The version after it, always.
#[cfg(feature = "next")]
version!(2);

/// The runtime. The index of a pallet orders its hooks and its genesis: eras tick before orders
/// and leases look at the time, and those come before session, which uses up a rotation block's
/// weight. Gaps leave room for pallets to come.
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
		RuntimeSlashReason,
		RuntimeLockId,
		RuntimeTask,
		RuntimeViewFunction
	)]
	pub struct Runtime;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Timestamp = pallet_timestamp;
	#[runtime::pallet_index(5)]
	pub type Balances = pallet_balances;
	#[runtime::pallet_index(6)]
	pub type Assets = pallet_assets;
	#[runtime::pallet_index(7)]
	pub type AssetsHolder = pallet_assets_holder;
	#[runtime::pallet_index(10)]
	pub type Aura = pallet_aura;
	#[runtime::pallet_index(11)]
	pub type Authorship = pallet_authorship;

	#[runtime::pallet_index(15)]
	pub type Eras = pallet_eras;
	#[runtime::pallet_index(20)]
	pub type Orders = pallet_orders;
	#[runtime::pallet_index(21)]
	pub type Leases = pallet_leases;

	#[runtime::pallet_index(33)]
	pub type Session = pallet_session;
	#[runtime::pallet_index(34)]
	pub type Grandpa = pallet_grandpa;

	#[runtime::pallet_index(40)]
	pub type Fees = pallet_fees;
	#[runtime::pallet_index(41)]
	pub type Escrow = pallet_escrow;
	#[runtime::pallet_index(42)]
	pub type Registry = pallet_registry;
	#[runtime::pallet_index(43)]
	pub type Staking = pallet_provider_staking;
	#[runtime::pallet_index(44)]
	pub type Oracle = pallet_oracle;
	#[runtime::pallet_index(46)]
	pub type Attestation = pallet_attestation;

	#[runtime::pallet_index(50)]
	pub type TransactionPayment = pallet_transaction_payment;
	#[runtime::pallet_index(60)]
	pub type Council = pallet_collective<Instance1>;
	#[runtime::pallet_index(61)]
	pub type CouncilMembership = pallet_membership<Instance1>;
	#[runtime::pallet_index(62)]
	pub type Governance = pallet_governance;
	#[runtime::pallet_index(63)]
	pub type FeederMembership = pallet_membership<Instance2>;
	#[runtime::pallet_index(70)]
	pub type Utility = pallet_utility;
	#[runtime::pallet_index(71)]
	pub type Proxy = pallet_proxy;
	#[runtime::pallet_index(72)]
	pub type Multisig = pallet_multisig;
	#[runtime::pallet_index(73)]
	pub type Preimage = pallet_preimage;
	#[runtime::pallet_index(74)]
	pub type Scheduler = pallet_scheduler;
	#[runtime::pallet_index(80)]
	pub type Parameters = pallet_parameters;
	#[runtime::pallet_index(81)]
	pub type MultiBlockMigrations = pallet_migrations;
	#[runtime::pallet_index(82)]
	pub type GenesisParameters = genesis_parameters;

	/// Without a key, and so without effect, outside the `dev` preset (G1).
	#[runtime::pallet_index(250)]
	pub type Sudo = pallet_sudo;
}
