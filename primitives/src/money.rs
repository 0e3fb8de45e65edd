//! Amounts, prices and fees: integer arithmetic on cumulative totals (E8, F1–F3).

use crate::{OpenBlock, Token, BLOCKS_PER_HOUR};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_arithmetic::{
	helpers_128bit::multiply_by_rational_with_rounding, PerThing, Permill, Rounding,
};

/// An amount of a token, in its smallest unit.
pub type Balance = u128;

/// Gross of `blocks` of service at `price` per hour: floor(price × blocks ÷ 1 800); `None` if out
/// of range (E8).
pub fn gross(price: Balance, blocks: OpenBlock) -> Option<Balance> {
	multiply_by_rational_with_rounding(
		price,
		u128::from(blocks),
		u128::from(BLOCKS_PER_HOUR),
		Rounding::Down,
	)
}

/// Whole blocks of service that `amount` of gross buys at `price` per hour, at most
/// `OpenBlock::MAX`; the largest `b` with `gross(price, b) <= amount`.
pub fn blocks_for(price: Balance, amount: Balance) -> OpenBlock {
	// floor(p × b ÷ 1800) <= a  ⇔  p × b < 1800 × (a + 1)  ⇔  b <= ceil(1800 × (a + 1) ÷ p) - 1
	amount
		.checked_add(1)
		.and_then(|next| {
			multiply_by_rational_with_rounding(
				next,
				u128::from(BLOCKS_PER_HOUR),
				price,
				Rounding::Up,
			)
		})
		.and_then(|blocks| OpenBlock::try_from(blocks.saturating_sub(1)).ok())
		.unwrap_or(OpenBlock::MAX)
}

/// What a fee is for; each kind is routed by itself (F7).
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum FeeKind {
	/// The tenant's usage fee (F1).
	User,
	/// The provider's fee (F2).
	Provider,
	/// The foundation's share (F3).
	FoundationShare,
	/// The time between a confirmation and a closing in `Ready` (L2).
	Reservation,
	/// The fee of a transaction, with its tip.
	Transaction,
	/// What somebody lost for a fault, or for spam.
	Slash,
}

impl FeeKind {
	/// Every kind.
	pub const ALL: [Self; 6] = [
		Self::User,
		Self::Provider,
		Self::FoundationShare,
		Self::Reservation,
		Self::Transaction,
		Self::Slash,
	];
}

/// The rates of F1–F3, as they were at an order (F6).
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Default,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct FeeRates {
	/// On top of gross, paid by the tenant (F1).
	pub user: Permill,
	/// Of the provider's part, before the foundation's share is taken (F2).
	pub provider: Permill,
	/// The foundation's share of gross (F3).
	pub share: Permill,
}

/// What a gross amount means for everyone, on cumulative totals: `gross + user_fee` leaves the
/// tenant's lock, `net + provider_fee + share + user_fee` arrives, and the two are equal.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Default,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Charge {
	/// Gross, before fees.
	pub gross: Balance,
	/// The usage fee, on top of gross (F1).
	pub user_fee: Balance,
	/// The foundation's share of gross (F3).
	pub share: Balance,
	/// The provider's fee (F2).
	pub provider_fee: Balance,
}

impl FeeRates {
	/// The split of a cumulative `gross`; `None` if the sum is out of range (F1–F3).
	pub fn charge(&self, gross: Balance) -> Option<Charge> {
		let part = |of: Balance, rate: Permill, whole: u32, rounding| {
			multiply_by_rational_with_rounding(
				of,
				u128::from(rate.deconstruct()),
				u128::from(whole),
				rounding,
			)
		};
		let user_fee = part(gross, self.user, Permill::ACCURACY, Rounding::Up)?;
		let share = part(gross, self.share, Permill::ACCURACY, Rounding::Down)?;
		let rest = gross.checked_sub(share)?;
		let kept = Permill::ACCURACY.saturating_sub(self.share.deconstruct());
		let provider_fee = match kept {
			0 => 0,
			_ => part(rest, self.provider, kept, Rounding::Down)?.min(rest),
		};
		gross.checked_add(user_fee)?;
		Some(Charge { gross, user_fee, share, provider_fee })
	}

	/// The most gross that `total` covers together with its user fee (L4): the largest `g` with
	/// `charge(g).paid() <= total`.
	pub fn gross_within(&self, total: Balance) -> Balance {
		// g + ceil(g × f ÷ 10^6) <= t  ⇔  g × (10^6 + f) <= t × 10^6, as t is whole.
		multiply_by_rational_with_rounding(
			total,
			u128::from(Permill::ACCURACY),
			u128::from(Permill::ACCURACY).saturating_add(self.user.deconstruct().into()),
			Rounding::Down,
		)
		.unwrap_or(total)
	}
}

impl Charge {
	/// What the tenant pays: gross and user fee. In range for every charge made by
	/// [`FeeRates::charge`].
	pub fn paid(&self) -> Balance {
		self.gross.saturating_add(self.user_fee)
	}

	/// What the provider earns.
	pub fn net(&self) -> Balance {
		self.gross.saturating_sub(self.share).saturating_sub(self.provider_fee)
	}

	/// What has come on top since `earlier`, a charge at the same rates; `None` if a total shrank,
	/// which F2 rules out.
	pub fn since(&self, earlier: &Self) -> Option<Self> {
		let step = Self {
			gross: self.gross.checked_sub(earlier.gross)?,
			user_fee: self.user_fee.checked_sub(earlier.user_fee)?,
			share: self.share.checked_sub(earlier.share)?,
			provider_fee: self.provider_fee.checked_sub(earlier.provider_fee)?,
		};
		self.net().checked_sub(earlier.net())?;
		Some(step)
	}
}

/// One movement of money out of a tenant's lock.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Payment<AccountId> {
	/// Whose lock it comes from.
	pub payer: AccountId,
	/// The token.
	pub token: Token,
	/// Who earns, and how much.
	pub earned: Option<(AccountId, Balance)>,
	/// The fees, by kind.
	pub fees: alloc::vec::Vec<(FeeKind, Balance)>,
}

impl<AccountId> Payment<AccountId> {
	/// The payment of `charge` by `payer` to `provider`.
	pub fn of_charge(payer: AccountId, token: Token, provider: AccountId, charge: &Charge) -> Self {
		Self {
			payer,
			token,
			earned: Some((provider, charge.net())),
			fees: alloc::vec![
				(FeeKind::User, charge.user_fee),
				(FeeKind::Provider, charge.provider_fee),
				(FeeKind::FoundationShare, charge.share),
			],
		}
	}

	/// All that leaves the lock; `None` if out of range.
	pub fn total(&self) -> Option<Balance> {
		let earned = self.earned.as_ref().map_or(0, |(_, amount)| *amount);
		self.fees.iter().try_fold(earned, |sum, (_, amount)| sum.checked_add(*amount))
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	fn other_token() -> FeeRates {
		FeeRates {
			user: Permill::from_percent(2),
			provider: Permill::from_percent(1),
			share: Permill::from_percent(20),
		}
	}

	#[test]
	fn the_example_of_f3() {
		let charge = other_token().charge(100).unwrap();
		assert_eq!((charge.paid(), charge.net(), charge.share), (102, 79, 20));
		assert_eq!(charge.user_fee + charge.provider_fee, 3);
	}

	#[test]
	fn a_share_of_everything_leaves_no_provider_fee() {
		let all = FeeRates { share: Permill::one(), ..other_token() };
		let charge = all.charge(1_000).unwrap();
		assert_eq!((charge.net(), charge.share, charge.provider_fee), (0, 1_000, 0));
	}

	#[test]
	fn out_of_range_is_none() {
		assert_eq!(gross(u128::MAX, 1_801), None);
		assert_eq!(gross(u128::MAX, 1_800), Some(u128::MAX));
		assert_eq!(other_token().charge(u128::MAX), None);
	}

	fn rates() -> impl Strategy<Value = FeeRates> {
		(0..=1_000_000u32, 0..=1_000_000u32, 0..=1_000_000u32).prop_map(
			|(user, provider, share)| FeeRates {
				user: Permill::from_parts(user),
				provider: Permill::from_parts(provider),
				share: Permill::from_parts(share),
			},
		)
	}

	proptest! {
		/// E8: every party's total only grows, whatever the rates.
		#[test]
		fn totals_only_grow(rates in rates(), a in 0u128..1 << 100, more in 0u128..1 << 100) {
			let (first, then) = (rates.charge(a).unwrap(), rates.charge(a + more).unwrap());
			let step = then.since(&first).unwrap();
			prop_assert_eq!(step.paid(), step.net() + step.share + step.provider_fee + step.user_fee);
			prop_assert_eq!(first.paid() + step.paid(), then.paid());
		}

		#[test]
		fn small_steps_grow_too(rates in rates(), a in 0u128..1_000_000) {
			prop_assert!(rates.charge(a + 1).unwrap().since(&rates.charge(a).unwrap()).is_some());
		}

		/// A total covers the most gross that can be paid with it.
		#[test]
		fn gross_within_is_the_inverse_of_paid(rates in rates(), total in 0u128..1 << 100) {
			let most = rates.gross_within(total);
			prop_assert!(rates.charge(most).unwrap().paid() <= total);
			prop_assert!(rates.charge(most + 1).unwrap().paid() > total);
		}

		#[test]
		fn gross_within_a_little(rates in rates(), total in 0u128..1_000) {
			let most = rates.gross_within(total);
			prop_assert!(rates.charge(most).unwrap().paid() <= total);
			prop_assert!(rates.charge(most + 1).unwrap().paid() > total);
		}

		/// An amount buys the most blocks that it covers.
		#[test]
		fn blocks_for_is_the_inverse_of_gross(price in 1u128..1 << 90, amount in 0u128..1 << 90) {
			let blocks = blocks_for(price, amount);
			prop_assert!(gross(price, blocks).unwrap() <= amount);
			if blocks < OpenBlock::MAX {
				prop_assert!(gross(price, blocks + 1).unwrap() > amount);
			}
		}
	}
}
