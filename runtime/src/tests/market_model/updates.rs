//! Updates in the model: other resources, another manifest, another price (L3).

use super::{
	amounts::Amounts,
	leases::{Lease, Stage},
	model::{Against, LeaseId, Market, Verdict},
	providers::Standing,
};
use crate::{tests::reference::arithmetic::Service, Balance};
use spheron_primitives::Footprint;

/// Time to accept an update (L3).
const ANSWER_WITHIN: u32 = 30;

/// Time to apply it then (L3).
const APPLY_WITHIN: u32 = 60;

/// What a tenant asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Update {
	/// What it would need.
	pub needs: Amounts,
	/// Which manifest it would run.
	pub manifest: u8,
	/// The most that it may cost per hour then.
	pub max_price: Balance,
	/// The price at which the provider accepted.
	pub price: Option<Balance>,
	/// When it is too late to accept it or, once that is done, to apply it.
	pub deadline: u32,
	/// Blocks that were served when it was asked for.
	pub served: u32,
}

impl Lease {
	/// What its service can cost at most before fees, if it were `service`. A later change of price
	/// can round up by a unit what is rounded down if it comes at once.
	pub fn most_gross(&self, service: &Service) -> Balance {
		let mut changed = service.clone();
		let gross = match &self.update {
			Some(Update { max_price, served, .. }) if *max_price > service.price => {
				changed.reprice(*served, *max_price);
				changed.gross(service.length).map(|gross| gross + 1)
			}
			_ => service.gross(service.length),
		};
		gross.unwrap()
	}

	/// What it counts for on its tenant's wallet (E7).
	pub fn occupies(&self) -> Footprint {
		let (now, then) = (self.needs, self.update.as_ref().map_or(self.needs, |it| it.needs));
		let (now, then) = (now.footprint(), then.footprint());
		Footprint {
			vcpu_millis: now.vcpu_millis.max(then.vcpu_millis),
			ram_mib: now.ram_mib.max(then.ram_mib),
			storage_gib: now.storage_gib.max(then.storage_gib),
			gpu_units: now.gpu_units.max(then.gpu_units),
		}
	}

	/// What is reserved of its provider for it until it is closed (I5).
	pub fn reserves(&self) -> Amounts {
		match &self.update {
			Some(Update { needs, price: Some(_), .. }) => self.needs.max(*needs),
			_ => self.needs,
		}
	}
}

impl Market {
	/// The tenant asks for an update: what it can cost more is locked, and it counts.
	pub fn request_update(
		&mut self,
		id: LeaseId,
		needs: Amounts,
		manifest: u8,
		max_price: Balance,
	) -> Verdict {
		let pending = |lease: &Lease| lease.update.is_some();
		let same = |lease: &Lease| {
			(lease.needs, lease.manifest, lease.service.price) == (needs, manifest, max_price)
		};
		self.against(id)
			.when(self.of(id, pending), "UpdatePending")
			.when(!self.of(id, Lease::is_active), "NotActive")
			.when(self.standing_of(id) == Some(Standing::Leaving), "ProviderLeaving")
			.when(max_price == 0, "ZeroMaxPrice")
			.when(self.of(id, same), "NothingToUpdate")
			.verdict()?;
		let lease = &self.leases[&id];
		let (now, deadline) = (self.now, self.now + ANSWER_WITHIN);
		let served = lease.served_at(now);
		let update = Update { needs, manifest, max_price, price: None, deadline, served };
		let mut asked = lease.clone();
		(asked.update, asked.offered_to) = (Some(update), None);
		let more = asked.occupies().checked_sub(&lease.occupies()).expect("it grows");
		let lock = asked.lock() - lease.lock();
		let unlocked = self.unlocked(&lease.tenant, &lease.token);
		Against::default()
			.all(self.over_bracket(&lease.tenant, &lease.token, &more, 0))
			.when(lock > unlocked, "NotEnoughUnlocked")
			.verdict()?;
		self.leases.insert(id, asked);
		Ok(())
	}

	/// The provider accepts it at `price`, and reserves what it needs more.
	pub fn accept_update(&mut self, id: LeaseId, price: Balance) -> Verdict {
		let mut against = self.against_update(id);
		let standing = self.standing_of(id);
		let firm = self.leases.get(&id).is_some_and(|it| self.providers[&it.provider].is_firm());
		if let Some(lease) = self.leases.get(&id) {
			if let Some(update) = &lease.update {
				let grown = lease.needs.max(update.needs);
				let others = self.free(&lease.provider).plus(lease.reserves());
				let grows = grown != lease.needs;
				against
					.when(update.price.is_some(), "AlreadyAccepted")
					.when(price > update.max_price, "PriceTooHigh")
					.when(grows && !firm, "StakeTooLow")
					.when(!others.covers(&grown), "NoCapacity")
					.when(grows && standing != Some(Standing::Active), "ProviderNotActive");
			}
		}
		against
			.when(standing == Some(Standing::Leaving), "ProviderLeaving")
			.when(price == 0, "ZeroPrice")
			.verdict()?;
		let now = self.now;
		let update = self.lease(id).update.as_mut().unwrap();
		(update.price, update.deadline) = (Some(price), now + APPLY_WITHIN);
		Ok(())
	}

	/// The provider refuses it, or says that it failed.
	pub fn refuse_update(&mut self, id: LeaseId) -> Verdict {
		self.against_update(id).verdict()?;
		self.lease(id).update = None;
		Ok(())
	}

	/// The tenant takes it back.
	pub fn withdraw_update(&mut self, id: LeaseId) -> Verdict {
		let accepted =
			self.of(id, |lease| lease.update.as_ref().is_some_and(|it| it.price.is_some()));
		self.against_update(id).when(accepted, "AlreadyAccepted").verdict()?;
		self.lease(id).update = None;
		Ok(())
	}

	/// The provider reports it up: from this block on the lease is what was asked for.
	pub fn apply_update(&mut self, id: LeaseId) -> Verdict {
		let accepted =
			self.of(id, |lease| lease.update.as_ref().is_some_and(|it| it.price.is_some()));
		self.against_update(id).when(!accepted, "NotAccepted").verdict()?;
		let now = self.now;
		let lease = self.lease(id);
		let update = lease.update.take().unwrap();
		lease.reprice(now, update.price.unwrap());
		(lease.needs, lease.manifest) = (update.needs, update.manifest);
		Ok(())
	}

	fn against_update(&self, id: LeaseId) -> Against {
		let pending = |lease: &Lease| lease.stage == Stage::Active && lease.update.is_some();
		let mut against = self.against(id);
		against.when(!self.of(id, pending), "NoUpdate");
		against
	}
}
