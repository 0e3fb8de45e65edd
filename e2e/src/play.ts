// One deployment as a story: who does what, in which block, what it costs and what it changes.

import { hexToString } from "@polkadot/util";
import type { ProviderKeys } from "./accounts.ts";
import type { Token } from "./balances.ts";
import { checkBooks } from "./books.ts";
import type { Included } from "./chain.ts";
import { orderDeposit } from "./deposits.ts";
import { grantTier, provide } from "./faucet.ts";
import type { Deployment } from "./icl.ts";
import { lock, ratesOf, split } from "./ledger.ts";
import type { Market } from "./market.ts";
import { Report } from "./report.ts";
import { COMMUNITY, offerFor, propose, tierFor } from "./scenario.ts";
import { amount, bold, columns, green } from "./text.ts";

/// Blocks of service before the provider withdraws, and again before the tenant closes.
const SERVE_BLOCKS = 5;

/// A deployment no longer than this is left to run to its end.
const SHORT_BLOCKS = 40;

/// What the two providers ask, in hundredths of the max price.
const ASKED = [80n, 90n];

export async function play(market: Market, deployment: Deployment, file: string): Promise<void> {
	console.log(`\n${bold(`${deployment.name}, from ${file}`)}`);
	for (const line of deployment.summary) console.log(`  ${line}`);
	const { chain, accounts } = market;
	const { tenant } = accounts;
	const { order: spec } = deployment;
	const token = market.tokenOf(spec.token);
	const rates = ratesOf(token.symbol);
	const text = (units: bigint) => `${amount(units, token.decimals)} ${token.symbol}`;
	const providers = willing(market, deployment);
	const names = providers.map(({ name }) => name).join(" and ");
	const report = await Report.start(market);

	const unlisted = await market.unlisted(spec.services);
	if (unlisted.length > 0) {
		await report.step(`The council lists ${unlisted.map((model) => hexToString(model)).join(", ")} in the catalogue`, async () => ({
			sent: await market.council(unlisted.map((model) => market.listing(model))),
		}));
	}
	const offer = offerFor(market, spec);
	const stake = await market.requiredStake(offer.capacity);
	const deposit = await orderDeposit(market, tenant.address, spec);
	const funded = await provide(market, spec, deposit.amount, providers, stake);
	if (funded.length > 0) {
		await report.step("The development chain's sudo key hands out what this file takes", async () => ({ sent: funded }));
	}
	const { proposed } = await report.step(`${names} fund their keys, and propose themselves as providers`, () =>
		propose(market, providers, offer),
	);
	await report.step(`The council approves ${names} by motion`, async () => ({
		sent: await market.council(proposed.map((proposal) => market.approval(proposal, tierFor(spec)))),
	}));
	if (spec.tiers.length > 0 && !spec.tiers.some((tier) => COMMUNITY.includes(tier))) {
		await report.step("Months of service earn a secured tier; here the sudo key grants it", async () => ({
			sent: await grantTier(market, spec, providers),
		}));
	}
	await report.step(`${names} stake what their capacity requires`, () =>
		all(providers.map((provider) => market.stake(provider, stake))),
	);

	await report.step("Ferdie, the tenant, deposits", async () => {
		const amounts = await Promise.all(
			market.tokens.map(async (each) => (each === token ? deposit.amount : market.minDeposit(each))),
		);
		return {
			...(await all(market.tokens.map((each, i) => market.deposit(tenant, each, amounts[i] ?? 0n)))),
			notes: [`${text(deposit.amount)} for the order, as ${deposit.why} asks for most`],
		};
	});
	const { order, placed } = await report.step("Ferdie orders, which locks the worst case", async () => {
		const { included, order, locked } = await market.order(tenant, spec);
		expect("the lock", locked, lock(spec.maxPrice, BigInt(spec.duration), rates));
		return { sent: [included], notes: [`order ${order}: ${text(locked)} locked`], order, placed: included.block };
	});

	const prices = ASKED.map((share) => max((spec.maxPrice * share) / 100n, 1n));
	await report.step(`${names} bid`, async () => ({
		...(await all(providers.map((provider, i) => market.bid(provider, order, prices[i] ?? spec.maxPrice)))),
		notes: providers.map(({ name }, i) => `${name} asks ${text(prices[i] ?? spec.maxPrice)} per hour`),
	}));
	const { lease, price, winner } = await report.step("The match", async () => {
		const award = await market.award(order, placed + 1);
		const winner = providers.find(({ account }) => account.address === award.provider);
		if (winner === undefined) throw new Error(`a stranger won: ${award.provider}`);
		const notes = [
			`${winner.name} wins with ${text(award.price)} per hour`,
			`lease ${award.lease}, ${award.block - placed} blocks after the order`,
		];
		return { ...award, winner, sent: [], until: award.block, notes };
	});

	await report.step(`${winner.name} confirms: capacity is reserved, the lock shrinks to the price`, async () => {
		const included = await market.confirm(winner, lease);
		return { sent: [included], notes: [await reserved(market, winner, included)] };
	});
	const host = `${winner.name.toLowerCase()}.example`;
	const access = { host, ports: deployment.ports, url: `https://lease-${lease}.${host}/` };
	const { started } = await report.step(`${winner.name} runs the deployment, and activates the lease`, async () => {
		const included = await market.activate(winner, lease, access);
		const ports = access.ports.map(({ service, external }) => `${external} for ${service}`).join(", ");
		const notes = [`host ${access.host}`, `port ${ports || "none"}`, `URL  ${access.url}`];
		return { sent: [included], notes, started: included.block };
	});

	const short = spec.duration <= SHORT_BLOCKS;
	if (!short) {
		await chain.reach(started + SERVE_BLOCKS);
		await report.step("After some blocks of service, anyone can settle: here Ferdie does", () =>
			all([market.settle(tenant, lease)]),
		);
		await report.step(`${winner.name} withdraws what it has earned so far`, async () => ({
			sent: await withdrawEarnings(market, winner, token),
			until: (await chain.head()).number,
		}));
		await chain.reach((await chain.head()).number + SERVE_BLOCKS);
	}
	const { ended } = await report.step(short ? "All that was ordered is served" : "Ferdie closes the lease", async () => {
		if (short) {
			const { block } = await chain.event("leases.LeaseClosing", started, spec.duration + 5);
			return { sent: [], until: block, ended: started + spec.duration };
		}
		const included = await market.close(tenant, lease);
		return { sent: [included], ended: included.block };
	});
	await report.step(`${winner.name} confirms that the workload is gone: its capacity is free`, async () => {
		const included = await market.confirmClosed(winner, lease);
		return { sent: [included], notes: [await reserved(market, winner, included)] };
	});
	await report.step(`${winner.name} is paid out, and everybody who is owed fees`, async () => {
		const { hash } = await chain.head();
		const due = await market.owed(hash);
		const flushed = await Promise.all(due.map((it) => market.flush(winner.operator, it.token, it.payee)));
		const withdrawn = await withdrawEarnings(market, winner, token);
		return { sent: [...flushed, ...withdrawn], until: (await chain.head()).number };
	});
	const { last } = await report.step("Ferdie withdraws the rest", async () => {
		const { hash } = await chain.head();
		const wallets = await Promise.all(market.tokens.map((each) => market.wallet(tenant.address, each, hash)));
		const sent = await Promise.all(
			market.tokens.flatMap((each, i) => {
				const unlocked = wallets[i]?.unlocked ?? 0n;
				return unlocked > 0n ? [market.withdraw(tenant, each, unlocked)] : [];
			}),
		);
		return { sent, last: Math.max(...sent.map(({ block }) => block)) };
	});

	const rules = split([{ price, blocks: BigInt(ended - started) }], rates);
	const paid = await market.payments(started, last);
	expect("what the provider earned", paid.earned, rules.provider);
	expect("what went to the fee routes", paid.fees, rules.foundation + rules.userFee + rules.providerFee);
	console.log(`\n${bold(`What ${ended - started} blocks of service cost`)} at ${text(price)} per hour, on the chain as by the rules`);
	console.log(
		columns([
			["Ferdie paid", text(rules.tenant)],
			[`${winner.name} earned`, text(rules.provider)],
			["The foundation's share", text(rules.foundation)],
			["User fee", text(rules.userFee)],
			["Provider fee", text(rules.providerFee)],
		]),
	);
	report.finish();
	await checkBooks(chain, await chain.hashOf(last));
	console.log(green("\nThe books of every pallet agree."));
}

/// Those of the two that the file admits; nobody else's keys are known.
function willing({ accounts }: Market, { order }: Deployment): ProviderKeys[] {
	const admitted = ({ account: { address } }: ProviderKeys) =>
		(order.allow?.includes(address) ?? true) && !order.deny.includes(address);
	const providers = accounts.providers.filter(admitted);
	if (providers.length > 0) return providers;
	const [a, b] = accounts.providers.map(({ account }) => account.address);
	throw new Error(`the file admits neither of the demonstration's providers, ${a} and ${b}`);
}

async function withdrawEarnings(
	market: Market,
	provider: ProviderKeys,
	token: Token,
): Promise<Included[]> {
	const { hash } = await market.chain.head();
	const earned = await market.earnings(provider, token, hash);
	return earned > 0n ? [await market.withdrawEarnings(provider, token)] : [];
}

async function reserved(market: Market, provider: ProviderKeys, { hash }: Included): Promise<string> {
	const { vcpuMillis, ramMib, storageGib, gpus } = await market.reserved(provider, hash);
	const models = Object.entries(gpus).map(([model, count]) => `, ${count} × ${hexToString(model)}`);
	return `reserved of it: ${Number(vcpuMillis) / 1000} vCPU, ${ramMib} MiB RAM, ${storageGib} GiB storage${models.join("")}`;
}

async function all(sending: Promise<Included>[]): Promise<{ sent: Included[] }> {
	return { sent: await Promise.all(sending) };
}

function expect(what: string, found: bigint, rules: bigint): void {
	if (found !== rules) throw new Error(`${what}: the chain says ${found}, the rules say ${rules}`);
}

function max(a: bigint, b: bigint): bigint {
	return a > b ? a : b;
}
