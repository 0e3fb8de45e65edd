//! The rules, one file per call or question, one behaviour per test.

mod approve;
mod backed;
mod catalogue;
mod details;
mod fits;
mod genesis;
mod points;
mod properties;
mod propose;
mod reject;
mod reserve;
mod set_operator;
mod try_state;
mod withdraw_proposal;

pub(crate) use crate::{mock::*, *};
pub(crate) use frame_support::{assert_noop, assert_ok};
pub(crate) use sp_runtime::DispatchError::BadOrigin;
pub(crate) use spheron_primitives::{
	traits::{Catalogue as _, OnBacked as _, Providers as _, Trust as _, Unbacked, Unfit},
	Mode, Resources, Tier, Token,
};

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
