//! Benchmarks of this pallet.

use super::*;
use frame_benchmarking::v2::*;
use frame_support::traits::{
	fungible::{Inspect, Mutate},
	Get, Hooks,
};
use frame_system::RawOrigin;
use sp_runtime::Perbill;
use spheron_primitives::{setup::Setup, Balance, EraIndex, Tier};

#[benchmarks]
mod benchmarks {
	use super::*;

	/// In which era benchmarks are, and for how many eras nobody has looked at the provider.
	const ERA: EraIndex = 10_000;
	const GAP: EraIndex = 9_000;
	/// What an era is worth, in units of SPON.
	const BUDGET: Balance = 1_000_000_000_000_000_000;

	/// Set the clock to `now`, in the era `index` that started at `started`.
	fn set_time<T: Config>(now: u32, index: EraIndex, started: u32) {
		Now::<T>::put(now);
		CurrentEra::<T>::put(Era { index, started });
	}

	/// Books of `total` for `era`, with a budget if it is frozen.
	fn set_book<T: Config>(era: EraIndex, total: EraPoints, budget: Balance, until: EraIndex) {
		let book = Book { total, settled: 0, budget, paid: 0, claimable_until: until };
		Books::<T>::insert(era, book);
		Promised::<T>::mutate(|promised| *promised = promised.saturating_add(budget));
	}

	/// The pot can pay whatever is promised.
	fn fill_pot<T: Config>() {
		let pot = T::RewardPot::get();
		let amount = T::Currency::minimum_balance().saturating_add(BUDGET.saturating_mul(1_000));
		T::Currency::set_balance(&pot, amount);
	}

	/// A provider with as many rewards to claim as there can be, that nobody has looked at since
	/// [`GAP`] eras ago; its eras lasted 10 blocks each.
	fn neglected<T: Config>() -> T::AccountId {
		let (provider, _) = T::Setup::provider(0);
		let start = |era: EraIndex| era.saturating_mul(10).saturating_add(1);
		for era in ERA.saturating_sub(GAP)..=ERA {
			EraStarts::<T>::insert(era, start(era));
		}
		set_time::<T>(start(ERA).saturating_add(5), ERA, start(ERA));
		Closing::<T>::put(ClosingEra { era: ERA.saturating_sub(1), freezes_at: u32::MAX });
		// More than there can be: it was not looked at for long, and yet keeps what it earned then.
		let since = ERA.saturating_sub(GAP);
		Oldest::<T>::put(since);
		let standing = Standing::admitted(since, start(since));
		let standing = Standing { admitted: 0, points: 7, free: MAX_FREE, ..standing };
		Standings::<T>::insert(&provider, standing);
		set_book::<T>(since, 7, BUDGET / 1_000, ERA);
		fill_pot::<T>();
		let mut earnings = Earnings::default();
		for era in ERA.saturating_sub(MAX_CLAIM_ERAS)..ERA.saturating_sub(1) {
			let earned = Earned { era, points: 7, most: BUDGET, kept: Perbill::one() };
			if earnings.try_push(earned).is_ok() {
				set_book::<T>(era, 7, BUDGET / 1_000, ERA);
			}
		}
		EarningsOf::<T>::insert(&provider, earnings);
		provider
	}

	#[benchmark]
	fn on_initialize_same_era() {
		set_time::<T>(9, 3, 10);
		Closing::<T>::put(ClosingEra { era: 2, freezes_at: u32::MAX });
		#[block]
		{
			Pallet::<T>::on_initialize(1u32.into());
		}
		assert_eq!(CurrentEra::<T>::get(), Era { index: 3, started: 10 });
		assert_eq!(Now::<T>::get(), 10);
	}

	#[benchmark]
	fn on_initialize_new_era() {
		fill_pot::<T>();
		let last = Pallet::<T>::era_length().saturating_add(9);
		set_time::<T>(last, 3, 10);
		set_book::<T>(0, 7, BUDGET, 2);
		set_book::<T>(1, 7, BUDGET, 3);
		set_book::<T>(2, 7, 0, 0);
		Closing::<T>::put(ClosingEra { era: 2, freezes_at: u32::MAX });
		#[block]
		{
			Pallet::<T>::on_initialize(1u32.into());
		}
		let started = last.saturating_add(1);
		assert_eq!(CurrentEra::<T>::get(), Era { index: 4, started });
		assert_eq!(Oldest::<T>::get(), 2);
		assert!(Books::<T>::get(2).is_some_and(|book| book.claimable_until > 0));
	}

	#[benchmark]
	fn on_initialize_freeze() {
		fill_pot::<T>();
		set_time::<T>(9, 3, 10);
		set_book::<T>(2, u128::from(u64::MAX), 0, 0);
		Closing::<T>::put(ClosingEra { era: 2, freezes_at: 10 });
		#[block]
		{
			Pallet::<T>::on_initialize(1u32.into());
		}
		assert_eq!(Closing::<T>::get(), None);
		assert!(Promised::<T>::get() > 0);
	}

	#[benchmark]
	fn accrue() {
		let provider = neglected::<T>();
		#[extrinsic_call]
		_(RawOrigin::Signed(provider.clone()), provider.clone());
		assert_eq!(Standings::<T>::get(&provider).map(|standing| standing.era), Some(ERA));
	}

	#[benchmark]
	fn claim() {
		let provider = neglected::<T>();
		let era = ERA.saturating_sub(2);
		#[extrinsic_call]
		_(RawOrigin::Signed(provider.clone()), provider.clone(), era);
		assert_eq!(Books::<T>::get(era).map(|book| book.paid), Some(BUDGET / 1_000));
	}

	/// It earned the tier, and all but the running era is judged: else its silence would have cost it.
	#[benchmark]
	fn promote() {
		let provider = neglected::<T>();
		Tiers::<T>::insert(&provider, Tier::Tier4);
		let standing = Standing::admitted(ERA, Pallet::<T>::start_of(ERA));
		let streak = Streak::Good(100);
		Standings::<T>::insert(&provider, Standing { streak, free: MAX_FREE, ..standing });
		#[extrinsic_call]
		_(RawOrigin::Root, provider.clone());
		assert_eq!(Tiers::<T>::get(&provider), Some(Tier::Tier3));
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
