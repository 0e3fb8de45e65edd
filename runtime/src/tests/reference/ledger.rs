//! The sums that all steps together must come to: what everybody has in the escrow, and how much
//! there is of each token.

use super::TOKENS;
use crate::{configs::escrow::Funds, AccountId, Balance, Fees, Runtime};
use alloc::collections::BTreeMap;
use frame_support::{traits::fungibles::Inspect, DefaultNoBound};
use proptest::{prop_assert_eq, test_runner::TestCaseResult};
use spheron_primitives::{traits::FeeSink, Footprint, Token};

/// An account's place in a token.
pub type Place = (AccountId, Token);

/// A wallet: all its funds, what of them is locked, and what runs on it.
type Wallet = (Balance, Balance, Footprint);

/// What moves from a lease at a settlement.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Flow {
	/// To the provider's earnings.
	pub earned: Balance,
	/// To the fee routes.
	pub fees: Balance,
}

impl Flow {
	/// Out of the tenant's wallet.
	pub fn total(&self) -> Balance {
		self.earned + self.fees
	}
}

/// Between whom it moves.
#[derive(Clone, Debug)]
pub struct Parties {
	/// Who pays.
	pub tenant: AccountId,
	/// Who earns.
	pub provider: AccountId,
	/// In what.
	pub token: Token,
}

/// What an order or a lease takes of a wallet.
#[derive(Clone, Debug)]
pub struct Use {
	/// The wallet.
	pub place: Place,
	/// What it locks.
	pub lock: Balance,
	/// What it counts for.
	pub footprint: Footprint,
}

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

	/// All that a wallet has, unlocked and locked.
	pub fn funds(&self, who: &AccountId, token: &Token) -> Balance {
		self.wallets.get(&(who.clone(), token.clone()))
	}

	/// Tokens came into a wallet.
	pub fn deposit(&mut self, to: &AccountId, token: &Token, amount: Balance) {
		self.wallets.add(&(to.clone(), token.clone()), amount);
	}

	/// Tokens left a wallet.
	pub fn withdraw(&mut self, from: &AccountId, token: &Token, amount: Balance) {
		self.wallets.take(&(from.clone(), token.clone()), amount);
	}

	/// The tenant of a lease paid.
	pub fn pay(&mut self, between: &Parties, flow: Flow) {
		let Parties { tenant, provider, token } = between;
		self.withdraw(tenant, token, flow.total());
		self.earnings.add(&(provider.clone(), token.clone()), flow.earned);
		self.owed.add(token, flow.fees);
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
	/// it, as its live orders and leases `use` (E2, E5, E7).
	pub fn check(&self, uses: impl Iterator<Item = Use>) -> TestCaseResult {
		prop_assert_eq!(wallets(), self.expected_wallets(uses));
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

	fn expected_wallets(&self, uses: impl Iterator<Item = Use>) -> BTreeMap<Place, Wallet> {
		let mut wallets: BTreeMap<Place, Wallet> = self
			.wallets
			.0
			.iter()
			.map(|(place, total)| (place.clone(), (*total, 0, Footprint::default())))
			.collect();
		for Use { place, lock, footprint } in uses {
			let (_, locked, used) = wallets.entry(place).or_default();
			*locked += lock;
			*used = used.checked_add(&footprint).unwrap();
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
