// One connection to a node: sending transactions, reading what they did, following blocks.

import { ApiPromise, WsProvider } from "@polkadot/api";
import type { SubmittableExtrinsic } from "@polkadot/api/types";
import type { KeyringPair } from "@polkadot/keyring/types";
import type { Option, Result, Vec } from "@polkadot/types";
import type { DispatchError, EventRecord } from "@polkadot/types/interfaces";
import type { Codec, ISubmittableResult } from "@polkadot/types/types";
import { u8aToHex } from "@polkadot/util";

export type Tx = SubmittableExtrinsic<"promise">;

/// Extensions of the transaction format that add nothing to a signed transaction.
const EMPTY = { extrinsic: {}, payload: {} };
const SIGNED_EXTENSIONS = { AuthorizeCall: EMPTY, WeightReclaim: EMPTY };

/// How long nothing may happen.
const PATIENCE_MS = 60_000;

/// An event as plain data: "leases.Activated" and its fields by name.
export interface Event {
	name: string;
	data: Record<string, Codec>;
}

/// A transaction that a block holds.
export interface Included {
	block: number;
	hash: string;
	/// What was called: "orders.create".
	call: string;
	/// Who signed, by address.
	signer: string;
	/// The transaction fee that was really charged, in SPON.
	fee: bigint;
	events: Event[];
}

/// A transaction that the chain included and refused, with the error's name, and what it carries if
/// anything: "orders.PriceTooHigh", "escrow.OverBracketGpu(20)".
export class Refused extends Error {
	constructor(
		readonly error: string,
		readonly docs: string,
		readonly included: Included,
	) {
		super(`${error} (block ${included.block}): ${docs}`);
	}
}

/// Which blocks count: all, or those only that no fork can change any more.
export type Counts = "best" | "final";

export class Chain {
	private readonly nonces = new Map<string, Promise<number>>();

	private constructor(
		private readonly url: string,
		private connected: ApiPromise,
		private readonly counts: Counts,
	) {}

	static async connect(url: string, counts: Counts = "best"): Promise<Chain> {
		return new Chain(url, await connection(url), counts);
	}

	/// The same connection, to those who look at other blocks.
	counting(counts: Counts): Chain {
		return new Chain(this.url, this.connected, counts);
	}

	get api(): ApiPromise {
		return this.connected;
	}

	/// Connect anew, after a runtime upgrade: the client would mix up the types of both runtimes when
	/// it is asked about the blocks around it.
	async reconnect(): Promise<void> {
		await this.disconnect();
		this.connected = await connection(this.url);
	}

	async disconnect(): Promise<void> {
		await this.api.disconnect();
	}

	/// A call with its arguments by name, so that it reads as documented and a renamed argument is
	/// an error here and not a refusal there.
	call(name: string, args: Record<string, unknown> = {}): Tx {
		const [pallet = "", method = ""] = name.split(".");
		const build = this.api.tx[pallet]?.[method];
		if (build === undefined) throw new Error(`the chain has no call ${name}`);
		const known = build.meta.args.map((argument) => toCamel(argument.name.toString()));
		const unknown = Object.keys(args).filter((key) => !known.includes(key));
		const missing = known.filter((key) => !(key in args));
		if (unknown.length + missing.length > 0) {
			throw new Error(`${name}(${known.join(", ")}): unknown [${unknown}], missing [${missing}]`);
		}
		return build(...known.map((key) => args[key]));
	}

	/// Sign, send, and wait for the block that includes it, whether that counts or not; throws `Refused` if
	/// the call failed.
	async send(tx: Tx, signer: KeyringPair): Promise<Included> {
		const call = describe(tx);
		const { hash, events, dispatchError } = await this.inBlock(tx, signer);
		const header = await this.api.rpc.chain.getHeader(hash);
		const included = { block: header.number.toNumber(), hash, call, signer: signer.address, ...effects(events) };
		if (dispatchError !== undefined) {
			const { name, docs } = this.explain(dispatchError);
			throw new Refused(name, docs, included);
		}
		return included;
	}

	/// Send a call that nobody has to sign, and do not wait for it.
	async submit(tx: Tx): Promise<void> {
		await this.api.rpc.author.submitExtrinsic(tx);
	}

	/// Put a key into the keystore of the node, by what it is made of.
	async insertKey(type: string, uri: string, publicKey: Uint8Array): Promise<void> {
		await this.api.rpc.author.insertKey(type, uri, u8aToHex(publicKey));
	}

	private async inBlock(tx: Tx, signer: KeyringPair) {
		type InBlock = Pick<ISubmittableResult, "events" | "dispatchError"> & { hash: string };
		try {
			const nonce = await this.nextNonce(signer.address);
			return await subscription<InBlock>(({ resolve, reject }) =>
				tx.signAndSend(signer, { nonce }, ({ status, events, dispatchError }) => {
					if (status.isInBlock) resolve({ hash: status.asInBlock.toHex(), events, dispatchError });
					else if (status.isInvalid || status.isDropped || status.isUsurped) reject(new Error(status.type));
				}),
			);
		} catch (error) {
			// In no block, its nonce is free again.
			this.nonces.delete(signer.address);
			throw new Error(`${describe(tx)}: ${(error as Error).message}`);
		}
	}

	/// The last block that counts.
	async head(): Promise<{ number: number; hash: string }> {
		const { chain } = this.api.rpc;
		const header = await (this.counts === "best" ? chain.getHeader() : chain.getHeader(await chain.getFinalizedHead()));
		return { number: header.number.toNumber(), hash: header.hash.toHex() };
	}

	async hashOf(block: number): Promise<string> {
		return (await this.api.rpc.chain.getBlockHash(block)).toHex();
	}

	/// A constant of the runtime.
	constant(name: string): Codec {
		const [pallet = "", item = ""] = name.split(".");
		const value = this.api.consts[pallet]?.[item];
		if (value === undefined) throw new Error(`the chain has no constant ${name}`);
		return value;
	}

	/// What is stored, as of block `hash`: a value, or an entry of a map.
	async read(hash: string, name: string, ...keys: unknown[]): Promise<Codec> {
		return (await this.storage(hash, name))(...keys);
	}

	/// Under which key something is stored.
	key(name: string, ...keys: unknown[]): string {
		const [pallet = "", item = ""] = name.split(".");
		const entry = this.api.query[pallet]?.[item];
		if (entry === undefined) throw new Error(`the chain stores no ${name}`);
		return entry.key(...keys);
	}

	/// All entries of a map, as of block `hash`.
	async entries(hash: string, name: string): Promise<{ keys: Codec[]; value: Codec }[]> {
		const found = await (await this.storage(hash, name)).entries();
		return found.map(([key, value]) => ({ keys: key.args, value }));
	}

	/// Wait until there is a block `number` that counts, and give its hash.
	async reach(number: number): Promise<string> {
		if ((await this.head()).number < number) await this.follow((at) => at >= number, this.counts);
		return this.hashOf(number);
	}

	/// Wait until block `number` is final.
	async final(number: number): Promise<void> {
		await this.follow((at) => at >= number, "final");
	}

	/// All events of block `number`, hooks' and transactions'.
	async events(number: number): Promise<Event[]> {
		const records = await this.read(await this.hashOf(number), "system.events");
		return (records as Vec<EventRecord>).map(plain);
	}

	/// The first event of that name that `matches`, from block `from` on, and its block; waits for
	/// new blocks up to `from + within`.
	async event(
		name: string,
		from: number,
		within: number,
		matches: (event: Event) => boolean = () => true,
	): Promise<{ block: number; event: Event }> {
		for (let block = from; block <= from + within; block += 1) {
			await this.reach(block);
			const event = (await this.events(block)).find((e) => e.name === name && matches(e));
			if (event !== undefined) return { block, event };
		}
		throw new Error(`no ${name} in blocks ${from} to ${from + within}`);
	}

	/// The name of an error with what it carries, and its documentation.
	explain(error: DispatchError): { name: string; docs: string } {
		if (!error.isModule) return { name: error.toString(), docs: "" };
		const { registry } = this.api;
		const { section, name, docs, args } = registry.findMetaError(error.asModule);
		let bytes = error.asModule.error.toU8a(true).slice(1);
		const values = args.map((type) => {
			const value = registry.createType(type, bytes);
			bytes = bytes.slice(value.encodedLength);
			return value.toString();
		});
		const carried = values.length === 0 ? "" : `(${values.join(", ")})`;
		return { name: `${section}.${name}${carried}`, docs: docs.join(" ").trim() };
	}

	/// The error of a call that was dispatched by another, as events give it; none if it succeeded.
	failure(outcome: Codec | undefined): { name: string; docs: string } | undefined {
		const result = outcome as Result<Codec, DispatchError>;
		return result.isErr ? this.explain(result.asErr) : undefined;
	}

	private async storage(hash: string, name: string) {
		const [pallet = "", item = ""] = name.split(".");
		const entry = (await this.api.at(hash)).query[pallet]?.[item];
		if (entry === undefined) throw new Error(`the chain stores no ${name}`);
		return entry;
	}

	/// The pool counts only what it has already seen, so that two transactions sent at once would
	/// get the same number: count here. It also counts what others sent with the same key: ask it too.
	private nextNonce(address: string): Promise<number> {
		const before = this.nonces.get(address) ?? Promise.resolve(-1);
		const asked = this.api.rpc.system.accountNextIndex(address);
		const nonce = Promise.all([asked, before]).then(([index, last]) => Math.max(index.toNumber(), last + 1));
		this.nonces.set(address, nonce);
		return nonce;
	}

	private async follow(done: (number: number) => boolean, which: Counts): Promise<void> {
		const { chain } = this.api.rpc;
		const subscribe = which === "best" ? chain.subscribeNewHeads : chain.subscribeFinalizedHeads;
		await subscription<void>(({ resolve, alive }) =>
			subscribe((header) => (done(header.number.toNumber()) ? resolve() : alive())),
		);
	}
}

function connection(url: string): Promise<ApiPromise> {
	return ApiPromise.create({
		provider: new WsProvider(url, 500),
		signedExtensions: SIGNED_EXTENSIONS,
		noInitWarn: true,
		throwOnConnect: true,
	});
}

interface Outcome<T> {
	resolve(value: T): void;
	reject(error: Error): void;
	/// Something happened: wait on.
	alive(): void;
}

/// What a subscription comes to, which then ends; an error if nothing happens for too long.
async function subscription<T>(subscribe: (outcome: Outcome<T>) => Promise<() => void>): Promise<T> {
	let timer: NodeJS.Timeout | undefined;
	let stopping: Promise<() => void> | undefined;
	try {
		return await new Promise<T>((resolve, reject) => {
			const late = () => reject(new Error(`nothing happened for ${PATIENCE_MS / 1000} s`));
			const alive = () => {
				clearTimeout(timer);
				timer = setTimeout(late, PATIENCE_MS);
			};
			alive();
			stopping = subscribe({ resolve, reject, alive });
			stopping.catch(reject);
		});
	} finally {
		clearTimeout(timer);
		stopping?.then((stop) => stop(), () => {});
	}
}

/// The fields of a stored or emitted struct, which must be there.
export function fields(value: Codec | undefined): Record<string, Codec> {
	const { isSome, isNone } = (value ?? { isNone: true }) as Partial<Option<Codec>>;
	if (isNone === true) throw new Error("there is no such entry");
	const inner = isSome === true ? (value as Option<Codec>).unwrap() : value;
	return inner as unknown as Record<string, Codec>;
}

/// A number of whatever size.
export function big(value: Codec | undefined): bigint {
	if (value === undefined) throw new Error("there is no such field");
	return BigInt(value.toString());
}

export function describe(tx: Tx): string {
	return `${tx.method.section}.${tx.method.method}`;
}

export function toCamel(name: string): string {
	return name.replace(/_+(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function plain({ event }: EventRecord): Event {
	const names = event.data.names ?? event.data.map((_, i) => String(i));
	return {
		name: `${event.section}.${event.method}`,
		data: Object.fromEntries(names.map((name, i) => [toCamel(name), event.data[i] as Codec])),
	};
}

function effects(records: EventRecord[]): { fee: bigint; events: Event[] } {
	const events = records.map(plain);
	const paid = events.find(({ name }) => name === "transactionPayment.TransactionFeePaid");
	return { events, fee: BigInt(paid?.data["actualFee"]?.toString() ?? 0) };
}
