// PLACEHOLDER
use core::marker::PhantomData;
use frame_support::weights::Weight;
pub struct WeightInfo<T>(PhantomData<T>);
impl<T: frame_system::Config> pallet_eras::WeightInfo for WeightInfo<T> {
	fn on_initialize_same_era() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
	fn on_initialize_new_era() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
}
