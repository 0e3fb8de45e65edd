//! What the books are made of.

use codec::{Decode, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use spheron_primitives::Balance;

/// What is known of a payment token.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct TokenInfo {
	/// The least that can be deposited at once, in units of the token (T2).
	pub min_deposit: Balance,
	/// What was paid to keep the escrow's account in existence, in units of the token; it stays
	/// free in that account and belongs to nobody's wallet.
	pub float: Balance,
}

/// What an account has of one token, in units of the token (E1).
///
/// Each change takes the wallet as it was and gives it as it will be, or `None` if the part it
/// takes from is too small. No other change exists, so that unlocked and locked together are always
/// in range: only `deposit` makes the sum grow, and it checks.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Wallet {
	/// What the owner can withdraw, or lock for an order.
	pub unlocked: Balance,
	/// What answers for open orders and leases.
	pub locked: Balance,
}

impl Wallet {
	/// All of it; `None` if out of range, which no wallet is.
	pub fn total(&self) -> Option<Balance> {
		self.unlocked.checked_add(self.locked)
	}

	/// Whether there is nothing left to store.
	pub fn is_empty(&self) -> bool {
		self.unlocked == 0 && self.locked == 0
	}

	/// With `amount` more unlocked; `None` if the total would be out of range.
	pub fn deposit(self, amount: Balance) -> Option<Self> {
		self.total()?.checked_add(amount)?;
		Some(Self { unlocked: self.unlocked.checked_add(amount)?, ..self })
	}

	/// With `amount` less unlocked; `None` if less is unlocked.
	pub fn withdraw(self, amount: Balance) -> Option<Self> {
		Some(Self { unlocked: self.unlocked.checked_sub(amount)?, ..self })
	}

	/// With `amount` moved from unlocked to locked; `None` if less is unlocked.
	pub fn lock(self, amount: Balance) -> Option<Self> {
		Some(Self {
			unlocked: self.unlocked.checked_sub(amount)?,
			locked: self.locked.checked_add(amount)?,
		})
	}

	/// With `amount` moved from locked to unlocked; `None` if less is locked.
	pub fn unlock(self, amount: Balance) -> Option<Self> {
		Some(Self {
			unlocked: self.unlocked.checked_add(amount)?,
			locked: self.locked.checked_sub(amount)?,
		})
	}

	/// With `amount` less locked; `None` if less is locked.
	pub fn spend(self, amount: Balance) -> Option<Self> {
		Some(Self { locked: self.locked.checked_sub(amount)?, ..self })
	}
}
