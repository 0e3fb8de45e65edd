//! The meter of a lease: how many blocks were served, and what they cost (E5, E8).

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use spheron_primitives::{
	money::{blocks_for, gross},
	Balance, OpenBlock,
};

/// Counts the blocks of service of one lease against its provider's alive clock. `a` below is
/// always a value of that clock, `A(n)`, never a block number.
///
/// Gross so far = Σ over price periods of floor(price × blocks served ÷ 1 800). Only a change of
/// price ends a period; going off the clock and coming back does not (E8).
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
pub struct Meter {
	/// Gross of all price periods before the running one.
	pub done: Balance,
	/// Price of the running period: units of the token per hour.
	pub price: Balance,
	/// Blocks served in the running period, up to the last time the lease went off the clock.
	pub served: OpenBlock,
	/// The clock value since which the lease is on the clock; none if it is off it.
	pub from: Option<OpenBlock>,
	/// The lease ends when this many blocks are served in the running period.
	pub end: OpenBlock,
}

impl Meter {
	/// A meter, off the clock, of `end` blocks of service at `price` per hour.
	pub const fn new(price: Balance, end: OpenBlock) -> Self {
		Self { done: 0, price, served: 0, from: None, end }
	}

	/// Put the lease on the clock: at its activation, and after a pause. No effect if it is on.
	pub fn start(&mut self, a: OpenBlock) {
		self.from.get_or_insert(a);
	}

	/// Take the lease off the clock. No effect if it is off.
	pub fn stop(&mut self, a: OpenBlock) {
		self.served = self.served_at(a);
		self.from = None;
	}

	/// What was served up to `a` is charged: a clock that later knows less of the past does not take
	/// it back.
	pub fn settle(&mut self, a: OpenBlock) {
		self.served = self.served_at(a);
		self.from = self.from.map(|from| from.max(a));
	}

	/// From here on a block costs `price` per hour; the blocks that are left stay the same (L3). No
	/// effect if that is what it costs: only a change of price starts a period (E8). `None`, with
	/// nothing changed, if gross is out of range.
	pub fn change_price(&mut self, a: OpenBlock, price: Balance) -> Option<()> {
		if price == self.price {
			return Some(());
		}
		let done = self.gross_at(a)?;
		let left = self.left_at(a);
		*self = Self { done, price, served: 0, from: self.from.map(|_| a), end: left };
		Some(())
	}

	/// Add `blocks` of service at the running price; no period starts (E8). What was served past the
	/// old end, had it been noticed late, stays free. `None`, with nothing changed, if out of range.
	pub fn extend(&mut self, a: OpenBlock, blocks: OpenBlock) -> Option<()> {
		let end = self.end.checked_add(blocks)?;
		let served = self.served_at(a);
		*self = Self { served, from: self.from.map(|_| a), end, ..*self };
		Some(())
	}

	/// Blocks served in the running period, never more than `end`: service that goes on because
	/// the end is noticed late is not charged.
	pub fn served_at(&self, a: OpenBlock) -> OpenBlock {
		let running = self.from.map_or(0, |from| a.saturating_sub(from));
		self.served.saturating_add(running).min(self.end)
	}

	/// Blocks of service left.
	pub fn left_at(&self, a: OpenBlock) -> OpenBlock {
		self.end.saturating_sub(self.served_at(a))
	}

	/// Gross so far; `None` if out of range.
	pub fn gross_at(&self, a: OpenBlock) -> Option<Balance> {
		self.done.checked_add(gross(self.price, self.served_at(a))?)
	}

	/// Gross of all the service up to the end; `None` if out of range. No gross so far is above it.
	pub fn gross_at_end(&self) -> Option<Balance> {
		self.done.checked_add(gross(self.price, self.end)?)
	}

	/// Gross of all the service at most, whatever becomes of an update: the price may change once, to
	/// `price` or less, after `served` blocks of the running period or later (L3). `None` if out of
	/// range.
	///
	/// With p the running price, q the new one, e the end and x the blocks after which it changes, it
	/// will be floor(p × x) + floor(q × (e − x)), by 1 800. If q <= p, this is at most floor(p × e). Else
	/// it is at most p × x + q × (e − x), which is largest where x is least; and that is less than the
	/// sum of its two parts rounded down and 2. So at most one unit is lost to rounding by a later
	/// change.
	pub fn most_gross(&self, served: OpenBlock, price: Balance) -> Option<Balance> {
		if price <= self.price {
			return self.gross_at_end();
		}
		let after = gross(price, self.end.saturating_sub(served))?;
		self.most_gross_before(served)?.checked_add(after)
	}

	/// The largest end at which [`Meter::most_gross`] is at most `most`; `None` if none is.
	pub fn end_within(
		&self,
		served: OpenBlock,
		price: Balance,
		most: Balance,
	) -> Option<OpenBlock> {
		if price <= self.price {
			return Some(blocks_for(self.price, most.checked_sub(self.done)?));
		}
		let after = most.checked_sub(self.most_gross_before(served)?)?;
		Some(served.saturating_add(blocks_for(price, after)))
	}

	/// Gross of all but what is served at a new and higher price after `served` blocks or later, with
	/// the unit that rounding can cost.
	fn most_gross_before(&self, served: OpenBlock) -> Option<Balance> {
		self.done.checked_add(gross(self.price, served)?)?.checked_add(1)
	}

	/// Gross of the next `blocks` of service, or of all that is left if that is less; `None` if out of
	/// range.
	pub fn gross_of_next(&self, a: OpenBlock, blocks: OpenBlock) -> Option<Balance> {
		gross(self.price, blocks.min(self.left_at(a)))
	}

	/// The clock value at which the lease ends, while it is on the clock.
	pub fn ends_at(&self) -> Option<OpenBlock> {
		let left = self.end.saturating_sub(self.served);
		self.from.map(|from| from.saturating_add(left))
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	#[test]
	fn nothing_is_served_before_the_start() {
		let meter = Meter::new(1_800, 100);
		assert_eq!((meter.served_at(50), meter.gross_at(50), meter.left_at(50)), (0, Some(0), 100));
		assert_eq!(meter.ends_at(), None);
	}

	#[test]
	fn blocks_are_served_from_the_start_on() {
		let mut meter = Meter::new(1_800, 100);
		meter.start(7);
		assert_eq!((meter.served_at(7), meter.served_at(8), meter.gross_at(17)), (0, 1, Some(10)));
		assert_eq!(meter.ends_at(), Some(107));
	}

	#[test]
	fn a_second_start_or_stop_changes_nothing() {
		let mut meter = Meter::new(1_800, 100);
		meter.start(7);
		meter.start(9);
		assert_eq!(meter.from, Some(7));
		meter.stop(10);
		meter.stop(20);
		assert_eq!((meter.served, meter.from), (3, None));
	}

	#[test]
	fn late_service_charges_nothing_extra() {
		let mut meter = Meter::new(1_800, 100);
		meter.start(0);
		assert_eq!(meter.gross_at(100), Some(100));
		assert_eq!(meter.gross_at(100_000), Some(100));
		assert_eq!(meter.gross_at_end(), Some(100));
		meter.stop(100_000);
		assert_eq!((meter.served, meter.left_at(100_000)), (100, 0));
	}

	#[test]
	fn what_was_settled_is_not_taken_back() {
		let mut meter = Meter::new(1_800, 100);
		meter.start(10);
		meter.settle(40);
		meter.settle(35);
		assert_eq!(
			(meter.served_at(20), meter.served_at(50), meter.ends_at()),
			(30, 40, Some(110))
		);
		meter.stop(20);
		assert_eq!((meter.served, meter.gross_at(20)), (30, Some(30)));
	}

	#[test]
	fn a_pause_does_not_start_a_period() {
		// Half a unit per block: rounding at the pause would lose a unit.
		let mut meter = Meter::new(900, 100);
		meter.start(0);
		meter.stop(1);
		meter.start(50);
		assert_eq!(meter.gross_at(51), Some(1));
	}

	#[test]
	fn an_extension_does_not_start_a_period_either() {
		let mut meter = Meter::new(900, 100);
		meter.start(0);
		meter.extend(1, 50).unwrap();
		assert_eq!((meter.gross_at(1), meter.gross_at(2)), (Some(0), Some(1)));
		assert_eq!((meter.ends_at(), meter.left_at(2)), (Some(150), 148));
		meter.stop(2);
		meter.extend(70, 1).unwrap();
		assert_eq!((meter.from, meter.left_at(90)), (None, 149));
	}

	#[test]
	fn what_was_served_past_the_end_stays_free_after_an_extension() {
		let mut meter = Meter::new(1_800, 100);
		meter.start(0);
		meter.extend(130, 50).unwrap();
		assert_eq!((meter.gross_at(130), meter.ends_at()), (Some(100), Some(180)));
	}

	#[test]
	fn a_change_of_price_starts_a_period_and_keeps_what_is_left() {
		let mut meter = Meter::new(900, 100);
		meter.start(0);
		meter.change_price(1, 1_800).unwrap();
		assert_eq!((meter.done, meter.left_at(1), meter.ends_at()), (0, 99, Some(100)));
		assert_eq!(meter.gross_at(2), Some(1));
		meter.stop(3);
		meter.change_price(40, 3_600).unwrap();
		assert_eq!((meter.done, meter.from, meter.left_at(40)), (2, None, 97));
	}

	#[test]
	fn a_later_change_of_price_can_cost_a_unit_more() {
		// 2 700 + 4 500 by 1 800: 1 + 2. A block later: 3 600 + 1 800, 2 + 1; at 3 blocks, all in one.
		let mut meter = Meter::new(900, 3);
		meter.start(0);
		assert_eq!(meter.most_gross(0, 901), Some(1 + 1));
		// 0 + floor(901 × 3 ÷ 1 800) = 1, but after one block: 0 + 1; after two: 1 + 0.
		assert_eq!(meter.gross_at_end(), Some(1));
		// floor(1 799 ÷ 1 800) + floor(1 801 × 2 ÷ 1 800) is 2; a block later: 1 + 1.
		let meter = Meter::new(1_799, 3);
		assert_eq!(meter.most_gross(1, 1_801), Some(2 + 1));
		// A lower price never costs more than the running one.
		assert_eq!(meter.most_gross(1, 1_799), meter.gross_at_end());
		assert_eq!(meter.most_gross(1, 1), meter.gross_at_end());
		assert_eq!(meter.most_gross(0, u128::MAX), Some(u128::MAX / 600 + 1));
		assert_eq!(Meter::new(1, 3_600).most_gross(0, u128::MAX), None);
	}

	#[test]
	fn the_next_blocks_end_with_the_service() {
		let mut meter = Meter::new(900, 100);
		meter.start(0);
		assert_eq!((meter.gross_of_next(40, 0), meter.gross_of_next(40, 60)), (Some(0), Some(30)));
		assert_eq!((meter.gross_of_next(40, 61), meter.gross_of_next(100, 1)), (Some(30), Some(0)));
		assert_eq!(Meter::new(u128::MAX, 3_600).gross_of_next(0, 1_801), None);
	}

	#[test]
	fn out_of_range_is_none_and_changes_nothing() {
		let mut meter = Meter::new(u128::MAX, 3_600);
		meter.start(0);
		let before = meter;
		assert_eq!(meter.gross_at(1_801), None);
		assert_eq!(meter.change_price(1_801, 1), None);
		assert_eq!(meter.extend(1_801, u32::MAX), None);
		assert_eq!(meter, before);
	}

	fn any_price() -> impl Strategy<Value = u128> {
		prop_oneof![1..5_000u128, 1..1u128 << 90]
	}

	proptest! {
		/// L3: what is locked for an update is enough, at whatever block and price it is applied, and
		/// at most one unit more than the dearest of these.
		#[test]
		fn no_change_of_price_costs_more_than_the_most(
			running in any_price(),
			asked in any_price(),
			accepted in any_price(),
			done in 0..1u128 << 90,
			end in 1..4_000u32,
			served in any::<prop::sample::Index>(),
			later in any::<prop::sample::Index>(),
		) {
			let served = served.index(end as usize + 1) as u32;
			let later = served + later.index((end - served) as usize + 1) as u32;
			let mut meter = Meter { done, ..Meter::new(running, end) };
			meter.start(0);
			let most = meter.most_gross(served, asked).unwrap();
			let changed = |at, price| {
				let mut meter = meter;
				meter.change_price(at, price).unwrap();
				meter.gross_at_end().unwrap()
			};
			prop_assert!(changed(later, accepted.min(asked)) <= most);
			prop_assert!(meter.gross_at_end().unwrap() <= most);
			prop_assert!(most <= changed(served, asked).max(meter.gross_at_end().unwrap()) + 1);
		}

		/// L4: the end that an amount buys is the largest.
		#[test]
		fn the_end_within_is_the_inverse_of_the_most(
			running in any_price(),
			asked in any_price(),
			end in 1..4_000u32,
			served in any::<prop::sample::Index>(),
			more in any_price(),
		) {
			let served = served.index(end as usize + 1) as u32;
			let meter = Meter::new(running, end);
			let budget = meter.most_gross(served, asked).unwrap() + more;
			let new_end = meter.end_within(served, asked, budget).unwrap();
			let most = |end| Meter { end, ..meter }.most_gross(served, asked).unwrap();
			prop_assert!(new_end >= end && most(new_end) <= budget);
			if new_end < u32::MAX {
				prop_assert!(most(new_end + 1) > budget);
			}
		}
	}

	#[derive(Clone, Debug)]
	enum Step {
		Run(u32),
		Pause(u32),
		Look,
		Extend(u32),
		Price(u128),
	}

	fn step() -> impl Strategy<Value = Step> {
		prop_oneof![
			(0..500u32).prop_map(Step::Run),
			(0..500u32).prop_map(Step::Pause),
			Just(Step::Look),
			(0..500u32).prop_map(Step::Extend),
			(1..1u128 << 64).prop_map(Step::Price),
		]
	}

	proptest! {
		/// E8: the meter agrees with counting block by block, whatever the path.
		#[test]
		fn it_counts_what_was_served(steps in prop::collection::vec(step(), 0..24), price in 1..1u128 << 64) {
			let mut end = 2_000u32;
			let mut meter = Meter::new(price, end);
			let mut a = 10u32;
			let (mut done, mut period, mut total, mut price) = (0u128, 0u32, 0u32, price);
			meter.start(a);
			for step in steps {
				match step {
					Step::Run(blocks) => {
						a += blocks;
						let counted = blocks.min(end - total);
						period += counted;
						total += counted;
					},
					Step::Pause(blocks) => {
						meter.stop(a);
						a += blocks;
						meter.start(a);
					},
					Step::Look => meter.settle(a),
					Step::Extend(blocks) => {
						meter.extend(a, blocks).unwrap();
						end += blocks;
					},
					Step::Price(new) => {
						meter.change_price(a, new).unwrap();
						done += gross(price, period).unwrap();
						(period, price) = (0, new);
					},
				}
				prop_assert_eq!(meter.gross_at(a).unwrap(), done + gross(price, period).unwrap());
				prop_assert_eq!(meter.left_at(a), end - total);
				prop_assert!(meter.gross_at(a).unwrap() <= meter.gross_at_end().unwrap());
				if total < end {
					prop_assert_eq!(meter.ends_at(), Some(a + end - total));
				}
			}
		}
	}
}
