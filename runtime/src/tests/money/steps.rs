//! What can happen next, and how often it does.

use crate::{
	tests::reference::{sequences, TOKENS},
	Balance,
};
use pallet_fees::Destination;
use proptest::{
	collection::vec,
	prelude::*,
	sample::{select, subsequence},
};
use spheron_primitives::FeeKind;

/// How many accounts deposit and order.
pub const TENANTS: usize = 3;

/// How many providers bid.
pub const PROVIDERS: usize = 2;

/// How many sizes of deployments there are.
pub const SIZES: usize = 4;

/// One of several, by place, counted from the newest.
pub type Nth = u8;

/// A part of something, in 256ths.
pub type Part = u8;

/// Whole tokens in tenths, and odd units.
pub type Amount = (u32, u32);

/// A price per hour.
#[derive(Clone, Copy, Debug)]
pub enum Price {
	/// In units of the token.
	Units(Balance),
	/// What makes the whole order cost that part of what the tenant has unlocked, before fees.
	Spending(Part),
}

/// A step. Accounts, tokens and sizes are given by place.
#[derive(Clone, Debug)]
pub enum Step {
	Deposit { who: usize, token: usize, amount: Amount },
	DepositFor { from: usize, to: usize, token: usize, amount: Amount },
	Withdraw { who: usize, token: usize, part: Part },
	Transfer { from: usize, to: usize, token: usize, part: Part },
	Order { who: usize, token: usize, size: usize, price: Price, duration: u32 },
	Cancel { order: Nth },
	Bid { order: Nth, provider: usize, part: Part },
	Confirm { lease: Nth },
	Activate { lease: Nth },
	Settle { lease: Nth },
	ExtendByBlocks { lease: Nth, blocks: u32 },
	ExtendByAmount { lease: Nth, part: Part },
	Offer { lease: Nth, to: usize },
	WithdrawOffer { lease: Nth },
	Accept { lease: Nth },
	CloseByTenant { lease: Nth },
	CloseByProvider { lease: Nth },
	ConfirmClosed { lease: Nth },
	Pause { lease: Nth },
	Resume { lease: Nth },
	Reprice { lease: Nth, part: Part },
	WithdrawEarnings { nth: Nth },
	Flush { nth: Nth },
	Delist { token: usize },
	List { token: usize, tenths: u32 },
	SetMinDeposit { token: usize, tenths: u32 },
	SetRates { token: usize, rates: Option<[u32; 3]> },
	SetRoute { kind: FeeKind, route: Vec<(Destination, u32)> },
	SetParameter { which: usize, to: u32 },
	SetBrackets { part: Part },
	SetFoundation { exists: bool },
	Feed { cents: u32 },
	Gift { from: usize, token: usize, units: u32 },
	PayTransactionFee { who: usize, units: u32 },
	Slash { who: usize, units: u32 },
	Pass { blocks: u32 },
}

impl sequences::Step for Step {}

fn tenant() -> impl Strategy<Value = usize> + Clone {
	0..TENANTS
}

fn token() -> impl Strategy<Value = usize> + Clone {
	0..TOKENS.len()
}

fn amount() -> impl Strategy<Value = Amount> {
	(prop_oneof![3 => 10..2_000u32, 1 => 0..20u32], 0..1_000u32)
}

fn price() -> impl Strategy<Value = Price> {
	prop_oneof![
		1 => (1..4_000u128).prop_map(Price::Units),
		4 => any::<Part>().prop_map(Price::Spending),
	]
}

fn duration() -> impl Strategy<Value = u32> {
	prop_oneof![1 => 1..300u32, 3 => 300..6_000u32]
}

/// Mostly the newest.
fn nth() -> impl Strategy<Value = Nth> {
	prop_oneof![Just(0), any::<Nth>()]
}

fn order() -> impl Strategy<Value = Step> {
	(tenant(), token(), 0..SIZES, price(), duration()).prop_map(
		|(who, token, size, price, duration)| Step::Order { who, token, size, price, duration },
	)
}

fn bid() -> impl Strategy<Value = Step> {
	(nth(), 0..PROVIDERS, any::<Part>()).prop_map(|(order, provider, part)| Step::Bid {
		order,
		provider,
		part,
	})
}

/// From a deposit to a deployment in service.
pub fn deployment() -> impl Strategy<Value = Vec<Step>> {
	let amount = (200..2_000u32, 0..1_000u32);
	(tenant(), token(), amount, 0..SIZES, price(), duration(), 0..PROVIDERS, any::<Part>())
		.prop_map(|(who, token, amount, size, price, duration, provider, part)| {
			vec![
				Step::Deposit { who, token, amount },
				Step::Order { who, token, size, price, duration },
				Step::Bid { order: 0, provider, part },
				Step::Pass { blocks: 3 },
				Step::Confirm { lease: 0 },
				Step::Activate { lease: 0 },
			]
		})
}

/// An offer, and what comes of it.
fn hand_over() -> impl Strategy<Value = Vec<Step>> {
	(nth(), tenant(), prop::bool::weighted(0.7)).prop_map(|(lease, to, accepted)| {
		let answer =
			if accepted { Step::Accept { lease: 0 } } else { Step::WithdrawOffer { lease: 0 } };
		vec![Step::Offer { lease, to }, answer]
	})
}

/// An order, and second thoughts.
fn cancelled() -> impl Strategy<Value = Vec<Step>> {
	(tenant(), token(), amount(), price(), duration()).prop_map(
		|(who, token, amount, price, duration)| {
			vec![
				Step::Deposit { who, token, amount },
				Step::Order { who, token, size: 0, price, duration },
				Step::Cancel { order: 0 },
			]
		},
	)
}

/// A deployment is closed, and its provider clears up.
fn closing() -> impl Strategy<Value = Vec<Step>> {
	nth().prop_map(|lease| vec![Step::CloseByTenant { lease }, Step::ConfirmClosed { lease: 0 }])
}

/// A deployment is down for some time.
fn outage() -> impl Strategy<Value = Vec<Step>> {
	(nth(), 1..2_000u32).prop_map(|(lease, blocks)| {
		vec![Step::Pause { lease }, Step::Pass { blocks }, Step::Resume { lease: 0 }]
	})
}

/// Service goes on while a token is delisted.
fn delisting() -> impl Strategy<Value = Vec<Step>> {
	(token(), 1..20u32, vec(service(), 0..3)).prop_map(|(token, tenths, meanwhile)| {
		let mut steps = vec![Step::Delist { token }];
		steps.extend(meanwhile);
		steps.push(Step::List { token, tenths });
		steps
	})
}

fn deposits() -> impl Strategy<Value = Step> {
	prop_oneof![
		1 => (tenant(), token(), amount())
			.prop_map(|(who, token, amount)| Step::Deposit { who, token, amount }),
		1 => (tenant(), tenant(), token(), amount())
			.prop_map(|(from, to, token, amount)| Step::DepositFor { from, to, token, amount }),
		2 => (tenant(), token(), any::<Part>())
			.prop_map(|(who, token, part)| Step::Withdraw { who, token, part }),
		2 => (tenant(), tenant(), token(), any::<Part>())
			.prop_map(|(from, to, token, part)| Step::Transfer { from, to, token, part }),
	]
}

fn market() -> impl Strategy<Value = Step> {
	prop_oneof![
		3 => order(),
		3 => bid(),
		1 => nth().prop_map(|order| Step::Cancel { order }),
		3 => nth().prop_map(|lease| Step::Confirm { lease }),
		3 => nth().prop_map(|lease| Step::Activate { lease }),
	]
}

fn service() -> impl Strategy<Value = Step> {
	prop_oneof![
		4 => nth().prop_map(|lease| Step::Settle { lease }),
		2 => (nth(), 0..3_000u32)
			.prop_map(|(lease, blocks)| Step::ExtendByBlocks { lease, blocks }),
		2 => (nth(), any::<Part>())
			.prop_map(|(lease, part)| Step::ExtendByAmount { lease, part }),
		1 => (nth(), tenant()).prop_map(|(lease, to)| Step::Offer { lease, to }),
		1 => nth().prop_map(|lease| Step::WithdrawOffer { lease }),
		1 => nth().prop_map(|lease| Step::Accept { lease }),
		1 => nth().prop_map(|lease| Step::CloseByTenant { lease }),
		1 => nth().prop_map(|lease| Step::CloseByProvider { lease }),
		1 => nth().prop_map(|lease| Step::ConfirmClosed { lease }),
		1 => nth().prop_map(|lease| Step::Pause { lease }),
		1 => nth().prop_map(|lease| Step::Resume { lease }),
		1 => (nth(), any::<Part>()).prop_map(|(lease, part)| Step::Reprice { lease, part }),
	]
}

fn payouts() -> impl Strategy<Value = Step> {
	prop_oneof![
		2 => nth().prop_map(|nth| Step::WithdrawEarnings { nth }),
		2 => nth().prop_map(|nth| Step::Flush { nth }),
		1 => (tenant(), token(), 1..5_000u32)
			.prop_map(|(from, token, units)| Step::Gift { from, token, units }),
		1 => (tenant(), 1..2_000_000u32)
			.prop_map(|(who, units)| Step::PayTransactionFee { who, units }),
		1 => (tenant(), 1..2_000_000u32).prop_map(|(who, units)| Step::Slash { who, units }),
	]
}

fn council() -> impl Strategy<Value = Step> {
	prop_oneof![
		1 => (token(), 0..20u32)
			.prop_map(|(token, tenths)| Step::SetMinDeposit { token, tenths }),
		2 => (token(), rates()).prop_map(|(token, rates)| Step::SetRates { token, rates }),
		3 => (select(FeeKind::ALL.to_vec()), route())
			.prop_map(|(kind, route)| Step::SetRoute { kind, route }),
		2 => (0..5usize, any::<u32>())
			.prop_map(|(which, to)| Step::SetParameter { which, to }),
		1 => any::<Part>().prop_map(|part| Step::SetBrackets { part }),
		1 => any::<bool>().prop_map(|exists| Step::SetFoundation { exists }),
		1 => (1..500u32).prop_map(|cents| Step::Feed { cents }),
	]
}

/// User fee, provider's fee and share in millionths, or none of its own.
fn rates() -> impl Strategy<Value = Option<[u32; 3]>> {
	prop_oneof![
		1 => Just(None),
		3 => (0..50_000u32, 0..50_000u32, 0..400_000u32).prop_map(|(u, p, s)| Some([u, p, s])),
		1 => prop::array::uniform3(0..=1_000_000u32).prop_map(Some),
	]
}

/// Some destinations in some order, whose shares in millionths add to a whole.
fn route() -> impl Strategy<Value = Vec<(Destination, u32)>> {
	let some = subsequence(Destination::ALL.to_vec(), 1..=Destination::ALL.len()).prop_shuffle();
	(some, [1..1_000u32, 1..1_000, 1..1_000, 1..1_000]).prop_map(|(destinations, weights)| {
		let sum: u32 = weights[..destinations.len()].iter().sum();
		let mut left = 1_000_000;
		let mut route = Vec::new();
		for (destination, weight) in destinations.into_iter().zip(weights) {
			let share = weight * 1_000_000 / sum;
			left -= share;
			route.push((destination, share));
		}
		route.last_mut().expect("there is one").1 += left;
		route
	})
}

fn pass() -> impl Strategy<Value = Step> {
	prop_oneof![
		20 => 1..60u32,
		20 => 60..700u32,
		4 => 700..8_000u32,
		1 => 40_000..60_000u32,
	]
	.prop_map(|blocks| Step::Pass { blocks })
}

/// Some steps in a row, of which each goes well with those before it.
pub fn moves() -> impl Strategy<Value = Vec<Step>> {
	fn one(step: impl Strategy<Value = Step> + 'static) -> BoxedStrategy<Vec<Step>> {
		step.prop_map(|step| vec![step]).boxed()
	}
	prop_oneof![
		6 => deployment().boxed(),
		3 => hand_over().boxed(),
		1 => cancelled().boxed(),
		1 => closing().boxed(),
		2 => outage().boxed(),
		2 => delisting().boxed(),
		8 => one(deposits()),
		6 => one(market()),
		20 => one(service()),
		8 => one(payouts()),
		8 => one(council()),
		12 => one(pass()),
	]
}
