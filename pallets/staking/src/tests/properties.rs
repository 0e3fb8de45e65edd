//! What holds for every course of events.

use super::*;
use crate::MAX_UNBONDING;
use proptest::prelude::*;

#[derive(Clone, Copy, Debug)]
enum Step {
	Bond(Balance),
	Unbond(Balance),
	Withdraw,
	Pass(OpenBlock),
	Lease(bool),
	SetPeriod(OpenBlock),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
	let step = prop_oneof![
		3 => (0..2 * REQUIRED).prop_map(Step::Bond),
		6 => prop_oneof![0..2 * REQUIRED, 1..SPON].prop_map(Step::Unbond),
		2 => Just(Step::Withdraw),
		3 => (0..30u32).prop_map(Step::Pass),
		1 => any::<bool>().prop_map(Step::Lease),
		1 => (0..200u32).prop_map(Step::SetPeriod),
	];
	proptest::collection::vec(step, 1..120)
}

/// What the stake should be, kept as simply as can be.
#[derive(Default)]
struct Model {
	free: Balance,
	active: Balance,
	/// Every amount by itself, with the block at which it is due.
	unbonding: Vec<(Balance, OpenBlock)>,
}

impl Model {
	fn bond(&mut self, amount: Balance) -> bool {
		let possible = amount > 0 && amount <= self.free - EXISTENTIAL_DEPOSIT;
		if possible {
			self.free -= amount;
			self.active += amount;
		}
		possible
	}

	fn unbond(&mut self, amount: Balance, leased: bool) -> bool {
		let due = Now::get() + UnbondingPeriod::get().max(1);
		let blocks = self.blocks();
		let room = blocks.contains(&due) || blocks.len() < MAX_UNBONDING as usize;
		let possible = amount > 0
			&& amount <= self.active
			&& room && (!leased || self.active - amount >= REQUIRED);
		if possible {
			self.active -= amount;
			self.unbonding.push((amount, due));
		}
		possible
	}

	fn withdraw(&mut self) -> bool {
		let (due, rest): (Vec<_>, Vec<_>) =
			self.unbonding.iter().copied().partition(|(_, due)| *due <= Now::get());
		self.free += due.iter().map(|(amount, _)| amount).sum::<Balance>();
		self.unbonding = rest;
		!due.is_empty()
	}

	fn blocks(&self) -> std::collections::BTreeSet<OpenBlock> {
		self.unbonding.iter().map(|(_, due)| *due).collect()
	}

	fn on_hold(&self) -> Balance {
		self.active + self.unbonding.iter().map(|(amount, _)| amount).sum::<Balance>()
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(96))]

	/// A call succeeds exactly when the rules say so, and every SPON is where they say: free,
	/// active or unbonding (I6).
	#[test]
	fn stake_is_where_the_rules_say(steps in steps()) {
		ExtBuilder.build_and_execute(|| {
			UnbondingPeriod::set(50);
			let mut model = Model { free: ENDOWMENT, ..Default::default() };
			let mut leased = false;
			for step in steps {
				match step {
					Step::Bond(amount) => {
						assert_eq!(bond(PROVIDER, amount).is_ok(), model.bond(amount));
					},
					Step::Unbond(amount) => {
						assert_eq!(unbond(PROVIDER, amount).is_ok(), model.unbond(amount, leased));
					},
					Step::Withdraw => assert_eq!(withdraw(PROVIDER).is_ok(), model.withdraw()),
					Step::Pass(blocks) => pass(blocks),
					Step::Lease(has) => {
						leased = has;
						set_leased(has);
					},
					Step::SetPeriod(period) => UnbondingPeriod::set(period),
				}
				assert_eq!(Staking::active(&PROVIDER), model.active);
				assert_eq!(on_hold(PROVIDER), model.on_hold());
				assert_eq!(Balances::free_balance(PROVIDER), model.free);
				assert_eq!(Ledgers::<Test>::contains_key(PROVIDER), model.on_hold() > 0);
				assert_eq!(Staking::may_bid(&PROVIDER).is_ok(), model.active >= REQUIRED);
				check();
			}
		});
	}

	/// Splitting a machine never lowers what it requires.
	#[test]
	fn the_parts_require_at_least_what_the_whole_does(
		vcpu in 0..1u64 << 40,
		ram in 0..1u64 << 40,
		storage in 0..1u64 << 40,
		cut in 0..=100u64,
	) {
		ExtBuilder.build_and_execute(|| {
			let whole = Resources { vcpu_millis: vcpu, ram_mib: ram, storage_gib: storage, ..Default::default() };
			let part = Resources {
				vcpu_millis: vcpu / 100 * cut,
				ram_mib: ram / 100 * cut,
				storage_gib: storage / 100 * cut,
				..Default::default()
			};
			let rest = whole.checked_sub(&part).unwrap();
			let parts = Staking::required_for(&part) + Staking::required_for(&rest);
			let whole = Staking::required_for(&whole);
			assert!(whole <= parts && parts <= whole + 3);
		});
	}
}
