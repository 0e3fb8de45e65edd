//! Prices of payment tokens: the median of what appointed feeders say (T3).

use super::{
	escrow::MaxPaymentTokens,
	membership::{Consequences, WithConsequences},
	origins::{CouncilMajority, Root},
};
use crate::{parameters::dynamic_params::prices, *};
use alloc::{collections::BTreeSet, vec::Vec};
use frame_support::{
	parameter_types,
	traits::{ChangeMembers, ConstU32, Get},
	weights::Weight,
	PalletId,
};
use pallet_oracle::{CombineData, TimestampedValue};
use sp_runtime::FixedU128;
use spheron_primitives::{traits::Prices, Price, Token};

/// The feeders' instance of `pallet-membership`.
pub type FeederInstance = pallet_membership::Instance2;

/// The most feeders.
pub type MaxFeeders = ConstU32<16>;

/// The most tokens that one transaction can price.
pub type MaxFeedValues = ConstU32<16>;

/// A feeder's word, or the price made of all.
type Quote = TimestampedValue<FixedU128, u64>;

parameter_types! {
	/// The feeder that Root counts as.
	pub const OracleId: PalletId = PalletId(*b"sph/orcl");
	/// How many fresh words make a price: at least one, at most as many as there can be feeders.
	pub MinFeeders: u32 = prices::MinFeeders::get().clamp(1, MaxFeeders::get());
}

/// The median of what was fed lately; the last price stays while too few feed. Of an even number
/// of words, the lower of the two in the middle: no single feeder of two can make a token dear.
pub struct Median;

impl CombineData<Token, Quote> for Median {
	fn combine_data(_: &Token, mut words: Vec<Quote>, last: Option<Quote>) -> Option<Quote> {
		let (now, max_age) = (Timestamp::get(), prices::MaxFeedAge::get());
		words.retain(|word| word.timestamp.saturating_add(max_age) > now);
		if words.len() < MinFeeders::get() as usize {
			return last;
		}
		words.sort_unstable();
		let middle = words.len().saturating_sub(1) / 2;
		words.get(middle).copied()
	}
}

impl pallet_oracle::Config for Runtime {
	type OnNewData = ();
	type CombineData = Median;
	type Time = Timestamp;
	type OracleKey = Token;
	type OracleValue = FixedU128;
	type PalletId = OracleId;
	type Members = FeederMembership;
	type WeightInfo = WithAllFeeders;
	type MaxHasDispatchedSize = MaxFeeders;
	type MaxFeedValues = MaxFeedValues;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = ();
}

impl pallet_membership::Config<FeederInstance> for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type AddOrigin = CouncilMajority;
	type RemoveOrigin = CouncilMajority;
	type SwapOrigin = CouncilMajority;
	type ResetOrigin = CouncilMajority;
	type PrimeOrigin = Root;
	type MembershipInitialized = ();
	type MembershipChanged = WithoutTheirSay;
	type MaxMembers = MaxFeeders;
	type WeightInfo = WithConsequences<PricesMadeAnew>;
}

/// `pallet-oracle` was measured with few feeders; a price is made of the words of all.
pub struct WithAllFeeders;

impl pallet_oracle::WeightInfo for WithAllFeeders {
	fn feed_values(values: u32) -> Weight {
		pallet_oracle::weights::SubstrateWeight::<Runtime>::feed_values(values)
			.saturating_add(price_weight().saturating_mul(values.into()))
	}

	fn on_finalize() -> Weight {
		pallet_oracle::weights::SubstrateWeight::<Runtime>::on_finalize()
	}
}

/// Making one price: every feeder's word and Root's, the price, whether it is a payment token.
fn price_weight() -> Weight {
	let feeders: u32 = MaxFeeders::get();
	let reads = u64::from(feeders).saturating_add(3);
	<Runtime as frame_system::Config>::DbWeight::get().reads_writes(reads, 2)
}

/// A feeder that goes takes along what it fed, which can be a word on every payment token; the prices
/// of these are made anew.
pub struct PricesMadeAnew;

impl Consequences for PricesMadeAnew {
	type MaxMembers = MaxFeeders;

	fn weight(outgoing: u32) -> Weight {
		if outgoing == 0 {
			return Weight::zero();
		}
		// A word is met, looked for again, and removed.
		let word = <Runtime as frame_system::Config>::DbWeight::get().reads_writes(2, 1);
		let tokens: u32 = MaxPaymentTokens::get();
		word.saturating_mul(outgoing.into())
			.saturating_add(price_weight())
			.saturating_mul(tokens.into())
	}
}

/// Makes the prices anew, of which a feeder that is gone had a part: `pallet-oracle` forgets what it
/// fed, but not what came of it. A price that too few others back stays the last one, by which losses
/// are counted whatever its age (S4); but it is nobody's any more, and so old that nothing new runs on
/// it (E7).
pub struct WithoutTheirSay;

impl ChangeMembers<AccountId> for WithoutTheirSay {
	fn change_members_sorted(incoming: &[AccountId], outgoing: &[AccountId], new: &[AccountId]) {
		// Bounded: only payment tokens can be fed, see `can_be_fed`.
		let tokens: BTreeSet<Token> = outgoing
			.iter()
			.flat_map(pallet_oracle::RawValues::<Runtime>::iter_key_prefix)
			.collect();
		Oracle::change_members_sorted(incoming, outgoing, new);
		for token in tokens {
			let words = Oracle::read_raw_values(&token);
			let last = Oracle::get(&token).map(|last| Quote { timestamp: 0, ..last });
			let price: Option<Quote> = Median::combine_data(&token, words, last);
			pallet_oracle::Values::<Runtime>::set(token, price);
		}
	}
}

/// Whether every one of `values` prices a token that is or was a payment token: feeders are trusted
/// with prices, not with storage.
pub fn can_be_fed(values: &[(Token, FixedU128)]) -> bool {
	values.iter().all(|(token, _)| pallet_escrow::PaymentTokens::<Runtime>::contains_key(token))
}

/// What the rest of the chain knows of prices.
pub struct OraclePrices;

impl Prices for OraclePrices {
	fn last(token: &Token) -> Option<Price> {
		Oracle::get(token).map(|Quote { value, timestamp }| Price { usd: value, at: timestamp })
	}
}

/// Every feeder, in order.
pub fn feeders() -> Vec<AccountId> {
	pallet_membership::Members::<Runtime, FeederInstance>::get().into_inner()
}
