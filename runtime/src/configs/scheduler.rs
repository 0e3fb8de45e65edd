//! Calls at a later block: those on their way to Root (G1). Never used for orders and leases, which
//! keep their own deadlines.

use super::{origins::Root, system::of_block};
use crate::*;
use frame_support::{
	parameter_types,
	traits::{ConstU32, EqualPrivilegeOnly, Get},
	weights::Weight,
};
use pallet_scheduler::WeightInfo;
use sp_runtime::traits::BlockNumberProvider;
use spheron_primitives::{traits::OpenBlocks, OpenBlock};

/// The most calls that can be scheduled for one block.
pub type MaxScheduledPerBlock = ConstU32<50>;

/// Weights of the scheduler.
type Weights = pallet_scheduler::weights::SubstrateWeight<Runtime>;

/// What may be around a scheduled call, in bytes.
const ENVELOPE: u32 = 64;

parameter_types! {
	/// What scheduled calls may take of a block that is open.
	pub MaximumSchedulerWeight: Weight = of_block(250);
}

/// Nothing while a multi-block migration goes on: a call that was put off for lack of weight must not
/// run on half-migrated storage, and in blocks in which nobody can cancel it.
pub struct InOpenBlocksOnly;

impl Get<Weight> for InOpenBlocksOnly {
	fn get() -> Weight {
		match Eras::is_open() {
			true => MaximumSchedulerWeight::get(),
			false => Weight::zero(),
		}
	}
}

/// Open blocks, as in every other window: while a multi-block migration goes on, nobody could cancel
/// what is scheduled, and nothing scheduled falls due.
pub struct InOpenBlocks;

impl BlockNumberProvider for InOpenBlocks {
	type BlockNumber = OpenBlock;

	fn current_block_number() -> OpenBlock {
		Eras::now()
	}
}

impl pallet_scheduler::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeOrigin = RuntimeOrigin;
	type PalletsOrigin = OriginCaller;
	type RuntimeCall = RuntimeCall;
	type MaximumWeight = InOpenBlocksOnly;
	type ScheduleOrigin = Root;
	type OriginPrivilegeCmp = EqualPrivilegeOnly;
	type MaxScheduledPerBlock = MaxScheduledPerBlock;
	type WeightInfo = Weights;
	type Preimages = Preimage;
	type BlockNumberProvider = InOpenBlocks;
}

/// What the scheduler has left for calls in a block if it must fetch one of `length` bytes: a call that
/// weighs more would never be run.
pub fn weight_for_calls_of(length: u32) -> Weight {
	let own = Weights::service_agendas_base()
		.saturating_add(Weights::service_agenda_base(MaxScheduledPerBlock::get()))
		.saturating_add(Weights::service_task_fetched(length.saturating_add(ENVELOPE)))
		.saturating_add(Weights::service_task_named())
		.saturating_add(Weights::execute_dispatch_unsigned());
	MaximumSchedulerWeight::get().saturating_sub(own)
}
