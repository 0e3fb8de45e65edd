// One deployment as a story: who does what, in which block, what it costs and what it changes.

import { hexToString } from "@polkadot/util";
import type { ProviderKeys } from "./accounts.ts";
import type { Token } from "./balances.ts";
import { checkBooks } from "./books.ts";
import type { Included } from "./chain.ts";
import { orderDeposit } from "./deposits.ts";
import { grantTier, provide } from "./faucet.ts";
import type { Deployment } from "./icl.ts";
import { lock, ratesOf, split, type Rates } from "./ledger.ts";
import type { Market } from "./market.ts";
import { Report } from "./report.ts";
import { attested, COMMUNITY, offerFor, proposeEquipped, tierFor } from "./scenario.ts";
import { amount, bold, columns, green } from "./text.ts";

/// Blocks of service before the provider withdraws, and again before the tenant closes.
const SERVE_BLOCKS = 5;

/// A deployment no longer than this is left to run to its end.
const SHORT_BLOCKS = 40;

/// What the two providers ask, in hundredths of the max price.
const ASKED = [80n, 90n];

const CAST = `Who takes part
  Ferdie               the tenant
  Dave, Eve            providers: their operators bid and report for them, their proxies receive what they earn
  Alice, Bob, Charlie  the council; Alice is the validator as well
  Foundation           is owed its share of payments, and fees, until somebody flushes them out to it

Each step follows with its block, its transactions and what they cost, and every balance that it changed.`;

/// What every part of the story is about.
interface Story {
	market: Market;
	report: Report;
	deployment: Deployment;
	token: Token;
	rates: Rates;
	/// Those that may serve it, and what to call them.
	providers: ProviderKeys[];
	names: string;
}

/// Who won, and what it serves for.
interface Lease {
	lease: bigint;
	price: bigint;
	winner: ProviderKeys;
}

/// In which blocks service began and ended.
interface Service {
	started: number;
	ended: number;
}

export async function play(market: Market, deployment: Deployment, file: string): Promise<void> {
	console.log(`\n${bold(`${deployment.name}, from ${file}`)}`);
	for (const line of deployment.summary) console.log(`  ${line}`);
	console.log(`\n${CAST}`);
	const token = market.tokenOf(deployment.order.token);
	const providers = willing(market, deployment);
	const story: Story = {
		market,
		report: await Report.start(market),
		deployment,
		token,
		rates: ratesOf(token.symbol),
		providers,
		names: providers.map(({ name }) => name).join(" and "),
	};
	await list(story);
	const deposit = await orderDeposit(market, market.accounts.tenant.address, deployment.order);
	await join(story, deposit.amount);
	await fund(story, deposit);
	const won = await order(story);
	const service = await serve(story, won);
	const last = await payOut(story, won);
	await compare(story, won, service, last);
}

/// The catalogue has every GPU model that the order asks for.
async function list({ market, report, deployment }: Story): Promise<void> {
	const unlisted = await market.unlisted(deployment.order.services);
	if (unlisted.length === 0) return;
	const names = unlisted.map((model) => hexToString(model)).join(", ");
	await report.step(`The council lists ${names} in the catalogue`, async () => ({
		sent: await market.council(unlisted.map((model) => market.listing(model))),
	}));
}

/// The providers are admitted, have staked, and attest.
async function join({ market, report, deployment, providers, names }: Story, deposit: bigint): Promise<void> {
	const { order: spec } = deployment;
	const offer = offerFor(market, spec);
	const stake = await market.requiredStake(offer.capacity);
	const funded = await provide(market, spec, deposit, providers, stake);
	if (funded.length > 0) {
		await report.step("The development chain's sudo key hands out what this file takes", async () => ({ sent: funded }));
	}
	const { proposed } = await report.step(`${names} fund their keys, and propose themselves as providers`, () =>
		proposeEquipped(market, providers, offer),
	);
	const { sent: approved } = await report.step(`The council approves ${names} by motion`, async () => ({
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
	await report.step("Each provider's node attests that it is up, as its agent says: no attestation, no pay", async () => {
		const first = await attested(market, providers, approved);
		const notes = first.map(({ block, until }, i) => `${providers[i]?.name}: in block ${block}, good until block ${until}`);
		return { sent: [], until: Math.max(...first.map(({ block }) => block), (await market.chain.head()).number), notes };
	});
}

/// The tenant has what its order takes, and a wallet in every token.
async function fund({ market, report, token }: Story, deposit: { amount: bigint; why: string }): Promise<void> {
	const { tenant } = market.accounts;
	await report.step("Ferdie deposits", async () => {
		const amounts = await Promise.all(
			market.tokens.map(async (each) => (each === token ? deposit.amount : market.minDeposit(each))),
		);
		return {
			...(await all(market.tokens.map((each, i) => market.deposit(tenant, each, amounts[i] ?? 0n)))),
			notes: [
				`${text(deposit.amount, token)} for the order, as ${deposit.why} asks for most`,
				"the least of every other token, as each has a wallet of its own",
			],
		};
	});
}

/// From the order to its match.
async function order({ market, report, deployment, token, rates, providers, names }: Story): Promise<Lease> {
	const { order: spec } = deployment;
	const { order, placed } = await report.step("Ferdie orders, which locks the worst case", async () => {
		const { included, order, locked } = await market.order(market.accounts.tenant, spec);
		expect("the lock", locked, lock(spec.maxPrice, BigInt(spec.duration), rates));
		return { sent: [included], notes: [`order ${order}: ${text(locked, token)} locked`], order, placed: included.block };
	});
	const prices = ASKED.map((share) => max((spec.maxPrice * share) / 100n, 1n));
	await report.step(`${names} bid`, async () => ({
		...(await all(providers.map((provider, i) => market.bid(provider, order, prices[i] ?? spec.maxPrice)))),
		notes: providers.map(({ name }, i) => `${name} asks ${text(prices[i] ?? spec.maxPrice, token)} per hour`),
	}));
	return report.step("The chain matches the order with the best bid", async () => {
		const award = await market.award(order, placed + 1);
		const winner = providers.find(({ account }) => account.address === award.provider);
		if (winner === undefined) throw new Error(`a stranger won: ${award.provider}`);
		const notes = [
			`${winner.name} wins with ${text(award.price, token)} per hour`,
			`lease ${award.lease}, ${award.block - placed} blocks after the order`,
		];
		return { ...award, winner, sent: [], until: award.block, notes };
	});
}

/// From the provider's confirmation until its workload is gone.
async function serve({ market, report, deployment, token }: Story, { lease, winner }: Lease): Promise<Service> {
	const { chain, accounts } = market;
	const { tenant } = accounts;
	await report.step(`${winner.name} confirms: capacity is reserved, the lock shrinks to the price`, async () => {
		const included = await market.confirm(winner, lease);
		return { sent: [included], notes: [await reserved(market, winner, included)] };
	});
	const host = `${winner.name.toLowerCase()}.example`;
	const access = { host, ports: deployment.ports, url: `https://lease-${lease}.${host}/` };
	const { started } = await report.step(`${winner.name} runs the deployment, and activates the lease, which costs from now on`, async () => {
		const included = await market.activate(winner, lease, access);
		const ports = access.ports.map(({ service, external }) => `${external} for ${service}`).join(", ");
		const notes = [`host ${access.host}`, `port ${ports || "none"}`, `URL  ${access.url}`];
		return { sent: [included], notes, started: included.block };
	});

	const { duration } = deployment.order;
	const short = duration <= SHORT_BLOCKS;
	if (!short) {
		await chain.reach(started + SERVE_BLOCKS);
		await report.step("Anyone can settle what was served so far: here Ferdie does", async () => {
			const included = await market.settle(tenant, lease);
			return { sent: [included], notes: [`${included.block - started} blocks of service`] };
		});
		await report.step(`${winner.name} withdraws what it has earned so far`, async () => ({
			sent: await withdrawEarnings(market, winner, token),
			until: (await chain.head()).number,
		}));
		await chain.reach((await chain.head()).number + SERVE_BLOCKS);
	}
	const end = short ? "All that was ordered is served" : "Ferdie closes the lease: the rest of its lock is free";
	const { ended } = await report.step(end, async () => {
		if (short) {
			const { block } = await chain.event("leases.LeaseClosing", started, duration + 5);
			return { sent: [], until: block, ended: started + duration };
		}
		const included = await market.close(tenant, lease);
		return { sent: [included], ended: included.block };
	});
	await report.step(`${winner.name} confirms that the workload is gone: its capacity is free`, async () => {
		const included = await market.confirmClosed(winner, lease);
		return { sent: [included], notes: [await reserved(market, winner, included)] };
	});
	return { started, ended };
}

/// Nothing is left in the escrow. Gives the last block.
async function payOut({ market, report, token }: Story, { winner }: Lease): Promise<number> {
	const { chain, accounts } = market;
	const { tenant } = accounts;
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
	return last;
}

/// What it cost by the rules and on the chain, and what moved in all. Throws unless they agree.
async function compare(
	{ market, report, token, rates }: Story,
	{ price, winner }: Lease,
	{ started, ended }: Service,
	last: number,
): Promise<void> {
	const rules = split([{ price, blocks: BigInt(ended - started) }], rates);
	const paid = await market.payments(started, last);
	expect("what the provider earned", paid.earned, rules.provider);
	expect("what went to the fee routes", paid.fees, rules.foundation + rules.userFee + rules.providerFee);
	console.log(`\n${bold(`What ${ended - started} blocks of service cost`)} at ${text(price, token)} per hour, on the chain as by the rules`);
	console.log(
		columns([
			["Ferdie paid", text(rules.tenant, token)],
			[`${winner.name} earned`, text(rules.provider, token)],
			["The foundation's share", text(rules.foundation, token)],
			["User fee", text(rules.userFee, token)],
			["Provider fee", text(rules.providerFee, token)],
		]),
	);
	report.finish();
	await checkBooks(market.chain, await market.chain.hashOf(last));
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
	return `now reserved: ${Number(vcpuMillis) / 1000} vCPU, ${ramMib} MiB RAM, ${storageGib} GiB storage${models.join("")}`;
}

async function all(sending: Promise<Included>[]): Promise<{ sent: Included[] }> {
	return { sent: await Promise.all(sending) };
}

function text(units: bigint, { symbol, decimals }: Token): string {
	return `${amount(units, decimals)} ${symbol}`;
}

function expect(what: string, found: bigint, rules: bigint): void {
	if (found !== rules) throw new Error(`${what}: the chain says ${found}, the rules say ${rules}`);
}

function max(a: bigint, b: bigint): bigint {
	return a > b ? a : b;
}
