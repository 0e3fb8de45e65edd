//! What should become of it.

use super::{
	steps::{footprint, sized, Step},
	PEOPLE, PROVIDERS,
};
use crate::mock::*;
use frame_support::traits::fungibles::Inspect as _;
use spheron_primitives::{traits::FeeSink, Balance, Token};
use std::collections::BTreeMap;

/// A wallet, of which only vCPUs are used.
#[derive(Clone, Copy, Default, PartialEq)]
struct Purse {
	unlocked: Balance,
	locked: Balance,
	millis: u64,
}

impl Purse {
	fn total(&self) -> Balance {
		self.unlocked + self.locked
	}
}

/// The books of one token, and what people own outside.
pub struct Books {
	token: Token,
	outside: BTreeMap<AccountId, Balance>,
	purses: [Purse; PEOPLE.len()],
	earnings: [Balance; PROVIDERS.len()],
	owed: Balance,
	/// What lies free in the escrow's account: the float and gifts.
	free: Balance,
	/// All there is of the token.
	pub issuance: Balance,
	listed: bool,
	min_deposit: Balance,
	/// The price of a whole token, in cents.
	cents: u128,
}

impl Books {
	pub fn open(token: Token) -> Self {
		let everybody = PEOPLE.into_iter().chain([FOUNDATION, PROXY, OTHER_PROXY]);
		Self {
			outside: everybody.map(|who| (who.clone(), free(&who, &token))).collect(),
			purses: Default::default(),
			earnings: Default::default(),
			owed: 0,
			free: free(&escrow(&token), &token),
			issuance: Funds::total_issuance(token.clone()),
			listed: true,
			min_deposit: min_deposit(&token),
			cents: 100,
			token,
		}
	}

	fn outside(&mut self, who: &AccountId) -> &mut Balance {
		self.outside.get_mut(who).unwrap()
	}

	/// Carry out the step if it is allowed; whether it is.
	pub fn apply(&mut self, step: &Step) -> bool {
		self.try_apply(step).is_some()
	}

	fn try_apply(&mut self, step: &Step) -> Option<()> {
		let token = self.token.clone();
		let sized = |amount| sized(&token, amount);
		match *step {
			Step::Deposit { from, to, amount } => self.deposit(from, to, sized(amount)),
			Step::Withdraw { who, amount } => self.withdraw(who, sized(amount)),
			Step::WithdrawAll { who } => self.withdraw(who, self.purses[who].unlocked),
			Step::Transfer { from, to, amount } => self.transfer(from, to, sized(amount)),
			Step::Lock { who, amount } => {
				let purse = &mut self.purses[who];
				purse.unlocked = purse.unlocked.checked_sub(sized(amount))?;
				purse.locked += sized(amount);
				Some(())
			}
			Step::Unlock { who, amount } => {
				let purse = &mut self.purses[who];
				purse.locked = purse.locked.checked_sub(sized(amount))?;
				purse.unlocked += sized(amount);
				Some(())
			}
			Step::Occupy { who, millis } => {
				let purse = self.purses[who];
				self.purses[who] = self.running(purse, millis)?;
				Some(())
			}
			Step::Vacate { who, millis } => {
				let purse = &mut self.purses[who];
				purse.millis = purse.millis.checked_sub(millis)?;
				Some(())
			}
			Step::HandOver { from, to, amount, millis } => {
				self.hand_over(from, to, sized(amount), millis)
			}
			Step::Pay { who, provider, earned, fee } => {
				let purse = &mut self.purses[who];
				purse.locked = purse.locked.checked_sub(sized(earned) + sized(fee))?;
				self.earnings[provider] += sized(earned);
				self.owed += sized(fee);
				Some(())
			}
			Step::WithdrawEarnings { provider } => self.withdraw_earnings(provider),
			Step::Flush { amount } => {
				self.owed = self.owed.checked_sub(sized(amount))?;
				*self.outside(&FOUNDATION) += sized(amount);
				Some(())
			}
			Step::Burn { amount } => {
				self.owed = self.owed.checked_sub(sized(amount))?;
				self.issuance -= sized(amount);
				Some(())
			}
			Step::Gift { from, amount } => {
				*self.outside(&PEOPLE[from]) -= sized(amount);
				self.free += sized(amount);
				Some(())
			}
			Step::List { min_deposit } => {
				(!self.listed).then_some(())?;
				self.set_min_deposit(sized(min_deposit))?;
				self.listed = true;
				Some(())
			}
			Step::Delist => std::mem::take(&mut self.listed).then_some(()),
			Step::SetMinDeposit { min_deposit } => {
				self.listed.then_some(())?;
				self.set_min_deposit(sized(min_deposit))
			}
			Step::Price { cents } => {
				self.cents = cents;
				Some(())
			}
		}
	}

	fn deposit(&mut self, from: usize, to: usize, amount: Balance) -> Option<()> {
		(self.listed && amount >= self.min_deposit).then_some(())?;
		*self.outside(&PEOPLE[from]) -= amount;
		self.purses[to].unlocked += amount;
		Some(())
	}

	fn withdraw(&mut self, who: usize, amount: Balance) -> Option<()> {
		let purse = &mut self.purses[who];
		(0 < amount && amount <= purse.unlocked).then_some(())?;
		let total = purse.total() - amount;
		let taken = if total < self.min_deposit { purse.unlocked } else { amount };
		purse.unlocked -= taken;
		*self.outside(&PEOPLE[who]) += taken;
		Some(())
	}

	fn transfer(&mut self, from: usize, to: usize, amount: Balance) -> Option<()> {
		let is_new = self.purses[to] == Purse::default();
		(from != to && (!is_new || amount >= self.min_deposit)).then_some(())?;
		let mut purse = self.purses[from];
		purse.unlocked = purse.unlocked.checked_sub(amount)?;
		let no_dust = purse.unlocked == 0 || purse.total() >= self.min_deposit;
		(amount > 0 && no_dust).then_some(())?;
		self.purses[from] = purse;
		self.purses[to].unlocked += amount;
		Some(())
	}

	/// The purse with so many more vCPUs, if it is worth 15 US dollars for every 8 of them.
	fn running(&self, mut purse: Purse, more: u64) -> Option<Purse> {
		purse.millis += more;
		let value = purse.total() * self.cents * 10_000 / unit(&self.token);
		let need = u128::from(purse.millis) * 1_875;
		(more == 0 || need <= value).then_some(purse)
	}

	fn hand_over(&mut self, from: usize, to: usize, amount: Balance, millis: u64) -> Option<()> {
		let (mut giver, mut taker) = (self.purses[from], self.purses[to]);
		giver.locked = giver.locked.checked_sub(amount)?;
		giver.millis = giver.millis.checked_sub(millis)?;
		taker.locked += amount;
		self.purses[to] = self.running(taker, millis)?;
		self.purses[from] = giver;
		Some(())
	}

	fn withdraw_earnings(&mut self, provider: usize) -> Option<()> {
		let (earned, proxy) = (self.earnings[provider], &PROVIDERS[provider].1);
		let is_enough = earned >= Funds::minimum_balance(self.token.clone());
		let can_own = self.token != GOLD || System::account_exists(proxy);
		let can_receive = *self.outside(proxy) > 0 || (is_enough && can_own);
		(earned > 0 && can_receive).then_some(())?;
		self.earnings[provider] = 0;
		*self.outside(proxy) += earned;
		Some(())
	}

	fn set_min_deposit(&mut self, min_deposit: Balance) -> Option<()> {
		(min_deposit >= Funds::minimum_balance(self.token.clone())).then_some(())?;
		self.min_deposit = min_deposit;
		Some(())
	}

	/// Whether the chain agrees.
	pub fn check(&self) {
		let token = &self.token;
		for (who, amount) in &self.outside {
			assert_eq!(free(who, token), *amount);
		}
		for (who, purse) in PEOPLE.iter().zip(self.purses) {
			assert_eq!(wallet(who, token), (purse.unlocked, purse.locked));
			assert_eq!(used(who, token), footprint(purse.millis));
		}
		for ((provider, _), earned) in PROVIDERS.iter().zip(self.earnings) {
			assert_eq!(earnings(provider, token), earned);
		}
		assert_eq!(FakeFees::owed(token), self.owed);
		let in_wallets: Balance = self.purses.iter().map(Purse::total).sum();
		let earned: Balance = self.earnings.iter().sum();
		assert_eq!(held(token), in_wallets + earned + self.owed);
		assert_eq!(free(&escrow(token), token), self.free);
	}
}
