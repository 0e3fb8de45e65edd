// Four validators that agree.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { checkBooks } from "../src/books.ts";
import { Chain } from "../src/chain.ts";
import { feedOnce } from "../src/feeder.ts";
import { Market } from "../src/market.ts";
import { startNetwork, type Node } from "../src/node.ts";
import { deploys } from "./deployment.ts";

/// As far as a fork may move a transaction.
const MARGIN = 2;

let network: { nodes: Node[]; stop(): Promise<void> };
let chains: Chain[];
before(async () => {
	network = await startNetwork();
	chains = await Promise.all(network.nodes.map(({ url }) => Chain.connect(url)));
});
after(async () => {
	await Promise.all(chains.map((chain) => chain.disconnect()));
	await network.stop();
});

test("the same deployment on four validators, final and the same on all of them", async () => {
	const [first] = chains;
	assert.ok(first);
	await first.final(1);
	const market = await Market.on(first);
	await feedOnce(market);
	const last = await deploys(market, MARGIN);
	const hash = await first.hashOf(last);
	for (const chain of chains) {
		await chain.final(last);
		assert.equal(await chain.hashOf(last), hash);
		await checkBooks(chain, hash);
	}
	const authors = new Set<number>();
	for (let block = 1; block <= last; block += 1) authors.add((await slotOf(first, block)) % chains.length);
	assert.equal(authors.size, chains.length, "every validator authors blocks");
});

/// The slot of a block, which says whose turn it was.
async function slotOf(chain: Chain, block: number): Promise<number> {
	return Number(await chain.read(await chain.hashOf(block), "aura.currentSlot"));
}
