//! Benchmarks of this pallet.

use super::*;
use frame_benchmarking::v2::*;
use frame_support::{
	traits::{
		fungible::{Balanced, Inspect, Mutate},
		EnsureOrigin, OnUnbalanced,
	},
	BoundedVec,
};
use frame_system::RawOrigin;
use sp_runtime::Permill;
use spheron_primitives::{setup::Setup, traits::FeeSink, Balance, FeeKind, FeeRates, Token};

/// Large enough for every token's minimum.
const AMOUNT: Balance = 1_000_000_000_000_000_000_000;

/// A route to every destination: the dearest there is.
fn widest_route() -> Route {
	let quarter = Permill::from_percent(25);
	Route(BoundedVec::truncate_from(Destination::ALL.map(|to| (to, quarter)).to_vec()))
}

impl<T: Config> Pallet<T> {
	/// Route every kind of fee to every destination, so that benchmarks of whoever takes fees measure
	/// the dearest case.
	pub fn widen_routes() {
		for kind in FeeKind::ALL {
			Routes::<T>::insert(kind, widest_route());
		}
	}

	/// The foundation is owed `AMOUNT` of SPON in each purse, and has an account that is not open yet.
	fn owe_foundation_spon() -> Result<T::AccountId, BenchmarkError> {
		let foundation: T::AccountId = account("foundation", 0, 0);
		Foundation::<T>::put(&foundation);
		Slashes::<T>::on_unbalanced(T::Currency::issue(AMOUNT));
		// The escrow's account needs the tokens that are owed; whose they are it does not ask here.
		T::Setup::wallet(1, &Token::Native, AMOUNT.saturating_mul(2));
		Routes::<T>::remove(FeeKind::User);
		Self::credit(FeeKind::User, &Token::Native, AMOUNT)?;
		Ok(foundation)
	}
}

#[benchmarks]
mod benchmarks {
	use super::*;

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
	fn flush_spon() -> Result<(), BenchmarkError> {
		let foundation = Pallet::<T>::owe_foundation_spon()?;
		let caller: T::AccountId = whitelisted_caller();

		#[extrinsic_call]
		flush(RawOrigin::Signed(caller), Payee::Foundation, Token::Native);

		assert_eq!(T::Currency::balance(&foundation), AMOUNT.saturating_mul(2));
		Ok(())
	}

	#[benchmark]
	fn flush_asset() -> Result<(), BenchmarkError> {
		let token = T::Setup::token();
		// Owns no such asset yet, which is dearer.
		let foundation = T::Setup::funded(0, &Token::Native, AMOUNT);
		Foundation::<T>::put(&foundation);
		let caller = T::Setup::wallet(1, &token, AMOUNT.saturating_mul(2));
		Routes::<T>::remove(FeeKind::User);
		Pallet::<T>::credit(FeeKind::User, &token, AMOUNT)?;

		#[extrinsic_call]
		flush(RawOrigin::Signed(caller), Payee::Foundation, token.clone());

		assert_eq!(Pallet::<T>::owed(&token), 0);
		Ok(())
	}

	#[benchmark]
	fn set_rates() -> Result<(), BenchmarkError> {
		let origin =
			T::RatesOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let rates = Some(FeeRates::default());

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, T::Setup::token(), rates);

		assert_eq!(TokenRates::<T>::get(T::Setup::token()), rates);
		Ok(())
	}

	#[benchmark]
	fn set_route() -> Result<(), BenchmarkError> {
		let origin =
			T::RouteOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, FeeKind::User, widest_route());

		assert_eq!(Pallet::<T>::route(FeeKind::User), widest_route());
		Ok(())
	}

	#[benchmark]
	fn on_finalize() -> Result<(), BenchmarkError> {
		Pallet::<T>::widen_routes();
		let author: T::AccountId = account("author", 0, 0);
		T::Currency::mint_into(&Pallet::<T>::pot_account(), AMOUNT)?;
		Collected::<T>::put(Collection { amount: AMOUNT, author: Some(author.clone()) });

		#[block]
		{
			Pallet::<T>::share_out_collected();
		}

		assert!(!Owed::<T>::get(Payee::Author(author), Token::Native).is_empty());
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
