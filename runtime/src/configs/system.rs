//! Blocks of 2 seconds, transactions, and how the runtime makes them itself.

use super::{
	council::{is_harmless, leaves_a_council},
	membership::are_distinct,
	oracle::{can_be_fed, MaxFeeders},
	preimage::can_be_noted,
};
use crate::*;
use frame_support::{
	derive_impl,
	dispatch::DispatchClass,
	parameter_types,
	traits::{ConstU32, Contains, Get},
	weights::{
		constants::{
			BlockExecutionWeight, ExtrinsicBaseWeight, ParityDbWeight, WEIGHT_REF_TIME_PER_MILLIS,
		},
		Weight,
	},
};
use frame_system::limits::{BlockLength, BlockWeights};
use sp_runtime::{traits::AccountIdLookup, Perbill};

/// What a block may take: 0.6 s of its 2 s.
pub const MAX_BLOCK_WEIGHT: Weight =
	Weight::from_parts(WEIGHT_REF_TIME_PER_MILLIS.saturating_mul(600), u64::MAX);

/// So many thousandths of a block.
pub const fn of_block(thousandths: u64) -> Weight {
	MAX_BLOCK_WEIGHT.saturating_div(1_000).saturating_mul(thousandths)
}

/// What users' transactions may take of a block, in thousandths.
const NORMAL: u64 = 600;

/// What users' transactions may always take, also in a session-rotation block, whose weight the
/// rotation uses up, in thousandths (O2).
const NORMAL_RESERVED: u64 = 250;

/// What is kept for attestations, which alone are operational ([`NormalUnlessAuthorized`]), in thousandths: in a block that is full of everything else
/// there is room for the largest attestation, which weighs the most before it is known what it looks at
/// (A2).
const OPERATIONAL_RESERVED: u64 = 800;

/// What due orders may take of a block, in thousandths: as much as users. An order weighs more than
/// its match and the expiry of its record, so all orders that a block takes in find room in the block
/// in which they are due.
const MATCHES: u64 = NORMAL;

/// What due leases may take of a block, in thousandths.
const LEASES: u64 = 125;

/// What due slashes may take of a block, in thousandths.
const SLASHES: u64 = 20;

// What is due and what is kept for users are no more than a block together. Operational transactions and
// scheduled calls come on top: even with all of these at their most, a block takes 1.23 s of a slot of 2 s.
const _: () = assert!(MATCHES + LEASES + SLASHES + NORMAL_RESERVED <= 1_000);

/// The largest block, in bytes.
pub const MAX_BLOCK_LENGTH: u32 = 3 * 1_024 * 1_024;

parameter_types! {
	/// The runtime's version.
	pub const Version: RuntimeVersion = VERSION;
	/// Weights of blocks and their classes.
	pub Weights: BlockWeights = BlockWeights::builder()
		.base_block(BlockExecutionWeight::get())
		.for_class(DispatchClass::all(), |class| {
			class.base_extrinsic = ExtrinsicBaseWeight::get();
		})
		.for_class(DispatchClass::Normal, |class| {
			class.max_total = Some(of_block(NORMAL));
			class.reserved = Some(of_block(NORMAL_RESERVED));
		})
		.for_class(DispatchClass::Operational, |class| {
			class.max_total = Some(MAX_BLOCK_WEIGHT);
			class.reserved = Some(of_block(OPERATIONAL_RESERVED));
		})
		.avg_block_initialization(Perbill::from_percent(10))
		.build_or_panic();
	/// Lengths of blocks.
	pub Length: BlockLength = BlockLength::builder()
		.max_length(MAX_BLOCK_LENGTH)
		.modify_max_length_for_class(DispatchClass::Normal, |max| {
			*max = max.saturating_mul(3).saturating_div(4);
		})
		.build();
	/// What due orders may take of a block.
	pub MaxMatchWeight: Weight = of_block(MATCHES);
	/// What due leases may take of a block.
	pub MaxServiceWeight: Weight = of_block(LEASES);
	/// What due slashes may take of a block.
	pub MaxSlashWeight: Weight = of_block(SLASHES);
}

#[derive_impl(frame_system::config_preludes::SolochainDefaultConfig)]
impl frame_system::Config for Runtime {
	type Block = Block;
	type AccountId = AccountId;
	type Nonce = Nonce;
	type Hash = Hash;
	type Lookup = AccountIdLookup<AccountId, ()>;
	type AccountData = pallet_balances::AccountData<Balance>;
	type BlockWeights = Weights;
	type BlockLength = Length;
	type BlockHashCount = ConstU32<4_096>;
	type DbWeight = ParityDbWeight;
	type Version = Version;
	type SystemWeightInfo = frame_system::weights::SubstrateWeight<Runtime>;
	type ExtensionsWeightInfo = frame_system::SubstrateExtensionsWeight<Runtime>;
	type SS58Prefix = frame_support::traits::ConstU16<42>;
	type MaxConsumers = ConstU32<128>;
	type MultiBlockMigrator = MultiBlockMigrations;
	type BaseCallFilter = Harmless;
}

/// Everything but what would do harm that a pallet of the SDK does not prevent: to purge session
/// keys, as a validator without keys would be gone for ever until there is a pallet that chooses
/// validators (G2); to feed the price of what is no payment token; to change a feeder's key, which
/// would throw away prices that others still back: the council swaps feeders; to name a feeder twice,
/// whose word would count twice (T3); and what [`is_harmless`], [`leaves_a_council`] and
/// [`can_be_noted`] say. It holds for motions and for calls within others, but not for Root.
pub struct Harmless;

impl Contains<RuntimeCall> for Harmless {
	fn contains(call: &RuntimeCall) -> bool {
		match call {
			RuntimeCall::Session(pallet_session::Call::purge_keys { .. }) => false,
			RuntimeCall::Oracle(pallet_oracle::Call::feed_values { values }) => can_be_fed(values),
			RuntimeCall::FeederMembership(pallet_membership::Call::change_key { .. }) => false,
			RuntimeCall::FeederMembership(pallet_membership::Call::reset_members { members }) => {
				are_distinct(members, MaxFeeders::get())
			}
			RuntimeCall::Council(call) => is_harmless(call),
			RuntimeCall::CouncilMembership(call) => leaves_a_council(call),
			RuntimeCall::Preimage(pallet_preimage::Call::note_preimage { bytes }) => {
				can_be_noted(bytes)
			}
			_ => true,
		}
	}
}

impl<C> frame_system::offchain::CreateTransactionBase<C> for Runtime
where
	RuntimeCall: From<C>,
{
	type Extrinsic = UncheckedExtrinsic;
	type RuntimeCall = RuntimeCall;
}

impl<C> frame_system::offchain::CreateTransaction<C> for Runtime
where
	RuntimeCall: From<C>,
{
	type Extension = TxExtension;

	fn create_transaction(call: RuntimeCall, extension: TxExtension) -> UncheckedExtrinsic {
		UncheckedExtrinsic::new_transaction(call, extension)
	}
}

impl<C> frame_system::offchain::CreateAuthorizedTransaction<C> for Runtime
where
	RuntimeCall: From<C>,
{
	fn create_extension() -> TxExtension {
		(
			frame_system::AuthorizeCall::new(),
			frame_system::CheckNonZeroSender::new(),
			frame_system::CheckSpecVersion::new(),
			frame_system::CheckTxVersion::new(),
			frame_system::CheckGenesis::new(),
			frame_system::CheckMortality::from(generic::Era::Immortal),
			frame_system::CheckNonce::from(0),
			NormalUnlessAuthorized((
				frame_system::CheckWeight::new(),
				pallet_transaction_payment::ChargeTransactionPayment::from(0),
				frame_metadata_hash_extension::CheckMetadataHash::new(false),
				frame_system::WeightReclaim::new(),
			)),
		)
	}
}
