// Providers that attest for themselves, beside validators that attest for nobody: what the tests of
// attestation share.

import assert from "node:assert/strict";
import type { ProviderKeys } from "../src/accounts.ts";
import type { Token } from "../src/balances.ts";
import { checkBooks } from "../src/books.ts";
import type { Chain, Event } from "../src/chain.ts";
import { OTHER_RATES, split } from "../src/ledger.ts";
import type { Market } from "../src/market.ts";
import { addresses, type Node, type Preset, type Reachable } from "../src/node.ts";
import { ProviderNode } from "../src/provider-node.ts";
import { admitEquipped, offerFor } from "../src/scenario.ts";
import { Journal } from "./journal.ts";
import { setting } from "./motions.ts";
import { about, Bench, ending, running, smallOrder, type Expected, type Paid, type Running } from "./support.ts";

/// Of the `fast` preset, in blocks. All blocks are open, so a block's number is its time.
export const PERIOD = 6;

/// For those to whom an outage is no matter: longer than it takes to start a node on a busy machine.
export const LENIENT_LIMIT = 150;

const PRICE = 1_111_111n;

/// Within how many blocks an attestation is included that was made before the worst happened.
const UNDER_WAY = 5;
/// Within how many blocks a node that is well has attested again.
export const ATTESTS_WITHIN = 30;
/// By how many blocks a fork moves a transaction at most.
export const MOVES = 10;

const DEPOSIT = 100_000_000n;

/// The chain that providers serve on.
interface Ground {
	preset: Preset;
	market: Market;
	/// Where it is seen what has happened: no fork changes that any more.
	chain: Chain;
	/// The validator to which the nodes of providers connect.
	node: Node;
	/// Makes it accept them, if it does not accept everybody.
	admit?(nodes: Reachable[]): Promise<void>;
	stop(): Promise<void>;
}

/// By module, the parameters that tests shorten.
const LENGTHS = { AttestationPeriod: "Attestation", OutageLimit: "Market", SlashDelay: "Staking" };

interface Options {
	/// How many of the providers take part.
	count: 1 | 2;
	/// In blocks, if not as the preset says.
	lengths?: Partial<Record<keyof typeof LENGTHS, number>>;
}

/// A chain with providers, each with a node and an agent of its own. Every test on it ends with `settled`,
/// the last with `stop`.
export class Providers {
	readonly journal: Journal;
	private nodes: ProviderNode[] = [];

	private constructor(private readonly ground: Ground) {
		this.journal = new Journal(ground.chain, PERIOD);
	}

	/// On a chain of one validator, which has no forks.
	static async start(options: Options): Promise<Providers> {
		const bench = await Bench.start("fast", false);
		const { market, chain, node } = bench;
		return Providers.on({ preset: "fast", market, chain, node, stop: () => bench.stop() }, options);
	}

	/// They have attested, so that service is paid for; the tenant has funds. If that fails, all stop.
	static async on(ground: Ground, options: Options): Promise<Providers> {
		const providers = new Providers(ground);
		try {
			await providers.prepare(options);
			return providers;
		} catch (error) {
			await providers.stop();
			throw error;
		}
	}

	get market(): Market {
		return this.ground.market;
	}

	get chain(): Chain {
		return this.ground.chain;
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
	async serve(provider: ProviderKeys): Promise<Running> {
		const { market, chain } = this;
		const { number } = await chain.head();
		const lease = await running(market, provider, market.accounts.tenant, smallOrder(market), PRICE);
		const within = lease.started + MOVES - number;
		const { block } = await chain.event("leases.LeaseActivated", number, within, about(lease.lease));
		return { ...lease, started: block };
	}

	/// The block of the first attestation of `provider` in block `from` or after it.
	async attests(provider: ProviderKeys, from: number): Promise<number> {
		const { block } = await this.chain.event("attestation.Attested", from, ATTESTS_WITHIN, by(provider));
		return block;
	}

	/// `provider` has just stopped attesting: when its clock stops. Waits until just before that or after it.
	async clockStops({ account: { address } }: ProviderKeys): Promise<number> {
		const gone = (await this.chain.counting("best").head()).number;
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
		const { number, hash } = await this.chain.head();
		await this.journal.read(number);
		await checkBooks(this.chain, hash);
	}

	/// Once no lease is left: to the unit, the tenant has paid, the providers have earned and the foundation
	/// is owed what follows from what was attested, from the first block on. Gives the last block.
	async check(): Promise<{ number: number; hash: string }> {
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
		return { number, hash };
	}

	async stop(): Promise<void> {
		const { nodes, ground } = this;
		const logs = nodes.map((node) => node.written());
		await Promise.all([ground.stop(), ...nodes.map((node) => node.stop())]);
		for (const log of logs) assert.doesNotMatch(log, /panicked/, "the node of a provider panicked");
	}

	private async prepare({ count, lengths = {} }: Options): Promise<void> {
		const { market, ground } = this;
		const { providers, tenant } = market.accounts;
		const equipped = providers.slice(0, count);
		const motions = Object.entries(lengths).map(([name, blocks]) =>
			setting(market.chain, LENGTHS[name as keyof typeof LENGTHS], name, blocks),
		);
		const options = { preset: ground.preset, peers: await addresses(ground.node) };
		// The motions before anyone attests: an attestation is good for two periods as they are then.
		const outcomes = await Promise.allSettled([
			ProviderNode.startAll(equipped, options).then((nodes) => void (this.nodes = nodes)),
			market.council(motions),
			market.deposit(tenant, this.uspon, DEPOSIT),
		]);
		// Not before all have ended, so that what was started is known and can be stopped.
		for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
		await ground.admit?.(this.nodes);
		await admitEquipped(market, equipped, offerFor(market, smallOrder(market)));
	}
}

/// What is said about one provider.
export function by({ account: { address } }: ProviderKeys): (event: Event) => boolean {
	return ({ data }) => String(data["provider"]) === address;
}
