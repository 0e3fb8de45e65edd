// PLACEHOLDER
use core::marker::PhantomData;
use frame_support::weights::Weight;
pub struct WeightInfo<T>(PhantomData<T>);
impl<T: frame_system::Config> pallet_leases::WeightInfo for WeightInfo<T> {
	fn confirm() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
	fn activate() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
	fn close_reserving() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
	fn close_ready() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
	fn close_active() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
	fn close_with_notice() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
	fn confirm_closed() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
	fn settle() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
	fn poke() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
	fn service_base() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
	fn serve_provider() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
	fn serve_reservation_timeout() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
	fn serve_activation_timeout() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
	fn serve_funds_low() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
	fn serve_end() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
	fn serve_close_timeout() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
	fn serve_expiry() -> Weight {
		Weight::from_parts(200_000_000, 0)
	}
}
