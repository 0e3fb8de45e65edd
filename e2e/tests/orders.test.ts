// How orders end that nobody bids for, that are cancelled, or whose winner does not confirm: when, and who
// pays what.

import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { SPON, type Token } from "../src/balances.ts";
import { big, type Event } from "../src/chain.ts";
import { lock, OTHER_RATES } from "../src/ledger.ts";
import { total } from "../src/market.ts";
import { admit, offerFor } from "../src/scenario.ts";
import { of } from "./motions.ts";
import { about, Account, Bench, cost, ending, locking, refused, smallOrder, won } from "./support.ts";

/// Of the `fast` preset, in blocks.
const CONFIRM_WITHIN = 8;
const SLASH_DELAY = 15;

/// From an order's block to its match (O2).
const TO_MATCH = 3;
/// The fee that is waived for a bid that takes the lead (S4).
const WAIVED_FEE = 10n ** 17n;

const PRICE = 1_111_111n;
const LOCKED = lock(1_234_567n, 600n, OTHER_RATES);

let bench: Bench;
let uspon: Token;
before(async () => {
	bench = await Bench.start("fast");
	const { market } = bench;
	const { providers, tenant } = market.accounts;
	uspon = market.token("uSPON");
	await Promise.all([
		admit(market, providers, offerFor(market, smallOrder(market))),
		market.deposit(tenant, uspon, 100_000_000n),
	]);
});
afterEach(() => bench.settled());
after(() => bench.stop());

test("nobody bids: the order ends with its window, and everything locked for it is free", async () => {
	const { market, chain } = bench;
	const { tenant } = market.accounts;
	const account = await Account.open(market);
	const { order, included, locked } = await market.order(tenant, smallOrder(market));
	assert.equal(locked, LOCKED);
	await account.expect(included.block, locking("Ferdie", uspon, LOCKED));
	const ended = await chain.event("orders.OrderEnded", included.block, TO_MATCH, aboutOrder(order));
	assert.equal(ended.block, included.block + TO_MATCH);
	assert.equal(String(ended.event.data["end"]), "NoProvider");
	await account.expect(ended.block, locking("Ferdie", uspon, -LOCKED));
});

test("the tenant cancels while the order takes bids, and not after", async () => {
	const { market } = bench;
	const { providers: [dave, eve], tenant } = market.accounts;
	const account = await Account.open(market);
	const { order } = await market.order(tenant, smallOrder(market));
	const cancelled = await market.cancel(tenant, order);
	assert.equal(String(of(cancelled, "orders.OrderEnded")["end"]), "Cancelled");
	await account.expect(cancelled.block, []);

	const { lease, order: awarded } = await won(market, dave, tenant, smallOrder(market), PRICE);
	await Promise.all([
		refused(market, "orders.NotTenant", market.cancel(eve.account, awarded)),
		refused(market, "orders.WindowClosed", market.cancel(tenant, awarded)),
	]);
	const closed = await market.close(tenant, lease);
	assert.equal(String(of(closed, "leases.LeaseClosed")["reason"]), "TenantClosed");
	assert.equal(String(of(closed, "orders.OrderEnded")["end"]), "Abandoned");
	await account.expect(closed.block, []);
});

test("the winner does not confirm: the runner-up serves at its own price, and the winner pays", async () => {
	const { market, chain } = bench;
	const { providers: [dave, eve], tenant } = market.accounts;
	const account = await Account.open(market);
	const { order, included } = await market.order(tenant, smallOrder(market));
	await Promise.all([market.bid(dave, order, PRICE - 1n), market.bid(eve, order, PRICE)]);
	const first = await market.award(order, included.block + 1);
	assert.equal(first.provider, dave.account.address);

	const lapsed = await chain.event("leases.LeaseClosed", first.block, CONFIRM_WITHIN, about(first.lease));
	assert.equal(lapsed.block, first.block + CONFIRM_WITHIN);
	assert.equal(String(lapsed.event.data["reason"]), "ReservationTimeout");
	const second = await market.award(order, lapsed.block);
	assert.deepEqual([second.provider, second.price], [eve.account.address, PRICE]);
	const required = await market.requiredStake(total(smallOrder(market).services));
	const fault = (required * 5n) / 100n + WAIVED_FEE;
	await account.expect(second.block, [
		...locking("Ferdie", uspon, LOCKED),
		["Dave", SPON, "staked", -fault],
		["Dave", SPON, "slashed", fault],
	]);

	const confirmed = await market.confirm(eve, second.lease);
	const lease = lock(PRICE, 600n, OTHER_RATES);
	await account.expect(confirmed.block, locking("Ferdie", uspon, lease - LOCKED));
	const { block: started } = await market.activate(eve, second.lease, { host: "example.org", ports: [], url: null });
	await chain.reach(started + 3);
	const closed = await market.close(tenant, second.lease);
	const paid = cost({ lease: second.lease, price: PRICE, started, rates: OTHER_RATES, locked: lease }, closed.block);
	await account.expect(closed.block, ending("Ferdie", uspon, paid, lease, "Eve"));
	await market.confirmClosed(eve, second.lease);

	const applied = await chain.event("staking.SlashApplied", lapsed.block, SLASH_DELAY + 1);
	await account.expect(applied.block, [
		["Dave", SPON, "slashed", -fault],
		["Foundation", SPON, "owed", fault],
	]);
});

function aboutOrder(order: bigint): (event: Event) => boolean {
	return ({ data }) => big(data["order"]) === order;
}
