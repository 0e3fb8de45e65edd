// PLACEHOLDER
use core::marker::PhantomData;
use frame_support::weights::Weight;
pub struct WeightInfo<T>(PhantomData<T>);
impl<T: frame_system::Config> pallet_provider_staking::WeightInfo for WeightInfo<T> {
	fn bond() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
	fn unbond() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
	fn withdraw_unbonded() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
}
