//! Through blocks in which the validators' session rotates.

use super::*;
use crate::{dynamic_params::time::SessionLength, BlockNumber, Session};

/// How many blocks to wait at first, so that what goes on to the block that `goal` says gets there in one in
/// which the session rotates.
pub fn wait(goal: impl FnOnce() -> BlockNumber) -> BlockNumber {
	market().play(|| {
		let period: u32 = SessionLength::get();
		let block = goal();
		block.next_multiple_of(period) - block
	})
}

#[test]
fn what_falls_due_in_the_block_of_a_rotation() {
	for deadline in deadlines() {
		let wait = wait(|| {
			let course = (deadline.start)();
			System::block_number() + course.left()
		});
		market().play(|| {
			pass(wait);
			let course = (deadline.start)();
			let mut sessions = 0;
			course.run(deadline.name, |_| {
				sessions = Session::current_index();
				next_block();
			});
			assert_eq!(Session::current_index(), sessions + 1, "{}: no rotation", deadline.name);
		});
	}
}
