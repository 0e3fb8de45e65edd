//! Benchmarks of this pallet.

use super::*;
use frame_benchmarking::v2::*;
use frame_support::traits::{
	fungible::{MutateHold, Unbalanced},
	tokens::Precision,
};
use frame_system::RawOrigin;
use spheron_primitives::{
	setup::Setup,
	traits::{OpenBlocks, Providers, Stake},
	Balance,
};

#[benchmarks]
mod benchmarks {
	use super::*;

	/// 1 000 SPON.
	const AMOUNT: Balance = 1_000_000_000_000_000_000_000;

	/// A provider with stake enough, `entries` of unbonding stake, due one by one from block
	/// `first` on, and [`AMOUNT`] of free SPON besides.
	fn provider<T: Config>(entries: u32, first: u32) -> Result<T::AccountId, BenchmarkError> {
		let (provider, _) = T::Setup::provider(0);
		T::Currency::increase_balance(&provider, AMOUNT * 2, Precision::Exact)?;
		T::Currency::hold(&HoldReason::Stake.into(), &provider, entries.into())?;
		Ledgers::<T>::mutate(&provider, |ledger| {
			ledger.unbonding = (0..entries)
				.map(|i| Unbonding { amount: 1, due: first + i })
				.collect::<alloc::vec::Vec<_>>()
				.try_into()
				.expect("at most as many as there can be");
		});
		Ok(provider)
	}

	#[benchmark]
	fn bond() -> Result<(), BenchmarkError> {
		let provider = provider::<T>(MAX_UNBONDING, T::Time::now() + 1)?;
		let before = Ledgers::<T>::get(&provider).active;
		#[extrinsic_call]
		_(RawOrigin::Signed(provider.clone()), AMOUNT);
		assert_eq!(Ledgers::<T>::get(&provider).active, before + AMOUNT);
		assert!(Pallet::<T>::may_bid(&provider).is_ok());
		Ok(())
	}

	#[benchmark]
	fn unbond() -> Result<(), BenchmarkError> {
		let provider = provider::<T>(MAX_UNBONDING - 1, T::Time::now() + 1)?;
		Pallet::<T>::do_bond(provider.clone(), AMOUNT)?;
		T::Providers::reserve(&provider, &T::Setup::resources())
			.map_err(|_| BenchmarkError::Stop("the provider has room"))?;
		let before = Ledgers::<T>::get(&provider).active;
		#[extrinsic_call]
		_(RawOrigin::Signed(provider.clone()), AMOUNT);
		assert_eq!(Ledgers::<T>::get(&provider).active, before - AMOUNT);
		Ok(())
	}

	#[benchmark]
	fn withdraw_unbonded() -> Result<(), BenchmarkError> {
		let first = T::Time::now();
		let provider = provider::<T>(MAX_UNBONDING, first)?;
		T::Setup::pass(MAX_UNBONDING);
		#[extrinsic_call]
		_(RawOrigin::Signed(provider.clone()));
		assert!(Ledgers::<T>::get(&provider).unbonding.is_empty());
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
