//! What is known of a provider between two looks at it (A3, R3).

use spheron_primitives::{MaintenanceWindow, OpenBlock};

/// From one look at a provider to the next, in between which it has not attested: it was alive at
/// first, and then not any more. `[from, to)` are blocks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Span {
	/// The first block in which it was not alive.
	pub alive_until: OpenBlock,
	/// Its last maintenance. One before that was over at the first look, because announcing one is a
	/// look.
	pub maintenance: Option<MaintenanceWindow>,
}

impl Span {
	/// The blocks of `[from, to)` outside maintenance.
	pub fn open(&self, from: OpenBlock, to: OpenBlock) -> OpenBlock {
		let maintained = self.maintenance.map_or(0, |window| {
			window.blocks_before(to).saturating_sub(window.blocks_before(from))
		});
		to.saturating_sub(from).saturating_sub(maintained)
	}

	/// Those of them in which it was alive.
	pub fn up(&self, from: OpenBlock, to: OpenBlock) -> OpenBlock {
		match to.min(self.alive_until) {
			to if to > from => self.open(from, to),
			_ => 0,
		}
	}

	/// The first block after `n` that can differ from block `n`.
	pub fn next_change(&self, n: OpenBlock) -> OpenBlock {
		self.maintenance
			.into_iter()
			.flat_map(|window| [window.starts_at, window.ends_at])
			.chain([self.alive_until])
			.filter(|change| *change > n)
			.min()
			.unwrap_or(OpenBlock::MAX)
	}
}
