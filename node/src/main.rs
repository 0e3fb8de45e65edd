//! `spheron-node`: the program that runs the Spheron chain.
//!
//! - [`cli`]: what the command line accepts;
//! - [`command`]: what each command does;
//! - [`chain_spec`]: the chains known by name;
//! - [`provider`]: what the node of a provider needs besides: its agent, its key;
//! - [`executor`]: what runs the runtime, and where it keeps what it has compiled;
//! - [`service`]: the parts of a running node, and how they are put together;
//! - [`rpc`]: what clients can call beyond the SDK's own JSON-RPC.

// The SDK's error types are large, and every function here returns one of them, once.
#![allow(clippy::result_large_err)]

mod chain_spec;
mod cli;
mod command;
mod executor;
mod provider;
mod rpc;
mod service;

fn main() -> sc_cli::Result<()> {
	command::run()
}
