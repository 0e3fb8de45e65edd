//! `spheron-bench`: measures what the pallets' calls cost, on the wasm that this program was built
//! with. Run by `scripts/bench`.

use clap::Parser;
use frame_benchmarking_cli::PalletCmd;
use sp_runtime::traits::BlakeTwo256;

/// The runtime with its benchmarks, of which only the path is used.
#[allow(dead_code)]
mod runtime {
	include!(concat!(env!("OUT_DIR"), "/spheron_runtime_benchmarks"));
}

/// Measures what the runtime costs.
#[derive(Debug, Parser)]
#[command(version)]
enum Command {
	/// Measure the benchmarks of pallets, on the genesis of a preset of the runtime
	Pallet(Box<PalletCmd>),
}

fn main() -> sc_cli::Result<()> {
	let Command::Pallet(mut command) = Command::parse();
	sc_cli::LoggerBuilder::new("info").init()?;
	if command.runtime.is_none() && command.shared_params.chain.is_none() {
		command.runtime = runtime::WASM_BINARY_PATH.map(Into::into);
	}
	command.run_with_spec::<BlakeTwo256, ()>(None)
}
