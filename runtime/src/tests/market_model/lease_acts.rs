//! The steps that are about a lease.

use super::{
	acts::{agree, part_in_256, part_of, pick, tenant, Answer, Outcome},
	leases::{Lease, Stage},
	model::{LeaseId, Market, Verdict},
	sizes,
	steps::{Nth, Part, Step},
	story::Story,
};
use crate::{
	tests::{chain::dispatch, market::access, money::signed},
	AccountId, Leases, Runtime,
};
use pallet_leases::{Call, Extension, OffClock};
use sp_core::H256;
use spheron_primitives::{traits::ClockSink, LeaseId as ChainId, LeaseUpdate};

/// Who signs.
type Signer = fn(&Lease) -> AccountId;

fn payer(lease: &Lease) -> AccountId {
	lease.tenant.clone()
}

fn server(lease: &Lease) -> AccountId {
	lease.provider.clone()
}

fn anyone(_: &Lease) -> AccountId {
	tenant(0)
}

fn is_reserving(lease: &Lease) -> bool {
	matches!(lease.stage, Stage::Reserving { .. })
}

fn is_ready(lease: &Lease) -> bool {
	matches!(lease.stage, Stage::Ready { .. })
}

fn is_updating(lease: &Lease) -> bool {
	lease.update.is_some()
}

fn is_accepted(lease: &Lease) -> bool {
	lease.update.as_ref().is_some_and(|update| update.price.is_some())
}

impl Story {
	/// Does `step`, which is about a lease.
	pub(super) fn act_on_lease(&mut self, step: &Step) -> Outcome {
		match *step {
			Step::Confirm { lease } => {
				let call = |lease| Call::confirm { lease };
				self.call(lease, is_reserving, server, call, Market::confirm)
			}
			Step::Activate { lease } => {
				let call = |lease| Call::activate { lease, access: access() };
				self.call(lease, is_ready, server, call, Market::activate)
			}
			Step::Settle { lease } => {
				let call = |lease| Call::settle { lease };
				self.call(lease, Lease::is_funded, anyone, call, Market::settle)
			}
			Step::CloseByTenant { lease } => {
				let call = |lease| Call::close { lease };
				self.call(lease, Lease::is_live, payer, call, Market::close_by_tenant)
			}
			Step::CloseByProvider { lease } => {
				let call = |lease| Call::close { lease };
				self.call(lease, Lease::is_live, server, call, Market::close_by_provider)
			}
			Step::ConfirmClosed { lease } => {
				let closing = |lease: &Lease| lease.stage == Stage::Closing;
				let call = |lease| Call::confirm_closed { lease };
				self.call(lease, closing, server, call, Market::confirm_closed)
			}
			Step::ExtendByBlocks { lease, blocks } => {
				let by = Extension::Blocks(blocks);
				let call = |lease| Call::extend { lease, by };
				let model = |market: &mut Market, id| market.extend(id, blocks);
				self.call(lease, Lease::is_funded, payer, call, model)
			}
			Step::ExtendByAmount { lease, part } => self.extend_by_amount(lease, part),
			Step::Offer { lease, to } => {
				let to = tenant(to);
				let call = |lease| Call::offer { lease, to: to.clone() };
				let model = |market: &mut Market, id| market.offer(id, &to);
				self.call(lease, Lease::is_active, payer, call, model)
			}
			Step::WithdrawOffer { lease } => {
				let offered = |lease: &Lease| lease.offered_to.is_some();
				let call = |lease| Call::withdraw_offer { lease };
				self.call(lease, offered, payer, call, Market::withdraw_offer)
			}
			Step::Accept { lease, who } => self.accept(lease, who),
			Step::Report { lease, healthy } => Ok(self.report(lease, healthy)),
			_ => self.act_on_update(step),
		}
	}

	fn act_on_update(&mut self, step: &Step) -> Outcome {
		match *step {
			Step::RequestUpdate { lease, size, manifest, part } => {
				self.request_update(lease, size, manifest, part)
			}
			Step::AcceptUpdate { lease, part } => self.accept_update(lease, part),
			Step::RefuseUpdate { lease } => {
				let call = |lease| Call::refuse_update { lease };
				self.call(lease, is_updating, server, call, Market::refuse_update)
			}
			Step::ApplyUpdate { lease } => {
				let call = |lease| Call::apply_update { lease };
				self.call(lease, is_accepted, server, call, Market::apply_update)
			}
			Step::WithdrawUpdate { lease } => {
				let call = |lease| Call::withdraw_update { lease };
				self.call(lease, is_updating, payer, call, Market::withdraw_update)
			}
			_ => unreachable!("all steps are listed"),
		}
	}

	/// The `nth` lease of those that fit, or of all.
	fn pick_lease(&self, nth: Nth, fits: impl Fn(&Lease) -> bool) -> LeaseId {
		pick(self.market.leases.iter().map(|(id, lease)| (*id, fits(lease))), nth)
	}

	/// Who signs for a lease; somebody, if there is no such lease.
	fn signer(&self, id: LeaseId, who: Signer) -> AccountId {
		self.market.leases.get(&id).map_or(tenant(0), who)
	}

	/// Does `call` of the `nth` lease that `fits`, signed by `who` of it, and in the `model`.
	fn call(
		&mut self,
		nth: Nth,
		fits: impl Fn(&Lease) -> bool,
		who: Signer,
		call: impl FnOnce(ChainId) -> Call<Runtime>,
		model: impl FnOnce(&mut Market, LeaseId) -> Verdict,
	) -> Outcome {
		let id = self.pick_lease(nth, fits);
		let done = dispatch(signed(&self.signer(id, who)), call(ChainId(id)));
		agree(done, model(&mut self.market, id))
	}

	fn extend_by_amount(&mut self, nth: Nth, part: Part) -> Outcome {
		let id = self.pick_lease(nth, Lease::is_funded);
		let lease = self.market.leases.get(&id);
		let unlocked = lease.map(|lease| self.market.unlocked(&lease.tenant, &lease.token));
		let amount = part_of(unlocked.unwrap_or_default(), part);
		let call = Call::extend { lease: ChainId(id), by: Extension::Amount(amount) };
		let done = dispatch(signed(&self.signer(id, payer)), call);
		agree(done, self.market.extend_by_amount(id, amount))
	}

	/// By whom it is offered to, or somebody else.
	fn accept(&mut self, nth: Nth, who: Option<usize>) -> Outcome {
		let id = self.pick_lease(nth, |lease| lease.offered_to.is_some());
		let offered_to = self.market.leases.get(&id).and_then(|lease| lease.offered_to.clone());
		let who = who.map(tenant).or(offered_to).unwrap_or(tenant(0));
		let done = dispatch(signed(&who), Call::accept { lease: ChainId(id) });
		agree(done, self.market.accept(id, &who))
	}

	/// Its provider attests that it is healthy or not; of the others, that nothing has changed.
	fn report(&mut self, nth: Nth, healthy: bool) -> Answer {
		const NO_CHANGE: Answer = Answer::Refused("no change");
		let id = self.pick_lease(nth, |lease| {
			lease.stage == Stage::Active && lease.paused.is_some() == healthy
		});
		let Some(lease) = self.market.leases.get(&id) else { return NO_CHANGE };
		let mut unhealthy = OffClock::<Runtime>::get(&lease.provider).into_inner();
		if healthy {
			unhealthy.remove(&ChainId(id));
		} else {
			unhealthy.insert(ChainId(id));
		}
		Leases::report(&lease.provider, &unhealthy.into_iter().collect::<Vec<_>>(), None);
		let before = lease.paused;
		self.market.report(id, healthy);
		match self.market.leases[&id].paused == before {
			true => NO_CHANGE,
			false => Answer::Done,
		}
	}

	/// At the same price, or at up to twice that.
	fn request_update(&mut self, nth: Nth, size: usize, manifest: u8, part: Part) -> Outcome {
		let id = self.pick_lease(nth, Lease::is_active);
		let price = self.market.leases.get(&id).map_or(1, |lease| lease.service.price);
		let max_price = if part < 32 { price } else { part_of(2 * price, part) };
		let (services, needs) = sizes(size);
		let update = LeaseUpdate { services, manifest: H256::repeat_byte(manifest), max_price };
		let call = Call::request_update { lease: ChainId(id), update };
		let done = dispatch(signed(&self.signer(id, payer)), call);
		agree(done, self.market.request_update(id, needs, manifest, max_price))
	}

	fn accept_update(&mut self, nth: Nth, part: u16) -> Outcome {
		let id = self.pick_lease(nth, |lease| is_updating(lease) && !is_accepted(lease));
		let update = self.market.leases.get(&id).and_then(|lease| lease.update.as_ref());
		let price = part_in_256(update.map_or(1, |update| update.max_price), part);
		let lease = ChainId(id);
		let update = Leases::update_hash(lease).unwrap_or_default();
		let call = Call::accept_update { lease, update, price };
		let done = dispatch(signed(&self.signer(id, server)), call);
		agree(done, self.market.accept_update(id, price))
	}
}
