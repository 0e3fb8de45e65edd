//! What a tenant loses by an end that is its provider's fault, and whom that is told (S4, S5).

use crate::*;
use spheron_primitives::{
	price::MicroUsd,
	traits::{Stake, Valuation, Victim},
	Balance, LeaseId, OpenBlock,
};

impl<T: Config> Pallet<T> {
	/// `lease`, which was `Ready` or `Active` and is settled, ends for `reason` as of block `at`. If
	/// its provider has to answer for that with its stake, tell what the tenant lost.
	///
	/// To be called before the lease leaves its tenant's wallet, because what is still locked is what
	/// was not spent.
	pub(crate) fn report_loss(id: LeaseId, lease: &LeaseOf<T>, reason: EndReason, at: OpenBlock) {
		let victim = || Victim {
			lease: id,
			tenant: lease.tenant.clone(),
			unspent: Self::worth(lease, lease.locked),
		};
		match reason {
			EndReason::Outage => {
				let missed = Self::worth(lease, Self::missed(lease, at));
				T::Stake::outage(&lease.provider, &lease.resources, missed, victim());
			}
			EndReason::ProviderSlashed => T::Stake::slash_closed(&lease.provider, victim()),
			_ => {}
		}
	}

	/// Gross of the service that an outage kept from the tenant of `lease` by its end at block `at`.
	fn missed(lease: &LeaseOf<T>, at: OpenBlock) -> Balance {
		let blocks = Self::outage_of(lease, at).map_or(0, |since| at.saturating_sub(since));
		let clock = Self::clock_at(&lease.provider, at);
		lease.meter.gross_of_next(clock, blocks).unwrap_or_default()
	}

	/// From which block on the outage is counted that ends `lease` as of block `at`: the last of going
	/// down, the activation and the end of a maintenance (L5). None if there was no service to miss.
	fn outage_of(lease: &LeaseOf<T>, at: OpenBlock) -> Option<OpenBlock> {
		let provider_down = match Draining::<T>::get(&lease.provider) {
			Some(drain) => drain.down,
			None => Self::down_with_leases(&lease.provider),
		};
		let down = lease.off_clock.into_iter().chain(provider_down).min()?;
		Some(Self::counted_from(&lease.provider, down.max(lease.activated?), at))
	}

	/// What `amount` of the token of `lease` is worth; nothing if it never had a price.
	fn worth(lease: &LeaseOf<T>, amount: Balance) -> MicroUsd {
		T::Valuation::value(&lease.token, amount).unwrap_or_default()
	}
}
