//! How much stake is required (S1).

use super::*;
use crate::MAX_STAKE_PER_UNIT;
use frame_support::assert_storage_noop;

#[test]
fn each_resource_requires_its_own_stake() {
	ExtBuilder.build_and_execute(|| {
		let none = Resources::default;
		assert_eq!(Staking::required_for(&gpus("rtx4090", 3)), 300 * SPON);
		assert_eq!(Staking::required_for(&gpus("entry", 1)), 125 * SPON / 10);
		assert_eq!(
			Staking::required_for(&Resources { vcpu_millis: 3_000, ..none() }),
			15 * SPON / 10
		);
		assert_eq!(Staking::required_for(&Resources { ram_mib: 2_048, ..none() }), SPON / 2);
		assert_eq!(Staking::required_for(&Resources { storage_gib: 512, ..none() }), SPON);
		assert_eq!(Staking::required_for(&none()), 0);
	});
}

#[test]
fn a_provider_requires_the_sum_over_its_capacity() {
	ExtBuilder.build_and_execute(|| {
		assert_eq!(Staking::required(&PROVIDER), Some(REQUIRED));
		assert_eq!(Staking::required(&STRANGER), None);
	});
}

#[test]
fn each_term_is_rounded_up() {
	ExtBuilder.build_and_execute(|| {
		for rate in
			[StakePerGpu::set, StakePerVcpu::set, StakePerGibRam::set, StakePerTibStorage::set]
		{
			rate(1);
		}
		let little = Resources { vcpu_millis: 1, ram_mib: 1, storage_gib: 1, ..gpus("entry", 1) };
		assert_eq!(Staking::required_for(&little), 4);
	});
}

#[test]
fn a_motion_can_require_nothing() {
	ExtBuilder.build_and_execute(|| {
		for rate in
			[StakePerGpu::set, StakePerVcpu::set, StakePerGibRam::set, StakePerTibStorage::set]
		{
			rate(0);
		}
		assert_eq!(Staking::required(&PROVIDER), Some(0));
		assert_eq!(Staking::may_bid(&PROVIDER), Ok(()));
		assert_eq!(Staking::may_bid(&STRANGER), Err(Unbacked::StakeTooLow));
	});
}

#[test]
fn a_rate_beyond_the_limit_counts_as_the_limit() {
	ExtBuilder.build_and_execute(|| {
		StakePerGpu::set(Balance::MAX);
		assert_eq!(Staking::required_for(&gpus("rtx4090", 1)), 2 * MAX_STAKE_PER_UNIT);
	});
}

#[test]
fn a_capacity_beyond_reason_requires_more_than_anyone_has_and_does_not_panic() {
	ExtBuilder.build_and_execute(|| {
		StakePerGpu::set(Balance::MAX);
		StakePerVcpu::set(Balance::MAX);
		StakePerGibRam::set(Balance::MAX);
		StakePerTibStorage::set(Balance::MAX);
		let huge = Resources {
			vcpu_millis: u64::MAX,
			ram_mib: u64::MAX,
			storage_gib: u64::MAX,
			..gpus("rtx4090", u32::MAX)
		};
		assert_storage_noop!(assert_eq!(Staking::required_for(&huge), Balance::MAX));
	});
}
