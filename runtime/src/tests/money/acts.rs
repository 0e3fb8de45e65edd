//! Each step, done on the chain, and in the model if the chain accepted it.

use super::{
	model::Order,
	signed,
	steps::{Amount, Nth, Part, Price, Step},
	story::Story,
	unit, unlocked,
};
use crate::{
	configs::escrow::Funds,
	dynamic_params::fees as rates,
	tests::{
		chain::{dispatch, skip},
		market::{price_all, spec},
		reference::{arithmetic::Rates, TOKENS},
	},
	AccountId, Balance, Balances, Eras, Escrow, Fees, Runtime, RuntimeParameters, MILLI_SPON,
};
use alloc::collections::BTreeSet;
use frame_support::traits::{
	fungible::Balanced,
	fungibles::Inspect,
	tokens::{Fortitude::Polite, Precision::Exact, Preservation::Preserve},
	Get, OnUnbalanced,
};
use frame_system::RawOrigin;
use pallet_escrow::{Bracket, BracketTable};
use pallet_fees::{Destination, Payee, Route, Slashes, TransactionFees};
use pallet_orders::OrderState;
use proptest::{prop_assert_eq, test_runner::TestCaseError};
use sp_keyring::Sr25519Keyring::{self, AliceStash, BobStash, Dave, Eve, Ferdie, FerdieStash};
use sp_runtime::{FixedU128, Permill};
use spheron_primitives::{
	resources::Gpus, traits::OpenBlocks, FeeKind, FeeRates, Footprint, OrderId, OrderSpec, Service,
	Token,
};

/// Who deposits and orders.
pub const TENANTS: [Sr25519Keyring; super::steps::TENANTS] = [Ferdie, AliceStash, BobStash];

/// Who bids and serves.
const PROVIDERS: [Sr25519Keyring; super::steps::PROVIDERS] = [Dave, Eve];

/// Whether the chain accepted a step; an error if it did with the wrong outcome.
type Outcome = Result<bool, TestCaseError>;

/// The account of a tenant.
pub(super) fn tenant(who: usize) -> AccountId {
	TENANTS[who].to_account_id()
}

/// So much of `amount`; the largest part is all of it.
pub(super) fn part_of(amount: Balance, part: Part) -> Balance {
	amount / 256 * (Balance::from(part) + 1) + amount % 256 * (Balance::from(part) + 1) / 256
}

fn units(token: &Token, (tenths, odd): Amount) -> Balance {
	unit(token) / 10 * Balance::from(tenths) + Balance::from(odd)
}

/// The `nth` of `them`, counted from the last.
pub(super) fn pick<T>(them: BTreeSet<T>, nth: Nth) -> Option<T> {
	let nth = usize::from(nth) % them.len().max(1);
	them.into_iter().nth_back(nth)
}

/// Another tenant than `who`, and so `wanted` if that is one.
pub(super) fn other(who: &AccountId, wanted: usize) -> AccountId {
	[wanted, (wanted + 1) % TENANTS.len()].map(tenant).into_iter().find(|to| to != who).unwrap()
}

/// What can be ordered, and what it counts for: each takes more than the one before.
fn deployment(size: usize) -> (Service, Footprint) {
	let service = |vcpu_millis, ram_mib, storage_gib, replicas, gpus| Service {
		vcpu_millis,
		ram_mib,
		storage_gib,
		gpu: (gpus > 0)
			.then(|| Gpus { model: b"rtx3060".to_vec().try_into().unwrap(), count: gpus }),
		replicas,
	};
	let footprint = |vcpu_millis, ram_mib, storage_gib, gpu_units| Footprint {
		vcpu_millis,
		ram_mib,
		storage_gib,
		gpu_units,
	};
	match size {
		0 => (service(100, 128, 1, 1, 0), footprint(100, 128, 1, 0)),
		1 => (service(500, 1_024, 10, 3, 0), footprint(1_500, 3_072, 30, 0)),
		2 => (service(4_000, 8_192, 100, 1, 0), footprint(4_000, 8_192, 100, 0)),
		_ => (service(2_000, 4_096, 50, 1, 1), footprint(2_000, 4_096, 50, 50)),
	}
}

impl Story {
	/// Does `step`.
	pub(super) fn act(&mut self, step: &Step) -> Outcome {
		Ok(match *step {
			Step::Deposit { who, token, amount } => self.deposit(who, who, token, amount),
			Step::DepositFor { from, to, token, amount } => self.deposit(from, to, token, amount),
			Step::Withdraw { who, token, part } => self.withdraw(who, token, part),
			Step::Transfer { from, to, token, part } => self.transfer(from, to, token, part),
			Step::Order { who, token, size, price, duration } => {
				self.order(who, token, size, price, duration)
			}
			Step::Cancel { order } => self.cancel(order),
			Step::Bid { order, provider, part } => self.bid(order, provider, part),
			Step::WithdrawEarnings { nth } => return self.withdraw_earnings(nth),
			Step::Flush { nth } => return self.flush(nth),
			Step::Gift { from, token, units } => gift(from, token, units),
			Step::PayTransactionFee { who, units } => lose::<TransactionFees<Runtime>>(who, units),
			Step::Slash { who, units } => lose::<Slashes<Runtime>>(who, units),
			Step::Pass { blocks } => self.pass(blocks),
			Step::SetRates { token, rates } => self.set_rates(token, rates),
			Step::Delist { .. }
			| Step::List { .. }
			| Step::SetMinDeposit { .. }
			| Step::SetRoute { .. }
			| Step::SetParameter { .. }
			| Step::SetBrackets { .. }
			| Step::SetFoundation { .. }
			| Step::Feed { .. } => decide(step),
			_ => self.act_on_lease(step),
		})
	}

	fn deposit(&mut self, from: usize, to: usize, token: usize, amount: Amount) -> bool {
		let (token, beneficiary) = (TOKENS[token].clone(), tenant(to));
		let amount = units(&token, amount);
		let done = if from == to {
			let call = pallet_escrow::Call::deposit { token: token.clone(), amount };
			dispatch(signed(&beneficiary), call)
		} else {
			let (token, beneficiary) = (token.clone(), beneficiary.clone());
			let call = pallet_escrow::Call::deposit_for { token, beneficiary, amount };
			dispatch(signed(&tenant(from)), call)
		}
		.is_ok();
		if done {
			self.ledger.deposit(&beneficiary, &token, amount);
		}
		done
	}

	fn withdraw(&mut self, who: usize, token: usize, part: Part) -> bool {
		let (who, token) = (tenant(who), TOKENS[token].clone());
		let wallet = pallet_escrow::Wallets::<Runtime>::get(&who, &token);
		let amount = part_of(wallet.unlocked, part);
		// Crumbs come along.
		let least = pallet_escrow::PaymentTokens::<Runtime>::get(&token).unwrap().min_deposit;
		let leaves_crumbs = wallet.unlocked + wallet.locked - amount < least;
		let call = pallet_escrow::Call::withdraw { token: token.clone(), amount };
		let done = dispatch(signed(&who), call).is_ok();
		if done {
			let taken = if leaves_crumbs { wallet.unlocked } else { amount };
			self.ledger.withdraw(&who, &token, taken);
		}
		done
	}

	fn transfer(&mut self, from: usize, to: usize, token: usize, part: Part) -> bool {
		let (from, token) = (tenant(from), TOKENS[token].clone());
		let to = other(&from, to);
		let amount = part_of(unlocked(&from, &token), part);
		let call = pallet_escrow::Call::transfer { token: token.clone(), to: to.clone(), amount };
		let done = dispatch(signed(&from), call).is_ok();
		if done {
			self.ledger.withdraw(&from, &token, amount);
			self.ledger.deposit(&to, &token, amount);
		}
		done
	}

	fn order(
		&mut self,
		who: usize,
		token: usize,
		size: usize,
		price: Price,
		duration: u32,
	) -> bool {
		let (tenant, token) = (tenant(who), TOKENS[token].clone());
		let max_price = match price {
			Price::Units(units) => units,
			Price::Spending(part) => {
				part_of(unlocked(&tenant, &token), part) * 1_800 / Balance::from(duration)
			}
		};
		let (service, footprint) = deployment(size);
		let spec = OrderSpec {
			services: vec![service].try_into().unwrap(),
			token: token.clone(),
			max_price,
			duration,
			..spec()
		};
		let rates = self.rates_of(&token);
		let id = pallet_orders::NextOrderId::<Runtime>::get();
		let call = pallet_orders::Call::create { spec: Box::new(spec) };
		let done = dispatch(signed(&tenant), call).is_ok();
		if done {
			let order = Order { tenant, token, rates, max_price, duration, footprint };
			self.orders.insert(id, order);
		}
		done
	}

	/// The rates of an order made now (F1–F3, F6).
	fn rates_of(&self, token: &Token) -> Rates {
		self.rates.get(token).copied().unwrap_or_else(|| {
			let (user, provider): (Permill, Permill) = match token {
				Token::Native => (rates::SponUserFee::get(), rates::SponProviderFee::get()),
				Token::WithId(_) => (rates::OtherUserFee::get(), rates::OtherProviderFee::get()),
			};
			let share: Permill = rates::FoundationShare::get();
			let (user, share) = (user.deconstruct(), share.deconstruct());
			Rates { user, provider: provider.deconstruct().min(1_000_000 - share), share }
		})
	}

	/// The `nth` order that waits for its match.
	fn open_order(&self, nth: Nth) -> Option<OrderId> {
		let open = pallet_orders::Orders::<Runtime>::iter()
			.filter(|(_, order)| matches!(order.state, OrderState::Open { .. }))
			.map(|(id, _)| id);
		pick(open.collect(), nth)
	}

	fn cancel(&mut self, nth: Nth) -> bool {
		self.open_order(nth).is_some_and(|order| {
			let tenant = &self.orders[&order].tenant;
			dispatch(signed(tenant), pallet_orders::Call::cancel { order }).is_ok()
		})
	}

	fn bid(&mut self, nth: Nth, provider: usize, part: Part) -> bool {
		self.open_order(nth).is_some_and(|order| {
			let price = part_of(self.orders[&order].max_price, part).max(1);
			let provider = PROVIDERS[provider].to_account_id();
			let call = pallet_orders::Call::bid { order, provider: provider.clone(), price };
			dispatch(signed(&provider), call).is_ok()
		})
	}

	fn withdraw_earnings(&mut self, nth: Nth) -> Outcome {
		let earned: BTreeSet<_> = pallet_escrow::Earnings::<Runtime>::iter_keys().collect();
		let Some((provider, token)) = pick(earned, nth) else { return Ok(false) };
		let to = pallet_utility::derivative_account_id(provider.clone(), 0);
		let before = Funds::total_balance(token.clone(), &to);
		let call = pallet_escrow::Call::withdraw_earnings {
			provider: provider.clone(),
			token: token.clone(),
		};
		let done = dispatch(signed(&tenant(0)), call).is_ok();
		if done {
			let earned = self.ledger.withdraw_earnings(&provider, &token);
			prop_assert_eq!(Funds::total_balance(token, &to), before + earned);
		}
		Ok(done)
	}

	fn flush(&mut self, nth: Nth) -> Outcome {
		let owed: BTreeSet<_> = pallet_fees::Owed::<Runtime>::iter_keys().collect();
		let Some((payee, token)) = pick(owed, nth) else { return Ok(false) };
		let due = pallet_fees::Owed::<Runtime>::get(&payee, &token);
		let to = match &payee {
			Payee::Foundation => Fees::foundation(),
			Payee::RewardPot => Some(<Runtime as pallet_fees::Config>::RewardPot::get()),
			Payee::Author(author) => Some(author.clone()),
			Payee::Burn => None,
		};
		let has = || to.as_ref().map(|to| Funds::total_balance(token.clone(), to));
		let before = has();
		let call = pallet_fees::Call::flush { payee: payee.clone(), token: token.clone() };
		let done = dispatch(signed(&tenant(0)), call).is_ok();
		if done {
			let amount = due.escrow + due.pot;
			self.ledger.flush(&token, due.escrow);
			if payee == Payee::Burn {
				self.ledger.burn(&token, amount);
			}
			prop_assert_eq!(has(), before.map(|before| before + amount));
		}
		Ok(done)
	}

	fn pass(&mut self, blocks: u32) -> bool {
		skip(blocks);
		let now = Eras::now();
		for lease in self.leases.values_mut() {
			let flow = lease.advance(now);
			self.ledger.pay(&lease.parties(), flow);
		}
		true
	}

	fn set_rates(&mut self, token: usize, new: Option<[u32; 3]>) -> bool {
		let token = TOKENS[token].clone();
		let rates = new.map(|new| {
			let [user, provider, share] = new.map(Permill::from_parts);
			FeeRates { user, provider, share }
		});
		let call = pallet_fees::Call::set_rates { token: token.clone(), rates };
		let done = dispatch(RawOrigin::Root, call).is_ok();
		match rates {
			Some(rates) if done => self.rates.insert(token, rates.into()),
			None if done => self.rates.remove(&token),
			_ => None,
		};
		done
	}
}

/// Tokens that are sent to the escrow's account belong to nobody in it.
fn gift(from: usize, token: usize, units: u32) -> bool {
	let (from, token, value) = (signed(&tenant(from)), &TOKENS[token], Balance::from(units));
	let dest = Escrow::account_id(token).into();
	match *token {
		Token::Native => dispatch(from, pallet_balances::Call::transfer_keep_alive { dest, value }),
		Token::WithId(id) => {
			let call = pallet_assets::Call::transfer_keep_alive {
				id: id.into(),
				target: dest,
				amount: value,
			};
			dispatch(from, call)
		}
	}
	.is_ok()
}

/// `who` loses some of its SPON to where `To` puts it.
fn lose<To: OnUnbalanced<pallet_fees::CreditOf<Runtime>>>(who: usize, units: u32) -> bool {
	// From a little to more than an account's least.
	let amount = Balance::from(units) * MILLI_SPON / 1_000_000;
	Balances::withdraw(&tenant(who), amount, Exact, Preserve, Polite).map(To::on_unbalanced).is_ok()
}

/// What the council decides that leaves all sums alone.
fn decide(step: &Step) -> bool {
	let root = RawOrigin::Root;
	match step.clone() {
		Step::Delist { token } => {
			dispatch(root, pallet_escrow::Call::delist_token { token: TOKENS[token].clone() })
		}
		Step::List { token, tenths } => {
			let (token, min_deposit) = (TOKENS[token].clone(), units(&TOKENS[token], (tenths, 0)));
			dispatch(root, pallet_escrow::Call::list_token { token, min_deposit })
		}
		Step::SetMinDeposit { token, tenths } => {
			let (token, min_deposit) = (TOKENS[token].clone(), units(&TOKENS[token], (tenths, 0)));
			dispatch(root, pallet_escrow::Call::set_min_deposit { token, min_deposit })
		}
		Step::SetRoute { kind, route } => set_route(kind, route),
		Step::SetParameter { which, to } => {
			let key_value = RuntimeParameters::Fees(parameter(which, to));
			dispatch(root, pallet_parameters::Call::set_parameter { key_value })
		}
		Step::SetBrackets { part } => {
			let row = BracketTable::default().rows()[0];
			let row = Bracket { usd: part_of(2 * row.usd, part), ..row };
			let brackets = vec![row].try_into().unwrap();
			dispatch(root, pallet_escrow::Call::set_brackets { brackets })
		}
		Step::SetFoundation { exists } => {
			let account = if exists { FerdieStash.to_account_id() } else { [9; 32].into() };
			dispatch(root, pallet_fees::Call::set_foundation { account })
		}
		Step::Feed { cents } => price_all(FixedU128::from_rational(cents.into(), 100)),
		_ => return false,
	}
	.is_ok()
}

fn set_route(kind: FeeKind, route: Vec<(Destination, u32)>) -> sp_runtime::DispatchResult {
	let legs: Vec<_> = route
		.into_iter()
		.map(|(destination, share)| (destination, Permill::from_parts(share)))
		.collect();
	let route = Route(legs.try_into().unwrap());
	dispatch(RawOrigin::Root, pallet_fees::Call::set_route { kind, route })
}

/// One of the rates that hold for whole classes of tokens.
fn parameter(which: usize, to: u32) -> rates::Parameters {
	use rates::Parameters as P;
	let to = Some(Permill::from_parts(to % 300_000));
	match which {
		0 => P::SponUserFee(rates::SponUserFee, to),
		1 => P::SponProviderFee(rates::SponProviderFee, to),
		2 => P::OtherUserFee(rates::OtherUserFee, to),
		3 => P::OtherProviderFee(rates::OtherProviderFee, to),
		_ => P::FoundationShare(rates::FoundationShare, to),
	}
}
