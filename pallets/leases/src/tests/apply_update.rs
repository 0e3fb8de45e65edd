//! `apply_update`: from this block on the lease is what was asked for (L3).

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_core::H256;
use spheron_primitives::{
	traits::{ClockSink, Drain, DrainReason},
	Footprint, LeaseId, Resources,
};

fn apply(id: LeaseId) -> sp_runtime::DispatchResult {
	LeasesPallet::apply_update(signed(PROVIDER), id)
}

/// After 1 000 blocks at one unit, an update to 3 units at most 3 600 per hour, accepted 10 blocks
/// later at 2 701 and applied 20 blocks after that.
fn updated() -> LeaseId {
	deposit(TENANT, &USD, FUNDS);
	let id = plain().active();
	run(1_000);
	assert_ok!(request(id, 3, 3_600));
	run(10);
	assert_ok!(LeasesPallet::accept_update(signed(PROVIDER), id, asked(id), 2_701));
	run(20);
	events();
	assert_ok!(apply(id));
	id
}

#[test]
fn what_was_locked_too_much_unlocks() {
	ExtBuilder.build_and_execute(|| {
		let id = updated();
		// 1 030 blocks at one unit, and floor(2 701 × 3 970 ÷ 1 800) = 5 957: 6 987, and 140 of fee.
		let applied = Event::UpdateApplied {
			lease: id,
			price: 2_701,
			resources: resources_of(3),
			footprint: footprint_of(3),
			manifest: H256::repeat_byte(8),
			unlocked: 9_182 - 7_127,
		};
		assert_eq!(events(), vec![applied]);
		assert_eq!(wallet(TENANT, &USD), (7_127, FUNDS + 5_100 - 7_127));
	});
}

#[test]
fn the_lease_is_what_was_asked_for() {
	ExtBuilder.build_and_execute(|| {
		let id = updated();
		let lease = lease(id);
		assert_eq!((lease.state, lease.update), (LeaseState::Active, None));
		assert_eq!((lease.resources, lease.footprint), (resources_of(3), footprint_of(3)));
		assert_eq!(lease.manifest, H256::repeat_byte(8));
		assert_eq!(Reserved::get(PROVIDER), resources_of(3));
		assert_eq!(Used::get((TENANT, USD)), footprint_of(3));
		assert_eq!(lease.block_deadline, None);
	});
}

#[test]
fn the_rate_changes_at_this_block_and_the_service_left_stays() {
	ExtBuilder.build_and_execute(|| {
		let id = updated();
		let paid = |id| {
			assert_ok!(LeasesPallet::settle(signed(STRANGER), id));
			lease(id).paid.gross
		};
		// Not a block before it, and every block from it on: floor(2 701 × 1 ÷ 1 800) = 1.
		assert_eq!(paid(id), 1_030);
		run(1);
		assert_eq!(paid(id), 1_031);
		run(99);
		assert_eq!(paid(id), 1_030 + 150);
		run(3_869);
		assert_eq!(state(id), LeaseState::Active);
		run(1);
		assert_eq!((lease(id).ended, lease(id).paid.gross), (Some(5_001), 6_987));
		let books = books();
		assert_eq!((books.locked, books.reserved), (0, 3));
		assert_eq!(books.unlocked, FUNDS + 5_100 - 7_127);
		// 20 % of 6 987 is 1 397; of the other 5 590 an eightieth is 69.
		assert_eq!((books.share, books.fees), (1_397, 140 + 69));
		assert_eq!(books.earned, 6_987 - 1_397 - 69);
	});
}

#[test]
fn nothing_that_was_told_is_told_again() {
	ExtBuilder.build_and_execute(|| {
		let id = updated();
		run(5_001 - 1_800 - 1_031 - 1);
		events();
		run(1);
		assert_eq!(events(), vec![Event::FundsLow { lease: id, left: 1_800 }]);
		assert_ok!(request(id, 2, 2_701));
		assert_ok!(LeasesPallet::accept_update(signed(PROVIDER), id, asked(id), 1));
		assert_ok!(apply(id));
		events();
		run(1_799);
		assert_eq!(events(), vec![]);
	});
}

#[test]
fn the_deployment_can_shrink() {
	ExtBuilder.build_and_execute(|| {
		let id = updated();
		assert_ok!(request(id, 2, 900));
		assert_ok!(LeasesPallet::accept_update(signed(operator(PROVIDER)), id, asked(id), 900));
		assert_eq!(Reserved::get(PROVIDER), resources_of(3));
		assert_eq!(Used::get((TENANT, USD)), footprint_of(3));
		assert_ok!(LeasesPallet::apply_update(signed(operator(PROVIDER)), id));
		assert_eq!(Reserved::get(PROVIDER), resources_of(2));
		assert_eq!(Used::get((TENANT, USD)), footprint_of(2));
		// 1 030 and 3 970 at half a unit: 3 015, and 61 of fee.
		assert_eq!(wallet(TENANT, &USD), (3_076, FUNDS + 5_100 - 3_076));
	});
}

#[test]
fn it_can_grow_in_one_resource_and_shrink_in_another() {
	ExtBuilder.build_and_execute(|| {
		let id = plain().active();
		let mut update = update_to(1, 1_800);
		let service = &mut update.services[0];
		(service.vcpu_millis, service.ram_mib, service.gpu) = (3_000, 512, None);
		assert_ok!(LeasesPallet::request_update(signed(TENANT), id, update));
		assert_ok!(LeasesPallet::accept_update(signed(PROVIDER), id, asked(id), 1_800));
		assert_ok!(apply(id));
		let (vcpu_millis, ram_mib, storage_gib) = (3_000, 512, 10);
		let resources = Resources { vcpu_millis, ram_mib, storage_gib, gpus: Default::default() };
		assert_eq!(Reserved::get(PROVIDER), resources);
		let footprint = Footprint { vcpu_millis, ram_mib, storage_gib, gpu_units: 0 };
		assert_eq!(Used::get((TENANT, USD)), footprint);
	});
}

#[test]
fn a_paused_lease_goes_on_at_the_new_price() {
	ExtBuilder.build_and_execute(|| {
		let id = plain().accepted(3, 3_600);
		run(40);
		LeasesPallet::report(&PROVIDER, &[id], None);
		run(10);
		assert_ok!(apply(id));
		assert_eq!((lease(id).service_deadline, lease(id).off_clock), (None, Some(41)));
		run(10);
		LeasesPallet::report(&PROVIDER, &[], None);
		run(100);
		assert_ok!(LeasesPallet::settle(signed(STRANGER), id));
		assert_eq!(lease(id).paid.gross, 40 + 200);
		run(4_860);
		assert_eq!((lease(id).ended, lease(id).paid.gross), (Some(5_021), 40 + 9_920));
	});
}

#[test]
fn a_later_block_can_cost_the_unit_that_was_locked_for_rounding() {
	ExtBuilder.build_and_execute(|| {
		// floor(1 799 ÷ 1 800) is 0 before the request; a block later there is a unit.
		let order = Order { price: 1_799, max_price: 1_799, duration: 4, ..plain() };
		let id = order.active();
		deposit(TENANT, &USD, FUNDS);
		run(1);
		assert_ok!(request(id, 3, 1_801));
		assert_ok!(LeasesPallet::accept_update(signed(PROVIDER), id, asked(id), 1_801));
		// 0 + floor(1 801 × 3 ÷ 1 800) = 3, and the unit.
		assert_eq!(lease(id).locked, 4 + 1);
		run(1);
		assert_ok!(apply(id));
		// floor(1 799 × 2 ÷ 1 800) = 1, and floor(1 801 × 2 ÷ 1 800) = 2.
		assert_eq!(lease(id).locked, 3 + 1);
	});
}

#[test]
fn who_is_leaving_or_not_active_can_still_apply_what_it_accepted() {
	ExtBuilder.build_and_execute(|| {
		let id = plain().accepted(3, 3_600);
		Leaving::put(PROVIDER);
		Inactive::put(PROVIDER);
		assert_ok!(apply(id));
	});
}

#[test]
fn an_unknown_lease_is_refused() {
	ExtBuilder.build_and_execute(|| {
		assert_noop!(apply(LeaseId(0)), Error::<Test>::NoSuchLease);
	});
}

#[test]
fn only_its_provider_may_apply() {
	ExtBuilder.build_and_execute(|| {
		let id = plain().accepted(3, 3_600);
		for who in [TENANT, STRANGER, RUNNER_UP, operator(RUNNER_UP)] {
			let call = LeasesPallet::apply_update(signed(who), id);
			assert_noop!(call, Error::<Test>::NotTheProvider);
		}
	});
}

#[test]
fn without_an_update_there_is_nothing_to_apply() {
	ExtBuilder.build_and_execute(|| {
		for id in [plain().open(), plain().ready(), plain().active()] {
			assert_noop!(apply(id), Error::<Test>::NoUpdate);
		}
	});
}

#[test]
fn what_was_not_accepted_cannot_be_applied() {
	ExtBuilder.build_and_execute(|| {
		let id = plain().updating(3, 3_600);
		assert_noop!(apply(id), Error::<Test>::NotAccepted);
	});
}

#[test]
fn it_is_in_time_until_the_block_before_the_deadline() {
	ExtBuilder.build_and_execute(|| {
		let (last, late) = (plain().accepted(3, 3_600), plain().accepted(3, 3_600));
		skip(59);
		assert_ok!(apply(last));
		skip(1);
		assert_noop!(apply(late), Error::<Test>::TooLate);
		run(1);
		assert_noop!(apply(late), Error::<Test>::NoUpdate);
	});
}

#[test]
fn a_lease_that_is_about_to_be_drained_is_not_updated_anyway() {
	ExtBuilder.build_and_execute(|| {
		let id = plain().accepted(3, 3_600);
		LeasesPallet::drain(&PROVIDER, DrainReason::Suspended);
		assert_noop!(apply(id), Error::<Test>::ProviderDraining);
	});
}
