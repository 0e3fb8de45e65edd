//! Migrations, empty slots and rotations, all in the course of one lease.

use super::{migration::BLOCKS, *};
use crate::{tests::migration::upgrade, Session};
use sp_core::H256;
use spheron_primitives::LeaseUpdate;

#[test]
fn an_update_in_the_middle_of_a_lease_is_charged_to_the_block() {
	market().play(|| {
		let sessions = Session::current_index();
		let lease = serving(100);
		// 40 blocks at half a dollar per hour, and 60 at a dollar.
		for passed in 0..100 {
			let migration = match passed {
				10 => Some(7),
				30 => {
					let (services, manifest) = (spec().services, H256::repeat_byte(1));
					let update = LeaseUpdate { services, manifest, max_price: USD };
					submit(Ferdie, LeaseCall::request_update { lease, update });
					Some(BLOCKS)
				}
				35 => {
					submit(Dave, leases::acceptance(lease));
					Some(2 * BLOCKS)
				}
				40 => {
					submit(Dave, LeaseCall::apply_update { lease });
					Some(1)
				}
				_ => None,
			};
			match migration {
				Some(blocks) => upgrade(blocks),
				None => next_block_after(passed % 3),
			}
		}
		assert!(Session::current_index() > sessions + 10);
		let lease = super::lease(lease);
		assert_eq!(lease.state.end_reason(), Some(EndReason::InsufficientFunds));
		assert_eq!(lease.ended, Some(Eras::now()));
		let gross = PRICE * 40 / 1_800 + USD * 60 / 1_800;
		assert_eq!(lease.paid.gross, gross);
		assert_eq!(wallet(), (DEPOSIT - gross - gross.div_ceil(50), 0));
		assert_eq!(books::check(), vec![]);
	});
}
