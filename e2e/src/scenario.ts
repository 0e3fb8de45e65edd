// Providers that fit an order, made ready to bid.

import type { ProviderKeys } from "./accounts.ts";
import type { Included } from "./chain.ts";
import { hex, times, total, type Market, type Offer, type OrderSpec } from "./market.ts";

/// Into which tiers a council can admit (R2).
export const COMMUNITY = ["Tier6", "Tier5", "Tier4", "Tier7"];

/// What a provider would have to be for this order: twice what it needs, and all it asks for.
export function offerFor(market: Market, spec: OrderSpec): Offer {
	const anywhere = ["us-west", "us-east", "eu-west", "ap-south", "sa-east", "af-south", "me-west", "oc-east", "eu-north"];
	const region = [...spec.regions, ...anywhere.map(hex)].find((name) => !spec.excludedRegions.includes(name));
	if (region === undefined) throw new Error("the order excludes every region");
	return {
		region,
		capacity: times(total(spec.services), 2),
		attributes: spec.attributes,
		tokens: market.tokens,
	};
}

/// The tier in which the council admits a provider for this order: the one that the protocol starts
/// with if the order takes it.
export function tierFor(spec: OrderSpec): string {
	return COMMUNITY.find((tier) => spec.tiers.length === 0 || spec.tiers.includes(tier)) ?? "Tier4";
}

/// Propose, approve and stake, all providers at once.
export async function admit(
	market: Market,
	providers: ProviderKeys[],
	offer: Offer,
	tier = "Tier6",
): Promise<Included[]> {
	const stake = await market.requiredStake(offer.capacity);
	const { sent, proposed } = await propose(market, providers, offer);
	const approved = await market.council(proposed.map((proposal) => market.approval(proposal, tier)));
	const staked = await Promise.all(providers.map((provider) => market.stake(provider, stake)));
	return [...sent, ...approved, ...staked];
}

/// Fund the keys of all providers and propose them: all that was sent, and of it, in their order, the
/// proposals.
export async function propose(
	market: Market,
	providers: ProviderKeys[],
	offer: Offer,
): Promise<{ sent: Included[]; proposed: Included[] }> {
	const [funded, proposed] = await Promise.all([
		Promise.all(providers.map((provider) => market.fundKeys(provider))),
		Promise.all(providers.map((provider) => market.propose(provider, offer))),
	]);
	return { sent: [...funded, ...proposed], proposed };
}
