//! Values that the council changes by motion.

use super::origins::CouncilMajority;
use crate::*;
use frame_support::traits::AsEnsureOriginWithArg;

impl pallet_parameters::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeParameters = RuntimeParameters;
	type AdminOrigin = AsEnsureOriginWithArg<CouncilMajority>;
	// Its weights for this runtime are not public.
	type WeightInfo = ();
}
