//! What runs the runtime, and where it keeps what it has compiled.

use clap::Args;
use sc_executor::{HeapAllocStrategy, DEFAULT_HEAP_ALLOC_STRATEGY};
use sc_service::config::ExecutorConfiguration;
use std::{
	fs, io,
	path::{Path, PathBuf},
	process,
};

/// Runs the runtime, with the SDK's host functions and no others.
pub type Executor = sc_executor::WasmExecutor<sp_io::SubstrateHostFunctions>;

/// Within the directory that is named, the one for wasmtime alone: it deletes from its cache whatever
/// it does not know.
const WASMTIME_CACHE: &str = "spheron-wasmtime";

/// Whether the compiled runtime outlives the node.
#[derive(Debug, Clone, Default, Args)]
pub struct RuntimeCacheParams {
	/// Keep the compiled runtime in this directory, and take it from there when starting again
	///
	/// Without it the runtime is compiled at every start. Nodes on one machine can share the
	/// directory, and it can be removed at any time. What is in there is machine code and is run
	/// unchecked: nobody else may be able to write to it, and nothing may be copied into it.
	#[arg(long, value_name = "PATH")]
	pub wasm_runtime_cache: Option<PathBuf>,
}

impl RuntimeCacheParams {
	/// What runs the runtime as `config` says.
	///
	/// An error if the compiled runtime cannot be kept as asked for: the executor would only warn.
	pub fn executor(&self, config: &ExecutorConfiguration) -> Result<Executor, sc_service::Error> {
		// As `sc_service::new_wasm_executor`, which knows of no cache.
		let heap = config.default_heap_pages.map_or(DEFAULT_HEAP_ALLOC_STRATEGY, |pages| {
			HeapAllocStrategy::Static { extra_pages: pages as _ }
		});
		let executor = Executor::builder()
			.with_execution_method(config.wasm_method)
			.with_onchain_heap_alloc_strategy(heap)
			.with_offchain_heap_alloc_strategy(heap)
			.with_max_runtime_instances(config.max_runtime_instances)
			.with_runtime_cache_size(config.runtime_cache_size);
		Ok(match self.directory()? {
			Some(directory) => executor.with_cache_path(directory).build(),
			None => executor.build(),
		})
	}

	fn directory(&self) -> Result<Option<PathBuf>, sc_service::Error> {
		let Some(named) = &self.wasm_runtime_cache else { return Ok(None) };
		writable(&named.join(WASMTIME_CACHE)).map(Some).map_err(|error| {
			sc_service::Error::Other(format!(
				"--wasm-runtime-cache cannot use {}: {error}. Name a directory that the node can \
				 write to, or leave the option out",
				named.display(),
			))
		})
	}
}

/// The absolute path of `directory`, made if need be, which can be written to.
fn writable(directory: &Path) -> io::Result<PathBuf> {
	fs::create_dir_all(directory)?;
	let probe = directory.join(format!("probe-{}", process::id()));
	fs::write(&probe, "")?;
	// The wasmtime of another node may have been quicker.
	let _ = fs::remove_file(probe);
	fs::canonicalize(directory)
}
