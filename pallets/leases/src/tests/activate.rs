//! `activate`: `Ready` → `Active` (L1).

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use spheron_primitives::{
	traits::{Drain, DrainReason},
	BigEndian, LeaseId,
};

#[test]
fn charging_starts_and_the_tenant_learns_how_to_reach_it() {
	ExtBuilder.build_and_execute(|| {
		let id = Order::default().ready();
		events();
		skip(9);
		assert_ok!(LeasesPallet::activate(signed(PROVIDER), id, access()));
		assert_eq!(events(), vec![Event::LeaseActivated { lease: id, access: access() }]);
		let lease = lease(id);
		assert_eq!((lease.state, lease.activated), (LeaseState::Active, Some(10)));
		assert_eq!(lease.access, Some(access()));
		assert_eq!((lease.meter.from, lease.block_deadline), (Some(10), None));
		// 5 000 blocks less the hour of the notice.
		assert_eq!(lease.service_deadline, Some(10 + 3_200));
		assert_eq!(ProviderDeadlines::<Test>::get(PROVIDER).unwrap().filed, 10 + 3_200);
	});
}

#[test]
fn a_short_lease_is_low_on_funds_from_the_start() {
	ExtBuilder.build_and_execute(|| {
		let id = Order { duration: 1_800, ..Order::default() }.ready();
		events();
		assert_ok!(LeasesPallet::activate(signed(PROVIDER), id, access()));
		assert!(events().contains(&Event::FundsLow { lease: id, left: 1_800 }));
		assert_eq!(lease(id).service_deadline, Some(1_801));
		run(1_799);
		assert_eq!(events(), vec![]);
	});
}

#[test]
fn the_operator_key_may_activate() {
	ExtBuilder.build_and_execute(|| {
		let id = Order::default().ready();
		assert_ok!(LeasesPallet::activate(signed(operator(PROVIDER)), id, access()));
	});
}

#[test]
fn an_address_and_no_url_will_do() {
	ExtBuilder.build_and_execute(|| {
		let id = Order::default().ready();
		let host = b"2001:db8::1".to_vec().try_into().unwrap();
		let access = AccessDetails { host, ports: Default::default(), url: None };
		assert_ok!(LeasesPallet::activate(signed(PROVIDER), id, access));
	});
}

#[test]
fn bad_access_details_are_refused() {
	ExtBuilder.build_and_execute(|| {
		let id = Order::default().ready();
		let host = b"http://example.com".to_vec().try_into().unwrap();
		let bad_host = AccessDetails { host, ..access() };
		let no_port = |service, external| AccessDetails {
			ports: vec![PortMapping { service, external }].try_into().unwrap(),
			..access()
		};
		let url = Some(b"ftp://example.com".to_vec().try_into().unwrap());
		let bad_url = AccessDetails { url, ..access() };
		for (access, error) in [
			(bad_host, Error::<Test>::InvalidHost),
			(no_port(0, 80), Error::InvalidPort),
			(no_port(80, 0), Error::InvalidPort),
			(bad_url, Error::InvalidUrl),
		] {
			assert_noop!(LeasesPallet::activate(signed(PROVIDER), id, access), error);
		}
	});
}

#[test]
fn an_unknown_lease_is_refused() {
	ExtBuilder.build_and_execute(|| {
		let call = LeasesPallet::activate(signed(PROVIDER), LeaseId(0), access());
		assert_noop!(call, Error::<Test>::NoSuchLease);
	});
}

#[test]
fn only_the_provider_may_activate() {
	ExtBuilder.build_and_execute(|| {
		let id = Order::default().ready();
		for who in [TENANT, STRANGER, operator(RUNNER_UP)] {
			let call = LeasesPallet::activate(signed(who), id, access());
			assert_noop!(call, Error::<Test>::NotTheProvider);
		}
	});
}

#[test]
fn only_a_ready_lease_can_be_activated() {
	ExtBuilder.build_and_execute(|| {
		let reserving = Order::default().open();
		let active = Order::default().active();
		for id in [reserving, active] {
			let call = LeasesPallet::activate(signed(PROVIDER), id, access());
			assert_noop!(call, Error::<Test>::NotReady);
		}
	});
}

#[test]
fn a_late_activation_is_refused_even_if_the_hook_had_no_room() {
	ExtBuilder.build_and_execute(|| {
		let id = Order::default().ready();
		skip(300);
		let call = LeasesPallet::activate(signed(PROVIDER), id, access());
		assert_noop!(call, Error::<Test>::TooLate);
	});
}

#[test]
fn a_provider_that_is_being_drained_cannot_activate() {
	ExtBuilder.build_and_execute(|| {
		let id = Order::default().ready();
		LeasesPallet::drain(&PROVIDER, DrainReason::Slashed);
		let call = LeasesPallet::activate(signed(PROVIDER), id, access());
		assert_noop!(call, Error::<Test>::ProviderDraining);
	});
}

#[test]
fn a_provider_has_one_deadline_for_all_its_leases() {
	ExtBuilder.build_and_execute(|| {
		Order::default().active();
		Order { duration: 4_000, ..Order::default() }.active();
		assert_eq!(ProviderDeadlines::<Test>::get(PROVIDER).unwrap().filed, 1 + 2_200);
		let item = DeadlineItem::Provider(PROVIDER);
		assert!(BlockDeadlines::<Test>::contains_key(BigEndian(2_201), item));
		assert_eq!(BlockDeadlines::<Test>::iter().count(), 1);
	});
}
