use super::*;

/// R5: GPU base 20, vCPU base 0.1, each × units × multiplier.
#[test]
fn points_are_base_times_units_times_multiplier() {
	ExtBuilder::default().build_and_execute(|| {
		let points = |resources: &Resources| Registry::points(resources, 100);
		assert_eq!(points(&Resources::default()), 0);
		assert_eq!(points(&Resources { vcpu_millis: 1_000, ..Default::default() }), 100_000);
		let a100 = Resources { vcpu_millis: 0, ..resources(0, &[("a100", 1)]) };
		assert_eq!(points(&a100), 60_000_000);
		assert_eq!(points(&capacity()), CAPACITY_POINTS);
	});
}

#[test]
fn vcpus_count_by_their_class() {
	ExtBuilder::default().build_and_execute(|| {
		let cores = Resources { vcpu_millis: 1_500, ..Default::default() };
		assert_eq!(Registry::points(&cores, 25), 37_500);
		assert_eq!(Registry::points(&cores, 200), 300_000);
	});
}

#[test]
fn memory_and_storage_have_no_points() {
	ExtBuilder::default().build_and_execute(|| {
		let rest = Resources { ram_mib: 1 << 20, storage_gib: 1 << 20, ..Default::default() };
		assert_eq!(Registry::points(&rest, 10_000), 0);
	});
}

#[test]
fn gpu_units_are_counts_times_multipliers() {
	ExtBuilder::default().build_and_execute(|| {
		assert_eq!(Registry::gpu_units(&capacity()), 4 * 150 + 2 * 300);
		assert_eq!(Registry::gpu_units(&resources(1, &[("h100", 9)])), 0);
	});
}

#[test]
fn the_largest_resources_do_not_overflow() {
	ExtBuilder::default().gpu_models(&[("huge", 10_000)]).build_and_execute(|| {
		let all = resources(u64::MAX, &[("huge", u32::MAX)]);
		let gpus = u128::from(u32::MAX) * 10_000 * 200_000;
		let vcpus = u128::from(u64::MAX) * 10_000;
		assert_eq!(Registry::points(&all, 10_000), gpus + vcpus);
	});
}
