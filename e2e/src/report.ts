// Tells a story in steps: what was sent, in which block, what it cost, and every balance that changed.

import { changes, snapshot, SPON, type Holding, type Snapshot, type Token } from "./balances.ts";
import type { Included } from "./chain.ts";
import type { Market } from "./market.ts";
import { amount, bold, change, columns, dim, green } from "./text.ts";

/// What a step did: its transactions, and the block to look at if a hook did more later.
export interface Done {
	sent: Included[];
	until?: number;
	notes?: string[];
}

export class Report {
	private steps = 0;

	private constructor(
		private readonly market: Market,
		private readonly first: Snapshot,
		private last: Snapshot,
	) {}

	static async start(market: Market): Promise<Report> {
		const { hash } = await market.chain.head();
		const first = await snapshot(market.chain, market.accounts, market.tokens, hash);
		return new Report(market, first, first);
	}

	/// Do something and tell of it, with everything that changed since the step before.
	async step<T extends Done>(title: string, act: () => Promise<T>): Promise<T> {
		this.steps += 1;
		const done = await act();
		const { sent, until = 0, notes = [] } = done;
		const { chain, accounts, tokens } = this.market;
		const block = Math.max(until, ...sent.map((included) => included.block));
		const first = Math.min(...sent.map((included) => included.block), until === 0 ? Infinity : until);
		const now = await snapshot(chain, accounts, tokens, await chain.hashOf(block));
		const when = first === block ? `block ${block}` : `blocks ${first} to ${block}`;
		console.log(`\n${bold(`${String(this.steps).padStart(2)}  ${title}`)}  ${dim(when)}`);
		for (const note of notes) console.log(`    ${note}`);
		const calls = sent.map(({ call, signer, block: at, fee }) => [
			call,
			accounts.name(signer),
			`block ${at}`,
			fee === 0n ? "no fee" : `fee ${amount(fee, SPON.decimals)} SPON`,
		]);
		if (calls.length > 0) console.log(dim(columns(calls, "    ")));
		const moved = changes(this.last, now);
		if (moved.length > 0) console.log(movements(moved));
		this.last = now;
		return done;
	}

	/// Who gave and who got, over all steps. Throws unless, token by token, it adds up.
	finish(): void {
		const all = changes(this.first, this.last);
		for (const token of this.market.tokens) this.table(token, all.filter((holding) => holding.token === token));
	}

	private table(token: Token, moved: Holding[]): void {
		const owners = new Map<string, bigint>();
		for (const { owner, amount: by } of moved) owners.set(owner, (owners.get(owner) ?? 0n) + by);
		const created = (this.last.issuance.get(token.symbol) ?? 0n) - (this.first.issuance.get(token.symbol) ?? 0n);
		if (created !== 0n) owners.set(created > 0n ? "(created)" : "(destroyed)", -created);
		const sorted = [...owners].filter(([, by]) => by !== 0n).sort(([, a], [, b]) => (a < b ? -1 : 1));
		const left = sorted.reduce((sum, [, by]) => (by < 0n ? sum - by : sum), 0n);
		const arrived = sorted.reduce((sum, [, by]) => (by > 0n ? sum + by : sum), 0n);
		const full = (units: bigint) => amount(units, token.decimals, true);
		const lines = columns([
			[token.symbol, "left", "arrived"],
			...sorted.map(([owner, by]) => [owner, by < 0n ? full(-by) : "", by > 0n ? full(by) : ""]),
			["Sum", full(left), full(arrived)],
		]).split("\n");
		const rule = `  ${"-".repeat(Math.max(...lines.map((line) => line.length)) - 2)}`;
		console.log(["", bold(lines[0] ?? ""), rule, ...lines.slice(1, -1), rule, bold(lines.at(-1) ?? "")].join("\n"));
		if (left !== arrived) throw new Error(`${token.symbol}: ${full(left)} left, but ${full(arrived)} arrived`);
		console.log(green(`  What left arrived, to the last of ${token.decimals} decimals.`));
	}
}

/// A line each, with the amounts below one another at their point.
function movements(moved: Holding[]): string {
	const lines = moved.map(({ owner, place, token, amount: by }) => {
		const [whole = "", fraction] = change(by, token.decimals).split(".");
		return { whose: `${owner}: ${place}`, whole, rest: `${fraction === undefined ? "" : `.${fraction}`} ${token.symbol}` };
	});
	const widest = (of: (line: (typeof lines)[number]) => string) => Math.max(...lines.map((line) => of(line).length));
	const [whose, whole] = [widest((line) => line.whose), widest((line) => line.whole)];
	return lines
		.map((line) => `    ${line.whose.padEnd(whose)}  ${line.whole.padStart(whole)}${line.rest}`)
		.join("\n");
}
