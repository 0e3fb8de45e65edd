//! How steps follow on each other, and how often each is taken.

use super::steps::{
	Ask, Nth, Part, Price, Step, FIRST_MANIFEST, NEWEST, PROVIDERS, SIZES, TENANTS,
};
use crate::tests::reference::TOKENS;
use proptest::{
	collection::vec,
	prelude::*,
	sample::{select, subsequence},
};
use spheron_primitives::Strategy as Choice;

fn tenant() -> impl Strategy<Value = usize> + Clone {
	0..TENANTS
}

fn provider() -> impl Strategy<Value = usize> + Clone {
	0..PROVIDERS
}

fn token() -> impl Strategy<Value = usize> + Clone {
	0..TOKENS.len()
}

/// Mostly the newest.
fn nth() -> impl Strategy<Value = Nth> {
	prop_oneof![
		6 => Just(Nth::Fitting(0)),
		6 => any::<u8>().prop_map(Nth::Fitting),
		1 => any::<u8>().prop_map(Nth::Any),
	]
}

fn price() -> impl Strategy<Value = Price> {
	prop_oneof![
		1 => (0..4_000u32).prop_map(Price::Units),
		6 => any::<Part>().prop_map(|part| Price::Spending(part / 2)),
	]
}

fn duration() -> impl Strategy<Value = u32> {
	prop_oneof![1 => 0..60u32, 3 => 60..2_000u32, 4 => 2_000..9_000u32]
}

fn strategy() -> impl Strategy<Value = Choice> {
	select(vec![Choice::Cheapest, Choice::Balanced, Choice::MostTrusted])
}

/// Mostly nothing, else a few of `n`.
fn few(n: u8) -> impl Strategy<Value = Vec<u8>> {
	prop_oneof![5 => Just(vec![]), 1 => vec(0..n, 1..3)]
}

fn some_providers() -> impl Strategy<Value = Vec<usize>> {
	prop_oneof![5 => Just(vec![]), 1 => vec(provider(), 1..3)]
}

fn allowed() -> impl Strategy<Value = Option<Vec<usize>>> {
	prop_oneof![6 => Just(None), 1 => vec(provider(), 0..4).prop_map(Some)]
}

fn tiers() -> impl Strategy<Value = Vec<u8>> {
	prop_oneof![5 => Just(vec![]), 1 => vec(4..=7u8, 1..4)]
}

fn disk() -> impl Strategy<Value = Option<u8>> {
	prop_oneof![4 => Just(None), 1 => (0..2u8).prop_map(Some)]
}

/// What an order is about: size, price, duration, and by what the best bid is chosen.
type What = (usize, Price, u32, Choice);

/// An order of `what` that asks something of its provider, or not.
fn ask_for(what: impl Strategy<Value = What>) -> impl Strategy<Value = Ask> {
	let wishes = (few(2), few(2), disk(), tiers(), allowed(), some_providers());
	(what, wishes).prop_map(
		|((size, price, duration, strategy), (regions, not_in, disk, tiers, allow, deny))| Ask {
			size,
			price,
			duration,
			strategy,
			regions,
			not_in,
			disk,
			tiers,
			allow,
			deny,
		},
	)
}

/// An order that may be refused.
fn ask() -> impl Strategy<Value = Ask> {
	ask_for((0..SIZES, price(), duration(), strategy()))
}

/// An order that has a good chance to be served: half of them ask nothing of their provider.
fn good_ask() -> impl Strategy<Value = Ask> {
	let price = any::<Part>().prop_map(|part| Price::Spending(part / 3));
	let duration = prop_oneof![1 => 60..2_000u32, 3 => 2_000..9_000u32];
	let what = (0..SIZES, price, duration, strategy());
	(ask_for(what), any::<bool>()).prop_map(|(ask, plain)| match plain {
		false => ask,
		true => Ask {
			regions: vec![],
			not_in: vec![],
			disk: None,
			tiers: vec![],
			allow: None,
			deny: vec![],
			..ask
		},
	})
}

/// Of a max price, in 256ths: often one of a few, so that there are ties; rarely none or too much.
fn bid_part() -> impl Strategy<Value = u16> {
	prop_oneof![
		4 => select(vec![64u16, 90, 100, 128, 256]),
		4 => 1..=256u16,
		1 => select(vec![0u16, 257, 200, 150]),
	]
}

fn bid() -> impl Strategy<Value = Step> {
	let order = prop_oneof![8 => Just(NEWEST), 2 => nth()];
	(order, provider(), bid_part()).prop_map(|(order, provider, part)| Step::Bid {
		order,
		provider,
		part,
	})
}

fn pass(blocks: u32) -> Step {
	Step::Pass { blocks, late: false }
}

/// Some providers bid, one after the other.
fn bids() -> impl Strategy<Value = Vec<Step>> {
	let all: Vec<usize> = (0..PROVIDERS).collect();
	(subsequence(all, 1..=PROVIDERS).prop_shuffle(), vec(bid_part(), PROVIDERS)).prop_map(
		|(providers, parts)| {
			let bids = providers.into_iter().zip(parts);
			bids.map(|(provider, part)| Step::Bid { order: NEWEST, provider, part }).collect()
		},
	)
}

/// An order with some bids, up to its match.
fn award() -> impl Strategy<Value = Vec<Step>> {
	(tenant(), token(), good_ask(), bids()).prop_map(|(who, token, ask, bids)| {
		let mut steps = vec![Step::Order { who, token, ask }];
		steps.extend(bids);
		steps.push(pass(3));
		steps
	})
}

/// Two orders of the same size, on both of which the same providers bid.
fn contention() -> impl Strategy<Value = Vec<Step>> {
	let order = || (tenant(), token(), good_ask());
	(2..SIZES, order(), order(), vec(provider(), 1..3), bid_part()).prop_map(
		|(size, first, second, providers, part)| {
			let order = |(who, token, ask)| Step::Order { who, token, ask: Ask { size, ..ask } };
			let bid = |provider, order| Step::Bid { order: Nth::Fitting(order), provider, part };
			let mut steps = vec![order(first), order(second)];
			steps.extend(providers.iter().flat_map(|who| [bid(*who, 0), bid(*who, 1)]));
			steps.push(pass(3));
			steps
		},
	)
}

/// Those who bid are not at the match what they were.
fn retreat() -> impl Strategy<Value = Vec<Step>> {
	(tenant(), token(), good_ask(), bids(), vec(retreats(), 1..3)).prop_map(
		|(who, token, ask, bids, retreats)| {
			let first = bids.iter().find_map(|step| match step {
				Step::Bid { provider, .. } => Some(*provider),
				_ => None,
			});
			let mut steps = vec![Step::Order { who, token, ask }];
			steps.extend(bids);
			steps.extend(retreats.iter().map(|retreat| retreat(first.unwrap_or_default())));
			steps.push(pass(3));
			steps
		},
	)
}

/// How a provider comes not to fit an order.
fn retreats() -> impl Strategy<Value = fn(usize) -> Step> {
	select::<fn(usize) -> Step>(vec![
		|provider| Step::Suspend { provider },
		|provider| Step::Change { provider, region: 0, disk: None, tokens: 1 },
		|provider| Step::Change { provider, region: 1, disk: Some(1), tokens: 2 },
		|provider| Step::Resize { provider, to: [1_000, 1_024, 50, 0, 0] },
		|provider| Step::Unbond { provider, tenths: 1_000 },
		|provider| Step::Punish { provider, percent: 90 },
	])
}

/// Providers are well again.
fn recovery() -> impl Strategy<Value = Vec<Step>> {
	(provider(), 0..2u8).prop_map(|(provider, region)| {
		let to = [10_000, 20_480, 300, 2, 1];
		vec![
			Step::Reinstate { provider },
			Step::Change { provider, region, disk: Some(region), tokens: 7 },
			Step::Resize { provider, to },
			Step::Bond { provider, tenths: 3_000 },
		]
	})
}

/// From an order to a deployment in service.
fn deployment() -> impl Strategy<Value = Vec<Step>> {
	(award(), 0..3u32).prop_map(|(mut steps, blocks)| {
		steps.extend([Step::Confirm { lease: NEWEST }, pass(blocks + 1)]);
		steps.push(Step::Activate { lease: NEWEST });
		steps
	})
}

/// An award that nobody confirms, and so the runner-up's.
fn lapse() -> impl Strategy<Value = Vec<Step>> {
	(award(), 29..32u32).prop_map(|(mut steps, blocks)| {
		steps.extend([pass(blocks), Step::Confirm { lease: NEWEST }]);
		steps
	})
}

fn request_update() -> impl Strategy<Value = Step> {
	let manifest = prop_oneof![1 => Just(FIRST_MANIFEST), 1 => 0..3u8];
	(nth(), 0..SIZES, manifest, any::<Part>()).prop_map(|(lease, size, manifest, part)| {
		Step::RequestUpdate { lease, size, manifest, part }
	})
}

/// An update, and what comes of it.
fn update() -> impl Strategy<Value = Vec<Step>> {
	let blocks = || prop_oneof![4 => 1..6u32, 1 => 28..32u32, 1 => 58..62u32];
	let answer = prop_oneof![
		8 => bid_part().prop_map(|part| Some(Step::AcceptUpdate { lease: NEWEST, part })),
		1 => Just(Some(Step::RefuseUpdate { lease: NEWEST })),
		1 => Just(Some(Step::WithdrawUpdate { lease: NEWEST })),
		1 => Just(None),
	];
	let outcome = prop_oneof![
		8 => Just(Some(Step::ApplyUpdate { lease: NEWEST })),
		1 => Just(Some(Step::RefuseUpdate { lease: NEWEST })),
		1 => Just(None),
	];
	(request_update(), blocks(), answer, vec(service(), 0..2), blocks(), outcome).prop_map(
		|(request, first, answer, meanwhile, second, outcome)| {
			let mut steps = vec![request, pass(first)];
			steps.extend(answer);
			steps.extend(meanwhile);
			steps.push(pass(second));
			steps.extend(outcome);
			steps
		},
	)
}

/// An offer, and its acceptance, or second thoughts.
fn hand_over() -> impl Strategy<Value = Vec<Step>> {
	(nth(), tenant(), prop::bool::weighted(0.7)).prop_map(|(lease, to, accepted)| {
		let answer = match accepted {
			true => Step::Accept { lease: NEWEST, who: None },
			false => Step::WithdrawOffer { lease: NEWEST },
		};
		vec![Step::Offer { lease, to }, answer]
	})
}

/// An order, and second thoughts.
fn cancelled() -> impl Strategy<Value = Vec<Step>> {
	(award(), 1..3usize).prop_map(|(mut steps, before)| {
		steps.truncate(before);
		steps.push(Step::Cancel { order: NEWEST });
		steps
	})
}

/// A deployment is closed, and its provider clears up.
fn closing() -> impl Strategy<Value = Vec<Step>> {
	(nth(), 0..150u32).prop_map(|(lease, blocks)| {
		vec![Step::CloseByTenant { lease }, pass(blocks + 1), Step::ConfirmClosed { lease: NEWEST }]
	})
}

/// A deployment is down for some time.
fn outage() -> impl Strategy<Value = Vec<Step>> {
	(nth(), prop_oneof![1..1_800u32, 1_799..1_802u32]).prop_map(|(lease, blocks)| {
		vec![
			Step::Report { lease, healthy: false },
			pass(blocks),
			Step::Report { lease: NEWEST, healthy: true },
		]
	})
}

/// A provider is suspended for some time.
fn suspension() -> impl Strategy<Value = Vec<Step>> {
	let blocks = prop_oneof![1 => 1..150u32, 3 => 150..160u32];
	(provider(), vec(any_of_lease(), 0..3), blocks).prop_map(|(provider, meanwhile, blocks)| {
		let mut steps = vec![Step::Suspend { provider }];
		steps.extend(meanwhile);
		let bond = Step::Bond { provider, tenths: 1_000 };
		steps.extend([pass(blocks), Step::Reinstate { provider }, bond]);
		steps
	})
}

fn deposits() -> impl Strategy<Value = Step> {
	prop_oneof![
		4 => (tenant(), token(), 0..600u32)
			.prop_map(|(who, token, tenths)| Step::Deposit { who, token, tenths }),
		2 => (tenant(), token(), any::<Part>())
			.prop_map(|(who, token, part)| Step::Withdraw { who, token, part }),
		1 => any::<u8>().prop_map(|nth| Step::WithdrawEarnings { nth }),
	]
}

fn market() -> impl Strategy<Value = Step> {
	prop_oneof![
		4 => (tenant(), token(), ask())
			.prop_map(|(who, token, ask)| Step::Order { who, token, ask }),
		10 => bid(),
		1 => nth().prop_map(|order| Step::Cancel { order }),
	]
}

/// The course of a lease.
fn any_of_lease() -> impl Strategy<Value = Step> {
	prop_oneof![
		3 => nth().prop_map(|lease| Step::Confirm { lease }),
		3 => nth().prop_map(|lease| Step::Activate { lease }),
		3 => nth().prop_map(|lease| Step::CloseByTenant { lease }),
		3 => nth().prop_map(|lease| Step::CloseByProvider { lease }),
		2 => nth().prop_map(|lease| Step::ConfirmClosed { lease }),
		2 => request_update(),
		2 => (nth(), bid_part()).prop_map(|(lease, part)| Step::AcceptUpdate { lease, part }),
		1 => nth().prop_map(|lease| Step::RefuseUpdate { lease }),
		2 => nth().prop_map(|lease| Step::ApplyUpdate { lease }),
		1 => nth().prop_map(|lease| Step::WithdrawUpdate { lease }),
		6 => service(),
	]
}

/// What goes on while a lease is in service.
fn service() -> impl Strategy<Value = Step> {
	prop_oneof![
		4 => nth().prop_map(|lease| Step::Settle { lease }),
		2 => (nth(), 0..3_000u32)
			.prop_map(|(lease, blocks)| Step::ExtendByBlocks { lease, blocks }),
		2 => (nth(), any::<Part>())
			.prop_map(|(lease, part)| Step::ExtendByAmount { lease, part }),
		1 => (nth(), tenant()).prop_map(|(lease, to)| Step::Offer { lease, to }),
		1 => nth().prop_map(|lease| Step::WithdrawOffer { lease }),
		1 => (nth(), proptest::option::of(tenant()))
			.prop_map(|(lease, who)| Step::Accept { lease, who }),
		1 => (nth(), any::<bool>())
			.prop_map(|(lease, healthy)| Step::Report { lease, healthy }),
		1 => nth().prop_map(|lease| Step::CloseByProvider { lease }),
	]
}

fn providers() -> impl Strategy<Value = Step> {
	let to = (1..12u64, 1..24u64, 50..400u64, 0..4u64, 0..3u64).prop_map(
		|(vcpu, ram, disk, small, large)| [vcpu * 1_000, ram * 1_024, disk, small, large],
	);
	prop_oneof![
		8 => (provider(), 1..4_000u32)
			.prop_map(|(provider, tenths)| Step::Bond { provider, tenths }),
		2 => (provider(), prop_oneof![0..100u32, 0..2_000u32])
			.prop_map(|(provider, tenths)| Step::Unbond { provider, tenths }),
		1 => (provider(), prop_oneof![0..30u32, 0..100u32])
			.prop_map(|(provider, percent)| Step::Punish { provider, percent }),
		2 => provider().prop_map(|provider| Step::Reinstate { provider }),
		1 => (provider(), 0..2u8).prop_map(|(provider, no)| match no {
			0 => Step::Leave { provider },
			_ => Step::Reinstate { provider },
		}),
		3 => (provider(), 0..2u8, proptest::option::of(0..2u8), prop_oneof![1..8usize, Just(7)]).prop_map(
			|(provider, region, disk, tokens)| Step::Change { provider, region, disk, tokens }
		),
		4 => (provider(), to).prop_map(|(provider, to)| Step::Resize { provider, to }),
	]
}

fn council() -> impl Strategy<Value = Step> {
	prop_oneof![
		2 => (1..=2u32).prop_map(|blocks| Step::SetWindow { blocks }),
		2 => select(vec![1u32, 2, 3, 8]).prop_map(|bids| Step::SetKept { bids }),
		3 => (10..300u32).prop_map(|cents| Step::Feed { cents }),
	]
}

fn time() -> impl Strategy<Value = Step> {
	let jump = prop_oneof![
		30 => 1..5u32,
		10 => 5..70u32,
		8 => 70..500u32,
		6 => 500..4_000u32,
		1 => 4_000..12_000u32,
	];
	prop_oneof![
		3 => (jump, prop::bool::weighted(0.4))
			.prop_map(|(blocks, late)| Step::Pass { blocks, late }),
		2 => (0..3u32).prop_map(|offset| Step::PassToDue { offset }),
	]
}

/// Many blocks pass, so that there are no prices until they are fed.
fn long() -> impl Strategy<Value = Vec<Step>> {
	(40_000..60_000u32, any::<bool>(), 10..300u32)
		.prop_map(|(blocks, late, cents)| vec![Step::Pass { blocks, late }, Step::Feed { cents }])
}

/// Some steps in a row, of which each goes well with those before it.
pub fn moves() -> impl Strategy<Value = Vec<Step>> {
	fn one(step: impl Strategy<Value = Step> + 'static) -> BoxedStrategy<Vec<Step>> {
		step.prop_map(|step| vec![step]).boxed()
	}
	prop_oneof![
		10 => deployment().boxed(),
		2 => award().boxed(),
		2 => contention().boxed(),
		2 => retreat().boxed(),
		3 => recovery().boxed(),
		2 => lapse().boxed(),
		8 => update().boxed(),
		3 => hand_over().boxed(),
		2 => cancelled().boxed(),
		1 => long().boxed(),
		3 => closing().boxed(),
		1 => outage().boxed(),
		1 => suspension().boxed(),
		6 => one(deposits()),
		8 => one(market()),
		14 => one(any_of_lease()),
		6 => one(providers()),
		3 => one(council()),
		10 => one(time()),
	]
}

/// Somebody has something to order with.
pub fn funds() -> impl Strategy<Value = Vec<Step>> {
	let deposit = (token(), 300..2_000u32);
	vec(deposit, TENANTS * 2).prop_map(|deposits| {
		let of = |(place, (token, tenths))| Step::Deposit { who: place % TENANTS, token, tenths };
		deposits.into_iter().enumerate().map(of).collect()
	})
}
