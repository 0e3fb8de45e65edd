//! How much stake a capacity requires (S1), and the parameters within their limits.

use crate::{Config, Pallet};
use frame_support::traits::Get;
use sp_runtime::{helpers_128bit::multiply_by_rational_with_rounding, Rounding};
use spheron_primitives::{
	traits::{Catalogue, Providers},
	Balance, OpenBlock, Resources,
};

/// The most that a motion can require per GPU, vCPU, GiB or TiB: 1 000 000 SPON.
pub const MAX_STAKE_PER_UNIT: Balance = 1_000_000_000_000_000_000_000_000;

/// The longest that unbonding can take: 365 days, in open blocks.
pub const MAX_UNBONDING_PERIOD: OpenBlock = 15_768_000;

/// `rate` per `whole`, for `units`, rounded up; as much as there can be if that is out of range.
fn term(rate: Balance, units: u128, whole: u128) -> Balance {
	let rate = rate.min(MAX_STAKE_PER_UNIT);
	multiply_by_rational_with_rounding(rate, units, whole, Rounding::Up).unwrap_or(Balance::MAX)
}

impl<T: Config> Pallet<T> {
	/// The stake that `resources` require, in units of SPON, each term rounded up (S1).
	pub fn required_for(resources: &Resources) -> Balance {
		let gpus = T::Catalogue::gpu_units(resources);
		[
			term(T::StakePerGpu::get(), gpus, 100),
			term(T::StakePerVcpu::get(), resources.vcpu_millis.into(), 1_000),
			term(T::StakePerGibRam::get(), resources.ram_mib.into(), 1_024),
			term(T::StakePerTibStorage::get(), resources.storage_gib.into(), 1_024),
		]
		.into_iter()
		.fold(0, Balance::saturating_add)
	}

	/// The stake that the capacity of `provider` requires, in units of SPON; `None` if there is no
	/// such provider (S1).
	pub fn required(provider: &T::AccountId) -> Option<Balance> {
		T::Providers::capacity(provider).map(|capacity| Self::required_for(&capacity))
	}

	/// Whether `active` is as much as the capacity of `provider` requires. Without a capacity it is
	/// not: there is no such provider.
	pub(crate) fn is_backed(provider: &T::AccountId, active: Balance) -> bool {
		Self::required(provider).is_some_and(|required| active >= required)
	}

	/// How long unbonding takes, in open blocks: 1 to [`MAX_UNBONDING_PERIOD`] (S2).
	pub fn unbonding_period() -> OpenBlock {
		T::UnbondingPeriod::get().clamp(1, MAX_UNBONDING_PERIOD)
	}

	/// How many unconfirmed awards end a provider's bidding in an era, at least 1 (S4).
	pub fn max_faults_per_era() -> u32 {
		T::MaxFaultsPerEra::get().max(1)
	}
}
