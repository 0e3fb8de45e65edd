// What only the sudo key of the `dev` preset can do, so that any file can be played: give the
// demonstration's people what it takes, and grant a trust tier that otherwise takes months to earn.

import type { ProviderKeys } from "./accounts.ts";
import { SPON, type Token } from "./balances.ts";
import { fields, type Included, type Tx } from "./chain.ts";
import type { Market, OrderSpec } from "./market.ts";

/// Kept free for fees, deposits and the keys' funds.
const SPARE = 1_000n;

/// Bring everybody up to what a deposit for `order` and a stake of `stake` take; nothing if they have
/// it.
export async function provide(
	market: Market,
	order: OrderSpec,
	deposit: bigint,
	providers: ProviderKeys[],
	stake: bigint,
): Promise<Included[]> {
	const token = market.tokenOf(order.token);
	const { tenant } = market.accounts;
	const calls = await Promise.all([
		...providers.map(({ account }) => topUp(market, account.address, SPON, stake)),
		topUp(market, tenant.address, token, deposit),
	]);
	return asRoot(market, calls.flat());
}

/// Put `providers` into the best tier that `order` takes, by writing where eras keeps it and where the
/// registry counts by tier. They must be all that there are in the tier that they come from.
export async function grantTier(market: Market, order: OrderSpec, providers: ProviderKeys[]): Promise<Included[]> {
	const { chain } = market;
	const { hash } = await chain.head();
	const best = [...order.tiers].sort()[0];
	const [first] = providers;
	if (best === undefined || first === undefined) return [];
	const from = { Tier: String(await chain.read(hash, "eras.tiers", first.account.address)) };
	const to = { Tier: best };
	const totals = (await chain.read(hash, "registry.totals", from)).toHex();
	const accounts = providers.map(({ account }) => account.address);
	const items = [
		...accounts.map((account) => [chain.key("eras.tiers", account), `0x0${Number(best.replace("Tier", "")) - 1}`]),
		...accounts.map((account) => [chain.key("registry.index", to, account), "0x"]),
		[chain.key("registry.totals", to), totals],
	];
	const keys = [
		...accounts.map((account) => chain.key("registry.index", from, account)),
		chain.key("registry.totals", from),
	];
	return asRoot(market, [
		chain.call("system.killStorage", { keys }),
		chain.call("system.setStorage", { items }),
	]);
}

async function topUp(market: Market, who: string, token: Token, needed: bigint): Promise<Tx[]> {
	const { hash } = await market.chain.head();
	const spare = SPARE * 10n ** BigInt(token.decimals);
	const missing = needed + spare - (await market.free(who, token, hash));
	if (missing <= 0n) return [];
	if (token.asset === undefined) {
		return [market.chain.call("balances.forceSetBalance", { who, newFree: needed + spare })];
	}
	const details = fields(await market.chain.read(hash, "assets.asset", token.asset));
	const mint = market.chain.call("assets.mint", { id: token.asset, beneficiary: who, amount: missing });
	return [
		market.chain.call("utility.dispatchAs", {
			asOrigin: { system: { Signed: String(details["issuer"]) } },
			call: mint,
		}),
	];
}

async function asRoot(market: Market, calls: Tx[]): Promise<Included[]> {
	if (calls.length === 0) return [];
	const batch = market.chain.call("utility.batchAll", { calls });
	const included = await market.chain.send(market.chain.call("sudo.sudo", { call: batch }), market.accounts.sudo);
	const outcome = included.events.flatMap(({ name, data }) =>
		name === "sudo.Sudid" ? [data["sudoResult"]] : name === "utility.DispatchedAs" ? [data["result"]] : [],
	);
	for (const result of outcome) {
		const failure = market.chain.failure(result);
		if (failure !== undefined) throw new Error(`sudo: ${failure.name}`);
	}
	return [included];
}
