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
	traits::{Drain, OpenBlocks, Providers},
	Balance, LeaseId, OpenBlock,
};

/// [`MAX_UNBONDING`] amounts, the first due at block `first` and each later one a block later: all but
/// the last are one unit, together they are `total`.
fn parts(total: Balance, first: OpenBlock) -> impl Iterator<Item = Unbonding> {
	(0..MAX_UNBONDING).map(move |i| {
		let left = total - Balance::from(i);
		Unbonding { amount: if i + 1 < MAX_UNBONDING { 1 } else { left }, due: first + i }
	})
}

/// Let `active` of all that `provider` has at stake be active, and the rest unbonding in as many parts
/// as there can be: for [`Setup::unbonding`].
pub fn unbond_all_but<T: Config>(provider: &T::AccountId, active: Balance) {
	Ledgers::<T>::mutate(provider, |ledger| {
		let rest = ledger.total() - active;
		let first = T::Time::now() + Pallet::<T>::unbonding_period();
		ledger.active = active;
		ledger.unbonding = parts(rest, first)
			.collect::<alloc::vec::Vec<_>>()
			.try_into()
			.expect("as many as there can be");
	});
}

#[benchmarks]
mod benchmarks {
	use super::*;

	/// 1 000 SPON.
	const AMOUNT: Balance = 1_000_000_000_000_000_000_000;

	/// A provider with just the stake that it needs, `entries` of unbonding stake, due one by one from
	/// block `first` on, and [`AMOUNT`] of free SPON besides; and its operator key.
	fn provider_and_operator<T: Config>(
		entries: u32,
		first: u32,
	) -> Result<(T::AccountId, T::AccountId), BenchmarkError> {
		let (provider, operator) = T::Setup::provider(0);
		T::Currency::increase_balance(&provider, AMOUNT * 2, Precision::Exact)?;
		let total = Ledgers::<T>::mutate(&provider, |ledger| {
			ledger.unbonding = parts(MAX_UNBONDING.into(), first)
				.take(entries as usize)
				.collect::<alloc::vec::Vec<_>>()
				.try_into()
				.expect("at most as many as there can be");
			ledger.total()
		});
		T::Currency::set_on_hold(&HoldReason::Stake.into(), &provider, total)?;
		Ok((provider, operator))
	}

	fn provider<T: Config>(entries: u32, first: u32) -> Result<T::AccountId, BenchmarkError> {
		provider_and_operator::<T>(entries, first).map(|(provider, _)| provider)
	}

	/// A tenant with a lease, up and running, of the provider whose operator key is `operator`.
	fn tenant<T: Config>(operator: &T::AccountId) -> T::AccountId {
		let tenant = T::Setup::wallet(1, &T::Setup::token(), Balance::MAX >> 32);
		T::Setup::serving(&tenant, operator);
		tenant
	}

	/// A slash of all that a full ledger has, which closed a lease; with just `claims` of tenants to
	/// part of it. The provider was also at fault in this era.
	fn slashed<T: Config>(claims: u32) -> Result<(T::AccountId, SlashId), BenchmarkError> {
		let (provider, operator) = provider_and_operator::<T>(MAX_UNBONDING, T::Time::now() + 1)?;
		let tenant = tenant::<T>(&operator);
		Faults::<T>::insert(&provider, FaultCount { era: T::Time::era(), count: 1 });
		let id = NextSlashId::<T>::get();
		Pallet::<T>::do_slash(provider.clone(), Perbill::one())?;
		assert!(Answering::<T>::contains_key(&provider));
		T::Setup::drained(&provider);
		assert!(!T::Drain::is_draining(&provider));

		let _ = Claims::<T>::clear_prefix(id, u32::MAX, None);
		Slashes::<T>::mutate(id, |raised| {
			let Some(raised) = raised else { return };
			(raised.claims, raised.losses) = (0, 0);
			for lease in 0..u64::from(claims) {
				let loss = 1_000_000_000_000_000;
				raised.add_claim(loss);
				let of_tenant = Claim { tenant: tenant.clone(), unspent: 1, loss };
				Claims::<T>::insert(id, LeaseId(lease), of_tenant);
			}
		});
		Ok((provider, id))
	}

	/// Whether the registry lets `provider` take on orders.
	fn is_active<T: Config>(provider: &T::AccountId) -> bool {
		T::Providers::reserve(provider, &T::Setup::resources()).is_ok()
	}

	/// Let as many blocks pass as a slash waits; the era is another then.
	fn pass_delay<T: Config>() {
		let era = T::Time::era();
		T::Setup::pass(Pallet::<T>::slash_delay());
		assert!(T::Time::era() > era);
	}

	/// Serve all that is due.
	fn serve<T: Config>() {
		Pallet::<T>::serve_due(&mut WeightMeter::new());
	}

	fn caller<T: Config>() -> RawOrigin<T::AccountId> {
		RawOrigin::Signed(whitelisted_caller())
	}

	/// By a registered provider, which it makes active.
	#[benchmark]
	fn bond() -> Result<(), BenchmarkError> {
		let provider = provider::<T>(MAX_UNBONDING - 1, T::Time::now() + 1)?;
		Pallet::<T>::do_unbond(provider.clone(), 1)?;
		T::Setup::reinstated(&provider);
		T::Setup::pass(1);
		let before = Ledgers::<T>::get(&provider).active;
		#[extrinsic_call]
		_(RawOrigin::Signed(provider.clone()), AMOUNT);
		assert_eq!(Ledgers::<T>::get(&provider).active, before + AMOUNT);
		assert!(is_active::<T>(&provider));
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
		let reason = HoldReason::Stake.into();
		T::Currency::set_on_hold(&reason, &provider, MAX_UNBONDING.into())?;
		Ledgers::<T>::mutate(&provider, |ledger| ledger.active = 0);
		Faults::<T>::insert(&provider, FaultCount { era: T::Time::era(), count: 1 });
		pass_delay::<T>();
		#[extrinsic_call]
		_(RawOrigin::Signed(provider.clone()));
		assert!(!Ledgers::<T>::contains_key(&provider));
		assert!(!Faults::<T>::contains_key(&provider));
		Ok(())
	}

	/// Of a provider that is up, in the place of another slash, which was cancelled.
	#[benchmark]
	fn slash() -> Result<(), BenchmarkError> {
		let origin = T::SlashOrigin::try_successful_origin()
			.map_err(|_| BenchmarkError::Stop("somebody can slash"))?;
		let (provider, operator) =
			provider_and_operator::<T>(MAX_UNBONDING, T::Time::now() + 1_000)?;
		tenant::<T>(&operator);
		let (cancelled, _) = Pallet::<T>::raise(&provider, SlashKind::Misconduct, AMOUNT)?
			.ok_or(BenchmarkError::Stop("there is stake"))?;
		Answering::<T>::insert(&provider, Answer { slash: cancelled, since: 0 });
		Pallet::<T>::do_cancel_slash(cancelled)?;
		Faults::<T>::insert(&provider, FaultCount { era: T::Time::era(), count: 1 });
		T::Setup::pass(1);
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, provider.clone(), Perbill::one());
		assert!(!Ledgers::<T>::contains_key(&provider));
		assert!(T::Drain::is_draining(&provider));
		assert!(!Slashes::<T>::contains_key(cancelled));
		Ok(())
	}

	#[benchmark]
	fn cancel_slash() -> Result<(), BenchmarkError> {
		let origin = T::CancelOrigin::try_successful_origin()
			.map_err(|_| BenchmarkError::Stop("somebody can cancel"))?;
		let (provider, id) = slashed::<T>(1)?;
		// Another answers to its tenants, so its claims are to be removed.
		Answering::<T>::insert(&provider, Answer { slash: id.next(), since: 0 });
		T::Setup::reinstated(&provider);
		T::Setup::pass(1);
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id);
		assert_eq!(Ledgers::<T>::get(&provider).unbonding.len(), MAX_UNBONDING as usize);
		assert!(is_active::<T>(&provider));
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

	/// Of a provider without stake, whose faults are of an era that is over.
	#[benchmark]
	fn apply_slash() -> Result<(), BenchmarkError> {
		let (provider, id) = slashed::<T>(0)?;
		pass_delay::<T>();
		#[extrinsic_call]
		_(caller::<T>(), id);
		assert!(!Slashes::<T>::contains_key(id));
		assert!(!Answering::<T>::contains_key(&provider));
		assert!(!Faults::<T>::contains_key(provider));
		Ok(())
	}

	#[benchmark]
	fn claim() -> Result<(), BenchmarkError> {
		let (provider, id) = slashed::<T>(1)?;
		pass_delay::<T>();
		#[extrinsic_call]
		_(caller::<T>(), id, LeaseId(0));
		assert!(!Slashes::<T>::contains_key(id));
		assert!(!Answering::<T>::contains_key(&provider));
		assert!(!Faults::<T>::contains_key(provider));
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
		let (provider, id) = slashed::<T>(0)?;
		pass_delay::<T>();
		#[block]
		{
			serve::<T>();
		}
		assert!(!Slashes::<T>::contains_key(id));
		assert!(!Answering::<T>::contains_key(&provider));
		assert!(!Faults::<T>::contains_key(provider));
		Ok(())
	}

	#[benchmark]
	fn serve_expiry() -> Result<(), BenchmarkError> {
		let (_, id) = slashed::<T>(1)?;
		pass_delay::<T>();
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
		let (provider, id) = slashed::<T>(page)?;
		Pallet::<T>::do_cancel_slash(id)?;
		// Again without stake.
		Ledgers::<T>::remove(&provider);
		pass_delay::<T>();
		#[block]
		{
			serve::<T>();
		}
		assert!(!Slashes::<T>::contains_key(id));
		assert!(!Faults::<T>::contains_key(provider));
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
