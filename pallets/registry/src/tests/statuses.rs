//! The states of a provider (R3): every edge is walked, and every step that is none is refused,
//! whoever tries it. `docs/provider-states.md` shows the same table.

use super::*;
use ProviderStatus::*;

type Status = Option<ProviderStatus>;

/// The status into which `event` says its provider has come.
pub(super) fn step(event: &Event<Test>) -> Option<(AccountId, Status)> {
	use crate::Event::*;
	match event {
		ProviderProposed { provider, .. } => Some((*provider, Some(Proposed))),
		ProposalWithdrawn { provider, .. }
		| ProposalRejected { provider, .. }
		| ProviderLeft { provider } => Some((*provider, None)),
		ProviderApproved { provider, .. } | ProviderReinstated { provider } => {
			Some((*provider, Some(Registered)))
		}
		ProviderActivated { provider } => Some((*provider, Some(Active))),
		ProviderSuspended { provider } => Some((*provider, Some(Suspended))),
		ProviderLeaving { provider } => Some((*provider, Some(Leaving))),
		_ => None,
	}
}

fn is_edge(from: Status, to: Status) -> bool {
	match from {
		None => to == Some(Proposed),
		Some(from) => from.leads_to(to),
	}
}

pub(super) fn assert_is_edge(from: Status, to: Status) {
	assert!(is_edge(from, to), "{from:?} does not lead to {to:?}");
}

/// Every status, with a way there.
const STATES: [(Status, fn()); 7] = [
	(None, || ()),
	(Some(Proposed), proposed),
	(Some(Registered), registered),
	(Some(Active), active),
	(Some(Maintenance), in_maintenance),
	(Some(Suspended), suspended),
	(Some(Leaving), leaving),
];

/// What can move a provider.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Move {
	Propose,
	WithdrawProposal,
	Approve,
	Reject,
	Stake,
	Activate,
	AnnounceAndWait,
	WaitForTheEnd,
	EndMaintenance,
	Suspend,
	Reinstate,
	Leave,
	ReleaseTheLast,
}

impl Move {
	const ALL: [Self; 13] = [
		Self::Propose,
		Self::WithdrawProposal,
		Self::Approve,
		Self::Reject,
		Self::Stake,
		Self::Activate,
		Self::AnnounceAndWait,
		Self::WaitForTheEnd,
		Self::EndMaintenance,
		Self::Suspend,
		Self::Reinstate,
		Self::Leave,
		Self::ReleaseTheLast,
	];

	/// The table of `docs/provider-states.md`: the statuses through which Dave, without his stake but
	/// for [`Self::Activate`] and in status `from`, passes; empty if the move is refused or changes nothing. With something
	/// reserved, he does not go further than `Leaving`.
	fn passes(self, from: Status) -> &'static [Status] {
		match (self, from) {
			(Self::Propose, None) => &[Some(Proposed)],
			(Self::WithdrawProposal | Self::Reject, Some(Proposed)) => &[None],
			(Self::Approve, Some(Proposed)) => &[Some(Registered)],
			(Self::Stake | Self::Activate, Some(Registered)) => &[Some(Active)],
			(Self::AnnounceAndWait, Some(Active)) => &[Some(Maintenance)],
			(Self::WaitForTheEnd | Self::EndMaintenance, Some(Maintenance)) => &[Some(Active)],
			(Self::Suspend, Some(Registered | Active | Maintenance | Leaving)) => {
				&[Some(Suspended)]
			}
			(Self::Reinstate, Some(Suspended)) => &[Some(Registered)],
			(Self::Leave, Some(Registered | Active | Maintenance | Suspended)) => {
				&[Some(Leaving), None]
			}
			(Self::ReleaseTheLast, Some(Leaving)) => &[None],
			_ => &[],
		}
	}

	/// Whether somebody makes it by a call, which is refused where it changes nothing.
	fn is_call(self) -> bool {
		!matches!(self, Self::Stake | Self::WaitForTheEnd | Self::ReleaseTheLast)
	}

	/// Try it on Dave, as `caller` if it is a call.
	fn attempt(self, caller: AccountId) -> sp_runtime::DispatchResult {
		let origin = RuntimeOrigin::signed(caller);
		let hash = Registry::proposal_hash(&DAVE).unwrap_or_default();
		match self {
			Self::Propose => {
				let details = Box::new(details(DAVES_OPERATOR));
				Registry::propose(origin, details, key(DAVE), proof(DAVE, DAVE))
			}
			Self::WithdrawProposal => Registry::withdraw_proposal(origin),
			Self::Approve => Registry::approve(origin, DAVE, hash, Tier::Tier6),
			Self::Reject => Registry::reject(origin, DAVE, hash, false),
			Self::Stake => {
				Registry::backed(&DAVE);
				Ok(())
			}
			Self::Activate => Registry::activate(origin, DAVE),
			Self::AnnounceAndWait => {
				let starts_at = Now::get() + NOTICE;
				Registry::announce_maintenance(origin, starts_at, starts_at + 50)?;
				pass(NOTICE);
				Ok(())
			}
			Self::WaitForTheEnd => {
				pass(50);
				Ok(())
			}
			Self::EndMaintenance => Registry::end_maintenance(origin),
			Self::Suspend => Registry::suspend(origin, DAVE),
			Self::Reinstate => Registry::reinstate(origin, DAVE),
			Self::Leave => Registry::leave(origin),
			Self::ReleaseTheLast => {
				if !Registry::reserved(&DAVE).is_empty() {
					Registry::release(&DAVE, &some());
				}
				idle();
				Ok(())
			}
		}
	}

	/// Whether anybody may make it.
	fn is_open(self) -> bool {
		self == Self::Activate
	}

	/// Who may make it.
	fn caller(self) -> AccountId {
		match self {
			Self::Activate => STRANGER,
			Self::Approve | Self::Reject => COUNCIL,
			Self::Suspend | Self::Reinstate => SUSPENDER,
			_ => DAVE,
		}
	}
}

/// Attempt `step` from `from`; the statuses that Dave passes through, the last of them his own.
fn walk(step: Move, from: Status) -> Vec<Status> {
	let backed = step == Move::Activate;
	Backing::set(if backed { Ok(()) } else { Err(Unbacked::StakeTooLow) });
	events();
	let call = step.attempt(step.caller());
	let mut passed: Vec<_> = events().iter().filter_map(self::step).map(|(_, to)| to).collect();
	// What no event tells: maintenance begins and ends by itself.
	let now = status(DAVE);
	if passed.last().copied().unwrap_or(from) != now {
		passed.push(now);
	}
	if step.is_call() {
		assert_eq!(call.is_err(), passed.is_empty(), "{step:?} from {from:?}");
	}
	passed
}

#[test]
fn every_move_from_every_status_does_what_the_table_says() {
	for (from, state) in STATES {
		for step in Move::ALL {
			ExtBuilder::default().build_and_execute(|| {
				state();
				assert_eq!(status(DAVE), from);
				// In the block in which maintenance begins, its end leaves no trace of it.
				pass(u32::from(from == Some(Maintenance)));
				assert_eq!(walk(step, from), step.passes(from), "{step:?} from {from:?}");
			});
		}
	}
}

#[test]
fn every_step_is_an_edge_and_every_edge_is_walked() {
	let mut walked = Vec::new();
	for (from, _) in STATES {
		for step in Move::ALL {
			let mut last = from;
			for next in step.passes(from) {
				assert_is_edge(last, *next);
				walked.push((last, *next));
				last = *next;
			}
		}
	}
	for (from, _) in STATES {
		for (to, _) in STATES {
			let edge = is_edge(from, to);
			assert_eq!(walked.contains(&(from, to)), edge, "{from:?} to {to:?}");
		}
	}
}

#[test]
fn no_move_is_made_by_somebody_else() {
	let everybody = [DAVE, DAVES_OPERATOR, EVE, COUNCIL, CATALOGUER, SUSPENDER, STRANGER];
	for (from, state) in STATES {
		for step in Move::ALL.into_iter().filter(|step| step.is_call() && !step.is_open()) {
			for caller in everybody.into_iter().filter(|caller| *caller != step.caller()) {
				ExtBuilder::default().build_and_execute(|| {
					state();
					let root = sp_io::storage::root(sp_runtime::StateVersion::V1);
					assert!(step.attempt(caller).is_err(), "{step:?} from {from:?} by {caller}");
					assert_eq!(root, sp_io::storage::root(sp_runtime::StateVersion::V1));
				});
			}
		}
	}
}

/// An entry refuses every step that is none, whoever asks.
#[test]
fn an_entry_enters_only_where_its_status_leads() {
	for (from, state) in STATES.into_iter().filter(|(from, _)| from.is_some()) {
		for to in ProviderStatus::ALL {
			ExtBuilder::default().build_and_execute(|| {
				state();
				let Some(before) = Providers::<Test>::get(DAVE) else { return };
				let mut entry = before.clone();
				let entered = entry.enter(to, Now::get(), ());
				assert_eq!(entered.is_ok(), is_edge(from, Some(to)), "{from:?} to {to:?}");
				if entered.is_err() {
					assert_eq!(entry, before);
				}
			});
		}
	}
}
