//! The off-chain worker (A1, A2).

use super::attest::submit;
use crate::{agent::NoAnswer, mock::*, worker::Idle, *};
use frame_support::{assert_ok, pallet_prelude::TransactionSource, traits::Authorize};
use sp_application_crypto::RuntimeAppPublic;
use spheron_primitives::AttestationId;
use std::collections::BTreeSet;

const HEALTHY: &str = r#"{"unhealthy":[]}"#;

/// A chain on which DAVE is admitted, and its node with an agent that says all is healthy.
fn with_node(test: impl FnOnce(Node)) {
	ExtBuilder.build_and_execute(|| {
		admit(DAVE, "dave");
		node().start(Agent::says(HEALTHY));
		test(node());
	});
}

/// Why DAVE's node is idle.
fn idle() -> Idle {
	let local: BTreeSet<_> = AttestationId::all().into_iter().collect();
	AttestationPallet::attest_for(&DAVE, &local).unwrap_err()
}

/// Let as many blocks pass as the worker waits from one attestation to the next.
fn pass_period() {
	pass(150 + LEAD);
	node().wait(2_000 * 153);
}

#[test]
fn it_attests_what_the_agent_says() {
	for (answer, unhealthy) in [
		(HEALTHY, Unhealthy::None),
		(r#"{"unhealthy":[9,4]}"#, listed([4, 9])),
		(r#"{"unhealthy":"all"}"#, Unhealthy::All),
	] {
		with_node(|node| {
			node.agent(Agent::says(answer));
			node.work();
			let handed_in = node.handed_in();
			let [(attestation, signature)] = &handed_in[..] else { panic!("one attestation") };
			let expected = Attestation { provider: DAVE, sequence: 1, signed_at: 1_000, unhealthy };
			assert_eq!(*attestation, expected);
			assert_ok!(submit(attestation, signature.clone()));
		});
	}
}

#[test]
fn the_agent_is_asked_for_the_provider() {
	with_node(|node| {
		node.work();
		let asked = node.line.asked.lock().unwrap().clone();
		assert_eq!(asked, ["http://127.0.0.1:8099/v1/health?provider=0x0400000000000000"]);
	});
}

#[test]
fn once_in_a_period() {
	with_node(|node| {
		let mut included = vec![];
		for _ in 0..1_000 {
			node.work();
			if node.include() > 0 {
				included.push(Now::get());
			}
			pass(1);
			node.wait(2_000);
		}
		assert_eq!(included, (0..7).map(|i| 1_000 + i * 153).collect::<Vec<_>>());
		assert_eq!(node.asked(), 7);
	});
}

#[test]
fn the_clock_never_stops_with_periods_of_any_length() {
	for period in 1..20 {
		with_node(|node| {
			Period::set(period);
			node.work();
			assert_eq!(node.include(), 1);
			for _ in 0..100 {
				pass(1);
				node.wait(2_000);
				node.work();
				node.include();
				assert!(clock(DAVE).running.until >= Now::get());
			}
		});
	}
}

#[test]
fn a_node_without_the_key_does_nothing() {
	ExtBuilder.build_and_execute(|| {
		// Its secret half is on another node.
		let elsewhere = AttestationId::try_from(&[7u8; 32][..]).unwrap();
		let keys = spheron_primitives::AttestationKeys::new(elsewhere);
		Admitted::mutate(|all| all.insert(DAVE, keys));
		key("somebody");
		node().start(Agent::says(HEALTHY));
		node().work();
		assert_eq!((node().asked(), node().handed_in().len()), (0, 0));
	});
}

#[test]
fn a_node_without_an_agent_does_nothing() {
	ExtBuilder.build_and_execute(|| {
		admit(DAVE, "dave");
		node().work();
		assert_eq!((idle(), node().asked()), (Idle::NoAgent, 0));
	});
}

#[test]
fn a_key_that_was_replaced_long_ago_is_not_used() {
	with_node(|node| {
		let elsewhere = AttestationId::try_from(&[7u8; 32][..]).unwrap();
		Admitted::mutate(|all| {
			let (keys, _) = all.remove(&DAVE).unwrap().rotate(elsewhere, Now::get());
			all.insert(DAVE, keys);
		});
		pass(150);
		assert_eq!((idle(), node.asked()), (Idle::NoKey, 0));
	});
}

#[test]
fn the_old_key_is_used_while_the_new_one_is_not_there_yet() {
	with_node(|node| {
		let elsewhere = AttestationId::try_from(&[7u8; 32][..]).unwrap();
		Admitted::mutate(|all| {
			let (keys, _) = all.remove(&DAVE).unwrap().rotate(elsewhere, Now::get());
			all.insert(DAVE, keys);
		});
		pass(100);
		node.work();
		assert_eq!(node.include(), 1);
	});
}

#[test]
fn the_new_key_is_used_once_it_is_there() {
	with_node(|node| {
		rotate(DAVE, "new");
		node.work();
		let (attestation, signature) = node.handed_in().remove(0);
		assert!(key("new").verify(&attestation.statement(&GENESIS), &signature));
	});
}

#[test]
fn an_agent_that_does_not_answer_is_no_attestation_and_is_asked_again() {
	for (agent, why) in [
		(Agent::Gone, NoAnswer::Silent),
		(Agent::Slow, NoAnswer::Silent),
		(Agent::Breaks(HEALTHY.into()), NoAnswer::Silent),
		(Agent::Says(500, HEALTHY.into()), NoAnswer::Status(500)),
		(Agent::Says(204, vec![]), NoAnswer::Status(204)),
		(Agent::says("<html>"), NoAnswer::Unreadable),
		(Agent::Says(200, vec![b' '; 64 * 1024 + 1]), NoAnswer::TooLong),
	] {
		with_node(|node| {
			node.agent(agent);
			assert_eq!(idle(), Idle::NoAnswer(why));
			node.work();
			assert_eq!((node.asked(), node.handed_in().len()), (2, 0));
			node.agent(Agent::says(HEALTHY));
			node.work();
			assert_eq!(node.include(), 1);
		});
	}
}

#[test]
fn an_answer_of_the_greatest_length_is_read() {
	with_node(|node| {
		let mut answer = HEALTHY.to_string();
		answer.push_str(&" ".repeat(64 * 1024 - answer.len()));
		node.agent(Agent::says(&answer));
		node.work();
		assert_eq!(node.include(), 1);
	});
}

#[test]
fn while_one_waits_for_its_inclusion_there_is_no_other() {
	with_node(|node| {
		node.work();
		pass(1);
		node.wait(2_000);
		node.work();
		assert_eq!(idle(), Idle::Busy);
		assert_eq!((node.asked(), node.handed_in().len()), (1, 1));
	});
}

#[test]
fn one_that_is_not_included_is_made_anew_and_only_one_counts() {
	with_node(|node| {
		node.work();
		let lost = node.handed_in().remove(0);
		pass(5);
		node.wait(10_000);
		node.agent(Agent::says(r#"{"unhealthy":[1]}"#));
		node.work();
		let again = node.handed_in().remove(0);
		assert_eq!((lost.0.sequence, again.0.sequence), (1, 1));
		assert_eq!((again.0.signed_at, &again.0.unhealthy), (1_005, &listed([1])));
		assert_ok!(submit(&again.0, again.1));
		assert!(submit(&lost.0, lost.1).is_err());
	});
}

#[test]
fn a_node_that_is_killed_at_it_goes_on_after_the_lock_has_run_out() {
	with_node(|node| {
		// The note of a worker that never came back.
		let _killed =
			crate::lock::Lock::take(&DAVE, 1, sp_core::offchain::Duration::from_millis(15_000));
		node.work();
		assert_eq!(node.asked(), 0);
		node.wait(15_000);
		pass(7);
		node.work();
		assert_eq!(node.include(), 1);
	});
}

#[test]
fn a_fork_without_the_last_attestation_gets_another_and_counts_one() {
	with_node(|node| {
		let fork = clock(DAVE);
		node.work();
		let first = node.handed_in().remove(0);
		assert_ok!(submit(&first.0, first.1.clone()));
		pass(2);
		node.wait(4_000);
		// The best chain is now one that does not have it.
		Clocks::<Test>::insert(DAVE, &fork);
		node.work();
		assert_eq!(idle(), Idle::Busy);
		// The pool puts the first one back, or the worker makes another.
		pass(4);
		node.wait(8_000);
		node.work();
		let second = node.handed_in().remove(0);
		assert_ok!(submit(&first.0, first.1));
		assert!(submit(&second.0, second.1).is_err());
	});
}

#[test]
fn of_two_nodes_with_one_key_one_counts() {
	with_node(|node| {
		node.work();
		let ours = node.handed_in().remove(0);
		// The other node has storage of its own, but the same key.
		let theirs = attestation(DAVE, Unhealthy::None);
		let signature = sign("dave", &theirs);
		let provides = |(attestation, signature): (AttestationOf<Test>, _)| {
			let call = Call::<Test>::attest { attestation, signature };
			call.authorize(TransactionSource::External).unwrap().unwrap().0.provides
		};
		assert_eq!(provides(ours.clone()), provides((theirs.clone(), signature.clone())));
		assert_ok!(submit(&theirs, signature));
		assert!(submit(&ours.0, ours.1).is_err());
		// It goes on from there.
		pass_period();
		node.work();
		assert_eq!(node.include(), 1);
		assert_eq!(clock(DAVE).sequence, 2);
	});
}

#[test]
fn it_does_not_wait_for_a_period_to_be_over_before_the_first() {
	with_node(|node| {
		Now::set(3);
		node.work();
		assert_eq!(node.include(), 1);
	});
}

#[test]
fn it_waits_until_nodes_that_are_behind_find_the_period_over() {
	with_node(|node| {
		node.work();
		node.include();
		pass(150 + LEAD - 1);
		node.wait(500_000);
		assert_eq!(idle(), Idle::NotDue);
		pass(1);
		node.work();
		assert_eq!(node.include(), 1);
	});
}

#[test]
fn nothing_is_asked_while_the_leases_are_being_closed() {
	with_node(|node| {
		Draining::set(vec![DAVE]);
		assert_eq!((idle(), node.asked()), (Idle::NotHeard, 0));
	});
}

#[test]
fn nothing_is_asked_in_a_block_without_transactions() {
	with_node(|node| {
		IsOpen::set(false);
		node.work();
		assert_eq!((node.asked(), node.handed_in().len()), (0, 0));
	});
}

#[test]
fn a_node_with_the_keys_of_two_providers_attests_for_both() {
	with_node(|node| {
		admit(EVE, "eve");
		node.work();
		assert_eq!((node.asked(), node.include()), (2, 2));
		assert_eq!((clock(DAVE).sequence, clock(EVE).sequence), (1, 1));
	});
}

#[test]
fn a_provider_with_both_its_keys_here_is_attested_once() {
	with_node(|node| {
		rotate(DAVE, "new");
		node.work();
		assert_eq!((node.asked(), node.handed_in().len()), (1, 1));
	});
}
