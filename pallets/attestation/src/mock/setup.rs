//! What benchmarks need of the rest of the market.

use super::{pass, AccountId, Admitted, LookedAt, Now};
use sp_application_crypto::RuntimeAppPublic;
use spheron_primitives::{
	setup::Setup, AttestationId, AttestationKeys, LeaseId, OrderSpec, Resources, Token,
};

pub struct Market;

impl Setup<AccountId> for Market {
	fn token() -> Token {
		Token::Native
	}
	fn funded(index: u32, _: &Token, _: u128) -> AccountId {
		index.into()
	}
	fn wallet(index: u32, _: &Token, _: u128) -> AccountId {
		index.into()
	}
	fn provider(index: u32) -> (AccountId, AccountId) {
		(index.into(), index.into())
	}
	fn spec() -> OrderSpec<AccountId> {
		unimplemented!("attestations need no orders")
	}
	fn resources() -> Resources {
		Default::default()
	}
	fn pass(blocks: u32) {
		pass(blocks);
	}
	fn attesting(provider: &AccountId) -> AttestationId {
		let key = AttestationId::generate_pair(None);
		let keys = AttestationKeys::new(AttestationId::generate_pair(None));
		let (keys, _) = keys.rotate(AttestationId::generate_pair(None), 0);
		let previous = Some((key.clone(), Now::get()));
		Admitted::mutate(|all| all.insert(*provider, AttestationKeys { previous, ..keys }));
		key
	}
	fn serving_many(_: &AccountId, count: u32) -> Vec<LeaseId> {
		LookedAt::set(count);
		(0..u64::from(count)).map(LeaseId).collect()
	}
}
