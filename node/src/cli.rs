//! What the command line accepts.

use crate::{
	executor::RuntimeCacheParams,
	provider::{AttestationKeyCmd, ProviderParams},
};
use sc_cli::RunCmd;
use sc_storage_monitor::StorageMonitorParams;

/// The whole command line.
#[derive(Debug, clap::Parser)]
pub struct Cli {
	/// What to do instead of running a node.
	#[command(subcommand)]
	pub subcommand: Option<Subcommand>,

	/// How to run the node.
	#[clap(flatten)]
	pub run: RunCmd,

	/// Whether the compiled runtime outlives the node.
	#[clap(flatten)]
	pub runtime_cache: RuntimeCacheParams,

	/// What the node of a provider is told.
	#[clap(flatten)]
	pub provider: ProviderParams,

	/// When to stop for lack of disk space.
	#[clap(flatten)]
	pub storage_monitor: StorageMonitorParams,
}

/// What the program does besides running a node.
#[derive(Debug, clap::Subcommand)]
// One value per process: boxing the larger variants would gain nothing.
#[allow(clippy::large_enum_variant)]
pub enum Subcommand {
	/// Key management CLI utilities
	#[command(subcommand)]
	Key(sc_cli::KeySubcommand),

	/// Make the key with which a provider's node attests, put it into the node's keystore, and print
	/// it with the proof that its provider has it
	AttestationKey(AttestationKeyCmd),

	/// Write the specification of a chain to a file or to standard output
	ExportChainSpec(sc_cli::ExportChainSpecCmd),

	/// Validate blocks that are in the database
	CheckBlock(sc_cli::CheckBlockCmd),

	/// Export blocks
	ExportBlocks(sc_cli::ExportBlocksCmd),

	/// Import blocks
	ImportBlocks(sc_cli::ImportBlocksCmd),

	/// Remove the whole chain
	PurgeChain(sc_cli::PurgeChainCmd),

	/// Revert the chain to a previous state
	Revert(sc_cli::RevertCmd),

	/// Print the state of the database: best, finalized and genesis block
	ChainInfo(sc_cli::ChainInfoCmd),
}
