// An outage for which a provider is slashed, held against the rules.

import assert from "node:assert/strict";
import type { ProviderKeys } from "../src/accounts.ts";
import { DOLLAR, valueOf } from "../src/brackets.ts";
import { big, type Event } from "../src/chain.ts";
import { gross } from "../src/ledger.ts";
import { total } from "../src/market.ts";
import { by, type Providers } from "./providers.ts";
import { about, cost, end, smallOrder, type Running } from "./support.ts";

/// What it comes to.
interface Outage {
	/// When the clock stopped.
	stopped: number;
	/// When the lease ended.
	since: number;
	/// The value of the service missed, in US dollars with 18 decimals.
	missed: bigint;
	/// The same in SPON: what the provider loses.
	amount: bigint;
	/// Which slash that is.
	slash: bigint;
}

/// `provider`, which serves one lease, has just gone, and is not back `limit` blocks after its clock stopped:
/// the lease ends, and costs what the rules say (S4, S5).
export async function outage(
	providers: Providers,
	provider: ProviderKeys,
	lease: Running,
	limit: number,
	sponPrice: bigint,
): Promise<Outage> {
	const { chain, market, uspon } = providers;
	const stopped = await providers.clockStops(provider);
	const since = stopped + limit;
	assert.equal(await end(chain, lease.lease, since, "Outage"), since);

	const missed = valueOf(gross([{ price: lease.price, blocks: BigInt(limit) }]), DOLLAR, uspon.decimals);
	const inSpon = (usd: bigint) => (usd * 10n ** 12n * DOLLAR) / sponPrice;
	const amount = inSpon(missed);
	const most = (await market.requiredStake(total(smallOrder(market).services))) / 10n;
	assert.ok(0n < amount && amount < most, "the outage costs its value");
	const raised = await chain.event("staking.SlashRaised", since, 0, by(provider));
	assert.equal(String(raised.event.data["kind"]), "Outage");
	const recorded = await chain.event("staking.LossRecorded", since, 0, about(lease.lease));
	const unspent = valueOf(lease.locked - cost(lease, stopped).tenant, DOLLAR, uspon.decimals);
	assert.equal(big(recorded.event.data["unspent"]), unspent);
	assert.equal(big(recorded.event.data["loss"]), inSpon(unspent));
	return { stopped, since, missed, amount, slash: big(raised.event.data["slash"]) };
}

/// What is said about one slash.
export function ofSlash(slash: bigint): (event: Event) => boolean {
	return ({ data }) => big(data["slash"]) === slash;
}
