// The council decides by motion on what terms is paid: the fees, and the tokens that are listed.

import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { tokenId, type Token } from "../src/balances.ts";
import { DOLLAR } from "../src/brackets.ts";
import type { Tx } from "../src/chain.ts";
import { feed } from "../src/feeder.ts";
import type { Rates } from "../src/ledger.ts";
import { hex } from "../src/market.ts";
import { admit, offerFor } from "../src/scenario.ts";
import { lastOf } from "./motions.ts";
import { Account, Bench, cost, ending, motionRefused, running, smallOrder } from "./support.ts";

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

test("a changed fee is that of new orders; what was ordered before keeps its own", async () => {
	const { market, chain } = bench;
	const { providers: [dave], tenant } = market.accounts;
	const rates: Rates = { user: 50_000n, provider: 30_000n, share: 100_000n };
	const setRates = (to: Rates | null) => chain.call("fees.setRates", { token: tokenId(uspon), rates: to });
	const before = await running(market, dave, tenant, smallOrder(market), PRICE);
	await market.council([setRates(rates)]);
	const since = await running(market, dave, tenant, smallOrder(market), PRICE, rates);

	const account = await Account.open(market);
	await chain.reach(since.started + 3);
	const ended = await Promise.all([market.close(tenant, before.lease), market.close(tenant, since.lease)]);
	await account.expect(lastOf(ended), [
		...ending("Ferdie", uspon, cost(before, ended[0].block), before.locked),
		...ending("Ferdie", uspon, cost(since, ended[1].block), since.locked),
	]);
	await Promise.all([
		market.confirmClosed(dave, before.lease),
		market.confirmClosed(dave, since.lease),
		market.council([setRates(null)]),
	]);
});

test("a token is created, handed to the council, listed, and paid with", async () => {
	const { chain } = bench;
	const { council: [alice], providers: [dave], tenant, foundation, councilAccount } = bench.market.accounts;
	const id = 3n;
	const call = (name: string, args: Record<string, unknown>) => chain.call(`assets.${name}`, { id, ...args });
	const batch = (calls: Tx[]) => chain.send(chain.call("utility.batchAll", { calls }), alice);
	const listing = chain.call("escrow.listToken", { token: { WithId: id }, minDeposit: 1_000n });

	// The foundation pays what the escrow's account needs to exist.
	await batch([
		call("create", { admin: alice.address, minBalance: 100n }),
		call("setMetadata", { name: hex("New token"), symbol: hex("NEW"), decimals: 8 }),
		call("mint", { beneficiary: foundation, amount: 1_000n }),
		call("mint", { beneficiary: tenant.address, amount: 10_000_000_000n }),
	]);
	await motionRefused(bench.market, "escrow.NotGoverned", listing);
	await batch([
		chain.call("balances.transferKeepAlive", { dest: councilAccount, value: 10n ** 18n }),
		call("setTeam", { issuer: councilAccount, admin: councilAccount, freezer: councilAccount }),
		call("transferOwnership", { owner: councilAccount }),
	]);
	await bench.market.council([listing]);

	const market = await bench.reread();
	const token = market.token("NEW");
	assert.equal(token.decimals, 8);
	const account = await Account.open(market);
	const deposit = 10_000_000_000n;
	const deposited = await market.deposit(tenant, token, deposit);
	await account.expect(deposited.block, [
		["Ferdie", token, "free", -deposit],
		["Ferdie", token, "wallet, unlocked", deposit],
	]);
	await feed(market, [[token, 2n * DOLLAR]]);
	await chain.send(
		chain.call("registry.update", { update: { tokens: market.tokens.map(tokenId) } }),
		dave.account,
	);
	const lease = await running(market, dave, tenant, smallOrder(market, { token: tokenId(token) }), PRICE);
	await account.expect(lease.started, [
		["Ferdie", token, "wallet, unlocked", -lease.locked],
		["Ferdie", token, "wallet, locked", lease.locked],
	]);
	await chain.reach(lease.started + 3);
	const closed = await market.close(tenant, lease.lease);
	await account.expect(closed.block, ending("Ferdie", token, cost(lease, closed.block), lease.locked));
	await market.confirmClosed(dave, lease.lease);
});
