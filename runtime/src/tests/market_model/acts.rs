//! Each step, done on the chain and in the model: both accept it, or the chain refuses it for one of
//! the model's reasons.

use super::{
	amounts::Amounts,
	attributes_of,
	model::{Market, Reasons, Verdict},
	regions_of, sizes,
	steps::{Ask, Nth, Part, Price, Step, FIRST_MANIFEST},
	story::Story,
	wishes_of, PROVIDERS, TENANTS,
};
use crate::{
	dynamic_params::market as parameters,
	tests::{
		chain::{dispatch, skip},
		market::{price_all, spec},
		money::{signed, unit},
		reference::TOKENS,
	},
	AccountId, Balance, Eras, Runtime, RuntimeCall, RuntimeParameters,
};
use alloc::collections::{BTreeMap, BTreeSet};
use frame_support::dispatch::{Pays, PostDispatchInfo};
use frame_system::RawOrigin;
use proptest::{prop_assert, prop_assert_eq, test_runner::TestCaseError};
use sp_core::H256;
use sp_runtime::{traits::Dispatchable, DispatchError, DispatchResult, FixedU128};
use spheron_primitives::{traits::OpenBlocks, OrderId, OrderSpec, Resources, Tier, Token};

/// What the chain made of a step.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Answer {
	Done,
	/// For that reason.
	Refused(&'static str),
}

/// What both sides made of a step; an error if they do not agree.
pub(super) type Outcome = Result<Answer, TestCaseError>;

/// The account of a tenant.
pub(super) fn tenant(who: usize) -> AccountId {
	TENANTS[who].to_account_id()
}

/// The account of a provider.
pub(super) fn provider(who: usize) -> AccountId {
	PROVIDERS[who].to_account_id()
}

/// So much of `amount`; the largest part is all of it.
pub(super) fn part_of(amount: Balance, part: Part) -> Balance {
	part_in_256(amount, u16::from(part) + 1)
}

/// So many 256ths of `amount`; one unit more than that for more than all.
pub(super) fn part_in_256(amount: Balance, part: u16) -> Balance {
	amount * Balance::from(part.min(256)) / 256 + Balance::from(part > 256)
}

/// The `nth` of those of `all` that fit, or of all, counted from the last. The one after the last
/// does not exist.
pub(super) fn pick(all: impl Iterator<Item = (u64, bool)>, nth: Nth) -> u64 {
	let all: Vec<_> = all.collect();
	let next = all.iter().map(|(id, _)| id + 1).max().unwrap_or_default();
	let (nth, them): (u8, Vec<u64>) = match nth {
		Nth::Fitting(nth) => {
			(nth, all.iter().filter(|(_, fits)| *fits).map(|(id, _)| *id).collect())
		}
		Nth::Any(nth) => (nth, all.iter().map(|(id, _)| *id).chain([next]).collect()),
	};
	let nth = usize::from(nth) % them.len().max(1);
	them.into_iter().rev().nth(nth).unwrap_or(next)
}

/// What the chain calls a refusal.
fn name(error: DispatchError) -> &'static str {
	error.into()
}

/// The chain did what the model says.
pub(super) fn agree(chain: DispatchResult, model: Verdict) -> Outcome {
	match (chain.map_err(name), model) {
		(Ok(()), Ok(())) => Ok(Answer::Done),
		(Err(error), Err(reasons)) if reasons.contains(error) => Ok(Answer::Refused(error)),
		(chain, model) => {
			Err(TestCaseError::fail(format!("the chain says {chain:?}, the rules {model:?}")))
		}
	}
}

fn refused(reason: &'static str) -> Verdict {
	Err(Reasons::from([reason]))
}

/// The trust tier of that number.
pub(super) fn tier(number: u8) -> Tier {
	[Tier::Tier4, Tier::Tier5, Tier::Tier6, Tier::Tier7][usize::from(number) - 4]
}

impl Story {
	/// Does `step`.
	pub(super) fn act(&mut self, step: &Step) -> Outcome {
		match *step {
			Step::Deposit { who, token, tenths } => self.deposit(who, token, tenths),
			Step::Withdraw { who, token, part } => self.withdraw(who, token, part),
			Step::WithdrawEarnings { nth } => self.withdraw_earnings(nth),
			Step::Order { who, token, ref ask } => self.order(who, token, ask),
			Step::Cancel { order } => self.cancel(order),
			Step::Bid { order, provider, part } => self.bid(order, provider, part),
			Step::SetWindow { blocks } => {
				self.market.window = blocks;
				set(parameters::Parameters::BiddingWindow(parameters::BiddingWindow, Some(blocks)))
			}
			Step::SetKept { bids } => {
				self.market.kept = bids as usize;
				set(parameters::Parameters::BidsKept(parameters::BidsKept, Some(bids)))
			}
			Step::Feed { cents } => self.feed(cents),
			Step::Pass { blocks, late } => self.pass(self.market.now + blocks, late),
			Step::PassToDue { offset } => {
				let now = self.market.now;
				let due = self.market.next_due().unwrap_or(now);
				self.pass((due + offset).saturating_sub(1).max(now + 1), true)
			}
			Step::Bond { .. }
			| Step::Unbond { .. }
			| Step::Punish { .. }
			| Step::Suspend { .. }
			| Step::Reinstate { .. }
			| Step::Leave { .. }
			| Step::Change { .. }
			| Step::Resize { .. } => self.act_on_provider(step),
			_ => self.act_on_lease(step),
		}
	}

	fn deposit(&mut self, who: usize, token: usize, tenths: u32) -> Outcome {
		let (who, token) = (tenant(who), TOKENS[token].clone());
		let amount = unit(&token) / 10 * Balance::from(tenths);
		let enough = amount >= unit(&token);
		let call = pallet_escrow::Call::deposit { token: token.clone(), amount };
		let done = dispatch(signed(&who), call);
		if enough {
			self.market.ledger.deposit(&who, &token, amount);
		}
		agree(done, if enough { Ok(()) } else { refused("DepositTooSmall") })
	}

	fn withdraw(&mut self, who: usize, token: usize, part: Part) -> Outcome {
		let (who, token) = (tenant(who), TOKENS[token].clone());
		let unlocked = self.market.unlocked(&who, &token);
		let amount = part_of(unlocked, part);
		let done =
			dispatch(signed(&who), pallet_escrow::Call::withdraw { token: token.clone(), amount });
		if amount == 0 {
			return agree(done, refused("NothingToWithdraw"));
		}
		// Crumbs come along.
		let left = self.market.ledger.funds(&who, &token) - amount;
		let taken = if left < unit(&token) { unlocked } else { amount };
		self.market.ledger.withdraw(&who, &token, taken);
		agree(done, Ok(()))
	}

	/// What was earned may be too little to be received.
	fn withdraw_earnings(&mut self, nth: u8) -> Outcome {
		let earned: BTreeSet<_> = pallet_escrow::Earnings::<Runtime>::iter_keys().collect();
		let nth = usize::from(nth) % earned.len().max(1);
		let Some((provider, token)) = earned.into_iter().nth(nth) else {
			return Ok(Answer::Refused("NothingEarned"));
		};
		let call = pallet_escrow::Call::withdraw_earnings {
			provider: provider.clone(),
			token: token.clone(),
		};
		match dispatch(signed(&tenant(0)), call) {
			Ok(()) => {
				prop_assert!(self.market.ledger.withdraw_earnings(&provider, &token) > 0);
				Ok(Answer::Done)
			}
			Err(error) => Ok(Answer::Refused(name(error))),
		}
	}

	/// A tenant and a token from those of these places on: the first that has something to spend, if
	/// any does.
	fn spender(&self, who: usize, token: usize) -> (AccountId, Token) {
		let all = (0..TENANTS.len() * TOKENS.len()).map(|nth| {
			let (who, token) = (who + nth / TOKENS.len(), token + nth % TOKENS.len());
			(tenant(who % TENANTS.len()), TOKENS[token % TOKENS.len()].clone())
		});
		let mut able =
			all.filter(|(who, token)| self.market.unlocked(who, token) >= 5 * unit(token));
		able.next().unwrap_or((tenant(who), TOKENS[token].clone()))
	}

	fn order(&mut self, who: usize, token: usize, ask: &Ask) -> Outcome {
		let (who, token) = match ask.price {
			Price::Units(_) => (tenant(who), TOKENS[token].clone()),
			Price::Spending(_) => self.spender(who, token),
		};
		let max_price = match ask.price {
			Price::Units(units) => Balance::from(units),
			Price::Spending(part) => {
				let spent = part_of(self.market.unlocked(&who, &token), part);
				spent * 1_800 / Balance::from(ask.duration.max(1))
			}
		};
		let (services, needs) = sizes(ask.size);
		let wishes = wishes_of(ask);
		let tiers: BTreeSet<_> = ask.tiers.iter().copied().map(tier).collect();
		let chain = OrderSpec {
			services,
			regions: regions_of(&ask.regions),
			excluded_regions: regions_of(&ask.not_in),
			attributes: attributes_of(ask.disk),
			tiers: tiers.try_into().unwrap(),
			token: token.clone(),
			max_price,
			duration: ask.duration,
			strategy: ask.strategy,
			manifest: H256::repeat_byte(FIRST_MANIFEST),
			allow: wishes.allow.clone().map(|them| them.try_into().unwrap()),
			deny: wishes.deny.clone().try_into().unwrap(),
			..spec()
		};
		let model = super::orders::Spec {
			tenant: who.clone(),
			token,
			needs,
			max_price,
			duration: ask.duration,
			strategy: ask.strategy,
			wishes,
		};
		let call = pallet_orders::Call::create { spec: Box::new(chain) };
		agree(dispatch(signed(&who), call), self.market.create(model))
	}

	/// The `nth` order.
	fn pick_order(&self, nth: Nth, fits: impl Fn(&Market, u64) -> bool) -> u64 {
		let Market { orders, ended_orders, .. } = &self.market;
		let mut ids: Vec<_> = orders.keys().chain(ended_orders.keys()).copied().collect();
		ids.sort_unstable();
		pick(ids.into_iter().map(|id| (id, fits(&self.market, id))), nth)
	}

	fn cancel(&mut self, nth: Nth) -> Outcome {
		let id = self.pick_order(nth, |market, id| market.orders.contains_key(&id));
		let order = self.market.orders.get(&id);
		let who = order.map_or(tenant(0), |order| order.spec.tenant.clone());
		let call = pallet_orders::Call::cancel { order: OrderId(id) };
		agree(dispatch(signed(&who), call), self.market.cancel(id))
	}

	fn bid(&mut self, nth: Nth, who: usize, part: u16) -> Outcome {
		let id = self.pick_order(nth, |market, id| {
			market.orders.get(&id).is_some_and(|order| order.awarded.is_none())
		});
		let who = provider(who);
		let max_price = self.market.orders.get(&id).map_or(1, |order| order.spec.max_price);
		let price = part_in_256(max_price, part);
		let order = OrderId(id);
		let call: RuntimeCall =
			pallet_orders::Call::bid { order, provider: who.clone(), price }.into();
		let done = call.dispatch(signed(&who).into()).map_err(|refused| refused.error);
		let model = self.market.bid(id, &who, price);
		if let (Ok(PostDispatchInfo { pays_fee, .. }), Ok(pays)) = (&done, &model) {
			prop_assert_eq!(*pays_fee, Pays::from(*pays));
		}
		agree(done.map(drop), model.map(drop))
	}

	fn feed(&mut self, cents: u32) -> Outcome {
		let done = price_all(FixedU128::from_rational(cents.into(), 100));
		if self.market.fed == self.market.now {
			return agree(done, refused("AlreadyFeeded"));
		}
		(self.market.cents, self.market.fed) = (cents, self.market.now);
		agree(done, Ok(()))
	}

	/// Time goes on to block `to`, in the last block of which all is done that is due, or else also in
	/// every block between in which something is.
	fn pass(&mut self, to: u32, late: bool) -> Outcome {
		while self.market.now < to {
			let due = self.market.next_due().filter(|_| !late).unwrap_or(to);
			let next = due.max(self.market.now + 1).min(to);
			let era = Eras::era();
			skip(next - self.market.now);
			if Eras::era() != era {
				bring_up_to_date();
			}
			self.market.go_to(next);
		}
		Ok(Answer::Done)
	}
}

fn set(parameter: parameters::Parameters) -> Outcome {
	let key_value = RuntimeParameters::Market(parameter);
	let call = pallet_parameters::Call::<Runtime>::set_parameter { key_value };
	agree(dispatch(RawOrigin::Root, call), Ok(()))
}

/// Somebody has all providers brought up to date, so that their tiers are those of this era (X3).
fn bring_up_to_date() {
	for provider in (0..PROVIDERS.len()).map(provider) {
		// Refused for those who are gone.
		let _ = dispatch(signed(&tenant(0)), pallet_eras::Call::accrue { provider });
	}
}

/// What there is of everything, as the chain says it.
pub(super) fn resources(amounts: &Amounts) -> Resources {
	let [vcpu_millis, ram_mib, storage_gib, small, large] = amounts.0;
	let gpus = [("rtx3060", small), ("rtx4090", large)];
	let gpus = gpus.into_iter().filter(|(_, count)| *count > 0);
	let gpus = gpus
		.map(|(model, count)| (model.as_bytes().to_vec().try_into().unwrap(), count as u32))
		.collect::<BTreeMap<_, _>>();
	Resources { vcpu_millis, ram_mib, storage_gib, gpus: gpus.try_into().unwrap() }
}
