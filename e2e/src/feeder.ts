// The price feeders of the development chains, whose keys everybody knows (T3). A real one would
// ask several markets; these know what a development token is worth.

import { setTimeout as sleep } from "node:timers/promises";
import { tokenId, type Token } from "./balances.ts";
import { DOLLAR } from "./brackets.ts";
import type { Included } from "./chain.ts";
import type { Market } from "./market.ts";
import { red } from "./text.ts";

/// A token, and what a whole one is worth: US dollars, with 18 decimals.
export type Value = [token: Token, price: bigint];

/// US dollars for one whole token, with 18 decimals.
const PRICES: Record<string, bigint> = { SPON: DOLLAR, uSPON: DOLLAR, tDAI: DOLLAR };

/// Well within the hour for which a feeder's word counts.
const INTERVAL_MS = 60_000;

/// Every feeder says once what every token is worth.
export async function feedOnce(market: Market): Promise<Included[]> {
	const values = market.tokens.flatMap((token): Value[] => {
		const price = PRICES[token.symbol];
		return price === undefined ? [] : [[token, price]];
	});
	return feed(market, values);
}

/// Every feeder says the same of some tokens.
export async function feed({ chain, accounts }: Market, said: Value[]): Promise<Included[]> {
	const values = said.map(([token, price]) => [tokenId(token), price]);
	return Promise.all(
		accounts.feeders.map((feeder) => chain.send(chain.call("oracle.feedValues", { values }), feeder)),
	);
}

/// Feed now, which this waits for, and again and again until `stop`. What is under way then may
/// fail in silence; any other failure is told, and the next attempt may do better.
export async function keepFeeding(market: Market, stop: AbortSignal): Promise<void> {
	const attempt = () =>
		feedOnce(market).catch((error: Error) => {
			if (!stop.aborted) console.error(red(`No prices were fed: ${error.message}`));
		});
	const repeat = async () => {
		while (!stop.aborted) {
			await sleep(INTERVAL_MS, undefined, { signal: stop }).catch(() => {});
			if (!stop.aborted) await attempt();
		}
	};
	await attempt();
	void repeat();
}
