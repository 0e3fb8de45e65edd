// What the tests share: a chain to run on, and a strict account of every balance that changes.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { KeyringPair } from "@polkadot/keyring/types";
import type { ProviderKeys } from "../src/accounts.ts";
import { changes, snapshot, SPON, type Snapshot, type Token } from "../src/balances.ts";
import { checkBooks } from "../src/books.ts";
import { big, Chain, fields, Refused, type Event, type Included, type Tx } from "../src/chain.ts";
import { feedOnce } from "../src/feeder.ts";
import { lock, ratesOf, split, transactionFees, type Rates, type Split } from "../src/ledger.ts";
import { hex, Market, type OrderSpec } from "../src/market.ts";
import { startNode, type Node, type Preset } from "../src/node.ts";

export const EXAMPLE = new URL("../../examples/pytorch.yaml", import.meta.url).pathname;

/// A chain of one node, with prices. Every test on it ends with `settled`, the last with `stop`.
export class Bench {
	private constructor(
		readonly node: Node,
		public market: Market,
	) {}

	/// Its node attests for providers unless that is left to their own (`attests`).
	static async start(preset: Preset, attests = true): Promise<Bench> {
		const bench = await Bench.unpriced(preset, attests);
		try {
			await feedOnce(bench.market);
			return bench;
		} catch (error) {
			await bench.stop();
			throw error;
		}
	}

	/// A chain on which nobody has fed a price yet.
	static async unpriced(preset: Preset, attests = true): Promise<Bench> {
		const node = await startNode({ preset, attests });
		let chain: Chain | undefined;
		try {
			chain = await Chain.connect(node.url);
			return new Bench(node, await Market.on(chain));
		} catch (error) {
			await chain?.disconnect();
			await node.stop();
			throw error;
		}
	}

	get chain(): Chain {
		return this.market.chain;
	}

	/// There is another token: what follows knows it.
	async reread(): Promise<Market> {
		this.market = await Market.on(this.chain);
		return this.market;
	}

	/// No order is open any more. One that a test leaves behind must not end in the middle of the next.
	async idle(): Promise<void> {
		const { chain } = this;
		for (let { number, hash } = await chain.head(); (await chain.entries(hash, "orders.orders")).length > 0; ) {
			number += 1;
			hash = await chain.reach(number);
		}
	}

	/// The books of the live chain agree.
	async settled(): Promise<void> {
		await checkBooks(this.chain, (await this.chain.head()).hash);
	}

	async stop(): Promise<void> {
		const log = readFileSync(this.node.log, "utf8");
		await this.chain.disconnect();
		await this.node.stop();
		assert.doesNotMatch(log, /panicked/, "the node panicked");
	}
}

/// A change that is expected: of whom, of what, where, by how much.
export type Expected = [owner: string, token: Token, place: string, amount: bigint];

/// Follows every balance on the chain: what is not expected to change must not.
export class Account {
	/// The blocks looked at, by number.
	private readonly seen = new Map<number, string>();

	private constructor(
		private readonly market: Market,
		/// Blocks to look beyond a transaction's own, which a fork may yet move.
		private readonly margin: number,
		private block: number,
		private last: Snapshot,
	) {}

	/// As of block `from`, or else of the last one.
	static async open(market: Market, margin = 0, from?: number): Promise<Account> {
		const number = from ?? (await market.chain.head()).number;
		return new Account(market, margin, number, await at(market, number));
	}

	/// From the last call to block `until`, exactly `expected` changed, and the transaction fees.
	async expect(until: number, expected: Expected[]): Promise<void> {
		const { chain } = this.market;
		const block = until + this.margin;
		this.seen.set(block, await chain.reach(block));
		const now = await at(this.market, block);
		const due = [...expected];
		for (let number = this.block + 1; number <= block; number += 1) due.push(...(await fees(this.market, number)));
		assert.deepEqual(sums(moved(this.last, now)), sums(due), `blocks ${this.block + 1} to ${block}`);
		this.block = block;
		this.last = now;
	}

	/// Wait until all that was looked at is final; gives the last block.
	async final(): Promise<number> {
		const { chain } = this.market;
		await chain.final(this.block);
		for (const [block, hash] of this.seen) assert.equal(await chain.hashOf(block), hash, "no fork");
		return this.block;
	}
}

/// A small order that any provider of `offerFor` fits.
export function smallOrder(market: Market, changes: Partial<OrderSpec> = {}): OrderSpec {
	return {
		services: [{ vcpuMillis: 500, ramMib: 512, storageGib: 1, gpu: null, replicas: 1 }],
		regions: [hex("us-west")],
		excludedRegions: [],
		attributes: { [hex("storage/class")]: hex("beta3") },
		tiers: [],
		mode: "Provider",
		token: { WithId: market.token("uSPON").asset ?? 0n },
		maxPrice: 1_234_567n,
		duration: 600,
		manifest: `0x${"ab".repeat(32)}`,
		strategy: "Cheapest",
		allow: null,
		deny: [],
		...changes,
	};
}

/// A lease in service.
export interface Running {
	lease: bigint;
	price: bigint;
	/// The block since which it is paid for.
	started: number;
	rates: Rates;
	/// What must be locked for all of it.
	locked: bigint;
}

/// Order, and let `provider` win at `price` per hour; it has not confirmed yet.
export async function won(
	market: Market,
	provider: ProviderKeys,
	tenant: KeyringPair,
	spec: OrderSpec,
	price: bigint,
): Promise<{ order: bigint; lease: bigint }> {
	const { order, included } = await market.order(tenant, spec);
	await market.bid(provider, order, price);
	const { lease } = await market.award(order, included.block + 1);
	return { order, lease };
}

/// The same, and it confirms and serves.
export async function running(
	market: Market,
	provider: ProviderKeys,
	tenant: KeyringPair,
	spec: OrderSpec,
	price: bigint,
	rates = ratesOf(market.tokenOf(spec.token).symbol),
): Promise<Running> {
	const { lease } = await won(market, provider, tenant, spec, price);
	await market.confirm(provider, lease);
	const { block } = await market.activate(provider, lease, { host: "example.org", ports: [], url: null });
	return { lease, price, started: block, rates, locked: lock(price, BigInt(spec.duration), rates) };
}

/// What a lease that was served until block `ended` has cost in all.
export function cost({ price, started, rates }: Running, ended: number): Split {
	return split([{ price, blocks: BigInt(ended - started) }], rates);
}

/// What is said about one lease.
export function about(lease: bigint): (event: Event) => boolean {
	return ({ data }) => big(data["lease"]) === lease;
}

/// The block in which the chain ended a lease as of block `since`, for `reason`.
export async function end(chain: Chain, lease: bigint, since: number, reason: string): Promise<number> {
	const { block, event } = await chain.event("leases.LeaseClosing", since, 5, about(lease));
	assert.equal(String(event.data["reason"]), reason);
	assert.equal(Number(big(event.data["ended"])), since);
	return block;
}

/// What the registry stores of where a provider stands.
export async function statusOf({ chain }: Market, { account }: ProviderKeys): Promise<string> {
	const entry = await chain.read((await chain.head()).hash, "registry.providers", account.address);
	return String(fields(entry)["status"]);
}

/// Funds are locked; unlocked, if it is less than nothing.
export function locking(who: string, token: Token, amount: bigint): Expected[] {
	return [
		[who, token, "wallet, unlocked", -amount],
		[who, token, "wallet, locked", amount],
	];
}

export type Paid = Pick<Split, "tenant" | "provider">;

/// A tenant pays for service, and the fees.
export function paying(who: string, token: Token, { tenant, provider }: Paid, to = "Dave"): Expected[] {
	return [
		[who, token, "wallet, locked", -tenant],
		[to, token, "earned", provider],
		["Foundation", token, "owed", tenant - provider],
	];
}

/// A lease whose lock was `locked` ends having cost `paid`: the rest unlocks.
export function ending(who: string, token: Token, paid: Paid, locked: bigint, to = "Dave"): Expected[] {
	return [...paying(who, token, paid, to), ...locking(who, token, paid.tenant - locked)];
}

/// The transaction is refused with this error, and changes nothing but its fee.
export async function refused(market: Market, error: string, sending: Promise<unknown>): Promise<void> {
	const { included } = await refusal(error, sending);
	await nothingChanged(market, included);
}

/// The motion passes, and its call is refused with this error.
export async function motionRefused(market: Market, error: string, call: Tx, votesFor?: number): Promise<void> {
	await refusal(error, market.council([call], votesFor));
}

async function refusal(error: string, sending: Promise<unknown>): Promise<Refused> {
	const reason = await sending.then(
		() => assert.fail(`expected ${error}, but it went through`),
		(reason: unknown) => reason,
	);
	if (!(reason instanceof Refused)) throw reason;
	assert.equal(reason.error, error);
	// The chain's own few, such as BadOrigin, have no documentation.
	if (error.includes(".")) assert.notEqual(reason.docs, "", "an error says what to do about it");
	return reason;
}

/// What the transaction fees of block `number` change.
async function fees(market: Market, number: number): Promise<Expected[]> {
	const { chain, accounts } = market;
	const paid = (await chain.events(number)).flatMap(({ name, data }): [string, bigint][] =>
		name === "transactionPayment.TransactionFeePaid"
			? [[accounts.name(String(data["who"])), big(data["actualFee"])]]
			: [],
	);
	const { foundation, author } = transactionFees(paid.reduce((sum, [, fee]) => sum + fee, 0n));
	return [
		...paid.map(([who, fee]): Expected => [who, SPON, "free", -fee]),
		["Foundation", SPON, "owed", foundation],
		[accounts.name(await market.author(await chain.hashOf(number))), SPON, "owed", author],
	];
}

function moved(before: Snapshot, after: Snapshot): Expected[] {
	return changes(before, after).map(({ owner, token, place, amount }) => [owner, token, place, amount]);
}

/// Changes of the same kind together, without those that come to nothing.
function sums(all: Expected[]): Record<string, bigint> {
	const sum = new Map<string, bigint>();
	for (const [owner, { symbol }, place, amount] of all) {
		const key = `${owner}, ${place}, ${symbol}`;
		sum.set(key, (sum.get(key) ?? 0n) + amount);
	}
	return Object.fromEntries([...sum].filter(([, amount]) => amount !== 0n).sort());
}

async function nothingChanged(market: Market, { block }: Included): Promise<void> {
	const { chain } = market;
	const found = moved(await at(market, block - 1), await at(market, block));
	assert.deepEqual(sums(found), sums(await fees(market, block)));
	const maps = [
		"escrow.wallets",
		"orders.orders",
		"orders.bids",
		"leases.leases",
		"registry.proposals",
		"registry.providers",
		"registry.attestationKeys",
		"registry.reserved",
		"staking.ledgers",
		"staking.slashes",
		"staking.claims",
	];
	const stored = async (number: number) => {
		const hash = await chain.hashOf(number);
		const entries = await Promise.all(maps.map((map) => chain.entries(hash, map)));
		return entries.flat().map(({ keys, value }) => [...keys.map(String), value.toHex()].join(" "));
	};
	assert.deepEqual(await stored(block), await stored(block - 1));
}

async function at(market: Market, block: number): Promise<Snapshot> {
	const { chain, accounts, tokens } = market;
	return snapshot(chain, accounts, tokens, await chain.hashOf(block));
}
