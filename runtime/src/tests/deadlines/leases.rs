//! What falls due of leases and of their updates, in block time or in service time (E5, L1–L5).

use super::*;
use crate::MILLI_SPON;
use pallet_leases::{Extension, UpdateOutcome};
use spheron_primitives::LeaseUpdate;

pub static DEADLINES: [Deadline; 8] = [
	Deadline { name: "the activation", start: unactivated },
	Deadline { name: "the answer to an update", start: unanswered },
	Deadline { name: "the application of an update", start: unapplied },
	Deadline { name: "the notice of low funds", start: low },
	Deadline { name: "the end of service", start: served },
	Deadline { name: "the end of a provider's notice", start: noticed },
	Deadline { name: "the clearing up", start: uncleared },
	Deadline { name: "the end of the history of a lease", start: recorded },
];

/// More service, for which it is too late once `lease` has ended.
pub fn extension(lease: LeaseId) -> Option<(Sr25519Keyring, RuntimeCall)> {
	Some((Ferdie, LeaseCall::extend { lease, by: Extension::Blocks(1) }.into()))
}

/// Both sides pay a little.
fn unactivated() -> Course {
	let lease = awarded(LONG);
	submit(Dave, LeaseCall::confirm { lease });
	let within = windows::ActivateWithin::get();
	let due = Eras::now() + within;
	let charged = charge(within).gross;
	let provider = Dave.to_account_id();
	let activate = LeaseCall::activate { lease, access: access() };
	Course {
		due,
		events: in_block(
			due,
			[
				LeaseEvent::ReservationCharged { lease, amount: charged }.into(),
				LeaseEvent::UnstartedCharged { lease, provider, amount: 100 * MILLI_SPON }.into(),
				closed(lease, EndReason::ActivationTimeout, due, due),
			],
		),
		has_come: Box::new(move || is_closed(lease)),
		in_time: Some((Dave, activate.into())),
		charged,
	}
}

/// A lease of which Ferdie has just asked an update, and what is locked for that.
fn asked() -> (LeaseId, Balance) {
	let lease = serving(LONG);
	let before = wallet().1;
	let mut services = spec().services;
	services[0].replicas = 2;
	let update = LeaseUpdate { services, manifest: spec().manifest, max_price: USD };
	submit(Ferdie, LeaseCall::request_update { lease, update });
	(lease, wallet().1 - before)
}

/// The pending update of `lease` is accepted.
pub fn acceptance(lease: LeaseId) -> LeaseCall {
	let update = crate::Leases::update_hash(lease).unwrap();
	LeaseCall::accept_update { lease, update, price: USD }
}

/// An update that comes to nothing in `within` blocks, unless `call` of Dave's is made before.
fn updating(
	(lease, unlocked): (LeaseId, Balance),
	within: u32,
	outcome: UpdateOutcome,
	call: LeaseCall,
) -> Course {
	let due = Eras::now() + within;
	Course {
		due,
		events: in_block(due, [LeaseEvent::UpdateEnded { lease, outcome, unlocked }.into()]),
		has_come: Box::new(move || super::lease(lease).state == LeaseState::Active),
		in_time: Some((Dave, call.into())),
		charged: cost(within),
	}
}

fn unanswered() -> Course {
	let asked = asked();
	let accept = acceptance(asked.0);
	updating(asked, windows::UpdateAnswerWithin::get(), UpdateOutcome::AnswerTimeout, accept)
}

fn unapplied() -> Course {
	let asked = asked();
	submit(Dave, acceptance(asked.0));
	let apply = LeaseCall::apply_update { lease: asked.0 };
	updating(asked, windows::UpdateApplyWithin::get(), UpdateOutcome::ApplyTimeout, apply)
}

/// With so much service left that is low, `lease` says so in block `at`.
fn funds_low(lease: LeaseId, at: OpenBlock) -> Vec<(OpenBlock, RuntimeEvent)> {
	let left = windows::FundsLowNotice::get();
	in_block(at, [LeaseEvent::FundsLow { lease, left }.into()])
}

fn low() -> Course {
	let lease = serving(20 + windows::FundsLowNotice::get());
	let due = Eras::now() + 20;
	Course {
		due,
		events: funds_low(lease, due),
		has_come: Box::new(move || super::lease(lease).funds_low),
		in_time: None,
		charged: cost(20),
	}
}

fn served() -> Course {
	let lease = serving(20);
	let due = Eras::now() + 20;
	let end = [settled(lease, due, 20), closing(lease, EndReason::InsufficientFunds, due)];
	let low = funds_low(lease, due - windows::FundsLowNotice::get());
	Course {
		due,
		events: [low, in_block(due, end)].concat(),
		has_come: Box::new(move || has_ended(lease)),
		in_time: extension(lease),
		charged: cost(20),
	}
}

fn noticed() -> Course {
	let lease = serving(LONG);
	submit(Dave, LeaseCall::close { lease });
	let notice = windows::ProviderNotice::get();
	let due = Eras::now() + notice;
	let end = [settled(lease, due, notice), closing(lease, EndReason::ProviderClosed, due)];
	Course {
		due,
		events: in_block(due, end),
		has_come: Box::new(move || has_ended(lease)),
		in_time: extension(lease),
		charged: cost(notice),
	}
}

fn uncleared() -> Course {
	let lease = serving(LONG);
	submit(Ferdie, LeaseCall::close { lease });
	let ended = Eras::now();
	let due = ended + windows::CloseWithin::get();
	Course {
		due,
		events: in_block(due, [closed(lease, EndReason::TenantClosed, ended, due)]),
		has_come: Box::new(move || is_closed(lease)),
		in_time: Some((Dave, LeaseCall::confirm_closed { lease }.into())),
		charged: 0,
	}
}

/// Ferdie has closed it before it was confirmed: the record of its order goes with its own.
fn recorded() -> Course {
	let lease = awarded(LONG);
	let order = super::lease(lease).order;
	submit(Ferdie, LeaseCall::close { lease });
	let due = Eras::now() + HISTORY;
	let expired =
		[OrderEvent::RecordExpired { order }.into(), LeaseEvent::LeaseExpired { lease }.into()];
	Course {
		due,
		events: in_block(due, expired),
		has_come: Box::new(move || !Leases::<Runtime>::contains_key(lease)),
		in_time: None,
		charged: 0,
	}
}
