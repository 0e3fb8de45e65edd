// No attestation, no pay, among four validators of which one fails: slots stay empty, and blocks may
// fork.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { ProviderKeys } from "../src/accounts.ts";
import { checkBooks } from "../src/books.ts";
import { big, Chain } from "../src/chain.ts";
import { feedOnce } from "../src/feeder.ts";
import { OTHER_RATES } from "../src/ledger.ts";
import { Market } from "../src/market.ts";
import { addresses, startNetwork, type Node } from "../src/node.ts";
import { ProviderNode } from "../src/provider-node.ts";
import { admitEquipped, offerFor } from "../src/scenario.ts";
import { Journal } from "./journal.ts";
import { setting } from "./motions.ts";
import { running, smallOrder } from "./support.ts";

/// Set by motion: the real one takes five minutes.
const PERIOD = 6;

/// As far as a fork may move a transaction.
const MARGIN = 2;

const DEPOSIT = 100_000_000n;

let network: { nodes: Node[]; stop(): Promise<void> };
let chains: Chain[];
let market: Market;
let dave: ProviderKeys;
let provider: ProviderNode;
before(async () => {
	network = await startNetwork({ attests: false });
	chains = await Promise.all(network.nodes.map(({ url }) => Chain.connect(url)));
	const [first] = network.nodes;
	const [chain] = chains;
	assert.ok(first && chain);
	market = await Market.on(chain);
	[dave] = market.accounts.providers;
	const peers = await addresses(first);
	[provider] = await Promise.all([ProviderNode.start({ preset: "local", provider: dave, peers }), prepare()]);
});
after(async () => {
	await Promise.all(chains.map((chain) => chain.disconnect()));
	await Promise.all([provider.stop(), network.stop()]);
});

test("service is charged by what is attested, though a validator is gone", async () => {
	const { chain, accounts: { tenant } } = market;
	const uspon = market.token("uSPON");
	await Promise.all([
		admitEquipped(market, [dave], offerFor(market, smallOrder(market))),
		market.deposit(tenant, uspon, DEPOSIT),
	]);
	const { lease } = await running(market, dave, tenant, smallOrder(market), 1_111_111n);

	await chains.pop()?.disconnect();
	await network.nodes.pop()?.stop();
	const gone = (await chain.head()).number;
	await chain.reach(gone + 4 * PERIOD);
	const closed = await market.close(tenant, lease);
	const last = closed.block + 2 * MARGIN;
	await chain.final(last);
	const hash = await chain.hashOf(last);
	assert.ok((await slotOf(last)) - (await slotOf(gone + MARGIN)) > last - gone - MARGIN, "slots stay empty");

	// As it became final, whatever forks there were on the way.
	const journal = new Journal(chain, PERIOD);
	await journal.read(last);
	journal.checkAttestations(dave.account.address);
	const since = journal.of(dave.account.address).filter(({ block }) => block > gone);
	assert.ok(since.length >= 2, "it attests on");
	assert.ok(journal.served(lease) > 2 * PERIOD, "and is paid for it");
	const { earned, paid } = journal.checkLeases(OTHER_RATES);
	assert.equal(await market.earnings(dave, uspon, hash), earned.get(dave.account.address));
	const { unlocked, locked } = await market.wallet(tenant.address, uspon, hash);
	assert.deepEqual({ unlocked, locked }, { unlocked: DEPOSIT - paid, locked: 0n });
	for (const each of chains) {
		await each.final(last);
		assert.equal(await each.hashOf(last), hash);
		await checkBooks(each, hash);
	}
});

/// There are prices; and before anyone attests, periods are short.
async function prepare(): Promise<void> {
	const { chain } = market;
	await chain.final(1);
	await feedOnce(market);
	await market.council([setting(chain, "Attestation", "AttestationPeriod", PERIOD)]);
}

/// The slot of a block.
async function slotOf(block: number): Promise<number> {
	return Number(big(await market.chain.read(await market.chain.hashOf(block), "aura.currentSlot")));
}
