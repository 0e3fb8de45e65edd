//! SPON that comes in outside of leases: transaction fees and slashes, which wait in this pallet's
//! own account (F7).

use crate::{Collected, Collection, Config, Pallet, Purse};
use core::marker::PhantomData;
use frame_support::{
	defensive,
	traits::{
		fungible::{Balanced, Credit},
		Defensive, Get, Imbalance, OnUnbalanced,
	},
};
use sp_runtime::traits::AccountIdConversion;
use spheron_primitives::{Balance, FeeKind, Token};

/// An amount of SPON on its way.
pub type CreditOf<T> = Credit<<T as frame_system::Config>::AccountId, <T as Config>::Currency>;

/// Takes the fees and tips of transactions. They are shared out once, at the end of the block.
pub struct TransactionFees<T>(PhantomData<T>);

impl<T: Config> OnUnbalanced<CreditOf<T>> for TransactionFees<T> {
	fn on_nonzero_unbalanced(credit: CreditOf<T>) {
		let amount = Pallet::<T>::take_in(credit);
		Collected::<T>::mutate(|collected| match collected {
			Some(collected) => collected.amount = collected.amount.saturating_add(amount),
			None => *collected = Some(Collection { amount, author: T::Author::get() }),
		});
	}
}

/// Takes what somebody lost for a fault or for spam, and shares it out at once.
pub struct Slashes<T>(PhantomData<T>);

impl<T: Config> OnUnbalanced<CreditOf<T>> for Slashes<T> {
	fn on_nonzero_unbalanced(credit: CreditOf<T>) {
		let amount = Pallet::<T>::take_in(credit);
		Pallet::<T>::share_out_pot(FeeKind::Slash, amount, T::Author::get);
	}
}

/// Takes what a provider pays for a lease that ended before its activation, and shares it out at once
/// (L2).
pub struct ReservationFees<T>(PhantomData<T>);

impl<T: Config> OnUnbalanced<CreditOf<T>> for ReservationFees<T> {
	fn on_nonzero_unbalanced(credit: CreditOf<T>) {
		let amount = Pallet::<T>::take_in(credit);
		Pallet::<T>::share_out_pot(FeeKind::Reservation, amount, T::Author::get);
	}
}

impl<T: Config> Pallet<T> {
	/// The account in which transaction fees and slashes wait.
	pub fn pot_account() -> T::AccountId {
		T::PalletId::get().into_account_truncating()
	}

	/// Share out what the transactions of this block have paid.
	pub(crate) fn share_out_collected() {
		if let Some(Collection { amount, author }) = Collected::<T>::take() {
			Self::share_out_pot(FeeKind::Transaction, amount, || author.clone());
		}
	}

	/// Put `credit` into the pot. Returns how much arrived: all of it.
	fn take_in(credit: CreditOf<T>) -> Balance {
		let amount = credit.peek();
		match T::Currency::resolve(&Self::pot_account(), credit) {
			Ok(()) => amount,
			Err(_) => {
				defensive!("the pot has its float, so it can receive any amount");
				0
			}
		}
	}

	fn share_out_pot(kind: FeeKind, amount: Balance, author: impl Fn() -> Option<T::AccountId>) {
		// What there is of SPON is in range, so no sum of it is out of range.
		let _ = Self::share_out(kind, &Token::Native, Purse::Pot, amount, author)
			.defensive_proof("sums of what lies in the pot are in range");
	}
}
