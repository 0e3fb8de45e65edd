//! `accept_update`: the provider takes an update on, at a price (L3).

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use spheron_primitives::{
	traits::{ClockSink, Drain, DrainReason},
	LeaseId, Resources,
};

fn accept(id: LeaseId, price: u128) -> sp_runtime::DispatchResult {
	LeasesPallet::accept_update(signed(PROVIDER), id, asked(id), price)
}

#[test]
fn only_the_increase_is_reserved() {
	ExtBuilder.build_and_execute(|| {
		let id = plain().updating(3, 3_600);
		run(10);
		let before = wallet(TENANT, &USD);
		events();
		assert_ok!(accept(id, 3_000));
		let reserved = resources_of(2);
		let accepted = Event::UpdateAccepted { lease: id, price: 3_000, reserved, apply_by: 71 };
		assert_eq!(events(), vec![accepted]);
		assert_eq!(Reserved::get(PROVIDER), resources_of(3));
		assert_eq!((state(id), lease(id).block_deadline), (LeaseState::Updating, Some(71)));
		// The lock waits for the application.
		assert_eq!(wallet(TENANT, &USD), before);
	});
}

#[test]
fn the_lease_is_charged_for_as_before() {
	ExtBuilder.build_and_execute(|| {
		let id = plain().accepted(3, 3_600);
		run(50);
		assert_ok!(LeasesPallet::settle(signed(STRANGER), id));
		assert_eq!((lease(id).paid.gross, lease(id).meter.price), (50, 1_800));
	});
}

#[test]
fn what_one_resource_frees_another_does_not_use() {
	ExtBuilder.build_and_execute(|| {
		let id = plain().active();
		let mut update = update_to(1, 1_800);
		(update.services[0].vcpu_millis, update.services[0].ram_mib) = (3_000, 512);
		assert_ok!(LeasesPallet::request_update(signed(TENANT), id, update));
		assert_ok!(accept(id, 1));
		assert_eq!(Reserved::get(PROVIDER), Resources { vcpu_millis: 3_000, ..resources_of(1) });
		assert_eq!(lease(id).reserved(), Some(Reserved::get(PROVIDER)));
	});
}

#[test]
fn the_operator_key_may_accept_and_any_price_up_to_the_max_will_do() {
	for price in [1, 1_800, 3_600] {
		ExtBuilder.build_and_execute(|| {
			let id = plain().updating(3, 3_600);
			assert_ok!(LeasesPallet::accept_update(
				signed(operator(PROVIDER)),
				id,
				asked(id),
				price
			));
			assert_eq!(lease(id).update.unwrap().price, Some(price));
		});
	}
}

#[test]
fn it_is_in_time_until_the_block_before_the_deadline() {
	ExtBuilder.build_and_execute(|| {
		let id = plain().updating(3, 3_600);
		run(29);
		assert_ok!(accept(id, 3_600));
	});
}

/// Nothing is reserved, so a provider that takes on nothing new can accept it, too.
#[test]
fn what_needs_no_more_is_accepted_by_whoever_is_not_active() {
	ExtBuilder.build_and_execute(|| {
		let id = plain().updating(1, 3_600);
		Inactive::put(PROVIDER);
		events();
		assert_ok!(accept(id, 2_000));
		let reserved = Resources::default();
		let accepted = Event::UpdateAccepted { lease: id, price: 2_000, reserved, apply_by: 61 };
		assert_eq!(events(), vec![accepted]);
	});
}

#[test]
fn a_pause_and_a_notice_make_no_difference() {
	ExtBuilder.build_and_execute(|| {
		let id = plain().updating(3, 3_600);
		LeasesPallet::report(&PROVIDER, &[id], None);
		assert_ok!(LeasesPallet::close(signed(PROVIDER), id));
		assert_ok!(accept(id, 3_600));
		assert_eq!(lease(id).block_deadline, Some(61));
	});
}

/// The tenant takes it back and asks for another that looks the same from afar, in the same block.
#[test]
fn an_update_is_accepted_by_its_own_hash() {
	ExtBuilder.build_and_execute(|| {
		let id = plain().updating(3, 3_600);
		let named = asked(id);
		let accept = |update| LeasesPallet::accept_update(signed(PROVIDER), id, update, 1_000);
		assert_ok!(LeasesPallet::withdraw_update(signed(TENANT), id));
		let mut other = update_to(3, 3_600);
		let service = other.services[0].clone();
		other.services = vec![service.clone(); service.replicas as usize].try_into().unwrap();
		other.services.iter_mut().for_each(|service| service.replicas = 1);
		assert_ok!(LeasesPallet::request_update(signed(TENANT), id, other));
		assert_noop!(accept(named), Error::<Test>::UpdateChanged);
		assert_ok!(accept(asked(id)));
	});
}

#[test]
fn the_same_asked_for_again_later_is_another() {
	ExtBuilder.build_and_execute(|| {
		let id = plain().updating(3, 3_600);
		let named = asked(id);
		assert_ok!(LeasesPallet::withdraw_update(signed(TENANT), id));
		run(1);
		assert_ok!(request(id, 3, 3_600));
		assert_ne!(asked(id), named);
	});
}

/// S1: nothing more is taken on without stake.
#[test]
fn who_has_too_little_stake_takes_on_nothing_more() {
	ExtBuilder.build_and_execute(|| {
		let id = plain().updating(3, 3_600);
		Poor::insert(PROVIDER, 0);
		assert_noop!(accept(id, 1_000), Error::<Test>::StakeTooLow);
		assert_ok!(LeasesPallet::withdraw_update(signed(TENANT), id));
		assert_ok!(request(id, 1, 3_600));
		assert_ok!(accept(id, 1_000));
	});
}

#[test]
fn an_unknown_lease_is_refused() {
	ExtBuilder.build_and_execute(|| {
		assert_noop!(accept(LeaseId(0), 1), Error::<Test>::NoSuchLease);
	});
}

#[test]
fn only_its_provider_may_accept() {
	ExtBuilder.build_and_execute(|| {
		let id = plain().updating(3, 3_600);
		for who in [TENANT, STRANGER, RUNNER_UP, operator(RUNNER_UP)] {
			let call = LeasesPallet::accept_update(signed(who), id, asked(id), 3_600);
			assert_noop!(call, Error::<Test>::NotTheProvider);
		}
	});
}

#[test]
fn without_an_update_there_is_nothing_to_accept() {
	ExtBuilder.build_and_execute(|| {
		let closed = plain().ready();
		assert_ok!(LeasesPallet::close(signed(TENANT), closed));
		for id in [plain().open(), plain().ready(), plain().active(), closed] {
			assert_noop!(accept(id, 1), Error::<Test>::NoUpdate);
		}
	});
}

#[test]
fn too_late_is_refused_whether_or_not_the_hook_had_room() {
	ExtBuilder.build_and_execute(|| {
		let (late, served) = (plain().updating(3, 3_600), plain().updating(3, 3_600));
		skip(30);
		assert_noop!(accept(late, 3_600), Error::<Test>::TooLate);
		run(1);
		assert_noop!(accept(served, 3_600), Error::<Test>::NoUpdate);
	});
}

#[test]
fn what_has_run_dry_unnoticed_has_no_update_any_more() {
	ExtBuilder.build_and_execute(|| {
		let id = Order { duration: 10, ..plain() }.updating(3, 3_600);
		skip(10);
		assert_noop!(accept(id, 3_600), Error::<Test>::NoUpdate);
	});
}

#[test]
fn once_is_enough() {
	ExtBuilder.build_and_execute(|| {
		let id = plain().accepted(3, 3_600);
		assert_noop!(accept(id, 3_600), Error::<Test>::AlreadyAccepted);
	});
}

#[test]
fn a_price_outside_of_what_was_asked_is_refused() {
	ExtBuilder.build_and_execute(|| {
		let id = plain().updating(3, 3_600);
		assert_noop!(accept(id, 0), Error::<Test>::ZeroPrice);
		assert_noop!(accept(id, 3_601), Error::<Test>::PriceTooHigh);
	});
}

#[test]
fn without_the_capacity_it_is_refused() {
	ExtBuilder.build_and_execute(|| {
		let id = plain().updating(1_001, 3_600);
		assert_noop!(accept(id, 3_600), Error::<Test>::NoCapacity);
		let other = plain().updating(999, 3_600);
		assert_ok!(accept(other, 3_600));
		assert_eq!(books().reserved, 1_000);
	});
}

#[test]
fn who_is_not_active_takes_on_nothing_more() {
	ExtBuilder.build_and_execute(|| {
		let id = plain().updating(3, 3_600);
		Inactive::put(PROVIDER);
		assert_noop!(accept(id, 3_600), Error::<Test>::ProviderNotActive);
	});
}

/// R3: no update while leaving.
#[test]
fn who_is_leaving_or_being_drained_accepts_nothing() {
	ExtBuilder.build_and_execute(|| {
		let id = plain().updating(1, 3_600);
		Leaving::put(PROVIDER);
		assert_noop!(accept(id, 3_600), Error::<Test>::ProviderLeaving);
		LeasesPallet::drain(&PROVIDER, DrainReason::Slashed);
		assert_noop!(accept(id, 3_600), Error::<Test>::ProviderDraining);
	});
}
