//! What the council does beyond motions.

use super::{council::CouncilAccount, origins::CouncilMajority};
use crate::*;

impl pallet_governance::Config for Runtime {
	type RuntimeCall = RuntimeCall;
	type CouncilOrigin = CouncilMajority;
	type CouncilAccount = CouncilAccount;
	type WeightInfo = weights::pallet_governance::WeightInfo<Runtime>;
}
