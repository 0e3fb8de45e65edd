//! Random sequences of calls, after each of which the books agree.

use super::*;
use proptest::prelude::*;

#[derive(Clone, Debug)]
enum Step {
	Reserve(Resources),
	/// Release the n-th reservation that is alive, modulo their number.
	Release(usize),
}

/// About an eighth of [`capacity`], now and then of a model that is not there or none of one that is.
fn need() -> impl Strategy<Value = Resources> {
	let gpus = (0..=1u32, 0..=1u32, 0..20u32);
	(0..4_000u64, 0..16_384u64, 0..256u64, gpus).prop_map(
		|(vcpu_millis, ram_mib, storage_gib, (rtx4090, a100, h100))| Resources {
			ram_mib,
			storage_gib,
			..resources(
				vcpu_millis,
				&[("rtx4090", rtx4090), ("a100", a100), ("h100", u32::from(h100 == 19))],
			)
		},
	)
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
	let step = prop_oneof![
		3 => need().prop_map(Step::Reserve),
		2 => any::<usize>().prop_map(Step::Release),
	];
	prop::collection::vec(step, 1..40)
}

/// The sum of what is alive, without models of which there are none.
fn sum(alive: &[Resources]) -> Resources {
	let mut sum =
		alive.iter().try_fold(Resources::default(), |sum, need| sum.checked_add(need)).unwrap();
	for (model, count) in sum.gpus.clone() {
		if count == 0 {
			sum.gpus.remove(&model);
		}
	}
	sum
}

#[derive(Clone, Debug)]
enum Action {
	Propose(AccountId, AccountId),
	Withdraw(AccountId),
	Approve(AccountId, bool),
	Reject(AccountId, bool),
	SetOperator(AccountId, AccountId),
	Backed(AccountId),
	Reserve(AccountId),
	Deposit(u128),
}

fn actions() -> impl Strategy<Value = Vec<Action>> {
	let (who, operator) = (DAVE..=EVE, 10..14u64);
	let action = prop_oneof![
		4 => (who.clone(), operator.clone()).prop_map(|(who, key)| Action::Propose(who, key)),
		1 => who.clone().prop_map(Action::Withdraw),
		2 => (who.clone(), any::<bool>()).prop_map(|(who, backed)| Action::Approve(who, backed)),
		1 => (who.clone(), any::<bool>()).prop_map(|(who, spam)| Action::Reject(who, spam)),
		2 => (who.clone(), operator).prop_map(|(who, key)| Action::SetOperator(who, key)),
		1 => who.clone().prop_map(Action::Backed),
		2 => who.prop_map(Action::Reserve),
		1 => (0..2_000u128).prop_map(Action::Deposit),
	];
	prop::collection::vec(action, 1..30)
}

fn act(action: Action) {
	let council = RuntimeOrigin::signed(COUNCIL);
	// Refusals are part of the game. The layer undoes what a refused call did, as dispatch does.
	let _ = frame_support::storage::with_storage_layer(|| match action {
		Action::Propose(who, key) => propose(who, details(key)),
		Action::Withdraw(who) => Registry::withdraw_proposal(RuntimeOrigin::signed(who)),
		Action::Approve(who, backed) => {
			Backing::set(if backed { Ok(()) } else { Err(Unbacked::StakeTooLow) });
			Registry::approve(council, who, Tier::Tier5)
		}
		Action::Reject(who, spam) => Registry::reject(council, who, spam),
		Action::SetOperator(who, key) => Registry::set_operator(RuntimeOrigin::signed(who), key),
		Action::Backed(who) => {
			Registry::backed(&who);
			Ok(())
		}
		Action::Reserve(who) => {
			let _ = Registry::reserve(&who, &resources(1_000, &[("a100", 1)]));
			Ok(())
		}
		Action::Deposit(deposit) => {
			ProposalDeposit::set(deposit);
			Ok(())
		}
	});
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(64))]

	/// I5: what is reserved is always the sum of what is alive; a reservation succeeds exactly if
	/// it fits.
	#[test]
	fn reserved_is_the_sum_of_what_is_alive(steps in steps()) {
		ExtBuilder::default().build_and_execute(|| {
			active();
			let mut alive: Vec<Resources> = Vec::new();
			for step in steps {
				match step {
					Step::Reserve(need) => {
						let fits = Registry::fits(&DAVE, &fits::spec(), &need);
						let room = capacity().checked_sub(&sum(&alive)).unwrap().covers(&need);
						assert_eq!(fits, room.then_some(()).ok_or(Unfit::NoCapacity));
						assert_eq!(Registry::reserve(&DAVE, &need), fits);
						if fits.is_ok() {
							alive.push(need);
						}
					},
					Step::Release(_) if alive.is_empty() => (),
					Step::Release(n) => {
						let need = alive.swap_remove(n % alive.len());
						Registry::release(&DAVE, &need);
					},
				}
				let reserved = sum(&alive);
				assert_eq!(Registry::reserved(&DAVE), reserved);
				let points = Registry::points(&reserved, 100);
				assert_eq!(UsageLog::get().last(), Some(&(DAVE, CAPACITY_POINTS, points)));
				assert_ok!(Registry::do_try_state());
			}
		});
	}

	/// I10: whatever is called, the books agree; and no SPON but slashed deposits is lost.
	#[test]
	fn any_sequence_of_calls_keeps_the_books(actions in actions()) {
		ExtBuilder::default().build_and_execute(|| {
			for action in actions {
				act(action);
				assert_ok!(Registry::do_try_state());
			}
			let total = held_and_total(DAVE).1 + held_and_total(EVE).1 + Slashed::get();
			assert_eq!(total, 2 * ENDOWMENT);
		});
	}
}
