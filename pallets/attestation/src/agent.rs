//! The question to the provider's agent, and its answer (A1). `docs/attestation.md` documents both
//! for those who write agents.

use crate::{Unhealthy, MAX_UNHEALTHY};
use alloc::{format, vec::Vec};
use codec::Encode;
use serde::Deserialize;
use sp_core::{hexdisplay::HexDisplay, offchain::Duration};
use sp_runtime::offchain::http::Request;
use spheron_primitives::LeaseId;

/// How long the agent may take, for all of its answer, in milliseconds.
pub const ANSWER_WITHIN: u64 = 10_000;

/// The longest answer that is read, in bytes: room for far more ids than can be attested.
pub const MAX_ANSWER: usize = 64 * 1024;

/// Why the agent has not told the state of the deployments.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NoAnswer {
	/// It cannot be reached, or took too long.
	Silent,
	/// It answered with this HTTP status, which is not 200.
	Status(u16),
	/// Its answer is too long.
	TooLong,
	/// Its answer is not what `docs/attestation.md` says.
	Unreadable,
}

/// The answer, as JSON.
#[derive(Deserialize)]
struct Answer {
	unhealthy: Said,
}

/// What is not healthy, as JSON: a list of ids or a word.
#[derive(Deserialize)]
#[serde(untagged)]
enum Said {
	Ids(Vec<u64>),
	Word(Word),
}

#[derive(Deserialize)]
enum Word {
	#[serde(rename = "all")]
	All,
}

/// Ask the agent at `address` what of `provider` is not healthy; more than `most` leases are all of
/// them.
pub fn ask(address: &str, provider: &impl Encode, most: u32) -> Result<Unhealthy, NoAnswer> {
	let by = sp_io::offchain::timestamp().add(Duration::from_millis(ANSWER_WITHIN));
	let provider = provider.encode();
	let url = format!("{address}/v1/health?provider=0x{}", HexDisplay::from(&provider));
	let pending = Request::get(&url).deadline(by).send().map_err(|_| NoAnswer::Silent)?;
	let response =
		pending.try_wait(by).map_err(|_| NoAnswer::Silent)?.map_err(|_| NoAnswer::Silent)?;
	if response.code != 200 {
		return Err(NoAnswer::Status(response.code));
	}
	let mut body = response.body();
	body.deadline(by);
	let answer: Vec<u8> = body.by_ref().take(MAX_ANSWER.saturating_add(1)).collect();
	if answer.len() > MAX_ANSWER {
		return Err(NoAnswer::TooLong);
	}
	// Half an answer could leave unhealthy leases out.
	if body.error().is_some() {
		return Err(NoAnswer::Silent);
	}
	read(&answer, most).ok_or(NoAnswer::Unreadable)
}

/// What the agent's `answer` says.
pub fn read(answer: &[u8], most: u32) -> Option<Unhealthy> {
	let Answer { unhealthy } = serde_json::from_slice(answer).ok()?;
	let mut ids = match unhealthy {
		Said::Ids(ids) => ids,
		Said::Word(Word::All) => return Some(Unhealthy::All),
	};
	ids.sort_unstable();
	ids.dedup();
	if ids.is_empty() {
		return Some(Unhealthy::None);
	}
	let most = usize::try_from(most.min(MAX_UNHEALTHY)).ok()?;
	if ids.len() > most {
		return Some(Unhealthy::All);
	}
	let ids: Vec<_> = ids.into_iter().map(LeaseId).collect();
	ids.try_into().ok().map(Unhealthy::Listed)
}
