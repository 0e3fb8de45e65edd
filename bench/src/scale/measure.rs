//! What is timed, again and again, on the small market and on the large one in turn, so that whatever
//! else the machine does hits both alike.

use crate::{
	chain::{Block, Chain, Node},
	market,
	state::{ATTESTED, FIRST, LAST, ORDINARY},
};
use spheron_runtime::UncheckedExtrinsic;
use std::time::Duration;

/// What is timed.
const SUBJECTS: [&str; 5] = [
	"an attestation",
	"a block with an attestation",
	"an empty block",
	"the last block of an era",
	"the first block of an era",
];

/// How often all is run before it is timed: the runtime gets compiled, and caches fill.
const WARM_UP: u32 = 10;

/// The times of [`SUBJECTS`], once each.
type Round = [Duration; SUBJECTS.len()];

/// What one subject takes, in the middle.
pub struct Row {
	/// What was timed.
	pub subject: &'static str,
	/// On the small market.
	pub small: Duration,
	/// On the large one.
	pub large: Duration,
}

/// What all takes on the `small` chain and on the `large` one, of so many times.
pub fn compare(node: &Node, [small, large]: &[Chain; 2], repeats: u32) -> Vec<Row> {
	// Signed in the block before, as by a provider's node.
	let attestation = market::attestation_of(0, ATTESTED + 1, ORDINARY - 1);
	let run = |chain| round(node, chain, &attestation);
	for _ in 0..WARM_UP {
		run(small);
		run(large);
	}
	let pair = |n: u32| match n % 2 {
		0 => (run(small), run(large)),
		// Neither always follows on the other.
		_ => {
			let large = run(large);
			(run(small), large)
		}
	};
	let (on_small, on_large): (Vec<_>, Vec<_>) = (0..repeats).map(pair).unzip();
	let row = |(i, subject): (usize, _)| Row {
		subject,
		small: median(on_small.iter().map(|round: &Round| round[i])),
		large: median(on_large.iter().map(|round: &Round| round[i])),
	};
	SUBJECTS.into_iter().enumerate().map(row).collect()
}

/// Times all on `chain` once.
fn round(node: &Node, chain: &Chain, attestation: &UncheckedExtrinsic) -> Round {
	let run = |number, transaction| chain.run(node, Block { number, transaction });
	let attested = run(ORDINARY, Some(attestation));
	let empty = [ORDINARY, LAST, FIRST].map(|number| run(number, None).block);
	let [ordinary, last, first] = empty;
	[attested.transaction, attested.block, ordinary, last, first]
}

/// The one in the middle of `times`, of which there must be one.
fn median(times: impl Iterator<Item = Duration>) -> Duration {
	let mut times: Vec<_> = times.collect();
	times.sort_unstable();
	times[times.len() / 2]
}
