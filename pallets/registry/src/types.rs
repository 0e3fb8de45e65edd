//! What the registry keeps, and the rules that each type knows of itself.

use crate::{Config, Error};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{ensure, traits::ConstU32, BoundedBTreeSet, BoundedVec};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use sp_core::H256;
use sp_runtime::traits::{BlakeTwo256, Hash};
use spheron_primitives::{
	provider::MAX_ATTRIBUTES, traits::Unfit, AttestationId, Attributes, Balance, CpuClass, Mode,
	Multiplier, OpenBlock, OrderSpec, Region, Resources, Token,
};

/// Name of a provider. At most 64 B (R1).
pub type Name = BoundedVec<u8, ConstU32<64>>;

/// Where a provider is reached: `https://provider.example:8443`. At most 128 B (R1).
pub type HostUri = BoundedVec<u8, ConstU32<128>>;

/// Most payment tokens that one provider can accept.
pub const MAX_TOKENS: u32 = 16;

/// The payment tokens that a provider accepts.
pub type Tokens = BoundedBTreeSet<Token, ConstU32<MAX_TOKENS>>;

/// Name of an entry of the catalogue: a GPU model or a CPU class. At most 32 B.
pub type EntryName = BoundedVec<u8, ConstU32<32>>;

/// How powerful the hardware of a catalogue entry is (R5).
#[derive(
	Clone,
	Copy,
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
	Serialize,
	Deserialize,
)]
pub enum Class {
	/// Multipliers about 0.1 to 0.25.
	#[codec(index = 0)]
	Entry,
	/// Multipliers about 0.5 to 0.75.
	#[codec(index = 1)]
	Low,
	/// Multipliers about 1 to 1.5.
	#[codec(index = 2)]
	Medium,
	/// Multipliers about 2 to 3.
	#[codec(index = 3)]
	High,
	/// Multipliers about 6 to 15.
	#[codec(index = 4)]
	UltraHigh,
}

/// What the catalogue says of a GPU model or a CPU class (R5).
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct CatalogueEntry {
	/// How powerful it is; for people, nothing is computed from it.
	pub class: Class,
	/// What a unit of it counts, in hundredths: from 1 to [`CatalogueEntry::MAX_MULTIPLIER`].
	pub multiplier: Multiplier,
}

impl CatalogueEntry {
	/// The largest multiplier, in hundredths: 100.
	pub const MAX_MULTIPLIER: Multiplier = 10_000;

	/// Whether the multiplier is in range.
	pub fn is_in_range(&self) -> bool {
		(1..=Self::MAX_MULTIPLIER).contains(&self.multiplier)
	}
}

/// What a provider says of itself (R1).
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Details<AccountId> {
	/// Its name, for people; not empty.
	pub name: Name,
	/// Where its machines stand; not empty.
	pub region: Region,
	/// The kind of orders it serves; `Fizz` is refused for now.
	pub mode: Mode,
	/// All that it has: not empty, every GPU model in the catalogue and with at least one GPU.
	pub capacity: Resources,
	/// The class of its vCPUs, in the catalogue.
	pub cpu_class: CpuClass,
	/// Where tenants send their manifests; not empty.
	pub host_uri: HostUri,
	/// Hash of the TLS certificate that its host shows.
	pub tls_hash: H256,
	/// The payment tokens it accepts, at least one.
	pub tokens: Tokens,
	/// Who receives its activity rewards.
	pub reward_account: AccountId,
	/// The account that bids, confirms and reports for it (R4); it may do so for several providers.
	pub operator: AccountId,
	/// What else it offers; no key is empty.
	pub attributes: Attributes<MAX_ATTRIBUTES>,
}

impl<AccountId> Details<AccountId> {
	/// Whether all is well with them as far as they alone can tell; the catalogue and the other
	/// providers are not looked at. Each flaw has an error of its own.
	pub fn validate<T: Config>(&self) -> Result<(), Error<T>> {
		ensure!(!self.name.is_empty(), Error::<T>::EmptyName);
		ensure!(!self.region.is_empty(), Error::<T>::EmptyRegion);
		ensure!(self.mode != Mode::Fizz, Error::<T>::FizzNotSupported);
		ensure!(!self.capacity.is_empty(), Error::<T>::EmptyCapacity);
		ensure!(self.capacity.gpus.values().all(|count| *count > 0), Error::<T>::ModelWithoutGpus);
		ensure!(!self.host_uri.is_empty(), Error::<T>::EmptyHostUri);
		ensure!(!self.tokens.is_empty(), Error::<T>::NoTokens);
		ensure!(self.attributes.keys().all(|key| !key.is_empty()), Error::<T>::EmptyAttributeKey);
		Ok(())
	}

	/// Whether they are what `spec` asks for, capacity aside; the first thing that is not, in the
	/// order of [`Unfit`] (O3).
	pub fn matches<Tenant: Ord>(&self, spec: &OrderSpec<Tenant>) -> Result<(), Unfit> {
		ensure!(self.mode == spec.mode, Unfit::WrongMode);
		ensure!(
			(spec.regions.is_empty() || spec.regions.contains(&self.region))
				&& !spec.excluded_regions.contains(&self.region),
			Unfit::WrongRegion
		);
		ensure!(
			spec.attributes.iter().all(|(key, value)| self.attributes.get(key) == Some(value)),
			Unfit::MissingAttribute
		);
		ensure!(self.tokens.contains(&spec.token), Unfit::TokenNotAccepted);
		Ok(())
	}
}

/// What a provider asks to be admitted with, until that is decided (R1, R2).
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Proposal<AccountId> {
	/// What it says of itself.
	pub details: Details<AccountId>,
	/// The key with which its node will attest; it has proved that it has the secret half.
	pub attestation_key: AttestationId,
	/// What is on hold, in units of SPON. Kept here so that a change of the deposit does not touch
	/// proposals under way.
	pub deposit: Balance,
	/// The open block in which it was made: the same words proposed again are another proposal.
	pub at: OpenBlock,
}

impl<AccountId: Encode> Proposal<AccountId> {
	/// By which the council names it: BLAKE2b-256 of its encoding.
	pub fn hash(&self) -> H256 {
		BlakeTwo256::hash_of(self)
	}
}

/// The data of its own that a provider changes by itself (R4); what is not given stays as it is.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Update<AccountId> {
	/// See [`Details::name`].
	pub name: Option<Name>,
	/// See [`Details::region`].
	pub region: Option<Region>,
	/// See [`Details::host_uri`].
	pub host_uri: Option<HostUri>,
	/// See [`Details::tls_hash`].
	pub tls_hash: Option<H256>,
	/// See [`Details::tokens`].
	pub tokens: Option<Tokens>,
	/// See [`Details::reward_account`].
	pub reward_account: Option<AccountId>,
	/// See [`Details::attributes`]; all of them are replaced.
	pub attributes: Option<Attributes<MAX_ATTRIBUTES>>,
}

// By hand: a derived one would ask the same of `AccountId`.
impl<AccountId> Default for Update<AccountId> {
	fn default() -> Self {
		Self {
			name: None,
			region: None,
			host_uri: None,
			tls_hash: None,
			tokens: None,
			reward_account: None,
			attributes: None,
		}
	}
}

impl<AccountId: Clone + PartialEq> Update<AccountId> {
	/// Whether it gives nothing.
	pub fn is_empty(&self) -> bool {
		*self == Self::default()
	}

	/// Put what it gives into `details`.
	pub fn apply(&self, details: &mut Details<AccountId>) {
		fn put<V: Clone>(place: &mut V, value: &Option<V>) {
			if let Some(value) = value {
				place.clone_from(value);
			}
		}
		put(&mut details.name, &self.name);
		put(&mut details.region, &self.region);
		put(&mut details.host_uri, &self.host_uri);
		put(&mut details.tls_hash, &self.tls_hash);
		put(&mut details.tokens, &self.tokens);
		put(&mut details.reward_account, &self.reward_account);
		put(&mut details.attributes, &self.attributes);
	}
}

/// The capacity that a provider asks to have instead of its own, until that is decided (R4).
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct CapacityRequest {
	/// See [`Details::capacity`].
	pub capacity: Resources,
	/// See [`Details::cpu_class`].
	pub cpu_class: CpuClass,
	/// The open block in which it was made: the same asked for again is another request.
	pub at: OpenBlock,
}

impl CapacityRequest {
	/// By which the council names it: BLAKE2b-256 of its encoding.
	pub fn hash(&self) -> H256 {
		BlakeTwo256::hash_of(self)
	}

	/// `details` with what is asked for.
	pub fn apply<AccountId>(self, details: Details<AccountId>) -> Details<AccountId> {
		Details { capacity: self.capacity, cpu_class: self.cpu_class, ..details }
	}
}
