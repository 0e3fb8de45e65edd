// Every balance on the chain: what accounts own, and, in place of what the escrow's accounts have on
// hold and of the fees in their pot, whose it is by the ledgers of both. So every unit is counted once,
// and the sum is the issuance.

import type { Enum } from "@polkadot/types";
import type { Codec } from "@polkadot/types/types";
import type { Accounts } from "./accounts.ts";
import { big, fields, type Chain } from "./chain.ts";

/// SPON has no asset id (T1).
export interface Token {
	symbol: string;
	decimals: number;
	asset: bigint | undefined;
}

/// How calls and storage name a token.
export type TokenId = "Native" | { WithId: bigint };

export const SPON: Token = { symbol: "SPON", decimals: 18, asset: undefined };

export interface Holding {
	token: Token;
	owner: string;
	/// Where it lies: "free", "staked", "wallet, locked".
	place: string;
	amount: bigint;
}

export interface Snapshot {
	/// By token, owner and place.
	holdings: Map<string, Holding>;
	/// By token's symbol: what exists.
	issuance: Map<string, bigint>;
}

/// What the reasons of holds mean to their owner.
const PLACES: Record<string, string> = {
	"Staking.Stake": "staked",
	"Staking.Slash": "slashed",
	"Registry.Proposal": "deposit of the proposal",
	"Council.ProposalSubmission": "deposit of the motion",
	"Session.Keys": "deposit for session keys",
};

const ESCROW = "Escrow.Escrow";

/// Who is owed fees (F7).
export type Payee = "Foundation" | "RewardPot" | "Burn" | { Author: string };

const PAYEES = { Foundation: "Foundation", RewardPot: "Reward pot", Burn: "(to be burnt)" };

export function tokenId(token: Token): TokenId {
	return token.asset === undefined ? "Native" : { WithId: token.asset };
}

/// A token as storage names it.
export function idOf(key: Codec | undefined): TokenId {
	const { type, value } = key as Enum;
	return type === "Native" ? "Native" : { WithId: big(value) };
}

/// SPON and every asset.
export async function allTokens(chain: Chain): Promise<Token[]> {
	const { hash } = await chain.head();
	const assets = await chain.entries(hash, "assets.metadata");
	return [
		SPON,
		...assets.map(({ keys, value }) => ({
			symbol: Buffer.from(fields(value)["symbol"]?.toU8a(true) ?? []).toString(),
			decimals: Number(fields(value)["decimals"]),
			asset: big(keys[0]),
		})),
	];
}

/// Every balance as of block `hash`; throws if a token's do not add up.
export async function snapshot(
	chain: Chain,
	accounts: Accounts,
	tokens: Token[],
	hash: string,
): Promise<Snapshot> {
	const holdings = new Map<string, Holding>();
	const inEscrow = new Map<string, bigint>();
	const byAsset = (asset: bigint) => {
		const token = tokens.find((t) => t.asset === asset);
		if (token === undefined) throw new Error(`asset ${asset} is new`);
		return token;
	};
	const byId = (key: Codec | undefined) => {
		const id = idOf(key);
		return id === "Native" ? SPON : byAsset(id.WithId);
	};
	const add = (token: Token, owner: string, place: string, amount: bigint) => {
		const key = `${token.symbol}|${owner}|${place}`;
		const held = holdings.get(key)?.amount ?? 0n;
		if (amount !== 0n) holdings.set(key, { token, owner, place, amount: held + amount });
	};
	/// Gives what is on hold, all reasons together.
	const addHolds = (token: Token, owner: string, holds: Codec): bigint =>
		[...(holds as unknown as Iterable<Codec>)].reduce((sum, hold) => {
			const amount = big(fields(hold)["amount"]);
			const reason = reasonOf(fields(hold)["id"]);
			if (reason === ESCROW) {
				inEscrow.set(token.symbol, (inEscrow.get(token.symbol) ?? 0n) + amount);
			} else {
				add(token, owner, PLACES[reason] ?? `on hold (${reason})`, amount);
			}
			return sum + amount;
		}, 0n);

	const [native, nativeHolds, assets, assetHolds, wallets, earnings, owed] = await Promise.all(
		[
			"system.account",
			"balances.holds",
			"assets.account",
			"assetsHolder.holds",
			"escrow.wallets",
			"escrow.earnings",
			"fees.owed",
		].map((name) => chain.entries(hash, name)),
	);
	const name = (account: Codec | undefined) => accounts.name(account?.toString() ?? "");

	const reserved = new Map<string, bigint>();
	for (const { keys, value } of native ?? []) {
		const data = fields(fields(value)["data"] as Codec);
		add(SPON, name(keys[0]), "free", big(data["free"]));
		reserved.set(name(keys[0]), big(data["reserved"]));
	}
	for (const { keys, value } of nativeHolds ?? []) {
		const owner = name(keys[0]);
		reserved.set(owner, (reserved.get(owner) ?? 0n) - addHolds(SPON, owner, value));
	}
	for (const [owner, amount] of reserved) add(SPON, owner, "reserved", amount);
	for (const { keys, value } of assets ?? []) {
		add(byAsset(big(keys[0])), name(keys[1]), "free", big(fields(value)["balance"]));
	}
	for (const { keys, value } of assetHolds ?? []) addHolds(byAsset(big(keys[0])), name(keys[1]), value);

	const ledger = new Map<string, bigint>();
	const record = (token: Token, owner: string, place: string, amount: bigint) => {
		add(token, owner, place, amount);
		ledger.set(token.symbol, (ledger.get(token.symbol) ?? 0n) + amount);
	};
	for (const { keys, value } of wallets ?? []) {
		const wallet = fields(value);
		record(byId(keys[1]), name(keys[0]), "wallet, unlocked", big(wallet["unlocked"]));
		record(byId(keys[1]), name(keys[0]), "wallet, locked", big(wallet["locked"]));
	}
	for (const { keys, value } of earnings ?? []) record(byId(keys[1]), name(keys[0]), "earned", big(value));
	for (const { keys, value } of owed ?? []) {
		const { escrow, pot } = fields(value);
		const [payee, token] = [payeeOf(keys[0]), byId(keys[1])];
		const owner = typeof payee === "string" ? PAYEES[payee] : accounts.name(payee.Author);
		record(token, owner, "owed", big(escrow));
		add(token, owner, "owed", big(pot));
		add(token, accounts.name(accounts.feePot), "free", -big(pot));
	}

	const issuance = new Map<string, bigint>();
	for (const token of tokens) {
		const { symbol } = token;
		if ((ledger.get(symbol) ?? 0n) !== (inEscrow.get(symbol) ?? 0n)) {
			throw new Error(`${symbol}: the escrow holds ${inEscrow.get(symbol)}, its ledger says ${ledger.get(symbol)}`);
		}
		const issued = await issuanceOf(chain, token, hash);
		const sum = [...holdings.values()]
			.filter((holding) => holding.token === token)
			.reduce((total, { amount }) => total + amount, 0n);
		if (sum !== issued) throw new Error(`${symbol}: ${issued} were issued, and balances are ${sum} in all`);
		issuance.set(symbol, issued);
	}
	return { holdings, issuance };
}

/// What changed from one snapshot to the next, with the amount as the difference.
export function changes(before: Snapshot, after: Snapshot): Holding[] {
	const keys = new Set([...before.holdings.keys(), ...after.holdings.keys()]);
	return [...keys].sort().flatMap((key) => {
		const [was, is] = [before.holdings.get(key), after.holdings.get(key)];
		const amount = (is?.amount ?? 0n) - (was?.amount ?? 0n);
		const either = is ?? was;
		return either === undefined || amount === 0n ? [] : [{ ...either, amount }];
	});
}

async function issuanceOf(chain: Chain, token: Token, hash: string): Promise<bigint> {
	if (token.asset === undefined) return big(await chain.read(hash, "balances.totalIssuance"));
	const asset = await chain.read(hash, "assets.asset", token.asset);
	return big(fields(asset)["supply"]);
}

/// A payee as storage has it.
export function payeeOf(key: Codec | undefined): Payee {
	const { type, value } = key as Enum;
	return type === "Author" ? { Author: value.toString() } : (type as keyof typeof PAYEES);
}

/// "Staking.Stake" of the enum { Staking: "Stake" }.
function reasonOf(id: Codec | undefined): string {
	const { type, value } = id as Enum;
	return `${type}.${value.toString()}`;
}
