// The refusals that a user meets first: each with its name, and without a trace.

import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import type { Token } from "../src/balances.ts";
import { missingDollars, valueFor, valueOf } from "../src/brackets.ts";
import { bracketsOf, priceOf } from "../src/deposits.ts";
import { hex } from "../src/market.ts";
import { offerFor, propose } from "../src/scenario.ts";
import { Bench, refused, running, smallOrder, won } from "./support.ts";

const NO_TOKEN: Token = { symbol: "NONE", decimals: 0, asset: 77n };

let bench: Bench;
before(async () => {
	bench = await Bench.start("fast");
	const { market } = bench;
	const { providers, tenant, stranger, council } = market.accounts;
	const offer = offerFor(market, smallOrder(market));
	// Dave is complete; Eve has everything but her stake.
	const [{ proposed }] = await Promise.all([
		propose(market, providers, offer),
		market.deposit(tenant, market.token("uSPON"), 100_000_000n),
		bench.chain.send(
			bench.chain.call("balances.transferKeepAlive", { dest: stranger.address, value: 10n ** 18n }),
			council[2],
		),
	]);
	await market.council(proposed.map((proposal) => market.approval(proposal, "Tier6")));
	await market.stake(providers[0], await market.requiredStake(offer.capacity));
});
afterEach(async () => {
	await bench.idle();
	await bench.settled();
});
after(() => bench.stop());

test("a bid above the max price", async () => {
	const { market } = bench;
	const { providers, tenant } = market.accounts;
	const spec = smallOrder(market);
	const { order } = await market.order(tenant, spec);
	await refused(market, "orders.PriceTooHigh", market.bid(providers[0], order, spec.maxPrice + 1n));
});

test("a bid after the window", async () => {
	const { market } = bench;
	const { providers, tenant } = market.accounts;
	const { order, lease } = await won(market, providers[0], tenant, smallOrder(market), 1_000_000n);
	await refused(market, "orders.WindowClosed", market.bid(providers[1], order, 900_000n));
	await market.close(tenant, lease);
});

test("a bid by a provider without stake", async () => {
	const { market } = bench;
	const { providers, tenant } = market.accounts;
	const { order } = await market.order(tenant, smallOrder(market));
	await refused(market, "orders.StakeTooLow", market.bid(providers[1], order, 1_000_000n));
});

test("a token that is none", async () => {
	const { market } = bench;
	const { tenant } = market.accounts;
	await refused(market, "escrow.NotPaymentToken", market.deposit(tenant, NO_TOKEN, 1_000_000n));
	const spec = smallOrder(market, { token: { WithId: 77n } });
	await refused(market, "escrow.NotPaymentToken", market.order(tenant, spec));
});

test("an order without the funds for it", async () => {
	const { market } = bench;
	const tooDear = smallOrder(market, { maxPrice: 1_000_000_000_000n });
	await refused(market, "escrow.NotEnoughUnlocked", market.order(market.accounts.tenant, tooDear));
});

test("an order beyond what the wallet may run, with the dollars that are missing", async () => {
	const { market, chain } = bench;
	const { tenant } = market.accounts;
	const inSpon = smallOrder(market, { token: "Native" });
	await refused(market, "escrow.OverBracketVcpu(1)", market.order(tenant, inSpon));

	const gpu = { model: hex("a100"), count: 2 };
	const services = [{ vcpuMillis: 500, ramMib: 512, storageGib: 1, gpu, replicas: 1 }];
	const token = market.token("uSPON");
	const { hash } = await chain.head();
	const { unlocked, locked } = await market.wallet(tenant.address, token, hash);
	const { usd } = valueFor(await market.footprint(services), await bracketsOf(chain, hash));
	assert.equal(usd, 120_000_000n, "twelve units, of which one and a half take $15");
	const value = valueOf(unlocked + locked, await priceOf(market, token, hash), token.decimals);
	const error = `escrow.OverBracketGpu(${missingDollars(usd, value)})`;
	await refused(market, error, market.order(tenant, smallOrder(market, { services })));
});

test("an order for a GPU that nobody knows", async () => {
	const { market } = bench;
	const gpu = { model: hex("abacus"), count: 1 };
	const spec = smallOrder(market, { services: [{ vcpuMillis: 500, ramMib: 512, storageGib: 1, gpu, replicas: 1 }] });
	await refused(market, "orders.UnknownGpuModel", market.order(market.accounts.tenant, spec));
});

test("a lease closed by a stranger", async () => {
	const { market } = bench;
	const { providers, tenant, stranger } = market.accounts;
	const { lease } = await running(market, providers[0], tenant, smallOrder(market), 1_000_000n);
	await refused(market, "leases.NotAParty", market.close(stranger, lease));
	await refused(market, "leases.NotTheProvider", market.confirmClosed({ ...providers[0], operator: stranger }, lease));
	await market.close(tenant, lease);
});
