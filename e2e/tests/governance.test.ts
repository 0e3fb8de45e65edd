// What the council decides by motion: who provides, what is paid with and at which rates, who is
// slashed and suspended. With that, what a provider decides for itself.

import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import type { KeyringPair } from "@polkadot/keyring/types";
import type { Codec } from "@polkadot/types/types";
import type { ProviderKeys } from "../src/accounts.ts";
import { SPON, tokenId, type Token } from "../src/balances.ts";
import { DOLLAR, valueOf } from "../src/brackets.ts";
import { big, fields, type Event, type Included, type Tx } from "../src/chain.ts";
import { feed } from "../src/feeder.ts";
import type { Rates } from "../src/ledger.ts";
import { hex, type Offer } from "../src/market.ts";
import { admit, offerFor } from "../src/scenario.ts";
import { Account, Bench, cost, ending, motionRefused, refused, running, smallOrder } from "./support.ts";

/// Of the `fast` preset, in blocks. All its blocks are open, so a block's number is its time.
const SLASH_DELAY = 15;
const MAINTENANCE_NOTICE = 5;

const DEPOSIT = 10n * 10n ** 18n;
const PRICE = 1_111_111n;
const ALL = 1_000_000_000;

let bench: Bench;
let uspon: Token;
let offer: Offer;
let stake: bigint;
before(async () => {
	bench = await Bench.start("fast");
	const { market, chain } = bench;
	const { providers, tenant, stranger, council } = market.accounts;
	uspon = market.token("uSPON");
	offer = offerFor(market, smallOrder(market));
	stake = await market.requiredStake(offer.capacity);
	await Promise.all([
		market.fundKeys(providers[0]),
		market.deposit(tenant, uspon, 100_000_000n),
		market.depositFor(council[2], uspon, stranger.address, 3_000_000n),
		chain.send(chain.call("balances.transferKeepAlive", { dest: stranger.address, value: 10n ** 18n }), council[2]),
	]);
});
afterEach(async () => {
	await bench.idle();
	await bench.settled();
});
after(() => bench.stop());

test("three members of the council admit a provider: they propose, vote and close", async () => {
	const { market, chain } = bench;
	const { council: [alice, bob, charlie], providers: [dave, eve] } = market.accounts;
	const account = await Account.open(market);
	await refused(market, "registry.BadProof", chain.send(market.proposal(dave, offer), eve.account));
	const first = await market.propose(dave, offer);
	const call = market.approval(first, "Tier6");
	await Promise.all([
		refused(market, "registry.AlreadyProposed", market.propose(dave, offer)),
		refused(market, "BadOrigin", chain.send(market.approval(first, "Tier6"), dave.account)),
	]);

	const lengthBound = call.method.encodedLength;
	const motion = await chain.send(chain.call("council.propose", { threshold: 2, proposal: call, lengthBound }), alice);
	const { proposalIndex: index, proposalHash: hash } = of(motion, "council.Proposed");
	const vote = (by: KeyringPair) =>
		chain.send(chain.call("council.vote", { proposal: hash, index, approve: true }), by);
	const close = chain.call("council.close", {
		proposalHash: hash,
		index,
		proposalWeightBound: (await call.paymentInfo(alice)).weight,
		lengthBound,
	});
	await vote(alice);
	await Promise.all([
		refused(market, "council.DuplicateVote", vote(alice)),
		refused(market, "council.NotMember", vote(dave.account)),
		refused(market, "council.TooEarly", chain.send(close, charlie)),
	]);
	await vote(bob);

	// What the members have voted for is not proposed any more: the motion does nothing.
	await chain.send(chain.call("registry.withdrawProposal"), dave.account);
	const second = await market.propose(dave, offer);
	const closed = await chain.send(close, charlie);
	const failure = chain.failure(of(closed, "council.Executed")["result"]);
	assert.equal(failure?.name, "registry.ProposalChanged");
	const returned = await chain.send(chain.call("council.releaseProposalCost", { proposalHash: hash }), alice);
	await account.expect(returned.block, [["Dave", SPON, "free", -DEPOSIT], ["Dave", SPON, "deposit of the proposal", DEPOSIT]]);

	const approved = await market.council([market.approval(second, "Tier5")]);
	assert.equal(String(happened(approved, "registry.ProviderApproved")["tier"]), "Tier5");
	assert.equal(await statusOf(dave), "Registered");
	const staked = await market.stake(dave, 2n * stake);
	of(staked, "registry.ProviderActivated");
	await account.expect(staked.block, [
		["Dave", SPON, "deposit of the proposal", -DEPOSIT],
		["Dave", SPON, "free", DEPOSIT - 2n * stake],
		["Dave", SPON, "staked", 2n * stake],
	]);
	await refused(market, "registry.AlreadyRegistered", market.propose(dave, offer));
});

test("a spammer loses its deposit to the fee routes, and may propose again", async () => {
	const { market } = bench;
	const { providers: [, eve] } = market.accounts;
	const account = await Account.open(market);
	const spam = await market.propose(eve, offer);
	await account.expect(spam.block, [["Eve", SPON, "free", -DEPOSIT], ["Eve", SPON, "deposit of the proposal", DEPOSIT]]);
	const rejected = await market.council([market.rejection(spam, true)]);
	await account.expect(lastOf(rejected), [
		["Eve", SPON, "deposit of the proposal", -DEPOSIT],
		["Foundation", SPON, "owed", DEPOSIT],
	]);
	await motionRefused(market, "registry.NotProposed", market.approval(spam, "Tier6"));
	await admit(market, [eve], offer);
	assert.equal(await statusOf(eve), "Active");
});

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
		chain.call("registry.update", { update: { tokens: [...offer.tokens, token].map(tokenId) } }),
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

test("a provider is slashed: its leases close, its tenant is made whole first, the rest goes to the fee routes", async () => {
	const { market, chain } = bench;
	const { providers: [, eve], tenant, stranger, council } = market.accounts;
	const sponPrice = (DOLLAR * 3n) / 4n;
	await feed(market, [[SPON, sponPrice]]);
	// The stranger is Eve under another name, as the council will find out.
	const [lease, own] = await Promise.all([
		running(market, eve, tenant, smallOrder(market), PRICE),
		running(market, eve, stranger, smallOrder(market), PRICE),
	]);

	const slashing = chain.call("staking.slash", { provider: eve.account.address, part: ALL });
	await refused(market, "BadOrigin", chain.send(slashing, eve.account));
	const account = await Account.open(market);
	const motion = await market.council([slashing]);
	const raised = happened(motion, "staking.SlashRaised");
	const slash = big(raised["slash"]);
	const since = blockOf(motion, "staking.SlashRaised");
	assert.equal(big(raised["amount"]), stake);
	const closing = await Promise.all([lease, own].map(({ lease }) => end(lease, since, "ProviderSlashed")));
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

test("a provider is suspended, which ends its leases, and reinstated", async () => {
	const { market, chain } = bench;
	const { providers: [dave], tenant } = market.accounts;
	const [suspend, reinstate] = ["suspend", "reinstate"].map((name) =>
		chain.call(`registry.${name}`, { provider: dave.account.address }),
	) as [Tx, Tx];
	const lease = await running(market, dave, tenant, smallOrder(market), PRICE);
	const account = await Account.open(market);
	const motion = await market.council([suspend]);
	const since = blockOf(motion, "registry.ProviderSuspended");
	const closing = await end(lease.lease, since, "ProviderSuspended");
	await account.expect(closing, ending("Ferdie", uspon, cost(lease, since), lease.locked));
	assert.equal(await statusOf(dave), "Suspended");
	// The provider has not said yet that the workload is gone.
	await motionRefused(market, "registry.StillDraining", reinstate);
	await market.confirmClosed(dave, lease.lease);

	const { order } = await market.order(tenant, smallOrder(market));
	await Promise.all([
		refused(market, "orders.ProviderNotActive", market.bid(dave, order, PRICE)),
		refused(market, "registry.Suspended", market.propose(dave, offer)),
	]);
	happened(await market.council([reinstate]), "registry.ProviderActivated");
	assert.equal(await statusOf(dave), "Active");
});

test("a provider announces maintenance, takes on nothing in it, and goes on serving", async () => {
	const { market, chain } = bench;
	const { providers: [dave], tenant } = market.accounts;
	const announce = async (ahead: number) => {
		const startsAt = (await chain.head()).number + ahead;
		return chain.send(chain.call("registry.announceMaintenance", { startsAt, endsAt: startsAt + 100 }), dave.account);
	};
	const lease = await running(market, dave, tenant, smallOrder(market), PRICE);
	await refused(market, "registry.MaintenanceTooSoon", announce(MAINTENANCE_NOTICE));
	const ahead = MAINTENANCE_NOTICE + 3;
	const announced = await announce(ahead);
	await refused(market, "registry.MaintenanceAnnounced", announce(ahead));
	const { startsAt } = of(announced, "registry.MaintenanceAnnounced");
	/// Gives what becomes of a bid of Dave's on a new order.
	const bid = async () => market.bid(dave, (await market.order(tenant, smallOrder(market))).order, PRICE);
	await chain.reach(Number(big(startsAt)) - 1);
	await refused(market, "orders.ProviderNotActive", bid());
	await bench.idle();

	const account = await Account.open(market);
	await chain.send(chain.call("registry.endMaintenance"), dave.account);
	const { event } = await chain.event("leases.LeaseOpened", (await bid()).block, 5);
	await market.close(tenant, big(event.data["lease"]));
	const closed = await market.close(tenant, lease.lease);
	await account.expect(closed.block, ending("Ferdie", uspon, cost(lease, closed.block), lease.locked));
	await market.confirmClosed(dave, lease.lease);
});

/// What the registry stores of where a provider stands.
async function statusOf({ account }: ProviderKeys): Promise<string> {
	const { chain } = bench;
	const entry = await chain.read((await chain.head()).hash, "registry.providers", account.address);
	return String(fields(entry)["status"]);
}

/// The block in which the chain ended a lease as of block `since`, for `reason`.
async function end(lease: bigint, since: number, reason: string): Promise<number> {
	const { block, event } = await bench.chain.event("leases.LeaseClosing", since, 5, about(lease));
	assert.equal(String(event.data["reason"]), reason);
	assert.equal(Number(big(event.data["ended"])), since);
	return block;
}

function about(lease: bigint): (event: Event) => boolean {
	return ({ data }) => big(data["lease"]) === lease;
}

/// What a transaction's event of that name says.
function of({ events, call }: Included, name: string): Record<string, Codec> {
	const event = events.find((it) => it.name === name);
	assert.ok(event, `${call} emits ${name}`);
	return event.data;
}

function happened(sent: Included[], name: string): Record<string, Codec> {
	return of(withEvent(sent, name), name);
}

function blockOf(sent: Included[], name: string): number {
	return withEvent(sent, name).block;
}

function withEvent(sent: Included[], name: string): Included {
	const included = sent.find(({ events }) => events.some((event) => event.name === name));
	assert.ok(included, `a motion emits ${name}`);
	return included;
}

function lastOf(sent: Included[]): number {
	return Math.max(...sent.map(({ block }) => block));
}
