// How long a lease's funds last, to the block: as ordered, and topped up in the middle.

import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import type { Token } from "../src/balances.ts";
import { big } from "../src/chain.ts";
import { bought, lock, OTHER_RATES, split } from "../src/ledger.ts";
import { admit, offerFor } from "../src/scenario.ts";
import { about, Account, Bench, locking, paying, running, smallOrder, won } from "./support.ts";

/// Of the `fast` preset, in blocks.
const CLOSE_WITHIN = 8;
const FUNDS_LOW_NOTICE = 5;

const PRICE = 1_111_111n;

let bench: Bench;
let uspon: Token;
before(async () => {
	bench = await Bench.start("fast");
	const { market } = bench;
	const { providers: [dave], tenant } = market.accounts;
	uspon = market.token("uSPON");
	await Promise.all([
		admit(market, [dave], offerFor(market, smallOrder(market))),
		market.deposit(tenant, uspon, 100_000_000n),
	]);
});
afterEach(() => bench.settled());
after(() => bench.stop());

test("a lease closes by itself in the very block in which its service is used up", async () => {
	const { market, chain } = bench;
	const { tenant, providers } = market.accounts;
	const [dave] = providers;
	const duration = 8;
	const { lease } = await won(market, dave, tenant, smallOrder(market, { duration, maxPrice: PRICE }), PRICE);
	await market.confirm(dave, lease);
	const account = await Account.open(market);
	const { block: started } = await market.activate(dave, lease, { host: "example.org", ports: [], url: null });

	const low = await chain.event("leases.FundsLow", started, duration, about(lease));
	assert.equal(low.block, started + duration - FUNDS_LOW_NOTICE);
	assert.equal(big(low.event.data["left"]), BigInt(FUNDS_LOW_NOTICE));

	const end = started + duration;
	await account.expect(end - 1, []);
	const closing = await chain.event("leases.LeaseClosing", started, duration, about(lease));
	assert.equal(closing.block, end);
	assert.equal(String(closing.event.data["reason"]), "InsufficientFunds");
	const all = split([{ price: PRICE, blocks: BigInt(duration) }], OTHER_RATES);
	assert.equal(all.tenant, lock(PRICE, BigInt(duration), OTHER_RATES), "the whole lock is spent");
	await account.expect(end, [
		["Ferdie", uspon, "wallet, locked", -all.tenant],
		["Dave", uspon, "earned", all.provider],
		["Foundation", uspon, "owed", all.tenant - all.provider],
	]);

	// Nobody says that the workload is gone: the capacity is free all the same, in time.
	const closed = await chain.event("leases.LeaseClosed", end, CLOSE_WITHIN, about(lease));
	assert.equal(closed.block, end + CLOSE_WITHIN);
	assert.equal((await market.reserved(dave, await chain.hashOf(closed.block))).vcpuMillis, 0n);
});

test("a top-up in mid-lease buys whole blocks, after which it runs dry at the exact block", async () => {
	const { market, chain } = bench;
	const { providers: [dave], tenant } = market.accounts;
	const duration = 12;
	const amount = 2_000n;
	const lease = await running(market, dave, tenant, smallOrder(market, { duration }), PRICE);
	const account = await Account.open(market);

	const first = bought(PRICE, BigInt(duration), amount, OTHER_RATES);
	assert.equal(first.blocks, 3n);
	const topped = await market.extend(tenant, lease.lease, { Amount: amount });
	await account.expect(topped.block, locking("Ferdie", uspon, first.cost));
	const blocks = duration + Number(first.blocks) + 2;
	const all = split([{ price: PRICE, blocks: BigInt(blocks) }], OTHER_RATES);
	const extended = await market.extend(tenant, lease.lease, { Blocks: 2 });
	await account.expect(extended.block, locking("Ferdie", uspon, all.tenant - lease.locked - first.cost));

	const end = lease.started + blocks;
	const low = await chain.event("leases.FundsLow", lease.started, blocks, about(lease.lease));
	assert.equal(low.block, end - FUNDS_LOW_NOTICE);
	await account.expect(end - 1, []);
	const closing = await chain.event("leases.LeaseClosing", lease.started, blocks, about(lease.lease));
	assert.equal(closing.block, end);
	assert.equal(String(closing.event.data["reason"]), "InsufficientFunds");
	await account.expect(end, paying("Ferdie", uspon, all));
	await market.confirmClosed(dave, lease.lease);
});
