// No attestation, no pay: of two providers, one is gone for longer than the rules allow, and pays for it.

import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { SPON } from "../src/balances.ts";
import { DOLLAR, valueOf } from "../src/brackets.ts";
import { big } from "../src/chain.ts";
import { feed } from "../src/feeder.ts";
import { gross } from "../src/ledger.ts";
import { total } from "../src/market.ts";
import { by, PRICE, Providers } from "./providers.ts";
import { about, Account, cost, end, ending, refused, smallOrder } from "./support.ts";

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
	const stopped = await providers.clockStops(eve);
	const since = stopped + OUTAGE_LIMIT;
	assert.equal(await end(chain, lease.lease, since, "Outage"), since);

	// What was not served is unlocked, and what should have been served is taken from the stake.
	const paid = cost(lease, stopped);
	const missed = valueOf(gross([{ price: PRICE, blocks: BigInt(OUTAGE_LIMIT) }]), DOLLAR, uspon.decimals);
	const inSpon = (usd: bigint) => (usd * 10n ** 12n * DOLLAR) / sponPrice;
	const amount = inSpon(missed);
	const most = (await market.requiredStake(total(smallOrder(market).services))) / 10n;
	assert.ok(0n < amount && amount < most, "the outage costs its value");
	await account.expect(since, [
		...ending("Ferdie", uspon, paid, lease.locked, "Eve"),
		["Eve", SPON, "staked", -amount],
		["Eve", SPON, "slashed", amount],
	]);
	const raised = await chain.event("staking.SlashRaised", since, 0, by(eve));
	assert.equal(String(raised.event.data["kind"]), "Outage");
	const recorded = await chain.event("staking.LossRecorded", since, 0, about(lease.lease));
	const unspent = valueOf(lease.locked - paid.tenant, DOLLAR, uspon.decimals);
	assert.equal(big(recorded.event.data["unspent"]), unspent);
	assert.equal(big(recorded.event.data["loss"]), inSpon(unspent));

	const slash = big(raised.event.data["slash"]);
	await market.confirmClosed(eve, lease.lease);
	await refused(market, "staking.StillWaiting", market.claim(tenant, slash, lease.lease));
	// Who comes back goes on where it was, and is not spared for it.
	await providers.node(eve).restart();
	await providers.attests(eve, (await chain.head()).number);
	const applied = await chain.event("staking.SlashApplied", since, SLASH_DELAY, ({ data }) => big(data["slash"]) === slash);
	assert.equal(applied.block, since + SLASH_DELAY);
	await account.expect(applied.block, []);
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
