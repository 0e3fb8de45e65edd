//! The whole runtime, block by block: real extrinsics, signed, through the executive.

mod adversary;
mod attestation;
mod chain;
mod cheating;
mod council;
mod deadlines;
mod deployment;
mod docs;
mod genesis;
mod indexer;
mod load;
mod losses;
mod market;
mod market_model;
pub(crate) mod migration;
mod money;
mod providers;
mod reference;
mod rewards;
mod root;
mod root_paths;
mod rotation;
#[cfg(feature = "runtime-benchmarks")]
mod setup;
mod states;
