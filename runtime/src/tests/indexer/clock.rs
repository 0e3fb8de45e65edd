//! The alive clock of a provider, as its attestations tell (A3).

use spheron_primitives::OpenBlock;

/// What one attestation says.
struct Attested {
	/// The block of it.
	mark: OpenBlock,
	/// What the clock shows in that block.
	alive: OpenBlock,
	/// The last block in which the clock runs without another.
	until: OpenBlock,
}

/// The clock of one provider: all its attestations, oldest first. Before the first it shows 0.
#[derive(Default)]
pub struct Clock(Vec<Attested>);

impl Clock {
	/// The provider attested in block `mark`.
	pub fn attested(&mut self, mark: OpenBlock, alive: OpenBlock, until: OpenBlock) {
		assert_eq!(self.at(mark), alive, "a clock never jumps");
		self.0.push(Attested { mark, alive, until });
	}

	/// What it shows in block `n`.
	pub fn at(&self, n: OpenBlock) -> OpenBlock {
		let last = self.0.iter().rfind(|attested| attested.mark <= n);
		last.map_or(0, |last| last.alive + n.min(last.until) - last.mark)
	}
}
