// The match within three blocks, whether validators rotate in them or not.

import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { admit, offerFor } from "../src/scenario.ts";
import { Bench, smallOrder } from "./support.ts";

/// Of the `fast` preset, in blocks.
const SESSION = 10;

let bench: Bench;
before(async () => {
	bench = await Bench.start("fast");
	const { market } = bench;
	const { providers: [dave], tenant } = market.accounts;
	await Promise.all([
		admit(market, [dave], offerFor(market, smallOrder(market))),
		market.deposit(tenant, market.token("uSPON"), 100_000_000n),
	]);
});
afterEach(() => bench.settled());
after(() => bench.stop());

const CASES = [
	{ offset: 0, bidAfter: 1, what: "the order is in the rotation block" },
	{ offset: 1, bidAfter: 1, what: "the bid is in the rotation block, the first of its window" },
	{ offset: 2, bidAfter: 2, what: "the bid is in the rotation block, the last of its window" },
	{ offset: 3, bidAfter: 1, what: "the match is in the rotation block" },
];

for (const { offset, bidAfter, what } of CASES) {
	test(`an order is a lease three blocks later: ${what}`, async () => {
		const { market, chain } = bench;
		const { tenant, providers } = market.accounts;
		const [dave] = providers;
		// A transaction sent on seeing a block is in the next one.
		const { number } = await chain.head();
		const rotation = Math.ceil((number + 2 + offset) / SESSION) * SESSION;
		await chain.reach(rotation - offset - 1);
		const { order, included } = await market.order(tenant, smallOrder(market));
		assert.equal(included.block, rotation - offset, "the order came into the block it was meant for");
		await chain.reach(included.block + bidAfter - 1);
		const bid = await market.bid(dave, order, 1_000_000n);
		assert.equal(bid.block, included.block + bidAfter, "the bid found room in the next block");
		const award = await market.award(order, included.block + 1);
		assert.equal(award.block, included.block + 3);
		const rotated = (await chain.events(rotation)).some(({ name }) => name === "session.NewSession");
		assert.ok(rotated, `block ${rotation} is a rotation block`);
		await market.close(tenant, award.lease);
	});
}
