//! What each side pays when a lease ends in `Ready`, and what is remembered of it (L2).

use crate::{mock::*, *};
use frame_support::assert_ok;
use spheron_primitives::{
	traits::{Drain, DrainReason},
	LeaseId,
};

/// What the provider was charged, by the events since the last call.
fn charged(id: LeaseId) -> Option<u128> {
	events().into_iter().find_map(|event| match event {
		Event::UnstartedCharged { lease, provider: PROVIDER, amount } if lease == id => {
			Some(amount)
		}
		_ => None,
	})
}

fn record() -> (u32, u32) {
	let ActivationRecord { confirmed, activated } = Records::<Test>::get(PROVIDER);
	(confirmed, activated)
}

/// Ends a lease that was `Ready` for 100 blocks.
type Ending = fn(LeaseId);

/// Each way in which nobody is proven at fault.
const ENDINGS: [(Ending, EndReason); 3] = [
	(|id| LeasesPallet::close(signed(TENANT), id).unwrap(), EndReason::TenantClosed),
	(|id| LeasesPallet::close(signed(PROVIDER), id).unwrap(), EndReason::ManifestTimeout),
	(|_| run(1), EndReason::ActivationTimeout),
];

#[test]
fn the_tenant_pays_its_time_and_the_provider_a_fee() {
	for (end, reason) in ENDINGS {
		ExtBuilder.build_and_execute(|| {
			ActivateWithin::set(101);
			let order = Order::default();
			let id = order.ready();
			run(100);
			events();
			end(id);
			assert_eq!(state(id), LeaseState::Closed { reason });
			let blocks = u128::from(lease(id).ended.unwrap() - 1);
			assert_eq!(charged(id), Some(UNSTARTED));
			assert_eq!(Charged::get(PROVIDER), UNSTARTED);
			let reservation = 1_000_003 * blocks / 1_800;
			let unlocked = order.lock() - reservation;
			assert_eq!(books(), Books { reservation, unlocked, ..books_after(&order, 0) });
			// Nobody is at fault.
			assert_eq!(Faults::get(PROVIDER), 0);
			assert_eq!(record(), (1, 0));
		});
	}
}

#[test]
fn at_once_the_tenant_pays_nothing_and_the_provider_its_fee() {
	ExtBuilder.build_and_execute(|| {
		let order = Order::default();
		let id = order.ready();
		assert_ok!(LeasesPallet::close(signed(PROVIDER), id));
		assert_eq!((charged(id), books()), (Some(UNSTARTED), books_after(&order, 0)));
	});
}

#[test]
fn a_provider_pays_what_it_has() {
	ExtBuilder.build_and_execute(|| {
		Poor::insert(PROVIDER, 7);
		let id = Order::default().ready();
		assert_ok!(LeasesPallet::close(signed(TENANT), id));
		assert_eq!((charged(id), Charged::get(PROVIDER)), (Some(7), 7));
		Poor::insert(PROVIDER, 0);
		let id = Order::default().ready();
		assert_ok!(LeasesPallet::close(signed(TENANT), id));
		assert_eq!((charged(id), Charged::get(PROVIDER)), (None, 7));
	});
}

#[test]
fn a_motion_sets_the_fee_within_bounds() {
	for (parameter, fee) in [(0, 0), (5, 5), (u128::MAX, MAX_UNSTARTED_FEE)] {
		ExtBuilder.build_and_execute(|| {
			UnstartedFee::set(parameter);
			let id = Order::default().ready();
			assert_ok!(LeasesPallet::close(signed(TENANT), id));
			assert_eq!(Charged::get(PROVIDER), fee);
		});
	}
}

/// S4, S5: what ends the lease then has a price of its own.
#[test]
fn in_a_draining_neither_pays() {
	for reason in [DrainReason::Suspended, DrainReason::Slashed, DrainReason::Outage] {
		ExtBuilder.build_and_execute(|| {
			let order = Order::default();
			let id = order.ready();
			run(100);
			LeasesPallet::drain(&PROVIDER, reason);
			run(1);
			assert!(matches!(state(id), LeaseState::Closed { .. }));
			assert_eq!((charged(id), Charged::get(PROVIDER)), (None, 0));
			assert_eq!(books(), books_after(&order, 0));
		});
	}
}

#[test]
fn in_no_other_state_is_there_a_fee() {
	ExtBuilder.build_and_execute(|| {
		for id in [Order::default().open(), Order::default().active()] {
			assert_ok!(LeasesPallet::close(signed(TENANT), id));
		}
		Order::default().open();
		run(30);
		assert_eq!(Charged::get(PROVIDER), 0);
	});
}

#[test]
fn confirmations_and_activations_are_counted() {
	ExtBuilder.build_and_execute(|| {
		Order::default().open();
		assert_eq!(record(), (0, 0));
		Order::default().ready();
		assert_eq!(record(), (1, 0));
		let id = Order::default().accepted(3, 3_600_000);
		assert_eq!(record(), (2, 1));
		// Back from an update is not a second activation.
		assert_ok!(LeasesPallet::apply_update(signed(PROVIDER), id));
		assert_eq!(record(), (2, 1));
		Order { provider: RUNNER_UP, ..Order::default() }.active();
		assert_eq!(record(), (2, 1));
	});
}

#[test]
fn the_record_outlives_the_leases() {
	ExtBuilder.build_and_execute(|| {
		let id = Order::default().active();
		assert_ok!(LeasesPallet::close(signed(TENANT), id));
		assert_ok!(LeasesPallet::confirm_closed(signed(PROVIDER), id));
		run(10_000);
		assert!(!Leases::<Test>::contains_key(id));
		assert_eq!(record(), (1, 1));
	});
}
