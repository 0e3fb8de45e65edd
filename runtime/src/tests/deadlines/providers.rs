//! What falls due of providers: the beginning and the end of a maintenance that they announced, an outage,
//! the closing of all their leases, a slash (R3, L5, S5).

use super::*;
use crate::{
	dynamic_params::{registry::MaintenanceNotice, staking::SlashDelay},
	tests::attestation::{attest, listed, silence},
	Registry, MICRO_SPON,
};
use pallet_attestation::Unhealthy;
use pallet_provider_staking::{SlashId, Slashes};
use pallet_registry::ProviderStatus;
use sp_runtime::Perbill;
use spheron_primitives::traits::DrainReason;

pub static DEADLINES: [Deadline; 8] = [
	Deadline { name: "the beginning of a maintenance", start: maintained_later },
	Deadline { name: "the end of a maintenance", start: maintained },
	Deadline { name: "the outage of a provider", start: silent },
	Deadline { name: "the outage of a provider after a maintenance", start: silent_in_maintenance },
	Deadline { name: "the outage of a lease", start: unhealthy },
	Deadline { name: "the end of a lease whose provider is suspended", start: suspended },
	Deadline { name: "the end of a lease whose provider is slashed", start: slashed },
	Deadline { name: "the end of the wait of a slash", start: raised },
];

/// For how many blocks an attestation is good: two periods of the preset.
pub const ATTESTED: u32 = 12;

/// Dave will be in maintenance for so many `blocks`, as early as he may. When it begins.
fn announce(blocks: u32) -> OpenBlock {
	let starts_at = Eras::now() + MaintenanceNotice::get();
	submit(Dave, RegistryCall::announce_maintenance { starts_at, ends_at: starts_at + blocks });
	starts_at
}

fn is_in(status: ProviderStatus) -> bool {
	Registry::status(&Dave.to_account_id()) == Some(status)
}

/// Nobody is told: it follows from the block. Dave can cancel it until it begins.
fn maintained_later() -> Course {
	Course {
		due: announce(12),
		events: vec![],
		has_come: Box::new(|| is_in(ProviderStatus::Maintenance)),
		in_time: Some((Dave, RegistryCall::cancel_maintenance {}.into())),
		charged: 0,
	}
}

/// Nor is anybody told of the end.
fn maintained() -> Course {
	let begins = announce(12);
	pass(begins - Eras::now());
	assert!(is_in(ProviderStatus::Maintenance));
	Course {
		due: begins + 12,
		events: vec![],
		has_come: Box::new(|| is_in(ProviderStatus::Active)),
		in_time: Some((Dave, RegistryCall::end_maintenance {}.into())),
		charged: 0,
	}
}

/// A lease of a provider whose node has just attested for the first time.
fn attested() -> LeaseId {
	silence();
	let lease = awarded(LONG);
	attest(Dave, Unhealthy::None);
	serve(Dave, lease);
	lease
}

/// `lease`, of which `blocks` were served, ends in block `due` after an outage of the limit: that much is
/// missed, which is worth 0.004 166 dollars, and slashed.
fn out(lease: LeaseId, due: OpenBlock, blocks: u32, drained: Option<RuntimeEvent>) -> Course {
	assert_eq!(charge(windows::OutageLimit::get()).gross, 4_166);
	let end = [settled(lease, due, blocks), closing(lease, EndReason::Outage, due)];
	let is_slashed = || {
		Slashes::<Runtime>::get(SlashId(0)).is_some_and(|slash| slash.amount == 8_332 * MICRO_SPON)
	};
	Course {
		due,
		events: drained.into_iter().chain(end).map(|event| (due, event)).collect(),
		has_come: Box::new(move || has_ended(lease) && is_slashed()),
		in_time: leases::extension(lease),
		charged: cost(blocks),
	}
}

/// All leases of Dave are being closed for an outage, as of block `since`.
fn drained(since: OpenBlock) -> Option<RuntimeEvent> {
	let (provider, reason) = (Dave.to_account_id(), DrainReason::Outage);
	Some(LeaseEvent::ProviderDraining { provider, reason, since }.into())
}

fn silent() -> Course {
	let lease = attested();
	let due = Eras::now() + ATTESTED + windows::OutageLimit::get();
	out(lease, due, ATTESTED, drained(due))
}

/// Dave's clock stops in the maintenance; the outage is counted from its end.
fn silent_in_maintenance() -> Course {
	let lease = attested();
	let ends_at = announce(9) + 9;
	assert!(ends_at > Eras::now() + ATTESTED);
	let due = ends_at + windows::OutageLimit::get();
	out(lease, due, ATTESTED, drained(due))
}

/// Six blocks after the first attestation the next says that the lease is not healthy.
fn unhealthy() -> Course {
	let lease = attested();
	pass(6);
	attest(Dave, listed([lease]));
	out(lease, Eras::now() + windows::OutageLimit::get(), 6, None)
}

/// A lease that has been served for four blocks when the council decides `call`, for which it is closed in
/// the next block, as of this one.
fn decided(call: impl Into<RuntimeCall>, reason: EndReason) -> Course {
	let lease = serving(LONG);
	pass(4);
	council_decides(call);
	let (ended, due) = (Eras::now(), Eras::now() + 1);
	Course {
		due,
		events: in_block(due, [settled(lease, ended, 4), closing(lease, reason, ended)]),
		has_come: Box::new(move || has_ended(lease)),
		in_time: None,
		charged: cost(4),
	}
}

/// Suspends Dave.
pub fn suspension() -> RegistryCall {
	RegistryCall::suspend { provider: Dave.to_account_id() }
}

/// Takes so much of what `provider` has at stake.
pub fn slash(provider: Sr25519Keyring, percent: u32) -> pallet_provider_staking::Call<Runtime> {
	let (provider, part) = (provider.to_account_id(), Perbill::from_percent(percent));
	pallet_provider_staking::Call::slash { provider, part }
}

fn suspended() -> Course {
	decided(suspension(), EndReason::ProviderSuspended)
}

fn slashed() -> Course {
	decided(slash(Dave, 100), EndReason::ProviderSlashed)
}

/// Of Eve, who has no leases, so that nobody has a claim to it.
fn raised() -> Course {
	council_decides(slash(Eve, 10));
	assert!(Slashes::<Runtime>::contains_key(SlashId(0)));
	Course {
		due: Eras::now() + SlashDelay::get(),
		events: vec![],
		has_come: Box::new(|| !Slashes::<Runtime>::contains_key(SlashId(0))),
		in_time: None,
		charged: 0,
	}
}
