//! The council and its members (G1).

use super::{
	origins::{CouncilCollective, CouncilMajority, Root},
	system::of_block,
};
use crate::*;
use frame_support::{
	parameter_types,
	traits::{fungible::HoldConsideration, ConstU32},
	weights::Weight,
	PalletId,
};
use sp_runtime::traits::{AccountIdConversion, Convert};

/// The most council members.
pub type MaxMembers = ConstU32<100>;

parameter_types! {
	/// The account that the council uses by motion; owner of listed assets (T2).
	pub CouncilAccount: AccountId = PalletId(*b"sph/cncl").into_account_truncating();
	/// The largest motion.
	pub MaxMotionWeight: Weight = of_block(500);
	/// Why a motion's deposit is held.
	pub const MotionHoldReason: RuntimeHoldReason =
		RuntimeHoldReason::Council(pallet_collective::HoldReason::ProposalSubmission);
	/// What a motion's deposit is.
	pub const MotionDeposit: Balance = SPON;
}

/// The same deposit for every motion, however many of the member's are open.
pub struct FlatMotionPrice;

impl Convert<u32, Balance> for FlatMotionPrice {
	fn convert(_open_motions: u32) -> Balance {
		MotionDeposit::get()
	}
}

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
	type MaxProposals = ConstU32<100>;
	type MaxMembers = MaxMembers;
	type DefaultVote = AbstainingIsNo;
	type WeightInfo = pallet_collective::weights::SubstrateWeight<Runtime>;
	type SetMembersOrigin = Root;
	type MaxProposalWeight = MaxMotionWeight;
	type DisapproveOrigin = CouncilMajority;
	type KillOrigin = Root;
	type Consideration =
		HoldConsideration<AccountId, Balances, MotionHoldReason, FlatMotionPrice, u32>;
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
	type WeightInfo = pallet_membership::weights::SubstrateWeight<Runtime>;
}
