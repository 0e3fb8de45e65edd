//! What an attestation does once it is included (A2, A3).

use crate::{mock::*, *};
use frame_support::{
	assert_noop, assert_ok,
	dispatch::GetDispatchInfo,
	pallet_prelude::{DispatchResultWithPostInfo, TransactionSource},
	traits::Authorize,
};
use frame_system::RawOrigin;
use sp_runtime::{traits::Dispatchable, DispatchError};
use spheron_primitives::{AttestationSignature, LeaseId};

/// Include `attestation`, as a block does: it authorizes itself, then it is dispatched.
pub fn submit(
	attestation: &AttestationOf<Test>,
	signature: AttestationSignature,
) -> DispatchResultWithPostInfo {
	let call = RuntimeCall::from(Call::attest { attestation: attestation.clone(), signature });
	let authorized = call.authorize(TransactionSource::InBlock).expect("it authorizes itself");
	authorized.map_err(|_| DispatchError::Other("not authorized"))?;
	call.dispatch(RawOrigin::Authorized.into())
}

/// DAVE attests that so much is unhealthy.
pub fn daves(unhealthy: Unhealthy) -> DispatchResultWithPostInfo {
	let attestation = attestation(DAVE, unhealthy);
	submit(&attestation, sign("dave", &attestation))
}

fn dispatched(attestation: AttestationOf<Test>) -> DispatchResultWithPostInfo {
	let signature = sign("dave", &attestation);
	AttestationPallet::attest(RawOrigin::Authorized.into(), attestation, signature)
}

fn told() -> Vec<Tell> {
	Told::take()
}

#[test]
fn the_clock_runs_for_two_periods() {
	ExtBuilder.build_and_execute(|| {
		admit(DAVE, "dave");
		assert_ok!(daves(Unhealthy::None));
		let ClockState { running: Run { missed, until }, attested, sequence, .. } = clock(DAVE);
		assert_eq!((missed, until, attested, sequence), (1_000, 1_300, 1_000, 1));
		pass(150);
		assert_ok!(daves(Unhealthy::None));
		let ClockState { running: Run { missed, until }, attested, sequence, .. } = clock(DAVE);
		assert_eq!((missed, until, attested, sequence), (1_000, 1_450, 1_150, 2));
	});
}

#[test]
fn eras_is_told_before_the_clock_changes_and_leases_after() {
	ExtBuilder.build_and_execute(|| {
		admit(DAVE, "dave");
		assert_ok!(daves(listed([3, 5])));
		let report = Tell::Report(DAVE, vec![LeaseId(3), LeaseId(5)]);
		assert_eq!(told(), [Tell::Before(DAVE, 0), Tell::Moved(DAVE, 1), report]);
	});
}

#[test]
fn all_healthy_is_a_report_of_none() {
	ExtBuilder.build_and_execute(|| {
		admit(DAVE, "dave");
		assert_ok!(daves(Unhealthy::None));
		assert_eq!(told().last(), Some(&Tell::Report(DAVE, vec![])));
	});
}

#[test]
fn all_unhealthy_stops_the_clock_and_leaves_each_lease_as_it_was() {
	ExtBuilder.build_and_execute(|| {
		admit(DAVE, "dave");
		assert_ok!(daves(Unhealthy::None));
		pass(150);
		told();
		assert_ok!(daves(Unhealthy::All));
		assert_eq!(told(), [Tell::Before(DAVE, 1), Tell::Moved(DAVE, 2)]);
		assert_eq!((clock(DAVE).running.until, clock(DAVE).down), (1_150, true));
	});
}

#[test]
fn one_provider_does_not_touch_another() {
	ExtBuilder.build_and_execute(|| {
		admit(DAVE, "dave");
		admit(EVE, "eve");
		assert_ok!(daves(Unhealthy::None));
		assert_eq!(clock(EVE), ClockState::default());
	});
}

#[test]
fn the_event_says_it_all() {
	ExtBuilder.build_and_execute(|| {
		admit(DAVE, "dave");
		assert_ok!(daves(Unhealthy::None));
		pass(200);
		System::reset_events();
		assert_ok!(daves(listed([7])));
		System::assert_last_event(
			Event::Attested {
				provider: DAVE,
				sequence: 2,
				alive: 200,
				until: 1_500,
				unhealthy: listed([7]),
			}
			.into(),
		);
	});
}

#[test]
fn it_pays_for_all_leases_and_gets_back_what_was_not_looked_at() {
	ExtBuilder.build_and_execute(|| {
		admit(DAVE, "dave");
		let attestation = attestation(DAVE, listed(0..10));
		let signature = sign("dave", &attestation);
		let call = RuntimeCall::from(Call::attest {
			attestation: attestation.clone(),
			signature: signature.clone(),
		});
		assert_eq!(call.get_dispatch_info().call_weight.ref_time(), 1_000 + 10 + 256);
		LookedAt::set(42);
		let done = submit(&attestation, signature).unwrap();
		assert_eq!(done.actual_weight.unwrap().ref_time(), 1_042);
		LookedAt::set(0);
		pass(150);
		let done = daves(listed(0..10)).unwrap();
		assert_eq!(done.actual_weight.unwrap().ref_time(), 1_010);
	});
}

#[test]
fn only_one_that_authorized_itself_is_heard() {
	ExtBuilder.build_and_execute(|| {
		admit(DAVE, "dave");
		let attestation = attestation(DAVE, Unhealthy::None);
		let signature = sign("dave", &attestation);
		for origin in [RawOrigin::Root, RawOrigin::Signed(DAVE), RawOrigin::None] {
			assert_noop!(
				AttestationPallet::attest(origin.into(), attestation.clone(), signature.clone()),
				DispatchError::BadOrigin
			);
		}
	});
}

/// The state may have changed between the pool and the block, so the body looks again.
#[test]
fn the_call_itself_refuses_for_the_same_reasons() {
	ExtBuilder.build_and_execute(|| {
		admit(DAVE, "dave");
		assert_ok!(daves(Unhealthy::None));
		let refused = |change: fn(&mut AttestationOf<Test>), error: Error<Test>| {
			let mut attestation = attestation(DAVE, Unhealthy::None);
			change(&mut attestation);
			assert_noop!(dispatched(attestation), error);
		};
		refused(|_| {}, Error::TooSoon);
		pass(150);
		refused(|a| a.sequence = 1, Error::Repeated);
		refused(|a| a.sequence = 3, Error::OutOfOrder);
		refused(|a| a.signed_at -= 31, Error::TooOld);
		refused(|a| a.signed_at += 4, Error::FromTheFuture);
		MaxUnhealthy::set(2);
		refused(|a| a.unhealthy = listed([1, 2, 3]), Error::TooManyUnhealthy);
		Draining::set(vec![DAVE]);
		refused(|_| {}, Error::NotHeard);
		Draining::set(vec![]);
		Admitted::set(Default::default());
		refused(|_| {}, Error::UnknownProvider);
	});
}

#[test]
fn parameters_out_of_range_count_as_the_nearest_in_range() {
	ExtBuilder.build_and_execute(|| {
		for (set, period, age) in [(0, 1, 1), (u32::MAX, crate::MAX_PERIOD, crate::MAX_AGE)] {
			Period::set(set);
			MaxAge::set(set);
			MaxUnhealthy::set(set);
			assert_eq!(AttestationPallet::period(), period);
			assert_eq!(AttestationPallet::max_age(), age);
			assert_eq!(AttestationPallet::max_unhealthy(), set.min(256));
		}
	});
}
