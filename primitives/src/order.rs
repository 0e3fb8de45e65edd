//! What a tenant orders, and what the match hands on.

use crate::{
	provider::Attributes, traits::Catalogue, Balance, FeeRates, Footprint, Mode, OpenBlock,
	OrderId, Region, Resources, Service, Tier, Token,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{ensure, traits::ConstU32, BoundedBTreeSet, BoundedVec};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use sp_core::H256;

/// Most services of an order (O1).
pub const MAX_SERVICES: u32 = 8;

/// Most attributes that an order can require (O1).
pub const MAX_REQUIRED_ATTRIBUTES: u32 = 8;

/// Most bids that can be kept of one order, whatever the parameter says: it bounds what a match
/// costs.
pub const MAX_BIDS: u32 = 16;

/// Most regions that an order can want, or exclude.
pub const MAX_REGIONS: u32 = 8;

/// Most providers on an order's allow list, or on its deny list.
pub const MAX_LISTED_PROVIDERS: u32 = 16;

/// By what the best bid is chosen; lower scores win (O5).
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
	Serialize,
	Deserialize,
)]
pub enum Strategy {
	/// The lowest price.
	#[default]
	Cheapest,
	/// The lowest price ÷ trust multiplier.
	Balanced,
	/// The best tier, then the lowest price.
	MostTrusted,
}

/// What a tenant wants to run; the order of services counts for nothing here.
pub type Services = BoundedVec<Service, ConstU32<MAX_SERVICES>>;

/// An order as its tenant writes it (O1). The manifest itself never goes on chain.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct OrderSpec<AccountId: Ord> {
	/// The services, at least one.
	pub services: Services,
	/// Regions wanted; none means any.
	pub regions: BoundedBTreeSet<Region, ConstU32<MAX_REGIONS>>,
	/// Regions excluded.
	pub excluded_regions: BoundedBTreeSet<Region, ConstU32<MAX_REGIONS>>,
	/// Attributes that the provider must have, with these values.
	pub attributes: Attributes<MAX_REQUIRED_ATTRIBUTES>,
	/// Trust tiers accepted; none means any.
	pub tiers: BoundedBTreeSet<Tier, ConstU32<7>>,
	/// Who may serve it.
	pub mode: Mode,
	/// The token it is paid in.
	pub token: Token,
	/// The most that the whole may cost per hour, without the user fee: units of `token` per
	/// 1 800 blocks, at least 1.
	pub max_price: Balance,
	/// How long it is to be served, in blocks of service, at least 1.
	pub duration: OpenBlock,
	/// Hash of the manifest that the provider will receive from the tenant.
	pub manifest: H256,
	/// By what the best bid is chosen.
	pub strategy: Strategy,
	/// If given, only these providers may bid.
	pub allow: Option<BoundedBTreeSet<AccountId, ConstU32<MAX_LISTED_PROVIDERS>>>,
	/// These providers may not bid.
	pub deny: BoundedBTreeSet<AccountId, ConstU32<MAX_LISTED_PROVIDERS>>,
}

/// What a tenant asks to change of a lease in service (L3).
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct LeaseUpdate {
	/// The services from then on, all of them, at least one.
	pub services: Services,
	/// Hash of the manifest that the provider will receive from the tenant.
	pub manifest: H256,
	/// The most that the whole may cost per hour from then on, without the user fee: units of the
	/// lease's token per 1 800 blocks, at least 1.
	pub max_price: Balance,
}

/// What is wrong with a list of services (O1).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BadServices {
	/// There is none.
	Empty,
	/// One asks for no vCPU.
	ZeroVcpu,
	/// One asks for no RAM.
	ZeroRam,
	/// One names a GPU model, but no unit of it.
	ZeroGpus,
	/// One has no replica.
	ZeroReplicas,
	/// Together they ask for more than can be counted, or for too many GPU models.
	OutOfRange,
	/// A GPU model is not in the catalogue.
	UnknownGpuModel,
}

/// What `services` need together, if they can be served at all: the one check for orders and updates
/// (O1, L3). The cheap checks come first.
pub fn needs<C: Catalogue>(services: &[Service]) -> Result<Resources, BadServices> {
	ensure!(!services.is_empty(), BadServices::Empty);
	for service in services {
		ensure!(service.vcpu_millis > 0, BadServices::ZeroVcpu);
		ensure!(service.ram_mib > 0, BadServices::ZeroRam);
		ensure!(service.replicas > 0, BadServices::ZeroReplicas);
		ensure!(service.gpu.as_ref().is_none_or(|gpus| gpus.count > 0), BadServices::ZeroGpus);
	}
	let resources = Resources::of_services(services).ok_or(BadServices::OutOfRange)?;
	ensure!(C::knows(&resources), BadServices::UnknownGpuModel);
	Ok(resources)
}

/// An order that a match gave to a provider (O6).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Award<AccountId> {
	/// The order.
	pub order: OrderId,
	/// Who ordered it.
	pub tenant: AccountId,
	/// Who won it.
	pub provider: AccountId,
	/// The token it is paid in.
	pub token: Token,
	/// The winner's price: units of `token` per hour.
	pub price: Balance,
	/// How long it is to be served, in blocks of service.
	pub duration: OpenBlock,
	/// What it needs of the provider.
	pub resources: Resources,
	/// What it counts for against the tenant's bracket (E7).
	pub footprint: Footprint,
	/// Hash of the manifest.
	pub manifest: H256,
	/// The fee rates in force at the order (F6).
	pub rates: FeeRates,
}
