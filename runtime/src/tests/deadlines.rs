//! The deadlines of leases and of their updates on a chain that does not run evenly: through blocks in
//! which the validators' session rotates, empty slots, and a migration over several blocks.

use super::{
	chain::{dispatch, next_block, next_block_after, on_chain, run_to, submit},
	market::{access, bid, last_lease, open_market, order_as, spec, PROVIDERS, USD},
};
use crate::{
	books,
	dynamic_params::{market as windows, time::SessionLength},
	presets::USPON,
	Balance, Eras, Runtime, Session, System,
};
use frame_support::traits::Get;
use frame_system::RawOrigin;
use pallet_leases::{Call, EndReason, LeaseOf, LeaseState, Leases};
use pallet_migrations::{Cursor, MigrationCursor};
use sp_keyring::Sr25519Keyring::{Dave, Eve, Ferdie};
use spheron_primitives::{traits::OpenBlocks, LeaseId, LeaseUpdate, OrderSpec, Token};

const PRICE: Balance = USD / 2;

/// Long enough for every other deadline of the `fast` preset.
const LONG: u32 = 200;

fn lease(id: LeaseId) -> LeaseOf<Runtime> {
	Leases::<Runtime>::get(id).unwrap()
}

/// The pending update of the lease is accepted, at a dollar an hour.
fn acceptance(id: LeaseId) -> Call<Runtime> {
	let update = crate::Leases::update_hash(id).unwrap();
	Call::accept_update { lease: id, update, price: USD }
}

fn wallet() -> (Balance, Balance) {
	let who = Ferdie.to_account_id();
	let wallet = pallet_escrow::Wallets::<Runtime>::get(who, Token::WithId(USPON));
	(wallet.unlocked, wallet.locked)
}

/// What can fall due of a lease, and its update, in block time or in service time.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Deadline {
	Confirm,
	Activate,
	Answer,
	Apply,
	Notice,
	End,
	Clear,
}

impl Deadline {
	const ALL: [Self; 7] = [
		Self::Confirm,
		Self::Activate,
		Self::Answer,
		Self::Apply,
		Self::Notice,
		Self::End,
		Self::Clear,
	];

	/// How many blocks after the last call of [`Deadline::start`] it is.
	fn window(self) -> u32 {
		match self {
			Self::Confirm => windows::ConfirmWithin::get(),
			Self::Activate => windows::ActivateWithin::get(),
			Self::Answer => windows::UpdateAnswerWithin::get(),
			Self::Apply => windows::UpdateApplyWithin::get(),
			Self::Notice => windows::ProviderNotice::get(),
			Self::End => 20,
			Self::Clear => windows::CloseWithin::get(),
		}
	}

	/// A lease that comes to this deadline so many blocks from now.
	fn start(self) -> LeaseId {
		let duration = if self == Self::End { self.window() } else { LONG };
		let order = order_as(Ferdie, OrderSpec { duration, ..spec() });
		bid(Dave, order, PRICE);
		bid(Eve, order, PRICE + 1);
		for _ in 0..3 {
			next_block();
		}
		let id = last_lease();
		let mut calls = vec![];
		if self != Self::Confirm {
			calls.push((Dave, Call::confirm { lease: id }));
		}
		if !matches!(self, Self::Confirm | Self::Activate) {
			calls.push((Dave, Call::activate { lease: id, access: access() }));
		}
		match self {
			Self::Answer | Self::Apply => {
				let mut services = spec().services;
				services[0].replicas = 2;
				let update = LeaseUpdate { services, manifest: spec().manifest, max_price: USD };
				calls.push((Ferdie, Call::request_update { lease: id, update }));
			}
			Self::Notice => calls.push((Dave, Call::close { lease: id })),
			Self::Clear => calls.push((Ferdie, Call::close { lease: id })),
			_ => {}
		}
		for (who, call) in calls {
			submit(who, call);
		}
		if self == Self::Apply {
			submit(Dave, acceptance(id));
		}
		id
	}

	/// How many blocks [`Deadline::start`] takes.
	const STARTED_AFTER: u32 = 3;

	/// Whether it has come, and with it all that it should bring, as of open block `at`.
	fn has_come(self, id: LeaseId, at: u32) -> bool {
		let lease = lease(id);
		let reason = lease.state.end_reason();
		match self {
			Self::Confirm => {
				reason == Some(EndReason::ReservationTimeout) && lease.ended == Some(at)
			}
			Self::Activate => {
				reason == Some(EndReason::ActivationTimeout) && lease.ended == Some(at)
			}
			Self::Answer | Self::Apply => {
				lease.state == LeaseState::Active && lease.update.is_none()
			}
			Self::Notice => reason == Some(EndReason::ProviderClosed) && lease.ended == Some(at),
			Self::End => reason == Some(EndReason::InsufficientFunds) && lease.ended == Some(at),
			Self::Clear => matches!(lease.state, LeaseState::Closed { .. }),
		}
	}

	/// Blocks that have been paid for once it has come.
	fn served(self) -> u32 {
		match self {
			Self::Notice | Self::End => self.window(),
			_ => 0,
		}
	}

	/// Just what was served is paid for, by Ferdie, who had `before`.
	fn assert_paid(self, id: LeaseId, before: Balance) {
		let lease = lease(id);
		let gross = PRICE * Balance::from(self.served()) / 1_800;
		assert_eq!(lease.paid.gross, gross, "{self:?}");
		let (unlocked, locked) = wallet();
		// In `Ready`, the time since the confirmation, without user fee.
		let reservation = match self {
			Self::Activate => PRICE * Balance::from(self.window()) / 1_800,
			_ => 0,
		};
		assert_eq!(unlocked + locked, before - lease.paid.paid() - reservation, "{self:?}");
		assert_eq!(books::check(), vec![], "{self:?}");
	}
}

/// Plays `test` for every deadline on a chain of its own.
fn for_each(test: impl Fn(Deadline)) {
	for deadline in Deadline::ALL {
		on_chain("fast", || {
			open_market(100 * USD);
			test(deadline);
		});
	}
}

/// From now to a deadline that has just been set, block by block with `next`; it comes in the last one.
fn run_through(deadline: Deadline, id: LeaseId, mut next: impl FnMut()) {
	let due = Eras::now() + deadline.window();
	while Eras::now() < due {
		assert!(!deadline.has_come(id, due), "{deadline:?} has come at {}", Eras::now());
		next();
	}
	assert!(deadline.has_come(id, due), "{deadline:?}: {:?}", lease(id));
}

#[test]
fn in_the_block_in_which_the_session_rotates() {
	for_each(|deadline| {
		// So that the deadline falls on a rotation.
		let period: u32 = SessionLength::get();
		let ahead = Deadline::STARTED_AFTER + deadline.window();
		while !(System::block_number() + ahead).is_multiple_of(period) {
			next_block();
		}
		let before = wallet().0;
		let id = deadline.start();
		let mut rotations = Session::current_index();
		run_through(deadline, id, || {
			rotations = Session::current_index();
			next_block();
		});
		assert_eq!(Session::current_index(), rotations + 1, "{deadline:?}: no rotation");
		deadline.assert_paid(id, before);
	});
}

#[test]
fn with_empty_slots_between_the_blocks() {
	for_each(|deadline| {
		let before = wallet().0;
		let id = deadline.start();
		let (began, time) = (System::block_number(), pallet_timestamp::Now::<Runtime>::get());
		let mut empty = 0;
		run_through(deadline, id, || {
			empty = (empty + 3) % 7;
			next_block_after(empty);
		});
		// Blocks count, not slots.
		assert_eq!(System::block_number(), began + deadline.window());
		let nominal = crate::SLOT_MILLIS * u64::from(deadline.window());
		assert!(pallet_timestamp::Now::<Runtime>::get() > time + nominal);
		deadline.assert_paid(id, before);
	});
}

#[test]
fn with_many_empty_slots_in_a_row() {
	for_each(|deadline| {
		let before = wallet().0;
		let id = deadline.start();
		next_block_after(1_000);
		assert!(!deadline.has_come(id, Eras::now()));
		for _ in 2..deadline.window() {
			next_block();
		}
		let due = Eras::now() + 1;
		assert!(!deadline.has_come(id, due));
		next_block_after(1_000);
		assert!(deadline.has_come(id, due));
		deadline.assert_paid(id, before);
	});
}

/// The next `blocks` are of a migration, in which nobody can send a transaction.
fn migrate(blocks: u32) {
	let now = Eras::now();
	Cursor::<Runtime>::put(MigrationCursor::Stuck);
	for _ in 0..blocks {
		next_block();
		assert!(!Eras::is_open());
		assert_eq!(Eras::now(), now, "time stands still");
	}
	Cursor::<Runtime>::kill();
}

#[test]
fn around_a_migration_over_several_blocks() {
	// It begins right after the deadline was set, in the middle, and in the block in which it is due.
	for first in [|_| 0, |window| window / 2, |window| window - 1] as [fn(u32) -> u32; 3] {
		for_each(|deadline| {
			let before = wallet().0;
			let id = deadline.start();
			let began = System::block_number();
			let mut passed = 0;
			run_through(deadline, id, || {
				if passed == first(deadline.window()) {
					migrate(25);
					assert!(!deadline.has_come(id, Eras::now() + 1), "nothing is served in it");
				}
				passed += 1;
				next_block();
			});
			assert_eq!(System::block_number(), began + 25 + deadline.window());
			deadline.assert_paid(id, before);
		});
	}
}

#[test]
fn the_window_of_an_order_around_a_migration() {
	for first in 0..3 {
		on_chain("fast", || {
			open_market(10 * USD);
			let order = order_as(Ferdie, spec());
			bid(Dave, order, PRICE);
			for passed in 0..3 {
				assert_eq!(Leases::<Runtime>::iter().count(), 0);
				if passed == first {
					migrate(25);
					assert_eq!(Leases::<Runtime>::iter().count(), 0, "nothing is matched in it");
				}
				next_block();
			}
			assert_eq!(lease(last_lease()).opened, Eras::now());
		});
	}
}

#[test]
fn an_update_in_mid_lease_around_a_migration_is_charged_to_the_block() {
	on_chain("fast", || {
		open_market(100 * USD);
		let before = wallet().0;
		let order = order_as(Ferdie, OrderSpec { duration: 100, ..spec() });
		bid(Dave, order, PRICE);
		run_to(System::block_number() + 3);
		let id = last_lease();
		submit(Dave, Call::confirm { lease: id });
		submit(Dave, Call::activate { lease: id, access: access() });
		// 40 blocks at half a dollar per hour, and 60 at a dollar.
		for passed in 0..100 {
			match passed {
				10 => migrate(7),
				30 => {
					let manifest = sp_core::H256::repeat_byte(1);
					let services = spec().services;
					let update = LeaseUpdate { services, manifest, max_price: USD };
					submit(Ferdie, Call::request_update { lease: id, update });
					migrate(70);
				}
				35 => {
					submit(Dave, acceptance(id));
					migrate(100);
				}
				40 => submit(Dave, Call::apply_update { lease: id }),
				_ => {}
			}
			next_block_after(passed % 3);
		}
		let lease = lease(id);
		assert_eq!(lease.state.end_reason(), Some(EndReason::InsufficientFunds));
		let gross = PRICE * 40 / 1_800 + USD * 60 / 1_800;
		assert_eq!(lease.paid.gross, gross);
		assert_eq!(wallet(), (before - gross - (2 * gross).div_ceil(100), 0));
	});
}

#[test]
fn calls_are_in_time_through_the_last_block_before_a_deadline_whatever_happens_before_it() {
	for_each(|deadline| {
		let id = deadline.start();
		migrate(10);
		for _ in 1..deadline.window() {
			next_block_after(2);
		}
		let call: Call<Runtime> = match deadline {
			Deadline::Confirm => Call::confirm { lease: id },
			Deadline::Activate => Call::activate { lease: id, access: access() },
			Deadline::Answer => acceptance(id),
			Deadline::Apply => Call::apply_update { lease: id },
			Deadline::Notice | Deadline::End => Call::settle { lease: id },
			Deadline::Clear => Call::confirm_closed { lease: id },
		};
		let dave = RawOrigin::Signed(PROVIDERS[0].to_account_id());
		assert_eq!(dispatch(dave, call), Ok(()), "{deadline:?}");
	});
}
