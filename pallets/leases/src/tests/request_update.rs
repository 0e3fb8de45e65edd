//! `request_update`: the tenant asks for other resources, another manifest or another price (L3).

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_core::H256;
use sp_runtime::DispatchResult;
use spheron_primitives::{
	resources::Gpus,
	traits::{ClockSink, Drain, DrainReason},
	Balance, Footprint, LeaseId, LeaseUpdate, Service,
};

/// A unit of gross per block in service, whose tenant has funds besides.
fn funded() -> LeaseId {
	deposit(TENANT, &USD, FUNDS);
	plain().active()
}

fn ask(id: LeaseId, update: LeaseUpdate) -> DispatchResult {
	LeasesPallet::request_update(signed(TENANT), id, update)
}

/// An update to what `change` makes of a service of one unit.
fn changed(change: impl FnOnce(&mut Service)) -> LeaseUpdate {
	let mut update = update_to(1, 3_600);
	change(&mut update.services[0]);
	update
}

#[test]
fn the_difference_for_the_service_that_is_left_is_locked_at_once() {
	ExtBuilder.build_and_execute(|| {
		let id = funded();
		run(1_000);
		events();
		assert_ok!(request(id, 3, 3_600));
		// 1 000 blocks at one unit, 4 000 at two, a unit for rounding: 9 001, and 181 of fee.
		assert_eq!(wallet(TENANT, &USD), (9_182, FUNDS - 4_082));
		let requested = Event::UpdateRequested {
			lease: id,
			update: asked(id),
			services: update_to(3, 3_600).services,
			resources: resources_of(3),
			footprint: footprint_of(3),
			manifest: H256::repeat_byte(8),
			max_price: 3_600,
			locked: 4_082,
			answer_by: 1_031,
		};
		assert_eq!(events(), vec![requested]);
		let lease = lease(id);
		assert_eq!((lease.state, lease.locked), (LeaseState::Updating, 9_182));
		assert_eq!(lease.block_deadline, Some(1_031));
	});
}

#[test]
fn what_runs_and_what_it_costs_do_not_change() {
	ExtBuilder.build_and_execute(|| {
		let id = funded();
		run(1_000);
		let before = lease(id);
		assert_ok!(request(id, 3, 3_600));
		let after = lease(id);
		assert_eq!((after.resources, after.manifest), (before.resources, before.manifest));
		assert_eq!((after.meter, after.service_deadline), (before.meter, before.service_deadline));
		assert_eq!(books().reserved, 1);
		run(20);
		assert_ok!(LeasesPallet::settle(signed(STRANGER), id));
		assert_eq!(lease(id).paid.gross, 1_020);
	});
}

#[test]
fn what_was_settled_before_makes_no_difference() {
	ExtBuilder.build_and_execute(|| {
		let id = funded();
		run(1_000);
		assert_ok!(LeasesPallet::settle(signed(STRANGER), id));
		assert_ok!(request(id, 3, 3_600));
		assert_eq!(wallet(TENANT, &USD), (9_182 - 1_020, FUNDS - 4_082));
	});
}

#[test]
fn a_price_that_is_not_higher_locks_nothing() {
	for max_price in [1, 1_799, 1_800] {
		ExtBuilder.build_and_execute(|| {
			let id = funded();
			run(7);
			let before = wallet(TENANT, &USD);
			assert_ok!(request(id, 3, max_price));
			assert_eq!(wallet(TENANT, &USD), before);
		});
	}
}

#[test]
fn a_pause_does_not_count_as_service() {
	ExtBuilder.build_and_execute(|| {
		let id = funded();
		run(1_000);
		LeasesPallet::report(&PROVIDER, &[id], None);
		run(500);
		assert_ok!(request(id, 3, 3_600));
		assert_eq!(lease(id).locked, 9_182);
		assert_eq!(lease(id).update.unwrap().served, 1_000);
	});
}

/// E7: the larger of both, resource by resource.
#[test]
fn the_larger_of_before_and_after_counts_on_the_wallet() {
	ExtBuilder.build_and_execute(|| {
		let id = funded();
		let update = changed(|service| {
			(service.vcpu_millis, service.ram_mib, service.gpu) = (2_500, 512, None);
		});
		assert_ok!(ask(id, update));
		let larger =
			Footprint { vcpu_millis: 2_500, ram_mib: 1_024, storage_gib: 10, gpu_units: 150 };
		assert_eq!(Used::get((TENANT, USD)), larger);
		assert_eq!(lease(id).occupied(), larger);
	});
}

#[test]
fn what_shrinks_needs_no_bracket() {
	ExtBuilder.build_and_execute(|| {
		let id = funded();
		FullBracket::put(TENANT);
		assert_ok!(ask(id, changed(|service| service.ram_mib = 1)));
		assert_eq!(Used::get((TENANT, USD)), footprint());
	});
}

#[test]
fn the_manifest_alone_can_change() {
	ExtBuilder.build_and_execute(|| {
		let id = funded();
		// Whatever has become of the catalogue: the same resources count the same.
		let counted = Footprint { gpu_units: 100, ..footprint() };
		Leases::<Test>::mutate(id, |lease| lease.as_mut().unwrap().footprint = counted);
		Used::insert((TENANT, USD), counted);
		FullBracket::put(TENANT);
		assert_ok!(request(id, 1, 1_800));
		assert_eq!(lease(id).occupied(), counted);
	});
}

#[test]
fn the_price_alone_can_change() {
	ExtBuilder.build_and_execute(|| {
		let id = funded();
		let manifest = lease(id).manifest;
		assert_ok!(ask(id, LeaseUpdate { manifest, ..update_to(1, 1_700) }));
	});
}

/// E6: only `Active` leases are handed over.
#[test]
fn an_offer_is_void() {
	ExtBuilder.build_and_execute(|| {
		let id = funded();
		assert_ok!(LeasesPallet::offer(signed(TENANT), id, STRANGER));
		events();
		assert_ok!(request(id, 1, 1_800));
		assert_eq!(events()[0], Event::OfferWithdrawn { lease: id });
		assert_noop!(LeasesPallet::accept(signed(STRANGER), id), Error::<Test>::NotOffered);
		let offer = LeasesPallet::offer(signed(TENANT), id, STRANGER);
		assert_noop!(offer, Error::<Test>::NotActive);
	});
}

#[test]
fn an_update_can_be_asked_for_during_a_notice() {
	ExtBuilder.build_and_execute(|| {
		let id = funded();
		assert_ok!(LeasesPallet::close(signed(PROVIDER), id));
		assert_ok!(request(id, 3, 3_600));
		assert_eq!((lease(id).notice, lease(id).block_deadline), (Some(1_801), Some(31)));
	});
}

#[test]
fn one_that_is_over_unnoticed_is_ended_first() {
	ExtBuilder.build_and_execute(|| {
		let id = plain().updating(3, 3_600);
		skip(30);
		events();
		assert_ok!(request(id, 2, 1_800));
		let ended = Event::UpdateEnded {
			lease: id,
			outcome: UpdateOutcome::AnswerTimeout,
			unlocked: 5_102,
		};
		assert_eq!(events()[0], ended);
		assert_eq!(lease(id).update.unwrap().resources, resources_of(2));
	});
}

#[test]
fn an_unknown_lease_is_refused() {
	ExtBuilder.build_and_execute(|| {
		assert_noop!(ask(LeaseId(0), update_to(1, 1)), Error::<Test>::NoSuchLease);
	});
}

#[test]
fn only_the_tenant_may_ask() {
	ExtBuilder.build_and_execute(|| {
		let id = funded();
		for who in [STRANGER, PROVIDER, operator(PROVIDER)] {
			let call = LeasesPallet::request_update(signed(who), id, update_to(3, 3_600));
			assert_noop!(call, Error::<Test>::NotTheTenant);
		}
	});
}

#[test]
fn what_is_not_in_service_cannot_be_updated() {
	ExtBuilder.build_and_execute(|| {
		let (closing, closed) = (funded(), plain().ready());
		for id in [closing, closed] {
			assert_ok!(LeasesPallet::close(signed(TENANT), id));
		}
		for id in [plain().open(), plain().ready(), closing, closed] {
			assert_noop!(request(id, 3, 3_600), Error::<Test>::NotActive);
		}
	});
}

#[test]
fn what_has_ended_unnoticed_cannot_be_updated() {
	ExtBuilder.build_and_execute(|| {
		let id = funded();
		skip(5_000);
		assert_noop!(request(id, 3, 3_600), Error::<Test>::NotActive);
	});
}

#[test]
fn one_update_at_a_time() {
	ExtBuilder.build_and_execute(|| {
		let id = plain().updating(3, 3_600);
		assert_noop!(request(id, 2, 3_600), Error::<Test>::UpdatePending);
		assert_ok!(LeasesPallet::accept_update(signed(PROVIDER), id, asked(id), 3_600));
		assert_noop!(request(id, 2, 3_600), Error::<Test>::UpdatePending);
	});
}

#[test]
fn a_provider_that_is_being_drained_or_leaves_is_asked_for_nothing() {
	ExtBuilder.build_and_execute(|| {
		let id = funded();
		Leaving::put(PROVIDER);
		assert_noop!(request(id, 3, 3_600), Error::<Test>::ProviderLeaving);
		LeasesPallet::drain(&PROVIDER, DrainReason::Suspended);
		assert_noop!(request(id, 3, 3_600), Error::<Test>::ProviderDraining);
	});
}

#[test]
fn each_thing_that_is_wrong_with_the_services_has_an_error_of_its_own() {
	ExtBuilder.build_and_execute(|| {
		let id = funded();
		let model = |name: &[u8]| name.to_vec().try_into().unwrap();
		let gpus = |name, count| Some(Gpus { model: model(name), count });
		let none = LeaseUpdate { services: Default::default(), ..update_to(1, 1) };
		assert_noop!(ask(id, none), Error::<Test>::NoServices);
		for (error, update) in [
			(Error::<Test>::ZeroVcpu, changed(|service| service.vcpu_millis = 0)),
			(Error::<Test>::ZeroRam, changed(|service| service.ram_mib = 0)),
			(Error::<Test>::ZeroReplicas, changed(|service| service.replicas = 0)),
			(Error::<Test>::ZeroGpus, changed(|service| service.gpu = gpus(b"rtx4090", 0))),
			(
				Error::<Test>::ResourcesOutOfRange,
				changed(|service| (service.gpu, service.replicas) = (gpus(b"x", u32::MAX), 2)),
			),
			(
				Error::<Test>::UnknownGpuModel,
				changed(|service| service.gpu = gpus(UNKNOWN_MODEL, 1)),
			),
		] {
			assert_noop!(ask(id, update), error);
		}
	});
}

#[test]
fn for_nothing_is_refused() {
	ExtBuilder.build_and_execute(|| {
		let id = funded();
		assert_noop!(request(id, 3, 0), Error::<Test>::ZeroMaxPrice);
	});
}

#[test]
fn an_update_that_changes_nothing_is_refused() {
	ExtBuilder.build_and_execute(|| {
		let id = funded();
		let manifest = lease(id).manifest;
		let same = LeaseUpdate { manifest, ..update_to(1, 1_800) };
		assert_noop!(ask(id, same), Error::<Test>::NothingToUpdate);
	});
}

#[test]
fn beyond_the_bracket_is_refused() {
	ExtBuilder.build_and_execute(|| {
		let id = plain().active();
		FullBracket::put(TENANT);
		// Before the funds are looked at, as for an order.
		assert_noop!(request(id, 3, 3_600), OVER_BRACKET);
	});
}

#[test]
fn without_the_funds_it_is_refused() {
	ExtBuilder.build_and_execute(|| {
		let id = plain().active();
		deposit(TENANT, &USD, 5_101);
		assert_noop!(request(id, 3, 3_600), TOO_LITTLE);
		deposit(TENANT, &USD, 1);
		assert_ok!(request(id, 3, 3_600));
		assert_eq!(wallet(TENANT, &USD), (10_202, 0));
	});
}

#[test]
fn a_cost_that_cannot_be_counted_is_refused() {
	ExtBuilder.build_and_execute(|| {
		let id = funded();
		for price in [Balance::MAX, Balance::MAX / 2] {
			assert_noop!(request(id, 3, price), Error::<Test>::CostOutOfRange);
		}
	});
}
