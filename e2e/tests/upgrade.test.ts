// The slow path to root, and what it is for: a chain that goes on with another runtime.

import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { u8aToHex } from "@polkadot/util";
import { blake2AsHex } from "@polkadot/util-crypto";
import { big, type Included } from "../src/chain.ts";
import { nextRuntime } from "../src/node.ts";
import { admit, offerFor } from "../src/scenario.ts";
import { blockOf, happened } from "./motions.ts";
import { Account, Bench, cost, ending, motionRefused, running, smallOrder } from "./support.ts";

/// Of the `fast` preset, in blocks.
const ROOT_DELAY = 15;

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

test("the runtime is upgraded after all of the council asked for it, and a lease runs through it", async () => {
	const { market, chain } = bench;
	const { providers: [dave], tenant } = market.accounts;
	const code = nextRuntime();
	const upgrade = chain.call("system.authorizeUpgrade", { codeHash: blake2AsHex(code) });
	const schedule = chain.call("governance.scheduleRoot", { call: upgrade });

	// Two of three are no three quarters; but they can cancel what three have asked for.
	await motionRefused(market, "BadOrigin", schedule);
	const first = scheduled(await market.council([schedule], 3));
	const [again] = await Promise.all([
		market.council([schedule], 3),
		market.council([chain.call("governance.cancelRoot", { id: first.id })]),
	]);
	const second = scheduled(again);
	assert.equal(second.due, second.block + ROOT_DELAY);
	const price = 1_111_111n;
	const lease = await running(market, dave, tenant, smallOrder(market), price);
	const { event } = await chain.event("governance.RootCallEnacted", second.due, 1);
	assert.equal(big(event.data["id"]), second.id);
	assert.equal(chain.failure(event.data["result"]), undefined);
	for (let block = first.due; block < second.due; block += 1) {
		const enacted = (await chain.events(block)).some(({ name }) => name === "governance.RootCallEnacted");
		assert.ok(!enacted, "what was cancelled is not run");
	}

	// Anyone can bring the code, even without an account.
	const account = await Account.open(market);
	const version = () => chain.api.runtimeVersion.specVersion.toNumber();
	const [before, { number }] = [version(), await chain.head()];
	await chain.submit(chain.call("system.applyAuthorizedUpgrade", { code: u8aToHex(code) }));
	await chain.final(number + 5);
	await chain.reconnect();
	await chain.event("system.CodeUpdated", number, 5);
	assert.ok(version() > before, `from ${before} to ${version()}`);

	const closed = await market.close(tenant, lease.lease);
	await account.expect(
		closed.block,
		ending("Ferdie", market.token("uSPON"), cost(lease, closed.block), lease.locked),
	);
	await market.confirmClosed(dave, lease.lease);
	await running(market, dave, tenant, smallOrder(market), price);
});

function scheduled(sent: Included[]): { id: bigint; due: number; block: number } {
	const { id, due } = happened(sent, "governance.RootCallScheduled");
	return { id: big(id), due: Number(big(due)), block: blockOf(sent, "governance.RootCallScheduled") };
}
