//! Protocol time and trust tiers.

use crate::{parameters::dynamic_params::time, *};

impl pallet_eras::Config for Runtime {
	type EraLength = time::EraLength;
	type WeightInfo = weights::pallet_eras::WeightInfo<Runtime>;
}
