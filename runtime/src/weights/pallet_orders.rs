// PLACEHOLDER
use core::marker::PhantomData;
use frame_support::weights::Weight;
pub struct WeightInfo<T>(PhantomData<T>);
impl<T: frame_system::Config> pallet_orders::WeightInfo for WeightInfo<T> {
	fn create() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
	fn cancel() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
	fn bid() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
	fn poke() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
	fn service_nothing() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
	fn match_awarded(f: u32) -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
	fn match_unserved(f: u32) -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
	fn expire() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
}
