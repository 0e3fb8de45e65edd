//! Figures to count with.

use crate::WeightInfo;
use frame_support::weights::Weight;

/// What a lapse weighs less if nobody is left to go on to.
pub const LESS_WITHOUT_RUNNER_UP: Weight = Weight::from_parts(1, 1);

/// A look costs 1, a step 10.
impl WeightInfo for () {
	fn confirm() -> Weight {
		step()
	}
	fn activate() -> Weight {
		step()
	}
	fn close_reserving() -> Weight {
		step()
	}
	fn close_ready() -> Weight {
		step()
	}
	fn close_active() -> Weight {
		step()
	}
	fn close_with_notice() -> Weight {
		step()
	}
	fn confirm_closed() -> Weight {
		step()
	}
	fn settle() -> Weight {
		step()
	}
	fn poke() -> Weight {
		step()
	}
	fn extend() -> Weight {
		step()
	}
	fn offer() -> Weight {
		step()
	}
	fn withdraw_offer() -> Weight {
		step()
	}
	fn accept() -> Weight {
		step()
	}
	fn request_update() -> Weight {
		step()
	}
	fn accept_update() -> Weight {
		step()
	}
	fn refuse_update() -> Weight {
		step()
	}
	fn apply_update() -> Weight {
		step()
	}
	fn withdraw_update() -> Weight {
		step()
	}
	fn service_base() -> Weight {
		Weight::from_parts(1, 1)
	}
	fn serve_provider() -> Weight {
		Weight::from_parts(1, 1)
	}
	fn serve_reservation_timeout(r: u32) -> Weight {
		step() - LESS_WITHOUT_RUNNER_UP * u64::from(r == 0)
	}
	fn serve_activation_timeout() -> Weight {
		step()
	}
	fn serve_drained() -> Weight {
		step()
	}
	fn serve_funds_low() -> Weight {
		step()
	}
	fn serve_update_timeout() -> Weight {
		step()
	}
	fn serve_end() -> Weight {
		step()
	}
	fn serve_close_timeout() -> Weight {
		step()
	}
	fn serve_expiry() -> Weight {
		step()
	}
}

const fn step() -> Weight {
	Weight::from_parts(10, 10)
}
