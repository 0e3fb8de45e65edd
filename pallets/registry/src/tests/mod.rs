//! The rules, one file per call or question, one behaviour per test.

mod activate;
mod announce_maintenance;
mod approve;
mod approve_capacity;
mod backed;
mod cancel_maintenance;
mod catalogue;
mod details;
mod end_maintenance;
mod fits;
mod genesis;
mod indexes;
mod leave;
mod maintenance;
mod parties;
mod points;
mod properties;
mod propose;
mod reinstate;
mod reject;
mod reject_capacity;
mod request_capacity;
mod reserve;
mod set_attestation_key;
mod set_operator;
mod statuses;
mod suspend;
mod try_state;
mod update;
mod usage;
mod withdraw_capacity_request;
mod withdraw_proposal;

pub(crate) use crate::{mock::*, *};
pub(crate) use frame_support::{assert_noop, assert_ok};
pub(crate) use sp_core::H256;
pub(crate) use sp_runtime::DispatchError::BadOrigin;
pub(crate) use spheron_primitives::{
	traits::{
		Catalogue as _, DrainReason, OnBacked as _, OnTier as _, Providers as _, Trust as _,
		Unbacked, Unfit,
	},
	Mode, Resources, Tier, Token,
};

/// Every state in which an account is not an admitted provider.
pub(crate) const NOT_ADMITTED: [fn(); 2] = [|| (), proposed];

/// Every state in which a provider takes on nothing, and why.
pub(crate) const NOT_ACTIVE: [(fn(), Unfit); 6] = [
	(proposed, Unfit::NotActive),
	(registered, Unfit::NotActive),
	(in_maintenance, Unfit::NotActive),
	(suspended, Unfit::Suspended),
	(leaving, Unfit::NotActive),
	(|| (), Unfit::NotActive),
];

/// Every state of an admitted provider.
pub(crate) const ADMITTED: [fn(); 5] = [registered, active, in_maintenance, suspended, leaving];

/// What an account has on hold for a proposal, and what it has in all.
pub(crate) fn held_and_total(who: AccountId) -> (u128, u128) {
	use frame_support::traits::fungible::{Inspect, InspectHold};
	(Balances::balance_on_hold(&HoldReason::Proposal.into(), &who), Balances::total_balance(&who))
}

/// Users of a GPU model and of a CPU class.
pub(crate) fn users(model: &str, class: &str) -> (u32, u32) {
	let model: types::EntryName = text(model);
	let class: types::EntryName = text(class);
	(GpuModelUsers::<Test>::get(model), CpuClassUsers::<Test>::get(class))
}

/// Nothing is left in the registry of an account that is or was Dave, but the catalogue.
pub(crate) fn assert_nothing_left() {
	assert_eq!(Proposals::<Test>::iter().count(), 0);
	assert_eq!(Providers::<Test>::iter().count(), 0);
	assert_eq!(AttestationKeys::<Test>::iter().count(), 0);
	assert_eq!(AttestationKeyOwners::<Test>::iter().count(), 0);
	assert_eq!(CapacityRequests::<Test>::iter().count(), 0);
	assert_eq!(Reserved::<Test>::iter().count(), 0);
	assert_eq!(Index::<Test>::iter().count(), 0);
	assert_eq!(Totals::<Test>::iter().count(), 0);
	assert_eq!(GpuModelUsers::<Test>::iter().count(), 0);
	assert_eq!(CpuClassUsers::<Test>::iter().count(), 0);
}
