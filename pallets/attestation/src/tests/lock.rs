//! The worker's lock.

use crate::{lock::Lock, mock::*};
use sp_core::offchain::Duration;

const TIME: Duration = Duration::from_millis(15_000);

fn take(sequence: u32) -> Option<Lock> {
	Lock::take(&DAVE, sequence, TIME)
}

#[test]
fn it_is_taken_once_until_its_time_is_over() {
	ExtBuilder.build_and_execute(|| {
		let first = take(1);
		assert!(first.is_some());
		node().wait(14_999);
		assert!(take(1).is_none());
		node().wait(1);
		assert!(take(1).is_some());
	});
}

#[test]
fn it_is_for_one_provider_and_one_number() {
	ExtBuilder.build_and_execute(|| {
		assert!(take(1).is_some());
		assert!(Lock::take(&EVE, 1, TIME).is_some());
		assert!(take(2).is_some());
	});
}

#[test]
fn what_is_released_can_be_taken_at_once() {
	ExtBuilder.build_and_execute(|| {
		take(1).unwrap().release();
		assert!(take(1).is_some());
	});
}

#[test]
fn what_is_kept_is_kept_from_now_on() {
	ExtBuilder.build_and_execute(|| {
		let lock = take(1).unwrap();
		node().wait(10_000);
		assert_eq!(lock.keep(Duration::from_millis(10_000)), Ok(()));
		node().wait(9_999);
		assert!(take(1).is_none());
		node().wait(1);
		assert!(take(1).is_some());
	});
}

#[test]
fn whoever_was_too_slow_has_lost_it() {
	ExtBuilder.build_and_execute(|| {
		let slow = take(1).unwrap();
		node().wait(15_000);
		let other = take(1).unwrap();
		assert_eq!(slow.keep(TIME), Err(()));
		assert_eq!(other.keep(TIME), Ok(()));
	});
}

#[test]
fn a_slow_one_does_not_release_anothers() {
	ExtBuilder.build_and_execute(|| {
		let slow = take(1).unwrap();
		node().wait(15_000);
		let _other = take(1).unwrap();
		slow.release();
		assert!(take(1).is_none());
	});
}

#[test]
fn a_wall_clock_that_was_ahead_does_not_lock_for_ever() {
	ExtBuilder.build_and_execute(|| {
		assert!(take(1).is_some());
		node().set_time(1_000_000_000_000);
		assert!(take(1).is_some());
	});
}

#[test]
fn a_note_that_cannot_be_read_does_not_lock() {
	ExtBuilder.build_and_execute(|| {
		let key = [b"spheron/attestation/lock/".to_vec(), codec::Encode::encode(&DAVE)].concat();
		let kind = sp_core::offchain::StorageKind::PERSISTENT;
		sp_io::offchain::local_storage_set(kind, &key, b"?");
		assert!(take(1).is_some());
	});
}
