//! What a deployment counts for against its tenant's deposit bracket (E7).

use crate::Resources;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// Resources with GPUs counted by what they are worth, not by model (E7). An order and its lease
/// keep what they counted for at the order, whatever becomes of the catalogue.
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
pub struct Footprint {
	/// Thousandths of a vCPU.
	pub vcpu_millis: u64,
	/// MiB of RAM.
	pub ram_mib: u64,
	/// GiB of storage.
	pub storage_gib: u64,
	/// Σ count × multiplier over the GPUs, in hundredths.
	pub gpu_units: u64,
}

impl Footprint {
	/// What `resources` count for, whose GPUs are worth `gpu_units` (see
	/// [`Catalogue::gpu_units`](crate::traits::Catalogue::gpu_units)); more units than can be counted
	/// count as the most that can.
	pub fn of(resources: &Resources, gpu_units: u128) -> Self {
		Self {
			vcpu_millis: resources.vcpu_millis,
			ram_mib: resources.ram_mib,
			storage_gib: resources.storage_gib,
			gpu_units: u64::try_from(gpu_units).unwrap_or(u64::MAX),
		}
	}

	/// The sum; `None` if out of range.
	pub fn checked_add(&self, other: &Self) -> Option<Self> {
		self.zip(other, u64::checked_add)
	}

	/// The difference; `None` if there is not enough of something.
	pub fn checked_sub(&self, other: &Self) -> Option<Self> {
		self.zip(other, u64::checked_sub)
	}

	/// Of everything, what is more of the two.
	pub fn max(&self, other: &Self) -> Self {
		Self {
			vcpu_millis: self.vcpu_millis.max(other.vcpu_millis),
			ram_mib: self.ram_mib.max(other.ram_mib),
			storage_gib: self.storage_gib.max(other.storage_gib),
			gpu_units: self.gpu_units.max(other.gpu_units),
		}
	}

	/// What there is more of everything than in `other`; nothing where there is less.
	pub fn beyond(&self, other: &Self) -> Self {
		Self {
			vcpu_millis: self.vcpu_millis.saturating_sub(other.vcpu_millis),
			ram_mib: self.ram_mib.saturating_sub(other.ram_mib),
			storage_gib: self.storage_gib.saturating_sub(other.storage_gib),
			gpu_units: self.gpu_units.saturating_sub(other.gpu_units),
		}
	}

	/// Whether there is nothing of anything.
	pub fn is_empty(&self) -> bool {
		*self == Self::default()
	}

	fn zip(&self, other: &Self, with: impl Fn(u64, u64) -> Option<u64>) -> Option<Self> {
		Some(Self {
			vcpu_millis: with(self.vcpu_millis, other.vcpu_millis)?,
			ram_mib: with(self.ram_mib, other.ram_mib)?,
			storage_gib: with(self.storage_gib, other.storage_gib)?,
			gpu_units: with(self.gpu_units, other.gpu_units)?,
		})
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn some(n: u64) -> Footprint {
		Footprint { vcpu_millis: n, ram_mib: 2 * n, storage_gib: 3 * n, gpu_units: 4 * n }
	}

	#[test]
	fn subtracting_what_was_added_gives_back_the_same() {
		let sum = some(5).checked_add(&some(7)).unwrap();
		assert_eq!(sum, some(12));
		assert_eq!(sum.checked_sub(&some(7)), Some(some(5)));
		assert!(sum.checked_sub(&sum).unwrap().is_empty());
	}

	#[test]
	fn the_larger_of_two_is_either_with_what_the_other_has_beyond_it() {
		let (a, b) = (some(5), Footprint { vcpu_millis: 3, gpu_units: 90, ..some(5) });
		let larger = Footprint { gpu_units: 90, ..some(5) };
		assert_eq!((a.max(&b), b.max(&a)), (larger, larger));
		assert_eq!(a.checked_add(&b.beyond(&a)), Some(larger));
		assert_eq!(b.checked_add(&a.beyond(&b)), Some(larger));
	}

	#[test]
	fn out_of_range_is_none() {
		assert_eq!(some(5).checked_sub(&some(6)), None);
		let most = Footprint { gpu_units: u64::MAX, ..some(0) };
		assert_eq!(most.checked_add(&some(1)), None);
	}

	#[test]
	fn more_gpus_than_can_be_counted_count_as_the_most() {
		let footprint = Footprint::of(&Resources::default(), u128::MAX);
		assert_eq!(footprint.gpu_units, u64::MAX);
	}
}
