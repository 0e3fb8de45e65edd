//! The rules of fees, one behaviour per test.

use crate::{
	mock::*, Collected, Destination, Due, Error, Event, Owed, OwedInEscrow, Payee, Route, Routes,
	TokenRates,
};
use frame_support::{assert_err, assert_noop, assert_ok, assert_storage_noop};
use sp_runtime::{ArithmeticError, DispatchError::BadOrigin, DispatchResult, Permill};
use spheron_primitives::{
	traits::{FeeSchedule, FeeSink},
	Balance, FeeKind, FeeRates, Token,
};

mod collect;
mod credit;
mod flush;
mod genesis;
mod properties;
mod schedule;
mod set_foundation;
mod set_rates;
mod set_route;
mod try_state;

/// The kinds of fee that leases pay.
const LEASE_KINDS: [FeeKind; 4] =
	[FeeKind::User, FeeKind::Provider, FeeKind::FoundationShare, FeeKind::Reservation];

/// A route, in parts of a million.
fn route(legs: &[(Destination, u32)]) -> Route {
	let legs: Vec<_> = legs.iter().map(|(to, parts)| (*to, Permill::from_parts(*parts))).collect();
	Route(legs.try_into().unwrap())
}

/// Route `kind` to `destination` alone.
fn route_all(kind: FeeKind, destination: Destination) {
	let route = route(&[(destination, 1_000_000)]);
	assert_ok!(Fees::set_route(RuntimeOrigin::root(), kind, route));
}

/// What `payee` is owed, wherever it lies.
fn owed(payee: Payee<AccountId>, token: Token) -> Balance {
	Owed::<Test>::get(payee, token).total().unwrap()
}

/// Anybody flushes.
fn flush(payee: Payee<AccountId>, token: Token) -> DispatchResult {
	Fees::flush(RuntimeOrigin::signed(ANYONE), payee, token)
}
