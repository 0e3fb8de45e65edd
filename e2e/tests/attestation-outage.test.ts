// No attestation, no pay: of two providers, one is gone for longer than the rules allow, and pays for it.

import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { SPON } from "../src/balances.ts";
import { DOLLAR, valueOf } from "../src/brackets.ts";
import { feed } from "../src/feeder.ts";
import { ofSlash, outage } from "./outage.ts";
import { Providers } from "./providers.ts";
import { Account, cost, ending, refused } from "./support.ts";

/// Of the `fast` preset, in blocks. All its blocks are open, so a block's number is its time.
const OUTAGE_LIMIT = 15;
const SLASH_DELAY = 15;

let providers: Providers;
before(async () => {
	providers = await Providers.start({ count: 2 });
});
afterEach(() => providers.settled());
after(() => providers.stop());

test("an outage beyond the limit ends the lease, and its provider makes the tenant whole", async () => {
	const { market, chain, uspon } = providers;
	const { providers: [dave, eve], tenant, council } = market.accounts;
	const sponPrice = DOLLAR / 2n;
	const [lease, other] = await Promise.all([
		providers.serve(eve),
		providers.serve(dave),
		feed(market, [[SPON, sponPrice]]),
	]);
	const account = await Account.open(market);
	await providers.node(eve).kill();
	const { since, stopped, missed, amount, slash } = await outage(providers, eve, lease, OUTAGE_LIMIT, sponPrice);
	// What was not served is unlocked, and what should have been served is taken from the stake.
	await account.expect(since, [
		...ending("Ferdie", uspon, cost(lease, stopped), lease.locked, "Eve"),
		["Eve", SPON, "staked", -amount],
		["Eve", SPON, "slashed", amount],
	]);
	await market.confirmClosed(eve, lease.lease);
	await refused(market, "staking.StillWaiting", market.claim(tenant, slash, lease.lease));
	// Who comes back goes on where it was, and is not spared for it.
	await providers.node(eve).restart();
	await providers.attests(eve, (await chain.head()).number);
	const applied = since + SLASH_DELAY;
	await chain.event("staking.SlashApplied", applied, 0, ofSlash(slash));
	await account.expect(applied, []);
	const claimed = await market.claim(council[1], slash, lease.lease);
	await account.expect(claimed.block, [
		["Eve", SPON, "slashed", -amount],
		["Ferdie", SPON, "free", amount],
	]);
	assert.equal(valueOf(amount, sponPrice, SPON.decimals), missed, "the tenant has what the missed service was worth");

	// Nobody else was touched.
	const closed = await market.close(tenant, other.lease);
	await account.expect(closed.block, ending("Ferdie", uspon, cost(other, closed.block), other.locked));
	await market.confirmClosed(dave, other.lease);
});

test("the books agree to the unit with what was attested, from the first block on", () => providers.check());
