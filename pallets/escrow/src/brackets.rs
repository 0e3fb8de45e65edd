//! Deposit brackets: how much may run on one wallet at once (E7).
//!
//! A row of the table says what a wallet of a given value may run. Between rows, and from nothing to
//! the first row, limits grow in a straight line; beyond the last row they grow in proportion to it.
//! All of this is computed the other way round: the value that a use needs. It is exact where the
//! limit at a value would have to be rounded.

use alloc::vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use scale_info::TypeInfo;
use sp_runtime::{helpers_128bit::multiply_by_rational_with_rounding, Rounding};
use spheron_primitives::{
	price::{MicroUsd, USD},
	Footprint,
};

/// The most rows that a table can have.
pub const MAX_BRACKETS: u32 = 16;

/// The rows of a table that is not yet known to keep its rules.
pub type BracketRows = BoundedVec<Bracket, ConstU32<MAX_BRACKETS>>;

/// MiB in a GiB, GiB in a TiB.
const KIBI: u64 = 1_024;

/// What a wallet of some value may run at once.
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
pub struct Bracket {
	/// The value, in millionths of a US dollar.
	pub usd: MicroUsd,
	/// The limits, if no GPU is among what runs.
	pub without_gpu: Footprint,
	/// The limits, if there is one.
	pub with_gpu: Footprint,
}

impl Bracket {
	fn limits(&self, gpu: bool) -> &Footprint {
		if gpu {
			&self.with_gpu
		} else {
			&self.without_gpu
		}
	}

	/// Whether it can stand in a table.
	fn is_valid(&self) -> bool {
		self.usd > 0 && self.without_gpu.gpu_units == 0
	}

	/// Whether it can follow `other` in a table.
	fn can_follow(&self, other: &Self) -> bool {
		self.usd > other.usd
			&& self.without_gpu.checked_sub(&other.without_gpu).is_some()
			&& self.with_gpu.checked_sub(&other.with_gpu).is_some()
	}
}

/// What has a limit of its own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Resource {
	/// vCPUs.
	Vcpu,
	/// Memory.
	Ram,
	/// Disk.
	Storage,
	/// GPUs, by what they are worth.
	Gpu,
}

impl Resource {
	/// Each of them.
	pub const ALL: [Self; 4] = [Self::Vcpu, Self::Ram, Self::Storage, Self::Gpu];

	/// How much of it is in `footprint`.
	pub fn of(self, footprint: &Footprint) -> u64 {
		match self {
			Self::Vcpu => footprint.vcpu_millis,
			Self::Ram => footprint.ram_mib,
			Self::Storage => footprint.storage_gib,
			Self::Gpu => footprint.gpu_units,
		}
	}
}

/// What a wallet lacks to run something.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Shortfall {
	/// The resource that asks for the most.
	pub resource: Resource,
	/// How much more the wallet must be worth, in millionths of a US dollar; the largest number
	/// there is if no value would do.
	pub usd: MicroUsd,
}

impl Shortfall {
	/// The same in whole US dollars, rounded up; `u16::MAX` stands for that or more.
	pub fn whole_usd(&self) -> u16 {
		u16::try_from(self.usd.div_ceil(USD)).unwrap_or(u16::MAX)
	}
}

/// The table of brackets: at least one row; values above zero and rising; limits that nowhere fall
/// from row to row; no GPU among the limits without one.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct BracketTable(BracketRows);

/// The given row of E7: 15 US dollars.
impl Default for BracketTable {
	fn default() -> Self {
		Self(BracketRows::truncate_from(vec![Bracket {
			usd: USD.saturating_mul(15),
			without_gpu: Footprint {
				vcpu_millis: 8_000,
				ram_mib: KIBI.saturating_mul(32),
				storage_gib: 512,
				gpu_units: 0,
			},
			with_gpu: Footprint {
				vcpu_millis: 32_000,
				ram_mib: KIBI.saturating_mul(128),
				storage_gib: KIBI,
				// One GPU of the medium class, whose dearer multiplier is 1.5 (R5).
				gpu_units: 150,
			},
		}]))
	}
}

impl BracketTable {
	/// A table of `rows`, if they keep its rules.
	pub fn new(rows: BracketRows) -> Option<Self> {
		Some(Self(rows)).filter(Self::is_valid)
	}

	/// Its rows, from the least value to the largest.
	pub fn rows(&self) -> &[Bracket] {
		&self.0
	}

	/// Whether it keeps its rules, as every table does that was not read from broken storage.
	pub fn is_valid(&self) -> bool {
		!self.0.is_empty()
			&& self.0.iter().all(Bracket::is_valid)
			&& self.0.windows(2).all(|pair| match pair {
				[row, next] => next.can_follow(row),
				_ => true,
			})
	}

	/// The least that a wallet must be worth to run `used`, in millionths of a US dollar; `None` if
	/// no value would do.
	pub fn least_usd(&self, used: &Footprint) -> Option<MicroUsd> {
		Resource::ALL
			.into_iter()
			.try_fold(0, |most, resource| Some(self.least_usd_for(resource, used)?.max(most)))
	}

	/// What a wallet that is worth `value` lacks to run `used`; `None` if nothing. Of two resources
	/// that ask for the same, the later of [`Resource`] is named.
	pub fn shortfall(&self, used: &Footprint, value: MicroUsd) -> Option<Shortfall> {
		Resource::ALL
			.into_iter()
			.map(|resource| (resource, self.least_usd_for(resource, used)))
			.filter(|(_, need)| need.is_none_or(|usd| usd > value))
			.map(|(resource, need)| Shortfall {
				resource,
				usd: need.map_or(MicroUsd::MAX, |usd| usd.saturating_sub(value)),
			})
			.max_by_key(|shortfall| shortfall.usd)
	}

	/// As [`Self::least_usd`], for one resource of `used` alone.
	fn least_usd_for(&self, resource: Resource, used: &Footprint) -> Option<MicroUsd> {
		let amount = resource.of(used);
		if amount == 0 {
			return Some(0);
		}
		let gpu = used.gpu_units > 0;
		let (mut usd, mut limit) = (0, 0);
		// In every round `amount` is more than `limit`.
		for row in &self.0 {
			let next = resource.of(row.limits(gpu));
			if amount <= next {
				let (rise, run) = (next.saturating_sub(limit), row.usd.saturating_sub(usd));
				return usd.checked_add(scale(amount.saturating_sub(limit), run, rise)?);
			}
			(usd, limit) = (row.usd, next);
		}
		scale(amount, usd, limit)
	}
}

/// `amount × usd ÷ limit`, rounded up; `None` if the limit is zero or the result out of range.
fn scale(amount: u64, usd: MicroUsd, limit: u64) -> Option<MicroUsd> {
	multiply_by_rational_with_rounding(amount.into(), usd, limit.into(), Rounding::Up)
}
