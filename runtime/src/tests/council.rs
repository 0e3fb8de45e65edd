//! What it takes for the council to decide (G1).

use super::chain::{council_decides, motion, on_chain, sign, submit, submit_as, Motion};
use crate::{
	configs::{
		council::{MaxMotionWeight, MaxMotions, MotionHoldReason, MotionPrice},
		escrow::MaxPaymentTokens,
		oracle::{FeederInstance, MaxFeeders},
		proxy::ProxyType,
		system::{Length, Weights},
	},
	presets::USPON,
	AccountId, Assets, Balance, Balances, Runtime, RuntimeCall, RuntimeEvent, System, DAYS,
	MILLI_SPON, SPON,
};
use codec::Encode;
use frame_support::{
	dispatch::{DispatchClass, GetDispatchInfo},
	traits::{fungible::InspectHold, Get, InstanceFilter},
	weights::Weight,
};
use pallet_collective::{Error, Instance1, Voting};
use sp_core::H256;
use sp_keyring::Sr25519Keyring::{self, Alice, Bob, Charlie, Dave, Eve};
use sp_runtime::{traits::Convert, DispatchError, DispatchResult, MultiAddress};

type CouncilCall = pallet_collective::Call<Runtime, Instance1>;

fn filtered() -> DispatchError {
	frame_system::Error::<Runtime>::CallFiltered.into()
}

/// A motion of Alice's that only she agrees to, even though she is the prime.
fn motion_of_one() -> pallet_collective::Call<Runtime, Instance1> {
	pallet_membership::Pallet::<Runtime, Instance1>::set_prime(
		frame_system::RawOrigin::Root.into(),
		Alice.to_account_id().into(),
	)
	.unwrap();
	let call = RuntimeCall::CouncilMembership(pallet_membership::Call::clear_prime {});
	let (motion, propose) = Motion::new(2, call);
	submit(Alice, propose);
	submit(Alice, motion.vote(true));
	motion.close()
}

#[test]
fn one_of_three_cannot_decide_alone() {
	on_chain("development", || {
		let close = motion_of_one();
		let early = submit_as(&Bob.pair(), close);
		assert_eq!(early, Ok(Err(Error::<Runtime, Instance1>::TooEarly.into())));
	});
}

#[test]
fn silence_is_no_consent() {
	on_chain("development", || {
		let close = motion_of_one();
		// Blocks without transactions: only their number counts.
		System::set_block_number(System::block_number() + 3 * DAYS);
		submit(Bob, close);
		let prime = pallet_membership::Prime::<Runtime, Instance1>::get();
		assert_eq!(prime, Some(Alice.to_account_id()), "the motion was disapproved");
	});
}

/// Listed assets belong to the council's account, for which there is no key (T2).
#[test]
fn the_council_mints_freezes_and_thaws_its_assets_by_motion() {
	on_chain("development", || {
		let decide = |call: pallet_assets::Call<Runtime>| {
			let call = Box::new(call.into());
			council_decides(pallet_governance::Call::dispatch_as_council { call });
		};
		let (id, amount) = (USPON.into(), 7_000_000);
		let before = Assets::balance(USPON, Dave.to_account_id());
		decide(pallet_assets::Call::mint { id, beneficiary: Dave.to_account_id().into(), amount });
		assert_eq!(Assets::balance(USPON, Dave.to_account_id()), before + amount);

		let target = Eve.to_account_id().into();
		let transfer = pallet_assets::Call::transfer { id, target, amount };
		decide(pallet_assets::Call::freeze_asset { id });
		let refused = pallet_assets::Error::<Runtime>::AssetNotLive;
		assert_eq!(submit_as(&Dave.pair(), transfer.clone()), Ok(Err(refused.into())));
		decide(pallet_assets::Call::thaw_asset { id });
		submit(Dave, transfer);
	});
}

/// What `who` has on hold for motions.
fn held(who: Sr25519Keyring) -> Balance {
	Balances::balance_on_hold(&MotionHoldReason::get(), &who.to_account_id())
}

fn remark(n: u8) -> RuntimeCall {
	frame_system::Call::remark { remark: vec![n] }.into()
}

fn address(who: Sr25519Keyring) -> MultiAddress<AccountId, ()> {
	MultiAddress::Id(who.to_account_id())
}

/// What came of the call that a proxy made last in this block.
fn proxied() -> DispatchResult {
	let mut results = System::events().into_iter().filter_map(|record| match record.event {
		RuntimeEvent::Proxy(pallet_proxy::Event::ProxyExecuted { result }) => Some(result),
		_ => None,
	});
	results.next_back().expect("a proxy has made a call")
}

/// Dave is a proxy of Alice's, and makes `call` for her.
fn by_proxy(call: impl Into<RuntimeCall>) -> DispatchResult {
	submit(
		Dave,
		pallet_proxy::Call::proxy {
			real: address(Alice),
			force_proxy_type: None,
			call: Box::new(call.into()),
		},
	);
	proxied()
}

fn make_dave_proxy(proxy_type: ProxyType) {
	let delegate = address(Dave);
	submit(Alice, pallet_proxy::Call::add_proxy { delegate, proxy_type, delay: 0 });
}

/// Otherwise Alice's deposit would be on hold for ever.
#[test]
fn what_was_decided_is_not_proposed_again_before_its_deposit_is_given_back() {
	on_chain("development", || {
		make_dave_proxy(ProxyType::Any);
		let (motion, propose) = Motion::new(2, remark(1));
		submit(Alice, propose.clone());
		let open = submit_as(&Bob.pair(), propose.clone());
		assert_eq!(open, Ok(Err(Error::<Runtime, Instance1>::DuplicateProposal.into())));
		submit(Alice, motion.vote(true));
		submit(Bob, motion.vote(true));
		submit(Bob, motion.close());
		assert_eq!((held(Alice), held(Bob)), (SPON, 0));

		assert_eq!(submit_as(&Bob.pair(), propose.clone()), Ok(Err(filtered())));
		let batch = pallet_utility::Call::batch_all { calls: vec![propose.clone().into()] };
		assert_eq!(submit_as(&Bob.pair(), batch), Ok(Err(filtered())));
		assert_eq!(by_proxy(propose.clone()), Err(filtered()));
		// Of one vote, it has no deposit.
		submit(Bob, Motion::new(1, remark(1)).1);

		submit(Eve, motion.release());
		assert_eq!(held(Alice), 0);
		submit(Bob, propose);
		assert_eq!(held(Bob), SPON);
	});
}

#[test]
fn the_more_motions_are_open_the_larger_is_the_deposit() {
	on_chain("development", || {
		for (n, milli_spon) in [1_000, 1_100, 1_210, 1_331, 1_464].into_iter().enumerate() {
			let before = held(Alice);
			submit(Alice, Motion::new(2, remark(n as u8)).1);
			assert_eq!(held(Alice) - before, milli_spon * MILLI_SPON);
		}
		let price = |open| -> Balance { MotionPrice::convert(open) };
		assert_eq!((0..MaxMotions::get()).map(price).sum::<Balance>() / SPON, 137_796);
	});
}

type Membership<Instance> = pallet_membership::Call<Runtime, Instance>;

fn changes<I: 'static>(most: u32) -> [Membership<I>; 5]
where
	Runtime: pallet_membership::Config<I>,
{
	let members = (0..most).map(|n| AccountId::from(H256::from_low_u64_be(n.into()).0)).collect();
	[
		Membership::add_member { who: address(Dave) },
		Membership::remove_member { who: address(Alice) },
		Membership::swap_member { remove: address(Alice), add: address(Dave) },
		Membership::reset_members { members },
		Membership::change_key { new: address(Dave) },
	]
}

fn weight(call: impl Into<RuntimeCall>) -> Weight {
	call.into().get_dispatch_info().call_weight
}

fn db(reads: u32, writes: u32) -> Weight {
	<Runtime as frame_system::Config>::DbWeight::get().reads_writes(reads.into(), writes.into())
}

/// Also where the session rotates: the largest, of the most members, in as many bytes as there can be.
#[test]
fn the_largest_motion_can_be_closed_in_any_block() {
	on_chain("development", || {
		let close = CouncilCall::close {
			proposal_hash: Default::default(),
			index: 0,
			proposal_weight_bound: MaxMotionWeight::get(),
			length_bound: *Length::get().max.get(DispatchClass::Normal),
		};
		let normal = Weights::get().get(DispatchClass::Normal).clone();
		let signed = sign(&Alice.pair(), close, Default::default());
		let weight =
			signed.get_dispatch_info().total_weight().saturating_add(normal.base_extrinsic);
		assert!(weight.all_lte(normal.reserved.unwrap()), "{weight:?}");
	});
}

/// Each goes through the votes on all of them.
#[test]
fn a_change_of_members_weighs_as_if_every_motion_were_open() {
	let motions = MaxMotions::get();
	for call in changes::<Instance1>(100).map(RuntimeCall::CouncilMembership) {
		let weight = weight(call.clone());
		assert!(weight.all_gte(db(motions, motions)), "{call:?}");
		assert!(weight.all_lte(MaxMotionWeight::get()), "{call:?} fits into a motion");
	}
}

/// Of each that goes, a word on every token is removed; and a price is made of the words of all.
#[test]
fn a_change_of_feeders_weighs_as_if_each_had_fed_every_token() {
	let (tokens, feeders) = (MaxPaymentTokens::get(), MaxFeeders::get());
	let [add, remove, swap, reset, _] = changes::<FeederInstance>(feeders);
	for (call, outgoing) in [(add, 0), (remove, 1), (swap, 1), (reset, feeders)] {
		let call = RuntimeCall::FeederMembership(call);
		let (words, prices) = (tokens * outgoing, if outgoing > 0 { tokens } else { 0 });
		let least = db(words + prices * (feeders + 1), words + prices);
		assert!(weight(call.clone()).all_gte(least), "{call:?}");
		assert!(weight(call.clone()).all_lte(MaxMotionWeight::get()), "{call:?} fits");
	}
	// Whoever is new.
	let none = Membership::<FeederInstance>::reset_members { members: vec![] };
	let words = db(tokens * feeders, tokens * feeders);
	assert!(weight(RuntimeCall::FeederMembership(none)).all_gte(words));
}

#[test]
fn the_council_is_not_emptied_and_no_seat_is_given_twice() {
	let members = |who: &[Sr25519Keyring]| who.iter().map(|who| who.to_account_id()).collect();
	let reset = |who: &[Sr25519Keyring]| {
		RuntimeCall::CouncilMembership(Membership::reset_members { members: members(who) })
	};
	let remove = |who| RuntimeCall::CouncilMembership(Membership::remove_member { who });
	on_chain("development", || {
		for bad in [&[][..], &[Alice, Bob, Alice]] {
			assert_eq!(motion(&[Alice, Bob], reset(bad)), Err(filtered()));
		}
		assert_eq!(motion(&[Alice, Bob], reset(&[Alice, Bob])), Ok(()));
		assert_eq!(motion(&[Alice, Bob], remove(address(Bob))), Ok(()));
		// One vote is enough now, and a motion of one vote is none.
		submit(Alice, Motion::new(1, remove(address(Alice))).1);
		assert_eq!(Motion::outcome(), Err(filtered()));
		submit(Alice, Motion::new(1, reset(&[Bob, Charlie])).1);
		assert_eq!(Motion::outcome(), Ok(()));
	});
}

/// Whose word would count twice.
#[test]
fn no_feeder_is_named_twice() {
	on_chain("development", || {
		let members = [Alice, Alice].map(|who| who.to_account_id()).to_vec();
		let reset = RuntimeCall::FeederMembership(Membership::reset_members { members });
		assert_eq!(motion(&[Alice, Bob], reset), Err(filtered()));
	});
}

#[test]
fn a_proxy_for_the_council_votes_and_closes_and_does_nothing_else() {
	on_chain("development", || {
		make_dave_proxy(ProxyType::Council);
		let (motion, propose) = Motion::new(2, remark(1));
		assert_eq!(by_proxy(propose.clone()), Err(filtered()));
		submit(Alice, propose);
		assert_eq!(by_proxy(motion.vote(true)), Ok(()));
		let votes = Voting::<Runtime, Instance1>::get(motion.hash).unwrap().encode();
		assert!(votes.windows(32).any(|vote| vote == Alice.to_account_id().encode()));
		submit(Bob, motion.vote(true));
		assert_eq!(by_proxy(motion.close()), Ok(()));
		assert_eq!(by_proxy(motion.release()), Err(filtered()));

		let execute = CouncilCall::execute { proposal: Box::new(remark(1)), length_bound: 100 };
		assert_eq!(by_proxy(execute.clone()), Err(filtered()));
		let disapprove = CouncilCall::disapprove_proposal { proposal_hash: motion.hash };
		for call in [execute, disapprove, CouncilCall::kill { proposal_hash: motion.hash }] {
			assert!(!ProxyType::Council.filter(&call.into()));
		}
	});
}
