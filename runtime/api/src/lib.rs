//! What the node and clients can ask the runtime beyond the SDK's own APIs.
//!
//! A call costs nothing and changes nothing: it runs on the state of a block, over `state_call`.

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

use alloc::{string::String, vec::Vec};

sp_api::decl_runtime_apis! {
	/// Do the books agree?
	pub trait BooksApi {
		/// Checks what must always be true, in every pallet that keeps books: holds against
		/// ledgers, stake and reserved capacity against what they were recorded for, deadlines,
		/// shares, totals, and both sides of every index (I1, I2, I4–I10; I3 is about two ways of
		/// reaching a state, so only tests can check it).
		///
		/// Returns what does not agree, as (name of the pallet, what is wrong), at most one entry
		/// for each pallet. Empty when the books agree.
		///
		/// Reads a pallet's whole state, so it takes as long as the chain is large: for tests and
		/// operators, not for every block.
		fn check() -> Vec<(String, String)>;
	}
}
