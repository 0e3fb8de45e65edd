//! Benchmarks of this pallet.

use super::*;
use alloc::{boxed::Box, vec, vec::Vec};
use codec::Encode;
use frame_benchmarking::v2::*;
use frame_support::traits::{EnsureOrigin, Get, StorePreimage};
use frame_system::RawOrigin;
use sp_runtime::traits::Hash;

/// What a call of `frame_system.remark` needs besides its bytes, at most.
const AROUND_REMARK: u32 = 16;

/// A call that is about `length` bytes long, and not longer.
fn call_of<T: Config>(length: u32) -> <T as Config>::RuntimeCall
where
	<T as Config>::RuntimeCall: From<frame_system::Call<T>>,
{
	let remark = vec![0; length.saturating_sub(AROUND_REMARK) as usize];
	frame_system::Call::remark { remark }.into()
}

fn origin_of<T: Config, O: EnsureOrigin<T::RuntimeOrigin>>(
) -> Result<T::RuntimeOrigin, BenchmarkError> {
	O::try_successful_origin().map_err(|_| BenchmarkError::Weightless)
}

/// Schedules a call of `length` bytes; gives its number.
fn scheduled<T: Config>(length: u32) -> Result<RootCallId, BenchmarkError>
where
	<T as Config>::RuntimeCall: From<frame_system::Call<T>>,
{
	let id = NextRootCallId::<T>::get();
	Pallet::<T>::schedule_root(origin_of::<T, T::RootOrigin>()?, Box::new(call_of::<T>(length)))?;
	Ok(id)
}

/// All but one of the calls that can be under way, due at the same block.
fn crowd<T: Config>() -> Result<(), BenchmarkError>
where
	<T as Config>::RuntimeCall: From<frame_system::Call<T>>,
{
	(1..T::MaxRootCalls::get()).try_for_each(|_| scheduled::<T>(0).map(drop))
}

#[benchmarks(where <T as Config>::RuntimeCall: From<frame_system::Call<T>>)]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn dispatch_as_council() -> Result<(), BenchmarkError> {
		let origin = origin_of::<T, T::CouncilOrigin>()?;
		let call = frame_system::Call::remark { remark: Vec::new() }.into();

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, Box::new(call));

		frame_system::Pallet::<T>::assert_last_event(Event::<T>::DispatchedAsCouncil.into());
		Ok(())
	}

	#[benchmark]
	fn schedule_root(l: Linear<0, { T::MaxCallLength::get() }>) -> Result<(), BenchmarkError> {
		crowd::<T>()?;
		let origin = origin_of::<T, T::RootOrigin>()?;
		let call = Box::new(call_of::<T>(l));

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, call);

		assert_eq!(RootCalls::<T>::count(), T::MaxRootCalls::get());
		Ok(())
	}

	#[benchmark]
	fn schedule_root_by_hash(
		l: Linear<0, { T::MaxCallLength::get() }>,
	) -> Result<(), BenchmarkError> {
		crowd::<T>()?;
		let origin = origin_of::<T, T::RootOrigin>()?;
		let bytes = call_of::<T>(l).encode();
		let (hash, length) = (T::Hashing::hash(&bytes), bytes.len() as u32);
		T::Preimages::note(bytes.into())?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, hash, length);

		assert_eq!(RootCalls::<T>::count(), T::MaxRootCalls::get());
		Ok(())
	}

	#[benchmark]
	fn cancel_root() -> Result<(), BenchmarkError> {
		crowd::<T>()?;
		let id = scheduled::<T>(T::MaxCallLength::get())?;
		let origin = origin_of::<T, T::CancelOrigin>()?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id);

		frame_system::Pallet::<T>::assert_last_event(Event::<T>::RootCallCancelled { id }.into());
		Ok(())
	}

	#[benchmark]
	fn enact_root() -> Result<(), BenchmarkError> {
		crowd::<T>()?;
		let id = scheduled::<T>(0)?;

		#[extrinsic_call]
		_(RawOrigin::Root, id, Box::new(call_of::<T>(0)));

		frame_system::Pallet::<T>::assert_last_event(
			Event::<T>::RootCallEnacted { id, result: Ok(()) }.into(),
		);
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
