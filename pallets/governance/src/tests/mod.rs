//! The rules, one file per call.

mod dispatch_as_council;
