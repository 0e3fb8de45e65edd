//! With slots between the blocks in which there is none: blocks count, not slots.

use super::*;
use crate::SLOT_MILLIS;

/// Takes every deadline through blocks that follow on as many empty slots as `empty` says, which is told how
/// many blocks there are to go, and how many there are in all.
fn with_empty_slots(empty: impl Fn(OpenBlock, OpenBlock) -> u32) {
	for deadline in deadlines() {
		market().play(|| {
			let course = (deadline.start)();
			let now = pallet_timestamp::Now::<Runtime>::get;
			let (within, began, time) = (course.left(), System::block_number(), now());
			let mut slots = 0;
			course.run(deadline.name, |left| {
				let empty = empty(left, within);
				slots += u64::from(empty) + 1;
				next_block_after(empty);
			});
			assert_eq!(System::block_number(), began + within, "{}", deadline.name);
			assert_eq!(now(), time + slots * SLOT_MILLIS, "{}", deadline.name);
			assert!(slots > u64::from(within), "{}: no empty slot", deadline.name);
		});
	}
}

#[test]
fn what_falls_due_among_empty_slots() {
	with_empty_slots(|left, _| 1 + left % 7);
}

/// More than half an hour without a block right after its time began to run, and right before it is over.
#[test]
fn what_falls_due_after_many_empty_slots_in_a_row() {
	with_empty_slots(|left, within| if left == 1 || left == within { 1_000 } else { 0 });
}
