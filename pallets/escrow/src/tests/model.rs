//! Random sequences of everything, against a model of a few lines (I1, I2).

use crate::mock::*;
use frame_support::{assert_storage_noop, traits::fungibles::Inspect as _};
use proptest::{collection::vec, prelude::*};
use spheron_primitives::{
	traits::{Escrow as _, FeeSink},
	Balance, FeeKind, Payment, Token,
};
use std::collections::BTreeMap;

const PEOPLE: [AccountId; 3] = [ALICE, BOB, CHARLIE];
const PROVIDERS: [(AccountId, AccountId); 2] = [(PROVIDER, PROXY), (OTHER_PROVIDER, OTHER_PROXY)];
const KIND: FeeKind = FeeKind::User;

/// One step; accounts, tokens and providers by index, amounts in thousandths of a whole token.
#[derive(Clone, Debug)]
enum Step {
	Deposit { from: usize, to: usize, amount: u128 },
	Withdraw { who: usize, amount: u128 },
	Lock { who: usize, amount: u128 },
	Unlock { who: usize, amount: u128 },
	Pay { who: usize, provider: usize, earned: u128, fee: u128 },
	WithdrawEarnings { provider: usize },
	Flush { amount: u128 },
	Gift { from: usize, amount: u128 },
}

fn steps() -> impl Strategy<Value = Vec<(usize, Step)>> {
	let (who, provider, amount) = (0..PEOPLE.len(), 0..PROVIDERS.len(), 0u128..3_000);
	let step = prop_oneof![
		3 => (who.clone(), who.clone(), amount.clone())
			.prop_map(|(from, to, amount)| Step::Deposit { from, to, amount }),
		2 => (who.clone(), amount.clone()).prop_map(|(who, amount)| Step::Withdraw { who, amount }),
		3 => (who.clone(), amount.clone()).prop_map(|(who, amount)| Step::Lock { who, amount }),
		2 => (who.clone(), amount.clone()).prop_map(|(who, amount)| Step::Unlock { who, amount }),
		3 => (who.clone(), provider.clone(), 0u128..1_500, 0u128..500)
			.prop_map(|(who, provider, earned, fee)| Step::Pay { who, provider, earned, fee }),
		1 => provider.prop_map(|provider| Step::WithdrawEarnings { provider }),
		1 => (0u128..500).prop_map(|amount| Step::Flush { amount }),
		1 => (who, 0u128..10).prop_map(|(from, amount)| Step::Gift { from, amount }),
	];
	vec((0..TOKENS.len(), step), 1..60)
}

/// The books of one token, and what people own outside.
#[derive(Default)]
struct Books {
	outside: BTreeMap<AccountId, Balance>,
	wallets: BTreeMap<AccountId, (Balance, Balance)>,
	earnings: BTreeMap<AccountId, Balance>,
	owed: Balance,
	given: Balance,
}

impl Books {
	fn open(token: &Token) -> Self {
		let everybody = PEOPLE.into_iter().chain([FOUNDATION, PROXY, OTHER_PROXY]);
		let outside = everybody.map(|who| (who.clone(), free(&who, token))).collect();
		Self { outside, ..Default::default() }
	}

	fn outside(&mut self, who: &AccountId) -> &mut Balance {
		self.outside.get_mut(who).unwrap()
	}

	/// Whether the step is allowed; then also carry it out.
	fn apply(&mut self, token: &Token, step: &Step) -> bool {
		let sized = |amount: u128| amount * unit(token) / 1_000;
		match *step {
			Step::Deposit { from, to, amount } => {
				let amount = sized(amount);
				if amount < min_deposit(token) {
					return false;
				}
				*self.outside(&PEOPLE[from]) -= amount;
				self.wallets.entry(PEOPLE[to].clone()).or_default().0 += amount;
			}
			Step::Withdraw { who, amount } => {
				let (who, amount) = (&PEOPLE[who], sized(amount));
				let wallet = self.wallets.entry(who.clone()).or_default();
				if amount == 0 || wallet.0 < amount {
					return false;
				}
				wallet.0 -= amount;
				*self.outside(who) += amount;
			}
			Step::Lock { who, amount } => {
				let wallet = self.wallets.entry(PEOPLE[who].clone()).or_default();
				let Some(rest) = wallet.0.checked_sub(sized(amount)) else { return false };
				*wallet = (rest, wallet.1 + sized(amount));
			}
			Step::Unlock { who, amount } => {
				let wallet = self.wallets.entry(PEOPLE[who].clone()).or_default();
				let Some(rest) = wallet.1.checked_sub(sized(amount)) else { return false };
				*wallet = (wallet.0 + sized(amount), rest);
			}
			Step::Pay { who, provider, earned, fee } => {
				let wallet = self.wallets.entry(PEOPLE[who].clone()).or_default();
				let total = sized(earned) + sized(fee);
				let Some(rest) = wallet.1.checked_sub(total) else { return false };
				wallet.1 = rest;
				*self.earnings.entry(PROVIDERS[provider].0.clone()).or_default() += sized(earned);
				self.owed += sized(fee);
			}
			Step::WithdrawEarnings { provider } => {
				let (provider, proxy) = &PROVIDERS[provider];
				let earned = self.earnings.get(provider).copied().unwrap_or_default();
				let min = Funds::minimum_balance(token.clone());
				let refused = *self.outside(proxy) == 0
					&& (earned < min || (*token == GOLD && !System::account_exists(proxy)));
				if earned == 0 || refused {
					return false;
				}
				self.earnings.remove(provider);
				*self.outside(proxy) += earned;
			}
			Step::Flush { amount } => {
				let Some(rest) = self.owed.checked_sub(sized(amount)) else { return false };
				self.owed = rest;
				*self.outside(&FOUNDATION) += sized(amount);
			}
			Step::Gift { from, amount } => {
				*self.outside(&PEOPLE[from]) -= sized(amount);
				self.given += sized(amount);
			}
		}
		true
	}

	fn check(&self, token: &Token, float: Balance) {
		for (who, amount) in &self.outside {
			assert_eq!(free(who, token), *amount);
		}
		for (who, parts) in &self.wallets {
			assert_eq!(wallet(who, token), *parts);
		}
		for (provider, _) in &PROVIDERS {
			let expected = self.earnings.get(provider).copied().unwrap_or_default();
			assert_eq!(earnings(provider, token), expected);
		}
		assert_eq!(FakeFees::owed(token), self.owed);
		let in_wallets: Balance = self.wallets.values().map(|(free, locked)| free + locked).sum();
		let earned: Balance = self.earnings.values().sum();
		assert_eq!(held(token), in_wallets + earned + self.owed);
		assert_eq!(free(&escrow(token), token), float + self.given);
	}
}

/// The same step on the chain; whether it was allowed.
fn carry_out(token: &Token, step: &Step) -> bool {
	let sized = |amount: u128| amount * unit(token) / 1_000;
	let signed = |who: usize| RuntimeOrigin::signed(PEOPLE[who].clone());
	match *step {
		Step::Deposit { from, to, amount } if from == to => {
			Escrow::deposit(signed(from), token.clone(), sized(amount))
		}
		Step::Deposit { from, to, amount } => {
			let to = PEOPLE[to].clone();
			Escrow::deposit_for(signed(from), token.clone(), to, sized(amount))
		}
		Step::Withdraw { who, amount } => {
			Escrow::withdraw(signed(who), token.clone(), sized(amount))
		}
		Step::Lock { who, amount } => Escrow::lock(&PEOPLE[who], token, sized(amount)),
		Step::Unlock { who, amount } => Escrow::unlock(&PEOPLE[who], token, sized(amount)),
		Step::Pay { who, provider, earned, fee } => Escrow::pay(&Payment {
			payer: PEOPLE[who].clone(),
			token: token.clone(),
			earned: Some((PROVIDERS[provider].0.clone(), sized(earned))),
			fees: std::vec![(KIND, sized(fee))],
		}),
		Step::WithdrawEarnings { provider } => {
			let provider = PROVIDERS[provider].0.clone();
			Escrow::withdraw_earnings(RuntimeOrigin::signed(MALLORY), provider, token.clone())
		}
		Step::Flush { amount } if FakeFees::owed(token) < sized(amount) => return false,
		Step::Flush { amount } => flush(KIND, token, &FOUNDATION, sized(amount)),
		Step::Gift { from, amount } => match token {
			Token::Native => {
				Balances::transfer_keep_alive(signed(from), escrow(token), sized(amount))
			}
			Token::WithId(id) => {
				Assets::transfer_keep_alive(signed(from), *id, escrow(token), sized(amount))
			}
		},
	}
	.is_ok()
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(96))]

	#[test]
	fn the_books_agree_with_the_model_after_every_step(steps in steps()) {
		ExtBuilder::default().build_and_execute(|| {
			let mut books: Vec<_> = TOKENS
				.iter()
				.map(|token| (Books::open(token), Funds::total_issuance(token.clone())))
				.collect();
			let floats: Vec<_> = TOKENS.iter().map(|token| free(&escrow(token), token)).collect();
			for (at, step) in steps {
				let (token, (books, issuance)) = (&TOKENS[at], &mut books[at]);
				if books.apply(token, &step) {
					assert!(carry_out(token, &step), "refused: {step:?}");
				} else {
					assert_storage_noop!(assert!(!carry_out(token, &step), "allowed: {step:?}"));
				}
				books.check(token, floats[at]);
				assert_eq!(Funds::total_issuance(token.clone()), *issuance);
				Escrow::do_try_state().unwrap();
			}
		});
	}
}
