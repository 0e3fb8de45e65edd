// The slow path to root, and what it is for: a chain that goes on with another runtime.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { u8aToHex } from "@polkadot/util";
import { blake2AsHex } from "@polkadot/util-crypto";
import { big, type Included } from "../src/chain.ts";
import { admit, offerFor } from "../src/scenario.ts";
import { blockOf, happened } from "./motions.ts";
import { Account, Bench, cost, ending, motionRefused, running, smallOrder } from "./support.ts";

/// Of the `fast` preset, in blocks.
const ROOT_DELAY = 15;

const BUILD_NEXT = fileURLToPath(new URL("../../scripts/build-next", import.meta.url));

let bench: Bench;
let building: Promise<Buffer>;
before(async () => {
	building = nextRuntime();
	// It is for the test that needs it to fail.
	building.catch(() => {});
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

test("what three quarters of the council ask of root is run after a delay, in which a simple majority can cancel it", async () => {
	const { market, chain } = bench;
	const schedule = chain.call("governance.scheduleRoot", { call: chain.call("system.remark", { remark: "0x00" }) });
	// Two of three are no three quarters; but they can cancel what three have asked for.
	await motionRefused(market, "BadOrigin", schedule);
	const first = scheduled(await market.council([schedule], 3));
	const [again] = await Promise.all([
		market.council([schedule], 3),
		market.council([chain.call("governance.cancelRoot", { id: first.id })]),
	]);
	const second = scheduled(again);
	assert.equal(second.due, second.block + ROOT_DELAY);
	await enacted(second);
	for (let block = first.due; block < second.due; block += 1) {
		const early = (await chain.events(block)).some(({ name }) => name === "governance.RootCallEnacted");
		assert.ok(!early, "what was cancelled is not run");
	}
});

test("the runtime is upgraded after all of the council asked for it, and a lease runs through it", async () => {
	const { market, chain } = bench;
	const { providers: [dave], tenant } = market.accounts;
	const code = await building;
	const upgrade = chain.call("system.authorizeUpgrade", { codeHash: blake2AsHex(code) });
	const asked = scheduled(await market.council([chain.call("governance.scheduleRoot", { call: upgrade })], 3));
	const price = 1_111_111n;
	const lease = await running(market, dave, tenant, smallOrder(market), price);
	await enacted(asked);

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

/// The runtime of the same sources with a higher version. The nodes that are at work meanwhile go first.
async function nextRuntime(): Promise<Buffer> {
	const directory = mkdtempSync(join(tmpdir(), "spheron-next-"));
	const file = join(directory, "runtime.wasm");
	try {
		await promisify(execFile)("nice", [BUILD_NEXT, file], { maxBuffer: 2 ** 26 });
		return readFileSync(file);
	} finally {
		rmSync(directory, { recursive: true, force: true });
	}
}

interface Scheduled {
	id: bigint;
	due: number;
	block: number;
}

function scheduled(sent: Included[]): Scheduled {
	const { id, due } = happened(sent, "governance.RootCallScheduled");
	return { id: big(id), due: Number(big(due)), block: blockOf(sent, "governance.RootCallScheduled") };
}

/// Wait until what is due is run, which succeeds.
async function enacted({ id, due }: Scheduled): Promise<void> {
	const { chain } = bench;
	const { event } = await chain.event("governance.RootCallEnacted", due, 1);
	assert.equal(big(event.data["id"]), id);
	assert.equal(chain.failure(event.data["result"]), undefined);
}
