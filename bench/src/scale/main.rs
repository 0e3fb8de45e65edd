//! `spheron-scale`: whether what the chain does all the time takes as long on a large market as on a
//! small one. Run by `scripts/bench`.
//!
//! - [`state`]: the states that are compared, and the time in them;
//! - [`market`]: who provides and who rents in them, by the market's own calls;
//! - [`chain`]: blocks on such a state, run by the compiled runtime as a node runs them;
//! - [`measure`]: what is timed, again and again, on both in turn;
//! - [`report`]: the table, and the verdict.

mod chain;
mod market;
mod measure;
mod report;
mod state;

use chain::{Chain, Node};
use clap::Parser;
use state::Size;
use std::{process::ExitCode, time::Instant};

/// The market that the times of the large one are compared with.
const SMALL: Size = Size { providers: 10, leases: 10 };

/// The market whose times must be no more than a little longer.
const LARGE: Size = Size { providers: 10_000, leases: 100_000 };

/// Measure how long an attestation and the blocks of an era take on a large market and on a small
/// one; status 1 if the large one takes more than a little longer
#[derive(Debug, Parser)]
#[command(version)]
struct Options {
	/// How often each is measured; of the times, the median counts
	#[arg(long, default_value_t = 1_000, value_parser = clap::value_parser!(u32).range(1..))]
	repeats: u32,
}

/// The chain with a market of `size` in `wasm`, and word of it.
fn chain_of(wasm: &[u8], size: Size) -> Chain {
	let start = Instant::now();
	let chain = Chain::new(state::build(wasm, size));
	println!("{size}: built in {} s", start.elapsed().as_secs());
	chain
}

fn main() -> ExitCode {
	let Options { repeats } = Options::parse();
	let wasm = spheron_runtime::WASM_BINARY.expect("the runtime was built to wasm");
	let chains = [SMALL, LARGE].map(|size| chain_of(wasm, size));
	let rows = measure::compare(&Node::new(wasm), &chains, repeats);
	report::print(&rows, repeats);
	match rows.iter().all(report::is_within_limit) {
		true => ExitCode::SUCCESS,
		false => ExitCode::FAILURE,
	}
}
