// The council slashes providers by motion: what a cancelled slash leaves, and what an applied one makes
// whole.

import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { SPON, type Token } from "../src/balances.ts";
import { DOLLAR, valueOf } from "../src/brackets.ts";
import { big } from "../src/chain.ts";
import { feed } from "../src/feeder.ts";
import { admit, offerFor } from "../src/scenario.ts";
import { blockOf, happened, lastOf } from "./motions.ts";
import { about, Account, Bench, cost, end, ending, motionRefused, refused, running, smallOrder } from "./support.ts";

/// Of the `fast` preset, in blocks. All its blocks are open, so a block's number is its time.
const SLASH_DELAY = 15;

const PRICE = 1_111_111n;
const ALL = 1_000_000_000;

let bench: Bench;
let uspon: Token;
let stake: bigint;
before(async () => {
	bench = await Bench.start("fast");
	const { market, chain } = bench;
	const { providers, tenant, stranger, council } = market.accounts;
	uspon = market.token("uSPON");
	const offer = offerFor(market, smallOrder(market));
	stake = await market.requiredStake(offer.capacity);
	await Promise.all([
		// Dave has twice what is required.
		admit(market, providers, offer).then(() => market.stake(providers[0], stake)),
		market.deposit(tenant, uspon, 100_000_000n),
		market.depositFor(council[2], uspon, stranger.address, 3_000_000n),
		chain.send(chain.call("balances.transferKeepAlive", { dest: stranger.address, value: 10n ** 18n }), council[2]),
	]);
});
afterEach(() => bench.settled());
after(() => bench.stop());

test("a slash is cancelled within its wait, and everything is as it was", async () => {
	const { market, chain } = bench;
	const { providers: [dave], tenant } = market.accounts;
	const ledger = async () => (await chain.read((await chain.head()).hash, "staking.ledgers", dave.account.address)).toHex();
	const lease = await running(market, dave, tenant, smallOrder(market), PRICE);
	await chain.send(chain.call("staking.unbond", { amount: stake / 4n }), dave.account);
	const [account, before] = [await Account.open(market), await ledger()];

	const part = stake / 2n;
	const raised = await market.council([chain.call("staking.slash", { provider: dave.account.address, part: ALL / 4 })]);
	await account.expect(lastOf(raised), [
		["Dave", SPON, "staked", -part],
		["Dave", SPON, "slashed", part],
	]);
	// What waits in a slash is not stake: less can unbond.
	await refused(market, "staking.StakeRequired", chain.send(chain.call("staking.unbond", { amount: stake / 2n }), dave.account));
	const { slash } = happened(raised, "staking.SlashRaised");
	const cancelled = await market.council([chain.call("staking.cancelSlash", { slash })]);
	await account.expect(lastOf(cancelled), [
		["Dave", SPON, "slashed", -part],
		["Dave", SPON, "staked", part],
	]);
	assert.equal(await ledger(), before);
	await motionRefused(market, "staking.NoSuchSlash", chain.call("staking.cancelSlash", { slash }));

	const closed = await market.close(tenant, lease.lease);
	await account.expect(closed.block, ending("Ferdie", uspon, cost(lease, closed.block), lease.locked));
	await market.confirmClosed(dave, lease.lease);
});

test("a provider is slashed: its leases close, its tenant is made whole first, the rest goes to the fee routes", async () => {
	const { market, chain } = bench;
	const { providers: [, eve], tenant, stranger, council } = market.accounts;
	const sponPrice = (DOLLAR * 3n) / 4n;
	// The stranger is Eve under another name, as the council will find out.
	const [lease, own] = await Promise.all([
		running(market, eve, tenant, smallOrder(market), PRICE),
		running(market, eve, stranger, smallOrder(market), PRICE),
		feed(market, [[SPON, sponPrice]]),
	]);

	const slashing = chain.call("staking.slash", { provider: eve.account.address, part: ALL });
	await refused(market, "BadOrigin", chain.send(slashing, eve.account));
	const account = await Account.open(market);
	const motion = await market.council([slashing]);
	const raised = happened(motion, "staking.SlashRaised");
	const slash = big(raised["slash"]);
	const since = blockOf(motion, "staking.SlashRaised");
	assert.equal(big(raised["amount"]), stake);
	const closing = await Promise.all([lease, own].map(({ lease }) => end(chain, lease, since, "ProviderSlashed")));
	const paid = cost(lease, since);
	await account.expect(Math.max(...closing), [
		["Eve", SPON, "staked", -stake],
		["Eve", SPON, "slashed", stake],
		...ending("Ferdie", uspon, paid, lease.locked, "Eve"),
		...ending("Stranger", uspon, cost(own, since), own.locked, "Eve"),
	]);

	const lost = valueOf(lease.locked - paid.tenant, DOLLAR, uspon.decimals);
	const loss = (lost * 10n ** 12n * DOLLAR) / sponPrice;
	const recorded = await chain.event("staking.LossRecorded", since, SLASH_DELAY, about(lease.lease));
	assert.equal(big(recorded.event.data["loss"]), loss);
	assert.ok(loss < stake && 2n * loss > stake, "there is enough for one of the two");

	await refused(market, "staking.StillWaiting", market.claim(tenant, slash, lease.lease));
	await Promise.all([
		market.council([chain.call("staking.strikeClaim", { slash, lease: own.lease })]),
		market.confirmClosed(eve, lease.lease),
		market.confirmClosed(eve, own.lease),
	]);
	const applied = await chain.event("staking.SlashApplied", since, SLASH_DELAY + 5);
	assert.equal(applied.block, since + SLASH_DELAY);
	await account.expect(applied.block, [
		["Eve", SPON, "slashed", loss - stake],
		["Foundation", SPON, "owed", stake - loss],
	]);
	await refused(market, "staking.NoSuchClaim", market.claim(stranger, slash, own.lease));
	const claimed = await market.claim(council[1], slash, lease.lease);
	await account.expect(claimed.block, [
		["Eve", SPON, "slashed", -loss],
		["Ferdie", SPON, "free", loss],
	]);
	await refused(market, "staking.NoSuchSlash", market.claim(tenant, slash, lease.lease));
	const { order } = await market.order(tenant, smallOrder(market));
	await refused(market, "orders.StakeTooLow", market.bid(eve, order, PRICE));
});
