//! What is rented: vCPU, RAM, storage and GPUs, and how much of it there is (R5).

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedBTreeMap, BoundedVec};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// Name of a GPU model in the catalogue, as written in deployment files: `rtx4090`. At most 32 B.
pub type GpuModel = BoundedVec<u8, ConstU32<32>>;

/// Name of a CPU class in the catalogue: `medium`. At most 32 B.
pub type CpuClass = BoundedVec<u8, ConstU32<32>>;

/// Most GPU models that one provider can have, or one order name.
pub const MAX_GPU_MODELS: u32 = 16;

/// A resource multiplier of the catalogue, in hundredths: 25 is 0.25 (R5).
pub type Multiplier = u32;

/// Capacity points in millionths (R5): base × units × multiplier.
pub type Points = u128;

/// Millionths of a capacity point for one GPU at a multiplier of one hundredth: 20 ÷ 100.
pub const GPU_POINTS: Points = 200_000;

/// Millionths of a capacity point for a thousandth of a vCPU at a multiplier of one hundredth:
/// 0.1 ÷ 1 000 ÷ 100.
pub const MILLI_VCPU_POINTS: Points = 1;

/// GPUs of one model, in a service's replica (O1).
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Gpus {
	/// The model, which must be in the catalogue.
	pub model: GpuModel,
	/// How many, at least 1.
	pub count: u32,
}

/// One service of an order: what a replica needs, and how many replicas (O1).
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Service {
	/// Thousandths of a vCPU per replica, at least 1.
	pub vcpu_millis: u32,
	/// MiB of RAM per replica, at least 1.
	pub ram_mib: u32,
	/// GiB of storage per replica.
	pub storage_gib: u32,
	/// GPUs per replica.
	pub gpu: Option<Gpus>,
	/// Number of replicas, at least 1.
	pub replicas: u32,
}

/// An amount of every resource: a capacity, a reservation or a need.
#[derive(
	Clone,
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
pub struct Resources {
	/// Thousandths of a vCPU.
	pub vcpu_millis: u64,
	/// MiB of RAM.
	pub ram_mib: u64,
	/// GiB of storage.
	pub storage_gib: u64,
	/// GPUs by model; a model that is not there counts 0.
	pub gpus: BoundedBTreeMap<GpuModel, u32, ConstU32<MAX_GPU_MODELS>>,
}

impl Resources {
	/// What `services` need together; `None` if a sum is out of range or they name more than
	/// [`MAX_GPU_MODELS`] models.
	pub fn of_services(services: &[Service]) -> Option<Self> {
		services.iter().try_fold(Self::default(), |sum, s| sum.checked_add(&Self::of_service(s)?))
	}

	/// What all replicas of `service` need together.
	fn of_service(service: &Service) -> Option<Self> {
		let Service { vcpu_millis, ram_mib, storage_gib, gpu, replicas } = service;
		let times = |units: u32| u64::from(units).checked_mul(u64::from(*replicas));
		let mut gpus = BoundedBTreeMap::new();
		if let Some(Gpus { model, count }) = gpu {
			gpus.try_insert(model.clone(), count.checked_mul(*replicas)?).ok()?;
		}
		Some(Self {
			vcpu_millis: times(*vcpu_millis)?,
			ram_mib: times(*ram_mib)?,
			storage_gib: times(*storage_gib)?,
			gpus,
		})
	}

	/// The sum; `None` if a unit is out of range or there are too many models.
	pub fn checked_add(&self, other: &Self) -> Option<Self> {
		let mut gpus = self.gpus.clone();
		for (model, count) in &other.gpus {
			let sum = gpus.get(model).copied().unwrap_or(0).checked_add(*count)?;
			gpus.try_insert(model.clone(), sum).ok()?;
		}
		Some(Self {
			vcpu_millis: self.vcpu_millis.checked_add(other.vcpu_millis)?,
			ram_mib: self.ram_mib.checked_add(other.ram_mib)?,
			storage_gib: self.storage_gib.checked_add(other.storage_gib)?,
			gpus,
		})
	}

	/// The difference, without models that are down to 0; `None` if there is not enough of
	/// something.
	pub fn checked_sub(&self, other: &Self) -> Option<Self> {
		let mut gpus = self.gpus.clone();
		for (model, count) in &other.gpus {
			match gpus.get(model).copied().unwrap_or(0).checked_sub(*count)? {
				0 => {
					gpus.remove(model);
				}
				left => {
					gpus.try_insert(model.clone(), left).ok()?;
				}
			}
		}
		Some(Self {
			vcpu_millis: self.vcpu_millis.checked_sub(other.vcpu_millis)?,
			ram_mib: self.ram_mib.checked_sub(other.ram_mib)?,
			storage_gib: self.storage_gib.checked_sub(other.storage_gib)?,
			gpus,
		})
	}

	/// What there is more of everything than in `other`; nothing where there is less.
	pub fn beyond(&self, other: &Self) -> Self {
		let mut gpus = self.gpus.clone();
		gpus.retain(|model, count| {
			*count = count.saturating_sub(other.gpus.get(model).copied().unwrap_or(0));
			*count > 0
		});
		Self {
			vcpu_millis: self.vcpu_millis.saturating_sub(other.vcpu_millis),
			ram_mib: self.ram_mib.saturating_sub(other.ram_mib),
			storage_gib: self.storage_gib.saturating_sub(other.storage_gib),
			gpus,
		}
	}

	/// Whether there is enough of everything for `need`.
	pub fn covers(&self, need: &Self) -> bool {
		self.checked_sub(need).is_some()
	}

	/// Whether there is nothing of anything.
	pub fn is_empty(&self) -> bool {
		self.vcpu_millis == 0
			&& self.ram_mib == 0
			&& self.storage_gib == 0
			&& self.gpus.values().all(|count| *count == 0)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn model(name: &str) -> GpuModel {
		name.as_bytes().to_vec().try_into().unwrap()
	}

	fn service(gpu: Option<(&str, u32)>, replicas: u32) -> Service {
		Service {
			vcpu_millis: 500,
			ram_mib: 1_024,
			storage_gib: 10,
			gpu: gpu.map(|(name, count)| Gpus { model: model(name), count }),
			replicas,
		}
	}

	#[test]
	fn services_add_up_over_replicas_and_models() {
		let total = Resources::of_services(&[
			service(Some(("rtx4090", 2)), 3),
			service(Some(("rtx4090", 1)), 1),
			service(Some(("a100", 1)), 1),
			service(None, 2),
		])
		.unwrap();
		assert_eq!((total.vcpu_millis, total.ram_mib, total.storage_gib), (3_500, 7_168, 70));
		assert_eq!(total.gpus.get(&model("rtx4090")), Some(&7));
		assert_eq!(total.gpus.get(&model("a100")), Some(&1));
	}

	#[test]
	fn too_large_or_too_many_models_is_none() {
		let huge =
			Service { gpu: Some(Gpus { model: model("x"), count: u32::MAX }), ..service(None, 2) };
		assert_eq!(Resources::of_services(&[huge]), None);
		let many: alloc::vec::Vec<_> = (0..=MAX_GPU_MODELS)
			.map(|i| Service {
				gpu: Some(Gpus { model: model(&alloc::format!("m{i}")), count: 1 }),
				..service(None, 1)
			})
			.collect();
		assert_eq!(Resources::of_services(&many), None);
	}

	#[test]
	fn what_is_beyond_makes_either_cover_both() {
		let a =
			Resources::of_services(&[service(Some(("rtx4090", 2)), 1), service(None, 3)]).unwrap();
		let b = Resources::of_services(&[
			service(Some(("a100", 1)), 4),
			service(Some(("rtx4090", 1)), 1),
		])
		.unwrap();
		let both = a.checked_add(&b.beyond(&a)).unwrap();
		assert_eq!(both, b.checked_add(&a.beyond(&b)).unwrap());
		assert!(both.covers(&a) && both.covers(&b));
		assert_eq!(both.gpus.get(&model("rtx4090")), Some(&2));
		assert!(a.beyond(&a).is_empty() && a.beyond(&a).gpus.is_empty());
	}

	#[test]
	fn subtracting_what_was_added_gives_back_the_same() {
		let a = Resources::of_services(&[service(Some(("rtx4090", 2)), 1)]).unwrap();
		let b = Resources::of_services(&[service(Some(("a100", 1)), 4)]).unwrap();
		assert_eq!(a.checked_add(&b).unwrap().checked_sub(&b).unwrap(), a);
		assert_eq!(a.checked_sub(&b), None);
		assert!(a.checked_add(&b).unwrap().covers(&a) && !a.covers(&b));
		assert!(a.checked_sub(&a).unwrap().is_empty());
	}
}
