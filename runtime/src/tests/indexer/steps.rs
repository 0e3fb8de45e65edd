//! What happens to the chain, at random: calls by whoever may make them, attestations, motions,
//! maintenance, migrations, and time.

use super::{signed, Indexer, PROVIDERS, TENANTS};
use crate::{
	dynamic_params::{attestation, market, registry},
	presets::USPON,
	tests::{
		chain::dispatch,
		market::{access, price_all, spec, USD},
	},
	AccountId, Balance, Eras, Leases, Registry, Runtime, RuntimeCall, RuntimeParameters, DAYS,
	SPON,
};
use frame_system::RawOrigin;
use pallet_attestation::{Attestation, Clocks, Unhealthy};
use pallet_leases::{Call, Extension, LeaseState};
use pallet_orders::{Call as OrdersCall, Orders};
use pallet_registry::Call as RegistryCall;
use sp_core::{sr25519, H256};
use sp_runtime::{DispatchResult, FixedU128};
use spheron_primitives::{
	resources::Gpus,
	traits::{Drain, DrainReason, OpenBlocks},
	LeaseId, LeaseUpdate, OrderId, OrderSpec, Service, Strategy, Token,
};

/// A simple generator of numbers: the same sequences every time.
pub struct Dice(u64);

impl Dice {
	pub fn new(sequence: u64) -> Self {
		Self(0x9E37_79B9_7F4A_7C15 ^ (sequence + 1).wrapping_mul(0xD134_2543_DE82_EF95))
	}

	fn roll(&mut self, sides: u64) -> u64 {
		self.0 ^= self.0 << 13;
		self.0 ^= self.0 >> 7;
		self.0 ^= self.0 << 17;
		(self.0 >> 11) % sides
	}

	fn pick<T: Clone>(&mut self, from: &[T]) -> Option<T> {
		let index = self.roll(from.len().max(1) as u64) as usize;
		from.get(index).cloned()
	}
}

/// Something happens; the indexer listens if it was not refused, as then nothing has changed.
pub fn random_step(dice: &mut Dice, indexer: &mut Indexer) {
	let provider = dice.pick(&PROVIDERS).unwrap().to_account_id();
	let done = match dice.roll(50) {
		0 if dice.roll(2) == 0 => ruin(dice, &provider),
		0..=2 => dispatch(RawOrigin::Root, RegistryCall::<Runtime>::reinstate { provider }),
		3..=6 => attest_anything(dice, &provider),
		7..=15 => return indexer.pass(dice.pick(&[1, 1, 1, 1, 2, 3]).unwrap()),
		16 | 17 => {
			let blocks = [10, 29, 30, 31, 60, 149, 150, 299, 300, 1_799, 1_800, 2_500];
			return indexer.pass(dice.pick(&blocks).unwrap());
		}
		18 if dice.roll(8) == 0 => {
			indexer.pass(7 * DAYS);
			price_all(FixedU128::from_rational(1, 2))
		}
		19 => decide_anything(dice),
		20 => return indexer.migrate(1 + dice.roll(4) as u32),
		21 => maintain(dice, &provider),
		22 => recover(dice, indexer, &provider),
		_ => match random_call(dice) {
			Some((who, call)) => dispatch(signed(&who), call),
			None => return,
		},
	};
	if done.is_ok() {
		indexer.listen();
	}
}

/// The council sets `parameter`.
pub fn decide(parameter: RuntimeParameters) -> DispatchResult {
	let set = pallet_parameters::Call::<Runtime>::set_parameter { key_value: parameter };
	dispatch(pallet_collective::RawOrigin::Members(2, 3), set)
}

/// Sets a parameter, or takes back what motions said of it.
type Set = fn(Option<u32>) -> RuntimeParameters;

/// What the market's deadlines are made of, with the values that motions give it here.
fn parameters() -> [(Set, &'static [u32]); 15] {
	macro_rules! of {
		($module:ident, $variant:ident, $key:ident) => {
			|value| RuntimeParameters::$variant($module::Parameters::$key($module::$key, value))
		};
	}
	[
		(of!(market, Market, BiddingWindow), &[0, 1, 2, 9]),
		(of!(market, Market, BidsKept), &[0, 1, 2]),
		(of!(market, Market, ConfirmWithin), &[0, 10, 60]),
		(of!(market, Market, ActivateWithin), &[0, 40, 600]),
		(of!(market, Market, CloseWithin), &[0, 20, 300]),
		(of!(market, Market, ProviderNotice), &[0, 100, 2_400]),
		(of!(market, Market, OutageLimit), &[1, 200, 1_000]),
		(of!(market, Market, FundsLowNotice), &[0, 30, 1_000, 5_000, u32::MAX]),
		(of!(market, Market, HistoryBlocks), &[0, 200, 10_000]),
		(of!(market, Market, UpdateAnswerWithin), &[0, 10, 90]),
		(of!(market, Market, UpdateApplyWithin), &[0, 20, 120]),
		(of!(market, Market, MaxDuration), &[1_900, 5_000]),
		(of!(attestation, Attestation, AttestationPeriod), &[20, 1_000, 20_000]),
		(of!(registry, Registry, MaintenanceNotice), &[0, 50]),
		(of!(registry, Registry, MaxMaintenance), &[0, 100]),
	]
}

fn decide_anything(dice: &mut Dice) -> DispatchResult {
	let (set, values) = dice.pick(&parameters()).unwrap();
	let value = (dice.roll(4) > 0).then(|| dice.pick(values)).flatten();
	decide(set(value))
}

/// All parameters are again what they were at genesis.
pub fn take_back_all() {
	for (set, _) in parameters() {
		decide(set(None)).unwrap();
	}
}

/// The node of `provider` says so much, if it is heard. Its signature is looked at before.
pub fn attest(provider: &AccountId, unhealthy: Unhealthy) -> DispatchResult {
	let sequence = Clocks::<Runtime>::get(provider).sequence + 1;
	let provider = provider.clone();
	let attestation = Attestation { provider, sequence, signed_at: Eras::now(), unhealthy };
	let signature = sr25519::Signature::from_raw([0; 64]).into();
	let call = pallet_attestation::Call::<Runtime>::attest { attestation, signature };
	dispatch(RawOrigin::Authorized, call)
}

/// A provider attests: that all is well, that about half of the leases there are are not, whosever they
/// are, or that nothing is.
fn attest_anything(dice: &mut Dice, provider: &AccountId) -> DispatchResult {
	let unhealthy = match dice.roll(10) {
		0 => Unhealthy::All,
		1..=4 => some_unhealthy(dice),
		_ => Unhealthy::None,
	};
	attest(provider, unhealthy)
}

/// Some leases are not healthy for a period, and then all are.
fn recover(dice: &mut Dice, indexer: &mut Indexer, provider: &AccountId) -> DispatchResult {
	attest(provider, some_unhealthy(dice))?;
	indexer.listen();
	indexer.pass(pallet_attestation::Pallet::<Runtime>::period());
	attest(provider, Unhealthy::None)
}

/// About half of the leases there are, whosever they are.
fn some_unhealthy(dice: &mut Dice) -> Unhealthy {
	let mut leases = live_leases();
	leases.retain(|_| dice.roll(2) == 0);
	Unhealthy::Listed(leases.try_into().unwrap())
}

/// A provider announces a maintenance, or ends the one that it announced.
fn maintain(dice: &mut Dice, provider: &AccountId) -> DispatchResult {
	let call: RegistryCall<Runtime> = match dice.roll(4) {
		0 => RegistryCall::cancel_maintenance {},
		1 => RegistryCall::end_maintenance {},
		_ => {
			let ahead = Registry::maintenance_notice().max(1) + dice.roll(20) as u32;
			let starts_at = Eras::now() + ahead;
			let length = 1 + dice.roll(Registry::max_maintenance().min(3_000).into()) as u32;
			RegistryCall::announce_maintenance { starts_at, ends_at: starts_at + length }
		}
	};
	dispatch(signed(provider), call)
}

/// All leases of a provider are to be closed.
fn ruin(dice: &mut Dice, provider: &AccountId) -> DispatchResult {
	match dice.roll(3) {
		0 => {
			let provider = provider.clone();
			return dispatch(RawOrigin::Root, RegistryCall::<Runtime>::suspend { provider });
		}
		1 => Leases::drain(provider, DrainReason::Outage),
		_ => Leases::drain(provider, DrainReason::Slashed),
	}
	Ok(())
}

fn token(dice: &mut Dice) -> Token {
	if dice.roll(3) == 0 {
		Token::Native
	} else {
		Token::WithId(USPON)
	}
}

fn services(dice: &mut Dice) -> Vec<Service> {
	let gpu = (dice.roll(2) == 0)
		.then(|| Gpus { model: b"rtx3060".to_vec().try_into().unwrap(), count: 1 });
	let service = Service {
		vcpu_millis: 500 * (1 + dice.roll(12)) as u32,
		ram_mib: 1_024 * (1 + dice.roll(8)) as u32,
		storage_gib: 10 * (1 + dice.roll(8)) as u32,
		gpu,
		replicas: 1 + dice.roll(2) as u32,
	};
	vec![service; 1 + dice.roll(2) as usize]
}

fn price(dice: &mut Dice, token: &Token) -> Balance {
	let unit = if *token == Token::Native { SPON } else { USD };
	unit / 1_000 * Balance::from(1 + dice.roll(999)) + Balance::from(dice.roll(1_000))
}

fn order(dice: &mut Dice) -> OrderSpec<AccountId> {
	let token = token(dice);
	let strategies = [Strategy::Cheapest, Strategy::Balanced, Strategy::MostTrusted];
	OrderSpec {
		services: services(dice).try_into().unwrap(),
		max_price: price(dice, &token),
		token,
		duration: dice.pick(&[40, 1_900, 4_000, 20_000]).unwrap(),
		manifest: H256::from_low_u64_be(dice.roll(1_000)),
		strategy: dice.pick(&strategies).unwrap(),
		..spec()
	}
}

/// The leases that are not `Closed`.
fn live_leases() -> Vec<LeaseId> {
	pallet_leases::Leases::<Runtime>::iter()
		.filter(|(_, lease)| !matches!(lease.state, LeaseState::Closed { .. }))
		.map(|(id, _)| id)
		.collect()
}

/// A random call by somebody who may, if the state lets him.
fn random_call(dice: &mut Dice) -> Option<(AccountId, RuntimeCall)> {
	match dice.roll(24) {
		kind @ 0..=7 => call_of_order(dice, kind),
		kind => call_of_lease(dice, kind),
	}
}

fn call_of_order(dice: &mut Dice, kind: u64) -> Option<(AccountId, RuntimeCall)> {
	let orders: Vec<OrderId> = Orders::<Runtime>::iter_keys().collect();
	Some(match kind {
		0..=2 => {
			let tenant = dice.pick(&TENANTS)?.to_account_id();
			(tenant, OrdersCall::<Runtime>::create { spec: Box::new(order(dice)) }.into())
		}
		3..=6 => {
			let order = dice.pick(&orders)?;
			let most = Orders::<Runtime>::get(order)?.spec.max_price;
			let price = most / 256 * Balance::from(1 + dice.roll(256));
			let provider = dice.pick(&PROVIDERS)?.to_account_id();
			(provider.clone(), OrdersCall::<Runtime>::bid { order, provider, price }.into())
		}
		_ => {
			let order = dice.pick(&orders).filter(|_| dice.roll(4) == 0)?;
			let tenant = Orders::<Runtime>::get(order)?.tenant;
			(tenant, OrdersCall::<Runtime>::cancel { order }.into())
		}
	})
}

fn call_of_lease(dice: &mut Dice, kind: u64) -> Option<(AccountId, RuntimeCall)> {
	let tenant = dice.pick(&TENANTS)?.to_account_id();
	let id = dice.pick(&live_leases())?;
	let lease = pallet_leases::Leases::<Runtime>::get(id)?;
	let (mine, theirs) = (lease.tenant.clone(), lease.provider.clone());
	let (who, call): (_, Call<Runtime>) = match kind {
		8 | 9 => (theirs, Call::confirm { lease: id }),
		10 | 11 => (theirs, Call::activate { lease: id, access: access() }),
		12 if dice.roll(3) == 0 => (mine, Call::close { lease: id }),
		12 => (theirs, Call::confirm_closed { lease: id }),
		13 if dice.roll(3) == 0 => (theirs, Call::close { lease: id }),
		13 | 14 => (tenant, Call::settle { lease: id }),
		15 if dice.roll(2) == 0 => {
			(mine, Call::extend { lease: id, by: Extension::Blocks(1 + dice.roll(3_000) as u32) })
		}
		15 => {
			let amount = price(dice, &lease.token);
			(mine, Call::extend { lease: id, by: Extension::Amount(amount) })
		}
		16 => (mine, Call::offer { lease: id, to: tenant }),
		17 if dice.roll(2) == 0 => (mine, Call::withdraw_offer { lease: id }),
		17 => (lease.offered_to?, Call::accept { lease: id }),
		18 | 19 => {
			let update = LeaseUpdate {
				services: services(dice).try_into().unwrap(),
				manifest: H256::from_low_u64_be(dice.roll(1_000)),
				max_price: price(dice, &lease.token),
			};
			(mine, Call::request_update { lease: id, update })
		}
		20 => {
			let pallet_leases::PendingUpdate { hash: update, max_price, .. } = lease.update?;
			let price = 1 + max_price / 256 * Balance::from(dice.roll(256));
			(theirs, Call::accept_update { lease: id, update, price })
		}
		21 | 22 if dice.roll(2) == 0 => (theirs, Call::apply_update { lease: id }),
		_ if dice.roll(2) == 0 => (theirs, Call::refuse_update { lease: id }),
		_ => (mine, Call::withdraw_update { lease: id }),
	};
	Some((who, call.into()))
}
