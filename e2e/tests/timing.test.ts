// What happens in which block: the match within three, rotation of validators or not, and a lease
// that runs dry.

import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { big } from "../src/chain.ts";
import { lock, OTHER_RATES, split } from "../src/ledger.ts";
import { admit, offerFor } from "../src/scenario.ts";
import { Account, Bench, smallOrder } from "./support.ts";

/// Of the `fast` preset, in blocks.
const SESSION = 10;
const CLOSE_WITHIN = 8;
const FUNDS_LOW_NOTICE = 5;

let bench: Bench;
before(async () => {
	bench = await Bench.start("fast");
	const { market } = bench;
	await admit(market, [market.accounts.providers[0]], offerFor(market, smallOrder(market)));
	await market.deposit(market.accounts.tenant, market.token("uSPON"), 100_000_000n);
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

test("a lease closes by itself in the very block in which its service is used up", async () => {
	const { market, chain } = bench;
	const { tenant, providers } = market.accounts;
	const [dave] = providers;
	const token = market.token("uSPON");
	const duration = 8;
	const price = 1_111_111n;
	const { order, included } = await market.order(tenant, smallOrder(market, { duration, maxPrice: price }));
	await market.bid(dave, order, price);
	const { lease } = await market.award(order, included.block + 1);
	await market.confirm(dave, lease);
	const account = await Account.open(market);
	const { block: started } = await market.activate(dave, lease, { host: "example.org", ports: [], url: null });
	const of = (event: { data: Record<string, unknown> }) => String(event.data["lease"]) === String(lease);

	const low = await chain.event("leases.FundsLow", started, duration, of);
	assert.equal(low.block, started + duration - FUNDS_LOW_NOTICE);
	assert.equal(big(low.event.data["left"]), BigInt(FUNDS_LOW_NOTICE));

	const end = started + duration;
	await account.expect(end - 1, []);
	const closing = await chain.event("leases.LeaseClosing", started, duration, of);
	assert.equal(closing.block, end);
	assert.equal(String(closing.event.data["reason"]), "InsufficientFunds");
	const all = split([{ price, blocks: BigInt(duration) }], OTHER_RATES);
	assert.equal(all.tenant, lock(price, BigInt(duration), OTHER_RATES), "the whole lock is spent");
	await account.expect(end, [
		["Ferdie", token, "wallet, locked", -all.tenant],
		["Dave", token, "earned", all.provider],
		["Foundation", token, "owed", all.tenant - all.provider],
	]);

	// Nobody says that the workload is gone: the capacity is free all the same, in time.
	const closed = await chain.event("leases.LeaseClosed", end, CLOSE_WITHIN, of);
	assert.equal(closed.block, end + CLOSE_WITHIN);
	assert.equal((await market.reserved(dave, await chain.hashOf(closed.block))).vcpuMillis, 0n);
});
