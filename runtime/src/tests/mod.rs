//! The whole runtime, block by block: real extrinsics, signed, through the executive.

mod chain;
mod council;
mod deployment;
mod genesis;
mod market;
mod money;
mod root;
mod root_paths;
mod rotation;
