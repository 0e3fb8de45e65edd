//! The off-chain worker of a provider's node (A1).

use super::*;
use crate::tests::chain::on_chain_with;
use codec::{Decode, Encode};
use frame_support::traits::Hooks;
use pallet_attestation::AgentAddress;
use sp_core::offchain::{
	testing::{PendingRequest, TestOffchainExt, TestTransactionPoolExt},
	OffchainDbExt, OffchainWorkerExt, TransactionPoolExt,
};
use sp_keystore::{testing::MemoryKeystore, Keystore, KeystoreExt};
use spheron_primitives::attestation::KEY_TYPE;

#[test]
fn the_worker_of_the_providers_node_makes_one_that_the_pool_takes() {
	let (offchain, node) = TestOffchainExt::new();
	let (pool, handed_in) = TestTransactionPoolExt::new();
	let keystore = MemoryKeystore::new();
	let secret = format!("{}//attestation", Dave.to_seed());
	keystore.sr25519_generate_new(KEY_TYPE, Some(&secret)).unwrap();
	let equip = |chain: &mut sp_io::TestExternalities| {
		chain.register_extension(OffchainDbExt::new(offchain.clone()));
		chain.register_extension(OffchainWorkerExt::new(offchain));
		chain.register_extension(TransactionPoolExt::new(pool));
		chain.register_extension(KeystoreExt::new(keystore));
	};
	on_chain_with("development", equip, || {
		open_market(50 * USD);
		silence();
		let address = "http://127.0.0.1:8099";
		AgentAddress::keep(Some(&address.parse().unwrap()), &mut TestOffchainExt(node.clone()));
		let provider =
			sp_core::hexdisplay::HexDisplay::from(&Dave.to_account_id().encode()).to_string();
		node.write().expect_request(PendingRequest {
			method: "GET".into(),
			uri: format!("{address}/v1/health?provider=0x{provider}"),
			response: Some(br#"{"unhealthy":[]}"#.to_vec()),
			sent: true,
			..Default::default()
		});
		Attestation::offchain_worker(System::block_number());
		let transactions = handed_in.read().transactions.clone();
		let [transaction] = &transactions[..] else { panic!("one transaction") };
		let transaction = UncheckedExtrinsic::decode(&mut &transaction[..]).unwrap();
		assert_ok!(pool_says(transaction.clone()));
		assert_eq!(Executive::apply_extrinsic(transaction), Ok(Ok(())));
		assert_eq!(Clocks::<Runtime>::get(Dave.to_account_id()).sequence, 1);
	});
}
