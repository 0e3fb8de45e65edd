//! The runtime of the same sources with a higher version, to test upgrades with. `scripts/build-next`
//! builds it; nothing depends on this crate, and its only product is the wasm.
//!
//! It is a crate, and not a second build of the runtime's, because cargo would give the two wasms one
//! name in one directory, and could take the one for the other.

#![cfg_attr(not(feature = "std"), no_std)]

#[cfg(target_family = "wasm")]
pub use spheron_runtime::*;
