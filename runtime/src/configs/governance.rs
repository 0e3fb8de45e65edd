//! What the council does beyond motions: the slow path to Root (G1).

use super::{
	council::CouncilAccount,
	origins::{CouncilMajority, CouncilThreeQuarters},
	scheduler::weight_for_calls_of,
};
use crate::{parameters::dynamic_params::governance, *};
use frame_support::{
	parameter_types,
	traits::{ConstU32, Get},
	weights::Weight,
};

/// The longest call that can be run as Root.
pub type MaxCallLength = ConstU32<{ 128 * 1_024 }>;

parameter_types! {
	/// What the scheduler has for the longest call.
	pub MaxCallWeight: Weight = weight_for_calls_of(MaxCallLength::get());
}

impl pallet_governance::Config for Runtime {
	type RuntimeCall = RuntimeCall;
	type CouncilOrigin = CouncilMajority;
	type CouncilAccount = CouncilAccount;
	type RootOrigin = CouncilThreeQuarters;
	type CancelOrigin = CouncilMajority;
	type RootDelay = governance::RootDelay;
	type MaxRootCalls = ConstU32<16>;
	type MaxCallLength = MaxCallLength;
	type MaxCallWeight = MaxCallWeight;
	type Time = Eras;
	type Scheduler = Scheduler;
	type Preimages = Preimage;
	type WeightInfo = weights::pallet_governance::WeightInfo<Runtime>;
}
