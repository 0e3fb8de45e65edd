//! Builds the runtime with its benchmarks for the program that measures weights, to wasm only: the
//! runtime's native code is no dependency of that program.

fn main() {
	#[cfg(feature = "weights")]
	build_runtime();
}

#[cfg(feature = "weights")]
fn build_runtime() {
	// Asked when it runs: a checkout may run the build script that another one built.
	let here = std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it");
	let runtime = std::path::Path::new(&here)
		.join("../runtime/Cargo.toml")
		.canonicalize()
		.expect("the runtime is beside this crate");
	substrate_wasm_builder::WasmBuilder::new()
		.with_project(runtime)
		.expect("the path is that of a manifest")
		.enable_feature("runtime-benchmarks")
		.import_memory()
		.export_heap_base()
		// A name of its own: the node's build keeps its runtime in the same directory.
		.set_file_name("spheron_runtime_benchmarks")
		.build();
}
