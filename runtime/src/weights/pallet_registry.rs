// PLACEHOLDER
use core::marker::PhantomData;
use frame_support::weights::Weight;
pub struct WeightInfo<T>(PhantomData<T>);
impl<T: frame_system::Config> pallet_registry::WeightInfo for WeightInfo<T> {
	fn set_gpu_model() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
	fn set_cpu_class() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
	fn propose() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
	fn withdraw_proposal() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
	fn approve() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
	fn reject() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
	fn reject_spam() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
	fn set_operator() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
}
