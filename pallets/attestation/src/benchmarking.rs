//! What an attestation weighs.

use crate::*;
use alloc::vec::Vec;
use frame_benchmarking::v2::*;
use frame_support::{pallet_prelude::TransactionSource, traits::Authorize};
use frame_system::RawOrigin;
use sp_application_crypto::RuntimeAppPublic;
use spheron_primitives::{
	setup::Setup,
	traits::{ClockSink, OpenBlocks},
	AttestationSignature, LeaseId,
};

/// The next attestation of `provider`, which is due and names `unhealthy`, and its signature.
fn due<T: Config>(
	provider: &T::AccountId,
	unhealthy: Unhealthy,
) -> (AttestationOf<T>, AttestationSignature) {
	let now = T::Time::now();
	Clocks::<T>::mutate(provider, |clock| clock.attest(now, Some(u32::MAX >> 1)));
	T::Setup::pass(Pallet::<T>::period());
	let key = T::Setup::attesting(provider);
	let attestation = Attestation {
		provider: provider.clone(),
		sequence: Clocks::<T>::get(provider).sequence.saturating_add(1),
		signed_at: T::Time::now(),
		unhealthy,
	};
	let statement = attestation.statement(&Pallet::<T>::genesis_hash());
	let signature = key.sign(&statement).unwrap();
	(attestation, signature)
}

fn listed(ids: &[LeaseId]) -> Unhealthy {
	Unhealthy::Listed(ids.to_vec().try_into().unwrap())
}

#[benchmarks]
mod benchmarks {
	use super::*;

	/// The leases named, and those that were, have all come to their end without having been served.
	#[benchmark]
	fn attest(l: Linear<0, { 2 * MAX_UNHEALTHY }>) {
		let (provider, _) = T::Setup::provider(1);
		let now = T::Time::now();
		Clocks::<T>::mutate(&provider, |clock| clock.attest(now, Some(u32::MAX >> 1)));
		let leases: Vec<_> = T::Setup::serving_many(&provider, l);
		let (resumed, paused) = leases.split_at(leases.len() / 2);
		T::Leases::report(&provider, resumed, None);
		// Past the outage limit of what is off the clock.
		T::Setup::pass(MAX_PERIOD);
		let (attestation, signature) = due::<T>(&provider, listed(paused));
		#[extrinsic_call]
		_(RawOrigin::Authorized, attestation, signature);
		assert!(Clocks::<T>::get(&provider).attested == T::Time::now());
	}

	#[benchmark]
	fn authorize_attest() -> Result<(), BenchmarkError> {
		let (provider, _) = T::Setup::provider(1);
		let ids: Vec<_> = (0..u64::from(Pallet::<T>::max_unhealthy())).map(LeaseId).collect();
		let (attestation, signature) = due::<T>(&provider, listed(&ids));
		let call = Call::<T>::attest { attestation, signature };
		#[block]
		{
			call.authorize(TransactionSource::External).ok_or("it authorizes itself")??;
		}
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
