// No attestation, no pay: a provider whose agent or node is gone for a while.

import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { LENIENT_LIMIT, PERIOD, Providers } from "./providers.ts";
import { Account, cost, ending, paying } from "./support.ts";

let providers: Providers;
before(async () => {
	providers = await Providers.start({ count: 1, lengths: { OutageLimit: LENIENT_LIMIT } });
});
afterEach(() => providers.settled());
after(() => providers.stop());

test("the agent is gone: charging stops within two periods, and goes on when it is back", async () => {
	const { market, chain, journal, uspon } = providers;
	const { providers: [dave], tenant } = market.accounts;
	const { agent } = providers.node(dave);
	const lease = await providers.serve(dave);
	const account = await Account.open(market);
	await agent.stop();
	const stopped = await providers.clockStops(dave);
	await chain.reach(stopped + 2);
	const settled = await market.settle(dave.operator, lease.lease);
	const before = cost(lease, stopped);
	await account.expect(settled.block, paying("Ferdie", uspon, before));

	await agent.restart();
	const back = await providers.attests(dave, settled.block);
	await chain.reach(back + 3);
	const closed = await market.close(tenant, lease.lease);
	await journal.read(closed.block);
	assert.equal(journal.served(lease.lease), stopped - lease.started + closed.block - back);
	await account.expect(closed.block, providers.endingAfter(before, lease, dave));
	await market.confirmClosed(dave, lease.lease);
});

test("the node is killed in the middle of a period, and when one ends: each attestation counts once, none is left out", async () => {
	const { market, chain, journal, uspon } = providers;
	const { providers: [dave], tenant } = market.accounts;
	const node = providers.node(dave);
	const lease = await providers.serve(dave);
	const account = await Account.open(market);
	// The next attestation is made in the block after the period: it may be under way, or not made yet.
	for (const into of [PERIOD / 2, PERIOD + 1]) {
		const last = await providers.attests(dave, (await chain.head()).number);
		await chain.reach(last + into);
		await node.kill();
		await node.restart();
		await providers.attests(dave, (await chain.head()).number + 1);
	}
	const closed = await market.close(tenant, lease.lease);
	await journal.read(closed.block);
	journal.checkAttestations(dave.account.address);
	// Whether the node was back in time depends on the machine; what is paid for is what was attested.
	await account.expect(closed.block, ending("Ferdie", uspon, providers.costSoFar(lease), lease.locked));
	await market.confirmClosed(dave, lease.lease);
});

test("the books agree to the unit with what was attested, from the first block on", () => providers.check());
