//! The sums that all steps together must come to: what everybody has in the escrow, and how much
//! there is of each token.

use super::{
	model::{Flow, Lease, Order},
	TOKENS,
};
use crate::{configs::escrow::Funds, AccountId, Balance, Fees, Runtime};
use alloc::collections::BTreeMap;
use frame_support::{traits::fungibles::Inspect, DefaultNoBound};
use proptest::{prop_assert_eq, test_runner::TestCaseResult};
use spheron_primitives::{traits::FeeSink, Footprint, Token};

/// An account's place in a token.
type Place = (AccountId, Token);

/// A wallet: all its funds, what of them is locked, and what runs on it.
type Wallet = (Balance, Balance, Footprint);

/// Amounts, by whatever; none is zero.
#[derive(Clone, Debug, DefaultNoBound)]
struct Sums<K>(BTreeMap<K, Balance>);

impl<K: Ord + Clone> Sums<K> {
	fn add(&mut self, to: &K, amount: Balance) {
		if amount > 0 {
			*self.0.entry(to.clone()).or_default() += amount;
		}
	}

	fn take(&mut self, from: &K, amount: Balance) {
		let left = self.get(from).checked_sub(amount).expect("there is as much");
		self.0.remove(from);
		self.add(from, left);
	}

	fn get(&self, of: &K) -> Balance {
		self.0.get(of).copied().unwrap_or_default()
	}
}

/// The sums.
#[derive(Clone, Debug)]
pub struct Ledger {
	/// Unlocked and locked together.
	wallets: Sums<Place>,
	earnings: Sums<Place>,
	/// Owed to the fee routes out of the escrow's accounts.
	owed: Sums<Token>,
	issuance: Sums<Token>,
}

impl Ledger {
	/// The sums of a chain on which nothing was deposited yet.
	pub fn new() -> Self {
		let issuance = TOKENS.map(|token| (token.clone(), Funds::total_issuance(token)));
		Self {
			wallets: Sums::default(),
			earnings: Sums::default(),
			owed: Sums::default(),
			issuance: Sums(issuance.into()),
		}
	}

	/// Tokens came into a wallet.
	pub fn deposit(&mut self, to: &AccountId, token: &Token, amount: Balance) {
		self.wallets.add(&(to.clone(), token.clone()), amount);
	}

	/// Tokens left a wallet.
	pub fn withdraw(&mut self, from: &AccountId, token: &Token, amount: Balance) {
		self.wallets.take(&(from.clone(), token.clone()), amount);
	}

	/// `lease` paid.
	pub fn pay(&mut self, lease: &Lease, flow: Flow) {
		self.withdraw(&lease.tenant, &lease.token, flow.total());
		self.earnings.add(&(lease.provider.clone(), lease.token.clone()), flow.earned);
		self.owed.add(&lease.token, flow.fees);
	}

	/// A provider withdrew all it had earned; how much that was.
	pub fn withdraw_earnings(&mut self, provider: &AccountId, token: &Token) -> Balance {
		self.earnings.0.remove(&(provider.clone(), token.clone())).unwrap_or_default()
	}

	/// Fees left the escrow.
	pub fn flush(&mut self, token: &Token, amount: Balance) {
		self.owed.take(token, amount);
	}

	/// Tokens ceased to exist.
	pub fn burn(&mut self, token: &Token, amount: Balance) {
		self.issuance.take(token, amount);
	}

	/// Every sum on the chain is what it is here; of every wallet just so much is locked, and runs on
	/// it, as its live `orders` and `leases` say (E2, E5, E7).
	pub fn check<'a>(
		&self,
		orders: impl Iterator<Item = &'a Order>,
		leases: impl Iterator<Item = &'a Lease>,
	) -> TestCaseResult {
		prop_assert_eq!(wallets(), self.expected_wallets(orders, leases));
		let earnings = pallet_escrow::Earnings::<Runtime>::iter()
			.map(|(who, token, amount)| ((who, token), amount))
			.collect::<BTreeMap<_, _>>();
		prop_assert_eq!(&earnings, &self.earnings.0);
		for token in TOKENS {
			prop_assert_eq!(Fees::owed(&token), self.owed.get(&token));
			prop_assert_eq!(Funds::total_issuance(token.clone()), self.issuance.get(&token));
		}
		Ok(())
	}

	fn expected_wallets<'a>(
		&self,
		orders: impl Iterator<Item = &'a Order>,
		leases: impl Iterator<Item = &'a Lease>,
	) -> BTreeMap<Place, Wallet> {
		let mut wallets: BTreeMap<Place, Wallet> = self
			.wallets
			.0
			.iter()
			.map(|(place, total)| (place.clone(), (*total, 0, Footprint::default())))
			.collect();
		let mut occupy = |place, lock, footprint| {
			let (_, locked, used) = wallets.entry(place).or_default();
			*locked += lock;
			*used = used.checked_add(footprint).unwrap();
		};
		for order in orders {
			occupy((order.tenant.clone(), order.token.clone()), order.lock(), &order.footprint);
		}
		for lease in leases.filter(|lease| lease.is_funded()) {
			occupy((lease.tenant.clone(), lease.token.clone()), lease.lock(), &lease.footprint);
		}
		wallets
	}
}

/// The wallets of the chain.
fn wallets() -> BTreeMap<Place, Wallet> {
	pallet_escrow::Wallets::<Runtime>::iter()
		.map(|(who, token, wallet)| {
			let pallet_escrow::Wallet { unlocked, locked, used } = wallet;
			((who, token), (unlocked + locked, locked, used))
		})
		.collect()
}
