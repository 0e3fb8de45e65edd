//! The whole runtime, block by block: real extrinsics, signed, through the executive.

mod chain;
mod cheating;
mod council;
mod deployment;
mod genesis;
mod losses;
mod market;
mod money;
mod providers;
mod root;
mod root_paths;
mod rotation;
#[cfg(feature = "runtime-benchmarks")]
mod setup;
