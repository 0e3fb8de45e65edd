//! The rules on money as plain arithmetic on wide integers, written from E8 and F1–F3 alone: nothing
//! here is shared with what it judges.

use crate::Balance;
use sp_core::U256;
use spheron_primitives::{Charge, FeeRates};

/// Blocks in an hour.
const HOUR: u32 = 1_800;

/// All of something, in millionths.
const WHOLE: u32 = 1_000_000;

/// Fee rates, in millionths.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Rates {
	/// F1.
	pub user: u32,
	/// F2.
	pub provider: u32,
	/// F3.
	pub share: u32,
}

impl From<FeeRates> for Rates {
	fn from(rates: FeeRates) -> Self {
		Self {
			user: rates.user.deconstruct(),
			provider: rates.provider.deconstruct(),
			share: rates.share.deconstruct(),
		}
	}
}

/// floor(a × b ÷ c); `None` if a balance cannot hold it.
pub fn floor(a: Balance, b: u32, c: u32) -> Option<Balance> {
	Balance::try_from(U256::from(a) * U256::from(b) / U256::from(c)).ok()
}

/// ceil(a × b ÷ c); `None` if a balance cannot hold it.
pub fn ceil(a: Balance, b: u32, c: u32) -> Option<Balance> {
	let c = U256::from(c);
	Balance::try_from((U256::from(a) * U256::from(b) + c - U256::one()) / c).ok()
}

/// What `blocks` of service at `price` per hour cost before fees (E8).
pub fn gross(price: Balance, blocks: u32) -> Option<Balance> {
	floor(price, blocks, HOUR)
}

/// What everybody has paid or got of a lease so far.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Totals {
	/// Before fees.
	pub gross: Balance,
	/// The tenant's, on top.
	pub user_fee: Balance,
	/// The foundation's.
	pub share: Balance,
	/// The provider's.
	pub provider_fee: Balance,
}

impl Totals {
	/// The totals at a gross so far; `None` if the tenant could not pay as much (F1–F3).
	pub fn of(gross: Balance, rates: Rates) -> Option<Self> {
		let share = floor(gross, rates.share, WHOLE)?;
		let provider_fee = match WHOLE - rates.share {
			0 => 0,
			kept => floor(gross - share, rates.provider, kept)?,
		};
		let user_fee = ceil(gross, rates.user, WHOLE)?;
		gross.checked_add(user_fee)?;
		Some(Self { gross, user_fee, share, provider_fee })
	}

	/// What has left the tenant's lock.
	pub fn paid(&self) -> Balance {
		self.gross + self.user_fee
	}

	/// What the provider has earned.
	pub fn net(&self) -> Balance {
		self.gross - self.share - self.provider_fee
	}

	/// What is owed to the fee routes.
	pub fn fees(&self) -> Balance {
		self.user_fee + self.share + self.provider_fee
	}

	/// Whether nobody's total is below that of `earlier`.
	pub fn is_after(&self, earlier: &Self) -> bool {
		self.gross >= earlier.gross
			&& self.user_fee >= earlier.user_fee
			&& self.share >= earlier.share
			&& self.provider_fee >= earlier.provider_fee
			&& self.net() >= earlier.net()
	}
}

impl From<Charge> for Totals {
	fn from(charge: Charge) -> Self {
		let Charge { gross, user_fee, share, provider_fee } = charge;
		Self { gross, user_fee, share, provider_fee }
	}
}

/// A service: its price periods, of which the last one is running, and its length.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Service {
	/// Price per hour and blocks of each period that is over.
	over: Vec<(Balance, u32)>,
	/// The price per hour now.
	pub price: Balance,
	/// Blocks in all, those of the periods that are over included.
	pub length: u32,
}

impl Service {
	/// `length` blocks at `price`.
	pub fn new(price: Balance, length: u32) -> Self {
		Self { over: Vec::new(), price, length }
	}

	/// The same service for `length` blocks in all.
	pub fn of_length(self, length: u32) -> Self {
		Self { length, ..self }
	}

	/// From the block `served` on a block costs `price` per hour.
	pub fn reprice(&mut self, served: u32, price: Balance) {
		if price == self.price {
			return;
		}
		let before: u32 = self.over.iter().map(|(_, blocks)| blocks).sum();
		self.over.push((self.price, served - before));
		self.price = price;
	}

	/// What the first `served` blocks cost; none of them is before the running period (E8).
	pub fn gross(&self, served: u32) -> Option<Balance> {
		let before: u32 = self.over.iter().map(|(_, blocks)| blocks).sum();
		self.over
			.iter()
			.chain([&(self.price, served - before)])
			.try_fold(0, |sum: Balance, (price, blocks)| sum.checked_add(gross(*price, *blocks)?))
	}

	/// What everybody will have paid or got of it at its end (E5).
	pub fn totals_at_end(&self, rates: Rates) -> Option<Totals> {
		Totals::of(self.gross(self.length)?, rates)
	}
}
