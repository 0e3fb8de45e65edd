//! The other pallets, played by fakes that keep their state in storage, so that a rolled back call
//! rolls them back too.

use super::*;
use frame_support::{
	pallet_prelude::{OptionQuery, ValueQuery},
	storage_alias, Blake2_128Concat,
};
use pallet_attestation::{ClockState, Run};
use sp_runtime::DispatchError;
use spheron_primitives::{
	price::MicroUsd,
	traits::{self, AliveClock, Escrow, Fault, Leases as _, Unbacked, Unfit, Victim},
	EraIndex, MaintenanceWindow, OrderSpec, Payment,
};
use std::{cell::RefCell, collections::BTreeMap};

/// Every block is an open one unless `IsOpen` says otherwise.
pub struct Time;
impl traits::OpenBlocks for Time {
	fn now() -> OpenBlock {
		System::block_number() as u32
	}
	fn is_open() -> bool {
		IsOpen::get()
	}
	fn era() -> EraIndex {
		0
	}
}

#[storage_alias]
pub type Locked = StorageMap<Fakes, Blake2_128Concat, (AccountId, Token), Balance, ValueQuery>;
#[storage_alias]
pub type Unlocked = StorageMap<Fakes, Blake2_128Concat, (AccountId, Token), Balance, ValueQuery>;
#[storage_alias]
pub type Earned = StorageMap<Fakes, Blake2_128Concat, (AccountId, Token), Balance, ValueQuery>;
#[storage_alias]
pub type Fees = StorageMap<Fakes, Blake2_128Concat, (FeeKind, Token), Balance, ValueQuery>;
/// Payments by this account fail.
#[storage_alias]
pub type FailingPayer = StorageValue<Fakes, AccountId, OptionQuery>;

/// What runs on a wallet.
#[storage_alias]
pub type Used = StorageMap<Fakes, Blake2_128Concat, (AccountId, Token), Footprint, ValueQuery>;
/// The bracket of this account is full.
#[storage_alias]
pub type FullBracket = StorageValue<Fakes, AccountId, OptionQuery>;

/// What the ledger says where too little is unlocked.
pub const TOO_LITTLE: DispatchError = DispatchError::Other("too little unlocked");
/// What the ledger says where a bracket is full.
pub const OVER_BRACKET: DispatchError = DispatchError::Other("over the bracket");

pub struct Ledger;
impl Ledger {
	fn take(who: AccountId, token: &Token, amount: Balance) -> DispatchResult {
		Locked::try_mutate((who, token.clone()), |locked| {
			*locked =
				locked.checked_sub(amount).ok_or(DispatchError::Other("too little locked"))?;
			Ok(())
		})
	}
}
impl traits::Escrow<AccountId> for Ledger {
	fn ensure_payment_token(_: &Token) -> DispatchResult {
		unimplemented!("orders are not made here")
	}
	fn lock(who: &AccountId, token: &Token, amount: Balance) -> DispatchResult {
		Unlocked::try_mutate((who, token.clone()), |free| {
			*free = free.checked_sub(amount).ok_or(TOO_LITTLE)?;
			Ok::<_, DispatchError>(())
		})?;
		Locked::mutate((who, token.clone()), |locked| *locked += amount);
		Ok(())
	}
	fn unlock(who: &AccountId, token: &Token, amount: Balance) -> DispatchResult {
		Self::take(*who, token, amount)?;
		Unlocked::mutate((who, token.clone()), |free| *free += amount);
		Ok(())
	}
	fn pay(payment: &Payment<AccountId>) -> DispatchResult {
		let Payment { payer, token, earned, fees } = payment;
		if FailingPayer::get() == Some(*payer) {
			return Err(DispatchError::Unavailable);
		}
		Self::take(*payer, token, payment.total().unwrap())?;
		if let Some((who, amount)) = earned {
			Earned::mutate((who, token.clone()), |sum| *sum += amount);
		}
		for (kind, amount) in fees {
			Fees::mutate((kind, token.clone()), |sum| *sum += amount);
		}
		Ok(())
	}
	fn locked(who: &AccountId, token: &Token) -> Balance {
		Locked::get((who, token.clone()))
	}
	fn occupy(who: &AccountId, token: &Token, more: &Footprint) -> DispatchResult {
		if more.is_empty() {
			return Ok(());
		}
		frame_support::ensure!(FullBracket::get() != Some(*who), OVER_BRACKET);
		Used::mutate((who, token.clone()), |used| *used = used.checked_add(more).unwrap());
		Ok(())
	}
	fn vacate(who: &AccountId, token: &Token, less: &Footprint) {
		Used::mutate((who, token.clone()), |used| *used = used.checked_sub(less).unwrap());
	}
	fn hand_over(
		from: &AccountId,
		to: &AccountId,
		token: &Token,
		amount: Balance,
		footprint: &Footprint,
	) -> DispatchResult {
		Self::take(*from, token, amount)?;
		Locked::mutate((to, token.clone()), |locked| *locked += amount);
		Self::vacate(from, token, footprint);
		Self::occupy(to, token, footprint)
	}
}

#[storage_alias]
pub type Reserved = StorageMap<Fakes, Blake2_128Concat, AccountId, Resources, ValueQuery>;

/// This provider is not active.
#[storage_alias]
pub type Inactive = StorageValue<Fakes, AccountId, OptionQuery>;
/// This provider is leaving.
#[storage_alias]
pub type Leaving = StorageValue<Fakes, AccountId, OptionQuery>;
/// The one maintenance of a provider.
#[storage_alias]
pub type Maintenance =
	StorageMap<Fakes, Blake2_128Concat, AccountId, MaintenanceWindow, OptionQuery>;

/// A provider has 1 000 vCPU and 1 000 GPUs.
pub struct Registry;
impl traits::Providers<AccountId> for Registry {
	fn is_operator(provider: &AccountId, who: &AccountId) -> bool {
		*who == *provider + 1_000
	}
	fn fits(_: &AccountId, _: &OrderSpec<AccountId>, _: &Resources) -> Result<(), Unfit> {
		Ok(())
	}
	fn reserve(provider: &AccountId, resources: &Resources) -> Result<(), Unfit> {
		frame_support::ensure!(Inactive::get() != Some(*provider), Unfit::NotActive);
		let reserved = Reserved::get(provider).checked_add(resources).unwrap();
		if !Self::capacity(provider).unwrap().covers(&reserved) {
			return Err(Unfit::NoCapacity);
		}
		Reserved::insert(provider, reserved);
		Ok(())
	}
	fn release(provider: &AccountId, resources: &Resources) {
		Reserved::mutate(provider, |reserved| *reserved = reserved.checked_sub(resources).unwrap());
	}
	fn capacity(_: &AccountId) -> Option<Resources> {
		Some(resources_of(1_000))
	}
	fn reserved(provider: &AccountId) -> Resources {
		Reserved::get(provider)
	}
	fn proxy_address(provider: &AccountId) -> Option<AccountId> {
		Some(*provider)
	}
	fn is_leaving(provider: &AccountId) -> bool {
		Leaving::get() == Some(*provider)
	}
	fn maintenance(provider: &AccountId, n: OpenBlock) -> Option<MaintenanceWindow> {
		Maintenance::get(provider).filter(|window| window.starts_at <= n)
	}
}

/// A GPU counts 1.5 units.
pub struct Models;
impl traits::Catalogue for Models {
	fn knows(resources: &Resources) -> bool {
		resources.gpus.keys().all(|model| model.as_slice() != UNKNOWN_MODEL)
	}
	fn gpu_units(resources: &Resources) -> u128 {
		resources.gpus.values().map(|count| 150 * u128::from(*count)).sum()
	}
}

#[storage_alias]
pub type Faults = StorageMap<Fakes, Blake2_128Concat, AccountId, u32, ValueQuery>;
/// As of which blocks, in the order in which they were told.
#[storage_alias]
pub type FaultsAt = StorageValue<Fakes, Vec<OpenBlock>, ValueQuery>;

/// The outages that staking was told of: the value of what was missed, and who missed it.
#[storage_alias]
pub type Outages = StorageValue<Fakes, Vec<(MicroUsd, Victim<AccountId>)>, ValueQuery>;
/// The tenants that it was told of whose leases were closed for misconduct.
#[storage_alias]
pub type Victims = StorageValue<Fakes, Vec<Victim<AccountId>>, ValueQuery>;

/// What providers paid for leases that ended in `Ready`.
#[storage_alias]
pub type Charged = StorageMap<Fakes, Blake2_128Concat, AccountId, Balance, ValueQuery>;
/// What a provider can pay for them, if that is little.
#[storage_alias]
pub type Poor = StorageMap<Fakes, Blake2_128Concat, AccountId, Balance, OptionQuery>;

/// What a provider has at stake before its first outage.
const STAKE: Balance = 1 << 100;

pub struct Staking;
impl Staking {
	/// Whoever answers for a loss must still be known: its capacity is not released yet.
	fn assert_answers_for(provider: &AccountId, victim: &Victim<AccountId>) {
		assert_eq!(lease(victim.lease).provider, *provider);
		assert!(Reserved::get(provider).covers(&lease(victim.lease).resources));
	}
}
impl traits::Stake<AccountId> for Staking {
	fn active(_: &AccountId) -> Balance {
		STAKE - Outages::get().iter().map(|(missed, _)| missed).sum::<MicroUsd>()
	}
	fn outage(
		provider: &AccountId,
		resources: &Resources,
		missed: MicroUsd,
		victim: Victim<AccountId>,
	) {
		Self::assert_answers_for(provider, &victim);
		assert_eq!(*resources, lease(victim.lease).resources);
		Outages::append((missed, victim));
	}
	fn slash_closed(provider: &AccountId, victim: Victim<AccountId>) {
		Self::assert_answers_for(provider, &victim);
		Victims::append(victim);
	}
	fn charge(provider: &AccountId, amount: Balance) -> Balance {
		let taken = Poor::get(provider).unwrap_or(amount).min(amount);
		Charged::mutate(provider, |sum| *sum += taken);
		taken
	}
	fn may_bid(provider: &AccountId) -> Result<(), Unbacked> {
		match Poor::get(provider) {
			Some(0) => Err(Unbacked::StakeTooLow),
			_ => Ok(()),
		}
	}
	fn fault(provider: &AccountId, fault: Fault, _: &Resources, at: OpenBlock) {
		assert_eq!(fault, Fault::Unconfirmed);
		FaultsAt::append(at);
		Faults::mutate(provider, |count| *count += 1);
	}
}

/// A unit is worth two millionths of a dollar; SPON never had a price.
pub struct Worth;
impl traits::Valuation for Worth {
	fn value(token: &Token, amount: Balance) -> Option<MicroUsd> {
		(*token != SPON).then_some(amount.saturating_mul(2))
	}
}

/// What became of an order.
#[derive(Clone, Copy, PartialEq, Eq, Debug, codec::Encode, codec::Decode)]
pub enum Outcome {
	Confirmed,
	Abandoned,
	NoProvider,
}

/// The locks of orders that are not confirmed: tenant, token, amount.
#[storage_alias]
pub type OrderLocks =
	StorageMap<Fakes, Blake2_128Concat, OrderId, (AccountId, Token, Balance), OptionQuery>;
#[storage_alias]
pub type Outcomes = StorageMap<Fakes, Blake2_128Concat, OrderId, Outcome, OptionQuery>;

thread_local! {
	pub(super) static RUNNERS_UP: RefCell<BTreeMap<OrderId, Award<AccountId>>> = RefCell::default();
}

pub struct Orders;
impl Orders {
	pub fn runner_up(award: Award<AccountId>) {
		RUNNERS_UP.with_borrow_mut(|awards| awards.insert(award.order, award));
	}
	fn release(order: OrderId, outcome: Outcome) {
		let (tenant, token, amount) = OrderLocks::take(order).unwrap();
		Ledger::unlock(&tenant, &token, amount).unwrap();
		Ledger::vacate(&tenant, &token, &footprint());
		Outcomes::insert(order, outcome);
	}
}
impl traits::Awards for Orders {
	fn confirmed(order: OrderId) -> Balance {
		Outcomes::insert(order, Outcome::Confirmed);
		OrderLocks::take(order).map_or(0, |(_, _, amount)| amount)
	}
	fn runners_up(order: OrderId) -> u32 {
		RUNNERS_UP.with_borrow(|awards| awards.contains_key(&order).into())
	}
	fn lapsed(order: OrderId) {
		let next = RUNNERS_UP.with_borrow_mut(|awards| awards.remove(&order));
		if next.is_none_or(|award| LeasesPallet::open(award).is_err()) {
			Self::release(order, Outcome::NoProvider);
		}
	}
	fn abandoned(order: OrderId) {
		Self::release(order, Outcome::Abandoned);
	}
}

#[storage_alias]
pub type ClockStates = StorageMap<Fakes, Blake2_128Concat, AccountId, ClockState, OptionQuery>;

/// A clock that was never attested always runs; an attestation makes it run for 300 blocks.
pub struct Clocks;
impl Clocks {
	/// The provider attests; `healthy` unless all its leases are not.
	pub fn attest(provider: AccountId, healthy: bool) {
		let now = <Time as traits::OpenBlocks>::now();
		let mut clock = Self::get(&provider);
		if clock.sequence == 0 {
			clock.running.until = now;
		}
		clock.attest(now, healthy.then_some(300));
		ClockStates::insert(provider, clock);
		<LeasesPallet as traits::ClockSink<_>>::clock_moved(&provider);
	}
	fn get(provider: &AccountId) -> ClockState {
		let always = Run { missed: 0, until: u32::MAX };
		ClockStates::get(provider).unwrap_or(ClockState { running: always, ..Default::default() })
	}
}
impl AliveClock<AccountId> for Clocks {
	fn alive(provider: &AccountId, n: OpenBlock) -> OpenBlock {
		Self::get(provider).alive(n)
	}
	fn until(provider: &AccountId) -> OpenBlock {
		Self::get(provider).running.until
	}
	fn reaches(provider: &AccountId, alive: OpenBlock) -> Option<OpenBlock> {
		Self::get(provider).reaches(alive)
	}
	fn down_since(provider: &AccountId, now: OpenBlock) -> Option<OpenBlock> {
		Self::get(provider).down_since(now)
	}
}

#[cfg(feature = "runtime-benchmarks")]
pub struct Market;
#[cfg(feature = "runtime-benchmarks")]
impl spheron_primitives::setup::Setup<AccountId> for Market {
	fn token() -> Token {
		USD
	}
	fn funded(_: u32, _: &Token, _: Balance) -> AccountId {
		TENANT
	}
	fn wallet(index: u32, token: &Token, amount: Balance) -> AccountId {
		Unlocked::insert((u64::from(index), token.clone()), amount);
		index.into()
	}
	fn provider(index: u32) -> (AccountId, AccountId) {
		let provider = u64::from(index) + 100;
		(provider, operator(provider))
	}
	fn spec() -> OrderSpec<AccountId> {
		unimplemented!("orders are not made here")
	}
	fn resources() -> Resources {
		resources_of(1)
	}
	fn update() -> LeaseUpdate {
		update_to(3, 3_000_000)
	}
	fn pass(blocks: u32) {
		System::set_block_number(System::block_number() + u64::from(blocks));
	}
	fn silent(provider: &AccountId) {
		Clocks::attest(*provider, false);
	}
	fn awarded(tenant: &AccountId, operator: &AccountId) -> LeaseId {
		let order = Order { tenant: *tenant, provider: operator - 1_000, ..Order::default() };
		order.open_with_runner_up()
	}
}
