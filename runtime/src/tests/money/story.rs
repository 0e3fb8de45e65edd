//! The chain and the model of it, side by side.

use super::{
	model::{Lease, Order, Stage},
	steps::{Step, TENANTS},
};
use crate::{
	books,
	tests::reference::{
		arithmetic::{Rates, Totals},
		ledger::Ledger,
		sequences::Play,
		TOKENS,
	},
	Eras, Escrow, Fees, Leases, Orders, Runtime,
};
use alloc::collections::BTreeMap;
use pallet_leases::{LeaseOf, LeaseState};
use proptest::{
	prop_assert, prop_assert_eq,
	test_runner::{TestCaseError, TestCaseResult},
};
use sp_runtime::TryRuntimeError;
use spheron_primitives::{traits::OpenBlocks, LeaseId, OrderId, Token};

/// The chain and the model of it.
pub struct Story {
	pub(super) ledger: Ledger,
	pub(super) orders: BTreeMap<OrderId, Order>,
	pub(super) leases: BTreeMap<LeaseId, Lease>,
	/// The rates that tokens have of their own.
	pub(super) rates: BTreeMap<Token, Rates>,
}

impl Story {
	/// On a chain on which nobody has deposited yet.
	pub fn begin() -> Self {
		Self {
			ledger: Ledger::new(),
			orders: BTreeMap::new(),
			leases: BTreeMap::new(),
			rates: BTreeMap::new(),
		}
	}

	/// Learns which leases were opened, and compares all of them. Any step may settle a lease, if it
	/// does so rightly (E8).
	fn follow(&mut self) -> TestCaseResult {
		let now = Eras::now();
		for (id, chain) in pallet_leases::Leases::<Runtime>::iter() {
			let order = &self.orders[&chain.order];
			prop_assert!(self.leases.contains_key(&id) || chain.meter.price <= order.max_price);
			let lease = self.leases.entry(id).or_insert_with(|| {
				Lease::new(order, chain.provider.clone(), chain.meter.price, now)
			});
			let paid = Totals::from(chain.paid);
			if paid != lease.paid {
				prop_assert_eq!(paid, lease.totals_at(now));
				let flow = lease.pay(paid);
				self.ledger.pay(&lease.parties(), flow);
			}
			compare(&chain, lease)?;
		}
		Ok(())
	}

	/// The invariants of the pallets that have to do with money, and every sum (I1–I4, I8).
	fn check(&self) -> TestCaseResult {
		type Check = fn() -> Result<(), TryRuntimeError>;
		let checks: [Check; 4] =
			[Escrow::do_try_state, Fees::do_try_state, Leases::do_try_state, Orders::do_try_state];
		for check in checks {
			check().map_err(|error| TestCaseError::fail(format!("{error:?}")))?;
		}
		let mut live = Vec::new();
		for (id, chain) in pallet_orders::Orders::<Runtime>::iter() {
			let order = &self.orders[&id];
			prop_assert_eq!(chain.locked, order.lock());
			live.push(order);
		}
		let leases = self.leases.values().filter_map(Lease::uses);
		self.ledger.check(live.into_iter().map(Order::uses).chain(leases))
	}
}

impl Play<Step> for Story {
	fn take(&mut self, step: &Step) -> Result<bool, TestCaseError> {
		let done = self.act(step)?;
		self.follow()?;
		self.check()?;
		Ok(done)
	}

	/// Ends everything and pays everybody out: nothing is in the way of any tenant's money. Earnings
	/// and fees may be too little to be received.
	fn wind_up(&mut self) -> TestCaseResult {
		for _ in 0..2 {
			while self.leases.values().any(|lease| !lease.has_ended()) {
				prop_assert!(self.take(&Step::CloseByTenant { lease: 0 })?, "a tenant can close");
			}
			self.take(&Step::Pass { blocks: 4 })?;
		}
		for who in 0..TENANTS {
			for token in 0..TOKENS.len() {
				self.take(&Step::Withdraw { who, token, part: u8::MAX })?;
			}
		}
		prop_assert_eq!(pallet_escrow::Wallets::<Runtime>::iter().count(), 0);
		for nth in 0..4 {
			self.take(&Step::WithdrawEarnings { nth })?;
			self.take(&Step::Flush { nth })?;
		}
		prop_assert_eq!(books::check(), vec![]);
		Ok(())
	}
}

/// Whether the lease is on the chain what it is in the model.
fn compare(chain: &LeaseOf<Runtime>, lease: &Lease) -> TestCaseResult {
	prop_assert_eq!(stage(chain), lease.stage);
	prop_assert_eq!(
		(&chain.tenant, &chain.provider, &chain.token, Rates::from(chain.rates)),
		(&lease.tenant, &lease.provider, &lease.token, lease.rates)
	);
	prop_assert_eq!((chain.footprint, chain.locked), (lease.footprint, lease.lock()));
	prop_assert!(chain.state != LeaseState::Active || chain.funds_low == lease.told);
	Ok(())
}

fn stage(lease: &LeaseOf<Runtime>) -> Stage {
	match lease.state {
		LeaseState::Reserving => Stage::Reserving(lease.opened),
		LeaseState::Ready { since } => Stage::Ready(since),
		LeaseState::Active | LeaseState::Updating => Stage::Active,
		LeaseState::Closing { reason } | LeaseState::Closed { reason } => {
			Stage::Ended(lease.ended.unwrap_or_default(), reason)
		}
	}
}
