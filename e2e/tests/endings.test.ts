// How leases end that nothing was served of, or that their provider gives notice of: when, and who pays
// what. That the funds run out is in dry.test.ts; slashes and suspension have files of their own.

import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { SPON, type Token } from "../src/balances.ts";
import { gross } from "../src/ledger.ts";
import { admit, offerFor } from "../src/scenario.ts";
import { of } from "./motions.ts";
import { about, Account, Bench, cost, end, ending, refused, running, smallOrder, won, type Expected } from "./support.ts";

/// Of the `fast` preset, in blocks.
const ACTIVATE_WITHIN = 15;
const PROVIDER_NOTICE = 10;

/// What a provider pays for a lease that ends in `Ready` (L2).
const UNSTARTED_FEE = 10n ** 17n;

const PRICE = 1_111_111n;

let bench: Bench;
let uspon: Token;
before(async () => {
	bench = await Bench.start("fast");
	const { market } = bench;
	const { providers: [dave], tenant } = market.accounts;
	uspon = market.token("uSPON");
	const offer = offerFor(market, smallOrder(market));
	const stake = await market.requiredStake(offer.capacity);
	await Promise.all([
		// More than is required, so that what Dave loses here does not keep it from bidding.
		admit(market, [dave], offer).then(() => market.stake(dave, stake)),
		market.deposit(tenant, uspon, 100_000_000n),
	]);
});
afterEach(() => bench.settled());
after(() => bench.stop());

test("no manifest comes, and the provider closes the lease: both pay a little", async () => {
	const { market } = bench;
	const { providers: [dave], tenant } = market.accounts;
	const account = await Account.open(market);
	const { lease } = await won(market, dave, tenant, smallOrder(market), PRICE);
	const confirmed = await market.confirm(dave, lease);
	await bench.chain.reach(confirmed.block + 4);
	const closed = await market.close(dave.operator, lease);
	assert.equal(String(of(closed, "leases.LeaseClosed")["reason"]), "ManifestTimeout");
	await account.expect(closed.block, unstarted("Dave", closed.block - confirmed.block));
});

test("a lease that is not activated in time closes by itself: both pay a little", async () => {
	const { market, chain } = bench;
	const { providers: [dave], tenant } = market.accounts;
	const account = await Account.open(market);
	const { lease } = await won(market, dave, tenant, smallOrder(market), PRICE);
	const { block } = await market.confirm(dave, lease);
	const closed = await chain.event("leases.LeaseClosed", block, ACTIVATE_WITHIN, about(lease));
	assert.equal(closed.block, block + ACTIVATE_WITHIN);
	assert.equal(String(closed.event.data["reason"]), "ActivationTimeout");
	await account.expect(closed.block, unstarted("Dave", ACTIVATE_WITHIN));
});

test("the provider gives notice, and is paid until it has run out", async () => {
	const { market, chain } = bench;
	const { providers: [dave], tenant } = market.accounts;
	const lease = await running(market, dave, tenant, smallOrder(market), PRICE);
	const account = await Account.open(market);
	const { block } = await market.close(dave.account, lease.lease);
	await refused(market, "leases.NoticeAlreadyGiven", market.close(dave.account, lease.lease));
	await account.expect(block + PROVIDER_NOTICE - 1, []);
	const ended = await end(chain, lease.lease, block + PROVIDER_NOTICE, "ProviderClosed");
	assert.equal(ended, block + PROVIDER_NOTICE);
	await account.expect(ended, ending("Ferdie", uspon, cost(lease, ended), lease.locked));
	await market.confirmClosed(dave, lease.lease);
});

/// What a lease costs that ends `blocks` after it was confirmed, and was never activated (L2).
function unstarted(provider: string, blocks: number): Expected[] {
	const paid = gross([{ price: PRICE, blocks: BigInt(blocks) }]);
	return [
		["Ferdie", uspon, "wallet, unlocked", -paid],
		["Foundation", uspon, "owed", paid],
		[provider, SPON, "staked", -UNSTARTED_FEE],
		["Foundation", SPON, "owed", UNSTARTED_FEE],
	];
}
