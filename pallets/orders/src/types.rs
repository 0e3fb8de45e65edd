//! The order, the bid, the score and the short list, each with the rules that are its own.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::cmp::Reverse;
use frame_support::{dispatch::Pays, traits::ConstU32, BoundedVec, DefaultNoBound};
use scale_info::TypeInfo;
pub use spheron_primitives::order::MAX_BIDS;
use spheron_primitives::{
	money, Award, Balance, FeeRates, Footprint, LeaseId, OpenBlock, OrderId, OrderSpec, Resources,
	Strategy, Tier,
};

/// Least common multiple of all [`Tier::bid_multiplier`]s, so that a price divided by any of them
/// is a whole number of its fractions.
const FRACTIONS: Balance = 33_660;

/// A live order.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Order<AccountId>
where
	AccountId: Ord,
{
	/// Whose order it is.
	pub tenant: AccountId,
	/// What was ordered.
	pub spec: OrderSpec<AccountId>,
	/// What its services need together.
	pub resources: Resources,
	/// What it counts for against its tenant's bracket, with its GPUs as the catalogue had them when
	/// it was created (E7).
	pub footprint: Footprint,
	/// The fee rates in force when it was created (F6).
	pub rates: FeeRates,
	/// What is locked for it, in units of its token: the worst case (E2).
	pub locked: Balance,
	/// How many bids are kept of it, 1 to [`MAX_BIDS`]: what the parameter said when it was created,
	/// because its creation paid for a match with as many (O4).
	pub bids_kept: u32,
	/// The last open block in which it takes bids (O2).
	pub closes_at: OpenBlock,
	/// Where it stands.
	pub state: OrderState,
}

/// Where a live order stands. What an ended one came to is in its [`OrderRecord`].
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
pub enum OrderState {
	/// It takes bids, or waits for its match.
	Open {
		/// The open block at the start of which it is matched: its deadline (I7).
		match_at: OpenBlock,
	},
	/// A lease was opened that waits for its provider to confirm.
	Awarded {
		/// The lease.
		lease: LeaseId,
	},
}

/// How an order ended.
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
pub enum OrderEnd {
	/// A provider confirmed its lease.
	Leased,
	/// No bid was left that could be awarded (O6).
	NoProvider,
	/// The tenant cancelled it while it took bids (O6).
	Cancelled,
	/// The tenant closed its lease before the provider confirmed.
	Abandoned,
}

/// What is remembered of an order that ended.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct OrderRecord<AccountId> {
	/// Whose order it was.
	pub tenant: AccountId,
	/// How it ended.
	pub end: OrderEnd,
	/// In which open block.
	pub at: OpenBlock,
}

/// What `spec` costs at most at `rates`: gross and user fee of the whole duration at the max price,
/// in units of its token; `None` if out of range (E2).
pub fn worst_case<AccountId: Ord>(
	spec: &OrderSpec<AccountId>,
	rates: &FeeRates,
) -> Option<Balance> {
	let gross = money::gross(spec.max_price, spec.duration)?;
	Some(rates.charge(gross)?.paid())
}

impl<AccountId: Ord + Clone> Order<AccountId> {
	/// Whether it takes bids in block `now`. An order matched late takes none meanwhile (O2).
	pub fn takes_bids(&self, now: OpenBlock) -> bool {
		matches!(self.state, OrderState::Open { .. }) && now <= self.closes_at
	}

	/// What `bid` wins with it.
	pub fn award(&self, id: OrderId, bid: &Bid<AccountId>) -> Award<AccountId> {
		Award {
			order: id,
			tenant: self.tenant.clone(),
			provider: bid.provider.clone(),
			token: self.spec.token.clone(),
			price: bid.price,
			duration: self.spec.duration,
			resources: self.resources.clone(),
			footprint: self.footprint,
			manifest: self.spec.manifest,
			rates: self.rates,
		}
	}
}

/// A bid that was kept. Tier and stake are those of the time of the bid (O4).
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Bid<AccountId> {
	/// Who bids.
	pub provider: AccountId,
	/// What it asks, in units of the order's token per hour.
	pub price: Balance,
	/// Its trust tier.
	pub tier: Tier,
	/// Its stake, in units of SPON.
	pub stake: Balance,
}

impl<AccountId> Bid<AccountId> {
	/// Its score by `strategy`.
	pub fn score(&self, strategy: Strategy) -> Score {
		Score::new(strategy, self.price, self.tier, self.stake)
	}
}

/// How good a bid is: the lower, the better (O5). Only scores of one strategy compare.
///
/// Exact: a price ÷ multiplier is kept as a mixed number, so that no rounding makes unequal bids
/// equal, and no price is too large. The order of the fields is the order of what counts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Score {
	/// The tier, if it comes before the price.
	tier: Option<Tier>,
	/// Whole units of the price by which bids compare.
	whole: Balance,
	/// What remains of it, in [`FRACTIONS`] of a unit.
	fraction: Balance,
	/// Ties go to the larger stake. What still ties goes to the earlier bid: see [`ShortList`].
	stake: Reverse<Balance>,
}

impl Score {
	/// The score by `strategy` of a bid at `price`, by a provider of `tier` and `stake`.
	pub fn new(strategy: Strategy, price: Balance, tier: Tier, stake: Balance) -> Self {
		let plain = Self { tier: None, whole: price, fraction: 0, stake: Reverse(stake) };
		match strategy {
			Strategy::Cheapest => plain,
			Strategy::MostTrusted => Self { tier: Some(tier), ..plain },
			Strategy::Balanced => {
				let by = Balance::from(tier.bid_multiplier());
				// The multiplier is in tenths: all whole parts are a tenth of what they stand for,
				// which changes no comparison. It is never 0 and divides `FRACTIONS`.
				let rest = price.checked_rem(by).unwrap_or_default();
				Self {
					whole: price.checked_div(by).unwrap_or(price),
					fraction: rest.saturating_mul(FRACTIONS).checked_div(by).unwrap_or_default(),
					..plain
				}
			}
		}
	}
}

/// The best bids of an order, best first, one per provider. Of equal scores, the earlier stands
/// before the later (O4, O5).
#[derive(
	Clone,
	PartialEq,
	Eq,
	Debug,
	DefaultNoBound,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct ShortList<AccountId> {
	/// The bids.
	bids: BoundedVec<Bid<AccountId>, ConstU32<MAX_BIDS>>,
	/// How many bids have taken the lead so far, those that lost their place since included.
	leads: u32,
}

/// A bid found its place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Placed<AccountId> {
	/// Its place; 0 leads.
	pub rank: u32,
	/// Who lost its place to it: the worst of a full list.
	pub dropped: Option<AccountId>,
	/// Whether it pays a fee. Not if it leads, and fewer have led before it than bids are kept: those
	/// who outbid each other without end pay for it (O4).
	pub pays: Pays,
}

impl<AccountId: PartialEq> ShortList<AccountId> {
	/// The bids, best first.
	pub fn bids(&self) -> &[Bid<AccountId>] {
		&self.bids
	}

	/// How many there are.
	pub fn len(&self) -> u32 {
		self.bids.len().try_into().unwrap_or(MAX_BIDS)
	}

	/// Whether there is none.
	pub fn is_empty(&self) -> bool {
		self.bids.is_empty()
	}

	/// Whether `provider` has a bid in it.
	pub fn has(&self, provider: &AccountId) -> bool {
		self.bids.iter().any(|bid| bid.provider == *provider)
	}

	/// Put `bid` in its place, keeping the best `keep` (1 to [`MAX_BIDS`], always the same for one
	/// list). `None`, and nothing changes, if it would not be among them.
	pub fn place(
		&mut self,
		strategy: Strategy,
		keep: u32,
		bid: Bid<AccountId>,
	) -> Option<Placed<AccountId>> {
		let score = bid.score(strategy);
		let place = self.bids.partition_point(|kept| kept.score(strategy) <= score);
		let rank = u32::try_from(place).ok()?;
		if rank >= keep {
			return None;
		}
		let full = self.len() >= keep;
		let dropped = full.then(|| self.bids.pop()).flatten().map(|worst| worst.provider);
		self.bids.try_insert(place, bid).ok()?;
		let leads = rank == 0;
		let pays = Pays::from(!leads || self.leads >= keep);
		self.leads = self.leads.saturating_add(leads.into());
		Some(Placed { rank, dropped, pays })
	}

	/// Take out the best bid.
	pub fn pop_best(&mut self) -> Option<Bid<AccountId>> {
		(!self.bids.is_empty()).then(|| self.bids.remove(0))
	}
}
