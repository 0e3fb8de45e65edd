// PLACEHOLDER
use core::marker::PhantomData;
use frame_support::weights::Weight;
pub struct WeightInfo<T>(PhantomData<T>);
impl<T: frame_system::Config> pallet_fees::WeightInfo for WeightInfo<T> {
	fn set_foundation() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
	fn flush() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
}
