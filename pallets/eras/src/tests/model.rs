//! The pallet against a model that looks at every provider in every block, and adds up.

use super::*;
use proptest::prelude::*;
use spheron_primitives::{EraIndex, OpenBlock};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Clone, Copy, Debug)]
enum Step {
	Run(u32),
	Attest(usize, u32),
	Offer(usize, u32, u32),
	Fault(usize),
	Accrue(usize),
	Maintain(usize, u32, u32),
	Claim(usize, u32),
	Promote(usize),
	SetLength(u32),
	SetBudget(u32),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
	let who = 0..PROVIDERS.len();
	let step = prop_oneof![
		6 => (1..25u32).prop_map(Step::Run),
		1 => (50..200u32).prop_map(Step::Run),
		8 => (who.clone(), 0..25u32).prop_map(|(who, length)| Step::Attest(who, length)),
		3 => (who.clone(), 0..9u32, 0..9u32).prop_map(|(who, all, used)| Step::Offer(who, all, used)),
		1 => who.clone().prop_map(Step::Fault),
		2 => who.clone().prop_map(Step::Accrue),
		1 => (who.clone(), 1..10u32, 1..40u32)
			.prop_map(|(who, notice, length)| Step::Maintain(who, notice, length)),
		6 => (who.clone(), 0..8u32).prop_map(|(who, ago)| Step::Claim(who, ago)),
		1 => who.prop_map(Step::Promote),
		1 => (5..15u32).prop_map(Step::SetLength),
		1 => (0..20_000u32).prop_map(Step::SetBudget),
	];
	proptest::collection::vec(step, 1..60)
}

/// What the model knows of a provider.
struct Known {
	tier: Tier,
	good: u32,
	bad: u32,
	free: Points,
	/// Of the running era.
	up: u32,
	open: u32,
	faulted: bool,
	/// Earned since the last look, by era.
	unseen: BTreeMap<EraIndex, EraPoints>,
	/// Earned before it and not claimed.
	seen: BTreeMap<EraIndex, EraPoints>,
	slashed: BTreeSet<EraIndex>,
}

/// What the model knows of an era that is frozen.
struct Frozen {
	total: EraPoints,
	budget: Balance,
	paid: Balance,
	until: EraIndex,
	/// What each number of points was worth.
	worth: BTreeMap<EraPoints, Balance>,
}

struct Model {
	providers: BTreeMap<AccountId, Known>,
	era: EraIndex,
	closing: Option<(EraIndex, OpenBlock)>,
	frozen: BTreeMap<EraIndex, Frozen>,
	paid: Balance,
}

impl Model {
	fn known(&mut self, who: AccountId) -> &mut Known {
		self.providers.get_mut(&who).unwrap()
	}

	/// One block passes, on the chain and here.
	fn block(&mut self) {
		let n = Eras::now();
		for (who, known) in &mut self.providers {
			let maintained = Windows::get()
				.get(who)
				.is_some_and(|windows| windows.iter().any(|window| window.contains(n)));
			if maintained {
				continue;
			}
			let attested = Attested::get().get(who).cloned().unwrap_or_default();
			let last = attested.iter().rev().find(|(mark, _)| *mark <= n);
			let alive = last.is_some_and(|(_, until)| n < *until);
			known.open += 1;
			if alive {
				known.up += 1;
				if !known.faulted {
					let multiplier = Row::of(known.tier).multiplier;
					let points = known.free * 1_000_000 * EraPoints::from(multiplier);
					*known.unseen.entry(self.era).or_default() += points;
				}
			}
		}
		run(1);
		let now = Eras::now();
		if Eras::era() != self.era {
			assert_eq!(Eras::era(), self.era + 1);
			self.providers.values_mut().for_each(|known| known.judge(self.era));
			if let Some((era, _)) = self.closing {
				self.freeze(era);
			}
			self.closing = Some((self.era, now + FreezeAfter::get()));
			self.era += 1;
		} else if let Some((era, _)) = self.closing.filter(|(_, at)| *at <= now) {
			self.freeze(era);
			self.closing = None;
		}
	}

	fn freeze(&mut self, era: EraIndex) {
		let mut total = 0;
		for known in self.providers.values_mut() {
			known.unseen.remove(&era);
			total += known.seen.get(&era).copied().unwrap_or(0);
		}
		let promised: Balance = self
			.frozen
			.values()
			.filter(|frozen| frozen.until >= self.era)
			.map(|frozen| frozen.budget - frozen.paid)
			.sum();
		let budget = EraBudget::get().min(ENDOWMENT - self.paid - promised);
		let budget = if total == 0 { 0 } else { budget };
		let until = era + ClaimEras::get();
		self.frozen.insert(era, Frozen { total, budget, paid: 0, until, worth: BTreeMap::new() });
	}

	/// Somebody looked at `who`: the chain must now say what the model says.
	fn look(&mut self, who: AccountId) {
		let era = self.era;
		let known = self.known(who);
		known.see();
		let standing = standing(who);
		assert_eq!(Eras::tier(&who), Some(known.tier));
		let streak = if known.bad > 0 { Streak::Bad(known.bad) } else { Streak::Good(known.good) };
		assert_eq!(standing.streak, streak);
		assert_eq!((standing.era, standing.touched), (era, Eras::now()));
		assert_eq!((standing.up, standing.open), (known.up, known.open));
		assert_eq!(standing.points, known.seen.get(&era).copied().unwrap_or(0));
		let oldest = Oldest::<Test>::get();
		let on_chain: Vec<_> = earnings(who)
			.iter()
			.filter(|earned| earned.era >= oldest)
			.map(|earned| (earned.era, earned.points))
			.collect();
		let past = known.seen.range(oldest..era).map(|(era, points)| (*era, *points));
		assert_eq!(on_chain, past.filter(|(_, points)| *points > 0).collect::<Vec<_>>());
	}

	fn claim(&mut self, who: AccountId, era: EraIndex) {
		let current = self.era;
		let before = paid();
		let ok = claim(who, era).is_ok();
		let frozen = self.frozen.get_mut(&era).filter(|frozen| frozen.until >= current);
		let known = self.providers.get_mut(&who).unwrap();
		let lost = known.slashed.contains(&era);
		let points = known.seen.get(&era).copied().filter(|points| *points > 0 && !lost);
		let reward = match (frozen, points) {
			(Some(frozen), Some(points)) => {
				let reward = points * frozen.budget / frozen.total;
				assert_eq!(*frozen.worth.entry(points).or_insert(reward), reward);
				frozen.paid += reward;
				assert!(frozen.paid <= frozen.budget);
				reward
			}
			_ => 0,
		};
		assert_eq!(paid() - before, reward);
		assert_eq!(ok, reward > 0);
		self.paid += reward;
		if ok {
			known.see();
			known.seen.remove(&era);
			self.look(who);
		}
	}

	fn promote(&mut self, who: AccountId) {
		let known = self.known(who);
		let earned = Row::of(known.tier).up_after.is_some_and(|needed| known.good >= needed);
		let earned = earned && (Tier::Tier2..=Tier::Tier4).contains(&known.tier);
		assert_eq!(promote(who).is_ok(), earned);
		if earned {
			known.enter(-1);
			self.look(who);
		}
	}

	fn step(&mut self, step: Step) {
		match step {
			Step::Run(blocks) => (0..blocks).for_each(|_| self.block()),
			Step::Attest(who, length) => {
				attest(PROVIDERS[who], length);
				self.look(PROVIDERS[who]);
			}
			Step::Offer(who, capacity, reserved) => {
				offer(PROVIDERS[who], capacity.into(), reserved.into());
				self.known(PROVIDERS[who]).free = capacity.saturating_sub(reserved).into();
				self.look(PROVIDERS[who]);
			}
			Step::Fault(who) => {
				Eras::faulted(&PROVIDERS[who]);
				let era = self.era;
				let known = self.known(PROVIDERS[who]);
				known.see();
				known.seen.remove(&era);
				known.faulted = true;
				self.look(PROVIDERS[who]);
			}
			Step::Accrue(who) => {
				assert_ok!(accrue(PROVIDERS[who]));
				self.look(PROVIDERS[who]);
			}
			Step::Maintain(who, notice, length) => {
				let (who, now) = (PROVIDERS[who], Eras::now());
				let windows = Windows::get().get(&who).cloned().unwrap_or_default();
				if windows.last().is_none_or(|window| window.ends_at <= now) {
					maintain(who, now + notice, now + notice + length);
					self.look(who);
				}
			}
			Step::Claim(who, ago) => self.claim(PROVIDERS[who], self.era.saturating_sub(ago)),
			Step::Promote(who) => self.promote(PROVIDERS[who]),
			Step::SetLength(length) => EraLength::set(length),
			Step::SetBudget(budget) => EraBudget::set(budget.into()),
		}
		assert_ok!(Eras::do_try_state());
	}
}

impl Known {
	fn see(&mut self) {
		for (era, points) in std::mem::take(&mut self.unseen) {
			*self.seen.entry(era).or_default() += points;
		}
		for era in std::mem::take(&mut self.slashed) {
			self.seen.remove(&era);
		}
	}

	/// Go down by so many tiers.
	fn enter(&mut self, down: isize) {
		let place = TABLE.iter().position(|row| row.tier == self.tier).unwrap();
		self.tier = TABLE[place.checked_add_signed(down).unwrap()].tier;
		(self.good, self.bad) = (0, 0);
	}

	/// `era` is over. The first is not judged.
	fn judge(&mut self, era: EraIndex) {
		let (up, open) = (self.up * 100, self.open);
		(self.up, self.open, self.faulted) = (0, 0, false);
		if era == 0 || open == 0 {
			return;
		}
		let row = Row::of(self.tier);
		if up > row.good_above * open {
			(self.good, self.bad) = (self.good + 1, 0);
			let community = self.tier > Tier::Tier4;
			if community && Some(self.good) == row.up_after {
				self.enter(-1);
			}
		} else {
			(self.good, self.bad) = (0, self.bad + 1);
			if row.slashed_below.is_some_and(|slashed| up < slashed * open) {
				self.slashed.insert(era);
			}
			if Some(self.bad) == row.down_after {
				self.enter(1);
			}
		}
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(96))]

	/// Points, uptime, tiers, budgets and rewards are those of a walk over all blocks; what is paid for
	/// an era is at most its budget, whatever the order; and equal points are worth the same.
	#[test]
	fn everything_is_as_if_one_looked_at_every_block(
		tiers in proptest::array::uniform4(0usize..7),
		steps in steps(),
	) {
		ExtBuilder.build_and_execute(|| {
			run(1);
			let providers = PROVIDERS.into_iter().zip(tiers).map(|(who, tier)| {
				let tier = TABLE[tier].tier;
				admit(who, tier);
				offer(who, 3, 0);
				let known = Known {
					tier,
					good: 0,
					bad: 0,
					free: 3,
					up: 0,
					open: 0,
					faulted: false,
					unseen: BTreeMap::new(),
					seen: BTreeMap::new(),
					slashed: BTreeSet::new(),
				};
				(who, known)
			});
			let mut model = Model {
				providers: providers.collect(),
				era: 0,
				closing: None,
				frozen: BTreeMap::new(),
				paid: 0,
			};
			for step in steps {
				model.step(step);
			}
		});
	}
}
