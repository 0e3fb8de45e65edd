//! The council and its members (G1).

use super::{
	membership::{are_distinct, Consequences, WithConsequences},
	origins::{CouncilCollective, CouncilMajority, Root},
	system::of_block,
};
use crate::*;
use frame_support::{
	parameter_types,
	traits::{fungible::HoldConsideration, ConstU32, Get},
	weights::Weight,
	PalletId,
};
use pallet_collective::{
	deposit::{Geometric, Round},
	weights::SubstrateWeight,
	CostOf, ProposalOf, WeightInfo,
};
use sp_runtime::{
	traits::{AccountIdConversion, BlakeTwo256, Hash},
	FixedU128,
};

/// The most council members.
pub type MaxMembers = ConstU32<100>;

/// The most motions that can be open.
pub type MaxMotions = ConstU32<100>;

parameter_types! {
	/// The account that the council uses by motion; owner of listed assets (T2).
	pub CouncilAccount: AccountId = PalletId(*b"sph/cncl").into_account_truncating();
	/// The largest motion: with what it takes to close it, as much as users always have of a block.
	pub MaxMotionWeight: Weight = of_block(220);
	/// Why a motion's deposit is held.
	pub const MotionHoldReason: RuntimeHoldReason =
		RuntimeHoldReason::Council(pallet_collective::HoldReason::ProposalSubmission);
	/// What the deposit of a motion is if no other is open.
	pub const MotionDeposit: Balance = SPON;
	/// How many times as much it is for every other that is open.
	pub const MotionDepositGrowth: FixedU128 = FixedU128::from_rational(11, 10);
}

/// A motion's deposit, by how many others are open: to open all that can be takes 138 000 SPON, so that
/// one member does not shut the others out cheaply. In thousandths of a SPON.
pub type MotionPrice = Round<ConstU32<15>, Geometric<MotionDepositGrowth, MotionDeposit>>;

/// Who does not vote has not agreed: thresholds count the votes that were cast.
pub struct AbstainingIsNo;

impl pallet_collective::DefaultVote for AbstainingIsNo {
	fn default_vote(
		_prime: Option<bool>,
		_yes: pallet_collective::MemberCount,
		_no: pallet_collective::MemberCount,
		_members: pallet_collective::MemberCount,
	) -> bool {
		false
	}
}

impl pallet_collective::Config<CouncilCollective> for Runtime {
	type RuntimeOrigin = RuntimeOrigin;
	type Proposal = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type MotionDuration = ConstU32<{ 3 * DAYS }>;
	type MaxProposals = MaxMotions;
	type MaxMembers = MaxMembers;
	type DefaultVote = AbstainingIsNo;
	type WeightInfo = SubstrateWeight<Runtime>;
	type SetMembersOrigin = Root;
	type MaxProposalWeight = MaxMotionWeight;
	type DisapproveOrigin = CouncilMajority;
	type KillOrigin = Root;
	type Consideration = HoldConsideration<AccountId, Balances, MotionHoldReason, MotionPrice, u32>;
}

/// A change of the council's members goes through the votes on every open motion.
pub struct VotesOnMotions;

impl Consequences for VotesOnMotions {
	type MaxMembers = MaxMembers;

	fn weight(_outgoing: u32) -> Weight {
		let members = MaxMembers::get();
		SubstrateWeight::<Runtime>::set_members(members, members, MaxMotions::get())
	}
}

impl pallet_membership::Config<CouncilCollective> for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type AddOrigin = CouncilMajority;
	type RemoveOrigin = CouncilMajority;
	type SwapOrigin = CouncilMajority;
	type ResetOrigin = CouncilMajority;
	type PrimeOrigin = CouncilMajority;
	type MembershipInitialized = Council;
	type MembershipChanged = Council;
	type MaxMembers = MaxMembers;
	type WeightInfo = WithConsequences<VotesOnMotions>;
}

/// Whether `call` can be made. Not to propose what was proposed before and closed, until its deposit is
/// given back, which anybody can do: `pallet-collective` would write the new deposit over the old, and
/// forget whose that was.
pub fn is_harmless(call: &pallet_collective::Call<Runtime, CouncilCollective>) -> bool {
	match call {
		pallet_collective::Call::propose { threshold, proposal, .. } if *threshold > 1 => {
			let hash = BlakeTwo256::hash_of(proposal);
			// Of one that is open, the pallet says so itself.
			!CostOf::<Runtime, CouncilCollective>::contains_key(hash)
				|| ProposalOf::<Runtime, CouncilCollective>::contains_key(hash)
		}
		_ => true,
	}
}

/// Whether `call` leaves a council: without a member, nobody could ever appoint one again; and who has
/// two seats has one vote, so that a majority may be out of reach.
pub fn leaves_a_council(call: &pallet_membership::Call<Runtime, CouncilCollective>) -> bool {
	match call {
		pallet_membership::Call::reset_members { members } => {
			!members.is_empty() && are_distinct(members, MaxMembers::get())
		}
		pallet_membership::Call::remove_member { .. } => {
			let seats = pallet_membership::Members::<Runtime, CouncilCollective>::decode_len();
			seats.is_some_and(|seats| seats > 1)
		}
		_ => true,
	}
}
