//! How service is counted (E8), with arithmetic of its own.

use pallet_leases::Meter;
use spheron_primitives::{Balance, OpenBlock, BLOCKS_PER_HOUR};

/// Blocks served in the running price period when the provider's clock shows `clock`.
pub fn served(meter: &Meter, clock: OpenBlock) -> OpenBlock {
	meter.end.min(meter.served + meter.from.map_or(0, |from| clock - from))
}

/// What was served by then is paid for.
pub fn settle(meter: &mut Meter, clock: OpenBlock) {
	meter.served = served(meter, clock);
	meter.from = meter.from.map(|_| clock);
}

/// Off the clock from there on.
pub fn stop(meter: &mut Meter, clock: OpenBlock) {
	if meter.from.is_some() {
		meter.served = served(meter, clock);
		meter.from = None;
	}
}

/// From there on an hour costs `price`. Only a change of price starts a period (E8).
pub fn change_price(meter: &mut Meter, clock: OpenBlock, price: Balance) {
	if price == meter.price {
		return;
	}
	let before = served(meter, clock);
	*meter = Meter {
		done: meter.done + meter.price * Balance::from(before) / Balance::from(BLOCKS_PER_HOUR),
		price,
		served: 0,
		from: meter.from.map(|_| clock),
		end: meter.end - before,
	};
}
