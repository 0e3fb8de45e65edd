// The council decides by motion who provides, and what becomes of the deposits of proposals.

import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import type { KeyringPair } from "@polkadot/keyring/types";
import { SPON } from "../src/balances.ts";
import { admit, offerFor } from "../src/scenario.ts";
import { happened, lastOf, of } from "./motions.ts";
import { Account, Bench, motionRefused, refused, smallOrder, statusOf } from "./support.ts";

const DEPOSIT = 10n * 10n ** 18n;

let bench: Bench;
before(async () => {
	bench = await Bench.unpriced("fast");
});
afterEach(() => bench.settled());
after(() => bench.stop());

test("three members of the council admit a provider: they propose, vote and close", async () => {
	const { market, chain } = bench;
	const { council: [alice, bob, charlie], providers: [dave, eve] } = market.accounts;
	const offer = offerFor(market, smallOrder(market));
	const stake = await market.requiredStake(offer.capacity);
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
	assert.equal(await statusOf(market, dave), "Registered");
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
	const offer = offerFor(market, smallOrder(market));
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
	assert.equal(await statusOf(market, eve), "Active");
});
