//! Benchmarks of this pallet.

use super::*;
use frame_benchmarking::v2::*;
use frame_support::{
	traits::{
		fungible::{MutateHold, Unbalanced},
		tokens::Precision,
		EnsureOrigin,
	},
	weights::WeightMeter,
};
use frame_system::RawOrigin;
use sp_runtime::Perbill;
use spheron_primitives::{
	setup::Setup,
	traits::{Drain, OpenBlocks, Providers, Stake},
	Balance, LeaseId,
};

#[benchmarks]
mod benchmarks {
	use super::*;

	/// 1 000 SPON.
	const AMOUNT: Balance = 1_000_000_000_000_000_000_000;

	/// A provider with stake enough, `entries` of unbonding stake, due one by one from block
	/// `first` on, and [`AMOUNT`] of free SPON besides; and its operator key.
	fn provider_and_operator<T: Config>(
		entries: u32,
		first: u32,
	) -> Result<(T::AccountId, T::AccountId), BenchmarkError> {
		let (provider, operator) = T::Setup::provider(0);
		T::Currency::increase_balance(&provider, AMOUNT * 2, Precision::Exact)?;
		T::Currency::hold(&HoldReason::Stake.into(), &provider, entries.into())?;
		Ledgers::<T>::mutate(&provider, |ledger| {
			ledger.unbonding = (0..entries)
				.map(|i| Unbonding { amount: 1, due: first + i })
				.collect::<alloc::vec::Vec<_>>()
				.try_into()
				.expect("at most as many as there can be");
		});
		Ok((provider, operator))
	}

	fn provider<T: Config>(entries: u32, first: u32) -> Result<T::AccountId, BenchmarkError> {
		provider_and_operator::<T>(entries, first).map(|(provider, _)| provider)
	}

	/// A slash of all that a full ledger has, with `claims` of tenants to part of it.
	fn slashed<T: Config>(claims: u32) -> Result<(T::AccountId, SlashId), BenchmarkError> {
		let provider = provider::<T>(MAX_UNBONDING, T::Time::now() + 1)?;
		let id = NextSlashId::<T>::get();
		Pallet::<T>::do_slash(provider.clone(), Perbill::one())?;
		let tenant = T::Setup::funded(1, &T::Setup::token(), AMOUNT);
		Slashes::<T>::mutate(id, |raised| {
			let Some(raised) = raised else { return };
			for lease in 0..u64::from(claims) {
				let loss = 1_000_000_000_000_000;
				raised.add_claim(loss);
				let of_tenant = Claim { tenant: tenant.clone(), unspent: 1, loss };
				Claims::<T>::insert(id, LeaseId(lease), of_tenant);
			}
		});
		Ok((provider, id))
	}

	/// Serve all that is due.
	fn serve<T: Config>() {
		Pallet::<T>::serve_due(&mut WeightMeter::new());
	}

	fn caller<T: Config>() -> RawOrigin<T::AccountId> {
		RawOrigin::Signed(whitelisted_caller())
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

	#[benchmark]
	fn slash() -> Result<(), BenchmarkError> {
		let origin = T::SlashOrigin::try_successful_origin()
			.map_err(|_| BenchmarkError::Stop("somebody can slash"))?;
		let tenant = T::Setup::wallet(1, &T::Setup::token(), Balance::MAX >> 32);
		let (provider, operator) =
			provider_and_operator::<T>(MAX_UNBONDING, T::Time::now() + 1_000)?;
		T::Setup::awarded(&tenant, &operator);
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, provider.clone(), Perbill::one());
		assert!(!Ledgers::<T>::contains_key(&provider));
		assert!(T::Drain::is_draining(&provider));
		Ok(())
	}

	#[benchmark]
	fn cancel_slash() -> Result<(), BenchmarkError> {
		let origin = T::CancelOrigin::try_successful_origin()
			.map_err(|_| BenchmarkError::Stop("somebody can cancel"))?;
		let (provider, id) = slashed::<T>(1)?;
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id);
		assert_eq!(Ledgers::<T>::get(&provider).unbonding.len(), MAX_UNBONDING as usize);
		assert!(Pallet::<T>::may_bid(&provider).is_ok());
		Ok(())
	}

	#[benchmark]
	fn strike_claim() -> Result<(), BenchmarkError> {
		let origin = T::CancelOrigin::try_successful_origin()
			.map_err(|_| BenchmarkError::Stop("somebody can cancel"))?;
		let (_, id) = slashed::<T>(1)?;
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id, LeaseId(0));
		assert!(!Claims::<T>::contains_key(id, LeaseId(0)));
		Ok(())
	}

	#[benchmark]
	fn apply_slash() -> Result<(), BenchmarkError> {
		let (_, id) = slashed::<T>(1)?;
		T::Setup::pass(Pallet::<T>::slash_delay());
		#[extrinsic_call]
		_(caller::<T>(), id);
		assert!(Slashes::<T>::get(id).is_some_and(|s| matches!(s.stage, Stage::Claimable { .. })));
		Ok(())
	}

	#[benchmark]
	fn claim() -> Result<(), BenchmarkError> {
		let (_, id) = slashed::<T>(1)?;
		T::Setup::pass(Pallet::<T>::slash_delay());
		#[extrinsic_call]
		_(caller::<T>(), id, LeaseId(0));
		assert!(!Slashes::<T>::contains_key(id));
		Ok(())
	}

	#[benchmark]
	fn service_base() -> Result<(), BenchmarkError> {
		let (_, id) = slashed::<T>(1)?;
		#[block]
		{
			serve::<T>();
		}
		assert!(Slashes::<T>::get(id).is_some_and(|s| s.is_waiting(T::Time::now())));
		Ok(())
	}

	#[benchmark]
	fn serve_application() -> Result<(), BenchmarkError> {
		let (_, id) = slashed::<T>(1)?;
		T::Setup::pass(Pallet::<T>::slash_delay());
		#[block]
		{
			serve::<T>();
		}
		assert!(Slashes::<T>::get(id).is_some_and(|s| matches!(s.stage, Stage::Claimable { .. })));
		Ok(())
	}

	#[benchmark]
	fn serve_expiry() -> Result<(), BenchmarkError> {
		let (_, id) = slashed::<T>(1)?;
		T::Setup::pass(Pallet::<T>::slash_delay());
		serve::<T>();
		T::Setup::pass(Pallet::<T>::claim_period());
		#[block]
		{
			serve::<T>();
		}
		assert!(Slashes::<T>::get(id).is_some_and(|s| s.stage == Stage::Over));
		Ok(())
	}

	#[benchmark]
	fn serve_sweep() -> Result<(), BenchmarkError> {
		let page = u32::try_from(CLAIMS_PAGE).expect("a page is small");
		let (_, id) = slashed::<T>(page + 1)?;
		Pallet::<T>::do_cancel_slash(id)?;
		T::Setup::pass(1);
		#[block]
		{
			serve::<T>();
		}
		assert!(Slashes::<T>::get(id).is_some_and(|s| s.claims == 1));
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
