//! Keys are rotated without a gap (R4).

use super::attest::submit;
use crate::{mock::*, *};
use frame_support::assert_ok;

/// Whether an attestation signed with the key made of `seed` counts now.
fn counts(seed: &str) -> bool {
	let attestation = attestation(DAVE, Unhealthy::None);
	submit(&attestation, sign(seed, &attestation)).is_ok()
}

#[test]
fn the_new_key_is_good_at_once() {
	ExtBuilder.build_and_execute(|| {
		admit(DAVE, "old");
		rotate(DAVE, "new");
		assert!(counts("new"));
	});
}

#[test]
fn the_old_key_is_good_for_the_period_in_which_it_was_replaced() {
	ExtBuilder.build_and_execute(|| {
		admit(DAVE, "old");
		assert!(counts("old"));
		pass(149);
		rotate(DAVE, "new");
		pass(149);
		assert!(counts("old"));
	});
}

#[test]
fn and_no_longer() {
	ExtBuilder.build_and_execute(|| {
		admit(DAVE, "old");
		rotate(DAVE, "new");
		pass(150);
		assert!(!counts("old"));
		assert!(counts("new"));
	});
}

#[test]
fn a_key_from_two_rotations_ago_is_good_for_nothing() {
	ExtBuilder.build_and_execute(|| {
		admit(DAVE, "oldest");
		rotate(DAVE, "old");
		rotate(DAVE, "new");
		assert!(!counts("oldest"));
		assert!(counts("old"));
	});
}

#[test]
fn both_keys_share_one_sequence() {
	ExtBuilder.build_and_execute(|| {
		admit(DAVE, "old");
		rotate(DAVE, "new");
		let attestation = attestation(DAVE, Unhealthy::None);
		assert_ok!(submit(&attestation, sign("old", &attestation)));
		assert!(submit(&attestation, sign("new", &attestation)).is_err());
	});
}
