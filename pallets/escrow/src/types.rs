//! What the books are made of.

use codec::{Decode, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use spheron_primitives::{Balance, Footprint};

/// What is known of a token that is, or once was, a payment token.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct TokenInfo {
	/// The least that can be deposited at once, in units of the token (T2); no withdrawal or
	/// transfer leaves a wallet with less that has anything unlocked.
	pub min_deposit: Balance,
	/// What was paid to keep the escrow's account in existence, in units of the token; it stays
	/// free in that account and belongs to nobody's wallet.
	pub float: Balance,
	/// A whole token has 10 to the power of this many units: as it was at the listing, so that
	/// nobody can change what a wallet is worth by changing the token's metadata.
	pub decimals: u8,
	/// Whether it is a payment token now; if not, there are no new deposits and no new orders (T2).
	pub listed: bool,
}

/// What an account has of one token, in units of the token (E1), and what it runs on that (E7).
///
/// Each change takes the wallet as it was and gives it as it will be, or `None` if the part it
/// takes from is too small. No other change exists, so that unlocked and locked together are always
/// in range: only `deposit` and `take_over` make the sum grow, and they check.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Wallet {
	/// What the owner can withdraw, transfer, or lock for an order.
	pub unlocked: Balance,
	/// What answers for open orders and leases.
	pub locked: Balance,
	/// What these orders and leases count for against the deposit bracket.
	pub used: Footprint,
}

impl Wallet {
	/// All its funds; `None` if out of range, which no wallet is.
	pub fn total(&self) -> Option<Balance> {
		self.unlocked.checked_add(self.locked)
	}

	/// Whether there is nothing left to store.
	pub fn is_empty(&self) -> bool {
		self.unlocked == 0 && self.locked == 0 && self.used.is_empty()
	}

	/// Whether an act of the owner may leave it like this, where deposits have at least
	/// `min_deposit`: nothing unlocked, or not too little in all.
	pub fn is_worth_keeping(&self, min_deposit: Balance) -> bool {
		self.unlocked == 0 || self.total().is_none_or(|total| total >= min_deposit)
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
			..self
		})
	}

	/// With `amount` moved from locked to unlocked; `None` if less is locked.
	pub fn unlock(self, amount: Balance) -> Option<Self> {
		Some(Self {
			unlocked: self.unlocked.checked_add(amount)?,
			locked: self.locked.checked_sub(amount)?,
			..self
		})
	}

	/// With `amount` less locked; `None` if less is locked.
	pub fn spend(self, amount: Balance) -> Option<Self> {
		Some(Self { locked: self.locked.checked_sub(amount)?, ..self })
	}

	/// With `amount` more locked, which came from another wallet; `None` if the total would be out
	/// of range.
	pub fn take_over(self, amount: Balance) -> Option<Self> {
		self.total()?.checked_add(amount)?;
		Some(Self { locked: self.locked.checked_add(amount)?, ..self })
	}

	/// With `more` running on it; `None` if out of range.
	pub fn occupy(self, more: &Footprint) -> Option<Self> {
		Some(Self { used: self.used.checked_add(more)?, ..self })
	}

	/// With `less` not running on it any more; of what does not run anyway, nothing is left.
	pub fn vacate(self, less: &Footprint) -> Self {
		let used = Footprint {
			vcpu_millis: self.used.vcpu_millis.saturating_sub(less.vcpu_millis),
			ram_mib: self.used.ram_mib.saturating_sub(less.ram_mib),
			storage_gib: self.used.storage_gib.saturating_sub(less.storage_gib),
			gpu_units: self.used.gpu_units.saturating_sub(less.gpu_units),
		};
		Self { used, ..self }
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn wallet(unlocked: Balance, locked: Balance) -> Wallet {
		Wallet { unlocked, locked, used: Footprint::default() }
	}

	#[test]
	fn the_funds_of_a_wallet_stay_in_range() {
		let full = wallet(u128::MAX - 1, 1);
		assert_eq!(full.deposit(1), None);
		assert_eq!(full.take_over(1), None);
		assert_eq!(full.lock(5).unwrap().unlock(6).unwrap().total(), Some(u128::MAX));
		assert_eq!(full.unlock(2), None);
		assert_eq!(full.spend(2), None);
	}

	#[test]
	fn vacating_too_much_leaves_nothing_of_that() {
		let some = Footprint { vcpu_millis: 3, ram_mib: 5, storage_gib: 0, gpu_units: 7 };
		let more = Footprint { vcpu_millis: 4, ram_mib: 1, storage_gib: 1, gpu_units: 7 };
		let left = wallet(1, 1).occupy(&some).unwrap().vacate(&more);
		assert_eq!(left.used, Footprint { ram_mib: 4, ..Footprint::default() });
	}

	#[test]
	fn a_wallet_on_which_something_runs_is_not_empty() {
		let some = Footprint { gpu_units: 1, ..Footprint::default() };
		assert!(wallet(0, 0).is_empty());
		assert!(!wallet(0, 0).occupy(&some).unwrap().is_empty());
	}

	#[test]
	fn what_is_worth_keeping_is_no_dust() {
		assert!(wallet(0, 1).is_worth_keeping(10));
		assert!(!wallet(1, 8).is_worth_keeping(10));
		assert!(wallet(1, 9).is_worth_keeping(10));
	}
}
