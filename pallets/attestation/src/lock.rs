//! What keeps workers of one node from attesting the same twice: a note in the node's own storage,
//! which outlives the node, good up to a time.

use alloc::vec::Vec;
use codec::{Decode, Encode};
use sp_core::offchain::{Duration, Timestamp};
use sp_runtime::offchain::storage::{StorageRetrievalError, StorageValueRef};

/// With what the keys of locks begin.
const PREFIX: &[u8] = b"spheron/attestation/lock/";

/// The longest time for which a lock is ever taken. One that claims more was taken when the node's
/// wall clock was ahead.
const LONGEST: Duration = Duration::from_millis(60_000);

/// The note.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
struct Note {
	/// The number of the attestation that is being made, or waits for its inclusion.
	sequence: u32,
	/// When another may try.
	until: u64,
	/// Tells this taking of the lock from others.
	nonce: u64,
}

impl Note {
	fn keeps_out(&self, sequence: u32, now: Timestamp) -> bool {
		self.sequence == sequence
			&& now.unix_millis() < self.until
			&& self.until <= now.add(LONGEST).unix_millis()
	}
}

/// The right to make one attestation of one provider, for a while.
#[derive(Debug)]
pub struct Lock {
	key: Vec<u8>,
	note: Note,
}

impl Lock {
	/// Take the lock of attestation `sequence` of `provider` for `time`, unless somebody has it.
	///
	/// One for another number keeps nobody out: the chain is at that number no longer, or it is on
	/// another fork.
	pub fn take(provider: &impl Encode, sequence: u32, time: Duration) -> Option<Self> {
		let key = [PREFIX, &provider.encode()].concat();
		let now = sp_io::offchain::timestamp();
		let nonce = u64::from_le_bytes(
			sp_io::offchain::random_seed().first_chunk().copied().unwrap_or_default(),
		);
		let note = Note { sequence, until: now.add(time).unix_millis(), nonce };
		let taken = StorageValueRef::persistent(&key).mutate(
			|held: Result<Option<Note>, StorageRetrievalError>| match held {
				Ok(Some(held)) if held.keeps_out(sequence, now) => Err(()),
				_ => Ok(note.clone()),
			},
		);
		taken.ok().map(|note| Self { key, note })
	}

	/// Keep others out for `time` from now, unless somebody has taken the lock meanwhile.
	pub fn keep(self, time: Duration) -> Result<(), ()> {
		let until = sp_io::offchain::timestamp().add(time).unix_millis();
		self.set(until)
	}

	/// Let others try at once. No effect if somebody has taken the lock meanwhile.
	pub fn release(self) {
		let _ = self.set(0);
	}

	fn set(self, until: u64) -> Result<(), ()> {
		let mine = Some(self.note.clone());
		let next = Note { until, ..self.note };
		StorageValueRef::persistent(&self.key)
			.mutate(|held: Result<Option<Note>, StorageRetrievalError>| match held {
				Ok(held) if held == mine => Ok(next),
				_ => Err(()),
			})
			.map(drop)
			.map_err(drop)
	}
}
