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
	Propose(AccountId, AccountId, AccountId),
	Withdraw(AccountId),
	Approve(AccountId, bool),
	Reject(AccountId, bool),
	SetOperator(AccountId, AccountId),
	SetAttestationKey(AccountId, AccountId),
	Backed(AccountId),
	Announce(AccountId, u32),
	Suspend(AccountId),
	Reinstate(AccountId),
	Leave(AccountId),
	Update(AccountId, bool),
	Request(AccountId, u32),
	ApproveCapacity(AccountId),
	RejectCapacity(AccountId),
	Activate(AccountId, bool),
	MoveTier(AccountId, bool),
	Reserve(AccountId),
	Release(AccountId),
	Deposit(u128),
	Pass(u32),
}

fn actions() -> impl Strategy<Value = Vec<Action>> {
	use Action::*;
	let (who, key) = (DAVE..=EVE, 10..14u64);
	let action = prop_oneof![
		6 => (who.clone(), key.clone(), key.clone()).prop_map(|(a, o, k)| Propose(a, o, k)),
		1 => who.clone().prop_map(Withdraw),
		6 => (who.clone(), any::<bool>()).prop_map(|(who, backed)| Approve(who, backed)),
		1 => (who.clone(), any::<bool>()).prop_map(|(who, spam)| Reject(who, spam)),
		2 => (who.clone(), key.clone()).prop_map(|(who, key)| SetOperator(who, key)),
		2 => (who.clone(), key).prop_map(|(who, key)| SetAttestationKey(who, key)),
		2 => who.clone().prop_map(Backed),
		2 => (who.clone(), 0..200u32).prop_map(|(who, ahead)| Announce(who, ahead)),
		1 => who.clone().prop_map(Suspend),
		2 => who.clone().prop_map(Reinstate),
		1 => who.clone().prop_map(Leave),
		2 => (who.clone(), any::<bool>()).prop_map(|(who, north)| Update(who, north)),
		2 => (who.clone(), 1..3u32).prop_map(|(who, gpus)| Request(who, gpus)),
		2 => who.clone().prop_map(ApproveCapacity),
		1 => who.clone().prop_map(RejectCapacity),
		1 => (who.clone(), any::<bool>()).prop_map(|(who, backed)| Activate(who, backed)),
		2 => (who.clone(), any::<bool>()).prop_map(|(who, up)| MoveTier(who, up)),
		4 => who.clone().prop_map(Reserve),
		3 => who.prop_map(Release),
		1 => (0..2_000u128).prop_map(Deposit),
		2 => (0..200u32).prop_map(Pass),
	];
	prop::collection::vec(action, 1..60)
}

/// The tier of `who` moves, and eras tells.
fn move_tier(who: AccountId, up: bool) {
	let Some(from) = FakeTrust::tier(&who) else { return };
	let to = if up { Tier::Tier3 } else { Tier::Tier7 };
	if from != to {
		FakeTrust::admit(&who, to);
		Registry::moved(&who, from, to);
	}
}

fn back(backed: bool) {
	Backing::set(if backed { Ok(()) } else { Err(Unbacked::StakeTooLow) });
}

/// Refusals are part of the game.
fn act(action: Action) -> sp_runtime::DispatchResult {
	let signed = RuntimeOrigin::signed;
	match action {
		Action::Propose(who, operator, key) => {
			return propose_with_key(who, details(operator), key)
		}
		Action::Withdraw(who) => return Registry::withdraw_proposal(signed(who)),
		Action::Approve(who, backed) => {
			back(backed);
			return approve(who, Tier::Tier5);
		}
		Action::Reject(who, spam) => return reject(who, spam),
		Action::SetOperator(who, key) => return Registry::set_operator(signed(who), key),
		Action::SetAttestationKey(who, seed) => {
			return Registry::set_attestation_key(signed(who), key(seed), proof(seed, who))
		}
		Action::Backed(who) => Registry::backed(&who),
		Action::Announce(who, ahead) => {
			let starts_at = Now::get() + ahead;
			return announce(who, starts_at..starts_at + 50);
		}
		Action::Suspend(who) => return suspend(who),
		Action::Reinstate(who) => return reinstate(who),
		Action::Leave(who) => return leave(who),
		Action::Update(who, north) => {
			let region = Some(text(if north { "eu-north" } else { "us-west" }));
			return update(who, crate::Update { region, ..Default::default() });
		}
		Action::Request(who, gpus) => {
			return request(who, resources(2_000, &[("a100", gpus)]), "high")
		}
		Action::ApproveCapacity(who) => return approve_capacity(who),
		Action::RejectCapacity(who) => {
			let hash =
				CapacityRequests::<Test>::get(who).map(|asked| asked.hash()).unwrap_or_default();
			return Registry::reject_capacity(signed(COUNCIL), who, hash);
		}
		Action::Activate(who, backed) => {
			back(backed);
			return Registry::activate(signed(STRANGER), who);
		}
		Action::MoveTier(who, up) => move_tier(who, up),
		Action::Reserve(who) => {
			let _ = Registry::reserve(&who, &some());
		}
		Action::Release(who) => {
			if Registry::reserved(&who).covers(&some()) {
				Registry::release(&who, &some());
			}
		}
		Action::Deposit(deposit) => ProposalDeposit::set(deposit),
		Action::Pass(blocks) => {
			pass(blocks);
			idle();
		}
	}
	Ok(())
}

/// The status of each account after each event that changes it.
fn steps_of(events: Vec<Event<Test>>) -> Vec<(AccountId, Option<ProviderStatus>)> {
	events.into_iter().filter_map(|event| statuses::step(&event)).collect()
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

	/// I10, R3: whatever is called, the books agree, every step of a status is one of the table, and no
	/// SPON but slashed deposits is lost.
	#[test]
	fn any_sequence_of_calls_keeps_the_books(actions in actions()) {
		ExtBuilder::default().build_and_execute(|| {
			let mut last = std::collections::BTreeMap::new();
			for action in actions {
				for who in DAVE..=EVE {
					last.insert(who, status(who));
				}
				let _ = act(action);
				for (who, next) in steps_of(events()) {
					let before = last.insert(who, next).flatten();
					statuses::assert_is_edge(before, next);
				}
				// Maintenance begins and ends by itself, which no event tells.
				for (who, before) in &last {
					if status(*who) != *before {
						statuses::assert_is_edge(*before, status(*who));
					}
				}
				assert_ok!(Registry::do_try_state());
			}
			let total = held_and_total(DAVE).1 + held_and_total(EVE).1 + Slashed::get();
			assert_eq!(total, 2 * ENDOWMENT);
		});
	}
}
