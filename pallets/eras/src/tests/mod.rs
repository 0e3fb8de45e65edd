//! The rules of protocol time and trust tiers, one behaviour per test.

use crate::mock::*;

mod eras;
mod open_blocks;
mod properties;
mod trust;
mod try_state;
