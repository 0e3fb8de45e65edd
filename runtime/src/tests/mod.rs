//! The whole runtime, block by block: real extrinsics, signed, through the executive.

mod adversary;
mod chain;
mod cheating;
mod council;
mod deadlines;
mod deployment;
mod genesis;
mod indexer;
mod load;
mod losses;
mod market;
mod market_model;
mod money;
mod providers;
mod reference;
mod root;
mod root_paths;
mod rotation;
#[cfg(feature = "runtime-benchmarks")]
mod setup;
mod states;
