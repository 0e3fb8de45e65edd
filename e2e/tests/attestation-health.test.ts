// No attestation, no pay: two providers whose agents answer, for leases that are healthy and for one that
// is not.

import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { lastOf } from "./motions.ts";
import { ATTESTS_WITHIN, LENIENT_LIMIT, PERIOD, Providers } from "./providers.ts";
import { about, Account, cost, ending, paying } from "./support.ts";

let providers: Providers;
before(async () => {
	providers = await Providers.start({ count: 2, lengths: { OutageLimit: LENIENT_LIMIT } });
});
afterEach(() => providers.settled());
after(() => providers.stop());

test("healthy service is charged for every block", async () => {
	const { market, chain, journal, uspon } = providers;
	const { providers: [dave, eve], tenant } = market.accounts;
	const [first, second] = await Promise.all([providers.serve(dave), providers.serve(eve)]);
	const account = await Account.open(market);
	// No single attestation is good for as long.
	await chain.reach(Math.max(first.started, second.started) + 3 * PERIOD);
	const closed = await Promise.all([market.close(tenant, first.lease), market.close(tenant, second.lease)]);
	await journal.read(lastOf(closed));
	assert.equal(journal.served(first.lease), closed[0].block - first.started);
	assert.equal(journal.served(second.lease), closed[1].block - second.started);
	await account.expect(lastOf(closed), [
		...ending("Ferdie", uspon, cost(first, closed[0].block), first.locked, "Dave"),
		...ending("Ferdie", uspon, cost(second, closed[1].block), second.locked, "Eve"),
	]);
	await Promise.all([market.confirmClosed(dave, first.lease), market.confirmClosed(eve, second.lease)]);
});

test("of two leases the one that the agent says is down stops alone, and goes on when it is healthy again", async () => {
	const { market, chain, journal, uspon } = providers;
	const { providers: [dave], tenant } = market.accounts;
	const { agent } = providers.node(dave);
	const [sick, well] = await Promise.all([providers.serve(dave), providers.serve(dave)]);
	const account = await Account.open(market);
	agent.unhealthy = [sick.lease];
	const paused = await chain.event("leases.ClockPaused", (await chain.head()).number, ATTESTS_WITHIN, about(sick.lease));
	await chain.reach(paused.block + 3);
	const settled = await Promise.all([sick, well].map(({ lease }) => market.settle(dave.operator, lease)));
	const before = [cost(sick, paused.block), cost(well, settled[1]?.block ?? 0)] as const;
	await account.expect(lastOf(settled), before.flatMap((paid) => paying("Ferdie", uspon, paid)));

	agent.unhealthy = [];
	const resumed = await chain.event("leases.ClockResumed", lastOf(settled), ATTESTS_WITHIN, about(sick.lease));
	await chain.reach(resumed.block + 3);
	const closed = await Promise.all([market.close(tenant, sick.lease), market.close(tenant, well.lease)]);
	await journal.read(lastOf(closed));
	assert.equal(journal.served(sick.lease), paused.block - sick.started + closed[0].block - resumed.block);
	assert.equal(journal.served(well.lease), closed[1].block - well.started);
	await account.expect(lastOf(closed), [
		...providers.endingAfter(before[0], sick, dave),
		...providers.endingAfter(before[1], well, dave),
	]);
	await Promise.all([sick, well].map(({ lease }) => market.confirmClosed(dave, lease)));
});

test("the books agree to the unit with what was attested, from the first block on", () => providers.check());
