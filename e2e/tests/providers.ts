// Providers that attest for themselves, beside a validator that attests for nobody: what the tests of
// attestation share.

import assert from "node:assert/strict";
import type { ProviderKeys } from "../src/accounts.ts";
import type { Token } from "../src/balances.ts";
import type { Chain, Event } from "../src/chain.ts";
import { OTHER_RATES, split } from "../src/ledger.ts";
import type { Market } from "../src/market.ts";
import { addresses } from "../src/node.ts";
import { ProviderNode } from "../src/provider-node.ts";
import { admitEquipped, offerFor } from "../src/scenario.ts";
import { Journal } from "./journal.ts";
import { setting } from "./motions.ts";
import { Bench, ending, running, smallOrder, type Expected, type Paid, type Running } from "./support.ts";

/// Of the `fast` preset, in blocks. All its blocks are open, so a block's number is its time.
export const PERIOD = 6;

/// For those to whom an outage is no matter: longer than it takes to start a node on a busy machine.
export const LENIENT_LIMIT = 150;

export const PRICE = 1_111_111n;

/// Within how many blocks an attestation is included that was made before the worst happened.
const UNDER_WAY = 5;
/// Within how many blocks a node that is well has attested again.
export const ATTESTS_WITHIN = 30;

const DEPOSIT = 100_000_000n;

interface Options {
	/// How many of the providers take part.
	count: 1 | 2;
	/// After how many blocks an outage ends leases, if not as the preset says.
	outageLimit?: number;
}

/// A chain of one validator and of providers, each with a node and an agent of its own. Every test on it
/// ends with `settled`, the last with `stop`.
export class Providers {
	readonly journal: Journal;
	private nodes: ProviderNode[] = [];

	private constructor(private readonly bench: Bench) {
		this.journal = new Journal(bench.chain, PERIOD);
	}

	/// They have attested, so that service is paid for; the tenant has funds.
	static async start(options: Options): Promise<Providers> {
		const providers = new Providers(await Bench.start("fast", false));
		try {
			await providers.prepare(options);
			return providers;
		} catch (error) {
			await providers.stop();
			throw error;
		}
	}

	get market(): Market {
		return this.bench.market;
	}

	get chain(): Chain {
		return this.bench.chain;
	}

	get uspon(): Token {
		return this.market.token("uSPON");
	}

	/// The node of `provider`.
	node(provider: ProviderKeys): ProviderNode {
		const node = this.nodes.find((each) => each.provider === provider);
		assert.ok(node, `${provider.name} has a node`);
		return node;
	}

	/// A lease of the tenant that `provider` serves.
	serve(provider: ProviderKeys): Promise<Running> {
		return running(this.market, provider, this.market.accounts.tenant, smallOrder(this.market), PRICE);
	}

	/// The block of the first attestation of `provider` in block `from` or after it.
	async attests(provider: ProviderKeys, from: number): Promise<number> {
		const { block } = await this.chain.event("attestation.Attested", from, ATTESTS_WITHIN, by(provider));
		return block;
	}

	/// `provider` has just stopped attesting: when its clock stops. Waits until just before that or after it.
	async clockStops({ account: { address } }: ProviderKeys): Promise<number> {
		const gone = (await this.chain.head()).number;
		await this.journal.read(gone + 2 * PERIOD + UNDER_WAY);
		const last = this.journal.of(address).at(-1)?.block ?? 0;
		assert.ok(last <= gone + UNDER_WAY, `it is gone in block ${gone}, and attests in ${last}`);
		const stops = this.journal.until(address);
		assert.equal(stops, last + 2 * PERIOD);
		return stops;
	}

	/// What a lease costs by what was attested so far.
	costSoFar({ lease, price, rates }: Running): Paid {
		return split([{ price, blocks: BigInt(this.journal.served(lease)) }], rates);
	}

	/// A lease ends, of whose cost `before` was settled earlier.
	endingAfter(before: Paid, lease: Running, provider: ProviderKeys): Expected[] {
		const all = this.costSoFar(lease);
		const rest = { tenant: all.tenant - before.tenant, provider: all.provider - before.provider };
		return ending("Ferdie", this.uspon, rest, lease.locked - before.tenant, provider.name);
	}

	/// The books of the live chain agree, and what happened is in the journal.
	async settled(): Promise<void> {
		await this.journal.read((await this.chain.head()).number);
		await this.bench.settled();
	}

	/// Once no lease is left: to the unit, the tenant has paid, the providers have earned and the foundation
	/// is owed what follows from what was attested, from the first block on.
	async check(): Promise<void> {
		const { market, journal, uspon } = this;
		const { number, hash } = await this.chain.head();
		await journal.read(number);
		for (const { provider } of this.nodes) journal.checkAttestations(provider.account.address);
		const { earned, paid } = journal.checkLeases(OTHER_RATES);
		for (const { provider } of this.nodes) {
			const due = earned.get(provider.account.address);
			assert.ok(due !== undefined && due > 0n, `${provider.name} served`);
			assert.equal(await market.earnings(provider, uspon, hash), due);
		}
		const { unlocked, locked } = await market.wallet(market.accounts.tenant.address, uspon, hash);
		assert.deepEqual({ unlocked, locked }, { unlocked: DEPOSIT - paid, locked: 0n });
		const fees = [...earned.values()].reduce((left, due) => left - due, paid);
		const owed = (await market.owed(hash)).filter(({ token }) => token === uspon);
		assert.deepEqual(owed.map(({ payee, amount }) => ({ payee, amount })), [{ payee: "Foundation", amount: fees }]);
	}

	async stop(): Promise<void> {
		const { nodes } = this;
		const logs = nodes.map((node) => node.written());
		await Promise.all([this.bench.stop(), ...nodes.map((node) => node.stop())]);
		for (const log of logs) assert.doesNotMatch(log, /panicked/, "the node of a provider panicked");
	}

	private async prepare({ count, outageLimit }: Options): Promise<void> {
		const { market, chain } = this;
		const { providers, tenant } = market.accounts;
		const equipped = providers.slice(0, count);
		this.nodes = await ProviderNode.startAll(equipped, { preset: "fast", peers: await addresses(this.bench.node) });
		await Promise.all([
			admitEquipped(market, equipped, offerFor(market, smallOrder(market))),
			market.deposit(tenant, this.uspon, DEPOSIT),
			outageLimit !== undefined && market.council([setting(chain, "Market", "OutageLimit", outageLimit)]),
		]);
	}
}

/// What is said about one provider.
export function by({ account: { address } }: ProviderKeys): (event: Event) => boolean {
	return ({ data }) => String(data["provider"]) === address;
}
