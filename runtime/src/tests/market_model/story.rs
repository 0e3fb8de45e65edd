//! The chain and the model of the market, side by side.

use super::{
	acts::Answer,
	compare::compare,
	model::{Item, Market},
	providers::{Offer, Provider, Stake, Standing},
	steps::{Step, TENANTS},
	PROVIDERS, START,
};
use crate::{
	books,
	tests::reference::{ledger::Ledger, sequences::Play, TOKENS},
	Eras, Runtime,
};
use alloc::collections::{BTreeMap, BTreeSet};
use codec::Encode;
use pallet_leases::DeadlineItem;
use proptest::{
	prop_assert, prop_assert_eq,
	test_runner::{TestCaseError, TestCaseResult},
};
use spheron_primitives::{traits::OpenBlocks, LeaseId};

/// The pallets' own invariants are looked at after every so many steps, and at the end.
const CHECK_EVERY: u32 = 10;

/// The chain and the model of it.
pub struct Story {
	pub(super) market: Market,
	steps: u32,
	/// How often something was refused for what reason, and ended how.
	pub(super) seen: BTreeMap<String, u32>,
}

/// The order of what is due in the same block: that of the hashes in the map of deadlines.
fn turn(item: &Item) -> [u8; 16] {
	let item = match item {
		Item::Lease(id) => DeadlineItem::Lease(LeaseId(*id)),
		Item::Provider(who) => DeadlineItem::Provider(who.clone()),
	};
	item.using_encoded(sp_io::hashing::blake2_128)
}

impl Story {
	/// On a chain of providers, on which nobody has deposited yet.
	pub fn begin() -> Self {
		let era = pallet_eras::CurrentEra::<Runtime>::get();
		let providers = PROVIDERS.into_iter().zip(START).map(|(who, start)| {
			let (tier, region, disk, tokens, capacity, spare) = start;
			let active = capacity.stake() + spare;
			let tokens = TOKENS.into_iter().take(tokens).collect();
			let provider = Provider {
				tier,
				offer: Offer { region, disk, tokens },
				capacity,
				standing: Standing::Active,
				stake: Stake { active, ..Stake::default() },
				slashes: Vec::new(),
				faults: (0, 0),
				drain: None,
				record: (0, 0),
			};
			(who.to_account_id(), provider)
		});
		let market = Market {
			now: Eras::now(),
			era: era.index,
			era_began: era.started,
			ledger: Ledger::new(),
			orders: BTreeMap::new(),
			ended_orders: BTreeMap::new(),
			leases: BTreeMap::new(),
			providers: providers.collect(),
			window: 2,
			kept: 8,
			cents: 50,
			fed: Eras::now(),
			next_order: 0,
			next_lease: 0,
			turn,
		};
		Self { market, steps: 0, seen: BTreeMap::new() }
	}

	/// What has ended, by its number, and how.
	fn ended(&self) -> BTreeSet<(&'static str, u64, String)> {
		let Market { leases, ended_orders, .. } = &self.market;
		let orders = ended_orders.iter().map(|(id, (end, _))| ("order", *id, format!("{end:?}")));
		let leases = leases.iter().filter_map(|(id, lease)| {
			lease.ended.map(|(_, why)| ("lease", *id, format!("{why:?}")))
		});
		orders.chain(leases).collect()
	}

	fn check(&mut self) -> TestCaseResult {
		compare(&self.market)?;
		self.steps += 1;
		if self.steps.is_multiple_of(CHECK_EVERY) {
			prop_assert_eq!(books::check(), vec![]);
		}
		Ok(())
	}
}

impl Play<Step> for Story {
	fn take(&mut self, step: &Step) -> Result<bool, TestCaseError> {
		let ended = self.ended();
		let answer = self.act(step)?;
		self.check()?;
		let ended = self.ended().into_iter().filter(|end| !ended.contains(end));
		let ended = ended.map(|(_, _, end)| end).collect::<Vec<_>>();
		let refused = match answer {
			Answer::Done => None,
			Answer::Refused(reason) => Some(reason.into()),
		};
		for what in ended.into_iter().chain(refused) {
			*self.seen.entry(what).or_default() += 1;
		}
		Ok(answer == Answer::Done)
	}

	/// Everything ends, and everybody has back what is theirs.
	fn wind_up(&mut self) -> TestCaseResult {
		let close = Step::CloseByTenant { lease: super::steps::NEWEST };
		while !self.market.orders.is_empty() || self.market.leases.values().any(|it| it.is_live()) {
			if self.market.leases.values().any(|lease| lease.is_live()) {
				prop_assert!(self.take(&close)?, "a tenant can close");
			} else {
				self.take(&Step::Pass { blocks: 1, late: true })?;
			}
		}
		self.take(&Step::Pass { blocks: 151, late: true })?;
		for who in self.market.providers.keys() {
			prop_assert!(self.market.reserved(who).is_nothing());
		}
		for who in 0..TENANTS {
			for token in 0..TOKENS.len() {
				self.take(&Step::Withdraw { who, token, part: u8::MAX })?;
			}
		}
		prop_assert_eq!(pallet_escrow::Wallets::<Runtime>::iter().count(), 0);
		prop_assert_eq!(books::check(), vec![]);
		Ok(())
	}
}
