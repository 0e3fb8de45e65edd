//! What the calls weigh, each in its dearest case: a provider as large as it can be.

use crate::{types::EntryName, *};
use alloc::{boxed::Box, vec};
use frame_benchmarking::v2::*;
use frame_support::{
	traits::{
		fungible::{Balanced, Inspect, InspectHold, MutateHold},
		tokens::Precision,
		EnsureOrigin, Get,
	},
	BoundedVec,
};
use frame_system::RawOrigin;
use sp_core::H256;
use spheron_primitives::{
	provider::MAX_ATTRIBUTES,
	resources::MAX_GPU_MODELS,
	setup::Setup,
	traits::{Stake, Trust, Unbacked},
	Balance, Mode, Resources, Tier, Token,
};

/// As long as it can be, and another for every `index`.
fn longest<const MAX: u32>(index: u32) -> BoundedVec<u8, frame_support::traits::ConstU32<MAX>> {
	let mut bytes = vec![b'x'; MAX as usize - 1];
	bytes.push(b'A' + index as u8);
	bytes.try_into().unwrap()
}

/// Details as large as they can be, of which all is in the catalogue.
pub fn largest_details<T: Config>(operator: T::AccountId) -> DetailsOf<T> {
	let entry = CatalogueEntry { class: Class::High, multiplier: 300 };
	let mut capacity = Resources {
		vcpu_millis: 1_000_000,
		ram_mib: 1 << 30,
		storage_gib: 1 << 30,
		..Default::default()
	};
	for index in 0..MAX_GPU_MODELS {
		let model: EntryName = longest(index);
		GpuModels::<T>::insert(&model, entry);
		capacity.gpus.try_insert(model, 1_000).unwrap();
	}
	let cpu_class: EntryName = longest(0);
	CpuClasses::<T>::insert(&cpu_class, entry);

	let mut tokens = types::Tokens::new();
	tokens.try_insert(Token::Native).unwrap();
	for id in 1..types::MAX_TOKENS {
		tokens.try_insert(Token::WithId(id)).unwrap();
	}
	let mut attributes = spheron_primitives::Attributes::new();
	for index in 0..MAX_ATTRIBUTES {
		attributes.try_insert(longest(index), longest(index)).unwrap();
	}
	Details {
		name: longest(0),
		region: longest(0),
		mode: Mode::Provider,
		capacity,
		cpu_class,
		host_uri: longest(0),
		tls_hash: H256::repeat_byte(1),
		tokens,
		reward_account: account("reward", 0, 0),
		operator,
		attributes,
	}
}

/// A proposal as large as it can be.
fn proposal<T: Config>() -> T::AccountId {
	let provider = proposer::<T>();
	let details = largest_details::<T>(account("operator", 0, 0));
	Pallet::<T>::do_propose(provider.clone(), Box::new(details)).unwrap();
	provider
}

fn proposer<T: Config>() -> T::AccountId {
	let minimum = T::Currency::minimum_balance();
	T::Setup::funded(0, &Token::Native, (T::ProposalDeposit::get() + minimum) * 2)
}

/// A proposal as large as it can be, of a provider that has staked already.
fn staked_proposal<T: Config>() -> T::AccountId {
	let (provider, _) = T::Setup::provider(0);
	let deposit = T::ProposalDeposit::get();
	let amount = deposit + T::Currency::minimum_balance();
	drop(T::Currency::deposit(&provider, amount, Precision::Exact).unwrap());
	T::Currency::hold(&HoldReason::Proposal.into(), &provider, deposit).unwrap();
	T::Trust::forget(&provider);
	Providers::<T>::mutate(&provider, |entry| {
		let details = entry.take().unwrap().details;
		*entry = Some(Provider::proposed(details, deposit));
	});
	provider
}

fn held<T: Config>(provider: &T::AccountId) -> Balance {
	T::Currency::balance_on_hold(&HoldReason::Proposal.into(), provider)
}

#[benchmarks]
mod benchmarks {
	use super::*;

	/// A removal, which also looks for users.
	#[benchmark]
	fn set_gpu_model() -> Result<(), BenchmarkError> {
		let origin =
			T::CatalogueOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let model: EntryName = longest(20);
		GpuModels::<T>::insert(&model, CatalogueEntry { class: Class::Low, multiplier: 50 });

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, model.clone(), None);

		assert!(!GpuModels::<T>::contains_key(&model));
		Ok(())
	}

	/// A removal, which also looks for users.
	#[benchmark]
	fn set_cpu_class() -> Result<(), BenchmarkError> {
		let origin =
			T::CatalogueOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let class: EntryName = longest(20);
		CpuClasses::<T>::insert(&class, CatalogueEntry { class: Class::Low, multiplier: 50 });

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, class.clone(), None);

		assert!(!CpuClasses::<T>::contains_key(&class));
		Ok(())
	}

	#[benchmark]
	fn propose() {
		let provider = proposer::<T>();
		let details = largest_details::<T>(account("operator", 0, 0));

		#[extrinsic_call]
		_(RawOrigin::Signed(provider.clone()), Box::new(details));

		assert!(Providers::<T>::contains_key(&provider));
		assert_eq!(held::<T>(&provider), T::ProposalDeposit::get());
	}

	#[benchmark]
	fn withdraw_proposal() {
		let provider = proposal::<T>();

		#[extrinsic_call]
		_(RawOrigin::Signed(provider.clone()));

		assert!(!Providers::<T>::contains_key(&provider));
		assert_eq!(held::<T>(&provider), 0);
	}

	/// Of a provider that becomes active at once.
	#[benchmark]
	fn approve() -> Result<(), BenchmarkError> {
		let origin =
			T::ApproveOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let provider = staked_proposal::<T>();
		assert_ne!(T::Stake::may_bid(&provider), Err(Unbacked::StakeTooLow));

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, provider.clone(), Tier::Tier6);

		assert!(Providers::<T>::get(&provider).unwrap().is_active());
		Ok(())
	}

	#[benchmark]
	fn reject() -> Result<(), BenchmarkError> {
		let origin =
			T::ApproveOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let provider = proposal::<T>();

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, provider.clone(), false);

		assert!(!Providers::<T>::contains_key(&provider));
		Ok(())
	}

	#[benchmark]
	fn reject_spam() -> Result<(), BenchmarkError> {
		let origin =
			T::ApproveOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let provider = proposal::<T>();

		#[extrinsic_call]
		reject(origin as T::RuntimeOrigin, provider.clone(), true);

		assert!(!Providers::<T>::contains_key(&provider));
		Ok(())
	}

	#[benchmark]
	fn set_operator() {
		let provider = proposal::<T>();
		let operator: T::AccountId = account("operator", 1, 0);

		#[extrinsic_call]
		_(RawOrigin::Signed(provider.clone()), operator.clone());

		assert_eq!(Operators::<T>::get(&operator), Some(provider));
	}

	impl_benchmark_test_suite!(
		Pallet,
		crate::mock::ExtBuilder::default().build(),
		crate::mock::Test
	);
}
