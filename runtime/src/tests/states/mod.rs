//! The tables of `docs/market.md`, walked on the real runtime: every edge is there, with what it does
//! to money and capacity, and nothing else is, whoever tries it.

mod leases;
mod orders;
mod tables;

use super::{
	chain::{dispatch, submit, Snapshot},
	market::{admit_providers, price_all, spec, USD},
};
use crate::{
	configs::council::CouncilAccount, presets::USPON, AccountId, Balance, Registry, Runtime,
	RuntimeCall, RuntimeOrigin,
};
use frame_support::{assert_ok, traits::GetCallName};
use frame_system::RawOrigin;
use sp_io::storage::root;
use sp_keyring::Sr25519Keyring::{self, AliceStash, BobStash, Dave, DaveStash, Eve, Ferdie};
use sp_runtime::{DispatchError, FixedU128, StateVersion};
use spheron_primitives::{traits::Providers, OrderId, OrderSpec, Resources, Token};
use std::sync::OnceLock;
use tables::{Edge, Refusal};

/// What everything here is paid in.
const TOKEN: Token = Token::WithId(USPON);

/// What Dave, who wins, asks; and Eve, the runner-up. Both are less than the tenant would pay.
const PRICE: Balance = USD / 2;
const DEARER: Balance = USD / 2 + 1;

/// Who calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Caller {
	Tenant,
	NewTenant,
	Provider,
	Operator,
	OtherProvider,
	Stranger,
	/// The account as which motions sign.
	CouncilAccount,
	/// A unanimous motion.
	Motion,
	Root,
	Nobody,
}

impl Caller {
	const ALL: [Self; 10] = [
		Self::Tenant,
		Self::NewTenant,
		Self::Provider,
		Self::Operator,
		Self::OtherProvider,
		Self::Stranger,
		Self::CouncilAccount,
		Self::Motion,
		Self::Root,
		Self::Nobody,
	];

	/// Its account, if it signs.
	fn account(self) -> Option<AccountId> {
		Some(match self {
			Self::Tenant => Ferdie.to_account_id(),
			Self::NewTenant => AliceStash.to_account_id(),
			Self::Provider => Dave.to_account_id(),
			Self::Operator => DaveStash.to_account_id(),
			Self::OtherProvider => Eve.to_account_id(),
			Self::Stranger => BobStash.to_account_id(),
			Self::CouncilAccount => CouncilAccount::get(),
			Self::Motion | Self::Root | Self::Nobody => return None,
		})
	}

	fn origin(self) -> RuntimeOrigin {
		match (self, self.account()) {
			(_, Some(account)) => RawOrigin::Signed(account).into(),
			(Self::Motion, _) => {
				let all = pallet_collective::RawOrigin::<_, pallet_collective::Instance1>::Members;
				all(3, 3).into()
			}
			(Self::Root, _) => RawOrigin::Root.into(),
			_ => RawOrigin::None.into(),
		}
	}

	/// Whether it is one of those whom the tables call `whom`.
	fn is(self, whom: &str) -> bool {
		match whom {
			"anyone" => self.account().is_some(),
			"tenant" => self == Self::Tenant,
			"new tenant" => self == Self::NewTenant,
			"provider" => self == Self::Provider,
			"operator" => self == Self::Operator,
			"chain" => false,
			whom => panic!("who is {whom}?"),
		}
	}

	fn is_one_of(self, whom: &[String]) -> bool {
		whom.iter().any(|whom| self.is(whom))
	}
}

/// A market in which Dave has an operator key of its own, and both tenants have deposited.
fn market() -> &'static Snapshot {
	static MARKET: OnceLock<Snapshot> = OnceLock::new();
	MARKET.get_or_init(|| {
		Snapshot::of("development", || {
			admit_providers();
			price_all(FixedU128::from_rational(1, 2)).unwrap();
			let operator = DaveStash.to_account_id();
			submit(Dave, pallet_registry::Call::set_operator { operator });
			for tenant in [Ferdie, AliceStash] {
				let amount = 100 * USD;
				submit(tenant, pallet_escrow::Call::deposit { token: TOKEN, amount });
			}
		})
	})
}

/// What Ferdie orders: ten hours, so that nothing ends before it is to.
fn ordered() -> OrderSpec<AccountId> {
	OrderSpec { duration: 10 * crate::HOURS, ..spec() }
}

/// `operator` bids for `provider`.
fn bid(operator: Sr25519Keyring, provider: Sr25519Keyring, order: OrderId, price: Balance) {
	assert_ok!(dispatch(signed(operator), bid_call(order, provider, price)));
}

/// Dave and Eve bid.
fn bid_both(order: OrderId) {
	bid(DaveStash, Dave, order, PRICE);
	bid(Eve, Eve, order, DEARER);
}

fn bid_call(
	order: OrderId,
	provider: Sr25519Keyring,
	price: Balance,
) -> pallet_orders::Call<Runtime> {
	pallet_orders::Call::bid { order, provider: provider.to_account_id(), price }
}

fn signed(who: Sr25519Keyring) -> RawOrigin<AccountId> {
	RawOrigin::Signed(who.to_account_id())
}

/// What a wallet has locked.
fn locked(who: Sr25519Keyring) -> Balance {
	pallet_escrow::Wallets::<Runtime>::get(who.to_account_id(), TOKEN).locked
}

/// What is reserved of Dave.
fn reserved() -> Resources {
	Registry::reserved(&Dave.to_account_id())
}

/// What the runtime says of `call`: nothing, or the name of its error.
fn outcome(origin: RuntimeOrigin, call: RuntimeCall) -> Result<(), String> {
	dispatch(origin, call).map_err(|error| match error {
		DispatchError::Module(module) => module.message.expect("in tests it is kept").into(),
		error => <&'static str>::from(error).into(),
	})
}

/// What is to be seen of money and capacity.
struct Seen {
	locked: Balance,
	other_locked: Balance,
	reserved: Resources,
}

impl Seen {
	fn now() -> Self {
		Self { locked: locked(Ferdie), other_locked: locked(AliceStash), reserved: reserved() }
	}
}

/// The lock of Ferdie has done what `edge` says since `before`.
fn assert_lock(edge: &Edge, before: &Seen) {
	let now = Seen::now();
	let fits = match edge.lock.as_str() {
		"same" => now.locked == before.locked,
		"grows" => now.locked > before.locked,
		"shrinks" => 0 < now.locked && now.locked < before.locked,
		"freed" => now.locked == 0 && before.locked > 0,
		"handed over" => {
			now.locked == 0 && 0 < now.other_locked && now.other_locked <= before.locked
		}
		what => panic!("what is {what}?"),
	};
	assert!(fits, "{edge:?}: {} to {}", before.locked, now.locked);
	if edge.lock != "handed over" {
		assert_eq!(now.other_locked, before.other_locked, "{edge:?}");
	}
}

/// The capacity of Dave has done what `edge` says since `before`.
fn assert_capacity(edge: &Edge, before: &Seen) {
	let (was, is) = (&before.reserved, &reserved());
	let at_first = Resources::of_services(&ordered().services).unwrap();
	let fits = match edge.capacity.as_str() {
		"same" => is == was,
		"grows" => is != was && is.covers(was),
		"shrinks" => is != was && was.covers(is),
		"freed" => is.is_empty() && !was.is_empty(),
		"as before the update" => *is == at_first,
		what => panic!("what is {what}?"),
	};
	assert!(fits, "{edge:?}: {was:?} to {is:?}");
}

/// What the tables say of a call, made by somebody in some state.
enum Expected {
	/// An edge, or a call that no state refuses.
	Step,
	/// Refused with this error.
	Error(String),
}

/// What the tables say of `call` by `caller` in a state, whose names are given from the special to the
/// general.
fn expected(
	edges: &[Edge],
	refusals: &[Refusal],
	names: &[&str],
	call: &str,
	caller: Caller,
	nothing: &str,
) -> Expected {
	if caller.account().is_none() {
		return Expected::Error("Bad origin".into());
	}
	let refusal = refusals.iter().find(|refusal| refusal.call == call);
	let refusal = refusal.unwrap_or_else(|| panic!("{call} is in no table"));
	if refusal.errors.is_empty() {
		return Expected::Step;
	}
	let may_sign = caller.is_one_of(&refusal.signed_by);
	for name in names {
		let mut steps = edges.iter().filter(|edge| edge.is(call, caller) && edge.from == *name);
		let error = refusal.errors.iter().find(|error| {
			let concerns = match &error.by[..] {
				// Nothing there comes before who asks.
				[] => may_sign || error.name == nothing,
				by => caller.is_one_of(by),
			};
			concerns && error.states.iter().any(|state| state == name)
		});
		match (steps.next(), error) {
			// Both mean all but those who may, or all but that state.
			(Some(_), _) => return Expected::Step,
			(None, Some(error)) => return Expected::Error(error.name.clone()),
			(None, None) => {}
		}
	}
	if names.contains(&"None") {
		return Expected::Error(nothing.into());
	}
	assert!(!may_sign, "{call} by {caller:?} in {names:?} is in no table");
	Expected::Error(refusal.by_others.clone())
}

/// Every call of a pallet has its row among `refusals`, so that [`refuse_all`] tries it, and nothing else
/// has.
fn assert_every_call_is_named<C: GetCallName>(refusals: &[Refusal]) {
	let mut named: Vec<_> = refusals.iter().map(|refusal| refusal.call.as_str()).collect();
	let mut calls = C::get_call_names().to_vec();
	named.sort_unstable();
	calls.sort_unstable();
	assert_eq!(named, calls);
}

/// Makes every call, by everybody, in the state with these `names`: what is no edge is refused with the
/// error of the tables, and changes nothing. How many were refused.
fn refuse_all(
	(edges, refusals): (&[Edge], &[Refusal]),
	names: &[&str],
	nothing: &str,
	call: impl Fn(&str) -> RuntimeCall,
) -> usize {
	let mut count = 0;
	let before = root(StateVersion::V1);
	for refusal in refusals {
		for caller in Caller::ALL {
			let expected = expected(edges, refusals, names, &refusal.call, caller, nothing);
			let Expected::Error(error) = expected else { continue };
			let what = format!("{} by {caller:?} in {names:?}", refusal.call);
			assert_eq!(outcome(caller.origin(), call(&refusal.call)), Err(error), "{what}");
			assert_eq!(root(StateVersion::V1), before, "{what} changed something");
			count += 1;
		}
	}
	count
}
