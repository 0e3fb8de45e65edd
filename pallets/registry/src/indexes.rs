//! Which providers there are of a region, GPU model, tier or token, and how much they have, so that
//! no reader walks all providers (I10).

use crate::{Config, DetailsOf, Index, Pallet, Reserved, Totals};
use alloc::collections::BTreeMap;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use spheron_primitives::{
	traits::{OnTier, Trust},
	GpuModel, Region, Resources, Tier, Token,
};

/// What providers are looked up by.
#[derive(
	Clone,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Facet {
	/// Those in a region.
	#[codec(index = 0)]
	Region(Region),
	/// Those with GPUs of a model.
	#[codec(index = 1)]
	Gpu(GpuModel),
	/// Those in a trust tier.
	#[codec(index = 2)]
	Tier(Tier),
	/// Those that accept a payment token.
	#[codec(index = 3)]
	Token(Token),
}

/// Resources of several providers, GPUs of all models together. Of 128 bits, so that what providers
/// claim in 64 does not overflow.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Default,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Sums {
	/// Thousandths of a vCPU.
	pub vcpu_millis: u128,
	/// MiB of RAM.
	pub ram_mib: u128,
	/// GiB of storage.
	pub storage_gib: u128,
	/// GPUs.
	pub gpus: u128,
}

impl Sums {
	fn of(resources: &Resources) -> Self {
		Self {
			vcpu_millis: resources.vcpu_millis.into(),
			ram_mib: resources.ram_mib.into(),
			storage_gib: resources.storage_gib.into(),
			gpus: resources
				.gpus
				.values()
				.fold(0, |sum: u128, count| sum.saturating_add((*count).into())),
		}
	}

	/// Only the GPUs of `model`.
	fn of_model(resources: &Resources, model: &GpuModel) -> Self {
		let gpus = resources.gpus.get(model).copied().unwrap_or(0).into();
		Self { gpus, ..Default::default() }
	}

	fn zip(self, other: Self, with: impl Fn(u128, u128) -> u128) -> Self {
		Self {
			vcpu_millis: with(self.vcpu_millis, other.vcpu_millis),
			ram_mib: with(self.ram_mib, other.ram_mib),
			storage_gib: with(self.storage_gib, other.storage_gib),
			gpus: with(self.gpus, other.gpus),
		}
	}
}

/// What the providers of a [`Facet`] have together. Of a GPU model, only GPUs of that model are
/// counted; of a token, only providers, because a reservation would have to touch the totals of every
/// token that its provider accepts.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Default,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct FacetTotals {
	/// How many there are.
	pub providers: u32,
	/// All that they have.
	pub total: Sums,
	/// What is reserved of it; the rest is free.
	pub reserved: Sums,
}

impl FacetTotals {
	/// One provider that has `total`, of which `reserved` is reserved.
	fn one(total: Sums, reserved: Sums) -> Self {
		Self { providers: 1, total, reserved }
	}

	pub(crate) fn add(self, other: Self) -> Self {
		Self {
			providers: self.providers.saturating_add(other.providers),
			total: self.total.zip(other.total, u128::saturating_add),
			reserved: self.reserved.zip(other.reserved, u128::saturating_add),
		}
	}

	fn sub(self, other: Self) -> Self {
		Self {
			providers: self.providers.saturating_sub(other.providers),
			total: self.total.zip(other.total, u128::saturating_sub),
			reserved: self.reserved.zip(other.reserved, u128::saturating_sub),
		}
	}
}

/// Under which facets one provider is found, and what it adds to the totals of each.
pub(crate) type Listing = BTreeMap<Facet, FacetTotals>;

/// How a provider in `tier` is listed with these `details` while `reserved` is reserved of it.
pub(crate) fn listing<AccountId>(
	details: &crate::Details<AccountId>,
	tier: Option<Tier>,
	reserved: &Resources,
) -> Listing {
	let capacity = &details.capacity;
	let all = FacetTotals::one(Sums::of(capacity), Sums::of(reserved));
	let mut listing = Listing::from([(Facet::Region(details.region.clone()), all)]);
	listing.extend(tier.map(|tier| (Facet::Tier(tier), all)));
	listing.extend(capacity.gpus.keys().map(|model| {
		let (total, reserved) = (Sums::of_model(capacity, model), Sums::of_model(reserved, model));
		(Facet::Gpu(model.clone()), FacetTotals::one(total, reserved))
	}));
	listing.extend(details.tokens.iter().map(|token| {
		(Facet::Token(token.clone()), FacetTotals::one(Sums::default(), Sums::default()))
	}));
	listing
}

impl<T: Config> Pallet<T> {
	/// How `provider` is listed with these `details` and what is reserved of it now.
	pub(crate) fn listing_of(provider: &T::AccountId, details: &DetailsOf<T>) -> Listing {
		listing(details, T::Trust::tier(provider), &Reserved::<T>::get(provider))
	}

	/// Move `provider` from one listing to another; only what differs is touched.
	pub(crate) fn relist(provider: &T::AccountId, before: &Listing, after: &Listing) {
		for (facet, was) in before.iter().filter(|(facet, _)| !after.contains_key(facet)) {
			Index::<T>::remove(facet, provider);
			Self::recount(facet, *was, FacetTotals::default());
		}
		for (facet, is) in after {
			let was = before.get(facet).copied();
			if was.is_none() {
				Index::<T>::insert(facet, provider, ());
			}
			if was != Some(*is) {
				Self::recount(facet, was.unwrap_or_default(), *is);
			}
		}
	}

	/// Count what `is` instead of what `was`. Totals of nothing are not stored.
	fn recount(facet: &Facet, was: FacetTotals, is: FacetTotals) {
		Totals::<T>::mutate_exists(facet, |totals| {
			let sum = totals.unwrap_or_default().add(is).sub(was);
			*totals = (sum != FacetTotals::default()).then_some(sum);
		});
	}
}

impl<T: Config> OnTier<T::AccountId> for Pallet<T> {
	fn moved(provider: &T::AccountId, from: Tier, to: Tier) {
		let Some(entry) = crate::Providers::<T>::get(provider) else { return };
		let reserved = Reserved::<T>::get(provider);
		let listed = |tier| listing(&entry.details, Some(tier), &reserved);
		Self::relist(provider, &listed(from), &listed(to));
	}
}
