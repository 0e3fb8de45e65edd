//! A simple model of the market, written from the rules alone, and the real runtime, driven by the
//! same random steps: after every one of them both say the same of every order, every lease, every
//! wallet and every provider.
//!
//! `model` has time and what all share; `orders`, `leases` with their `course` and `updates`, and
//! `providers` what is theirs; `amounts` what is rented and what that counts for. `steps` and `moves`
//! say what can happen; `acts` and its
//! companions do it on both sides; `compare` compares; `story` holds the two together.

mod acts;
mod amounts;
mod compare;
mod course;
mod lease_acts;
mod leases;
mod model;
mod moves;
mod orders;
mod properties;
mod provider_acts;
mod providers;
mod steps;
mod story;
mod updates;

use super::{
	chain::{submit, Snapshot},
	market::{admit, details, price_all},
	reference::TOKENS,
};
use crate::{Balance, SPON};
use acts::resources;
use alloc::collections::{BTreeMap, BTreeSet};
use amounts::Amounts;
use frame_support::{traits::ConstU32, BoundedBTreeSet, BoundedVec};
use providers::Wishes;
use sp_keyring::Sr25519Keyring::{
	self, AliceStash, BobStash, Dave, DaveStash, Eve, EveStash, Ferdie,
};
use sp_runtime::FixedU128;
use spheron_primitives::{
	order::{MAX_REGIONS, MAX_SERVICES},
	provider::Attributes,
	resources::Gpus,
	Region, Service,
};
use std::sync::OnceLock;
use steps::Ask;

/// Who deposits and orders.
const TENANTS: [Sr25519Keyring; steps::TENANTS] = [Ferdie, AliceStash, BobStash];

/// Who bids and serves.
const PROVIDERS: [Sr25519Keyring; steps::PROVIDERS] = [Dave, Eve, DaveStash, EveStash];

/// Trust tier, region, kind of disk, how many of [`TOKENS`] it takes, capacity, and stake beyond what
/// that requires.
type Start = (u8, u8, Option<u8>, usize, Amounts, Balance);

/// What providers are at the beginning.
const START: [Start; steps::PROVIDERS] = [
	(4, 0, Some(0), 3, Amounts([8_000, 16_384, 300, 2, 1]), 0),
	(6, 0, Some(0), 2, Amounts([8_000, 16_384, 300, 2, 0]), 100 * SPON),
	(6, 1, Some(1), 3, Amounts([8_000, 16_384, 300, 2, 0]), 100 * SPON),
	(7, 1, None, 3, Amounts([10_000, 24_576, 400, 3, 1]), 400 * SPON),
];

/// A chain with these providers, and prices, on which nobody has deposited yet.
fn begin() -> &'static Snapshot {
	static BEGIN: OnceLock<Snapshot> = OnceLock::new();
	BEGIN.get_or_init(|| {
		Snapshot::of("development", || {
			for (who, (tier, region, disk, tokens, capacity, spare)) in
				PROVIDERS.into_iter().zip(START)
			{
				let tokens: BTreeSet<_> = TOKENS.into_iter().take(tokens).collect();
				let details = pallet_registry::Details {
					region: region_of(region),
					attributes: attributes_of(disk),
					tokens: tokens.try_into().unwrap(),
					capacity: resources(&capacity),
					..details(who)
				};
				admit(who, details, acts::tier(tier));
				if spare > 0 {
					submit(who, pallet_provider_staking::Call::bond { amount: spare });
				}
			}
			price_all(FixedU128::from_rational(1, 2)).unwrap();
		})
	})
}

/// The name of a region.
fn region_of(place: u8) -> Region {
	let name = ["us-west", "eu-north"][usize::from(place)];
	name.as_bytes().to_vec().try_into().unwrap()
}

/// What says of which kind a disk is.
fn attributes_of<const MOST: u32>(disk: Option<u8>) -> Attributes<MOST> {
	let text = |text: &str| text.as_bytes().to_vec();
	let disk = disk.map(|kind| ["nvme", "ssd"][usize::from(kind)]);
	let attributes = disk
		.map(|kind| (text("disk").try_into().unwrap(), text(kind).try_into().unwrap()))
		.into_iter()
		.collect::<BTreeMap<_, _>>();
	attributes.try_into().unwrap()
}

/// Regions by place, as an order names them.
fn regions_of(places: &[u8]) -> BoundedBTreeSet<Region, ConstU32<MAX_REGIONS>> {
	let regions: BTreeSet<_> = places.iter().copied().map(region_of).collect();
	regions.try_into().unwrap()
}

/// What an order asks of its provider.
fn wishes_of(ask: &Ask) -> Wishes {
	let accounts = |them: &Vec<usize>| them.iter().map(|who| acts::provider(*who)).collect();
	Wishes {
		regions: ask.regions.iter().copied().collect(),
		not_in: ask.not_in.iter().copied().collect(),
		disk: ask.disk,
		tiers: ask.tiers.iter().copied().collect(),
		allow: ask.allow.as_ref().map(accounts),
		deny: accounts(&ask.deny),
	}
}

/// What can be ordered, and what it needs in all.
fn sizes(size: usize) -> (BoundedVec<Service, ConstU32<MAX_SERVICES>>, Amounts) {
	let service = |[cpu, ram, disk, small, large]: [u32; 5], replicas| {
		let gpu = |model: &str, count| Gpus {
			model: model.as_bytes().to_vec().try_into().unwrap(),
			count,
		};
		let gpu = match (small, large) {
			(0, 0) => None,
			(count, 0) => Some(gpu("rtx3060", count)),
			(_, count) => Some(gpu("rtx4090", count)),
		};
		Service { vcpu_millis: cpu, ram_mib: ram, storage_gib: disk, gpu, replicas }
	};
	let parts: &[([u32; 5], u32)] = match size {
		0 => &[([100, 128, 1, 0, 0], 1)],
		1 => &[([500, 1_024, 10, 0, 0], 3)],
		2 => &[([4_000, 8_192, 100, 0, 0], 1)],
		3 => &[([2_000, 4_096, 50, 1, 0], 1)],
		4 => &[([1_000, 2_048, 20, 1, 0], 1), ([100, 128, 1, 0, 0], 2)],
		_ => &[([2_000, 8_192, 0, 0, 1], 1)],
	};
	let services: Vec<_> = parts.iter().map(|(each, replicas)| service(*each, *replicas)).collect();
	let needs = parts.iter().fold(Amounts::default(), |sum, (each, replicas)| {
		sum.plus(Amounts(each.map(u64::from)).times((*replicas).into()))
	});
	(services.try_into().unwrap(), needs)
}
