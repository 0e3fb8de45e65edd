//! Amounts of what is rented, and what they count for.

use crate::{
	tests::reference::arithmetic::{ceil, floor},
	Balance, MILLI_SPON, SPON,
};
use spheron_primitives::Footprint;

/// All of something, in millionths.
const WHOLE: u32 = 1_000_000;

/// What S4 waives and a fault costs on top, in units of SPON.
const FAULT_FEE: Balance = 100 * MILLI_SPON;

/// Thousandths of a vCPU, MiB of RAM, GiB of disk, small GPUs and large ones.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Amounts(pub [u64; 5]);

impl Amounts {
	fn zip(self, other: Self, with: impl Fn(u64, u64) -> u64) -> Self {
		Self(core::array::from_fn(|kind| with(self.0[kind], other.0[kind])))
	}

	/// Both together.
	pub fn plus(self, other: Self) -> Self {
		self.zip(other, |a, b| a + b)
	}

	/// So many times as much.
	pub fn times(self, n: u64) -> Self {
		self.zip(self, |a, _| n * a)
	}

	/// Of everything, the larger of both.
	pub fn max(self, other: Self) -> Self {
		self.zip(other, u64::max)
	}

	/// Whether there is enough of everything for `need`.
	pub fn covers(&self, need: &Self) -> bool {
		self.0.iter().zip(need.0).all(|(have, need)| *have >= need)
	}

	/// Whether there is nothing of anything.
	pub fn is_nothing(&self) -> bool {
		self.0 == [0; 5]
	}

	/// Its GPUs in hundredths of a medium one (R5): a small one counts 0.5, a large one 2.
	fn gpu_units(&self) -> u64 {
		let [.., small, large] = self.0;
		50 * small + 200 * large
	}

	/// What it counts for on a wallet (E7).
	pub fn footprint(&self) -> Footprint {
		let [vcpu_millis, ram_mib, storage_gib, ..] = self.0;
		Footprint { vcpu_millis, ram_mib, storage_gib, gpu_units: self.gpu_units() }
	}

	/// The stake that it requires (S1), each part rounded up.
	pub fn stake(&self) -> Balance {
		let [vcpu_millis, ram_mib, storage_gib, ..] = self.0;
		let part = |rate: Balance, amount: u64, unit| ceil(rate, amount as u32, unit).unwrap();
		part(50 * SPON, self.gpu_units(), 100)
			+ part(500 * MILLI_SPON, vcpu_millis, 1_000)
			+ part(250 * MILLI_SPON, ram_mib, 1_024)
			+ part(2 * SPON, storage_gib, 1_024)
	}

	/// What a fault with an award of it costs (S4).
	pub fn fault_price(&self) -> Balance {
		floor(self.stake(), WHOLE / 20, WHOLE).unwrap() + FAULT_FEE
	}

	/// What an outage of a lease of it costs at most (S4).
	pub fn outage_price(&self) -> Balance {
		floor(self.stake(), WHOLE / 10, WHOLE).unwrap()
	}
}

/// What a wallet must be worth to run `used`, by the name that a refusal gives to each resource, in
/// millionths of a dollar: the given row of E7, in straight lines through it.
pub fn brackets(used: &Footprint) -> [(&'static str, Balance); 4] {
	let limits = if used.gpu_units > 0 { [32_000, 128, 1_024, 150] } else { [8_000, 32, 512, 1] };
	let [vcpu_millis, ram_gib, storage_gib, gpu_units] = limits;
	let needs = |amount: u64, limit| ceil(15_000_000, amount as u32, limit).unwrap();
	[
		("OverBracketVcpu", needs(used.vcpu_millis, vcpu_millis)),
		("OverBracketRam", needs(used.ram_mib, ram_gib * 1_024)),
		("OverBracketStorage", needs(used.storage_gib, storage_gib)),
		("OverBracketGpu", needs(used.gpu_units, gpu_units)),
	]
}
