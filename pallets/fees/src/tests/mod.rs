//! The rules of fees, one behaviour per test.

use crate::{mock::*, Destination, Error, Event, Owed};
use frame_support::{assert_err, assert_noop, assert_ok};
use sp_runtime::{DispatchError::BadOrigin, Permill};
use spheron_primitives::{
	traits::{FeeSchedule, FeeSink},
	FeeKind, FeeRates, Token,
};

mod credit;
mod flush;
mod properties;
mod schedule;
mod set_foundation;
mod try_state;

/// Every kind of fee.
const KINDS: [FeeKind; 4] =
	[FeeKind::User, FeeKind::Provider, FeeKind::FoundationShare, FeeKind::Reservation];
