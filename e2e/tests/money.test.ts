// Where money goes, to the last unit: two tokens, a sponsor, a lease that changes hands, and a token
// that is delisted while a lease runs.

import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { tokenId, type Token } from "../src/balances.ts";
import type { Footprint } from "../src/brackets.ts";
import { feedOnce } from "../src/feeder.ts";
import { lock, OTHER_RATES } from "../src/ledger.ts";
import { admit, offerFor } from "../src/scenario.ts";
import { lastOf } from "./motions.ts";
import { Account, Bench, cost, ending, locking, paying, refused, running, smallOrder, type Expected, type Paid } from "./support.ts";

const PRICE = 1_111_111n;
const DAI = 10n ** 18n;
const NOTHING: Footprint = { vcpuMillis: 0n, ramMib: 0n, storageGib: 0n, gpuUnits: 0n };

let bench: Bench;
let uspon: Token;
let tdai: Token;
before(async () => {
	bench = await Bench.unpriced("fast");
	const { market, chain } = bench;
	const { providers, tenant, stranger, council } = market.accounts;
	uspon = market.token("uSPON");
	tdai = market.token("tDAI");
	await Promise.all([
		admit(market, [providers[0]], offerFor(market, smallOrder(market))),
		market.deposit(tenant, uspon, 100_000_000n),
		chain.send(chain.call("balances.transferKeepAlive", { dest: stranger.address, value: 10n ** 18n }), council[2]),
	]);
});
afterEach(() => bench.settled());
after(() => bench.stop());

test("an order needs a price of its token", async () => {
	const { market } = bench;
	const { tenant } = market.accounts;
	await refused(market, "escrow.NoPrice", market.order(tenant, smallOrder(market)));
	const account = await Account.open(market);
	// To feed is free. The tests below need these prices.
	const fed = await feedOnce(market);
	await account.expect(lastOf(fed), []);
});

test("two tokens side by side, one of them from a sponsor to a tenant who owned none", async () => {
	const { market, chain } = bench;
	const { providers: [dave], tenant, stranger, council } = market.accounts;
	const account = await Account.open(market);
	assert.equal(await market.free(stranger.address, tdai, (await chain.head()).hash), 0n);
	const gift = 3n * DAI + 1n;
	const given = await market.depositFor(council[2], tdai, stranger.address, gift);
	await account.expect(given.block, [
		["Charlie", tdai, "free", -gift],
		["Stranger", tdai, "wallet, unlocked", gift],
	]);

	const inDai = smallOrder(market, { token: tokenId(tdai), maxPrice: DAI });
	const [own, sponsored] = await Promise.all([
		running(market, dave, tenant, smallOrder(market), PRICE),
		running(market, dave, stranger, inDai, 987_654_321_012_345_679n),
	]);
	const started = Math.max(own.started, sponsored.started);
	await account.expect(started, [
		...locking("Ferdie", uspon, own.locked),
		...locking("Stranger", tdai, sponsored.locked),
	]);

	await chain.reach(started + 3);
	const ended = await Promise.all([market.close(tenant, own.lease), market.close(stranger, sponsored.lease)]);
	const [inUspon, inTdai] = [cost(own, ended[0].block), cost(sponsored, ended[1].block)];
	await account.expect(lastOf(ended), [
		...ending("Ferdie", uspon, inUspon, own.locked),
		...ending("Stranger", tdai, inTdai, sponsored.locked),
	]);

	const rest = gift - inTdai.tenant;
	const last = await Promise.all([
		market.confirmClosed(dave, own.lease),
		market.confirmClosed(dave, sponsored.lease),
		...[uspon, tdai].flatMap((token) => [market.withdrawEarnings(dave, token), market.flush(dave.operator, token)]),
		market.withdraw(stranger, tdai, rest),
	]);
	await account.expect(lastOf(last), [
		...payout(uspon, inUspon),
		...payout(tdai, inTdai),
		["Stranger", tdai, "wallet, unlocked", -rest],
		["Stranger", tdai, "free", rest],
	]);
});

test("a lease handed to another account, of which each tenant pays its own blocks", async () => {
	const { market, chain } = bench;
	const { providers: [dave], tenant, stranger } = market.accounts;
	const spec = smallOrder(market);
	const footprint = await market.footprint(spec.services);
	const used = async (who: string, block: number) => (await market.wallet(who, uspon, await chain.hashOf(block))).used;
	const lease = await running(market, dave, tenant, spec, PRICE);
	await market.offer(tenant, lease.lease, stranger.address);
	await refused(market, "escrow.OverBracketVcpu(1)", market.accept(stranger, lease.lease));

	const account = await Account.open(market);
	const help = 2_000_000n;
	const transferred = await market.transfer(tenant, uspon, stranger.address, help);
	await account.expect(transferred.block, [
		["Ferdie", uspon, "wallet, unlocked", -help],
		["Stranger", uspon, "wallet, unlocked", help],
	]);
	assert.deepEqual(await used(tenant.address, transferred.block), footprint);
	const accepted = await market.accept(stranger, lease.lease);
	const ferdies = cost(lease, accepted.block);
	const left = lease.locked - ferdies.tenant;
	await account.expect(accepted.block, [
		...paying("Ferdie", uspon, ferdies),
		["Ferdie", uspon, "wallet, locked", -left],
		["Stranger", uspon, "wallet, locked", left],
	]);
	assert.deepEqual(await used(tenant.address, accepted.block), NOTHING);
	assert.deepEqual(await used(stranger.address, accepted.block), footprint);

	await refused(market, "leases.NotAParty", market.close(tenant, lease.lease));
	const closed = await market.close(stranger, lease.lease);
	const all = cost(lease, closed.block);
	const strangers = { tenant: all.tenant - ferdies.tenant, provider: all.provider - ferdies.provider };
	await account.expect(closed.block, ending("Stranger", uspon, strangers, left));
	assert.deepEqual(await used(stranger.address, closed.block), NOTHING);
	await market.confirmClosed(dave, lease.lease);
});

test("a delisted token takes no deposit and no order, while what runs ends as any other", async () => {
	const { market, chain } = bench;
	const { providers: [dave], tenant } = market.accounts;
	const spec = smallOrder(market, { token: tokenId(tdai), maxPrice: DAI });
	const deposit = 5n * DAI;
	await market.deposit(tenant, tdai, deposit);
	const lease = await running(market, dave, tenant, spec, 123_456_789_012_345_678n);
	await market.council([chain.call("escrow.delistToken", { token: tokenId(tdai) })]);
	await refused(market, "escrow.NotPaymentToken", market.deposit(tenant, tdai, deposit));
	await refused(market, "escrow.NotPaymentToken", market.order(tenant, spec));

	const account = await Account.open(market);
	const locked = lock(lease.price, BigInt(spec.duration + 3), OTHER_RATES);
	const extended = await market.extend(tenant, lease.lease, { Blocks: 3 });
	await account.expect(extended.block, locking("Ferdie", tdai, locked - lease.locked));
	const closed = await market.close(tenant, lease.lease);
	const all = cost(lease, closed.block);
	await account.expect(closed.block, ending("Ferdie", tdai, all, locked));
	const rest = deposit - all.tenant;
	const last = await Promise.all([
		market.confirmClosed(dave, lease.lease),
		market.withdrawEarnings(dave, tdai),
		market.flush(dave.operator, tdai),
		market.withdraw(tenant, tdai, rest),
	]);
	await account.expect(lastOf(last), [
		...payout(tdai, all),
		["Ferdie", tdai, "wallet, unlocked", -rest],
		["Ferdie", tdai, "free", rest],
	]);
});

/// What was paid leaves the escrow.
function payout(token: Token, { tenant, provider }: Paid): Expected[] {
	return [
		["Dave", token, "earned", -provider],
		["Dave's proxy", token, "free", provider],
		["Foundation", token, "owed", provider - tenant],
		["Foundation", token, "free", tenant - provider],
	];
}
