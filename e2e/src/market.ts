// What people do on the market, a function each: the demo and the tests are made of these.

import type { KeyringPair } from "@polkadot/keyring/types";
import type { BTreeMap, Bytes, u32, Vec } from "@polkadot/types";
import type { AccountId, Weight } from "@polkadot/types/interfaces";
import type { Codec } from "@polkadot/types/types";
import { stringToHex, u8aConcat } from "@polkadot/util";
import type { Accounts, ProviderKeys } from "./accounts.ts";
import { allTokens, idOf, payeeOf, SPON, tokenId, type Payee, type Token, type TokenId } from "./balances.ts";
import type { Footprint } from "./brackets.ts";
import { big, fields, Refused, type Chain, type Included, type Tx } from "./chain.ts";
import { developmentAccounts } from "./accounts.ts";

/// What a replica of a service needs, and how many there are (O1).
export interface ServiceSpec {
	vcpuMillis: number;
	ramMib: number;
	storageGib: number;
	gpu: { model: string; count: number } | null;
	replicas: number;
}

/// An order as the chain takes it (O1). Texts are in hex, here and below: a plain one that happened to
/// begin with 0x would be read as hex.
export interface OrderSpec {
	services: ServiceSpec[];
	regions: string[];
	excludedRegions: string[];
	attributes: Record<string, string>;
	tiers: string[];
	mode: "Provider" | "Fizz";
	token: TokenId;
	maxPrice: bigint;
	duration: number;
	manifest: string;
	strategy: "Cheapest" | "Balanced" | "MostTrusted";
	allow: string[] | null;
	deny: string[];
}

export interface Resources {
	vcpuMillis: bigint;
	ramMib: bigint;
	storageGib: bigint;
	gpus: Record<string, number>;
}

/// What a provider says of itself, as far as it differs between providers (R1).
export interface Offer {
	region: string;
	capacity: Resources;
	attributes: Record<string, string>;
	tokens: Token[];
}

/// How a lease is extended (L4): by time, or by what it may cost.
export type Extension = { Blocks: number } | { Amount: bigint };

/// What a tenant asks its lease to become, and the most it may cost per hour then (L3).
export interface LeaseUpdate {
	services: ServiceSpec[];
	manifest: string;
	maxPrice: bigint;
}

/// What an account has in a token, and what runs on it (E1, E7).
export interface Wallet {
	unlocked: bigint;
	locked: bigint;
	used: Footprint;
}

/// What a destination of fees is owed (F7).
export interface Due {
	payee: Payee;
	token: Token;
	amount: bigint;
}

/// How a running deployment is reached (L1).
export interface Access {
	host: string;
	/// What a service listens on, and the host's port that leads to it.
	ports: { service: number; external: number }[];
	url: string | null;
}

/// In thousandths of a SPON (S1).
const STAKE = { gpu: 50_000n, vcpu: 500n, gibRam: 250n, tibStorage: 2_000n };
const MILLI_SPON = 10n ** 15n;

/// How many members of the council decide; of three, these are more than half.
const MAJORITY = 2;

/// An operator key's SPON for fees, and a proxy's to exist and to own other tokens.
const OPERATOR_FUNDS = 10n * 10n ** 18n;
const PROXY_FUNDS = 10n ** 18n;

export class Market {
	private constructor(
		readonly chain: Chain,
		readonly accounts: Accounts,
		readonly tokens: Token[],
	) {}

	static async on(chain: Chain): Promise<Market> {
		const accounts = await developmentAccounts(chain.api.registry.chainSS58 ?? 42, {
			feesId: chain.constant("fees.palletId").toU8a(true),
			councilAccount: chain.constant("governance.councilAccount").toString(),
		});
		return new Market(chain, accounts, await allTokens(chain));
	}

	token(symbol: string): Token {
		const token = this.tokens.find((t) => t.symbol === symbol);
		if (token === undefined) throw new Error(`this chain knows no token ${symbol}`);
		return token;
	}

	tokenOf(id: TokenId): Token {
		const token = this.tokens.find((t) => t.asset === (id === "Native" ? undefined : BigInt(id.WithId)));
		if (token === undefined) throw new Error("this chain does not know the order's token");
		return token;
	}

	/// What the services count for (E7).
	async footprint(services: ServiceSpec[]): Promise<Footprint> {
		const { vcpuMillis, ramMib, storageGib, gpus } = total(services);
		return { vcpuMillis, ramMib, storageGib, gpuUnits: await this.gpuUnits(gpus) };
	}

	/// Carry motions through with the votes of that many members: propose, vote, close. Throws what a
	/// motion's call was refused with.
	async council(calls: Tx[], votesFor = MAJORITY): Promise<Included[]> {
		const [proposer] = this.accounts.council;
		const voters = this.accounts.council.slice(0, votesFor);
		const proposed = await Promise.all(
			calls.map((call) => this.send("council.propose", proposer, {
				threshold: votesFor,
				proposal: call,
				lengthBound: call.method.encodedLength,
			})),
		);
		const motions = await Promise.all(
			proposed.map(async ({ events }, i) => {
				const { data } = required(events.find(({ name }) => name === "council.Proposed"));
				const { weight } = await required(calls[i]).paymentInfo(proposer);
				return { index: data["proposalIndex"], hash: data["proposalHash"], weight, call: required(calls[i]) };
			}),
		);
		const votes = await Promise.all(
			motions.flatMap(({ hash, index }) =>
				voters.map((member) =>
					this.send("council.vote", member, { proposal: hash, index, approve: true }),
				),
			),
		);
		const closed = await Promise.all(
			motions.flatMap(({ hash, index, weight, call }) => [
				this.send("council.close", proposer, {
					proposalHash: hash,
					index,
					proposalWeightBound: weight as Weight,
					lengthBound: call.method.encodedLength,
				}).then((included) => this.executed(included)),
				this.send("council.releaseProposalCost", proposer, { proposalHash: hash }),
			]),
		);
		return [...proposed, ...votes, ...closed];
	}

	/// Let a provider's keys work: SPON for fees to its operator, and to its proxy the least it needs
	/// to own each token.
	async fundKeys(provider: ProviderKeys): Promise<Included> {
		const { hash } = await this.chain.head();
		const minimums = await Promise.all(
			this.tokens.flatMap(({ asset }) =>
				asset === undefined
					? []
					: [this.chain.read(hash, "assets.asset", asset).then((details) => ({ asset, least: big(fields(details)["minBalance"]) }))],
			),
		);
		const pay = (dest: string, value: bigint) =>
			this.chain.call("balances.transferKeepAlive", { dest, value });
		const calls = [
			pay(provider.operator.address, OPERATOR_FUNDS),
			pay(provider.proxy, PROXY_FUNDS),
			...minimums.map(({ asset, least }) =>
				this.chain.call("assets.transferKeepAlive", { id: asset, target: provider.proxy, amount: least }),
			),
		];
		return this.send("utility.batchAll", provider.account, { calls });
	}

	/// Let the node attest for a provider, once it is one (A1).
	async equip({ attestation, attestationUri }: ProviderKeys): Promise<void> {
		await this.chain.insertKey("patt", attestationUri, attestation.publicKey);
	}

	async propose(provider: ProviderKeys, offer: Offer): Promise<Included> {
		return this.chain.send(this.proposal(provider, offer), provider.account);
	}

	/// The call by which a provider proposes itself. Its proof that it has the attestation key is that
	/// key's signature of these bytes, as they are (R1).
	proposal(provider: ProviderKeys, offer: Offer): Tx {
		const host = provider.name.toLowerCase();
		return this.chain.call("registry.propose", {
			details: {
				name: hex(`${provider.name}'s data centre`),
				region: offer.region,
				mode: "Provider",
				capacity: offer.capacity,
				cpuClass: hex("medium"),
				hostUri: hex(`https://${host}.example:8443`),
				tlsHash: `0x${"00".repeat(32)}`,
				tokens: offer.tokens.map(tokenId),
				rewardAccount: provider.account.address,
				operator: provider.operator.address,
				attributes: offer.attributes,
			},
			attestationKey: provider.attestation.publicKey,
			proof: provider.attestation.sign(u8aConcat("POP_", provider.account.publicKey)),
		});
	}

	/// The call that admits a provider as it proposed itself in that transaction (R2).
	approval(proposed: Included, tier: string): Tx {
		return this.chain.call("registry.approve", { ...proposalIn(proposed), tier });
	}

	/// The call that turns it down; as spam, its deposit is lost (R2).
	rejection(proposed: Included, spam: boolean): Tx {
		return this.chain.call("registry.reject", { ...proposalIn(proposed), spam });
	}

	/// The GPU models of `services` that the catalogue does not list.
	async unlisted(services: ServiceSpec[]): Promise<string[]> {
		const { hash } = await this.chain.head();
		const models = Object.keys(total(services).gpus);
		const entries = await Promise.all(models.map((model) => this.chain.read(hash, "registry.gpuModels", model)));
		return models.filter((_, i) => entries[i]?.isEmpty);
	}

	/// The call that lists a GPU model, as one like any other.
	listing(model: string): Tx {
		return this.chain.call("registry.setGpuModel", { model, entry: { class: "Medium", multiplier: 100 } });
	}

	/// What a capacity requires to be staked (S1).
	async requiredStake({ vcpuMillis, ramMib, storageGib, gpus }: Resources): Promise<bigint> {
		return (
			ceil(STAKE.gpu * MILLI_SPON * (await this.gpuUnits(gpus)), 100n) +
			ceil(STAKE.vcpu * MILLI_SPON * vcpuMillis, 1_000n) +
			ceil(STAKE.gibRam * MILLI_SPON * ramMib, 1_024n) +
			ceil(STAKE.tibStorage * MILLI_SPON * storageGib, 1_024n)
		);
	}

	/// How much GPUs count for, in hundredths of multiplier units (R5).
	private async gpuUnits(gpus: Resources["gpus"]): Promise<bigint> {
		const { hash } = await this.chain.head();
		const models = await Promise.all(
			Object.entries(gpus).map(async ([model, count]) => {
				const entry = await this.chain.read(hash, "registry.gpuModels", model);
				return BigInt(count) * big(fields(entry)["multiplier"]);
			}),
		);
		return models.reduce((sum, units) => sum + units, 0n);
	}

	async stake(provider: ProviderKeys, amount: bigint): Promise<Included> {
		return this.send("staking.bond", provider.account, { amount });
	}

	async minDeposit(token: Token): Promise<bigint> {
		const { hash } = await this.chain.head();
		return big(fields(await this.chain.read(hash, "escrow.paymentTokens", tokenId(token)))["minDeposit"]);
	}

	async deposit(who: KeyringPair, token: Token, amount: bigint): Promise<Included> {
		return this.send("escrow.deposit", who, { token: tokenId(token), amount });
	}

	/// A gift (E1).
	async depositFor(sponsor: KeyringPair, token: Token, beneficiary: string, amount: bigint): Promise<Included> {
		return this.send("escrow.depositFor", sponsor, { token: tokenId(token), beneficiary, amount });
	}

	/// Unlocked funds, from wallet to wallet (E6).
	async transfer(who: KeyringPair, token: Token, to: string, amount: bigint): Promise<Included> {
		return this.send("escrow.transfer", who, { token: tokenId(token), to, amount });
	}

	async withdraw(who: KeyringPair, token: Token, amount: bigint): Promise<Included> {
		return this.send("escrow.withdraw", who, { token: tokenId(token), amount });
	}

	async withdrawEarnings(provider: ProviderKeys, token: Token): Promise<Included> {
		return this.send("escrow.withdrawEarnings", provider.operator, {
			provider: provider.account.address,
			token: tokenId(token),
		});
	}

	async flush(by: KeyringPair, token: Token, payee: Payee = "Foundation"): Promise<Included> {
		return this.send("fees.flush", by, { payee, token: tokenId(token) });
	}

	async order(tenant: KeyringPair, spec: OrderSpec): Promise<{ included: Included; order: bigint; locked: bigint }> {
		const included = await this.send("orders.create", tenant, { spec });
		const { data } = required(included.events.find(({ name }) => name === "orders.OrderCreated"));
		return { included, order: big(data["order"]), locked: big(data["locked"]) };
	}

	async cancel(tenant: KeyringPair, order: bigint): Promise<Included> {
		return this.send("orders.cancel", tenant, { order });
	}

	async bid(provider: ProviderKeys, order: bigint, price: bigint): Promise<Included> {
		return this.send("orders.bid", provider.operator, { order, provider: provider.account.address, price });
	}

	/// The award of `order`, whose transaction was in block `from`.
	async award(order: bigint, from: number): Promise<{ block: number; provider: string; price: bigint; lease: bigint }> {
		const { block, event } = await this.chain.event(
			"orders.OrderAwarded", from, 8, ({ data }) => big(data["order"]) === order,
		);
		const { provider, price, lease } = event.data;
		return { block, provider: String(provider), price: big(price), lease: big(lease) };
	}

	async confirm(provider: ProviderKeys, lease: bigint): Promise<Included> {
		return this.send("leases.confirm", provider.operator, { lease });
	}

	async activate(provider: ProviderKeys, lease: bigint, access: Access): Promise<Included> {
		const { host, ports, url } = access;
		const details = { host: hex(host), ports, url: url === null ? null : hex(url) };
		return this.send("leases.activate", provider.operator, { lease, access: details });
	}

	async settle(by: KeyringPair, lease: bigint): Promise<Included> {
		return this.send("leases.settle", by, { lease });
	}

	async extend(tenant: KeyringPair, lease: bigint, by: Extension): Promise<Included> {
		return this.send("leases.extend", tenant, { lease, by });
	}

	async requestUpdate(tenant: KeyringPair, lease: bigint, update: LeaseUpdate): Promise<Included> {
		return this.send("leases.requestUpdate", tenant, { lease, update });
	}

	/// The update as it was asked for in that transaction.
	async acceptUpdate(provider: ProviderKeys, requested: Included, price: bigint): Promise<Included> {
		const { lease, update } = required(requested.events.find(({ name }) => name === "leases.UpdateRequested")).data;
		return this.send("leases.acceptUpdate", provider.operator, { lease, update, price });
	}

	async refuseUpdate(provider: ProviderKeys, lease: bigint): Promise<Included> {
		return this.send("leases.refuseUpdate", provider.operator, { lease });
	}

	async applyUpdate(provider: ProviderKeys, lease: bigint): Promise<Included> {
		return this.send("leases.applyUpdate", provider.operator, { lease });
	}

	async withdrawUpdate(tenant: KeyringPair, lease: bigint): Promise<Included> {
		return this.send("leases.withdrawUpdate", tenant, { lease });
	}

	/// Offer a lease and its funds to another account (E6).
	async offer(tenant: KeyringPair, lease: bigint, to: string): Promise<Included> {
		return this.send("leases.offer", tenant, { lease, to });
	}

	/// Take over a lease that was offered (E6).
	async accept(by: KeyringPair, lease: bigint): Promise<Included> {
		return this.send("leases.accept", by, { lease });
	}

	async close(by: KeyringPair, lease: bigint): Promise<Included> {
		return this.send("leases.close", by, { lease });
	}

	async confirmClosed(provider: ProviderKeys, lease: bigint): Promise<Included> {
		return this.send("leases.confirmClosed", provider.operator, { lease });
	}

	/// What a tenant lost with a lease, of a slash that is applied; whoever asks, it goes to the tenant (S5).
	async claim(by: KeyringPair, slash: bigint, lease: bigint): Promise<Included> {
		return this.send("staking.claim", by, { slash, lease });
	}

	/// What is reserved of a provider.
	async reserved(provider: ProviderKeys, hash: string): Promise<Resources> {
		const value = await this.chain.read(hash, "registry.reserved", provider.account.address);
		const { vcpuMillis, ramMib, storageGib, gpus } = fields(value);
		const models = [...(gpus as BTreeMap<Bytes, u32>)].map(([model, count]) => [model.toHex(), count.toNumber()]);
		return {
			vcpuMillis: big(vcpuMillis),
			ramMib: big(ramMib),
			storageGib: big(storageGib),
			gpus: Object.fromEntries(models) as Record<string, number>,
		};
	}

	/// What payments in blocks `from` to `to` brought providers, and the fee routes.
	async payments(from: number, to: number): Promise<{ earned: bigint; fees: bigint }> {
		const sum = { earned: 0n, fees: 0n };
		for (let block = from; block <= to; block += 1) {
			for (const { name, data } of await this.chain.events(block)) {
				if (name !== "escrow.Paid") continue;
				sum.earned += big(data["earned"]);
				sum.fees += big(data["fees"]);
			}
		}
		return sum;
	}

	async wallet(who: string, token: Token, hash: string): Promise<Wallet> {
		const wallet = fields(await this.chain.read(hash, "escrow.wallets", who, tokenId(token)));
		const { unlocked, locked, used } = wallet;
		return { unlocked: big(unlocked), locked: big(locked), used: footprintOf(used) };
	}

	async earnings(provider: ProviderKeys, token: Token, hash: string): Promise<bigint> {
		return big(await this.chain.read(hash, "escrow.earnings", provider.account.address, tokenId(token)));
	}

	/// All that destinations of fees are owed, wherever it lies.
	async owed(hash: string): Promise<Due[]> {
		const entries = await this.chain.entries(hash, "fees.owed");
		return entries.map(({ keys, value }) => ({
			payee: payeeOf(keys[0]),
			token: this.tokenOf(idOf(keys[1])),
			amount: big(fields(value)["escrow"]) + big(fields(value)["pot"]),
		}));
	}

	/// Who authored block `hash`.
	async author(hash: string): Promise<string> {
		const [slot, validators] = await Promise.all([
			this.chain.read(hash, "aura.currentSlot"),
			this.chain.read(hash, "session.validators"),
		]);
		const turns = [...(validators as Vec<AccountId>)];
		return required(turns[Number(big(slot) % BigInt(turns.length))]).toString();
	}

	async free(who: string, token: Token, hash: string): Promise<bigint> {
		if (token === SPON) {
			const account = fields(await this.chain.read(hash, "system.account", who));
			return big(fields(account["data"])["free"]);
		}
		const account = await this.chain.read(hash, "assets.account", token.asset, who);
		return account.isEmpty ? 0n : big(fields(account)["balance"]);
	}

	private async send(call: string, signer: KeyringPair, args: Record<string, unknown>): Promise<Included> {
		return this.chain.send(this.chain.call(call, args), signer);
	}

	/// A motion that was closed is not yet one whose call succeeded.
	private executed(included: Included): Included {
		const { data } = required(included.events.find(({ name }) => name === "council.Executed"));
		const failure = this.chain.failure(data["result"]);
		if (failure === undefined) return included;
		throw new Refused(failure.name, failure.docs, included);
	}
}

export function hex(text: string): string {
	return stringToHex(text);
}

/// What the services need together (O1).
export function total(services: ServiceSpec[]): Resources {
	const sum: Resources = { vcpuMillis: 0n, ramMib: 0n, storageGib: 0n, gpus: {} };
	for (const { vcpuMillis, ramMib, storageGib, gpu, replicas } of services) {
		sum.vcpuMillis += BigInt(vcpuMillis * replicas);
		sum.ramMib += BigInt(ramMib * replicas);
		sum.storageGib += BigInt(storageGib * replicas);
		if (gpu !== null) sum.gpus[gpu.model] = (sum.gpus[gpu.model] ?? 0) + gpu.count * replicas;
	}
	return sum;
}

export function times(resources: Resources, factor: number): Resources {
	const by = BigInt(factor);
	return {
		vcpuMillis: resources.vcpuMillis * by,
		ramMib: resources.ramMib * by,
		storageGib: resources.storageGib * by,
		gpus: Object.fromEntries(Object.entries(resources.gpus).map(([model, count]) => [model, count * factor])),
	};
}

/// A footprint as storage has it.
export function footprintOf(value: Codec | undefined): Footprint {
	const { vcpuMillis, ramMib, storageGib, gpuUnits } = fields(value);
	return { vcpuMillis: big(vcpuMillis), ramMib: big(ramMib), storageGib: big(storageGib), gpuUnits: big(gpuUnits) };
}

/// Whose proposal a transaction made, and its hash, by which the council names it.
function proposalIn({ events }: Included): { provider: Codec; proposal: Codec } {
	const { data } = required(events.find(({ name }) => name === "registry.ProviderProposed"));
	return { provider: required(data["provider"]), proposal: required(data["proposal"]) };
}

function ceil(numerator: bigint, denominator: bigint): bigint {
	return (numerator + denominator - 1n) / denominator;
}

function required<T>(value: T | undefined): T {
	if (value === undefined) throw new Error("the chain left something out");
	return value;
}
