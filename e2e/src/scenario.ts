// Providers that fit an order, made ready to bid.

import type { ProviderKeys } from "./accounts.ts";
import { big, type Event, type Included } from "./chain.ts";
import { hex, times, total, type Market, type Offer, type OrderSpec } from "./market.ts";

interface Proposed {
	sent: Included[];
	proposed: Included[];
}

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

/// How many blocks after its approval a provider's node has attested at the latest.
const ATTESTS_WITHIN = 20;

/// Propose, approve and stake, all providers at once; then their nodes have attested, so that service is
/// paid for.
export async function admit(
	market: Market,
	providers: ProviderKeys[],
	offer: Offer,
	tier = "Tier6",
): Promise<Included[]> {
	const [admitted] = await Promise.all([admitEquipped(market, providers, offer, tier), equip(market, providers)]);
	return admitted;
}

/// The same of providers that have nodes of their own, with their keys.
export async function admitEquipped(
	market: Market,
	providers: ProviderKeys[],
	offer: Offer,
	tier = "Tier6",
): Promise<Included[]> {
	const stake = await market.requiredStake(offer.capacity);
	const { sent, proposed } = await proposeEquipped(market, providers, offer);
	const approved = await market.council(proposed.map((proposal) => market.approval(proposal, tier)));
	const staked = await Promise.all(providers.map((provider) => market.stake(provider, stake)));
	await attested(market, providers, approved);
	return [...sent, ...approved, ...staked];
}

/// The first attestations of the providers since they were `approved`, in their order: the block, and the
/// last one for which it is good.
export async function attested(
	{ chain }: Market,
	providers: ProviderKeys[],
	approved: Included[],
): Promise<{ block: number; until: number }[]> {
	const from = Math.min(...approved.map(({ block }) => block));
	return Promise.all(
		providers.map(async ({ account: { address } }) => {
			const by = ({ data }: Event) => String(data["provider"]) === address;
			const { block, event } = await chain.event("attestation.Attested", from, ATTESTS_WITHIN, by);
			return { block, until: Number(big(event.data["until"])) };
		}),
	);
}

/// Fund the keys of all providers, give the node those that attest, and propose the providers.
export async function propose(market: Market, providers: ProviderKeys[], offer: Offer): Promise<Proposed> {
	const [proposed] = await Promise.all([proposeEquipped(market, providers, offer), equip(market, providers)]);
	return proposed;
}

/// The same of providers that have nodes of their own: all that was sent, and of it, in their order, the
/// proposals.
export async function proposeEquipped(market: Market, providers: ProviderKeys[], offer: Offer): Promise<Proposed> {
	const [funded, proposed] = await Promise.all([
		Promise.all(providers.map((provider) => market.fundKeys(provider))),
		Promise.all(providers.map((provider) => market.propose(provider, offer))),
	]);
	return { sent: [...funded, ...proposed], proposed };
}

/// Let this one node attest for all of them.
async function equip(market: Market, providers: ProviderKeys[]): Promise<void> {
	await Promise.all(providers.map((provider) => market.equip(provider)));
}
