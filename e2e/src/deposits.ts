// What a tenant has to deposit before it can order: the chain's present table and prices, and the
// arithmetic of the rules.

import type { Vec } from "@polkadot/types";
import type { Codec } from "@polkadot/types/types";
import { tokenId, type Token } from "./balances.ts";
import { plus, unitsFor, valueFor, type Bracket } from "./brackets.ts";
import { big, fields, type Chain } from "./chain.ts";
import { lock, ratesOf } from "./ledger.ts";
import { footprintOf, type Market, type OrderSpec, type ServiceSpec } from "./market.ts";

/// What one whole token is worth: US dollars, with 18 decimals (T3).
export async function priceOf(market: Market, token: Token, hash: string): Promise<bigint> {
	return big(fields(await market.chain.read(hash, "oracle.values", tokenId(token)))["value"]);
}

/// How much a wallet may run, by its value (E7).
export async function bracketsOf(chain: Chain, hash: string): Promise<Bracket[]> {
	const rows = await chain.read(hash, "escrow.brackets");
	return [...(rows as Vec<Codec>)].map((row) => {
		const { usd, withoutGpu, withGpu } = fields(row);
		return { usd: big(usd), withoutGpu: footprintOf(withoutGpu), withGpu: footprintOf(withGpu) };
	});
}

/// The least that `who` must still deposit before it may run `services` as well (E7).
export async function bracketDeposit(
	market: Market,
	who: string,
	token: Token,
	services: ServiceSpec[],
): Promise<bigint> {
	const { hash } = await market.chain.head();
	const { unlocked, locked, used } = await market.wallet(who, token, hash);
	const { usd } = valueFor(plus(used, await market.footprint(services)), await bracketsOf(market.chain, hash));
	const missing = unitsFor(usd, await priceOf(market, token, hash), token.decimals) - unlocked - locked;
	return missing > 0n ? missing : 0n;
}

/// What `who` had best deposit for an order, a little more than the least, and which rule asks for
/// that much.
export async function orderDeposit(
	market: Market,
	who: string,
	{ services, token: id, maxPrice, duration }: OrderSpec,
): Promise<{ amount: bigint; why: string }> {
	const token = market.tokenOf(id);
	const needs = [
		{ why: "the worst case of the order", amount: lock(maxPrice, BigInt(duration), ratesOf(token.symbol)) },
		{ why: "the token's minimum deposit", amount: await market.minDeposit(token) },
		{ why: "the deposit bracket", amount: await bracketDeposit(market, who, token, services) },
	];
	const { why, amount } = needs.reduce((most, need) => (need.amount > most.amount ? need : most));
	const step = 10n ** BigInt(Math.max(token.decimals - 2, 0));
	return { why, amount: (amount / step + 1n) * step };
}
