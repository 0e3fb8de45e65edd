//! The alive clock, by examples (A3).

use crate::{mock::*, ClockState, Unhealthy};
use spheron_primitives::traits::AliveClock;

const PERIODS: Option<u32> = Some(300);

#[test]
fn a_clock_that_was_never_attested_stands_still() {
	ExtBuilder.build_and_execute(|| {
		assert_eq!(
			(AttestationPallet::alive(&DAVE, 1_000), AttestationPallet::until(&DAVE)),
			(0, 0)
		);
		assert_eq!(AttestationPallet::reaches(&DAVE, 1), None);
		assert_eq!(AttestationPallet::down_since(&DAVE, 1_000), Some(0));
	});
}

#[test]
fn it_runs_for_two_periods_and_stops_by_itself() {
	let mut clock = ClockState::default();
	clock.attest(1_000, PERIODS);
	assert_eq!([1_000, 1_001, 1_300, 1_301, 9_999].map(|n| clock.alive(n)), [0, 1, 300, 300, 300]);
	assert_eq!((clock.reaches(300), clock.reaches(301)), (Some(1_300), None));
	assert_eq!((clock.down_since(1_300), clock.down_since(1_301)), (None, Some(1_300)));
}

#[test]
fn an_attestation_in_time_runs_it_on_without_a_gap() {
	let mut clock = ClockState::default();
	clock.attest(1_000, PERIODS);
	clock.attest(1_150, PERIODS);
	assert_eq!([1_100, 1_150, 1_450, 1_451].map(|n| clock.alive(n)), [100, 150, 450, 450]);
	assert_eq!((clock.reaches(100), clock.reaches(450)), (Some(1_100), Some(1_450)));
}

#[test]
fn what_was_silence_is_not_counted_afterwards() {
	let mut clock = ClockState::default();
	clock.attest(1_000, PERIODS);
	clock.attest(2_000, PERIODS);
	assert_eq!([1_300, 1_999, 2_000, 2_001].map(|n| clock.alive(n)), [300, 300, 300, 301]);
	assert_eq!((clock.reaches(300), clock.reaches(301)), (Some(1_300), Some(2_001)));
	assert_eq!(clock.down_since(2_000), None);
}

#[test]
fn all_unhealthy_stops_it_in_the_block_of_the_report() {
	let mut clock = ClockState::default();
	clock.attest(1_000, PERIODS);
	clock.attest(1_150, None);
	assert_eq!([1_150, 1_151, 2_000].map(|n| clock.alive(n)), [150; 3]);
	assert_eq!((clock.running.until, clock.down_since(1_150)), (1_150, Some(1_150)));
}

#[test]
fn saying_so_again_does_not_make_an_outage_younger() {
	let mut clock = ClockState::default();
	clock.attest(1_000, PERIODS);
	// Silent since 1 300.
	for now in [1_500, 1_650, 1_800] {
		clock.attest(now, None);
		assert_eq!(clock.down_since(now), Some(1_300));
	}
	clock.attest(1_950, PERIODS);
	assert_eq!(clock.down_since(1_950), None);
	assert_eq!(clock.alive(1_951), 301);
	clock.attest(2_100, None);
	assert_eq!(clock.down_since(2_101), Some(2_100));
}

#[test]
fn a_run_is_remembered_however_many_attestations_it_took() {
	let mut clock = ClockState::default();
	for now in (1_000..9_000).step_by(150) {
		clock.attest(now, PERIODS);
	}
	assert_eq!([1_000, 1_001, 5_000].map(|n| clock.alive(n)), [0, 1, 4_000]);
	assert_eq!(clock.reaches(1), Some(1_001));
	// Silent from 9 250 on.
	clock.attest(9_500, PERIODS);
	assert_eq!([1_001, 9_250, 9_500, 9_501].map(|n| clock.alive(n)), [1, 8_250, 8_250, 8_251]);
}

#[test]
fn what_is_forgotten_is_never_made_up() {
	let mut clock = ClockState::default();
	for now in [1_000, 2_000, 3_000] {
		clock.attest(now, PERIODS);
	}
	// In truth 1 and 300; of the 700 blocks that it missed from 1 300 on it does not know when they were.
	assert_eq!([1_001, 1_300, 1_700, 1_701, 2_001].map(|n| clock.alive(n)), [0, 0, 0, 1, 301]);
	assert_eq!((clock.reaches(1), clock.reaches(301)), (Some(1_701), Some(2_001)));
}

#[test]
fn a_shorter_period_takes_nothing_back() {
	let mut clock = ClockState::default();
	clock.attest(1_000, PERIODS);
	clock.attest(1_010, Some(20));
	assert_eq!(clock.running.until, 1_300);
}

#[test]
fn it_does_not_run_over_at_the_end_of_time() {
	let mut clock = ClockState::default();
	clock.attest(u32::MAX - 10, PERIODS);
	assert_eq!(clock.running.until, u32::MAX);
	assert_eq!((clock.alive(u32::MAX), clock.reaches(11)), (10, None));
	clock.sequence = u32::MAX;
	clock.attest(u32::MAX, PERIODS);
	assert_eq!(clock.sequence, u32::MAX);
}

#[test]
fn the_trait_answers_of_the_provider_asked_for() {
	ExtBuilder.build_and_execute(|| {
		admit(DAVE, "dave");
		admit(EVE, "eve");
		for (provider, seed) in [(DAVE, "dave"), (EVE, "eve")] {
			let attestation = attestation(provider, Unhealthy::None);
			super::attest::submit(&attestation, sign(seed, &attestation)).unwrap();
			pass(10);
		}
		assert_eq!(AttestationPallet::until(&DAVE), 1_300);
		assert_eq!(AttestationPallet::until(&EVE), 1_310);
		assert_eq!(AttestationPallet::alive(&DAVE, 1_020), 20);
		assert_eq!(AttestationPallet::reaches(&EVE, 5), Some(1_015));
		assert_eq!(AttestationPallet::down_since(&DAVE, 1_310), Some(1_300));
	});
}
