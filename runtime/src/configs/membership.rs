//! What `pallet-membership` does not look at: what a change of members weighs elsewhere, and whether a
//! list of members is one.

use crate::*;
use alloc::collections::BTreeSet;
use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};
use pallet_membership::WeightInfo;

/// What follows from a change of members where they are members of something.
pub trait Consequences {
	/// The most members that there can be.
	type MaxMembers: Get<u32>;

	/// What it weighs if `outgoing` of them go.
	fn weight(outgoing: u32) -> Weight;
}

/// As the SDK measured the membership, with nothing open that members have a part in; and what follows
/// at most.
pub struct WithConsequences<Of>(PhantomData<Of>);

type Measured = pallet_membership::weights::SubstrateWeight<Runtime>;

impl<Of: Consequences> WeightInfo for WithConsequences<Of> {
	fn add_member(m: u32) -> Weight {
		Measured::add_member(m).saturating_add(Of::weight(0))
	}

	fn remove_member(m: u32) -> Weight {
		Measured::remove_member(m).saturating_add(Of::weight(1))
	}

	fn swap_member(m: u32) -> Weight {
		Measured::swap_member(m).saturating_add(Of::weight(1))
	}

	/// `m` is the number of the new members; all the old ones may go.
	fn reset_members(m: u32) -> Weight {
		let most = Of::MaxMembers::get();
		Measured::reset_members(m.max(most)).saturating_add(Of::weight(most))
	}

	fn change_key(m: u32) -> Weight {
		Measured::change_key(m).saturating_add(Of::weight(1))
	}

	fn set_prime(m: u32) -> Weight {
		Measured::set_prime(m)
	}

	fn clear_prime() -> Weight {
		Measured::clear_prime()
	}
}

/// Whether nobody is named twice among `members`, of whom there are at most `most`: more are for the
/// pallet to refuse.
pub fn are_distinct(members: &[AccountId], most: u32) -> bool {
	let named = members.len();
	named > most as usize || members.iter().collect::<BTreeSet<_>>().len() == named
}
