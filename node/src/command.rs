//! What each command does.

use crate::{
	chain_spec,
	cli::{Cli, Subcommand},
	executor::RuntimeCacheParams,
	provider::ProviderParams,
	service,
};
use sc_cli::SubstrateCli;
use sc_network::{config::NetworkBackendType, Litep2pNetworkBackend, NetworkWorker};
use sc_service::{Configuration, PartialComponents, TaskManager};
use sc_storage_monitor::StorageMonitorParams;
use spheron_runtime::{opaque::Block, BlockNumber, Hash};
use std::sync::Arc;

impl SubstrateCli for Cli {
	fn impl_name() -> String {
		"Spheron Node".into()
	}

	fn impl_version() -> String {
		env!("SUBSTRATE_CLI_IMPL_VERSION").into()
	}

	fn description() -> String {
		"A node of the Spheron chain: a market for compute".into()
	}

	fn author() -> String {
		"the Spheron developers".into()
	}

	fn support_url() -> String {
		"https://github.com/spheronFdn".into()
	}

	fn copyright_start_year() -> i32 {
		2026
	}

	fn load_spec(&self, id: &str) -> Result<Box<dyn sc_service::ChainSpec>, String> {
		Ok(Box::new(chain_spec::load(id)?))
	}
}

/// Reads the command line and does what it says.
pub fn run() -> sc_cli::Result<()> {
	let mut cli = Cli::from_args();
	match cli.subcommand.take() {
		None => run_node(cli),
		Some(subcommand) => run_subcommand(&cli, &subcommand),
	}
}

fn run_node(mut cli: Cli) -> sc_cli::Result<()> {
	if cli.run.get_keyring().is_some() {
		// A validator must be given a lasting network identity; `--alice` and the like, whose
		// keys everybody knows, need none.
		cli.run.network_params.node_key_params.unsafe_force_node_key_generation = true;
	}
	let runtime_cache = cli.runtime_cache.clone();
	let (provider, storage_monitor) = (cli.provider.clone(), cli.storage_monitor.clone());
	cli.create_runner(&cli.run)?.run_node_until_exit(|config| async move {
		start(config, runtime_cache, provider, storage_monitor).map_err(sc_cli::Error::Service)
	})
}

fn start(
	config: Configuration,
	runtime_cache: RuntimeCacheParams,
	provider: ProviderParams,
	storage_monitor: StorageMonitorParams,
) -> Result<TaskManager, sc_service::Error> {
	match config.network.network_backend {
		NetworkBackendType::Litep2p => service::start::<Litep2pNetworkBackend>(
			config,
			runtime_cache,
			provider,
			storage_monitor,
		),
		NetworkBackendType::Libp2p => service::start::<NetworkWorker<Block, Hash>>(
			config,
			runtime_cache,
			provider,
			storage_monitor,
		),
	}
}

fn run_subcommand(cli: &Cli, subcommand: &Subcommand) -> sc_cli::Result<()> {
	let no_cache = RuntimeCacheParams::default();
	match subcommand {
		Subcommand::Key(cmd) => cmd.run(cli),
		Subcommand::AttestationKey(cmd) => cmd.run(cli),
		Subcommand::ExportChainSpec(cmd) => cmd.run(cli.load_spec(&cmd.chain)?),
		Subcommand::CheckBlock(cmd) => cli.create_runner(cmd)?.async_run(|config| {
			let PartialComponents { client, task_manager, import_queue, .. } =
				service::new_partial(&config, &no_cache)?;
			Ok((cmd.run(client, import_queue), task_manager))
		}),
		Subcommand::ExportBlocks(cmd) => cli.create_runner(cmd)?.async_run(|config| {
			let PartialComponents { client, task_manager, .. } =
				service::new_partial(&config, &no_cache)?;
			Ok((cmd.run(client, config.database), task_manager))
		}),
		Subcommand::ImportBlocks(cmd) => cli.create_runner(cmd)?.async_run(|config| {
			let PartialComponents { client, task_manager, import_queue, .. } =
				service::new_partial(&config, &no_cache)?;
			Ok((cmd.run(client, import_queue), task_manager))
		}),
		Subcommand::PurgeChain(cmd) => {
			cli.create_runner(cmd)?.sync_run(|config| cmd.run(config.database))
		}
		Subcommand::Revert(cmd) => cli.create_runner(cmd)?.async_run(|config| {
			let PartialComponents { client, task_manager, backend, .. } =
				service::new_partial(&config, &no_cache)?;
			Ok((cmd.run(client, backend, Some(Box::new(revert_finality))), task_manager))
		}),
		Subcommand::ChainInfo(cmd) => {
			cli.create_runner(cmd)?.sync_run(|config| cmd.run::<Block>(&config))
		}
	}
}

/// Takes back what GRANDPA wrote beside the chain for the blocks reverted.
fn revert_finality(
	client: Arc<service::FullClient>,
	_backend: Arc<service::FullBackend>,
	blocks: BlockNumber,
) -> sc_cli::Result<()> {
	Ok(sc_consensus_grandpa::revert(client, blocks)?)
}
