// PLACEHOLDER
use core::marker::PhantomData;
use frame_support::weights::Weight;
pub struct WeightInfo<T>(PhantomData<T>);
impl<T: frame_system::Config> pallet_escrow::WeightInfo for WeightInfo<T> {
	fn list_token() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
	fn deposit() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
	fn deposit_for() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
	fn withdraw() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
	fn withdraw_earnings() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
}
