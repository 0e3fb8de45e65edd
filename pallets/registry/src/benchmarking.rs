//! What the calls weigh, each in its dearest case: a provider as large as it can be.

use crate::{types::EntryName, *};
use alloc::{boxed::Box, vec};
use codec::Encode;
use frame_benchmarking::v2::*;
use frame_support::{
	traits::{
		fungible::{Balanced, Inspect, InspectHold, MutateHold},
		tokens::Precision,
		EnsureOrigin, Get,
	},
	weights::WeightMeter,
	BoundedVec,
};
use frame_system::RawOrigin;
use sp_core::{sr25519, H256};
use sp_runtime::traits::{BlakeTwo256, Hash};
use spheron_primitives::{
	attestation::generate,
	provider::MAX_ATTRIBUTES,
	resources::MAX_GPU_MODELS,
	setup::Setup,
	traits::{OnBacked, OpenBlocks, Providers as _},
	AttestationId, Balance, CpuClass, Mode, OpenBlock, Resources, Tier, Token,
};

/// As long as it can be, and another for every `index`.
fn longest<const MAX: u32>(index: u32) -> BoundedVec<u8, frame_support::traits::ConstU32<MAX>> {
	let mut bytes = vec![b'x'; MAX as usize - 1];
	bytes.push(b'A' + index as u8);
	bytes.try_into().unwrap()
}

/// Details as large as they can be, of which all is in the catalogue.
pub fn largest_details<T: Config>(operator: T::AccountId) -> DetailsOf<T> {
	nth_details::<T>(operator, 0)
}

/// Such details, which for another `nth` have nothing in common: 0 or 1.
fn nth_details<T: Config>(operator: T::AccountId, nth: u32) -> DetailsOf<T> {
	let entry = CatalogueEntry { class: Class::High, multiplier: 300 };
	let mut capacity = Resources {
		vcpu_millis: 1_000_000,
		ram_mib: 1 << 30,
		storage_gib: 1 << 30,
		..Default::default()
	};
	for index in 0..MAX_GPU_MODELS {
		let model: EntryName = longest(nth * MAX_GPU_MODELS + index);
		GpuModels::<T>::insert(&model, entry);
		capacity.gpus.try_insert(model, 1_000).unwrap();
	}
	let cpu_class: EntryName = longest(nth);
	CpuClasses::<T>::insert(&cpu_class, entry);

	let mut tokens = types::Tokens::new();
	for id in 0..types::MAX_TOKENS {
		tokens.try_insert(Token::WithId(nth * types::MAX_TOKENS + id)).unwrap();
	}
	let mut attributes = spheron_primitives::Attributes::new();
	for index in 0..MAX_ATTRIBUTES {
		attributes.try_insert(longest(index), longest(index)).unwrap();
	}
	Details {
		name: longest(nth),
		region: longest(nth),
		mode: Mode::Provider,
		capacity,
		cpu_class,
		host_uri: longest(nth),
		tls_hash: H256::repeat_byte(nth as u8),
		tokens,
		reward_account: account("reward", nth, 0),
		operator,
		attributes,
	}
}

/// An attestation key of which nobody has the secret half, and another for every `data`.
fn made_up_key(data: &impl Encode) -> AttestationId {
	sr25519::Public::from_raw(BlakeTwo256::hash_of(data).0).into()
}

/// Record the proposal of `provider`, without a proof that it has its attestation key, which only a
/// keystore could give; the hash of it.
fn record_proposal<T: Config>(
	provider: &T::AccountId,
	details: DetailsOf<T>,
	deposit: Balance,
) -> H256 {
	T::Currency::hold(&HoldReason::Proposal.into(), provider, deposit).unwrap();
	let attestation_key = made_up_key(provider);
	let proposal = Proposal { details, attestation_key, deposit, at: T::Time::now() };
	Proposals::<T>::insert(provider, &proposal);
	proposal.hash()
}

/// Admit `provider` with these `details`, whether or not there is a keystore: for
/// [`Setup::provider`].
pub fn admit<T: Config>(provider: &T::AccountId, details: DetailsOf<T>) {
	let hash = record_proposal::<T>(provider, details, 0);
	Pallet::<T>::do_approve(provider.clone(), hash, Tier::Tier6).unwrap();
}

/// A proposal as large as it can be, and its hash.
fn proposal<T: Config>() -> (T::AccountId, H256) {
	let provider = proposer::<T>();
	let details = largest_details::<T>(account("operator", 0, 0));
	let hash = record_proposal::<T>(&provider, details, T::ProposalDeposit::get());
	(provider, hash)
}

fn proposer<T: Config>() -> T::AccountId {
	let minimum = T::Currency::minimum_balance();
	T::Setup::funded(0, &Token::Native, (T::ProposalDeposit::get() + minimum) * 2)
}

/// A proposal as large as it can be, of a provider that has staked already.
fn staked_proposal<T: Config>() -> (T::AccountId, H256) {
	let (provider, operator) = T::Setup::provider(0);
	let amount = T::ProposalDeposit::get() + T::Currency::minimum_balance();
	drop(T::Currency::deposit(&provider, amount, Precision::Exact).unwrap());
	let Details { capacity, cpu_class, .. } = Providers::<T>::get(&provider).unwrap().details;
	Pallet::<T>::do_leave(provider.clone()).unwrap();
	let largest = largest_details::<T>(operator);
	let details = Details { capacity, cpu_class, ..largest };
	let hash = record_proposal::<T>(&provider, details, T::ProposalDeposit::get());
	(provider, hash)
}

/// An active provider as large as it can be, whose attestation key was changed once.
fn provider<T: Config>() -> T::AccountId {
	let (provider, hash) = proposal::<T>();
	Pallet::<T>::do_approve(provider.clone(), hash, Tier::Tier6).unwrap();
	Pallet::<T>::backed(&provider);
	let (keys, _) = AttestationKeys::<T>::get(&provider).unwrap().rotate(made_up_key(&0u8), 0);
	AttestationKeyOwners::<T>::insert(&keys.current, &provider);
	AttestationKeys::<T>::insert(&provider, keys);
	provider
}

/// A registered provider as large as it can be, which has its stake, as after a motion that lowered
/// what is required.
fn registered<T: Config>() -> T::AccountId {
	let (provider, _) = T::Setup::provider(0);
	Providers::<T>::mutate(&provider, |entry| {
		entry.as_mut().unwrap().force_status(ProviderStatus::Registered)
	});
	provider
}

/// `provider` asks for a capacity with nothing in common with its own; the hash of that.
fn ask_for_capacity<T: Config>(provider: &T::AccountId) -> H256 {
	let Details { capacity, cpu_class, .. } = nth_details::<T>(provider.clone(), 1);
	ask_for::<T>(provider, capacity, cpu_class)
}

fn ask_for<T: Config>(provider: &T::AccountId, capacity: Resources, cpu_class: CpuClass) -> H256 {
	Pallet::<T>::do_request_capacity(provider.clone(), capacity, cpu_class).unwrap();
	CapacityRequests::<T>::get(provider).unwrap().hash()
}

/// The least with GPUs of the same models.
fn least_of(capacity: Resources) -> Resources {
	let mut least = Resources { vcpu_millis: 1, ram_mib: 1, storage_gib: 1, ..capacity };
	for (_, count) in least.gpus.iter_mut() {
		*count = 1;
	}
	least
}

/// `provider` announces a maintenance; how many blocks ahead it is.
fn announce<T: Config>(provider: &T::AccountId) -> OpenBlock {
	let notice = Pallet::<T>::maintenance_notice() + 1;
	let starts_at = T::Time::now() + notice;
	Pallet::<T>::do_announce_maintenance(provider.clone(), starts_at, starts_at + 1).unwrap();
	notice
}

/// `provider` has been in maintenance, and announces another; how many blocks ahead it is.
fn announce_again<T: Config>(provider: &T::AccountId) -> OpenBlock {
	T::Setup::pass(announce::<T>(provider) + 1);
	announce::<T>(provider)
}

fn held<T: Config>(provider: &T::AccountId) -> Balance {
	T::Currency::balance_on_hold(&HoldReason::Proposal.into(), provider)
}

fn origin<T: Config, O: EnsureOrigin<T::RuntimeOrigin>>() -> Result<T::RuntimeOrigin, BenchmarkError>
{
	O::try_successful_origin().map_err(|_| BenchmarkError::Weightless)
}

#[benchmarks]
mod benchmarks {
	use super::*;

	/// A removal, which also looks for users.
	#[benchmark]
	fn set_gpu_model() -> Result<(), BenchmarkError> {
		let origin = origin::<T, T::CatalogueOrigin>()?;
		let model: EntryName = longest(40);
		GpuModels::<T>::insert(&model, CatalogueEntry { class: Class::Low, multiplier: 50 });

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, model.clone(), None);

		assert!(!GpuModels::<T>::contains_key(&model));
		Ok(())
	}

	/// A removal, which also looks for users.
	#[benchmark]
	fn set_cpu_class() -> Result<(), BenchmarkError> {
		let origin = origin::<T, T::CatalogueOrigin>()?;
		let class: EntryName = longest(40);
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
		let (key, proof) = generate(&provider).unwrap();

		#[extrinsic_call]
		_(RawOrigin::Signed(provider.clone()), Box::new(details), key, proof);

		assert!(Proposals::<T>::contains_key(&provider));
		assert_eq!(held::<T>(&provider), T::ProposalDeposit::get());
	}

	#[benchmark]
	fn withdraw_proposal() {
		let (provider, _) = proposal::<T>();

		#[extrinsic_call]
		_(RawOrigin::Signed(provider.clone()));

		assert!(!Proposals::<T>::contains_key(&provider));
		assert_eq!(held::<T>(&provider), 0);
	}

	/// Of a provider that becomes active at once.
	#[benchmark]
	fn approve() -> Result<(), BenchmarkError> {
		let origin = origin::<T, T::ApproveOrigin>()?;
		let (provider, hash) = staked_proposal::<T>();

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, provider.clone(), hash, Tier::Tier6);

		assert_eq!(Pallet::<T>::status(&provider), Some(ProviderStatus::Active));
		Ok(())
	}

	#[benchmark]
	fn reject() -> Result<(), BenchmarkError> {
		let origin = origin::<T, T::ApproveOrigin>()?;
		let (provider, hash) = proposal::<T>();

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, provider.clone(), hash, false);

		assert!(!Proposals::<T>::contains_key(&provider));
		Ok(())
	}

	#[benchmark]
	fn reject_spam() -> Result<(), BenchmarkError> {
		let origin = origin::<T, T::ApproveOrigin>()?;
		let (provider, hash) = proposal::<T>();

		#[extrinsic_call]
		reject(origin as T::RuntimeOrigin, provider.clone(), hash, true);

		assert!(!Proposals::<T>::contains_key(&provider));
		Ok(())
	}

	#[benchmark]
	fn set_operator() {
		let provider = provider::<T>();
		let operator: T::AccountId = account("operator", 1, 0);

		#[extrinsic_call]
		_(RawOrigin::Signed(provider.clone()), operator.clone());

		assert_eq!(Providers::<T>::get(&provider).unwrap().details.operator, operator);
	}

	/// Of a provider in maintenance, which serves a lease.
	#[benchmark]
	fn suspend() -> Result<(), BenchmarkError> {
		let origin = origin::<T, T::SuspendOrigin>()?;
		let tenant = T::Setup::wallet(1, &T::Setup::token(), Balance::MAX >> 32);
		let (provider, operator) = T::Setup::provider(1);
		T::Setup::serving(&tenant, &operator);
		T::Setup::pass(announce::<T>(&provider));
		assert_eq!(Pallet::<T>::status(&provider), Some(ProviderStatus::Maintenance));

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, provider.clone());

		assert_eq!(Pallet::<T>::status(&provider), Some(ProviderStatus::Suspended));
		Ok(())
	}

	/// Of a provider that becomes active at once.
	#[benchmark]
	fn reinstate() -> Result<(), BenchmarkError> {
		let origin = origin::<T, T::SuspendOrigin>()?;
		let (provider, hash) = staked_proposal::<T>();
		Pallet::<T>::do_approve(provider.clone(), hash, Tier::Tier6)?;
		Pallet::<T>::do_suspend(provider.clone())?;
		T::Setup::pass(1);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, provider.clone());

		assert_eq!(Pallet::<T>::status(&provider), Some(ProviderStatus::Active));
		Ok(())
	}

	/// By a provider that is gone at once.
	#[benchmark]
	fn leave() {
		let provider = provider::<T>();
		ask_for_capacity::<T>(&provider);
		T::Setup::pass(1);

		#[extrinsic_call]
		_(RawOrigin::Signed(provider.clone()));

		assert_eq!(Pallet::<T>::status(&provider), None);
	}

	#[benchmark]
	fn departures_base() {
		#[block]
		{
			Pallet::<T>::serve_departures(&mut WeightMeter::new());
		}
	}

	#[benchmark]
	fn serve_departure() {
		let provider = provider::<T>();
		let one = Resources { vcpu_millis: 1, ..Default::default() };
		Pallet::<T>::reserve(&provider, &one).unwrap();
		Pallet::<T>::do_leave(provider.clone()).unwrap();
		Pallet::<T>::release(&provider, &one);
		// So that there is something to account for.
		T::Setup::pass(1);

		#[block]
		{
			Pallet::<T>::serve_departures(&mut WeightMeter::new());
		}

		assert_eq!(Pallet::<T>::status(&provider), None);
	}

	#[benchmark]
	fn announce_maintenance() {
		let provider = provider::<T>();
		T::Setup::pass(announce_again::<T>(&provider) + 1);
		let starts_at = T::Time::now() + Pallet::<T>::maintenance_notice() + 1;

		#[extrinsic_call]
		_(RawOrigin::Signed(provider.clone()), starts_at, starts_at + 1);

		assert!(Providers::<T>::get(&provider).unwrap().maintenance.covers(starts_at));
	}

	#[benchmark]
	fn cancel_maintenance() {
		let provider = provider::<T>();
		let notice = announce_again::<T>(&provider);
		let starts_at = T::Time::now() + notice;

		#[extrinsic_call]
		_(RawOrigin::Signed(provider.clone()));

		assert!(!Providers::<T>::get(&provider).unwrap().maintenance.covers(starts_at));
	}

	#[benchmark]
	fn end_maintenance() {
		let provider = provider::<T>();
		T::Setup::pass(announce_again::<T>(&provider));

		#[extrinsic_call]
		_(RawOrigin::Signed(provider.clone()));

		assert_eq!(Pallet::<T>::status(&provider), Some(ProviderStatus::Active));
	}

	/// Of everything.
	#[benchmark]
	fn update() {
		let provider = provider::<T>();
		let other = nth_details::<T>(account("operator", 1, 0), 1);
		let everything = Update {
			name: Some(other.name),
			region: Some(other.region.clone()),
			host_uri: Some(other.host_uri),
			tls_hash: Some(other.tls_hash),
			tokens: Some(other.tokens),
			reward_account: Some(other.reward_account),
			attributes: Some(other.attributes),
		};

		#[extrinsic_call]
		_(RawOrigin::Signed(provider.clone()), Box::new(everything));

		assert!(Index::<T>::contains_key(Facet::Region(other.region), provider));
	}

	#[benchmark]
	fn request_capacity() {
		let provider = provider::<T>();
		let Details { capacity, cpu_class, .. } = nth_details::<T>(provider.clone(), 1);

		#[extrinsic_call]
		_(RawOrigin::Signed(provider.clone()), capacity, cpu_class);

		assert!(CapacityRequests::<T>::contains_key(&provider));
	}

	#[benchmark]
	fn withdraw_capacity_request() {
		let provider = provider::<T>();
		ask_for_capacity::<T>(&provider);

		#[extrinsic_call]
		_(RawOrigin::Signed(provider.clone()));

		assert!(!CapacityRequests::<T>::contains_key(&provider));
	}

	/// Of one that has no model in common with what there was, and for which the stake is enough: the
	/// provider becomes active.
	#[benchmark]
	fn approve_capacity() -> Result<(), BenchmarkError> {
		let origin = origin::<T, T::ApproveOrigin>()?;
		let provider = registered::<T>();
		let Details { capacity, cpu_class, .. } = nth_details::<T>(provider.clone(), 1);
		let hash = ask_for::<T>(&provider, least_of(capacity), cpu_class);
		T::Setup::pass(1);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, provider.clone(), hash);

		assert!(!CapacityRequests::<T>::contains_key(&provider));
		assert_eq!(Pallet::<T>::status(&provider), Some(ProviderStatus::Active));
		Ok(())
	}

	#[benchmark]
	fn reject_capacity() -> Result<(), BenchmarkError> {
		let origin = origin::<T, T::ApproveOrigin>()?;
		let provider = provider::<T>();
		let hash = ask_for_capacity::<T>(&provider);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, provider.clone(), hash);

		assert!(!CapacityRequests::<T>::contains_key(&provider));
		Ok(())
	}

	#[benchmark]
	fn set_attestation_key() {
		let provider = provider::<T>();
		T::Setup::pass(Pallet::<T>::attestation_period());
		let (key, proof) = generate(&provider).unwrap();

		#[extrinsic_call]
		_(RawOrigin::Signed(provider.clone()), key.clone(), proof);

		assert_eq!(AttestationKeyOwners::<T>::get(&key), Some(provider));
	}

	#[benchmark]
	fn activate() {
		let provider = registered::<T>();
		T::Setup::pass(1);

		#[extrinsic_call]
		_(RawOrigin::Signed(whitelisted_caller()), provider.clone());

		assert_eq!(Pallet::<T>::status(&provider), Some(ProviderStatus::Active));
	}

	impl_benchmark_test_suite!(
		Pallet,
		crate::mock::ExtBuilder::default().build(),
		crate::mock::Test
	);
}
