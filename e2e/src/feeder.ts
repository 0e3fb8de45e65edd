// The price feeders of the development chains, whose keys everybody knows (T3). A real one would
// ask several markets; these know what a development token is worth.

import { setTimeout as sleep } from "node:timers/promises";
import { tokenId } from "./balances.ts";
import { DOLLAR } from "./brackets.ts";
import type { Included } from "./chain.ts";
import type { Market } from "./market.ts";
import { red } from "./text.ts";

/// US dollars for one whole token, with 18 decimals.
const PRICES: Record<string, bigint> = { SPON: DOLLAR, uSPON: DOLLAR, tDAI: DOLLAR };

/// Well within the hour for which a feeder's word counts.
const INTERVAL_MS = 60_000;

/// Every feeder says once what every token is worth.
export async function feedOnce({ chain, accounts, tokens }: Market): Promise<Included[]> {
	const values = tokens.flatMap((token) => {
		const price = PRICES[token.symbol];
		return price === undefined ? [] : [[tokenId(token), price]];
	});
	return Promise.all(
		accounts.feeders.map((feeder) => chain.send(chain.call("oracle.feedValues", { values }), feeder)),
	);
}

/// Feed now, which this waits for, and again and again until `stop`. What is under way then may
/// fail in silence; any other failure is told, and the next attempt may do better.
export async function keepFeeding(market: Market, stop: AbortSignal): Promise<void> {
	const feed = () =>
		feedOnce(market).catch((error: Error) => {
			if (!stop.aborted) console.error(red(`No prices were fed: ${error.message}`));
		});
	const repeat = async () => {
		while (!stop.aborted) {
			await sleep(INTERVAL_MS, undefined, { signal: stop }).catch(() => {});
			if (!stop.aborted) await feed();
		}
	};
	await feed();
	void repeat();
}
