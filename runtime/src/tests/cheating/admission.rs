//! Proposing twice, registering again, approving oneself, and proofs and motions for another thing
//! (R1–R3).

use super::*;
use crate::{
	tests::{
		chain::sign,
		market::{approval, attestation_key, details, proof, proposal, spec},
		money::small,
	},
	Eras, Executive, OriginCaller,
};
use pallet_registry::{Error, ProviderStatus};
use sp_core::{Pair, H256};
use sp_keyring::Sr25519Keyring::Charlie;
use sp_runtime::{transaction_validity::InvalidTransaction, Perbill};
use spheron_primitives::{traits::OpenBlocks, AttestationId};

type Refusal = Error<Runtime>;
type StakeError = pallet_provider_staking::Error<Runtime>;

/// What `who` proposes, with the attestation key of `key` and the proof made for `owner`.
fn with_key(who: Sr25519Keyring, key: Sr25519Keyring, owner: Sr25519Keyring) -> Registry {
	let pair = attestation_key(key);
	Registry::propose {
		details: Box::new(details(who)),
		attestation_key: AttestationId::from(pair.public()),
		proof: proof(&pair, owner),
	}
}

/// Refuses every way in which `who`, which is in the registry, could propose itself again.
fn refuses_to_propose_again(who: Sr25519Keyring, error: Refusal) {
	let error = DispatchError::from(error);
	let again = RuntimeCall::from(proposal(who));
	refused(who, again.clone(), error);
	refused(who, with_key(who, ALIAS, who), error);
	let calls = vec![frame_system::Call::remark { remark: vec![] }.into(), again];
	refused(who, pallet_utility::Call::batch_all { calls }, error);
}

fn status(who: Sr25519Keyring) -> Option<ProviderStatus> {
	crate::Registry::status(&id(who))
}

#[test]
fn who_proposes_twice_is_refused_and_puts_down_one_deposit() {
	on_market(|| {
		let before = Standing::now();
		act(CANDIDATE, proposal(CANDIDATE));
		refuses_to_propose_again(CANDIDATE, Error::AlreadyProposed);
		let changes = [
			(id(CANDIDATE), Has::Free(Token::Native), -(DEPOSIT as i128)),
			(id(CANDIDATE), Has::Deposit, DEPOSIT as i128),
		];
		before.expect(CANDIDATE, changes);

		act(CANDIDATE, Registry::withdraw_proposal {});
		refused(CANDIDATE, Registry::withdraw_proposal {}, Refusal::NotProposed);
		before.expect(CANDIDATE, []);
	});
}

/// For every proposal that the council calls spam.
#[test]
fn who_proposes_spam_again_pays_again() {
	on_market(|| {
		let before = Standing::now();
		for times in [1, 2] {
			act(CANDIDATE, proposal(CANDIDATE));
			let hash = crate::Registry::proposal_hash(&id(CANDIDATE)).unwrap();
			let reject = Registry::reject { provider: id(CANDIDATE), proposal: hash, spam: true };
			decided(reject.clone());
			refused(CANDIDATE, Registry::withdraw_proposal {}, Refusal::NotProposed);
			refused_to_council(reject, Refusal::NotProposed);
			let lost = times * DEPOSIT as i128;
			let native = Has::Free(Token::Native);
			let changes = [(id(CANDIDATE), native.clone(), -lost), (pot(), native, lost)];
			before.expect(CANDIDATE, changes);
		}
	});
}

#[test]
fn nobody_registers_again_in_whatever_status() {
	use ProviderStatus::*;
	let steps: [(ProviderStatus, fn(), Refusal); 6] = [
		(Proposed, || act(CANDIDATE, proposal(CANDIDATE)), Error::AlreadyProposed),
		(Registered, || admitted(CANDIDATE), Error::AlreadyRegistered),
		(Active, || (), Error::AlreadyRegistered),
		(Maintenance, in_maintenance, Error::AlreadyRegistered),
		(Suspended, || decided(Registry::suspend { provider: id(Dave) }), Error::Suspended),
		(Leaving, leaving, Error::Leaving),
	];
	for (reached, step, error) in steps {
		on_market(|| {
			step();
			let who = if status(CANDIDATE).is_some() { CANDIDATE } else { Dave };
			assert_eq!(status(who), Some(reached));
			refuses_to_propose_again(who, error);
		});
	}
}

fn in_maintenance() {
	let starts_at = Eras::now() + 6;
	act(Dave, Registry::announce_maintenance { starts_at, ends_at: starts_at + 100 });
	skip(6);
}

fn leaving() {
	leased(Ferdie, spec());
	act(Dave, Registry::leave {});
}

/// Between the blocks of a lease's end and its confirmation, too.
#[test]
fn who_leaves_does_not_register_again_before_the_last_lease_is_gone() {
	on_market(|| {
		let lease = leased(Ferdie, spec());
		act(Dave, Registry::leave {});
		act(Ferdie, Leases::close { lease });
		refuses_to_propose_again(Dave, Error::Leaving);
		refused(Dave, Registry::leave {}, Refusal::Leaving);
		act(Dave, Leases::confirm_closed { lease });
		refuses_to_propose_again(Dave, Error::Leaving);
		skip(1);
		assert_eq!(status(Dave), None);
		act(Dave, proposal(Dave));
	});
}

#[test]
fn who_is_gone_and_registers_anew_does_not_escape_a_slash() {
	on_market(|| {
		let before = Standing::now();
		let provider = id(Dave);
		decided(Stake::slash { provider, part: Perbill::from_percent(50) });
		act(Dave, Stake::unbond { amount: STAKE / 2 });
		act(Dave, Registry::leave {});
		assert_eq!(status(Dave), None);
		refused(Dave, Stake::withdraw_unbonded {}, StakeError::NothingDue);
		admitted(Dave);
		let half = (STAKE / 2) as i128;
		before.expect(Dave, [(id(Dave), Has::Staked, -half), (id(Dave), Has::Slashed, half)]);

		skip(SLASH_DELAY);
		let slashed = [(id(Dave), Has::Staked, -half), (pot(), Has::Free(Token::Native), half)];
		before.expect(Dave, slashed);
	});
}

#[test]
fn who_is_gone_and_registers_anew_does_not_shed_its_faults() {
	on_market(|| {
		// None of three awards is confirmed.
		for _ in 0..3 {
			ordered(Ferdie, small(&TOKEN, USD, 100));
		}
		skip(3);
		skip(8);
		act(Dave, Registry::leave {});
		admitted(Dave);
		act(Dave, Stake::bond { amount: SPON });
		assert_eq!(status(Dave), Some(ProviderStatus::Active));
		let order = pallet_orders::NextOrderId::<Runtime>::get();
		act(Ferdie, Orders::create { spec: Box::new(small(&TOKEN, USD, 100)) });
		let error = pallet_orders::Error::<Runtime>::TooManyFaults;
		refused(Dave, Orders::bid { order, provider: id(Dave), price: USD }, error);
	});
}

#[test]
fn nobody_approves_itself() {
	on_market(|| {
		act(CANDIDATE, proposal(CANDIDATE));
		let approve = RuntimeCall::from(approval(CANDIDATE));
		let call = || Box::new(approve.clone());
		let length_bound = 1_000;
		refused(CANDIDATE, approve.clone(), DispatchError::BadOrigin);
		let as_origin = Box::new(OriginCaller::system(RawOrigin::Root));
		for carrier in [
			pallet_utility::Call::as_derivative { index: 0, call: call() },
			pallet_utility::Call::batch_all { calls: vec![approve.clone()] },
			pallet_utility::Call::dispatch_as { as_origin, call: call() },
		] {
			refused(CANDIDATE, carrier, DispatchError::BadOrigin);
		}
		let as_council = pallet_governance::Call::dispatch_as_council { call: call() };
		refused(CANDIDATE, as_council, DispatchError::BadOrigin);
		let sudo = pallet_sudo::Call::sudo { call: call() };
		refused(CANDIDATE, sudo, pallet_sudo::Error::<Runtime>::RequireSudo);
		for motion in [
			pallet_collective::Call::<Runtime, Instance1>::execute {
				proposal: call(),
				length_bound,
			},
			pallet_collective::Call::propose { threshold: 1, proposal: call(), length_bound },
		] {
			refused(CANDIDATE, motion, Council::NotMember);
		}
		let motion = moved(approve.clone());
		refused(CANDIDATE, motion.vote(true), Council::NotMember);
		refused(CANDIDATE, motion.close(), Council::TooEarly);
		assert_eq!(status(CANDIDATE), Some(ProviderStatus::Proposed));
	});
}

/// Each of these leaves an event that says so, and nothing else.
#[test]
fn a_member_of_the_council_does_not_approve_itself_alone() {
	on_market(|| {
		act(Charlie, proposal(Charlie));
		let approve = RuntimeCall::from(approval(Charlie));
		let proposal = || Box::new(approve.clone());
		for alone in [
			pallet_collective::Call::<Runtime, Instance1>::execute {
				proposal: proposal(),
				length_bound: 1_000,
			},
			pallet_collective::Call::propose {
				threshold: 1,
				proposal: proposal(),
				length_bound: 1_000,
			},
		] {
			let (before, standing) = (state(), Standing::now());
			act(Charlie, alone);
			assert_eq!(changed_since(&before), BTreeSet::from(["System"]));
			standing.expect(Charlie, []);
		}
		let (motion, propose) = Motion::new(2, approve.clone());
		act(Charlie, propose);
		act(Charlie, motion.vote(true));
		refused(Charlie, motion.vote(true), Council::DuplicateVote);
		refused(Charlie, motion.close(), Council::TooEarly);
		assert_eq!(status(Charlie), Some(ProviderStatus::Proposed));
	});
}

#[test]
fn the_proof_of_possession_of_another_account_is_worth_nothing() {
	on_market(|| {
		act(CANDIDATE, proposal(CANDIDATE));
		// Copied from the pool or from the chain.
		refused(ALIAS, with_key(ALIAS, CANDIDATE, CANDIDATE), Refusal::BadProof);
		let pair = attestation_key(CANDIDATE);
		let key = AttestationId::from(pair.public());
		let replace = Registry::set_attestation_key { key, proof: proof(&pair, CANDIDATE) };
		refused(Eve, replace, Refusal::BadProof);
		// Made with a key of one's own for the key of another.
		let stolen = Registry::propose {
			details: Box::new(details(ALIAS)),
			attestation_key: AttestationId::from(pair.public()),
			proof: proof(&attestation_key(ALIAS), ALIAS),
		};
		refused(ALIAS, stolen, Refusal::BadProof);
		// What attests for a provider attests for nobody else, even with its help.
		refused(ALIAS, with_key(ALIAS, Dave, Dave), Refusal::AttestationKeyTaken);
		refused(ALIAS, with_key(ALIAS, Dave, ALIAS), Refusal::AttestationKeyTaken);
	});
}

#[test]
fn a_proposal_signed_for_another_chain_is_refused_before_it_costs_anything() {
	on_market(|| {
		let before = state();
		let elsewhere = sign(&CANDIDATE.pair(), proposal(CANDIDATE), H256::repeat_byte(1));
		let refused = Executive::apply_extrinsic(elsewhere);
		assert_eq!(refused, Err(InvalidTransaction::BadProof.into()));
		assert_eq!(changed_since(&before), BTreeSet::new());
		let here = sign(&CANDIDATE.pair(), proposal(CANDIDATE), crate::System::block_hash(0));
		assert_eq!(Executive::apply_extrinsic(here), Ok(Ok(())));
	});
}

#[test]
fn a_proposal_swapped_under_its_motion_is_not_approved() {
	on_market(|| {
		act(CANDIDATE, proposal(CANDIDATE));
		let motion = moved(approval(CANDIDATE));
		act(CANDIDATE, Registry::withdraw_proposal {});
		let mut other = details(CANDIDATE);
		other.capacity.vcpu_millis *= 100;
		let pair = attestation_key(CANDIDATE);
		let swapped = Registry::propose {
			details: Box::new(other),
			attestation_key: AttestationId::from(pair.public()),
			proof: proof(&pair, CANDIDATE),
		};
		act(CANDIDATE, swapped);

		carried_in_vain(&motion, Refusal::ProposalChanged);
		assert_eq!(status(CANDIDATE), Some(ProviderStatus::Proposed));
	});
}

/// The same words in another block are another proposal: nobody knows what else has changed.
#[test]
fn a_motion_is_not_good_for_a_later_proposal_of_the_same_words() {
	on_market(|| {
		act(CANDIDATE, proposal(CANDIDATE));
		let first = approval(CANDIDATE);
		act(CANDIDATE, Registry::withdraw_proposal {});
		refused_to_council(first.clone(), Refusal::NotProposed);
		skip(1);
		act(CANDIDATE, proposal(CANDIDATE));
		refused_to_council(first, Refusal::ProposalChanged);
	});
}

/// Who names the operator of another takes nothing from it: it is admitted, and bids with it.
#[test]
fn nobody_is_kept_out_by_a_squatter_of_its_operator() {
	on_market(|| {
		let mut squatter = details(ALIAS);
		squatter.operator = id(CANDIDATE);
		let pair = attestation_key(ALIAS);
		act(
			ALIAS,
			Registry::propose {
				details: Box::new(squatter),
				attestation_key: AttestationId::from(pair.public()),
				proof: proof(&pair, ALIAS),
			},
		);
		decided(approval(ALIAS));
		admitted(CANDIDATE);
		assert_eq!(status(CANDIDATE), Some(ProviderStatus::Registered));

		act(Dave, Registry::set_operator { operator: id(Eve) });
		let order = pallet_orders::NextOrderId::<Runtime>::get();
		act(Ferdie, Orders::create { spec: Box::new(spec()) });
		act(Eve, Orders::bid { order, provider: id(Eve), price: USD });
		// Dave's own key is not his operator's any more.
		let error = pallet_orders::Error::<Runtime>::NotTheOperator;
		refused(Dave, Orders::bid { order, provider: id(Dave), price: USD }, error);
	});
}
