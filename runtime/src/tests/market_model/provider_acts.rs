//! The steps that are about a provider.

use super::{
	acts::{agree, provider, resources, Outcome},
	amounts::Amounts,
	attributes_of,
	leases::Why,
	model::{Against, Market, Verdict},
	providers::{Offer, Standing},
	region_of,
	steps::Step,
	story::Story,
};
use crate::{
	tests::{chain::dispatch, money::signed, reference::TOKENS},
	AccountId, Balance, Registry, Runtime, SPON,
};
use frame_system::RawOrigin;
use pallet_registry::{Call, CapacityRequests, Update};
use sp_runtime::{DispatchResult, Perbill};

impl Story {
	/// Does `step`, which is about a provider.
	pub(super) fn act_on_provider(&mut self, step: &Step) -> Outcome {
		let market = &mut self.market;
		let root = RawOrigin::Root;
		match *step {
			Step::Bond { provider: who, tenths } => {
				let (who, amount) = (provider(who), spon(tenths));
				let call = pallet_provider_staking::Call::bond { amount };
				agree(dispatch(signed(&who), call), market.bond(&who, amount))
			}
			Step::Unbond { provider: who, tenths } => {
				let (who, amount) = (provider(who), spon(tenths));
				let call = pallet_provider_staking::Call::unbond { amount };
				agree(dispatch(signed(&who), call), market.unbond(&who, amount))
			}
			Step::Punish { provider: who, percent } => {
				let (who, part) = (provider(who), Perbill::from_percent(percent));
				let call = pallet_provider_staking::Call::slash { provider: who.clone(), part };
				agree(dispatch(root, call), market.punish(&who, percent))
			}
			Step::Suspend { provider: who } => {
				let who = provider(who);
				let call = Call::suspend { provider: who.clone() };
				agree(dispatch(root, call), market.suspend(&who))
			}
			Step::Reinstate { provider: who } => {
				let who = provider(who);
				let call = Call::reinstate { provider: who.clone() };
				agree(dispatch(root, call), market.reinstate(&who))
			}
			Step::Leave { provider: who } => {
				let who = provider(who);
				agree(dispatch(signed(&who), Call::leave {}), market.leave(&who))
			}
			Step::Change { provider: who, region, disk, tokens } => {
				let who = provider(who);
				// By their bits.
				let taken = |(bit, token)| (tokens >> bit & 1 == 1).then_some(token);
				let tokens = TOKENS.into_iter().enumerate().filter_map(taken).collect();
				let offer = Offer { region, disk, tokens };
				agree(change(&who, &offer), market.change(&who, offer))
			}
			Step::Resize { provider: who, to } => {
				let (who, to) = (provider(who), Amounts(to));
				agree(resize(&who, &to), market.resize(&who, to))
			}
			_ => unreachable!("all steps are listed"),
		}
	}
}

fn spon(tenths: u32) -> Balance {
	SPON / 10 * Balance::from(tenths)
}

fn change(who: &AccountId, offer: &Offer) -> DispatchResult {
	let update = Update {
		region: Some(region_of(offer.region)),
		attributes: Some(attributes_of(offer.disk)),
		tokens: Some(offer.tokens.clone().try_into().unwrap()),
		..Update::default()
	};
	dispatch(signed(who), Call::update { update: Box::new(update) })
}

/// The provider asks for it, and the council agrees; what the council cannot do is taken back.
fn resize(who: &AccountId, to: &Amounts) -> DispatchResult {
	let cpu_class = b"medium".to_vec().try_into().unwrap();
	let capacity = resources(to);
	dispatch(signed(who), Call::request_capacity { capacity, cpu_class })?;
	let request = CapacityRequests::<Runtime>::get(who).unwrap().hash();
	let approve = Call::approve_capacity { provider: who.clone(), request };
	dispatch(RawOrigin::Root, approve).inspect_err(|_| {
		Registry::withdraw_capacity_request(RawOrigin::Signed(who.clone()).into()).unwrap();
	})
}

/// What providers and the council do, by the rules.
impl Market {
	fn bond(&mut self, who: &AccountId, amount: Balance) -> Verdict {
		Against::default().when(amount == 0, "ZeroAmount").verdict()?;
		let provider = self.providers.get_mut(who).unwrap();
		provider.stake.active += amount;
		provider.stake.charged = provider.stake.charged.saturating_sub(amount);
		provider.look_at_stake();
		Ok(())
	}

	fn unbond(&mut self, who: &AccountId, amount: Balance) -> Verdict {
		let busy = !self.reserved(who).is_nothing();
		let now = self.now;
		let provider = self.providers.get_mut(who).unwrap();
		let left = provider.stake.active.saturating_sub(amount);
		Against::default()
			.when(amount == 0, "ZeroAmount")
			.when(amount > provider.stake.active, "NotEnoughStake")
			.when(busy && left < provider.capacity.stake(), "StakeRequired")
			.verdict()?;
		provider.unbond(now, amount);
		Ok(())
	}

	/// A slash for misconduct (S4, L5).
	fn punish(&mut self, who: &AccountId, percent: u32) -> Verdict {
		let now = self.now;
		let provider = self.providers.get_mut(who).unwrap();
		let asked = provider.stake.total() * Balance::from(percent) / 100;
		Against::default().when(asked == 0, "NothingToSlash").verdict()?;
		provider.slash(now, asked);
		if !provider.is_backed() {
			self.drain(who, Why::ProviderSlashed);
		}
		Ok(())
	}

	/// What speaks against a provider's changing anything.
	fn against_provider(&self, who: &AccountId) -> Against {
		let mut against = Against::default();
		against.when(self.providers[who].standing == Standing::Gone, "NotAdmitted");
		against
	}

	fn suspend(&mut self, who: &AccountId) -> Verdict {
		let standing = self.providers[who].standing;
		self.against_provider(who).when(standing == Standing::Suspended, "Suspended").verdict()?;
		self.providers.get_mut(who).unwrap().standing = Standing::Suspended;
		self.drain(who, Why::ProviderSuspended);
		Ok(())
	}

	fn reinstate(&mut self, who: &AccountId) -> Verdict {
		let standing = self.providers[who].standing;
		self.against_provider(who)
			.when(standing != Standing::Suspended, "NotSuspended")
			.when(self.providers[who].drain.is_some(), "StillDraining")
			.verdict()?;
		let provider = self.providers.get_mut(who).unwrap();
		provider.standing = Standing::Registered;
		provider.look_at_stake();
		Ok(())
	}

	fn leave(&mut self, who: &AccountId) -> Verdict {
		let standing = self.providers[who].standing;
		self.against_provider(who).when(standing == Standing::Leaving, "Leaving").verdict()?;
		let idle = self.reserved(who).is_nothing();
		let provider = self.providers.get_mut(who).unwrap();
		provider.standing = if idle { Standing::Gone } else { Standing::Leaving };
		Ok(())
	}

	fn change(&mut self, who: &AccountId, offer: Offer) -> Verdict {
		self.against_provider(who).verdict()?;
		self.providers.get_mut(who).unwrap().offer = offer;
		Ok(())
	}

	fn resize(&mut self, who: &AccountId, to: Amounts) -> Verdict {
		let reserved = self.reserved(who);
		let provider = &self.providers[who];
		self.against_provider(who)
			.when(provider.standing == Standing::Leaving, "Leaving")
			.when(provider.capacity == to, "NothingToChange")
			.when(!to.covers(&reserved), "BelowReserved")
			.verdict()?;
		let provider = self.providers.get_mut(who).unwrap();
		provider.capacity = to;
		provider.look_at_stake();
		Ok(())
	}
}
