//! Providers in the model: what they offer, what they have at stake, what they did wrong.

use super::amounts::Amounts;
use crate::{AccountId, Balance, MILLI_SPON};
use alloc::collections::{BTreeMap, BTreeSet};
use spheron_primitives::{Strategy, Token};

/// Unconfirmed awards in an era after which a provider cannot bid in it (S4).
const FAULTS_IN_ERA: u32 = 3;

/// How long unbonding takes (S2): 21 days.
const UNBONDING: u32 = 21 * 43_200;

/// How long a slash waits (S5): 7 days.
const SLASH_DELAY: u32 = 7 * 43_200;

/// What a provider pays for a lease that ends in `Ready` (L2).
pub const UNSTARTED_FEE: Balance = 100 * MILLI_SPON;

/// Where a provider stands (R3).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing {
	/// Admitted, and without its stake since.
	Registered,
	/// It takes on orders.
	Active,
	/// The council suspended it.
	Suspended,
	/// It is gone with its last lease.
	Leaving,
	/// It is gone.
	Gone,
}

/// Why all its leases are being closed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Drain {
	/// As of which block.
	pub since: u32,
	/// Why.
	pub why: super::leases::Why,
	/// Whether the leases were gone through: what is left is closing.
	pub served: bool,
}

/// What an order asks of who serves it (O1).
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Wishes {
	/// Regions wanted; none is any.
	pub regions: BTreeSet<u8>,
	/// Regions excluded.
	pub not_in: BTreeSet<u8>,
	/// The kind of disk.
	pub disk: Option<u8>,
	/// Trust tiers accepted; none is any.
	pub tiers: BTreeSet<u8>,
	/// Who may bid, if not anybody.
	pub allow: Option<BTreeSet<AccountId>>,
	/// Who may not.
	pub deny: BTreeSet<AccountId>,
}

/// What a provider says of itself and can change by itself (R4).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Offer {
	/// Where it is.
	pub region: u8,
	/// The kind of disk that it has.
	pub disk: Option<u8>,
	/// What it takes.
	pub tokens: BTreeSet<Token>,
}

/// What a provider has at stake (S1, S2), in units of SPON.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Stake {
	/// What counts.
	pub active: Balance,
	/// What is on its way out, by the block from which it can be withdrawn.
	pub unbonding: BTreeMap<u32, Balance>,
	/// What leases cost that ended before they were up (L2), and was not made up for. Bids made with
	/// it are as good as before.
	pub charged: Balance,
}

impl Stake {
	/// All of it.
	pub fn total(&self) -> Balance {
		self.active + self.unbonding.values().sum::<Balance>()
	}

	/// Pays `amount`, or all there is, for a lease that ended before it was up (L2).
	pub fn charge(&mut self, amount: Balance) {
		let before = self.active;
		self.take(amount);
		self.charged += before - self.active;
		self.forget_if_nothing_is_left();
	}

	/// With nothing at stake there is nothing to keep in mind.
	pub fn forget_if_nothing_is_left(&mut self) {
		if self.total() == 0 {
			self.charged = 0;
		}
	}

	/// Takes `amount`, or all there is, of what counts first and then of what would leave first; how
	/// much that was.
	pub fn take(&mut self, amount: Balance) -> Balance {
		let mut missing = amount;
		for part in [&mut self.active].into_iter().chain(self.unbonding.values_mut()) {
			let taken = missing.min(*part);
			*part -= taken;
			missing -= taken;
		}
		self.unbonding.retain(|_, part| *part > 0);
		self.forget_if_nothing_is_left();
		amount - missing
	}
}

/// A provider.
#[derive(Clone, Debug)]
pub struct Provider {
	/// The trust tier into which it was admitted, in era 0.
	pub tier: u8,
	/// What it says of itself.
	pub offer: Offer,
	/// All that it has.
	pub capacity: Amounts,
	/// Where it stands.
	pub standing: Standing,
	/// What it has at stake.
	pub stake: Stake,
	/// The slashes that wait: when they are applied, and how much they took.
	pub slashes: Vec<(u32, Balance)>,
	/// In which era it left how many awards unconfirmed.
	pub faults: (u32, u32),
	/// Whether all its leases are being closed.
	pub drain: Option<Drain>,
	/// How many leases it confirmed, and activated of these (L2).
	pub record: (u32, u32),
}

impl Provider {
	/// Whether it has the stake that its capacity requires (S1).
	pub fn is_backed(&self) -> bool {
		self.standing != Standing::Gone && self.stake.active >= self.capacity.stake()
	}

	/// Whether it has what it had to have when it bid, or others' choice when to end leases took it.
	pub fn is_firm(&self) -> bool {
		self.standing != Standing::Gone
			&& self.stake.active + self.stake.charged >= self.capacity.stake()
	}

	/// It is active as soon as it has its stake (R3).
	pub fn look_at_stake(&mut self) {
		if self.standing == Standing::Registered && self.is_backed() {
			self.standing = Standing::Active;
		}
	}

	/// Its trust tier in `era` (X3). It is always up, so every era but the first, partial one was good;
	/// into a secured tier only a motion would move it.
	pub fn tier_in(&self, era: u32) -> u8 {
		let (mut tier, mut good) = (self.tier, era.saturating_sub(1));
		for (of, needed) in [(7, 3), (6, 5), (5, 11)] {
			if tier == of && good >= needed {
				(tier, good) = (of - 1, good - needed);
			}
		}
		tier
	}

	/// Faults in `era`.
	pub fn faults_in(&self, era: u32) -> u32 {
		let (of, count) = self.faults;
		if of == era {
			count
		} else {
			0
		}
	}

	/// Whether it left too many awards unconfirmed (S4).
	pub fn is_barred(&self, era: u32) -> bool {
		self.faults_in(era) >= FAULTS_IN_ERA
	}

	/// What speaks against its serving an order of `wishes` paid in `token` with `free` left of it,
	/// which takes `needs` (O3): all of it.
	pub fn unfit(
		&self,
		wishes: &Wishes,
		token: &Token,
		free: &Amounts,
		needs: &Amounts,
	) -> Vec<&'static str> {
		let Offer { region, disk, tokens } = &self.offer;
		let in_region = wishes.regions.is_empty() || wishes.regions.contains(region);
		[
			(self.standing != Standing::Active, "ProviderNotActive"),
			(!in_region || wishes.not_in.contains(region), "WrongRegion"),
			(wishes.disk.is_some() && wishes.disk != *disk, "MissingAttribute"),
			(!tokens.contains(token), "TokenNotAccepted"),
			(!free.covers(needs), "NoCapacity"),
		]
		.into_iter()
		.filter_map(|(holds, reason)| holds.then_some(reason))
		.collect()
	}

	/// It unbonds `amount` (S2).
	pub fn unbond(&mut self, now: u32, amount: Balance) {
		self.stake.active -= amount;
		self.stake.charged = self.stake.charged.saturating_sub(amount);
		*self.stake.unbonding.entry(now + UNBONDING).or_default() += amount;
	}

	/// It is slashed by `amount`, or all it has at stake: that waits (S4, S5).
	pub fn slash(&mut self, now: u32, amount: Balance) -> Balance {
		let taken = self.stake.take(amount);
		if taken > 0 {
			self.slashes.push((now + SLASH_DELAY, taken));
			self.slashes.sort();
		}
		taken
	}

	/// It did not confirm an award of `needs` in time (S4).
	pub fn leave_unconfirmed(&mut self, now: u32, era: u32, needs: &Amounts) {
		if era >= self.faults.0 {
			self.faults = (era, self.faults_in(era) + 1);
		}
		self.slash(now, needs.fault_price());
	}
}

/// A bid, with the tier and the stake of its time (O5).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Bid {
	/// Who bids.
	pub provider: AccountId,
	/// What it asks per hour.
	pub price: Balance,
	/// Its tier.
	pub tier: u8,
	/// Its stake.
	pub stake: Balance,
}

impl Bid {
	/// Whether it comes before `other`, which was there first (O5).
	pub fn beats(&self, other: &Self, strategy: Strategy) -> bool {
		// By cross-multiplication: a price is divided by what its tier multiplies by.
		let weighed = |bid: &Self, by: &Self| bid.price.checked_mul(tenths(by.tier)).unwrap();
		let by_score = match strategy {
			Strategy::Cheapest => self.price.cmp(&other.price),
			Strategy::Balanced => weighed(self, other).cmp(&weighed(other, self)),
			Strategy::MostTrusted => (self.tier, self.price).cmp(&(other.tier, other.price)),
		};
		by_score.then(other.stake.cmp(&self.stake)).is_lt()
	}
}

/// The trust multiplier of a tier in tenths (X3); tier 7 counts 0.9 (O5).
fn tenths(tier: u8) -> Balance {
	[20, 17, 15, 12, 11, 10, 9][usize::from(tier) - 1]
}
