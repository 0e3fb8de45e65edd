//! What can happen, and how it happens on the chain.

use super::{PEOPLE, PROVIDERS};
use crate::mock::*;
use proptest::{collection::vec, prelude::*};
use spheron_primitives::{
	traits::{Escrow as _, FeeSink},
	Balance, FeeKind, Footprint, Payment, Token,
};

const KIND: FeeKind = FeeKind::User;

/// One step; accounts and providers by index, amounts in thousandths of a whole token, uses in
/// thousandths of a vCPU.
#[derive(Clone, Debug)]
pub enum Step {
	Deposit { from: usize, to: usize, amount: u128 },
	Withdraw { who: usize, amount: u128 },
	WithdrawAll { who: usize },
	Transfer { from: usize, to: usize, amount: u128 },
	Lock { who: usize, amount: u128 },
	Unlock { who: usize, amount: u128 },
	Occupy { who: usize, millis: u64 },
	Vacate { who: usize, millis: u64 },
	HandOver { from: usize, to: usize, amount: u128, millis: u64 },
	Pay { who: usize, provider: usize, earned: u128, fee: u128 },
	WithdrawEarnings { provider: usize },
	Flush { amount: u128 },
	Burn { amount: u128 },
	Gift { from: usize, amount: u128 },
	List { min_deposit: u128 },
	Delist,
	SetMinDeposit { min_deposit: u128 },
	Price { cents: u128 },
}

/// Sequences of steps, each with the index of its token.
pub fn sequences() -> impl Strategy<Value = Vec<(usize, Step)>> {
	vec((0..TOKENS.len(), prop_oneof![6 => users(), 4 => market(), 1 => council()]), 1..80)
}

fn who() -> std::ops::Range<usize> {
	0..PEOPLE.len()
}

fn amount() -> std::ops::Range<u128> {
	0..3_000
}

fn users() -> impl Strategy<Value = Step> {
	prop_oneof![
		4 => (who(), who(), amount())
			.prop_map(|(from, to, amount)| Step::Deposit { from, to, amount }),
		2 => (who(), amount()).prop_map(|(who, amount)| Step::Withdraw { who, amount }),
		1 => who().prop_map(|who| Step::WithdrawAll { who }),
		2 => (who(), who(), amount())
			.prop_map(|(from, to, amount)| Step::Transfer { from, to, amount }),
		1 => (0..PROVIDERS.len()).prop_map(|provider| Step::WithdrawEarnings { provider }),
		1 => (0u128..500).prop_map(|amount| Step::Flush { amount }),
		1 => (0u128..500).prop_map(|amount| Step::Burn { amount }),
		1 => (who(), 0u128..10).prop_map(|(from, amount)| Step::Gift { from, amount }),
	]
}

fn market() -> impl Strategy<Value = Step> {
	let millis = || 0u64..1_500;
	prop_oneof![
		3 => (who(), amount()).prop_map(|(who, amount)| Step::Lock { who, amount }),
		2 => (who(), amount()).prop_map(|(who, amount)| Step::Unlock { who, amount }),
		3 => (who(), 0..PROVIDERS.len(), 0u128..1_500, 0u128..500)
			.prop_map(|(who, provider, earned, fee)| Step::Pay { who, provider, earned, fee }),
		2 => (who(), millis()).prop_map(|(who, millis)| Step::Occupy { who, millis }),
		1 => (who(), millis()).prop_map(|(who, millis)| Step::Vacate { who, millis }),
		1 => (who(), 1..PEOPLE.len(), amount(), millis()).prop_map(|(from, on, amount, millis)| {
			let to = (from + on) % PEOPLE.len();
			Step::HandOver { from, to, amount, millis }
		}),
	]
}

fn council() -> impl Strategy<Value = Step> {
	prop_oneof![
		2 => (0u128..2_000).prop_map(|min_deposit| Step::List { min_deposit }),
		1 => Just(Step::Delist),
		1 => (0u128..2_000).prop_map(|min_deposit| Step::SetMinDeposit { min_deposit }),
		1 => (1u128..400).prop_map(|cents| Step::Price { cents }),
	]
}

/// An amount in units of `token`.
pub fn sized(token: &Token, thousandths: u128) -> Balance {
	thousandths * unit(token) / 1_000
}

pub fn footprint(vcpu_millis: u64) -> Footprint {
	Footprint { vcpu_millis, ..Footprint::default() }
}

fn signed(who: usize) -> RuntimeOrigin {
	RuntimeOrigin::signed(PEOPLE[who].clone())
}

/// The step on the chain; whether it was allowed. What only a mistake of another pallet could ask
/// for counts as refused.
pub fn carry_out(token: &Token, step: &Step) -> bool {
	let (root, sized) = (RuntimeOrigin::root, |amount| sized(token, amount));
	let runs = |who: usize, millis| used(&PEOPLE[who], token).vcpu_millis >= millis;
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
		Step::WithdrawAll { who } => {
			let (unlocked, _) = wallet(&PEOPLE[who], token);
			Escrow::withdraw(signed(who), token.clone(), unlocked)
		}
		Step::Transfer { from, to, amount } => {
			Escrow::transfer(signed(from), token.clone(), PEOPLE[to].clone(), sized(amount))
		}
		Step::Lock { who, amount } => Escrow::lock(&PEOPLE[who], token, sized(amount)),
		Step::Unlock { who, amount } => Escrow::unlock(&PEOPLE[who], token, sized(amount)),
		Step::Occupy { who, millis } => Escrow::occupy(&PEOPLE[who], token, &footprint(millis)),
		Step::Vacate { who, millis } if !runs(who, millis) => return false,
		Step::Vacate { who, millis } => {
			Escrow::vacate(&PEOPLE[who], token, &footprint(millis));
			Ok(())
		}
		Step::HandOver { from, millis, .. } if !runs(from, millis) => return false,
		Step::HandOver { from, to, amount, millis } => {
			let (from, to) = (&PEOPLE[from], &PEOPLE[to]);
			Escrow::hand_over(from, to, token, sized(amount), &footprint(millis))
		}
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
		Step::Flush { amount } | Step::Burn { amount } if FakeFees::owed(token) < sized(amount) => {
			return false
		}
		Step::Flush { amount } => flush(KIND, token, &FOUNDATION, sized(amount)),
		Step::Burn { amount } => burn(KIND, token, sized(amount)),
		Step::Gift { from, amount } => give(token, from, sized(amount)),
		Step::List { min_deposit } => Escrow::list_token(root(), token.clone(), sized(min_deposit)),
		Step::Delist => Escrow::delist_token(root(), token.clone()),
		Step::SetMinDeposit { min_deposit } => {
			Escrow::set_min_deposit(root(), token.clone(), sized(min_deposit))
		}
		Step::Price { cents } => {
			feed(token, cents);
			Ok(())
		}
	}
	.is_ok()
}

/// A gift to the escrow's account itself.
fn give(token: &Token, from: usize, amount: Balance) -> sp_runtime::DispatchResult {
	let (from, to) = (signed(from), escrow(token));
	match token {
		Token::Native => Balances::transfer_keep_alive(from, to, amount),
		Token::WithId(id) => Assets::transfer_keep_alive(from, *id, to, amount),
	}
}
