//! Fees are owed to the destinations of their kind (F7). Nothing here touches a token.

use crate::{Config, Event, Owed, OwedInEscrow, Pallet, Payee, Purse, Route, Routes};
use frame_support::{storage::with_storage_layer, traits::Get};
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult};
use spheron_primitives::{traits::FeeSink, Balance, FeeKind, Token};

impl<T: Config> Pallet<T> {
	/// How fees of `kind` are shared out.
	pub fn route(kind: FeeKind) -> Route {
		Routes::<T>::get(kind).unwrap_or_else(|| Route::default_of(kind))
	}

	pub(crate) fn do_set_route(kind: FeeKind, route: Route) -> DispatchResult {
		route.ensure_valid::<T>()?;
		Routes::<T>::insert(kind, &route);
		Self::deposit_event(Event::RouteSet { kind, route });
		Ok(())
	}

	/// `amount`, which lies in `purse`, is owed to the destinations of `kind`; or nothing changes.
	/// Errors only if a sum is out of range.
	pub(crate) fn share_out(
		kind: FeeKind,
		token: &Token,
		purse: Purse,
		amount: Balance,
		author: impl Fn() -> Option<T::AccountId>,
	) -> DispatchResult {
		with_storage_layer(|| {
			Self::route(kind)
				.split(amount)
				.into_iter()
				.filter(|(_, part)| *part > 0)
				.try_for_each(|(to, part)| Self::owe(kind, to.payee(&author), token, purse, part))
		})
	}

	fn owe(
		kind: FeeKind,
		payee: Payee<T::AccountId>,
		token: &Token,
		purse: Purse,
		amount: Balance,
	) -> DispatchResult {
		Owed::<T>::try_mutate(&payee, token, |due| {
			*due = due.checked_add(purse, amount).ok_or(ArithmeticError::Overflow)?;
			Ok::<_, DispatchError>(())
		})?;
		if purse == Purse::Escrow {
			OwedInEscrow::<T>::try_mutate(token, |sum| {
				*sum = sum.checked_add(amount).ok_or(ArithmeticError::Overflow)?;
				Ok::<_, DispatchError>(())
			})?;
		}
		Self::deposit_event(Event::Credited { kind, payee, token: token.clone(), amount });
		Ok(())
	}
}

impl<T: Config> FeeSink for Pallet<T> {
	fn credit(kind: FeeKind, token: &Token, amount: Balance) -> DispatchResult {
		Self::share_out(kind, token, Purse::Escrow, amount, T::Author::get)
	}

	fn owed(token: &Token) -> Balance {
		OwedInEscrow::<T>::get(token)
	}
}
