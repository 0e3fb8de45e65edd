//! The chains known by name.
//!
//! A chain's genesis is a preset of the runtime; what is added here is what the node and clients
//! must know: name, id, token.

use sc_service::{ChainType, GenericChainSpec, Properties};
use sp_genesis_builder::{DEV_RUNTIME_PRESET, LOCAL_TESTNET_RUNTIME_PRESET};
use spheron_runtime::{presets::FAST_RUNTIME_PRESET, WASM_BINARY};

/// The specification of a chain, without extensions of our own.
pub type ChainSpec = GenericChainSpec;

/// The chain known as `id`: `dev`, `local` (also the empty id, which stands for no `--chain`) or
/// `fast`; anything else is the path of a specification file.
pub fn load(id: &str) -> Result<ChainSpec, String> {
	match id {
		"dev" => {
			named("Spheron Development", "spheron_dev", ChainType::Development, DEV_RUNTIME_PRESET)
		}
		"" | "local" => named(
			"Spheron Local Testnet",
			"spheron_local",
			ChainType::Local,
			LOCAL_TESTNET_RUNTIME_PRESET,
		),
		"fast" => named(
			"Spheron Fast Development",
			"spheron_fast",
			ChainType::Development,
			FAST_RUNTIME_PRESET,
		),
		path => ChainSpec::from_json_file(path.into()),
	}
}

fn named(name: &str, id: &str, chain_type: ChainType, preset: &str) -> Result<ChainSpec, String> {
	let wasm = WASM_BINARY.ok_or(
		"this node was built without a runtime (SKIP_WASM_BUILD), so it knows no chain by name: \
		 give the path of a specification file",
	)?;
	Ok(ChainSpec::builder(wasm, None)
		.with_name(name)
		.with_id(id)
		.with_protocol_id(id)
		.with_chain_type(chain_type)
		.with_genesis_config_preset_name(preset)
		.with_properties(properties())
		.build())
}

/// How wallets show amounts and addresses (T1).
fn properties() -> Properties {
	let mut properties = Properties::new();
	properties.insert("tokenSymbol".into(), "SPON".into());
	properties.insert("tokenDecimals".into(), 18.into());
	properties.insert("ss58Format".into(), 42.into());
	properties
}
