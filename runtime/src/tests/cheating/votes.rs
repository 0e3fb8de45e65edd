//! Two votes of one member, and motions that are used twice (G1).

use super::*;
use crate::{tests::market::proposal, Eras};
use codec::{Decode, Encode};
use pallet_collective::{ProposalOf, Voting};
use pallet_governance::RootCalls;
use sp_keyring::Sr25519Keyring::{Charlie, DaveStash};
use sp_runtime::{MultiAddress, Perbill};
use spheron_primitives::traits::OpenBlocks;

type Governance = pallet_governance::Call<Runtime>;

const KEY: &[u8] = b"root was here";

/// Dave is slashed of all that he has.
fn slash() -> Stake {
	Stake::slash { provider: id(Dave), part: Perbill::from_percent(100) }
}

/// A call that only Root can make, by the slow path.
fn root_call() -> Governance {
	let items = vec![(KEY.to_vec(), b"!".to_vec())];
	Governance::schedule_root { call: Box::new(frame_system::Call::set_storage { items }.into()) }
}

fn is_marked() -> bool {
	sp_io::storage::exists(KEY)
}

fn ayes(motion: &Motion) -> Vec<AccountId> {
	let voting = Voting::<Runtime, Instance1>::get(motion.hash).unwrap().encode();
	// Its fields are private: index, threshold, ayes.
	let (_, _, ayes) = <(u32, u32, Vec<AccountId>)>::decode(&mut &voting[..]).unwrap();
	ayes
}

/// Nothing that Alice does makes two votes of her one.
fn alice_votes_once(motion: &Motion) {
	assert_eq!(ayes(motion), [id(Alice)]);
	refused(Alice, motion.vote(true), Council::DuplicateVote);
	let calls = vec![motion.vote(true).into(); 2];
	refused(Alice, pallet_utility::Call::batch_all { calls }, Council::DuplicateVote);
	// To take it back first does not help.
	act(Alice, motion.vote(false));
	refused(Alice, motion.vote(false), Council::DuplicateVote);
	act(Alice, motion.vote(true));
	assert_eq!(ayes(motion), [id(Alice)]);
	for who in [Alice, Charlie, Dave] {
		refused(who, motion.close(), Council::TooEarly);
	}
}

#[test]
fn nobody_votes_twice_on_a_motion() {
	on_market(|| {
		let before = Standing::now();
		let motion = moved(slash());
		alice_votes_once(&motion);
		refused(Alice, Motion::new(2, slash()).1, Council::DuplicateProposal);
		refused(DaveStash, motion.vote(true), Council::NotMember);
		// Her deposit is all that has moved.
		let deposit = [
			(id(Alice), Has::Free(Token::Native), -(SPON as i128)),
			(id(Alice), Has::Held(Token::Native), SPON as i128),
		];
		before.expect(Alice, deposit);
		refused(Alice, motion.release(), Council::ProposalActive);
	});
}

/// A member who moves to another account takes its vote along.
#[test]
fn nobody_votes_again_with_another_key() {
	on_market(|| {
		let motion = moved(slash());
		let before = Standing::now();
		let new = MultiAddress::Id(id(DaveStash));
		act(Alice, RuntimeCall::CouncilMembership(pallet_membership::Call::change_key { new }));
		assert_eq!(ayes(&motion), []);
		refused(Alice, motion.vote(true), Council::NotMember);
		act(DaveStash, motion.vote(true));
		refused(DaveStash, motion.vote(true), Council::DuplicateVote);
		refused(DaveStash, motion.close(), Council::TooEarly);
		before.expect(Alice, []);
	});
}

#[test]
fn a_proxy_of_a_member_adds_no_vote() {
	on_market(|| {
		let motion = moved(slash());
		let delegate = MultiAddress::Id(id(DaveStash));
		act(
			Alice,
			pallet_proxy::Call::add_proxy { delegate, proxy_type: Default::default(), delay: 0 },
		);
		let before = Standing::now();
		// The proxy succeeds, and says in an event that the vote has not.
		let vote = pallet_proxy::Call::proxy {
			real: MultiAddress::Id(id(Alice)),
			force_proxy_type: None,
			call: Box::new(motion.vote(true).into()),
		};
		let all = state();
		act(DaveStash, vote);
		assert_eq!(changed_since(&all), BTreeSet::from(["System"]));
		before.expect(Alice, []);
		refused(Alice, motion.close(), Council::TooEarly);
	});
}

/// One motion slashes once.
#[test]
fn a_motion_that_has_passed_is_not_used_again() {
	on_market(|| {
		let before = Standing::now();
		let motion = moved(slash());
		assert_eq!(carried(&motion), Ok(()));
		for member in [Alice, Bob, Charlie] {
			refused(member, motion.vote(true), Council::ProposalMissing);
			refused(member, motion.close(), Council::ProposalMissing);
		}
		let stake = STAKE as i128;
		before.expect(Dave, [(id(Dave), Has::Staked, -stake), (id(Dave), Has::Slashed, stake)]);
		let again = pallet_provider_staking::Error::<Runtime>::NothingToSlash;
		refused_to_council(slash(), again);
	});
}

/// A member says with how many votes its motion is to pass; that makes it no weightier.
#[test]
fn a_motion_for_fewer_votes_than_its_call_needs_does_nothing() {
	on_market(|| {
		let before = Standing::now();
		let (motion, propose) = Motion::new(2, root_call());
		act(Bob, propose);
		act(Bob, motion.vote(true));
		refused(Bob, motion.vote(true), Council::DuplicateVote);
		act(Alice, motion.vote(true));
		act(Alice, motion.close());
		act(Alice, motion.release());
		assert_eq!(Motion::outcome(), Err(DispatchError::BadOrigin));
		assert_eq!(RootCalls::<Runtime>::iter().count(), 0);
		before.expect(Alice, []);
		refused_to_council(root_call(), DispatchError::BadOrigin);
		for who in [Alice, Dave] {
			refused(who, root_call(), DispatchError::BadOrigin);
			let cancel = Governance::cancel_root { id: 0 };
			refused(who, cancel, DispatchError::BadOrigin);
		}
	});
}

#[test]
fn two_members_do_not_make_three_on_the_slow_path() {
	on_market(|| {
		let (motion, propose) = Motion::new(3, root_call());
		act(Alice, propose);
		act(Alice, motion.vote(true));
		alice_votes_once(&motion);
		act(Bob, motion.vote(true));
		for member in [Alice, Bob] {
			refused(member, motion.vote(true), Council::DuplicateVote);
			refused(member, motion.close(), Council::TooEarly);
		}
		assert_eq!(RootCalls::<Runtime>::iter().count(), 0);
		assert!(ProposalOf::<Runtime, Instance1>::contains_key(motion.hash));
	});
}

#[test]
fn one_member_does_not_make_two_to_stop_the_slow_path() {
	on_market(|| {
		let (motion, propose) = Motion::new(3, root_call());
		act(Alice, propose);
		for member in [Alice, Bob, Charlie] {
			act(member, motion.vote(true));
		}
		act(Alice, motion.close());
		act(Alice, motion.release());
		assert_eq!(Motion::outcome(), Ok(()));
		let due = RootCalls::<Runtime>::get(0).unwrap().due;

		let cancel = moved(Governance::cancel_root { id: 0 });
		alice_votes_once(&cancel);
		// Nor does anybody hurry it.
		let call = || Box::new(frame_system::Call::remark { remark: vec![] }.into());
		for who in [Alice, Dave] {
			refused(who, Governance::enact_root { id: 0, call: call() }, DispatchError::BadOrigin);
		}
		refused_to_council(
			Governance::enact_root { id: 0, call: call() },
			DispatchError::BadOrigin,
		);
		let wait = due - Eras::now();
		skip(wait - 1);
		assert!(!is_marked());
		skip(1);
		assert!(is_marked());
		// Too late, and it does not run twice.
		let gone = pallet_governance::Error::<Runtime>::NotUnderWay;
		assert_eq!(carried(&cancel), Err(gone.into()));
	});
}

/// A seat is not taken twice, and not given by the one who wants it.
#[test]
fn nobody_has_two_seats() {
	on_market(|| {
		act(CANDIDATE, proposal(CANDIDATE));
		let seat = |who| {
			let who = MultiAddress::Id(id(who));
			RuntimeCall::CouncilMembership(pallet_membership::Call::add_member { who })
		};
		let taken = pallet_membership::Error::<Runtime, Instance1>::AlreadyMember;
		refused_to_council(seat(Alice), taken);
		for who in [Alice, CANDIDATE] {
			refused(who, seat(CANDIDATE), DispatchError::BadOrigin);
		}
		let new = MultiAddress::Id(id(Bob));
		let swap = RuntimeCall::CouncilMembership(pallet_membership::Call::change_key { new });
		let taken = pallet_membership::Error::<Runtime, Instance1>::AlreadyMember;
		refused(Alice, swap, taken);
	});
}
