//! How pallets meet. Each trait is answered by the pallet that is home to the fact; `runtime`
//! connects them, and mocks answer in a few lines.

use crate::{
	price::MicroUsd, AttestationId, AttestationKeys, Award, Balance, FeeKind, FeeRates, Footprint,
	LeaseId, MaintenanceWindow, OpenBlock, OrderId, OrderSpec, Payment, Points, Price, Resources,
	Tier, Token,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_runtime::{DispatchResult, Perbill};

/// Protocol time. Home: eras.
pub trait OpenBlocks {
	/// The number of the current open block; during a multi-block migration, of the last one.
	fn now() -> OpenBlock;
	/// Whether users can send transactions in this block.
	fn is_open() -> bool;
	/// The current era (X1).
	fn era() -> crate::EraIndex;
	/// The era that contained block `n`, which is not after the current one. Only the current era and
	/// the one before are remembered; an earlier block counts for the one before. For mocks without
	/// eras there is an answer.
	fn era_at(_n: OpenBlock) -> crate::EraIndex {
		Self::era()
	}
}

/// Trust tiers (X3). Home: eras.
pub trait Trust<AccountId> {
	/// `provider` was admitted into `tier` (R2).
	fn admit(provider: &AccountId, tier: Tier);
	/// `provider` is gone.
	fn forget(provider: &AccountId);
	/// The tier of `provider`, if it was admitted.
	fn tier(provider: &AccountId) -> Option<Tier>;
}

/// The tier of a provider has moved. Home: registry, told by eras (X3).
pub trait OnTier<AccountId> {
	/// `provider`, admitted before, is in tier `to` and no longer in `from`.
	fn moved(provider: &AccountId, from: Tier, to: Tier);
}

impl<AccountId> OnTier<AccountId> for () {
	fn moved(_: &AccountId, _: Tier, _: Tier) {}
}

/// What is reserved of a provider has changed. Home: eras, told by registry.
pub trait Usage<AccountId> {
	/// `provider` offers `capacity` points, of which `reserved` are in use from this block on (X2).
	/// One that is not active offers none.
	fn changed(provider: &AccountId, capacity: Points, reserved: Points);
}

impl<AccountId> Usage<AccountId> for () {
	fn changed(_: &AccountId, _: Points, _: Points) {}
}

/// An attestation of a provider is about to count. Home: eras, told by attestation.
pub trait OnAttest<AccountId> {
	/// `provider` attests in this block, and its clock has not changed yet: whatever depends on the
	/// clock up to now is to be computed now (X2, X3).
	fn before(provider: &AccountId);
}

impl<AccountId> OnAttest<AccountId> for () {
	fn before(_: &AccountId) {}
}

/// A provider failed. Home: eras, told by staking.
pub trait OnFault<AccountId> {
	/// `provider` is at fault in this block: the running era earns it nothing (X2).
	fn faulted(provider: &AccountId);
	/// `provider` loses `part` of the activity rewards that it has earned and that are not claimed
	/// (S4).
	fn forfeit(provider: &AccountId, part: Perbill);
}

impl<AccountId> OnFault<AccountId> for () {
	fn faulted(_: &AccountId) {}
	fn forfeit(_: &AccountId, _: Perbill) {}
}

/// Why a provider does not fit an order, or cannot take it on (O3).
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Unfit {
	/// There is no such provider, or it is not active (R3).
	NotActive,
	/// It serves orders of another mode.
	WrongMode,
	/// It is not in a region wanted, or in one excluded.
	WrongRegion,
	/// It lacks a required attribute, or has it with another value.
	MissingAttribute,
	/// It does not take the order's token.
	TokenNotAccepted,
	/// It has too little free capacity.
	NoCapacity,
	/// It has less stake than its capacity requires (S1).
	StakeTooLow,
	/// The council suspended it (R3).
	Suspended,
}

/// Who a provider is and what it has. Home: registry. The questions with an answer of their own are
/// for mocks that have no use for them: the registry answers all.
pub trait Providers<AccountId: Ord> {
	/// Whether `who` bids, confirms and reports for `provider` (R4): is its operator key.
	fn is_operator(_provider: &AccountId, _who: &AccountId) -> bool {
		false
	}
	/// Whether `provider` could serve `spec`, which needs `resources`, now (O3; the trust tier,
	/// the stake and the order's lists are not looked at).
	fn fits(
		provider: &AccountId,
		spec: &OrderSpec<AccountId>,
		resources: &Resources,
	) -> Result<(), Unfit>;
	/// Reserve `resources` of an active `provider`, or say why not (`NotActive`, `NoCapacity`).
	fn reserve(provider: &AccountId, resources: &Resources) -> Result<(), Unfit>;
	/// Give back what was reserved.
	fn release(provider: &AccountId, resources: &Resources);
	/// All that `provider` has, free or not; `None` if it is not admitted (R2).
	fn capacity(provider: &AccountId) -> Option<Resources>;
	/// What is reserved of `provider`.
	fn reserved(provider: &AccountId) -> Resources;
	/// Where the earnings of `provider` are withdrawn to (R2); known even after it is gone.
	fn proxy_address(provider: &AccountId) -> Option<AccountId>;
	/// Whether `provider` is leaving: its leases run on, but are not extended or updated (R3).
	fn is_leaving(_provider: &AccountId) -> bool {
		false
	}
	/// The last maintenance of `provider` that began by block `n`, for an `n` not before the
	/// beginning of the last but one (R3, L5).
	fn maintenance(_provider: &AccountId, _n: OpenBlock) -> Option<MaintenanceWindow> {
		None
	}
	/// Whether `provider` is in maintenance at block `n`, for an `n` as in
	/// [`Providers::maintenance`].
	fn in_maintenance(provider: &AccountId, n: OpenBlock) -> bool {
		Self::maintenance(provider, n).is_some_and(|window| window.contains(n))
	}
	/// The blocks before `n` in which `provider` was in maintenance, from an arbitrary start, for an
	/// `n` as in [`Providers::maintenance`]; two values of it are compared (X3).
	fn maintained(_provider: &AccountId, _n: OpenBlock) -> OpenBlock {
		0
	}
	/// Whether `who` is `provider` itself or its proxy address: who must not gain by its loss (S5).
	/// Accounts that a provider only names, such as its operator, are none: it names whom it likes.
	fn is_party(provider: &AccountId, who: &AccountId) -> bool {
		provider == who
	}
	/// Who receives the activity rewards of `provider` (R1, X2); `None` if it is not admitted.
	fn reward_account(_provider: &AccountId) -> Option<AccountId> {
		None
	}
	/// The keys that attest for `provider`; `None` if it is not admitted (R4).
	fn attestation_keys(_provider: &AccountId) -> Option<AttestationKeys> {
		None
	}
	/// The provider for which `key` attests, or did before the last rotation (R4).
	fn of_attestation_key(_key: &AttestationId) -> Option<AccountId> {
		None
	}
}

/// The council's catalogue of GPU models and CPU classes (R5). Home: registry.
pub trait Catalogue {
	/// Whether every GPU model of `resources` is listed.
	fn knows(resources: &Resources) -> bool;
	/// Σ count × multiplier over the GPUs of `resources`, in hundredths, as the catalogue is now.
	fn gpu_units(resources: &Resources) -> u128;
}

/// `provider` has come to hold the stake that its capacity requires. Home: registry, told by
/// staking (R3).
pub trait OnBacked<AccountId> {
	/// `provider` may now be active.
	fn backed(provider: &AccountId);
}

impl<AccountId> OnBacked<AccountId> for () {
	fn backed(_: &AccountId) {}
}

/// Why a provider may not bid as far as its stake goes (S1, S4).
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Unbacked {
	/// It has less stake than its capacity requires.
	StakeTooLow,
	/// It left too many awards unconfirmed in this era.
	TooManyFaults,
}

/// What a provider can be at fault for with an award (S4: a bid is firm).
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Fault {
	/// It did not confirm the award in time.
	Unconfirmed,
	/// It won at match and no longer fitted the order: without the capacity or the stake, gone, or
	/// changed since its bid.
	NoCapacity,
}

/// The tenant of a lease that was closed by its provider's outage or misconduct (S5).
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Victim<AccountId> {
	/// The lease.
	pub lease: LeaseId,
	/// Its tenant.
	pub tenant: AccountId,
	/// What was locked for it and not spent, in millionths of a dollar at the last price.
	pub unspent: MicroUsd,
}

/// Whether a provider is backed by enough stake. Home: staking.
pub trait Stake<AccountId> {
	/// What `provider` has staked and is not unbonding, in units of SPON; breaks ties (O5).
	fn active(provider: &AccountId) -> Balance;
	/// Whether `provider` may bid (S1, S4).
	fn may_bid(provider: &AccountId) -> Result<(), Unbacked>;
	/// Whether `provider` has the stake with which it bid. What it was charged since ([`Self::charge`])
	/// counts as there, because others choose when that is (L2).
	fn is_firm(provider: &AccountId) -> bool {
		Self::may_bid(provider) != Err(Unbacked::StakeTooLow)
	}
	/// `provider` is at fault with an award that needed `resources`, as of block `at`, whenever that
	/// was noticed (S4).
	fn fault(provider: &AccountId, fault: Fault, resources: &Resources, at: OpenBlock);
	/// The lease of `victim`, which needed `resources` of `provider`, was closed by an outage; the
	/// service missed is worth `missed` (S4).
	fn outage(
		_provider: &AccountId,
		_resources: &Resources,
		_missed: MicroUsd,
		_victim: Victim<AccountId>,
	) {
	}
	/// Take `amount`, in units of SPON, of what `provider` has at stake, or all there is if that is
	/// less, to the fee routes at once: no fault, and not a slash (L2). How much that was.
	fn charge(_provider: &AccountId, _amount: Balance) -> Balance {
		0
	}
	/// The lease of `victim` was closed because a slash for misconduct took the stake of `provider`
	/// below its requirement (S5).
	fn slash_closed(_provider: &AccountId, _victim: Victim<AccountId>) {}
}

/// What an account has, unlocked or locked, and how much it runs on it. Home: escrow. These calls
/// only move numbers within its ledger, so that a settlement cannot fail half way (E3).
pub trait Escrow<AccountId> {
	/// Errors unless new orders can be paid in `token` (T2).
	fn ensure_payment_token(token: &Token) -> DispatchResult;
	/// Lock `amount` of the unlocked part of `who` (E2). Errors if too little is unlocked.
	fn lock(who: &AccountId, token: &Token, amount: Balance) -> DispatchResult;
	/// Unlock `amount` of the locked part of `who`. Errors only if there is less, which is a bug of
	/// the caller.
	fn unlock(who: &AccountId, token: &Token, amount: Balance) -> DispatchResult;
	/// Carry out `payment` from the locked part of its payer. Errors only if there is less, which is
	/// a bug of the caller.
	fn pay(payment: &Payment<AccountId>) -> DispatchResult;
	/// What `who` has locked.
	fn locked(who: &AccountId, token: &Token) -> Balance;
	/// From now on `who` runs `more` on its wallet in `token` (E7). Errors if that is beyond its
	/// bracket, naming the resource and how much more deposit is needed, or if the token has no
	/// price that is young enough.
	fn occupy(who: &AccountId, token: &Token, more: &Footprint) -> DispatchResult;
	/// `who` does not run `less` any more. Cannot fail.
	fn vacate(who: &AccountId, token: &Token, less: &Footprint);
	/// Move `amount` of the locked part of `from`, and what runs on it, to `to` (E6). Errors if that
	/// is beyond the bracket of `to`, as [`Escrow::occupy`] does.
	fn hand_over(
		from: &AccountId,
		to: &AccountId,
		token: &Token,
		amount: Balance,
		footprint: &Footprint,
	) -> DispatchResult;
}

/// What tokens are worth (T3). Home: the oracle.
pub trait Prices {
	/// The last price of `token`, however old; `None` if it never had one.
	fn last(token: &Token) -> Option<Price>;
}

/// What amounts are worth (T3). Home: escrow, which knows the decimals of payment tokens.
pub trait Valuation {
	/// What `amount` of `token` is worth at its last price, however old; `None` if it never had one.
	fn value(token: &Token, amount: Balance) -> Option<MicroUsd>;
}

/// The way out of the escrow for fees. Home: escrow, asked by fees.
pub trait FeePayout<AccountId> {
	/// Send `amount` of what the fee routes are owed to `to` (F7). Errors where the token itself
	/// refuses.
	fn pay_out(token: &Token, to: &AccountId, amount: Balance) -> DispatchResult;
	/// Burn `amount` of what the fee routes are owed (F7). Errors where the token itself refuses.
	fn burn(token: &Token, amount: Balance) -> DispatchResult;
}

/// What a payment costs. Home: fees.
pub trait FeeSchedule {
	/// The rates in force for payments in `token` (F1–F3).
	fn rates(token: &Token) -> FeeRates;
}

/// Where fees go. Home: fees, told by escrow.
pub trait FeeSink {
	/// `amount` of `token`, which stays in the escrow's account until flushed, is owed to the
	/// destinations of `kind` (F7).
	fn credit(kind: FeeKind, token: &Token, amount: Balance) -> DispatchResult;
	/// All that is owed in `token` and still in the escrow's account (I1).
	fn owed(token: &Token) -> Balance;
}

/// Opens leases. Home: leases, asked by orders.
pub trait Leases<AccountId> {
	/// Reserve what `award` needs of its provider and open a lease, or say why that cannot be. The
	/// order keeps its lock until the lease is confirmed.
	fn open(award: Award<AccountId>) -> Result<LeaseId, Unfit>;
}

/// What became of an award. Home: orders, told by leases.
pub trait Awards {
	/// The provider confirmed: the order is done. Hands over the order's lock, which is from now on
	/// the lease's.
	fn confirmed(order: OrderId) -> Balance;
	/// How many bids are left to go on to: less than [`crate::order::MAX_BIDS`].
	fn runners_up(order: OrderId) -> u32;
	/// The provider did not confirm in time: on to the runner-up (O6).
	fn lapsed(order: OrderId);
	/// The tenant closed the lease before it was confirmed: the order is over, its lock unlocks.
	fn abandoned(order: OrderId);
}

/// How long a provider has been alive. Home: attestation. `A(n)` counts the blocks up to `n` in
/// which it was alive, from an arbitrary start; leases compare two values of it.
pub trait AliveClock<AccountId> {
	/// `A(n)` of `provider`. Exact back to the outage before its last; of an earlier block never too
	/// much.
	fn alive(provider: &AccountId, n: OpenBlock) -> OpenBlock;
	/// The last block up to which the clock runs without another attestation.
	fn until(provider: &AccountId) -> OpenBlock;
	/// The first block `n` with `A(n) >= alive`, if the clock gets there without another
	/// attestation.
	fn reaches(provider: &AccountId, alive: OpenBlock) -> Option<OpenBlock>;
	/// Since when the clock has stood still, as of block `now`.
	fn down_since(provider: &AccountId, now: OpenBlock) -> Option<OpenBlock>;
}

/// A provider's clock moved. Home: leases, told by attestation (A2, A3).
pub trait ClockSink<AccountId> {
	/// The clock of `provider` runs on: `A` is continuous, `until` has moved.
	fn clock_moved(provider: &AccountId);
	/// Of the leases of `provider`, exactly `unhealthy` are off the clock from this block on for
	/// their health; ids that are not its live leases are ignored. How many leases were looked at: all
	/// of `unhealthy` that were not off the clock before, and all others that were.
	///
	/// If `provider` was down until this block, `down` is since when: so long have those been unhealthy
	/// that it still says are (L5).
	fn report(provider: &AccountId, unhealthy: &[LeaseId], down: Option<OpenBlock>) -> u32;
	/// Whether an attestation of `provider` is heard: not while its leases are being closed, nor while
	/// an outage over the limit waits for a block with room to close them (L5).
	fn hears(_provider: &AccountId) -> bool {
		true
	}
}

/// Why all leases of a provider are closed (L5, R3).
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum DrainReason {
	/// It was down for too long.
	Outage,
	/// A slash for misconduct took its stake below the requirement.
	Slashed,
	/// The council suspended it.
	Suspended,
}

/// Closes all leases of a provider. Home: leases, told by registry and staking.
pub trait Drain<AccountId> {
	/// From now on `provider` is draining: all its leases are closed, page by page, whatever it
	/// sends meanwhile.
	fn drain(provider: &AccountId, reason: DrainReason);
	/// Why leases of `provider` are being closed, and since which block, if they are, or are about to
	/// be because it is lost (L5).
	fn draining(provider: &AccountId) -> Option<(DrainReason, OpenBlock)>;
	/// Whether leases of `provider` are still being closed.
	fn is_draining(provider: &AccountId) -> bool {
		Self::draining(provider).is_some()
	}
}
