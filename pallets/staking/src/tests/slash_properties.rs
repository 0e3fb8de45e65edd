//! What holds for every course of slashes: never more than there is, and every unit accounted for.

use super::*;
use crate::mock;
use proptest::prelude::*;
use sp_core::U256;
use std::collections::BTreeMap;

#[derive(Clone, Debug)]
enum Step {
	Bond(Balance),
	Unbond(Balance),
	Withdraw,
	Pass(OpenBlock),
	Serve,
	Fault,
	/// The tenant, what it missed and what was left.
	Outage(usize, MicroUsd, MicroUsd),
	Slash(Perbill),
	/// A lease is closed: the tenant and what was left.
	Close(usize, MicroUsd),
	/// The provider has a lease, and its leases are closed because it was down.
	Down,
	Drained,
	Charge(Balance),
	Price(Option<u32>),
	/// By the number of the slash, counted round.
	Cancel(u64),
	Apply(u64),
	/// By the number of the claim, counted round.
	Strike(usize),
	Claim(usize),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
	let usd = || prop_oneof![0..1_000 * USD, 0..50u128];
	let step = prop_oneof![
		2 => (1..200 * SPON).prop_map(Step::Bond),
		3 => prop_oneof![1..100 * SPON, 1..50u128].prop_map(Step::Unbond),
		1 => Just(Step::Withdraw),
		4 => (0..30u32).prop_map(Step::Pass),
		3 => Just(Step::Serve),
		2 => Just(Step::Fault),
		2 => (0..4usize, usd(), usd()).prop_map(|(t, missed, left)| Step::Outage(t, missed, left)),
		3 => (0..=1_000_000_000u32).prop_map(|part| Step::Slash(Perbill::from_parts(part))),
		6 => (0..4usize, usd()).prop_map(|(tenant, left)| Step::Close(tenant, left)),
		1 => Just(Step::Down),
		3 => Just(Step::Drained),
		1 => (0..2 * SPON).prop_map(Step::Charge),
		1 => proptest::option::of(0..10u32).prop_map(Step::Price),
		1 => any::<u64>().prop_map(Step::Cancel),
		1 => any::<usize>().prop_map(Step::Strike),
		2 => any::<u64>().prop_map(Step::Apply),
		6 => any::<usize>().prop_map(Step::Claim),
	];
	proptest::collection::vec(step, 1..140)
}

/// Whether a call is refused is the business of other tests.
fn ignore(_: DispatchResult) {}

/// What the events say became of each slash, and what each tenant was promised at most.
#[derive(Default)]
struct Books {
	raised: BTreeMap<SlashId, Balance>,
	/// Paid, routed or put back.
	gone: BTreeMap<SlashId, Balance>,
	losses: BTreeMap<AccountId, Balance>,
	paid: BTreeMap<AccountId, Balance>,
	routed: Balance,
	leases: u64,
}

impl Books {
	fn leave(&mut self, slash: SlashId, amount: Balance) {
		*self.gone.entry(slash).or_default() += amount;
	}

	fn route(&mut self, slash: SlashId, amount: Balance) {
		self.leave(slash, amount);
		self.routed += amount;
	}

	fn take_in(&mut self, events: Vec<Event<Test>>) {
		for event in events {
			match event {
				Event::SlashRaised { slash, amount, .. } => {
					assert!(self.raised.insert(slash, amount).is_none());
				}
				Event::LossRecorded { tenant, loss, .. } => {
					assert!(TENANTS.contains(&tenant));
					*self.losses.entry(tenant).or_default() += loss;
				}
				Event::SlashCancelled { slash, amount, .. } => self.leave(slash, amount),
				Event::SlashApplied { slash, amount, shared, routed, .. } => {
					assert_eq!(shared + routed, amount);
					self.route(slash, routed);
				}
				Event::Claimed { slash, tenant, amount, .. } => {
					self.leave(slash, amount);
					*self.paid.entry(tenant).or_default() += amount;
				}
				Event::SlashSettled { slash, routed } => self.route(slash, routed),
				Event::ClaimsExpired { slash, routed } => self.route(slash, routed),
				Event::Charged { amount, .. } => self.routed += amount,
				_ => (),
			}
		}
	}

	/// Every unit is where the events say, and none is there twice.
	fn check(&mut self) {
		self.take_in(take_events());
		for (id, raised) in &self.raised {
			let held = Slashes::<Test>::get(id).map_or(0, |slash| slash.held());
			assert_eq!(*raised, held + self.gone.get(id).copied().unwrap_or(0), "{id:?}");
		}
		for tenant in TENANTS {
			let paid = self.paid.get(&tenant).copied().unwrap_or(0);
			assert_eq!(gained(tenant), paid);
			assert!(paid <= self.losses.get(&tenant).copied().unwrap_or(0));
		}
		assert_eq!(gained(ROUTES), self.routed);
		let provider = Balances::free_balance(PROVIDER) + on_hold(PROVIDER) + slashed(PROVIDER);
		let paid: Balance = self.paid.values().sum();
		assert_eq!(provider + paid + self.routed, ENDOWMENT);
		mock::check();
	}

	/// Do `step`, whether it succeeds or not.
	fn step(&mut self, step: Step) {
		let slash_of = |n: u64| SlashId(n % NextSlashId::<Test>::get().0.max(1));
		let tenant_of = |n: usize| [TENANTS[0], TENANTS[1], TENANTS[2], OPERATOR][n];
		let claim_of = |n: usize| {
			let mut all: Vec<_> = Claims::<Test>::iter_keys().collect();
			all.sort();
			let (filed, lease) = all.get(n % all.len().max(1)).copied().unwrap_or_default();
			let slash = Slashes::<Test>::iter().find(|(_, slash)| slash.filed == filed);
			(slash.map_or(filed, |(id, _)| id), lease.0)
		};
		match step {
			Step::Bond(amount) => ignore(bond(PROVIDER, amount)),
			Step::Unbond(amount) => ignore(unbond(PROVIDER, amount)),
			Step::Withdraw => ignore(withdraw(PROVIDER)),
			Step::Pass(blocks) => pass(blocks),
			Step::Serve => {
				pass_and_serve(0);
			}
			Step::Fault => Staking::fault(&PROVIDER, Fault::Unconfirmed, &order(), Now::get()),
			Step::Outage(tenant, missed, left) => {
				let victim = victim(self.next_lease(), tenant_of(tenant), left);
				Staking::outage(&PROVIDER, &order(), missed, victim);
			}
			Step::Slash(part) => {
				if !Market::is_draining(&PROVIDER) {
					set_leased(true);
				}
				ignore(slash(part));
			}
			Step::Close(tenant, left) => closed(self.next_lease(), tenant_of(tenant), left),
			Step::Down => down(),
			Step::Drained => drained(),
			Step::Charge(amount) => drop(Staking::charge(&PROVIDER, amount)),
			Step::Price(price) => SponPrice::set(price.map(FixedU128::from_u32)),
			Step::Cancel(n) => ignore(cancel(slash_of(n))),
			Step::Strike(n) => {
				let (id, lease) = claim_of(n);
				ignore(strike(id, lease));
			}
			Step::Apply(n) => ignore(apply(slash_of(n))),
			Step::Claim(n) => {
				let (id, lease) = claim_of(n);
				ignore(claim(id, lease));
			}
		}
	}

	fn next_lease(&mut self) -> u64 {
		self.leases += 1;
		self.leases - 1
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(128))]

	/// Stake, what is slashed and not paid, what is paid and what is routed are what was bonded,
	/// whatever happens in whatever order; and in the end nothing is left behind.
	#[test]
	fn every_unit_is_accounted_for(steps in steps()) {
		ExtBuilder.build_and_execute(|| {
			UnbondingPeriod::set(60);
			SlashDelay::set(20);
			ClaimPeriod::set(40);
			assert_ok!(bond(PROVIDER, 300 * SPON));
			let mut books = Books::default();
			for step in steps {
				books.step(step);
				books.check();
			}

			drained();
			for _ in 0..5 {
				pass_and_serve(200);
			}
			books.check();
			assert_eq!(Slashes::<Test>::iter().count(), 0);
			assert_eq!(Claims::<Test>::iter().count(), 0);
			assert_eq!(Deadlines::<Test>::iter().count(), 0);
			assert_eq!(slashed(PROVIDER), 0);
			ignore(withdraw(PROVIDER));
			ignore(unbond(PROVIDER, Staking::active(&PROVIDER)));
			pass(60);
			ignore(withdraw(PROVIDER));
			assert_eq!(on_hold(PROVIDER), 0);
			books.check();
		});
	}

	/// Slashes that are cancelled, in whatever order, were never there.
	#[test]
	fn cancelled_slashes_leave_the_ledger_as_it_was(
		active in 0..1_000u128,
		unbonding in proptest::collection::vec((1..1_000u128, 1..20u32), 0..20),
		parts in proptest::collection::vec(0..=1_000_000_000u32, 1..8),
		order in any::<u64>(),
	) {
		ExtBuilder.build_and_execute(|| {
			assert_ok!(bond(PROVIDER, active + unbonding.iter().map(|(amount, _)| amount).sum::<u128>() + 1));
			for (amount, blocks) in unbonding {
				pass(blocks);
				assert_ok!(unbond(PROVIDER, amount));
			}
			let before = Ledgers::<Test>::get(PROVIDER);
			for part in parts {
				let _ = slash(Perbill::from_parts(part));
			}
			let mut ids: Vec<_> = (0..NextSlashId::<Test>::get().0).map(SlashId).collect();
			ids.sort_by_key(|id| (id.0 + 1).wrapping_mul(order | 1));
			for id in ids {
				assert_ok!(cancel(id));
			}
			assert_eq!(Ledgers::<Test>::get(PROVIDER), before);
		});
	}

	/// Nobody gets more than it lost, everybody all of it if there is enough, and the order of the
	/// claims makes no difference.
	#[test]
	fn parts_are_fair(
		stake in 1..100 * SPON,
		unspent in proptest::collection::btree_map(0..50u64, 1..100 * USD, 1..12),
		order in any::<u64>(),
	) {
		ExtBuilder.build_and_execute(|| {
			assert_ok!(bond(PROVIDER, stake));
			set_leased(true);
			let id = slash_all();
			for (lease, usd) in &unspent {
				closed(*lease, TENANTS[0], *usd);
			}
			drained();
			let losses: BTreeMap<_, _> =
				Claims::<Test>::iter_prefix(id).map(|(lease, claim)| (lease, claim.loss)).collect();
			let all: Balance = losses.values().sum();
			pass_and_serve(DELAY);
			assert_eq!(gained(ROUTES), stake.saturating_sub(all));

			let mut leases: Vec<_> = losses.keys().copied().collect();
			leases.sort_by_key(|lease| (lease.0 + 1).wrapping_mul(order | 1));
			for lease in leases {
				let before = gained(TENANTS[0]);
				assert_ok!(claim(id, lease.0));
				let part = gained(TENANTS[0]) - before;
				let loss = losses[&lease];
				assert!(part <= loss);
				if stake >= all {
					assert_eq!(part, loss);
				} else {
					let exact = U256::from(stake) * U256::from(loss) / U256::from(all);
					assert_eq!(U256::from(part), exact);
				}
			}
			assert!(!Slashes::<Test>::contains_key(id));
		});
	}
}
