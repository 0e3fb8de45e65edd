//! The steps that are about a lease, done on the chain, and in the model if the chain accepted them.

use super::{
	acts::{other, part_of, pick, tenant},
	model::{Lease, Stage},
	reprice, signed,
	steps::{Nth, Part, Step},
	story::Story,
	unlocked,
};
use crate::{
	tests::{chain::dispatch, market::access},
	AccountId, Eras, Leases, Runtime,
};
use pallet_leases::{Call, EndReason, Extension, LeaseState, OffClock};
use spheron_primitives::{
	traits::{ClockSink, OpenBlocks},
	LeaseId,
};

impl Story {
	/// Does `step`, which is about a lease.
	pub(super) fn act_on_lease(&mut self, step: &Step) -> bool {
		match *step {
			Step::Confirm { lease } => self.confirm(lease),
			Step::Activate { lease } => self.activate(lease),
			Step::Settle { lease } => self.settle(lease),
			Step::ExtendByBlocks { lease, blocks } => self.extend_by_blocks(lease, blocks),
			Step::ExtendByAmount { lease, part } => self.extend_by_amount(lease, part),
			Step::Offer { lease, to } => self.offer(lease, to),
			Step::WithdrawOffer { lease } => self.withdraw_offer(lease),
			Step::Accept { lease } => self.accept(lease),
			Step::CloseByTenant { lease } => self.close_by_tenant(lease),
			Step::CloseByProvider { lease } => self.close_by_provider(lease),
			Step::ConfirmClosed { lease } => self.confirm_closed(lease),
			Step::Pause { lease } => self.pause(lease),
			Step::Resume { lease } => self.resume(lease),
			Step::Reprice { lease, part } => self.reprice(lease, part),
			_ => false,
		}
	}

	/// The `nth` lease that `fits`, counted from the newest.
	fn lease(&self, nth: Nth, fits: impl Fn(&Lease) -> bool) -> Option<LeaseId> {
		pick(self.leases.iter().filter(|(_, lease)| fits(lease)).map(|(id, _)| *id).collect(), nth)
	}

	fn active(&self, nth: Nth) -> Option<LeaseId> {
		self.lease(nth, |lease| lease.stage == Stage::Active)
	}

	/// Does `call` of lease `id`, signed by `who` of it, and then `change` in the model.
	fn call(
		&mut self,
		id: Option<LeaseId>,
		who: impl Fn(&Lease) -> AccountId,
		call: impl FnOnce(LeaseId) -> Call<Runtime>,
		change: impl FnOnce(&mut Lease, u32),
	) -> bool {
		let Some((id, lease)) = id.and_then(|id| Some((id, self.leases.get_mut(&id)?))) else {
			return false;
		};
		let done = dispatch(signed(&who(lease)), call(id)).is_ok();
		if done {
			change(lease, Eras::now());
		}
		done
	}

	fn confirm(&mut self, nth: Nth) -> bool {
		let id = self.lease(nth, |lease| matches!(lease.stage, Stage::Reserving(_)));
		self.call(id, provider, |lease| Call::confirm { lease }, Lease::confirm)
	}

	fn activate(&mut self, nth: Nth) -> bool {
		let id = self.lease(nth, |lease| matches!(lease.stage, Stage::Ready(_)));
		let call = |lease| Call::activate { lease, access: access() };
		self.call(id, provider, call, Lease::activate)
	}

	/// By anybody; what it moves is compared as for every step.
	fn settle(&mut self, nth: Nth) -> bool {
		let Some(id) = self.active(nth) else { return false };
		let done = dispatch(signed(&tenant(0)), Call::settle { lease: id }).is_ok();
		if done {
			self.settle_in_model(id);
		}
		done
	}

	fn settle_in_model(&mut self, id: LeaseId) {
		let Some(lease) = self.leases.get_mut(&id) else { return };
		let flow = lease.pay(lease.totals_at(Eras::now()));
		self.ledger.pay(&lease.parties(), flow);
	}

	fn extend_by_blocks(&mut self, nth: Nth, blocks: u32) -> bool {
		let id = self.lease(nth, Lease::is_funded);
		let by = Extension::Blocks(blocks);
		self.call(
			id,
			payer,
			|lease| Call::extend { lease, by },
			|lease, now| lease.extend(now, blocks),
		)
	}

	fn extend_by_amount(&mut self, nth: Nth, part: Part) -> bool {
		let Some(id) = self.lease(nth, Lease::is_funded) else { return false };
		let lease = &self.leases[&id];
		let amount = part_of(unlocked(&lease.tenant, &lease.token), part);
		let blocks = lease.blocks_for(amount);
		let by = Extension::Amount(amount);
		self.call(
			Some(id),
			payer,
			|lease| Call::extend { lease, by },
			|lease, now| lease.extend(now, blocks),
		)
	}

	fn offer(&mut self, nth: Nth, to: usize) -> bool {
		let Some(id) = self.active(nth) else { return false };
		let to = other(&self.leases[&id].tenant, to);
		self.call(Some(id), payer, |lease| Call::offer { lease, to }, |_, _| ())
	}

	/// The `nth` lease on offer, and to whom.
	fn offered(&self, nth: Nth) -> Option<(LeaseId, AccountId)> {
		let offers = pallet_leases::Leases::<Runtime>::iter()
			.filter_map(|(id, lease)| Some((id, lease.offered_to?)));
		pick(offers.collect(), nth)
	}

	fn withdraw_offer(&mut self, nth: Nth) -> bool {
		let id = self.offered(nth).map(|(id, _)| id);
		self.call(id, payer, |lease| Call::withdraw_offer { lease }, |_, _| ())
	}

	/// The old tenant pays up to here; the rest of the lock is the new one's (E6).
	fn accept(&mut self, nth: Nth) -> bool {
		let Some((id, to)) = self.offered(nth) else { return false };
		let done = dispatch(signed(&to), Call::accept { lease: id }).is_ok();
		if done {
			self.settle_in_model(id);
			if let Some(lease) = self.leases.get_mut(&id) {
				self.ledger.withdraw(&lease.tenant, &lease.token, lease.lock());
				self.ledger.deposit(&to, &lease.token, lease.lock());
				lease.tenant = to;
			}
		}
		done
	}

	fn end_in_model(&mut self, id: LeaseId, reason: EndReason) {
		let Some(lease) = self.leases.get_mut(&id) else { return };
		let flow = lease.end(Eras::now(), reason);
		self.ledger.pay(&lease.parties(), flow);
	}

	fn close_by_tenant(&mut self, nth: Nth) -> bool {
		let Some(id) = self.lease(nth, |lease| !lease.has_ended()) else { return false };
		let done = self.call(Some(id), payer, |lease| Call::close { lease }, |_, _| ());
		if done {
			self.end_in_model(id, EndReason::TenantClosed);
		}
		done
	}

	fn close_by_provider(&mut self, nth: Nth) -> bool {
		let Some(id) = self.lease(nth, Lease::is_funded) else { return false };
		let is_active = self.leases[&id].stage == Stage::Active;
		let done = self.call(
			Some(id),
			provider,
			|lease| Call::close { lease },
			|lease, now| {
				if is_active {
					lease.give_notice(now);
				}
			},
		);
		if done && !is_active {
			self.end_in_model(id, EndReason::ManifestTimeout);
		}
		done
	}

	fn confirm_closed(&mut self, nth: Nth) -> bool {
		let closing = pallet_leases::Leases::<Runtime>::iter()
			.filter(|(_, lease)| matches!(lease.state, LeaseState::Closing { .. }))
			.map(|(id, _)| id);
		let id = pick(closing.collect(), nth);
		self.call(id, provider, |lease| Call::confirm_closed { lease }, |_, _| ())
	}

	/// Its provider attests that it is unhealthy.
	fn pause(&mut self, nth: Nth) -> bool {
		let id = self.lease(nth, |lease| lease.stage == Stage::Active && !lease.is_paused());
		id.is_some_and(|id| self.report(id, Lease::pause))
	}

	/// Its provider attests that it is well again.
	fn resume(&mut self, nth: Nth) -> bool {
		let id = self.lease(nth, Lease::is_paused);
		id.is_some_and(|id| self.report(id, Lease::resume))
	}

	/// Its provider attests that it is not what it was; of the others, that nothing has changed.
	fn report(&mut self, id: LeaseId, change: fn(&mut Lease, u32)) -> bool {
		let Some(lease) = self.leases.get_mut(&id) else { return false };
		let mut unhealthy = OffClock::<Runtime>::get(&lease.provider).into_inner();
		if !unhealthy.remove(&id) {
			unhealthy.insert(id);
		}
		Leases::report(&lease.provider, &unhealthy.into_iter().collect::<Vec<_>>(), None);
		change(lease, Eras::now());
		true
	}

	fn reprice(&mut self, nth: Nth, part: Part) -> bool {
		let Some(id) = self.active(nth) else { return false };
		let Some(lease) = self.leases.get_mut(&id) else { return false };
		let price = part_of(2 * lease.service.price, part) + 1;
		let done = reprice(id, price).is_ok();
		if done {
			lease.reprice(Eras::now(), price);
		}
		done
	}
}

fn provider(lease: &Lease) -> AccountId {
	lease.provider.clone()
}

fn payer(lease: &Lease) -> AccountId {
	lease.tenant.clone()
}
