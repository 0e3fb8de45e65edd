//! Benchmarks of this pallet.

use super::*;
use frame_benchmarking::v2::*;
use frame_support::traits::EnsureOrigin;
use frame_system::RawOrigin;
use spheron_primitives::{setup::Setup, traits::FeeSink, Balance, FeeKind};

#[benchmarks]
mod benchmarks {
	use super::*;

	/// Large enough for every token's minimum.
	const AMOUNT: Balance = 1_000_000_000_000_000_000_000;

	#[benchmark]
	fn set_foundation() -> Result<(), BenchmarkError> {
		let origin =
			T::FoundationOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let account: T::AccountId = account("foundation", 0, 0);
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, account.clone());
		assert_eq!(Pallet::<T>::foundation(), Some(account));
		Ok(())
	}

	#[benchmark]
	fn flush() -> Result<(), BenchmarkError> {
		let token = T::Setup::token();
		let foundation = T::Setup::funded(0, &token, AMOUNT);
		Foundation::<T>::put(&foundation);
		// The escrow's account needs the tokens that are owed; whose they are it does not ask here.
		let caller = T::Setup::wallet(1, &token, AMOUNT * 2);
		Pallet::<T>::credit(FeeKind::User, &token, AMOUNT)?;
		#[extrinsic_call]
		_(RawOrigin::Signed(caller), Destination::Foundation, token.clone());
		assert_eq!(Pallet::<T>::owed(&token), 0);
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
