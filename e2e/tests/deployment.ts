// A deployment from a file, with every amount held against the rules, to the last unit.

import assert from "node:assert/strict";
import { big, type Event } from "../src/chain.ts";
import { orderDeposit } from "../src/deposits.ts";
import { readDeployment } from "../src/icl.ts";
import { lock, ratesOf, split } from "../src/ledger.ts";
import type { Market } from "../src/market.ts";
import { admit, offerFor, tierFor } from "../src/scenario.ts";
import { SPON, type Token } from "../src/balances.ts";
import { lastOf } from "./motions.ts";
import { Account, EXAMPLE, type Expected } from "./support.ts";

/// `margin` is by how many blocks a fork may yet move a transaction. Gives the last block.
export async function deploys(market: Market, margin = 0): Promise<number> {
	const { chain, accounts } = market;
	const { tenant } = accounts;
	const { order: spec, ports } = readDeployment(EXAMPLE, market.tokens);
	const token = market.tokenOf(spec.token);
	const rates = ratesOf(token.symbol);
	const [dave, eve] = accounts.providers;
	const offer = offerFor(market, spec);
	const stake = await market.requiredStake(offer.capacity);
	const account = await Account.open(market, margin);

	// The council admits both; both deposits, of proposals and motions, are back. Each proxy has the
	// least that it needs to receive any amount of any token.
	const cents = market.tokens.flatMap((each): [Token, bigint][] =>
		each === SPON ? [] : [[each, 10n ** BigInt(each.decimals - 2)]],
	);
	const admitted = await admit(market, [dave, eve], offer, tierFor(spec));
	await account.expect(lastOf(admitted), [dave, eve].flatMap(({ name }) => [
		[name, SPON, "free", -stake - 11n * 10n ** 18n],
		[name, SPON, "staked", stake],
		[`${name}'s operator`, SPON, "free", 10n * 10n ** 18n],
		[`${name}'s proxy`, SPON, "free", 10n ** 18n],
		...cents.flatMap(([each, cent]): Expected[] => [
			[name, each, "free", -cent],
			[`${name}'s proxy`, each, "free", cent],
		]),
	]));

	const worst = lock(spec.maxPrice, BigInt(spec.duration), rates);
	const deposits = [5n * 10n ** 18n, (await orderDeposit(market, tenant.address, spec)).amount] as const;
	const deposited = await Promise.all([
		market.deposit(tenant, SPON, deposits[0]),
		market.deposit(tenant, token, deposits[1]),
	]);
	await account.expect(lastOf(deposited), [
		["Ferdie", SPON, "free", -deposits[0]],
		["Ferdie", SPON, "wallet, unlocked", deposits[0]],
		["Ferdie", token, "free", -deposits[1]],
		["Ferdie", token, "wallet, unlocked", deposits[1]],
	]);

	// Eve asks less than Dave, and wins; the lock shrinks when she confirms, not before.
	const price = (spec.maxPrice * 77n) / 100n;
	const { included, order } = await market.order(tenant, spec);
	await Promise.all([market.bid(dave, order, price + 1n), market.bid(eve, order, price)]);
	const award = await market.award(order, included.block + 1);
	assert.equal(award.provider, eve.account.address);
	assert.equal(award.price, price);
	await account.expect(award.block, [
		["Ferdie", token, "wallet, unlocked", -worst],
		["Ferdie", token, "wallet, locked", worst],
	]);
	const { lease } = award;
	const confirmed = await market.confirm(eve, lease);
	const agreed = lock(price, BigInt(spec.duration), rates);
	await account.expect(confirmed.block, [
		["Ferdie", token, "wallet, locked", agreed - worst],
		["Ferdie", token, "wallet, unlocked", worst - agreed],
	]);
	assert.deepEqual(await market.reserved(eve, await chain.hashOf(confirmed.block + margin)), {
		...offer.capacity,
		vcpuMillis: offer.capacity.vcpuMillis / 2n,
		ramMib: offer.capacity.ramMib / 2n,
		storageGib: offer.capacity.storageGib / 2n,
		gpus: Object.fromEntries(Object.entries(offer.capacity.gpus).map(([model, count]) => [model, count / 2])),
	});

	// Service, settled half way by a stranger to the lease, and again at the close.
	const access = { host: "10.1.2.3", ports, url: "https://lease.example/" };
	const active = await market.activate(eve, lease, access);
	await chain.reach(active.block + 4);
	const settled = await market.settle(dave.operator, lease);
	const blockOf = (name: string, from: number) =>
		chain.event(name, from - margin, 2 * margin, ({ data }: Event) => big(data["lease"]) === lease).then(({ block }) => block);
	await chain.reach(settled.block + margin);
	const started = await blockOf("leases.LeaseActivated", active.block);
	const so = split([{ price, blocks: BigInt((await blockOf("leases.LeaseSettled", settled.block)) - started) }], rates);
	await account.expect(settled.block, [
		["Ferdie", token, "wallet, locked", -so.tenant],
		["Eve", token, "earned", so.provider],
		["Foundation", token, "owed", so.foundation + so.userFee + so.providerFee],
	]);
	const withdrawn = await market.withdrawEarnings(eve, token);
	await account.expect(withdrawn.block, [
		["Eve", token, "earned", -so.provider],
		["Eve's proxy", token, "free", so.provider],
	]);
	const closed = await market.close(tenant, lease);
	await chain.reach(closed.block + margin);
	const ended = await blockOf("leases.LeaseClosing", closed.block);
	const all = split([{ price, blocks: BigInt(ended - started) }], rates);
	await account.expect(closed.block, [
		["Ferdie", token, "wallet, locked", so.tenant - agreed],
		["Ferdie", token, "wallet, unlocked", agreed - all.tenant],
		["Eve", token, "earned", all.provider - so.provider],
		["Foundation", token, "owed", all.tenant - all.provider - (so.tenant - so.provider)],
	]);

	// The capacity is free, everybody has what is theirs, nothing is left in the escrow.
	const gone = await market.confirmClosed(eve, lease);
	const rest = deposits[1] - all.tenant;
	const paid = await Promise.all([
		market.withdrawEarnings(eve, token),
		market.flush(tenant, token),
		market.withdraw(tenant, token, rest),
		market.withdraw(tenant, SPON, deposits[0]),
	]);
	const last = Math.max(gone.block, ...paid.map(({ block }) => block));
	await account.expect(last, [
		["Eve", token, "earned", so.provider - all.provider],
		["Eve's proxy", token, "free", all.provider - so.provider],
		["Foundation", token, "owed", all.provider - all.tenant],
		["Foundation", token, "free", all.tenant - all.provider],
		["Ferdie", token, "wallet, unlocked", -rest],
		["Ferdie", token, "free", rest],
		["Ferdie", SPON, "wallet, unlocked", -deposits[0]],
		["Ferdie", SPON, "free", deposits[0]],
	]);
	assert.equal((await market.reserved(eve, await chain.hashOf(last + margin))).vcpuMillis, 0n);
	return account.final();
}
