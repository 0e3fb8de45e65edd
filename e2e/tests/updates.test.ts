// A lease becomes another while it runs, at another price; or what its tenant asked comes to nothing.

import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import type { Token } from "../src/balances.ts";
import { DOLLAR, missingDollars, valueFor, valueOf } from "../src/brackets.ts";
import { big, fields } from "../src/chain.ts";
import { bracketsOf } from "../src/deposits.ts";
import { OTHER_RATES, split } from "../src/ledger.ts";
import { total, type LeaseUpdate } from "../src/market.ts";
import { admit, offerFor } from "../src/scenario.ts";
import { of } from "./motions.ts";
import { Account, Bench, cost, ending, locking, paying, refused, running, smallOrder } from "./support.ts";

const DURATION = 600;
const PRICE = 1_111_111n;
const NEW_PRICE = 1_999_999n;
const MAX_PRICE = 2_222_222n;

let bench: Bench;
let uspon: Token;
let asked: LeaseUpdate;
before(async () => {
	bench = await Bench.start("fast");
	const { market } = bench;
	const { providers: [dave, eve], tenant } = market.accounts;
	uspon = market.token("uSPON");
	const spec = smallOrder(market);
	asked = {
		services: spec.services.map((service) => ({ ...service, replicas: 2 })),
		manifest: `0x${"cd".repeat(32)}`,
		maxPrice: MAX_PRICE,
	};
	await Promise.all([
		admit(market, [dave], offerFor(market, spec)),
		market.fundKeys(eve),
		market.deposit(tenant, uspon, 100_000_000n),
	]);
});
afterEach(() => bench.settled());
after(() => bench.stop());

test("the price changes in mid-lease, at the block of the update and to the last unit", async () => {
	const { market, chain } = bench;
	const { providers: [dave, eve], tenant } = market.accounts;
	const lease = await running(market, dave, tenant, smallOrder(market, { duration: DURATION }), PRICE);
	const account = await Account.open(market);

	const requested = await market.requestUpdate(tenant, lease.lease, asked);
	const before = BigInt(requested.block - lease.started);
	const extra = big(of(requested, "leases.UpdateRequested")["locked"]);
	const most = split([{ price: PRICE, blocks: before }, { price: MAX_PRICE, blocks: BigInt(DURATION) - before }], OTHER_RATES);
	const slack = extra - (most.tenant - lease.locked);
	assert.ok(slack >= 0n && slack <= 2n, `all that is left is covered at the max price, and ${slack} more for rounding`);
	await account.expect(requested.block, locking("Ferdie", uspon, extra));

	await Promise.all([
		refused(market, "leases.NotTheProvider", market.acceptUpdate(eve, requested, NEW_PRICE)),
		refused(market, "leases.PriceTooHigh", market.acceptUpdate(dave, requested, MAX_PRICE + 1n)),
		refused(market, "leases.UpdatePending", market.requestUpdate(tenant, lease.lease, asked)),
	]);
	const accepted = await market.acceptUpdate(dave, requested, NEW_PRICE);
	const reserved = await market.reserved(dave, await chain.hashOf(accepted.block));
	assert.equal(reserved.vcpuMillis, total(asked.services).vcpuMillis);
	// To settle in between makes no difference to what anyone gets.
	const settled = await market.settle(dave.operator, lease.lease);
	const first = cost(lease, settled.block);
	await account.expect(settled.block, paying("Ferdie", uspon, first));

	const applied = await market.applyUpdate(dave, lease.lease);
	const served = BigInt(applied.block - lease.started);
	const rest = BigInt(DURATION) - served;
	const whole = split([{ price: PRICE, blocks: served }, { price: NEW_PRICE, blocks: rest }], OTHER_RATES);
	const unlocked = lease.locked + extra - whole.tenant;
	assert.equal(big(of(applied, "leases.UpdateApplied")["unlocked"]), unlocked);
	await account.expect(applied.block, locking("Ferdie", uspon, -unlocked));

	await chain.reach(applied.block + 4);
	const closed = await market.close(tenant, lease.lease);
	const blocks = BigInt(closed.block - applied.block);
	const all = split([{ price: PRICE, blocks: served }, { price: NEW_PRICE, blocks }], OTHER_RATES);
	const since = { tenant: all.tenant - first.tenant, provider: all.provider - first.provider };
	await account.expect(closed.block, ending("Ferdie", uspon, since, whole.tenant - first.tenant));
	await market.confirmClosed(dave, lease.lease);
});

test("an update that is taken back, refused or failed leaves the lease as it was", async () => {
	const { market, chain } = bench;
	const { providers: [dave], tenant } = market.accounts;
	const lease = await running(market, dave, tenant, smallOrder(market, { duration: DURATION }), PRICE);
	const account = await Account.open(market);
	const stored = async (block: number) => chain.read(await chain.hashOf(block), "leases.leases", lease.lease);
	const as = (await stored(lease.started)).toHex();

	const first = await market.requestUpdate(tenant, lease.lease, asked);
	const withdrawn = await market.withdrawUpdate(tenant, lease.lease);
	await market.requestUpdate(tenant, lease.lease, asked);
	await refused(market, "leases.UpdateChanged", market.acceptUpdate(dave, first, NEW_PRICE));
	const refusal = await market.refuseUpdate(dave, lease.lease);
	const second = await market.requestUpdate(tenant, lease.lease, asked);
	await market.acceptUpdate(dave, second, NEW_PRICE);
	await refused(market, "leases.AlreadyAccepted", market.withdrawUpdate(tenant, lease.lease));
	const failure = await market.refuseUpdate(dave, lease.lease);
	const ends = [withdrawn, refusal, failure];
	const outcomes = ends.map((included) => String(of(included, "leases.UpdateEnded")["outcome"]));
	assert.deepEqual(outcomes, ["Withdrawn", "Refused", "Failed"]);
	for (const { block } of ends) assert.equal((await stored(block)).toHex(), as);
	await account.expect(failure.block, []);
	const reserved = await market.reserved(dave, await chain.hashOf(failure.block));
	assert.equal(reserved.vcpuMillis, total(smallOrder(market).services).vcpuMillis);

	// Closing ends what is pending, and the old price holds to the end.
	await market.acceptUpdate(dave, await market.requestUpdate(tenant, lease.lease, asked), NEW_PRICE);
	const closed = await market.close(tenant, lease.lease);
	assert.equal(String(of(closed, "leases.UpdateEnded")["outcome"]), "LeaseEnded");
	await account.expect(closed.block, ending("Ferdie", uspon, cost(lease, closed.block), lease.locked));
	const gone = await market.confirmClosed(dave, lease.lease);
	assert.equal((await market.reserved(dave, await chain.hashOf(gone.block))).vcpuMillis, 0n);
	assert.equal(String(fields(await stored(gone.block))["update"]), "");
});

test("a larger update must fit the tenant's bracket and the provider's capacity", async () => {
	const { market, chain } = bench;
	const { providers: [dave], tenant } = market.accounts;
	const lease = await running(market, dave, tenant, smallOrder(market, { duration: DURATION }), PRICE);
	const times = (replicas: number): LeaseUpdate => ({
		...asked,
		services: asked.services.map((service) => ({ ...service, replicas })),
	});
	const { hash } = await chain.head();
	const huge = times(1_000);
	const { usd } = valueFor(await market.footprint(huge.services), await bracketsOf(chain, hash));
	const { unlocked, locked } = await market.wallet(tenant.address, uspon, hash);
	const missing = missingDollars(usd, valueOf(unlocked + locked, DOLLAR, uspon.decimals));
	await refused(market, `escrow.OverBracketVcpu(${missing})`, market.requestUpdate(tenant, lease.lease, huge));
	const requested = await market.requestUpdate(tenant, lease.lease, times(3));
	await refused(market, "leases.NoCapacity", market.acceptUpdate(dave, requested, NEW_PRICE));
	await market.close(tenant, lease.lease);
	await market.confirmClosed(dave, lease.lease);
});
