// No attestation, no pay, among four validators of which one fails, so that slots stay empty, and whose
// chain forks. What counts is what became final; of it, everything is held against the rules.

import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { SPON } from "../src/balances.ts";
import { checkBooks } from "../src/books.ts";
import { DOLLAR } from "../src/brackets.ts";
import { big, Chain, type Event } from "../src/chain.ts";
import { feedOnce } from "../src/feeder.ts";
import { Market } from "../src/market.ts";
import { Network } from "../src/network.ts";
import { Forks } from "./forks.ts";
import { ofSlash, outage } from "./outage.ts";
import { ATTESTS_WITHIN, by, MOVES, PERIOD, Providers } from "./providers.ts";
import { about, Account, ending, type Expected, type Running } from "./support.ts";

/// Set by motion, in blocks: the real ones take minutes to days.
const OUTAGE_LIMIT = 25;
const SLASH_DELAY = 3;

/// By how much the longer branch of a fork is longer.
const LEAD = 2;

let network: Network;
/// Each sees what is final on a node; those whose nodes run.
let chains: Chain[];
let forks: Forks;
let providers: Providers;
/// The block before the first order.
let start: number;
/// Two leases of Dave, and one of Eve.
let well: Running;
let sick: Running;
let doomed: Running;
/// The last block that every validator may have made.
let gone: number;
/// What Eve lost, and the tenant got.
let slashed: bigint;

before(async () => {
	network = await Network.start({ attests: false });
	try {
		chains = await Promise.all(network.nodes.map(({ url }) => Chain.connect(url, "final")));
		forks = await Forks.watch(chains);
		providers = await serving();
	} catch (error) {
		await network.stop();
		throw error;
	}
	const { market } = providers;
	const { providers: [dave, eve] } = market.accounts;
	start = (await market.chain.head()).number;
	[well, sick, doomed] = await Promise.all([providers.serve(dave), providers.serve(dave), providers.serve(eve)]);

	gone = (await market.chain.head()).number;
	await chains.pop()?.disconnect();
	await network.nodes.pop()?.stop();
});
afterEach(() => providers.settled());
after(() => providers.stop());

test("with a validator gone, service is charged by what is attested", { concurrency: true }, async (t) => {
	const ofDave = async () => {
		await t.test("healthy service is charged for every block, and of two leases the one that is down stops alone", oneIsDown);
		await t.test("the agent is gone: charging stops within two periods, and goes on when it is back", agentIsGone);
		await t.test("the node is killed in the middle of a period: it attests again, each time once", nodeIsKilled);
	};
	const ofEve = () => t.test("an outage beyond the limit ends the lease, and its provider makes the tenant whole", outageIsLong);
	await Promise.all([ofDave(), ofEve()]);
});

test("an attestation that a fork takes away counts once, where it is in the end", async () => {
	const { market, chain } = providers;
	const { providers: [dave] } = market.accounts;
	const [first, ...others] = network.nodes;
	const [here, there] = chains.map((each) => each.counting("best"));
	assert.ok(first && here && there);
	const attestedFrom = (block: number) => here.event("attestation.Attested", block, ATTESTS_WITHIN, by(dave));

	// Just before the next attestation, the provider is left with one validator, and the two others go on.
	const { block } = await attestedFrom((await here.head()).number - PERIOD / 2);
	await here.reach(block + PERIOD);
	await network.part([first], others);
	const lost = await attestedFrom((await here.head()).number + 1);
	const hash = await here.hashOf(lost.block);
	assert.notEqual(await there.reach(lost.block), hash, "the other side knows nothing of it");
	await there.reach((await here.head()).number + LEAD);
	await network.join([first], others);

	assert.notEqual(await chain.reach(lost.block), hash, "the shorter branch is given up");
	assert.ok(forks.heights().includes(lost.block), "there was a fork");
	const sequence = ({ data }: Event) => big(data["sequence"]);
	const same = (event: Event) => by(dave)(event) && sequence(event) === sequence(lost.event);
	const found = await chain.event("attestation.Attested", block + 1, ATTESTS_WITHIN, same);
	await chain.reach(found.block + 3);
	await close(sick);
});

test("the books agree to the unit with what was attested, from the first block on and on every node", async () => {
	const { chain, uspon } = providers;
	const { number, hash } = await providers.check();
	// Locked and paid or unlocked again since: what is left is what it cost.
	const paid = (lease: Running, to: string): Expected[] => ending("Ferdie", uspon, providers.costSoFar(lease), 0n, to);
	const account = await Account.open(await Market.on(chain), 0, start);
	await account.expect(number, [
		...[well, sick].flatMap((lease) => paid(lease, "Dave")),
		...paid(doomed, "Eve"),
		["Eve", SPON, "staked", -slashed],
		["Ferdie", SPON, "free", slashed],
	]);
	for (const each of chains) {
		assert.equal(await each.reach(number), hash);
		await checkBooks(each, hash);
	}
	assert.ok((await slotOf(number)) - (await slotOf(gone)) > number - gone, "slots stayed empty");
});

async function oneIsDown(): Promise<void> {
	const { market, chain, journal } = providers;
	const { agent } = providers.node(market.accounts.providers[0]);
	agent.unhealthy = [sick.lease];
	const paused = await chain.event("leases.ClockPaused", sick.started, ATTESTS_WITHIN, about(sick.lease));
	agent.unhealthy = [];
	const resumed = await chain.event("leases.ClockResumed", paused.block, ATTESTS_WITHIN, about(sick.lease));
	// No single attestation is good for as long.
	await chain.reach(well.started + 3 * PERIOD);
	const ended = await close(well);
	assert.equal(journal.served(well.lease), ended - well.started);
	assert.equal(journal.served(sick.lease, ended), paused.block - sick.started + ended - resumed.block);
}

async function agentIsGone(): Promise<void> {
	const { market, chain, journal } = providers;
	const { providers: [dave] } = market.accounts;
	const { agent } = providers.node(dave);
	await agent.stop();
	const { number } = await chain.head();
	const stopped = await providers.clockStops(dave);
	await agent.restart();
	const back = await providers.attests(dave, stopped);
	const last = back + 3;
	await journal.read(last);
	const served = (until: number) => journal.served(sick.lease, until);
	assert.equal(served(last) - served(number), stopped - number + last - back);
}

async function nodeIsKilled(): Promise<void> {
	const { market, chain, journal } = providers;
	const { providers: [dave] } = market.accounts;
	const node = providers.node(dave);
	await providers.attests(dave, (await chain.head()).number);
	await node.kill();
	await node.restart();
	const { number } = await chain.counting("best").head();
	await journal.read(await providers.attests(dave, number + 1));
	journal.checkAttestations(dave.account.address);
}

async function outageIsLong(): Promise<void> {
	const { market, chain } = providers;
	const { providers: [, eve], council } = market.accounts;
	await providers.node(eve).kill();
	const { since, amount, slash } = await outage(providers, eve, doomed, OUTAGE_LIMIT, DOLLAR);
	const applied = since + SLASH_DELAY;
	await chain.event("staking.SlashApplied", applied, 0, ofSlash(slash));
	const { block } = await market.claim(council[1], slash, doomed.lease);
	const claimed = await chain.event("staking.Claimed", applied, block + MOVES - applied, ofSlash(slash));
	slashed = big(claimed.event.data["amount"]);
	assert.equal(slashed, amount);
}

/// The tenant ends a lease: gives when that was, and what happened until then is in the journal.
async function close({ lease }: Running): Promise<number> {
	const { market, chain, journal } = providers;
	const { number } = await chain.head();
	const sent = await market.close(market.accounts.tenant, lease);
	const { block } = await chain.event("leases.LeaseClosing", number, sent.block + MOVES - number, about(lease));
	await journal.read(block);
	return block;
}

/// Two providers; their nodes are connected to the first validator alone, and the tests to another.
async function serving(): Promise<Providers> {
	const [node] = network.nodes;
	const [, chain] = chains;
	assert.ok(node && chain);
	await chain.reach(1);
	const market = await Market.on(chain.counting("best"));
	const stop = async () => {
		await Promise.all(chains.map((each) => each.disconnect()));
		await network.stop();
	};
	await feedOnce(market);
	return Providers.on(
		{ preset: "local", market, chain, node, admit: (nodes) => network.join([node], nodes), stop },
		{ count: 2, lengths: { AttestationPeriod: PERIOD, OutageLimit: OUTAGE_LIMIT, SlashDelay: SLASH_DELAY } },
	);
}

/// The slot of a block.
async function slotOf(block: number): Promise<number> {
	const { chain } = providers;
	return Number(big(await chain.read(await chain.hashOf(block), "aura.currentSlot")));
}
