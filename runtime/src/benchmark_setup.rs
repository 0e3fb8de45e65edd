//! Puts the real pallets into the state that each other's benchmarks need.

use crate::{
	presets::{TDAI, USPON},
	*,
};
use alloc::{
	collections::{BTreeMap, BTreeSet},
	format,
	vec::Vec,
};
use frame_benchmarking::account;
use frame_support::{
	assert_ok,
	traits::{fungible::Mutate as _, fungibles::Mutate as _},
};
use frame_system::RawOrigin;
use pallet_leases::LeaseState;
use pallet_orders::MAX_BIDS;
use pallet_provider_staking::{benchmarking::unbond_all_but, MAX_UNBONDING};
use pallet_registry::types::MAX_TOKENS;
use sp_core::H256;
use sp_runtime::{FixedU128, Perbill};
use spheron_primitives::{
	attestation::generate,
	order::{MAX_LISTED_PROVIDERS, MAX_REGIONS, MAX_REQUIRED_ATTRIBUTES, MAX_SERVICES},
	provider::MAX_ATTRIBUTES,
	resources::{Gpus, MAX_GPU_MODELS},
	setup::Setup,
	traits::{Drain, Escrow as _, OpenBlocks, Providers},
	AttestationId, AttestationKeys, BigEndian, LeaseId, LeaseUpdate, Mode, OrderSpec, Resources,
	Service, Strategy, Tier, Token,
};

/// Answers with the real pallets.
pub struct MarketSetup;

/// The account of provider `index` and its operator key.
fn parties(index: u32) -> (AccountId, AccountId) {
	(account("provider", index, 0), account("operator", index, 0))
}

/// SPON that covers any deposit, stake and fee of a benchmark.
const PLENTY: Balance = 1_000_000_000 * SPON;

fn models(count: u32) -> Vec<spheron_primitives::GpuModel> {
	let mut listed: Vec<_> = pallet_registry::GpuModels::<Runtime>::iter_keys().collect();
	listed.sort();
	listed.into_iter().take(count as usize).collect()
}

/// Every payment token, and as many more as a provider can accept.
fn tokens() -> BTreeSet<Token> {
	let listed = [Token::Native, Token::WithId(USPON), Token::WithId(TDAI)];
	let others = (1_000..).map(Token::WithId);
	listed.into_iter().chain(others).take(MAX_TOKENS as usize).collect()
}

/// Services of one replica each, with a GPU of `models`.
fn services(models: Vec<spheron_primitives::GpuModel>) -> Vec<Service> {
	let with_gpu = |model| Service {
		vcpu_millis: 1_000,
		ram_mib: 1_024,
		storage_gib: 10,
		gpu: Some(Gpus { model, count: 1 }),
		replicas: 1,
	};
	models.into_iter().map(with_gpu).collect()
}

fn attributes(count: u32) -> BTreeMap<Vec<u8>, Vec<u8>> {
	(0..count)
		.map(|i| (format!("attribute/{i:022}").into_bytes(), format!("value/{i:058}").into_bytes()))
		.collect()
}

fn bounded<const KEY: u32, const VALUE: u32>(
	attributes: BTreeMap<Vec<u8>, Vec<u8>>,
) -> BTreeMap<
	frame_support::BoundedVec<u8, frame_support::traits::ConstU32<KEY>>,
	frame_support::BoundedVec<u8, frame_support::traits::ConstU32<VALUE>>,
> {
	attributes
		.into_iter()
		.map(|(key, value)| (key.try_into().unwrap(), value.try_into().unwrap()))
		.collect()
}

/// Makes `token` worth so much that every wallet is in the highest bracket.
fn precious(token: &Token) {
	let timestamp = Timestamp::get();
	let price =
		pallet_oracle::TimestampedValue { value: FixedU128::from_u32(1_000_000), timestamp };
	pallet_oracle::Values::<Runtime>::insert(token, price);
}

/// Makes the block one with an author, who has a share of every fee.
fn authored() {
	let slot = sp_consensus_aura::Slot::from(0);
	frame_system::Pallet::<Runtime>::deposit_log(sp_runtime::DigestItem::PreRuntime(
		sp_consensus_aura::AURA_ENGINE_ID,
		codec::Encode::encode(&slot),
	));
	assert!(Authorship::author().is_some());
}

/// Lets the clock of `provider` run for longer than any benchmark lasts.
fn alive(provider: &AccountId) {
	pallet_attestation::Clocks::<Runtime>::mutate(provider, |clock| {
		clock.attest(Eras::now(), Some(u32::MAX >> 1));
	});
}

/// Lets as many bids of an order be kept as can be.
fn most_bids() {
	use dynamic_params::market;
	let most =
		RuntimeParameters::Market(market::Parameters::BidsKept(market::BidsKept, Some(MAX_BIDS)));
	assert_ok!(Parameters::set_parameter(RawOrigin::Root.into(), most));
}

/// A table of brackets as long as it can be.
fn long_brackets() {
	let last = pallet_escrow::BracketTable::default().rows()[0];
	let rows: Vec<_> = (0..pallet_escrow::MAX_BRACKETS)
		.map(|i| pallet_escrow::Bracket { usd: last.usd + u128::from(i), ..last })
		.collect();
	assert_ok!(Escrow::set_brackets(RawOrigin::Root.into(), rows.try_into().unwrap()));
}

/// Where a deployment answers.
fn access() -> pallet_leases::AccessDetails {
	pallet_leases::AccessDetails {
		host: b"deployment.example".to_vec().try_into().unwrap(),
		ports: Default::default(),
		url: None,
	}
}

fn region(i: u32) -> spheron_primitives::Region {
	format!("region/{i:025}").into_bytes().try_into().unwrap()
}

impl Setup<AccountId> for MarketSetup {
	fn token() -> Token {
		Token::WithId(TDAI)
	}

	fn funded(index: u32, token: &Token, amount: Balance) -> AccountId {
		let who: AccountId = account("funded", index, 0);
		long_brackets();
		Fees::widen_routes();
		authored();
		precious(token);
		// So that an outage costs stake.
		precious(&Token::Native);
		Balances::set_balance(&who, PLENTY);
		match token {
			Token::Native => {
				assert_ok!(Balances::mint_into(&who, amount));
			}
			Token::WithId(id) => {
				assert_ok!(Assets::mint_into(*id, &who, amount.saturating_add(SPON)));
			}
		};
		who
	}

	fn wallet(index: u32, token: &Token, amount: Balance) -> AccountId {
		let who = Self::funded(index, token, amount);
		assert_ok!(Escrow::deposit(RawOrigin::Signed(who.clone()).into(), token.clone(), amount));
		who
	}

	fn provider(index: u32) -> (AccountId, AccountId) {
		let (provider, operator) = parties(index);
		Balances::set_balance(&provider, PLENTY);
		Balances::set_balance(&operator, PLENTY);
		let gpus: BTreeMap<_, _> =
			models(MAX_GPU_MODELS).into_iter().map(|model| (model, 1_000)).collect();
		let capacity = Resources {
			vcpu_millis: 10_000_000,
			ram_mib: 10_000_000,
			storage_gib: 10_000_000,
			gpus: gpus.try_into().unwrap(),
		};
		let details = pallet_registry::Details {
			name: alloc::vec![b'n'; 64].try_into().unwrap(),
			region: region(0),
			mode: Mode::Provider,
			capacity: capacity.clone(),
			cpu_class: b"medium".to_vec().try_into().unwrap(),
			host_uri: alloc::vec![b'h'; 128].try_into().unwrap(),
			tls_hash: H256::repeat_byte(1),
			tokens: tokens().try_into().unwrap(),
			reward_account: provider.clone(),
			operator: operator.clone(),
			attributes: bounded(attributes(MAX_ATTRIBUTES)).try_into().unwrap(),
		};
		let signed = || RawOrigin::Signed(provider.clone()).into();
		pallet_registry::benchmarking::admit::<Runtime>(&provider, details);
		let required = Staking::required_for(&capacity);
		assert_ok!(Staking::bond(signed(), required + Balance::from(MAX_UNBONDING)));
		unbond_all_but::<Runtime>(&provider, required);
		alive(&provider);
		(provider, operator)
	}

	fn spec() -> OrderSpec<AccountId> {
		let listed = |name, count| -> BTreeSet<AccountId> {
			(0..count).map(|i| account(name, i, 0)).collect()
		};
		OrderSpec {
			services: services(models(MAX_SERVICES)).try_into().unwrap(),
			regions: (0..MAX_REGIONS).map(region).collect::<BTreeSet<_>>().try_into().unwrap(),
			excluded_regions: (MAX_REGIONS..2 * MAX_REGIONS)
				.map(region)
				.collect::<BTreeSet<_>>()
				.try_into()
				.unwrap(),
			attributes: bounded(attributes(MAX_REQUIRED_ATTRIBUTES)).try_into().unwrap(),
			tiers: BTreeSet::from([Tier::Tier4, Tier::Tier5, Tier::Tier6]).try_into().unwrap(),
			mode: Mode::Provider,
			token: Self::token(),
			max_price: SPON,
			duration: 10 * HOURS,
			manifest: H256::repeat_byte(2),
			strategy: Strategy::Balanced,
			allow: Some(listed("provider", MAX_LISTED_PROVIDERS).try_into().unwrap()),
			deny: listed("denied", MAX_LISTED_PROVIDERS).try_into().unwrap(),
		}
	}

	fn resources() -> Resources {
		Resources::of_services(&Self::spec().services).unwrap()
	}

	fn update() -> LeaseUpdate {
		let other_models = models(2 * MAX_SERVICES).split_off(MAX_SERVICES as usize);
		let mut services = services(other_models);
		// More of everything, so that every part of a footprint moves.
		services.iter_mut().for_each(|service| {
			service.vcpu_millis *= 2;
			service.ram_mib *= 2;
			service.storage_gib *= 2;
		});
		LeaseUpdate {
			services: services.try_into().unwrap(),
			manifest: H256::repeat_byte(3),
			max_price: 2 * SPON,
		}
	}

	/// However few they are, an era ends with them, which still takes points: the first look at a provider
	/// in an era is the dearest.
	fn pass(blocks: u32) {
		if blocks == 0 {
			return;
		}
		let now = Eras::now().saturating_add(blocks);
		pallet_eras::Now::<Runtime>::put(now);
		let era = pallet_eras::CurrentEra::<Runtime>::get();
		let next = era.next(now);
		pallet_eras::CurrentEra::<Runtime>::put(next);
		pallet_eras::EraStarts::<Runtime>::insert(next.index, now);
		let closing = pallet_eras::ClosingEra { era: era.index, freezes_at: u32::MAX };
		pallet_eras::Closing::<Runtime>::put(closing);
	}

	fn serving(tenant: &AccountId, operator: &AccountId) -> LeaseId {
		let lease = Self::awarded(tenant, operator);
		let signed = || RawOrigin::Signed(operator.clone()).into();
		assert_ok!(Leases::confirm(signed(), lease));
		assert_ok!(Leases::activate(signed(), lease, access()));
		lease
	}

	fn awarded(tenant: &AccountId, operator: &AccountId) -> LeaseId {
		most_bids();
		let order = pallet_orders::NextOrderId::<Runtime>::get();
		let spec = Self::spec();
		let price = spec.max_price / 2;
		assert_ok!(Orders::create(
			RawOrigin::Signed(tenant.clone()).into(),
			alloc::boxed::Box::new(spec)
		));
		let winner = pallet_registry::Providers::<Runtime>::iter()
			.find_map(|(provider, entry)| (entry.details.operator == *operator).then_some(provider))
			.unwrap();
		let signed = RawOrigin::Signed(operator.clone());
		assert_ok!(Orders::bid(signed.into(), order, winner.clone(), price));
		// All others that the order allows.
		let mut runners_up = Vec::new();
		for i in (0..MAX_LISTED_PROVIDERS).filter(|i| parties(*i).0 != winner) {
			let (provider, runner_up) = parties(i);
			if !pallet_registry::Providers::<Runtime>::contains_key(&provider) {
				Self::provider(i);
			}
			let signed = RawOrigin::Signed(runner_up);
			let price = price + 1 + Balance::from(i);
			assert_ok!(Orders::bid(signed.into(), order, provider.clone(), price));
			runners_up.push(provider);
		}
		assert_eq!(runners_up.len() + 1, MAX_BIDS as usize);
		Self::pass(3);
		assert_ok!(Orders::poke(RawOrigin::Signed(tenant.clone()).into(), 1));
		// All but the last runner-up have no stake any more, of all ways to fail the one that takes longest
		// to find out: the dearest case if the award lapses.
		runners_up.pop();
		runners_up.iter().for_each(Self::unbonding);
		LeaseId(pallet_leases::NextLeaseId::<Runtime>::get().0 - 1)
	}

	fn last_runners_up(lease: LeaseId, count: u32) {
		let order = pallet_leases::Leases::<Runtime>::get(lease).unwrap().order;
		let mut bids = pallet_orders::Bids::<Runtime>::take(order);
		while bids.len() > count {
			bids.pop_best();
		}
		if count > 0 {
			pallet_orders::Bids::<Runtime>::insert(order, bids);
		}
	}

	fn unbonding(provider: &AccountId) {
		unbond_all_but::<Runtime>(provider, 1);
	}

	fn misconduct(provider: &AccountId) {
		let nearly_all = Perbill::from_parts(999_999_999);
		assert_ok!(Staking::slash(RawOrigin::Root.into(), provider.clone(), nearly_all));
		Self::unbonding(provider);
	}

	fn silent(provider: &AccountId) {
		pallet_attestation::Clocks::<Runtime>::mutate(provider, |clock| {
			clock.attest(Eras::now(), None);
		});
	}

	fn drained(provider: &AccountId) {
		let signed = || RawOrigin::Signed(provider.clone()).into();
		let leases: Vec<_> =
			pallet_leases::ByProvider::<Runtime>::iter_key_prefix(provider).collect();
		for lease in leases {
			let lease = LeaseId(lease.0);
			assert_ok!(Leases::settle(signed(), lease));
			if matches!(
				pallet_leases::Leases::<Runtime>::get(lease).unwrap().state,
				LeaseState::Closing { .. }
			) {
				assert_ok!(Leases::confirm_closed(signed(), lease));
			}
		}
		assert!(!Leases::is_draining(provider));
	}

	fn reinstated(provider: &AccountId) {
		assert_ok!(Registry::suspend(RawOrigin::Root.into(), provider.clone()));
		assert_ok!(Registry::reinstate(RawOrigin::Root.into(), provider.clone()));
	}

	fn leaving(provider: &AccountId) {
		assert_ok!(Registry::leave(RawOrigin::Signed(provider.clone()).into()));
	}

	fn attesting(provider: &AccountId) -> AttestationId {
		let [(current, _), (previous, _)] = [(); 2].map(|()| generate(provider).unwrap());
		for key in [&current, &previous] {
			pallet_registry::AttestationKeyOwners::<Runtime>::insert(key, provider);
		}
		let keys = AttestationKeys { current, previous: Some((previous.clone(), Eras::now())) };
		pallet_registry::AttestationKeys::<Runtime>::insert(provider, keys);
		previous
	}

	/// One by way of an order; the others are made after it.
	fn serving_many(provider: &AccountId, count: u32) -> Vec<LeaseId> {
		if count == 0 {
			return Vec::new();
		}
		let tenant = Self::wallet(1, &Self::token(), Balance::MAX >> 32);
		let operator =
			pallet_registry::Providers::<Runtime>::get(provider).unwrap().details.operator;
		let first = Self::serving(&tenant, &operator);
		let lease = pallet_leases::Leases::<Runtime>::get(first).unwrap();
		let copy = |id: LeaseId| {
			assert_ok!(Escrow::lock(&tenant, &lease.token, lease.locked));
			assert_ok!(Escrow::occupy(&tenant, &lease.token, &lease.footprint));
			assert_ok!(Registry::reserve(provider, &lease.resources));
			pallet_leases::Leases::<Runtime>::insert(id, lease.clone());
			pallet_leases::ByProvider::<Runtime>::insert(provider, BigEndian(id.0), ());
			let due = BigEndian(lease.service_deadline.unwrap());
			pallet_leases::ServiceDeadlines::<Runtime>::insert(
				(provider, due, BigEndian(id.0)),
				(),
			);
			id
		};
		let next = pallet_leases::NextLeaseId::<Runtime>::get().0;
		let ids: Vec<_> = (0..u64::from(count) - 1).map(|i| copy(LeaseId(next + i))).collect();
		pallet_leases::NextLeaseId::<Runtime>::put(LeaseId(next + u64::from(count)));
		core::iter::once(first).chain(ids).collect()
	}
}
